//! End-of-call reports of every period become one row of `call_logs`, whatever else they are.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    fixtures::{call_id, fixture, rebound},
    report_effects::report,
    vapi::Call,
};

const ROW: &str = "SELECT * FROM call_logs";

/// Posts a fixture for the demo tenant and gives its row.
async fn reported(name: &str) -> (TestApp, serde_json::Map<String, Value>) {
    let app = TestApp::new();
    let body = rebound(fixture(name));
    let reply = app.post(&body).await;
    assert_eq!((reply.status(), reply.json()), (200, json!({})), "{name}");
    assert_eq!(app.count("stored_events WHERE state = 'done'"), 1, "{name}");
    let row = app.row(ROW);
    assert_eq!(row["tenant_id"], "tenant_demo_001", "{name}");
    assert_eq!(row["vapi_call_id"], call_id(&body), "{name}");
    assert_eq!(
        row["report_received_at"], "2026-10-05T08:00:00.000Z",
        "{name}"
    );
    (app, row)
}

/// Duration, cents, micro-dollars, reason, bucket, status.
type Outcome = (
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<&'static str>,
    Option<&'static str>,
    &'static str,
);

#[tokio::test]
async fn every_shape_says_how_the_call_went() {
    const ENDED: Option<&str> = Some("customer-ended-call");
    const COMPLETED: Option<&str> = Some("completed");
    let expected: [(&str, Outcome); 11] = [
        ("2024-03", (None, None, None, ENDED, COMPLETED, "completed")),
        (
            "2024-07",
            (
                None,
                None,
                None,
                Some("silence-timed-out"),
                COMPLETED,
                "completed",
            ),
        ),
        (
            "2024-11",
            (
                Some(100),
                Some(4),
                Some(39_400),
                Some("assistant-ended-call"),
                COMPLETED,
                "completed",
            ),
        ),
        (
            "2025-06",
            (Some(25), Some(0), Some(73), ENDED, COMPLETED, "completed"),
        ),
        (
            "2026-05",
            (
                Some(181),
                Some(21),
                Some(211_500),
                Some("assistant-forwarded-call"),
                Some("transferred"),
                "completed",
            ),
        ),
        (
            "2026-07",
            (
                Some(180),
                Some(15),
                Some(150_000),
                ENDED,
                COMPLETED,
                "completed",
            ),
        ),
        (
            "all-null",
            (
                None,
                None,
                None,
                Some("silence-timed-out"),
                COMPLETED,
                "completed",
            ),
        ),
        (
            "joined-transcript",
            (
                None,
                None,
                None,
                Some("assistantEndedCall"),
                Some("unknown"),
                "completed",
            ),
        ),
        (
            "top-level-only",
            (
                Some(120),
                None,
                None,
                Some("hangup"),
                Some("unknown"),
                "completed",
            ),
        ),
        (
            "unwrapped",
            (
                None,
                None,
                None,
                Some("customer-busy"),
                Some("no-contact"),
                "busy",
            ),
        ),
        ("wrong-types", (None, None, None, None, None, "completed")),
    ];
    for (period, (seconds, cents, micros, reason, bucket, status)) in expected {
        let (_, row) = reported(&format!("end-of-call-report_{period}")).await;
        for (column, value) in [
            ("duration_seconds", json!(seconds)),
            ("cost_cents", json!(cents)),
            ("cost_microdollars", json!(micros)),
            ("ended_reason", json!(reason)),
            ("ended_bucket", json!(bucket)),
            ("call_status", json!(status)),
        ] {
            assert_eq!(row[column], value, "{period} {column}");
        }
    }
}

