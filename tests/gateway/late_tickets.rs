//! Tickets whose time has passed go up by themselves, once.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    operator::ask,
    scenes::{add_other_tenant, with_ticket},
    sqlite::Fault,
    vapi::Call,
};

/// Runs the job; what it says that it did.
async fn run(app: &TestApp, now: &str) -> (i64, i64) {
    app.set_clock(now);
    let reply = ask(app, "POST", "/api/jobs/late_tickets", &Value::Null).await;
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    let done = reply.json();
    (
        done["unanswered"].as_i64().unwrap(),
        done["unsettled"].as_i64().unwrap(),
    )
}

/// A medium ticket of Monday at ten: to be answered by Monday 18:00 plus an hour of Tuesday, and
/// settled by Thursday at ten.
async fn medium() -> TestApp {
    let app = TestApp::new();
    let arguments = json!({"subject": "Clé perdue", "customer_name": "Anne Martin"});
    app.ask(&Call::new("c"), "t", "create_ticket", arguments)
        .await;
    app
}

#[tokio::test]
async fn each_time_that_passes_is_noticed_once() {
    let app = medium().await;
    for (now, noticed) in [
        ("2026-10-06T07:59:59Z", (0, 0)),
        ("2026-10-06T08:00:00Z", (1, 0)),
        ("2026-10-06T08:01:00Z", (0, 0)),
        ("2026-10-08T08:00:00Z", (0, 1)),
        ("2026-10-08T09:00:00Z", (0, 0)),
    ] {
        assert_eq!(run(&app, now).await, noticed, "{now}");
    }
    let row = app.row("SELECT * FROM tickets");
    for (column, value) in [
        ("priority", json!("high")),
        ("status", json!("open")),
        ("escalated_at", json!("2026-10-06T08:00:00.000Z")),
        ("response_late_at", json!("2026-10-06T08:00:00.000Z")),
        ("late_at", json!("2026-10-08T08:00:00.000Z")),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    let notes = app.row(
        "SELECT json_group_array(author || ': ' || note) AS notes FROM (SELECT * FROM ticket_notes ORDER BY created_at)",
    );
    assert_eq!(
        notes["notes"],
        "[\"system: Première réponse en retard, attendue pour 2026-10-06T08:00:00.000Z\",\
         \"system: Résolution en retard, attendue pour 2026-10-08T08:00:00.000Z\"]"
    );
    let entries = app.db.query("SELECT * FROM callbacks ORDER BY created_at");
    assert_eq!(entries.len(), 2);
    for (column, value) in [
        ("kind", json!("ticket")),
        ("source", json!("job")),
        ("reason", json!("Clé perdue")),
        ("name", json!("Anne Martin")),
        ("phone", json!("+33612345678")),
        ("ticket_id", row["id"].clone()),
        ("due_at", json!("2026-10-06T08:00:00.000Z")),
    ] {
        assert_eq!(entries[0][column], value, "{column}");
    }
}

#[tokio::test]
async fn what_is_answered_or_settled_or_waits_for_the_customer_is_not_late() {
    for (change, noticed) in [
        ("responded_at = '2026-10-05T09:00:00.000Z'", (0, 1)),
        ("status = 'in_progress'", (0, 1)),
        ("status = 'waiting_customer'", (0, 0)),
        ("status = 'resolved'", (0, 0)),
        ("response_due_at = NULL, due_at = NULL", (0, 0)),
    ] {
        let app = medium().await;
        app.db.execute(&format!("UPDATE tickets SET {change}"));
        assert_eq!(run(&app, "2026-10-09T08:00:00Z").await, noticed, "{change}");
    }
}

#[tokio::test]
async fn nobody_is_listed_to_be_called_without_a_number() {
    let app = medium().await;
    app.db
        .execute("UPDATE tickets SET customer_phone = NULL, caller_number = NULL");
    assert_eq!(run(&app, "2026-10-06T08:00:00Z").await, (1, 0));
    assert_eq!((app.count("callbacks"), app.count("ticket_notes")), (0, 1));
}

#[tokio::test]
async fn rules_assign_what_is_late_and_a_broken_document_breaks_nothing() {
    for (settings, to) in [
        (
            r#"{"escalation": [{"category": "x", "to": "a"}, {"priority": "low", "to": "b"}, {"to": "lea"}]}"#,
            json!("lea"),
        ),
        (
            r#"{"escalation": [{"priority": "high", "to": "max"}, {"to": "lea"}]}"#,
            json!("max"),
        ),
        (r#"{"escalation": []}"#, json!("paul")),
        (r#"{"escalation": "x"}"#, json!("paul")),
        (
            r#"{"escalation": ["x", 1, {"to": null}, {"to": "lea"}]}"#,
            json!("lea"),
        ),
    ] {
        let app = medium().await;
        add_other_tenant(&app);
        app.db.execute(&format!(
            "UPDATE tickets SET assigned_to = 'paul';
             INSERT INTO support_settings (tenant_id, settings) VALUES
               ('tenant_demo_001', '{settings}'), ('tenant_other', '{{\"escalation\": [{{\"to\": \"nobody\"}}]}}')"
        ));
        run(&app, "2026-10-06T08:00:00Z").await;
        assert_eq!(
            app.row("SELECT assigned_to FROM tickets")["assigned_to"],
            to,
            "{settings}"
        );
    }
}

#[tokio::test]
async fn running_beside_itself_or_twice_does_it_once() {
    let app = medium().await;
    app.set_clock("2026-10-06T08:00:00Z");
    let (one, other) = tokio::join!(
        run(&app, "2026-10-06T08:00:00Z"),
        run(&app, "2026-10-06T08:00:00Z")
    );
    assert_eq!(one.0 + other.0, 1);
    assert_eq!((app.count("ticket_notes"), app.count("callbacks")), (1, 1));
    let lost = medium().await;
    lost.db.inject(Fault::CommittedThenFailed);
    run(&lost, "2026-10-06T08:00:00Z").await;
    assert_eq!(
        (lost.count("ticket_notes"), lost.count("callbacks")),
        (1, 1)
    );
}

#[tokio::test]
async fn the_note_is_in_the_tenants_language_and_a_page_is_bounded() {
    let app = with_ticket().await;
    app.db.execute(
        "UPDATE tenant_settings SET language = 'en-GB'; DELETE FROM tickets;
         INSERT INTO tickets (id, tenant_id, customer_name, subject, due_at)
         SELECT 'k' || value, 'tenant_demo_001', 'N', 'S', '2026-10-05T08:00:00.000Z'
         FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 250)
               SELECT value FROM n)",
    );
    assert_eq!(run(&app, "2026-10-06T08:00:00Z").await, (0, 200));
    assert_eq!(run(&app, "2026-10-06T08:01:00Z").await, (0, 50));
    assert_eq!(
        app.count("ticket_notes WHERE note LIKE 'The matter is late, it was due by 2026-10-05%'"),
        250
    );
}
