//! What is kept for how long: each kind by its own setting, to the millisecond, tenant by tenant.

use coccinelle_gateway::jobs::{retention::run, run_due};
use serde_json::{Value, json};

use crate::{app::TestApp, operator::ask, sqlite::Fault};

/// 180 days before [`crate::app::MONDAY`], to the millisecond.
const BOUNDARY: &str = "2026-04-08T08:00:00.000Z";
const OLDER: &str = "2026-04-08T07:59:59.999Z";

/// A row of each kind that is forgotten, and of each that never is, made at `at`.
fn write(app: &TestApp, tenant: &str, id: &str, at: &str) {
    app.db.execute(&format!(
        r#"INSERT INTO config_versions VALUES ('{tenant}', 1) ON CONFLICT DO NOTHING;
        INSERT INTO call_logs (id, tenant_id, from_number, recording_url, transcript, summary,
          structured_outputs, created_at)
        VALUES ('{id}', '{tenant}', '+33612345678', 'r', 't', 's', '{{"a": 1}}', '{at}');
        INSERT INTO callbacks (id, tenant_id, kind, status, source_quote, created_at)
        VALUES ('{id}', '{tenant}', 'promise', 'done', 'q', '{at}'),
          ('{id}due', '{tenant}', 'promise', 'due', 'q', '{at}');
        INSERT INTO stored_events (id, tenant_id, message_type, reason, body, received_at)
        VALUES ('{id}', '{tenant}', 'x', 'unknown_type', '{{}}', '{at}');
        INSERT INTO tool_calls (id, tenant_id, call_id, tool_call_id, tool, writes, args_hash, facts,
          created_at)
        VALUES ('{id}', '{tenant}', '{id}', 't', 'x', 1, 'h', '{{}}', '{at}');
        INSERT INTO channel_messages_log (id, tenant_id, channel_type, to_address, subject, content,
          template_variables, created_at)
        VALUES ('{id}', '{tenant}', 'sms', '+33612345678', 'S', 'C', '{{}}', '{at}');
        INSERT INTO audit_log (request_id, tenant_id, at, actor, method, path)
        VALUES ('{id}', '{tenant}', '{at}', 'operator', 'GET', '/api/calls');
        INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, status, created_at)
        VALUES ('{id}', '{tenant}', 'A', '2026-01-01', '10:00', 'completed', '{at}');
        INSERT INTO tickets (id, tenant_id, customer_name, subject, created_at)
        VALUES ('{id}', '{tenant}', 'A', 'S', '{at}');
        INSERT INTO prospects (id, tenant_id, name, created_at) VALUES ('{id}', '{tenant}', 'A', '{at}')"#
    ));
}

/// What is left of a row of each kind: recording, transcript, quote, summary, event, answer, message,
/// audit entry.
fn left(app: &TestApp, id: &str) -> String {
    let there = |table: &str, what: &str, key: &str| {
        let sql =
            format!("SELECT count(*) FROM {table} WHERE {key} = '{id}' AND {what} IS NOT NULL");
        app.db.value(&sql).to_string()
    };
    [
        there("call_logs", "recording_url", "id"),
        there("call_logs", "transcript", "id"),
        there("callbacks", "source_quote", "id"),
        there(
            "call_logs",
            "nullif(summary || structured_outputs, '{}')",
            "id",
        ),
        there("stored_events", "body", "id"),
        there("tool_calls", "facts", "id"),
        there(
            "channel_messages_log",
            "coalesce(content, subject, template_variables)",
            "id",
        ),
        there("audit_log", "path", "request_id"),
    ]
    .concat()
}

#[tokio::test]
async fn what_is_older_goes_and_what_is_as_old_stays() {
    let app = TestApp::new();
    write(&app, "a", "older", OLDER);
    write(&app, "a", "boundary", BOUNDARY);
    let told = run(app.jobs()).await.unwrap();
    assert_eq!(told["finished"], true);
    assert_eq!(
        (left(&app, "older"), left(&app, "boundary")),
        ("00000001".into(), "11111111".into())
    );
    for table in ["rendez_vous", "tickets", "prospects"] {
        assert_eq!(
            app.count(&format!("{table} WHERE tenant_id = 'a'")),
            2,
            "{table}"
        );
    }
    // Who and when stay, and so does what is still owed.
    assert_eq!(
        app.count("call_logs WHERE from_number IS NOT NULL AND tenant_id = 'a'"),
        2
    );
    assert_eq!(
        app.count("callbacks WHERE status = 'due' AND source_quote IS NOT NULL"),
        2
    );
    assert_eq!(run(app.jobs()).await.unwrap()["rows"], 0);
}