#[tokio::test]
async fn every_shape_says_what_was_said() {
    let told =
        "AI: Agence Les Tilleuls, bonjour.\nUser: Je voudrais une visite mardi à quinze heures.";
    let joined = "AI: Bonjour.\nUser: Une visite, mardi.\nAI: C'est noté.";
    let summary = Some("Une visite est demandée.");
    for (period, transcript, summary, recording) in [
        ("2024-03", Some(told), summary, Some("r.wav")),
        ("2024-11", Some(told), summary, Some("a.wav")),
        ("2025-06", Some(told), summary, Some("m.wav")),
        ("2026-05", Some(told), None, None),
        ("2026-07", Some(told), summary, Some("m.wav?sig=abc")),
        ("joined-transcript", Some(joined), None, None),
        ("top-level-only", None, summary, None),
        ("unwrapped", Some(told), None, None),
        ("all-null", None, None, None),
        ("wrong-types", None, None, None),
    ] {
        let (_, row) = reported(&format!("end-of-call-report_{period}")).await;
        let trimmed = row["transcript"].as_str().map(str::trim_end);
        assert_eq!(trimmed, transcript, "{period}");
        assert_eq!(row["summary"].as_str(), summary, "{period}");
        let address = recording.map(|file| format!("https://storage.example.com/{file}"));
        assert_eq!(
            row["recording_url"].as_str(),
            address.as_deref(),
            "{period}"
        );
    }
}

