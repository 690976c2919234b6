//! Input of every wrong kind, from senders that have authenticated: a clear answer, nothing half
//! written, nothing that panics.

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    tables::{self, Tables},
    vapi::Call,
};

/// Tables that a refused call may leave a trace in: the call itself and the record of its tools.
const TRACES: [&str; 4] = ["call_bindings", "call_logs", "tool_calls", "slot_holds"];

async fn raw(app: &TestApp, body: &[u8]) -> Reply {
    app.send(
        "POST",
        "/webhooks/vapi",
        &[("x-vapi-secret", "dev-secret")],
        body,
    )
    .await
}

/// The one entry of a message with one call of `tool`, and the tables it left changed.
async fn ask(app: &TestApp, tool: &str, arguments: Value) -> (Value, Tables) {
    let before = tables::all(&app.db).except(&TRACES);
    let results = app
        .post(&Call::new("call-1").tool("t1", tool, arguments))
        .await
        .results();
    assert_eq!(results.len(), 1);
    (results[0].clone(), before)
}

#[tokio::test]
async fn bodies_that_are_no_message_are_told_so() {
    let app = TestApp::new();
    let before = tables::all(&app.db);
    let deep = [b"[".repeat(5_000), b"]".repeat(5_000)].concat();
    let unclosed = b"{\"message\":".repeat(5_000);
    for body in [
        &b""[..],
        b" ",
        b"null",
        b"7",
        b"\"tool-calls\"",
        b"[]",
        b"{}",
        b"{\"message\":null}",
        b"{\"message\":[]}",
        b"{\"message\":\"tool-calls\"}",
        b"{\"message\":{}",
        b"not json",
        b"\xff\xfe\x00",
        b"{\"message\":{\"type\":\"tool-calls\"}}}",
        b"\0",
        &deep,
        &unclosed,
    ] {
        let reply = raw(&app, body).await;
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]);
        assert_eq!(
            (reply.status(), &reply.json()["error"]["code"]),
            (400, &json!("malformed")),
            "{shown}"
        );
    }
    tables::assert_same(&tables::all(&app.db), &before);
}

#[tokio::test]
async fn more_than_four_mebibytes_are_too_large() {
    let app = TestApp::new();
    let before = tables::all(&app.db);
    let mut message =
        Call::new("call-1").tool("t1", "request_callback", json!({"reason": "offre"}));
    message["message"]["padding"] = json!("x".repeat(5 << 20));
    let reply = app.post(&message).await;
    assert_eq!(
        (reply.status(), &reply.json()["error"]["code"]),
        (413, &json!("too_large"))
    );
    tables::assert_same(&tables::all(&app.db), &before);
    // Just below is read: Vapi sends the whole conversation along.
    message["message"]["padding"] = json!("x".repeat((4 << 20) - 2_000));
    assert_eq!(app.post(&message).await.result()["status"], "recorded");
}

#[tokio::test]
async fn nesting_beyond_reason_in_places_that_are_not_read_is_no_matter() {
    let app = TestApp::new();
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let message = Call::new("call-1").tool("t1", "request_callback", json!({"reason": "offre"}));
    let beside = message.to_string().replacen(
        "{\"message\":{",
        &format!("{{\"message\":{{\"x\":{deep},"),
        1,
    );
    let reply = raw(&app, beside.as_bytes()).await;
    assert_eq!(reply.result()["status"], "recorded");
    // In the arguments they are unusable, and only there.
    let inside = message.to_string().replacen("\"offre\"", &deep, 1);
    let entry = raw(&app, inside.as_bytes()).await.results().remove(0);
    assert!(entry["error"].is_string(), "{entry}");
}

