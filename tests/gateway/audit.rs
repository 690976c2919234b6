//! The audit log: every read of personal data and every change, by whom, without what it said.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    operator::ask,
    person::{TRACES, person, write_person},
    sqlite::Fault,
};

async fn entries(app: &TestApp, query: &str) -> Vec<Value> {
    app.settled().await;
    let reply = ask(app, "GET", &format!("/api/audit{query}"), &Value::Null).await;
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    reply.json()["data"].as_array().unwrap().clone()
}

fn told(entries: &[Value]) -> Vec<String> {
    entries
        .iter()
        .map(|entry| {
            let id = entry["resource_id"].as_str().unwrap_or("-");
            let (method, path) = (
                entry["method"].as_str().unwrap(),
                entry["path"].as_str().unwrap(),
            );
            format!("{method} {path} {id} {}", entry["status"])
        })
        .collect()
}

#[tokio::test]
async fn reads_and_changes_are_entered_and_settings_read_are_not() {
    let app = TestApp::new();
    write_person(&app, "a");
    let at = |minute: u32| app.set_clock(&format!("2026-10-05T08:{minute:02}:00Z"));
    let requests = [
        ("GET", "/api/calls?", Value::Null),
        ("GET", "/api/calls/call_a?", Value::Null),
        ("GET", "/api/calls/nobodys?", Value::Null),
        ("GET", "/api/privacy?", Value::Null),
        ("GET", "/api/calls?number=0612345678&", Value::Null),
        ("POST", "/api/exports?", person()),
        ("PATCH", "/api/privacy?", json!({"events_days": 30})),
        ("PATCH", "/api/privacy?", json!({"events_days": 0})),
        ("DELETE", "/api/keys/0612345678?", Value::Null),
        ("POST", "/api/erasures?", person()),
    ];
    for (minute, (method, path, body)) in requests.iter().enumerate() {
        at(minute as u32);
        ask(&app, method, &format!("{path}tenant_id=a"), body).await;
    }
    at(30);
    let entries = entries(&app, "?tenant_id=a").await;
    assert_eq!(
        told(&entries),
        [
            "POST /api/erasures - 201",
            "DELETE /api/keys/{id} - 404",
            "PATCH /api/privacy - 422",
            "PATCH /api/privacy - 200",
            "POST /api/exports - 200",
            "GET /api/calls - 200",
            "GET /api/calls/{id} call_a 200",
            "GET /api/calls - 200",
        ]
    );
    assert_eq!(entries[7]["at"], "2026-10-05T08:00:00.000Z");
    let text = json!(app.db.query("SELECT * FROM audit_log")).to_string();
    assert!(TRACES.iter().all(|trace| !text.contains(trace)), "{text}");
    assert_eq!(
        self::entries(&app, "?tenant_id=b").await,
        Vec::<Value>::new()
    );
}

#[tokio::test]
async fn an_entry_names_the_key_and_the_request() {
    let app = TestApp::new();
    let made = ask(&app, "POST", "/api/keys?tenant_id=a", &json!({"name": "k"}))
        .await
        .json();
    let bearer = format!("Bearer {}", made["key"].as_str().unwrap());
    let reply = app
        .send("GET", "/api/calls", &[("authorization", &bearer)], b"")
        .await;
    let entries = entries(&app, "?tenant_id=a").await;
    let entry = entries
        .iter()
        .find(|entry| entry["method"] == "GET")
        .unwrap();
    assert_eq!(entry["actor"], made["id"]);
    assert_eq!(
        entry["request_id"],
        reply.parts.headers["x-request-id"].to_str().unwrap()
    );
    let own = ask(&app, "POST", "/api/jobs/retention", &Value::Null).await;
    assert_eq!(own.status(), 200);
    let operators = self::entries(&app, "").await;
    assert_eq!(told(&operators), ["POST /api/jobs/{name} retention 200"]);
    let foreign = app
        .send("GET", "/api/audit", &[("authorization", "Bearer x")], b"")
        .await;
    assert_eq!(foreign.status(), 401);
}

/// Looked at before anything that follows the answer has run: the change and its entry are there, or
/// neither. What follows adds how it came out.
#[tokio::test]
async fn a_change_is_never_without_its_entry() {
    let path = "/api/privacy?tenant_id=a";
    let change = json!({"events_days": 30});
    for (fault, written, status) in [
        (None, 1, 200),
        (Some(Fault::CommittedThenFailed), 1, 503),
        (Some(Fault::Refused), 0, 503),
    ] {
        let app = TestApp::new();
        if let Some(fault) = fault {
            app.db.inject(fault);
        }
        ask(&app, "PATCH", path, &change).await;
        assert_eq!(app.count("privacy_settings"), written);
        assert_eq!(app.count("audit_log WHERE status IS NULL"), written);
        app.settled().await;
        assert_eq!(app.row("SELECT status FROM audit_log")["status"], status);
    }
}

#[tokio::test]
async fn reading_waits_for_no_entry() {
    let app = TestApp::new();
    let reply = ask(&app, "GET", "/api/calls?tenant_id=a", &Value::Null).await;
    assert_eq!(reply.batches(), 1);
    let reply = ask(
        &app,
        "PATCH",
        "/api/privacy?tenant_id=a",
        &json!({"events_days": 30}),
    )
    .await;
    assert_eq!(reply.batches(), 1);
}
