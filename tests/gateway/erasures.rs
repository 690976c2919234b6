//! `/api/erasures`: who is found, what waits, what is deleted at Vapi and Twilio, what comes late.

use bytes::Bytes;
use coccinelle_gateway::{
    http::Settings,
    jobs::{erasures::run, retention, run_due},
    ports::Unreachable,
};
use http::{Request, Response};
use serde_json::{Value, json};

use crate::{
    app::{TestApp, dev_variable},
    operator::ask,
    person::{person, traces, write_person},
    sqlite::Fault,
    vapi::Call,
};

/// With accounts at Vapi and Twilio; every wait of a request is over at once.
pub fn app() -> TestApp {
    let variable = |name: &str| match name {
        "VAPI_API_KEY" => Some("vapi-key".to_owned()),
        "VAPI_BASE_URL" => Some("http://127.0.0.1:9".to_owned()),
        "TWILIO_ACCOUNT_SID" => Some("AC1".to_owned()),
        "TWILIO_AUTH_TOKEN" => Some("twilio-token".to_owned()),
        name => dev_variable(name),
    };
    TestApp::new()
        .with_settings(Settings::read(variable, true))
        .impatient()
}

async fn erase(app: &TestApp, body: &Value) -> Value {
    let reply = ask(app, "POST", "/api/erasures?tenant_id=a", body).await;
    assert_eq!(reply.status(), 201, "{:?}", reply.body);
    reply.json()
}

async fn receipt(app: &TestApp, erasure: &Value) -> Value {
    let id = erasure["id"].as_str().unwrap();
    let path = format!("/api/erasures/{id}?tenant_id=a");
    ask(app, "GET", &path, &Value::Null).await.json()
}

fn answer(status: u16, body: &str) -> Result<Response<Bytes>, Unreachable> {
    let response = Response::builder().status(status);
    Ok(response.body(Bytes::from(body.to_owned())).unwrap())
}

/// How the other side behaves.
type Other = fn(&Request<Bytes>) -> Result<Response<Bytes>, Unreachable>;

