//! What an isolate remembers is never acted upon once it has changed, and costs one round trip.

use serde_json::{Value, json};

use crate::{
    app::{DEMO_ASSISTANT, TestApp},
    operator::{own_secret, put, tenant},
    tables,
    vapi::Call,
};

fn book(call: &str, time: &str) -> Value {
    Call::from(call, &format!("+3361234{:04}", call.len() * 7 + time.len())).tool(
        "t1",
        "book_appointment",
        json!({"date": "mardi", "time": time, "customer_name": "Jean Dupont"}),
    )
}

fn callback(assistant: &str, call: &str) -> Value {
    let mut call = Call::new(call);
    call.assistant = assistant.into();
    call.tool("t1", "request_callback", json!({"reason": "une offre"}))
}

/// A gateway whose isolate knows the demo tenant.
async fn warm() -> TestApp {
    let app = TestApp::new();
    assert_eq!(
        app.post(&callback(DEMO_ASSISTANT, "warm-up"))
            .await
            .batches(),
        2
    );
    app
}

#[tokio::test]
async fn a_warm_message_is_one_round_trip() {
    let app = TestApp::new();
    let call = Call::new("call-1");
    let three = call.tools(&[
        ("t1", "check_availability", json!({"date": "mardi"})),
        (
            "t2",
            "book_appointment",
            json!({"date": "mardi", "time": "10 h", "customer_name": "Jean Dupont"}),
        ),
        ("t3", "get_business_info", json!({"topic": "address"})),
    ]);
    let cold = app.post(&three).await;
    assert_eq!((cold.results().len(), cold.batches()), (3, 2));
    assert_eq!(app.post(&book("call-2", "11 h")).await.batches(), 1);
    assert_eq!(app.post(&three).await.batches(), 1);
    for kind in ["status-update", "end-of-call-report"] {
        let reply = app
            .post(&call.message(kind, json!({"status": "in-progress"})))
            .await;
        assert_eq!((reply.status(), reply.batches()), (200, 1), "{kind}");
    }
    assert_eq!(app.another_isolate().post(&three).await.batches(), 2);
}

#[tokio::test]
async fn hours_that_changed_are_the_hours() {
    let app = warm().await;
    app.db
        .execute("DELETE FROM opening_hours WHERE weekday = 2");
    let reply = app.post(&book("call-1", "10 h")).await;
    assert_eq!(reply.result()["status"], "closed", "{}", reply.result());
    assert_eq!(
        reply.batches(),
        3,
        "the stale attempt, the configuration, the answer"
    );
    assert_eq!(app.post(&book("call-2", "11 h")).await.batches(), 1);
    assert_eq!(app.db.value("SELECT count(*) FROM rendez_vous"), json!(0));
}

#[tokio::test]
async fn a_service_that_changed_is_booked_as_it_is() {
    let app = warm().await;
    app.db
        .execute("UPDATE services SET duration_minutes = 90 WHERE id = 'visite'");
    let reply = app.post(&book("call-1", "10 h")).await;
    assert_eq!(reply.result()["status"], "booked");
    assert_eq!(
        app.db.value("SELECT rdv_duration_minutes FROM rendez_vous"),
        json!(90)
    );
}

#[tokio::test]
async fn an_assistant_that_moved_serves_its_new_tenant() {
    let app = warm().await;
    tenant(&app, "tenant_b", json!({})).await;
    app.db.execute(&format!(
        "UPDATE channel_configurations SET assistant_id = NULL WHERE tenant_id = 'tenant_demo_001';
         UPDATE channel_configurations SET assistant_id = '{DEMO_ASSISTANT}' WHERE tenant_id = 'tenant_b';"
    ));
    let before = tables::of_tenant(&app.db, "tenant_demo_001");
    let reply = app.post(&callback(DEMO_ASSISTANT, "call-1")).await;
    assert_eq!(reply.result()["status"], "recorded");
    tables::assert_same(&tables::of_tenant(&app.db, "tenant_demo_001"), &before);
    assert_eq!(
        app.db
            .value("SELECT tenant_id FROM call_logs WHERE vapi_call_id = 'call-1'"),
        "tenant_b"
    );
    // A call that the old tenant had begun stays with it.
    app.post(&callback(DEMO_ASSISTANT, "warm-up"))
        .await
        .result();
    assert_eq!(
        app.db
            .value("SELECT group_concat(tenant_id) FROM call_logs WHERE vapi_call_id = 'warm-up'"),
        "tenant_demo_001"
    );
}

