//! `/api/calls`: lists, one call in full, the feed of those going on, each for its own tenant alone.

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    operator::ask,
    scenes::add_other_tenant,
    vapi::Call,
};

const LIST: &str = "/api/calls?tenant_id=tenant_demo_001";

async fn get(app: &TestApp, path: &str) -> Value {
    let reply = ask(app, "GET", path, &Value::Null).await;
    assert_eq!(reply.status(), 200, "{path}: {:?}", reply.body);
    reply.json()
}

fn ids(page: &Value) -> Vec<String> {
    let calls = page["data"].as_array().unwrap();
    calls
        .iter()
        .map(|call| call["vapi_call_id"].as_str().unwrap().to_owned())
        .collect()
}

/// Three ended calls and one going on, a minute apart: a booking, a ticket, a wrong number.
async fn four_calls() -> TestApp {
    let app = TestApp::new();
    add_other_tenant(&app);
    let book = json!({"date": "mardi", "time": "10h", "customer_name": "Jean Dupont"});
    app.ask(&Call::new("booking"), "t", "book_appointment", book)
        .await;
    end(&app, &Call::new("booking"), "customer-ended-call").await;
    app.set_clock("2026-10-05T08:01:00Z");
    let call = Call::from("ticket", "+33698765432");
    app.ask(
        &call,
        "t",
        "create_ticket",
        json!({"subject": "Fuite", "customer_name": "Anne Martin"}),
    )
    .await;
    end(&app, &call, "customer-did-not-answer").await;
    app.set_clock("2026-10-05T08:02:00Z");
    end(&app, &Call::anonymous("wrong"), "silence-timed-out").await;
    app.set_clock("2026-10-05T08:03:00Z");
    app.post(&Call::new("live").message("status-update", json!({"status": "in-progress"})))
        .await;
    app.post(
        &Call::new("foreign")
            .at_other()
            .message("status-update", json!({"status": "in-progress"})),
    )
    .await;
    app
}

async fn end(app: &TestApp, call: &Call, reason: &str) {
    let messages = json!([
        {"role": "bot", "time": 1_791_187_201_000_i64, "message":
            "Bonjour, je suis l'assistante virtuelle de l'agence. Cet appel est enregistré."},
        {"role": "user", "time": 1_791_187_205_000_i64, "message": "Bonjour."}]);
    let report = json!({"endedReason": reason, "durationSeconds": 60, "cost": 0.12,
        "analysis": {"summary": "Un appel."}, "artifact": {"messages": messages,
        "transcript": "AI: Bonjour.", "recordingUrl": "https://recordings.example/1.wav"}});
    assert_eq!(
        app.post(&call.message("end-of-call-report", report))
            .await
            .status(),
        200
    );
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let app = four_calls().await;
    assert_eq!(
        ids(&get(&app, LIST).await),
        ["live", "wrong", "ticket", "booking"]
    );
    for (filter, expected) in [
        ("status=in-progress", vec!["live"]),
        ("status=no-answer", vec!["ticket"]),
        (
            "direction=inbound",
            vec!["live", "wrong", "ticket", "booking"],
        ),
        ("direction=outbound", vec![]),
        ("has_report=false", vec!["live"]),
        ("has_report=true", vec!["wrong", "ticket", "booking"]),
        ("outcome=appointment", vec!["booking"]),
        ("outcome=ticket", vec!["ticket"]),
        ("outcome=nothing", vec!["wrong"]),
        ("outcome=open", vec!["live"]),
        (
            "agent=multi_purpose",
            vec!["live", "wrong", "ticket", "booking"],
        ),
        ("agent=support", vec![]),
        (
            "assistant_id=vapi_assistant_demo_123&status=in-progress",
            vec!["live"],
        ),
        ("number=06%2098%2076%2054%2032", vec!["ticket"]),
        ("number=%2B33%20(0)6.98.76.54.32", vec!["ticket"]),
        ("number=0033612345678&has_report=true", vec!["booking"]),
        ("from=2026-10-05T08:02:00Z", vec!["live", "wrong"]),
        ("until=2026-10-05T08:02:00Z", vec!["ticket", "booking"]),
        ("until=2026-10-04", vec![]),
        (
            "from=2026-10-05&until=2026-10-05",
            vec!["live", "wrong", "ticket", "booking"],
        ),
    ] {
        let page = get(&app, &format!("{LIST}&{filter}")).await;
        assert_eq!(ids(&page), expected, "{filter}");
    }
    for wrong in [
        "status=over",
        "number=x",
        "from=hier",
        "has_report=2",
        "agnet=support",
    ] {
        let reply = ask(&app, "GET", &format!("{LIST}&{wrong}"), &Value::Null).await;
        assert_eq!(reply.status(), 422, "{wrong}");
        let name = wrong.split('=').next().unwrap();
        assert!(
            String::from_utf8_lossy(&reply.body).contains(name),
            "{:?}",
            reply.body
        );
    }
}