#[tokio::test]
async fn each_kind_follows_the_setting_of_its_tenant() {
    let kinds = [
        "recordings",
        "transcripts",
        "summaries",
        "events",
        "answers",
        "messages",
        "audit",
    ];
    let gone = [
        "01111111", "10011111", "11101111", "11110111", "11111011", "11111101", "11111110",
    ];
    for (kind, expected) in kinds.into_iter().zip(gone) {
        let app = TestApp::new();
        write(&app, "a", "a1", "2026-10-01T00:00:00.000Z");
        write(&app, "b", "b1", "2026-10-01T00:00:00.000Z");
        let change = json!({format!("{kind}_days"): 3});
        let reply = ask(&app, "PATCH", "/api/privacy?tenant_id=a", &change).await;
        assert_eq!(
            (reply.status(), &reply.json()[format!("{kind}_days")]),
            (200, &json!(3))
        );
        app.settled().await;
        run(app.jobs()).await.unwrap();
        assert_eq!(
            (left(&app, "a1").as_str(), left(&app, "b1").as_str()),
            (expected, "11111111"),
            "{kind}"
        );
    }
}

#[tokio::test]
async fn a_run_breaks_off_anywhere_and_goes_on() {
    let app = TestApp::new();
    for tenant in 0..30 {
        for row in 0..2 {
            write(
                &app,
                &format!("t{tenant:02}"),
                &format!("{tenant}-{row}"),
                OLDER,
            );
        }
    }
    // Broken off in the middle, twice.
    for _ in 0..2 {
        app.db.inject_nothing(9);
        app.db.inject(Fault::Refused);
        app.db.inject(Fault::CommittedThenFailed);
        assert!(run(app.jobs()).await.is_err());
    }
    assert!(app.count("call_logs WHERE transcript IS NOT NULL") > 0);
    run(app.jobs()).await.unwrap();
    for tenant in 0..30 {
        assert_eq!(left(&app, &format!("{tenant}-1")), "00000001");
    }
}

#[tokio::test]
async fn a_full_share_makes_the_next_run_due_at_once() {
    let app = TestApp::new();
    run_due(app.jobs()).await;
    for tenant in 0..60 {
        write(&app, &format!("t{tenant:02}"), &format!("c{tenant}"), OLDER);
    }
    app.set_clock("2026-10-06T08:00:00Z");
    let due = "SELECT due_at, cursor FROM jobs WHERE name = 'retention'";
    run_due(app.jobs()).await;
    let state = app.row(due);
    assert_eq!(state["due_at"], "2026-10-06T08:00:00.000Z");
    assert!(
        state["cursor"].as_str().unwrap().starts_with('t'),
        "{state:?}"
    );
    app.set_clock("2026-10-06T08:01:00Z");
    run_due(app.jobs()).await;
    assert_eq!(app.count("call_logs WHERE transcript IS NOT NULL"), 0);
    let state = app.row(due);
    assert_eq!(
        json!([state["due_at"], state["cursor"]]),
        json!(["2026-10-07T08:01:00.000Z", ""])
    );
}

#[tokio::test]
async fn settings_have_defaults_a_tag_and_bounds() {
    let app = TestApp::new();
    let path = "/api/privacy?tenant_id=a";
    let read = ask(&app, "GET", path, &Value::Null).await;
    assert_eq!(
        read.json(),
        json!({"recordings_days": 180, "transcripts_days": 180,
        "summaries_days": 180, "events_days": 180, "answers_days": 180, "messages_days": 180,
        "audit_days": 365, "version": 0})
    );
    let headers = [
        ("authorization", "Bearer dev-operator-token"),
        ("if-match", "\"0\""),
    ];
    let body = json!({"events_days": 30}).to_string();
    for expected in [200, 412] {
        let reply = app.send("PATCH", path, &headers, body.as_bytes()).await;
        assert_eq!(reply.status(), expected, "{:?}", reply.body);
    }
    for (days, status) in [(0, 422), (1, 200), (3650, 200), (3651, 422)] {
        let reply = ask(&app, "PATCH", path, &json!({"events_days": days})).await;
        assert_eq!(reply.status(), status, "{days}");
    }
}