#[tokio::test]
async fn a_key_that_became_ambiguous_names_nobody() {
    let app = warm().await;
    app.db.execute(&format!(
        "INSERT INTO channel_configurations (id, tenant_id, channel_type, enabled, assistant_id)
         VALUES ('x', 'tenant_b', 'phone', 1, '{DEMO_ASSISTANT}')"
    ));
    let before = tables::of_tenant(&app.db, "tenant_demo_001");
    let error = app.post(&callback(DEMO_ASSISTANT, "call-1")).await.error();
    assert!(error.starts_with("This line is not configured"), "{error}");
    tables::assert_same(&tables::of_tenant(&app.db, "tenant_demo_001"), &before);
}

#[tokio::test]
async fn a_disabled_channel_falls_silent_and_speaks_again() {
    let app = warm().await;
    put(&app, "tenant_demo_001", json!({"enabled": false})).await;
    let before = tables::of_tenant(&app.db, "tenant_demo_001");
    for call in ["call-1", "warm-up"] {
        let error = app.post(&callback(DEMO_ASSISTANT, call)).await.error();
        assert!(error.starts_with("This line is not configured"), "{error}");
        let asked = Call::new(call).message("assistant-request", json!({}));
        assert!(app.post(&asked).await.json()["error"].is_string());
    }
    tables::assert_same(&tables::of_tenant(&app.db, "tenant_demo_001"), &before);
    put(&app, "tenant_demo_001", json!({"enabled": true})).await;
    assert_eq!(
        app.post(&callback(DEMO_ASSISTANT, "call-1")).await.result()["status"],
        "recorded"
    );
}

#[tokio::test]
async fn what_made_a_line_decline_is_looked_up_again() {
    let app = warm().await;
    let set = |config: Value| {
        app.db.execute(&format!("UPDATE channel_configurations SET config_public = '{config}' WHERE tenant_id = 'tenant_demo_001'"));
    };
    set(json!({"sara": {"agentType": "barista"}}));
    for _ in 0..2 {
        let error = app.post(&callback(DEMO_ASSISTANT, "call-1")).await.error();
        assert!(error.starts_with("This line is not configured"), "{error}");
    }
    set(json!({"sara": {"agentType": "reception"}}));
    assert_eq!(
        app.post(&callback(DEMO_ASSISTANT, "call-1")).await.result()["status"],
        "recorded"
    );
}

#[tokio::test]
async fn text_chats_follow_the_setting_as_it_is() {
    let app = warm().await;
    let chat = json!({"message": {"type": "tool-calls", "chat": {"id": "chat-1", "assistantId": DEMO_ASSISTANT},
        "toolCallList": [{"id": "t1", "function": {"name": "request_callback",
            "arguments": {"reason": "une offre", "phone": "06 12 34 56 78"}}}]}});
    for (setting, status, callbacks) in [
        ("off", "info", 1),
        ("live", "recorded", 2),
        ("off", "info", 2),
    ] {
        app.db.execute(&format!(
            "UPDATE tenant_settings SET text_chats = '{setting}'"
        ));
        assert_eq!(
            app.post(&chat).await.result()["status"],
            status,
            "{setting}"
        );
        assert_eq!(
            app.db.value("SELECT count(*) FROM callbacks"),
            json!(callbacks),
            "{setting}"
        );
    }
}