/// The other side as it should be: it deletes, and tells of one recording.
pub fn obliging(request: &Request<Bytes>) -> Result<Response<Bytes>, Unreachable> {
    match request.method().as_str() {
        "GET" => answer(200, r#"{"recordings": [{"sid": "RE1"}]}"#),
        _ => answer(204, ""),
    }
}

/// What was asked of others: method and address, in order of the alphabet.
fn asked(app: &TestApp) -> Vec<String> {
    let mut asked: Vec<String> = app
        .http
        .sent()
        .iter()
        .map(|request| format!("{} {}", request.method(), request.uri()))
        // The list of calls is asked for by another job.
        .filter(|asked| !asked.contains("/call?"))
        .collect();
    asked.sort();
    asked
}

#[tokio::test]
async fn every_notation_finds_the_person_and_the_own_number_is_nobody() {
    for phone in [
        "+33612345678",
        "06 12 34 56 78",
        "0033 6 12 34 56 78",
        "+33 (0)6.12.34.56.78",
    ] {
        let app = app();
        write_person(&app, "a");
        let erased = erase(&app, &json!({"phone": phone})).await["erased"].clone();
        assert_eq!(
            (
                &erased["call"],
                &erased["ticket"],
                &erased["live_appointment"]
            ),
            (&json!(3), &json!(1), &json!(1)),
            "{phone}: {erased}"
        );
    }
    let app = TestApp::new();
    for (body, told) in [
        (
            json!({"phone": "+33987654321"}),
            "phone: is the business's own number",
        ),
        (json!({"phone": "12"}), "phone: must be a phone number"),
        (json!({"email": "x"}), "email: must be an e-mail address"),
        (json!({}), "phone: name a phone number, an email or both"),
        (json!({"number": "x"}), "number: is none of phone, email"),
    ] {
        let reply = ask(
            &app,
            "POST",
            "/api/erasures?tenant_id=tenant_demo_001",
            &body,
        )
        .await;
        assert_eq!(reply.status(), 422, "{body}");
        assert!(
            reply.json()["error"]["message"]
                .as_str()
                .unwrap()
                .contains(told),
            "{:?}",
            reply.body
        );
    }
}

#[tokio::test]
async fn calls_recordings_and_messages_are_deleted_where_they_are() {
    let app = app();
    write_person(&app, "a");
    app.http.play(obliging);
    let erasure = erase(
        &app,
        &json!({"phone": "0612345678", "live_appointments": "erase"}),
    )
    .await;
    assert_eq!(erasure["state"], "running");
    run_due(app.jobs()).await;
    assert_eq!(
        asked(&app),
        [
            "DELETE http://127.0.0.1:9/call/vapi_a",
            "DELETE http://127.0.0.1:9/call/vapi_hidden_a",
            "DELETE http://127.0.0.1:9/call/vapi_out_a",
            "DELETE https://api.twilio.com/2010-04-01/Accounts/AC1/Calls/CA0123456789a.json",
            "DELETE https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/SM0123456789a.json",
            "DELETE https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1.json",
            "GET https://api.twilio.com/2010-04-01/Accounts/AC1/Calls/CA0123456789a/Recordings.json?PageSize=50",
        ]
    );
    let done = receipt(&app, &erasure).await;
    assert_eq!(done["state"], "done", "{done}");
    let stays: Vec<&str> = done["stays"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stays| stays["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        stays,
        [
            "facts_without_person",
            "receipt",
            "opt_outs",
            "audit_log",
            "d1_time_travel"
        ]
    );
    assert_eq!(done["stays"][4]["until"], "2026-11-04T08:00:00.000Z");
    run_due(app.jobs()).await;
    assert_eq!(asked(&app), Vec::<String>::new());
}

#[tokio::test]
async fn what_is_refused_is_tried_again_until_it_is_done() {
    let app = app();
    write_person(&app, "a");
    app.http.play(|_| answer(429, ""));
    let erasure = erase(
        &app,
        &json!({"phone": "0612345678", "live_appointments": "erase"}),
    )
    .await;
    let mut clock = chrono::DateTime::parse_from_rfc3339(crate::app::MONDAY).unwrap();
    // Busy, broken, away, forbidden: each time the wait doubles, and what is not due is left alone.
    let faults: [Other; 4] = [
        |_| answer(500, "{}"),
        |_| Err(Unreachable("gone".into())),
        |_| answer(401, ""),
        |_| answer(429, ""),
    ];
    for (round, fault) in faults.into_iter().enumerate() {
        app.http.play(fault);
        run(app.jobs()).await.unwrap();
        assert!(!asked(&app).is_empty(), "{round}");
        let open = receipt(&app, &erasure).await;
        let calls = open["elsewhere"]
            .as_array()
            .unwrap()
            .iter()
            .find(|group| group["kind"] == "vapi_call")
            .unwrap();
        assert_eq!(
            (&calls["done"], &calls["total"], &calls["attempts"]),
            (&json!(0), &json!(3), &json!(round + 1))
        );
        assert!(calls["last_error"].is_string());
        clock += chrono::TimeDelta::minutes(1 << round);
        let before = clock - chrono::TimeDelta::seconds(1);
        app.set_clock(&before.to_rfc3339());
        run(app.jobs()).await.unwrap();
        assert_eq!(asked(&app), Vec::<String>::new(), "{round}");
        app.set_clock(&clock.to_rfc3339());
    }
    // Not there is as good as deleted.
    app.http.play(|_| answer(404, "{}"));
    run(app.jobs()).await.unwrap();
    assert_eq!(receipt(&app, &erasure).await["state"], "done");
}

#[tokio::test]
async fn without_keys_it_waits_and_says_so() {
    let app = TestApp::new().impatient();
    write_person(&app, "a");
    let erasure = erase(&app, &person()).await;
    run_due(app.jobs()).await;
    let told = receipt(&app, &erasure).await["elsewhere"].to_string();
    assert!(
        told.contains("there is no VAPI_API_KEY") && told.contains("there is no TWILIO_AUTH_TOKEN"),
        "{told}"
    );
    assert_eq!(app.http.sent().len(), 0);
}

#[tokio::test]
async fn a_crash_between_the_deletion_and_our_note_of_it_changes_nothing() {
    let app = app();
    write_person(&app, "a");
    let erasure = erase(
        &app,
        &json!({"phone": "0612345678", "live_appointments": "erase"}),
    )
    .await;
    app.settled().await;
    app.http.play(obliging);
    // The tasks are read, then the note of the first task is lost, sent again and lost again.
    app.db.inject_nothing(1);
    app.db.inject(Fault::Refused);
    app.db.inject(Fault::Refused);
    assert!(run(app.jobs()).await.is_err());
    assert_eq!(app.count("erasure_tasks WHERE done_at IS NOT NULL"), 0);
    assert_eq!(app.http.sent().len(), 1);
    app.http.play(|_| answer(404, ""));
    run(app.jobs()).await.unwrap();
    assert_eq!(receipt(&app, &erasure).await["state"], "done");
}

#[tokio::test]
async fn a_request_whose_answer_was_lost_is_done_once() {
    let app = app();
    write_person(&app, "a");
    // The reading of the tenant's country, then the erasure itself.
    app.db.inject_nothing(1);
    app.db.inject(Fault::CommittedThenFailed);
    let erasure = erase(&app, &person()).await;
    assert_eq!(erasure["erased"]["call"], 3, "{erasure}");
    assert_eq!(app.count("erasures"), 1);
}

#[tokio::test]
async fn a_live_appointment_is_erased_when_it_is_over_wherever_it_has_moved() {
    let app = app();
    write_person(&app, "a");
    app.http.play(obliging);
    let erasure = erase(&app, &person()).await;
    let name = "SELECT customer_name FROM rendez_vous WHERE id = 'live_a'";
    assert_eq!(app.row(name)["customer_name"], "Marie Dupontel");
    let live = receipt(&app, &erasure).await["stays"][5].clone();
    assert_eq!(
        (&live["what"], &live["count"], &live["until"]),
        (
            &json!("live_appointments"),
            &json!(1),
            &json!("2026-11-06T12:00:00.000Z")
        )
    );
    app.db.execute(
        "UPDATE rendez_vous SET status = 'rescheduled' WHERE id = 'live_a';
         INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, rdv_date, rdv_time,
           series_id, replaces_id)
         VALUES ('moved_a', 'a', 'Marie Dupontel', '0612345678', '2026-11-10', '10:00', 'live_a', 'live_a')",
    );
    for (now, old, new, state) in [
        (
            "2026-11-06T11:59:59Z",
            "Marie Dupontel",
            "Marie Dupontel",
            "running",
        ),
        (
            "2026-11-06T12:00:00Z",
            "[erased]",
            "Marie Dupontel",
            "running",
        ),
        (
            "2026-11-10T12:00:00Z",
            "[erased]",
            "Marie Dupontel",
            "running",
        ),
        ("2026-11-11T12:00:00Z", "[erased]", "[erased]", "done"),
    ] {
        app.set_clock(now);
        run(app.jobs()).await.unwrap();
        let named = |id: &str| {
            app.row(&format!(
                "SELECT customer_name FROM rendez_vous WHERE id = '{id}_a'"
            ))
        };
        assert_eq!(
            (
                &named("live")["customer_name"],
                &named("moved")["customer_name"]
            ),
            (&json!(old), &json!(new)),
            "{now}"
        );
        assert_eq!(receipt(&app, &erasure).await["state"], state, "{now}");
    }
    app.db.execute("DELETE FROM erasure_tasks");
    assert_eq!(traces(&app, "a"), Vec::<String>::new());
}

#[tokio::test]
async fn an_evening_west_of_greenwich_is_still_to_come_when_its_date_is_over_in_utc() {
    // 19:30 in Honolulu; the appointment is at 20:00.
    for asked_at in ["2026-11-04T12:00:00Z", "2026-11-06T05:30:00Z"] {
        let app = app();
        write_person(&app, "a");
        app.db
            .execute("UPDATE rendez_vous SET rdv_time = '20:00' WHERE id = 'live_a'");
        app.set_clock(asked_at);
        erase(&app, &person()).await;
        app.set_clock("2026-11-06T05:30:00Z");
        run(app.jobs()).await.unwrap();
        let row = app.row("SELECT customer_name FROM rendez_vous WHERE id = 'live_a'");
        assert_eq!(row["customer_name"], "Marie Dupontel", "{asked_at}");
    }
}

#[tokio::test]
async fn a_late_report_does_not_bring_back_what_is_gone() {
    let app = app();
    let call = Call::new("late");
    app.post(&call.message("status-update", json!({"status": "in-progress"})))
        .await;
    let path = "/api/erasures?tenant_id=tenant_demo_001";
    let reply = ask(&app, "POST", path, &json!({"phone": "0612345678"})).await;
    assert_eq!(reply.json()["erased"]["call"], 1);
    let report = json!({"endedReason": "customer-ended-call", "durationSeconds": 61,
        "analysis": {"summary": "Dupontel"}, "artifact": {"transcript": "User: 06 12 34 56 78",
        "recordingUrl": "https://recordings.example/1", "structuredOutputs":
        {"u": {"name": "who", "result": "Dupontel"}}}});
    assert_eq!(
        app.post(&call.message("end-of-call-report", report))
            .await
            .status(),
        200
    );
    app.post(&call.message("session.created", json!({"number": "+33612345678"})))
        .await;
    let row = app.row("SELECT * FROM call_logs");
    assert_eq!(
        (
            &row["duration_seconds"],
            &row["transcript"],
            &row["summary"],
            &row["from_number"],
            &row["structured_outputs"]
        ),
        (
            &json!(61),
            &Value::Null,
            &Value::Null,
            &Value::Null,
            &json!("{}")
        )
    );
    assert_eq!(app.count("stored_events"), 2);
    retention::run(app.jobs()).await.unwrap();
    assert_eq!(app.count("stored_events"), 0);
}