#[tokio::test]
async fn unusable_calls_get_an_error_and_write_nothing() {
    let app = TestApp::new();
    app.post(&Call::new("call-1").tool("t0", "get_business_info", json!({"topic": "hours"})))
        .await;
    for (tool, arguments) in [
        ("no_such_tool", json!({})),
        ("", json!({})),
        ("BOOK_APPOINTMENT", json!({})),
        ("book_appointment'; DROP TABLE rendez_vous; --", json!({})),
        ("book_appointment", json!("{\"date\": ")),
        ("book_appointment", json!("demain à dix heures")),
        ("book_appointment", json!([])),
        ("book_appointment", json!(7)),
        ("book_appointment", json!("[]")),
        ("book_appointment", json!({})),
        (
            "book_appointment",
            json!({"date": null, "time": "N/A", "customer_name": "{{name}}"}),
        ),
        ("book_appointment", json!({"date": "mardi", "time": "10 h"})),
        (
            "book_appointment",
            json!({"date": "mardi", "time": "10 h", "customer_name": {"first": "Jean"}}),
        ),
        (
            "book_appointment",
            json!({"date": "mardi", "time": "10 h", "customer_name": "   \n\u{200b}"}),
        ),
        ("create_ticket", json!({"subject": []})),
        ("add_ticket_note", json!({"ticket_number": "T-2001"})),
        ("book_appointment", json!({"date": "x".repeat(20_000)})),
    ] {
        let (entry, before) = ask(&app, tool, arguments.clone()).await;
        let error = entry["error"]
            .as_str()
            .unwrap_or_else(|| panic!("{tool} {arguments}: {entry}"));
        assert!((20..=800).contains(&error.chars().count()), "{error}");
        assert_eq!(entry["toolCallId"], "t1");
        tables::assert_same(&tables::all(&app.db).except(&TRACES), &before);
    }
}

#[tokio::test]
async fn what_decides_the_effect_is_asked_for_and_never_guessed() {
    let app = TestApp::new();
    for (date, time) in [
        ("2019-10-08", "10 h"),
        ("2026-02-30", "10 h"),
        ("2026-13-01", "10 h"),
        ("32 octobre", "10 h"),
        ("hier", "10 h"),
        ("bientôt", "10 h"),
        ("mardi", "25 h"),
        ("mardi", "10 h 75"),
        ("mardi", "un de ces jours"),
        ("9999999999999999999", "10 h"),
        ("-1", "-1"),
        ("١٢", "😀"),
    ] {
        let arguments = json!({"date": date, "time": time, "customer_name": "Jean Dupont"});
        let (entry, before) = ask(&app, "book_appointment", arguments).await;
        let said = entry["result"]
            .as_str()
            .or(entry["error"].as_str())
            .unwrap();
        assert!(!said.contains("\"booked\""), "{date} {time}: {entry}");
        tables::assert_same(&tables::all(&app.db).except(&TRACES), &before);
    }
}

