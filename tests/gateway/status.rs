//! Messages during and after a call that want no answer: the call's row only moves forward, what
//! has no row is kept, noise is not.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    fixtures::{fixture, rebound},
    scenes::{OTHER_ASSISTANT, add_other_tenant},
    sqlite::Fault,
    vapi::Call,
};

const ROW: &str = "SELECT * FROM call_logs";

fn status(call: &Call, status: &str, more: Value) -> Value {
    let mut fields = json!({ "status": status });
    for (key, value) in more.as_object().unwrap() {
        fields[key] = value.clone();
    }
    call.message("status-update", fields)
}

#[tokio::test]
async fn each_status_has_its_word() {
    for (told, reason, stored) in [
        ("scheduled", None, json!("initiated")),
        ("queued", None, json!("initiated")),
        ("ringing", None, json!("ringing")),
        ("in-progress", None, json!("in-progress")),
        ("forwarding", None, json!("in-progress")),
        ("ended", None, json!("completed")),
        ("ended", Some("customer-busy"), json!("busy")),
        ("ended", Some("customer-did-not-answer"), json!("no-answer")),
        (
            "ended",
            Some("pipeline-error-openai-llm-failed"),
            json!("failed"),
        ),
        ("ended", Some("something-of-next-year"), json!("completed")),
        ("not-found", None, Value::Null),
    ] {
        let app = TestApp::new();
        let body = status(&Call::new("c"), told, json!({ "endedReason": reason }));
        assert_eq!(app.post(&body).await.json(), json!({}));
        let row = app.row(ROW);
        assert_eq!(
            (&row["call_status"], row["ended_reason"].as_str()),
            (&stored, reason),
            "{told}"
        );
    }
}

/// Every order of these.
fn orders(items: &[Value]) -> Vec<Vec<Value>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, first) in items.iter().enumerate() {
        let rest = [&items[..at], &items[at + 1..]].concat();
        all.extend(
            orders(&rest)
                .into_iter()
                .map(|order| [vec![first.clone()], order].concat()),
        );
    }
    all
}

#[tokio::test]
async fn in_whatever_order_they_arrive_the_row_ends_the_same() {
    let mut call = Call::new("c");
    call.more = json!({"status": "queued", "createdAt": "2026-10-05T07:00:00Z"});
    let reason = "customer-busy";
    let messages = [
        status(&call, "queued", json!({})),
        status(&call, "in-progress", json!({})),
        status(&call, "ended", json!({ "endedReason": reason })),
        call.message("end-of-call-report", json!({"endedReason": reason, "startedAt": "2026-10-05T07:59:00Z", "durationSeconds": 60})),
    ];
    let all = orders(&messages);
    assert_eq!(all.len(), 24);
    for order in all {
        let app = TestApp::new();
        for message in &order {
            assert_eq!(app.post(message).await.status(), 200);
        }
        let row = app.row(ROW);
        for (column, value) in [
            ("call_status", json!("busy")),
            ("ended_reason", json!(reason)),
            ("ended_bucket", json!("no-contact")),
            ("started_at", json!("2026-10-05T07:59:00.000Z")),
            ("duration_seconds", json!(60)),
        ] {
            assert_eq!(row[column], value, "{column} after {order:?}");
        }
    }
}

#[tokio::test]
async fn a_late_tool_call_or_hang_does_not_reopen_a_call() {
    let app = TestApp::new();
    let call = Call::new("c");
    app.post(&call.message("hang", json!({}))).await;
    assert_eq!(
        app.row(ROW)["call_status"],
        Value::Null,
        "late is not ended"
    );
    app.post(&status(
        &call,
        "ended",
        json!({"endedReason": "silence-timed-out"}),
    ))
    .await;
    app.ask(&call, "t", "get_business_info", json!({})).await;
    app.post(&call.message("hang", json!({}))).await;
    let row = app.row(ROW);
    assert_eq!(
        (&row["call_status"], &row["ended_bucket"]),
        (&json!("completed"), &json!("completed"))
    );
    assert_eq!(app.count("stored_events WHERE state <> 'done'"), 0);
}