#[tokio::test]
async fn call_facts_consent_transfers_and_outputs_have_their_columns() {
    let (_, row) = reported("end-of-call-report_2026-07").await;
    for (column, value) in [
        ("call_sid", json!("CA5f0e9d8c7b6a594837261504f3e2d1c0")),
        ("assistant_id", json!("vapi_assistant_demo_123")),
        ("from_number", json!("+33639980017")),
        ("to_number", json!("+33939035761")),
        ("forwarded_from", json!("+33987654321")),
        ("direction", json!("inbound")),
        ("kind", json!("call")),
        ("simulated", json!(0)),
        ("started_at", json!("2026-07-16T18:00:00.000Z")),
        ("ended_at", json!("2026-07-16T18:03:00.000Z")),
        ("report_violations", json!("[]")),
        ("origin", json!("webhook")),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    let consent: Value = serde_json::from_str(row["recording_consent"].as_str().unwrap()).unwrap();
    assert_eq!(
        consent,
        json!({"type": "verbal", "granted_at": "2026-07-16T18:00:20.000Z"})
    );
    let (_, row) = reported("end-of-call-report_2026-05").await;
    assert_eq!(row["transfer_succeeded"], 1);
    assert_eq!(
        row["structured_outputs"],
        "{\"booking_made\":true,\"budget_max\":320000}"
    );
    assert!(!Value::Object(row).to_string().contains("not-a-real"));
}

#[tokio::test]
async fn what_is_wrong_with_a_report_is_stored_beside_it() {
    let (_, row) = reported("end-of-call-report_wrong-types").await;
    let violations: Vec<String> =
        serde_json::from_str(row["report_violations"].as_str().unwrap()).unwrap();
    for told in ["/cost minimum", "/endedAt", "/transcript"] {
        assert!(
            violations
                .iter()
                .any(|violation| violation.starts_with(told)),
            "{told}: {violations:?}"
        );
    }
    assert_eq!(
        (&row["recording_consent"], &row["sentiment"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn of_two_reports_the_later_one_counts_and_the_other_fills_its_gaps() {
    let call = Call::new("c");
    let outputs = |list: Value| json!({"artifact": {"structuredOutputs": list}});
    let mut early = outputs(
        json!({"1": {"name": "sentiment", "result": null}, "2": {"name": "a", "result": 2}, "3": {"name": "b", "result": {"c": 3}}}),
    );
    early["transcript"] = json!("AI: Bonjour.");
    early["timestamp"] = json!(1_791_187_100_000_i64);
    let mut late = outputs(
        json!({"1": {"name": "sentiment", "result": "Positive"}, "2": {"name": "a", "result": true}}),
    );
    late["durationSeconds"] = json!(999);
    late["cost"] = json!(9);
    late["analysis"] = json!({"summary": "Autre chose."});
    late["startedAt"] = json!("2026-10-05T06:00:00Z");
    let reports = [report(&call, early), report(&call, late)];
    for order in [[0, 1], [1, 0]] {
        let app = TestApp::new();
        for which in order {
            assert_eq!(app.post(&reports[which]).await.status(), 200);
            app.set_clock("2026-10-05T09:00:00Z");
        }
        let row = app.row(ROW);
        for (column, value) in [
            ("duration_seconds", json!(999)),
            ("cost_cents", json!(900)),
            ("summary", json!("Autre chose.")),
            ("transcript", json!("AI: Bonjour.")),
            ("sentiment", json!("positive")),
            (
                "structured_outputs",
                json!("{\"a\":true,\"b\":{\"c\":3},\"sentiment\":\"Positive\"}"),
            ),
            ("started_at", json!("2026-10-05T06:00:00.000Z")),
            ("report_received_at", json!("2026-10-05T08:00:00.000Z")),
        ] {
            assert_eq!(row[column], value, "{column}");
        }
    }
}

#[tokio::test]
async fn a_report_for_nobody_is_kept_for_the_operator_alone() {
    let app = TestApp::new();
    let mut call = Call::new("c");
    call.assistant = "assistant-of-nobody".into();
    let body = report(
        &call,
        json!({"phoneNumber": {"number": "+33100000000", "twilioAuthToken": "not-a-real-token"},
        "metadata": {"tenant_id": "tenant_demo_001"}, "tenantId": "tenant_demo_001"}),
    );
    assert_eq!(app.post(&body).await.status(), 200);
    let event = app.row("SELECT * FROM stored_events");
    assert_eq!(
        (&event["tenant_id"], &event["reason"]),
        (&Value::Null, &json!("no_tenant"))
    );
    assert_eq!(
        (&event["message_type"], &event["vapi_call_id"]),
        (&json!("end-of-call-report"), &json!("c"))
    );
    let kept = event["body"].as_str().unwrap();
    assert!(
        kept.contains("Une visite.") && !kept.contains("not-a-real"),
        "{kept}"
    );
    assert_eq!((app.count("call_logs"), app.count("call_bindings")), (0, 0));
}

#[tokio::test]
async fn a_report_without_a_call_is_kept_for_its_tenant() {
    let app = TestApp::new();
    let body = json!({"message": {"type": "end-of-call-report", "assistant": {"id": "vapi_assistant_demo_123"}, "endedReason": "hangup"}});
    assert_eq!(app.post(&body).await.status(), 200);
    let event = app.row("SELECT * FROM stored_events");
    assert_eq!(
        (&event["tenant_id"], &event["reason"]),
        (&json!("tenant_demo_001"), &json!("no_call"))
    );
    assert_eq!(app.count("call_logs"), 0);
}

#[tokio::test]
async fn a_transcript_of_two_megabytes_is_cut_and_kept() {
    let app = TestApp::new();
    let long = "AI: déjà vu \u{1F600}\n".repeat(110_000);
    assert!(long.len() > 2_000_000);
    let body = report(
        &Call::new("c"),
        json!({"transcript": long, "artifact": {"messages": [{"role": "user", "message": long}]}}),
    );
    let reply = app
        .post(&report(
            &Call::new("d"),
            json!({"artifact": {"transcript": long}}),
        ))
        .await;
    assert_eq!(reply.status(), 200);
    assert!(body.to_string().len() > 4 * 1024 * 1024);
    assert_eq!(app.post(&body).await.status(), 413);
    let row = app.row(ROW);
    let kept = row["transcript"].as_str().unwrap();
    assert!(
        long.starts_with(kept) && (200_000..=262_144).contains(&kept.len()),
        "{}",
        kept.len()
    );
    assert_eq!(row["duration_seconds"], 62);
}