#[tokio::test]
async fn names_are_kept_as_text_on_one_line() {
    for (given, kept) in [
        ("Zoé 😀 O'Brien-\"Ka\"", "Zoé 😀 O'Brien-\"Ka\""),
        (
            "Robert'); DROP TABLE rendez_vous; --",
            "Robert'); DROP TABLE rendez_vous; --",
        ),
        ("Jean\r\nDupont\t\u{7}", "Jean Dupont"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("李小龍", "李小龍"),
        ("%s%n{}", "%s%n{}"),
    ] {
        let app = TestApp::new();
        let arguments = json!({"date": "mardi", "time": "10 h", "customer_name": given});
        let (entry, _) = ask(&app, "book_appointment", arguments).await;
        let text = entry["result"]
            .as_str()
            .unwrap_or_else(|| panic!("{given}: {entry}"));
        let result: Value = serde_json::from_str(text).unwrap();
        assert_eq!(result["status"], "booked", "{given}");
        assert!(!text.contains('\n') && text.chars().count() <= 800);
        assert_eq!(app.db.value("SELECT customer_name FROM rendez_vous"), kept);
    }
}

#[tokio::test]
async fn eight_of_many_calls_run() {
    let app = TestApp::new();
    let ids: Vec<String> = (0..64).map(|index| format!("t{index}")).collect();
    let calls: Vec<_> = ids
        .iter()
        .map(|id| {
            (
                id.as_str(),
                "create_ticket",
                json!({"subject": format!("panne {id}"), "customer_name": "Luc Petit"}),
            )
        })
        .collect();
    let reply = app.post(&Call::new("call-1").tools(&calls)).await;
    let results = reply.results();
    assert_eq!(results.len(), 64);
    for (index, entry) in results.iter().enumerate() {
        assert_eq!(entry["toolCallId"], ids[index]);
        assert_eq!(entry["result"].is_string(), index < 8, "{entry}");
        assert_eq!(entry["error"].is_string(), index >= 8, "{entry}");
    }
    assert_eq!(app.db.value("SELECT count(*) FROM tickets"), json!(8));
    assert_eq!(reply.batches(), 2);
}

#[tokio::test]
async fn one_bad_call_does_not_spoil_its_neighbours() {
    let app = TestApp::new();
    let message = json!({"message": {"type": "tool-calls",
    "call": {"id": "call-1", "assistantId": crate::app::DEMO_ASSISTANT, "customer": {"number": "+33612345678"}},
    "toolCallList": [
        null, 7, "text", [], {}, {"id": 5, "function": "f"}, {"id": "a", "function": {"name": 7, "arguments": 7}},
        {"id": "b", "function": {"name": "request_callback", "arguments": "{"}},
        {"id": "c", "function": {"name": "request_callback", "arguments": "{\"reason\": \"une offre\"}"}},
    ]}});
    let results = app.post(&message).await.results();
    assert_eq!(results.len(), 9);
    for entry in &results {
        assert!(
            entry["toolCallId"].is_string() && entry["name"].is_string(),
            "{entry}"
        );
        assert!(entry["error"].is_string(), "{entry}");
    }
    // The ninth is beyond what runs; on its own it does.
    let mut fewer = message.clone();
    fewer["message"]["toolCallList"]
        .as_array_mut()
        .unwrap()
        .drain(..4);
    let results = app.post(&fewer).await.results();
    assert_eq!(
        results
            .iter()
            .filter(|entry| entry["result"].is_string())
            .count(),
        1
    );
    assert_eq!(app.db.value("SELECT count(*) FROM callbacks"), json!(1));
}

#[tokio::test]
async fn long_and_odd_ids_are_copied_exactly() {
    let app = TestApp::new();
    for id in [
        "x".repeat(10_000),
        "é\"\\😀\u{2028}".into(),
        "' OR 1=1 --".into(),
    ] {
        let mut call = Call::new(&format!("call of {id}"));
        call.more = json!({"phoneNumberId": "y".repeat(10_000)});
        let message = call.tool(&id, "request_callback", json!({"reason": "une offre"}));
        for replayed in [Value::Null, json!(true)] {
            let reply = app.post(&message).await;
            assert_eq!(reply.results()[0]["toolCallId"], id);
            assert_eq!(reply.result()["replayed"], replayed);
        }
        let report = call.message(
            "end-of-call-report",
            json!({"endedReason": "z".repeat(10_000)}),
        );
        assert_eq!(app.post(&report).await.status(), 200);
    }
    assert_eq!(app.db.value("SELECT count(*) FROM callbacks"), json!(3));
    assert_eq!(app.db.value("SELECT count(*) FROM call_logs"), json!(3));
}

#[tokio::test]
async fn a_call_without_an_id_is_answered_once() {
    let app = TestApp::new();
    let mut message =
        Call::new("call-1").tool("", "request_callback", json!({"reason": "une offre"}));
    message["message"]["toolCallList"][0]
        .as_object_mut()
        .unwrap()
        .remove("id");
    for replayed in [Value::Null, json!(true)] {
        let reply = app.post(&message).await;
        assert_eq!(reply.results()[0]["toolCallId"], "");
        assert_eq!(reply.result()["replayed"], replayed);
    }
    assert_eq!(app.db.value("SELECT count(*) FROM callbacks"), json!(1));
}

#[tokio::test]
async fn wrong_types_everywhere_are_read_as_absent() {
    let app = TestApp::new();
    let before = tables::all(&app.db).except(&["stored_events"]);
    for odd in [
        json!(null),
        json!(7),
        json!("text"),
        json!([1]),
        json!({"a": 1}),
        json!(true),
        json!(1e308),
    ] {
        for kind in [
            "tool-calls",
            "function-call",
            "end-of-call-report",
            "status-update",
            "assistant-request",
            "language-change-detected",
            "transfer-update",
            "hang",
            "brand-new-type",
            "transcript",
        ] {
            let message = json!({"message": {"type": kind, "call": odd, "assistant": odd, "phoneNumber": odd,
                "customer": odd, "timestamp": odd, "toolCallList": odd, "toolCalls": odd, "functionCall": odd,
                "artifact": odd, "analysis": odd, "status": odd, "endedReason": odd, "cost": odd, "chat": odd,
                "language": odd, "durationSeconds": odd, "startedAt": odd, "endedAt": odd}});
            let reply = app.post(&message).await;
            assert_eq!(reply.status(), 200, "{kind} {odd}");
            assert!(reply.json().is_object());
        }
    }
    tables::assert_same(&tables::all(&app.db).except(&["stored_events"]), &before);
}