#[tokio::test]
async fn the_language_a_call_changes_to_is_remembered() {
    let app = TestApp::new();
    let call = Call::new("c");
    let ask = |id: &'static str, arguments| app.ask(&call, id, "get_business_info", arguments);
    assert!(
        ask("t1", json!({})).await["say"]
            .as_str()
            .unwrap()
            .contains("ouverts")
    );
    for (told, kept) in [
        ("es", Value::Null),
        ("en-GB", json!("en")),
        ("it", json!("en")),
    ] {
        let body = call.message("language-change-detected", json!({ "language": told }));
        assert_eq!(app.post(&body).await.json(), json!({}));
        assert_eq!(app.row(ROW)["language"], kept, "{told}");
    }
    assert!(
        ask("t2", json!({})).await["say"]
            .as_str()
            .unwrap()
            .starts_with("We are open")
    );
    assert!(
        ask("t3", json!({"language": "fr"})).await["say"]
            .as_str()
            .unwrap()
            .contains("ouverts")
    );
    let other = app
        .ask(&Call::new("d"), "t", "get_business_info", json!({}))
        .await;
    assert!(
        other["say"].as_str().unwrap().contains("ouverts"),
        "that was another call"
    );
}

#[tokio::test]
async fn an_assistant_that_vapi_did_not_accept_leaves_its_diagnosis() {
    let app = TestApp::new();
    app.post(&rebound(fixture("status-update_ended_not-accepted")))
        .await;
    let row = app.row(ROW);
    assert_eq!(
        (&row["call_status"], &row["ended_bucket"]),
        (&json!("failed"), &json!("failed-ours"))
    );
    let event = app.row("SELECT * FROM stored_events");
    assert_eq!(
        (&event["reason"], &event["tenant_id"]),
        (&json!("not_accepted"), &json!("tenant_demo_001"))
    );
    assert!(
        event["body"]
            .as_str()
            .unwrap()
            .contains("assistant.model must be an object")
    );
}

#[tokio::test]
async fn unknown_types_are_kept_redacted_and_once() {
    let app = TestApp::new();
    let secrets = json!({"metadata": {"apiKey": "s3cr3t-1", "note": "kept", "nested": [{"Authorization": "Bearer s3cr3t-2"}]},
        "assistant": {"id": "vapi_assistant_demo_123", "server": {"secret": "s3cr3t-3", "headers": {"x": "s3cr3t-4"}}},
        "arguments": "{\"password\":\"s3cr3t-5\"}", "monitor": {"controlUrl": "https://s3cr3t-6"},
        "messages": [{"message": "s3cr3t-7"}], "parameters": [{"key": "token", "value": "s3cr3t-8"}]});
    let body = Call::new("c").message("call.telepathy", secrets);
    for _ in 0..2 {
        let reply = app.post(&body).await;
        assert_eq!((reply.status(), reply.json()), (200, json!({})));
    }
    let event = app.row("SELECT * FROM stored_events");
    assert_eq!(
        (&event["message_type"], &event["reason"]),
        (&json!("call.telepathy"), &json!("unknown_type"))
    );
    assert_eq!(
        (&event["tenant_id"], &event["vapi_call_id"]),
        (&json!("tenant_demo_001"), &json!("c"))
    );
    let kept = event["body"].as_str().unwrap();
    assert!(
        kept.contains("\"note\":\"kept\"") && !kept.contains("s3cr3t"),
        "{kept}"
    );
    assert!(!format!("{:?}", app.log()).contains("s3cr3t"));
    app.post(&Call::new("c").message("call.telepathy", json!({"thought": 2})))
        .await;
    app.post(&rebound(fixture("transfer-update"))).await;
    assert_eq!(app.count("stored_events"), 3);
}

/// Messages that are stored: as they came, and on their call's row.
const KEPT: [&str; 4] = [
    "status-update",
    "call.telepathy",
    "hang",
    "language-change-detected",
];

fn stored_once(app: &TestApp, kind: &str) {
    assert_eq!(
        (app.count("call_logs"), app.count("stored_events")),
        (1, 1),
        "{kind}"
    );
}