#[tokio::test]
async fn a_filtered_list_comes_in_pages_too() {
    let app = four_calls().await;
    let path = format!("{LIST}&outcome=nothing&limit=1");
    let page = get(&app, &path).await;
    assert_eq!(
        (ids(&page), &page["next_cursor"]),
        (vec!["wrong".to_owned()], &Value::Null)
    );
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = get(&app, &format!("{LIST}&has_report=true&limit=1{cursor}")).await;
        seen.extend(ids(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["wrong", "ticket", "booking"]);
}

#[tokio::test]
async fn a_call_tells_what_it_did_and_what_was_said() {
    let app = four_calls().await;
    let list = get(&app, &format!("{LIST}&outcome=appointment")).await;
    let id = list["data"][0]["id"].as_str().unwrap();
    app.post(&Call::new("booking").message("session.created", json!({"x": 1})))
        .await;
    let path = format!("/api/calls/{id}?tenant_id=tenant_demo_001");
    let call = get(&app, &path).await;
    for (field, expected) in [
        ("/from_number", json!("+33612345678")),
        ("/transcript", json!("AI: Bonjour.")),
        ("/recording_url", json!("https://recordings.example/1.wav")),
        ("/outcome", json!("appointment")),
        ("/has_report", json!(true)),
        ("/cost_microdollars", json!(120_000)),
        ("/ai_disclosed_at", json!("2026-10-05T08:00:01.000Z")),
        ("/recording_announced_at", json!("2026-10-05T08:00:01.000Z")),
        ("/recording_consent", Value::Null),
        ("/report_violations", json!([])),
        ("/tool_calls/0/tool", json!("book_appointment")),
        ("/tool_calls/0/status", json!("booked")),
        ("/tool_calls/0/facts/date", json!("2026-10-06")),
        ("/tool_calls/0/replayed", json!(false)),
        (
            "/created/appointments/0/customer_name",
            json!("Jean Dupont"),
        ),
        ("/created/tickets", json!([])),
        ("/events/1/message_type", json!("session.created")),
        ("/events/1/body", Value::Null),
    ] {
        assert_eq!(call.pointer(field), Some(&expected), "{field} in {call}");
    }
    let internals = ["args_hash", "effect_key", "plan", "request_id"];
    let told = call["tool_calls"].to_string();
    assert!(internals.iter().all(|name| !told.contains(name)), "{told}");
    let whole = get(&app, &format!("{path}&bodies=true")).await;
    assert_eq!(whole["events"][1]["body"]["message"]["x"], 1);
    let foreign = format!("/api/calls/{id}?tenant_id=tenant_other");
    assert_eq!(ask(&app, "GET", &foreign, &Value::Null).await.status(), 404);
}

async fn poll(app: &TestApp, tag: Option<&str>) -> Reply {
    let mut headers = vec![("authorization", "Bearer dev-operator-token")];
    headers.extend(tag.map(|tag| ("if-none-match", tag)));
    let path = "/api/calls/live?tenant_id=tenant_demo_001";
    app.send("GET", path, &headers, b"").await
}

#[tokio::test]
async fn the_feed_shows_what_is_going_on_and_says_nothing_while_nothing_changes() {
    let app = four_calls().await;
    let first = poll(&app, None).await;
    assert_eq!((first.status(), first.batches()), (200, 1));
    let data = first.json()["data"].clone();
    assert_eq!(data.as_array().unwrap().len(), 1, "{data}");
    assert_eq!(data[0]["vapi_call_id"], "live");
    assert_eq!(data[0]["last_tool"], Value::Null);
    let tag = first.parts.headers["etag"].to_str().unwrap().to_owned();
    let again = poll(&app, Some(&tag)).await;
    assert_eq!((again.status(), again.body.len()), (304, 0));
    assert_eq!(again.parts.headers["etag"].to_str().unwrap(), tag);

    app.ask(
        &Call::new("live"),
        "t",
        "check_availability",
        json!({"date": "mardi"}),
    )
    .await;
    let changed = poll(&app, Some(&tag)).await;
    assert_eq!(changed.status(), 200);
    let data = changed.json()["data"].clone();
    assert_eq!(
        (&data[0]["tool_calls"], &data[0]["last_tool"]["status"]),
        (&json!(1), &json!("available"))
    );

    end(&app, &Call::new("live"), "customer-ended-call").await;
    assert_eq!(poll(&app, None).await.json()["data"], json!([]));
}

#[tokio::test]
async fn a_call_whose_end_was_lost_is_not_going_on_for_ever() {
    let app = four_calls().await;
    for (now, live) in [("2026-10-05T20:03:00Z", 1), ("2026-10-05T20:03:01Z", 0)] {
        app.set_clock(now);
        let data = poll(&app, None).await.json()["data"].clone();
        assert_eq!(data.as_array().unwrap().len(), live, "{now}");
    }
}
