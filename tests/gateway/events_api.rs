//! The inbox through the API: whose messages are shown, and processing one again.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    operator::{ask, tenant},
    report_effects::report,
    sqlite::Fault,
    vapi::Call,
};

const OF_DEMO: &str = "tenant_id=tenant_demo_001";

async fn list(app: &TestApp, path: &str) -> Vec<Value> {
    let reply = ask(app, "GET", path, &json!({})).await;
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    reply.json()["data"].as_array().unwrap().clone()
}

/// A report that could not be processed, and its id.
async fn pending(app: &TestApp) -> String {
    app.post(&Call::new("warm").message("hang", json!({})))
        .await;
    app.db.inject(Fault::Constraint);
    app.post(&report(&Call::new("c"), json!({}))).await;
    let row = app.row("SELECT id FROM stored_events WHERE state = 'pending'");
    row["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_tenant_sees_its_own_messages_and_what_is_to_be_done_about_them() {
    let app = TestApp::new();
    tenant(&app, "tenant_a", json!({})).await;
    let id = pending(&app).await;
    let all = list(&app, &format!("/api/events?{OF_DEMO}")).await;
    assert_eq!(all.len(), 2);
    let open = list(&app, &format!("/api/events?{OF_DEMO}&state=pending")).await;
    assert_eq!(open.len(), 1);
    assert_eq!(
        (
            &open[0]["id"],
            &open[0]["type"],
            &open[0]["call_id"],
            &open[0]["attempts"]
        ),
        (
            &json!(id),
            &json!("end-of-call-report"),
            &json!("c"),
            &json!(1)
        )
    );
    let of_call = list(&app, &format!("/api/events?{OF_DEMO}&call_id=warm")).await;
    assert_eq!((of_call.len(), &of_call[0]["type"]), (1, &json!("hang")));
    assert!(
        list(&app, "/api/events?tenant_id=tenant_a")
            .await
            .is_empty()
    );
    let of_another = format!("/api/events/{id}?tenant_id=tenant_a");
    assert_eq!(
        ask(&app, "GET", &of_another, &json!({})).await.status(),
        404
    );
    let replay = format!("/api/events/{id}/replay?tenant_id=tenant_a");
    assert_eq!(ask(&app, "POST", &replay, &json!({})).await.status(), 404);
    let whole = ask(
        &app,
        "GET",
        &format!("/api/events/{id}?{OF_DEMO}"),
        &json!({}),
    )
    .await
    .json();
    assert_eq!(
        whole["body"]["message"]["analysis"]["summary"],
        "Une visite."
    );
    let both = format!("/api/events?{OF_DEMO}&state=dead&call_id=c");
    assert_eq!(ask(&app, "GET", &both, &json!({})).await.status(), 422);
}

#[tokio::test]
async fn a_page_ends_where_the_next_begins() {
    let app = TestApp::new();
    for n in 0..5 {
        app.post(&Call::new(&format!("c{n}")).message("hang", json!({})))
            .await;
    }
    let mut seen = Vec::new();
    let mut path = format!("/api/events?{OF_DEMO}&limit=2");
    loop {
        let page = ask(&app, "GET", &path, &json!({})).await.json();
        seen.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|event| event["call_id"].clone()),
        );
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/events?{OF_DEMO}&limit=2&cursor={cursor}"),
            None => break,
        }
    }
    seen.sort_by_key(Value::to_string);
    assert_eq!(seen, ["c0", "c1", "c2", "c3", "c4"]);
}

#[tokio::test]
async fn a_replay_processes_once_more_and_twice_changes_nothing() {
    let app = TestApp::new();
    let id = pending(&app).await;
    let path = format!("/api/events/{id}/replay?{OF_DEMO}");
    // It fails again: told in the row, and the job still comes back to it.
    app.db.inject_nothing(2);
    app.db.inject(Fault::Constraint);
    let failed = ask(&app, "POST", &path, &json!({})).await.json();
    assert_eq!(
        (&failed["state"], &failed["attempts"]),
        (&json!("pending"), &json!(2))
    );
    assert!(
        failed["last_error"]
            .as_str()
            .unwrap()
            .contains("constraint")
    );
    for _ in 0..2 {
        let done = ask(&app, "POST", &path, &json!({})).await.json();
        assert_eq!(
            (&done["state"], &done["attempts"]),
            (&json!("done"), &json!(3))
        );
        assert_eq!(
            app.row("SELECT * FROM call_logs WHERE vapi_call_id = 'c'")["duration_seconds"],
            62
        );
    }
}

#[tokio::test]
async fn what_named_nobody_is_replayed_once_its_line_is_configured() {
    let app = TestApp::new();
    let mut call = Call::new("c");
    call.assistant = "assistant_tenant_a".into();
    app.post(&report(&call, json!({}))).await;
    let open = list(&app, "/api/events/unrouted").await;
    assert_eq!((open.len(), &open[0]["reason"]), (1, &json!("no_tenant")));
    let path = format!(
        "/api/events/unrouted/{}/replay",
        open[0]["id"].as_str().unwrap()
    );
    let still = ask(&app, "POST", &path, &json!({})).await.json();
    assert_eq!(
        (&still["state"], &still["last_error"]),
        (&json!("unrouted"), &json!("it names no tenant"))
    );
    tenant(&app, "tenant_a", json!({})).await;
    let done = ask(&app, "POST", &path, &json!({})).await.json();
    assert_eq!(done["state"], "done");
    assert_eq!(
        app.row("SELECT tenant_id FROM call_logs")["tenant_id"],
        "tenant_a"
    );
    assert!(list(&app, "/api/events/unrouted").await.is_empty());
    assert_eq!(list(&app, "/api/events?tenant_id=tenant_a").await.len(), 1);
    let key = json!({"name": "k"});
    let key = ask(&app, "POST", &format!("/api/keys?{OF_DEMO}"), &key)
        .await
        .json();
    let bearer = format!("Bearer {}", key["key"].as_str().unwrap());
    let headers = [("authorization", bearer.as_str())];
    let refused = app.send("GET", "/api/events/unrouted", &headers, b"").await;
    assert_eq!(refused.status(), 401, "the operator's alone");
}