#[tokio::test]
async fn what_is_not_stored_is_refused_and_not_double_afterwards() {
    for kind in KEPT {
        let app = TestApp::new();
        let body = Call::new("c").message(kind, json!({"status": "ringing", "language": "en"}));
        // The tenant is not found, then known but not written for, then written for unnoticed.
        for (unharmed, fault) in [
            (0, Fault::Refused),
            (1, Fault::Refused),
            (0, Fault::CommittedThenFailed),
        ] {
            app.db.inject_nothing(unharmed);
            app.db.inject(fault);
            app.db.inject(Fault::Refused);
            let reply = app.post(&body).await;
            assert_eq!(
                (reply.status(), &reply.json()["error"]["code"]),
                (503, &json!("unavailable")),
                "{kind}"
            );
        }
        assert_eq!(app.post(&body).await.status(), 200, "{kind}");
        stored_once(&app, kind);
    }
}

#[tokio::test]
async fn one_failure_is_healed_and_nothing_double() {
    for kind in KEPT {
        for fault in [Fault::Refused, Fault::CommittedThenFailed] {
            let app = TestApp::new();
            let body = Call::new("c").message(kind, json!({"status": "ringing", "language": "en"}));
            app.db.inject_nothing(1);
            app.db.inject(fault);
            let reply = app.post(&body).await;
            assert_eq!((reply.status(), reply.batches()), (200, 3), "{kind}");
            stored_once(&app, kind);
        }
    }
}

#[tokio::test]
async fn noise_costs_no_round_trip() {
    let app = TestApp::new();
    for name in [
        "assistant-speech-started",
        "assistant-started",
        "conversation-update_conversation-only",
        "conversation-update_every-form",
        "model-output_token",
        "speech-update",
        "transcript_final-in-type",
        "transcript_partial_threats-as-objects",
        "user-interrupted",
        "voice-input",
    ] {
        let reply = app.post(&rebound(fixture(name))).await;
        assert_eq!(
            (reply.status(), reply.json(), reply.batches()),
            (200, json!({}), 0),
            "{name}"
        );
    }
    assert_eq!((app.count("call_logs"), app.count("stored_events")), (0, 0));
}

#[tokio::test]
async fn a_call_stays_with_its_first_tenant() {
    let app = TestApp::new();
    add_other_tenant(&app);
    let call = Call::new("c");
    app.ask(&call, "t", "create_ticket", json!({"subject": "Clé"}))
        .await;
    app.ask(
        &Call::new("d").at_other(),
        "t",
        "get_business_info",
        json!({}),
    )
    .await;
    let handed = call.clone().at_other();
    app.post(&handed.message("call.telepathy", json!({}))).await;
    app.post(&handed.message(
        "end-of-call-report",
        json!({"analysis": {"summary": "Une clé."}, "durationSeconds": 5}),
    ))
    .await;
    assert_eq!(
        app.row("SELECT DISTINCT tenant_id FROM stored_events")["tenant_id"],
        "tenant_demo_001"
    );
    assert_eq!(
        app.row("SELECT tenant_id FROM ticket_notes")["tenant_id"],
        "tenant_demo_001"
    );
    let row = app.row("SELECT * FROM call_logs WHERE vapi_call_id = 'c'");
    assert_eq!(
        (&row["tenant_id"], &row["duration_seconds"]),
        (&json!("tenant_demo_001"), &json!(5))
    );
    assert_ne!(row["assistant_id"], OTHER_ASSISTANT);
}

#[tokio::test]
async fn chats_and_sessions_are_no_phone_calls() {
    let app = TestApp::new();
    for name in ["chat-created", "session-created"] {
        assert_eq!(
            app.post(&rebound(fixture(name))).await.status(),
            200,
            "{name}"
        );
    }
    assert_eq!(app.count("call_logs WHERE kind = 'call'"), 0);
    assert_eq!(
        app.count("stored_events WHERE reason = 'unknown_type' AND tenant_id = 'tenant_demo_001'"),
        2
    );
}