#[tokio::test]
async fn an_assistant_request_is_answered_from_what_is_set_now() {
    let app = warm().await;
    let asked = Call::new("call-1").message(
        "assistant-request",
        json!({"call": {"phoneNumber": {"number": "+33987654321"}}}),
    );
    assert_eq!(
        app.post(&asked).await.json(),
        json!({"assistantId": DEMO_ASSISTANT})
    );
    put(
        &app,
        "tenant_demo_001",
        json!({"assistant_id": "its-successor"}),
    )
    .await;
    assert_eq!(
        app.post(&asked).await.json(),
        json!({"assistantId": "its-successor"})
    );
}

#[tokio::test]
async fn a_tenant_that_gets_plans_of_its_own_leaves_the_platform() {
    let app = warm().await;
    let endpoint = own_secret(&app, "tenant_demo_001", "of-demo").await;
    let before = tables::all(&app.db);
    for call in ["call-1", "call-1", "warm-up"] {
        assert_eq!(
            app.post(&callback(DEMO_ASSISTANT, call)).await.status(),
            401
        );
    }
    tables::assert_same(&tables::all(&app.db), &before);
    assert_eq!(
        app.post_to(&endpoint, "of-demo", &callback(DEMO_ASSISTANT, "call-1"))
            .await
            .status(),
        200
    );
    put(&app, "tenant_demo_001", json!({"secret": null})).await;
    assert_eq!(
        app.post(&callback(DEMO_ASSISTANT, "call-2")).await.result()["status"],
        "recorded"
    );
}

#[tokio::test]
async fn rotated_plans_take_effect() {
    let app = TestApp::new();
    tenant(&app, "tenant_a", json!({})).await;
    let endpoint = own_secret(&app, "tenant_a", "old-secret").await;
    let message = callback("assistant_tenant_a", "call-1");
    assert_eq!(
        app.post_to(&endpoint, "old-secret", &message)
            .await
            .status(),
        200
    );
    // Another isolate knows the endpoint's plans, but not yet that the message's keys name it.
    let other = app.another_isolate();
    assert_eq!(
        other
            .post_to(&endpoint, "old-secret", &json!({}))
            .await
            .status(),
        400
    );
    assert_eq!(own_secret(&app, "tenant_a", "new-secret").await, endpoint);
    for app in [&app, &other, &app.another_isolate()] {
        let before = tables::all(&app.db);
        assert_eq!(
            app.post_to(&endpoint, "old-secret", &message)
                .await
                .status(),
            401
        );
        let report = Call::new("call-1").message(
            "end-of-call-report",
            json!({"call": {"id": "call-1", "assistantId": "assistant_tenant_a"}}),
        );
        assert_eq!(
            app.post_to(&endpoint, "old-secret", &report).await.status(),
            401
        );
        tables::assert_same(&tables::all(&app.db), &before);
        assert_eq!(
            app.post_to(&endpoint, "new-secret", &message)
                .await
                .result()["replayed"],
            true
        );
    }
}

#[tokio::test]
async fn a_new_secret_works_after_ten_seconds_at_the_latest() {
    let app = TestApp::new();
    tenant(&app, "tenant_a", json!({})).await;
    let endpoint = own_secret(&app, "tenant_a", "old-secret").await;
    let message = callback("assistant_tenant_a", "call-1");
    assert_eq!(
        app.post_to(&endpoint, "old-secret", &message)
            .await
            .status(),
        200
    );
    own_secret(&app, "tenant_a", "new-secret").await;
    app.set_clock("2026-10-05T08:00:09Z");
    let early = app.post_to(&endpoint, "new-secret", &message).await;
    assert_eq!(
        (early.status(), early.batches()),
        (401, 0),
        "guesses cost the database nothing"
    );
    app.set_clock("2026-10-05T08:00:11Z");
    assert_eq!(
        app.post_to(&endpoint, "new-secret", &message)
            .await
            .status(),
        200
    );
    assert_eq!(
        app.post_to(&endpoint, "old-secret", &message)
            .await
            .status(),
        401
    );
}
