//! What a report does besides its row: prospects completed, tickets noted, links made, and all of it
//! once however often it comes.

use serde_json::{Value, json};

use crate::{app::TestApp, sqlite::Fault, vapi::Call};

const ROW: &str = "SELECT * FROM call_logs";

/// A report of the call with a summary, a duration and a cost.
pub fn report(call: &Call, more: Value) -> Value {
    let mut fields = json!({"endedReason": "customer-ended-call", "durationSeconds": 61.6, "cost": 0.1234,
        "startedAt": "2026-10-05T07:58:00Z", "analysis": {"summary": "Une visite."}});
    for (key, value) in more.as_object().unwrap() {
        fields[key] = value.clone();
    }
    call.message("end-of-call-report", fields)
}

#[tokio::test]
async fn structured_outputs_fill_the_gaps_of_the_calls_prospect() {
    let app = TestApp::new();
    let call = Call::new("c");
    app.ask(
        &call,
        "t",
        "qualify_prospect",
        json!({"name": "Anne Martin", "budget_max": "250k"}),
    )
    .await;
    app.ask(
        &Call::from("d", "+33699999999"),
        "t",
        "qualify_prospect",
        json!({"name": "Paul"}),
    )
    .await;
    let outputs = json!({
        "1": {"name": "name", "result": "Annie M."}, "2": {"name": "budget_max", "result": 1}, "3": {"name": "budget_min", "result": "200 000 euros"},
        "4": {"name": "interest_type", "result": "achat\n"}, "5": {"name": "email", "result": "no address"},
        "6": {"name": "decision_maker", "result": "oui"}, "7": {"name": "timeline", "result": "N/A"},
        "8": {"name": "property_type", "result": {"odd": 1}}, "9": {"name": "tenant_id", "result": "tenant_other"},
    });
    let body = report(&call, json!({"artifact": {"structuredOutputs": outputs}}));
    assert_eq!(app.post(&body).await.status(), 200);
    let row = app.row("SELECT * FROM prospects WHERE caller_number = '+33612345678'");
    for (column, value) in [
        ("name", json!("Anne Martin")),
        ("budget_max", json!(250_000)),
        ("budget_min", json!(200_000)),
        ("interest_type", json!("achat")),
        ("email", Value::Null),
        ("decision_maker", json!(1)),
        ("timeline", Value::Null),
        ("property_type", Value::Null),
        ("qualification_score", json!(75)),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    assert_eq!(
        app.row("SELECT budget_min FROM prospects WHERE name = 'Paul'")["budget_min"],
        Value::Null
    );
}

#[tokio::test]
async fn the_summary_becomes_a_note_of_the_calls_ticket_once() {
    let app = TestApp::new();
    let call = Call::new("c");
    app.ask(
        &call,
        "t1",
        "create_ticket",
        json!({"subject": "Chaudière"}),
    )
    .await;
    app.ask(
        &Call::new("d"),
        "t1",
        "create_ticket",
        json!({"subject": "Clé"}),
    )
    .await;
    for summary in ["Une visite.", "Autre chose."] {
        app.post(&report(&call, json!({"analysis": {"summary": summary}})))
            .await;
    }
    let note = app.row("SELECT n.note, n.author, k.subject FROM ticket_notes n JOIN tickets k ON k.id = n.ticket_id");
    assert_eq!(
        Value::Object(note),
        json!({"note": "Une visite.", "author": "system", "subject": "Chaudière"})
    );
}

#[tokio::test]
async fn each_agent_type_handles_its_part() {
    for (agent, notes, score) in [
        ("support", 1, 15),
        ("qualification", 0, 25),
        ("multi_purpose", 1, 25),
        ("appointment", 0, 15),
    ] {
        let app = TestApp::new();
        let call = Call::new("c");
        app.ask(
            &call,
            "t1",
            "create_ticket",
            json!({"subject": "Chaudière"}),
        )
        .await;
        app.ask(&call, "t2", "qualify_prospect", json!({"name": "Anne"}))
            .await;
        app.db.execute(&format!("UPDATE channel_configurations SET config_public = json_set(config_public, '$.sara.agentType', '{agent}')"));
        let outputs = json!({"1": {"name": "interest_type", "result": "achat"}});
        app.post(&report(
            &call,
            json!({"artifact": {"structuredOutputs": outputs}}),
        ))
        .await;
        assert_eq!(app.count("ticket_notes"), notes, "{agent}");
        assert_eq!(
            app.row("SELECT qualification_score FROM prospects")["qualification_score"],
            score,
            "{agent}"
        );
    }
}

#[tokio::test]
async fn a_report_links_what_the_call_made_whichever_came_first() {
    for report_first in [true, false] {
        let app = TestApp::new();
        let call = Call::new("c");
        if report_first {
            app.post(&report(&call, json!({}))).await;
        }
        let booked = app
            .ask(
                &call,
                "t1",
                "book_appointment",
                json!({"date": "2026-10-06", "time": "10:00", "customer_name": "Anne Martin"}),
            )
            .await;
        let ticket = app
            .ask(&call, "t2", "create_ticket", json!({"subject": "Clé"}))
            .await;
        let prospect = app
            .ask(&call, "t3", "qualify_prospect", json!({"name": "Anne"}))
            .await;
        if !report_first {
            app.post(&report(&call, json!({}))).await;
        }
        assert_eq!(ticket["status"], "created");
        let row = app.row(ROW);
        assert_eq!(row["rdv_created"], booked["appointment_id"]);
        assert_eq!(
            row["ticket_created"],
            app.row("SELECT id FROM tickets")["id"]
        );
        assert_eq!(row["qualified_prospect_created"], prospect["prospect_id"]);
        assert_eq!(
            (&row["call_status"], &row["duration_seconds"]),
            (&json!("completed"), &json!(62))
        );
        let actions: Value =
            serde_json::from_str(row["actions_performed"].as_str().unwrap()).unwrap();
        let tools: Vec<&Value> = actions
            .as_array()
            .unwrap()
            .iter()
            .map(|action| &action["tool"])
            .collect();
        assert_eq!(
            tools,
            ["book_appointment", "create_ticket", "qualify_prospect"]
        );
    }
}

/// A call with a ticket, in an isolate that knows its tenant or in a new one.
async fn call_with_ticket(warm: bool) -> (TestApp, Call) {
    let app = TestApp::new();
    let call = Call::new("c");
    app.ask(&call, "t", "create_ticket", json!({"subject": "Clé"}))
        .await;
    let app = if warm { app } else { app.another_isolate() };
    (app, call)
}

fn stored_once(app: &TestApp) {
    assert_eq!((app.count("call_logs"), app.count("ticket_notes")), (1, 1));
    assert_eq!(app.row(ROW)["duration_seconds"], 62);
}

#[tokio::test]
async fn a_report_that_is_not_stored_is_refused_until_it_is_and_never_double() {
    for warm in [false, true] {
        let (app, call) = call_with_ticket(warm).await;
        let body = report(&call, json!({}));
        app.db.inject(Fault::Refused);
        app.db.inject(Fault::Refused);
        assert_eq!(app.post(&body).await.status(), 503);
        assert_eq!(app.row(ROW)["report_received_at"], Value::Null);
        app.db.inject_nothing(usize::from(!warm));
        app.db.inject(Fault::CommittedThenFailed);
        app.db.inject(Fault::Refused);
        assert_eq!(app.post(&body).await.status(), 503);
        assert_eq!(app.post(&body).await.status(), 200);
        stored_once(&app);
    }
}

#[tokio::test]
async fn a_report_survives_one_failure_and_is_stored_once() {
    for warm in [false, true] {
        for fault in [Fault::Refused, Fault::CommittedThenFailed] {
            let (app, call) = call_with_ticket(warm).await;
            let loads = u32::from(!warm);
            app.db.inject_nothing(usize::from(!warm));
            app.db.inject(fault);
            let reply = app.post(&report(&call, json!({}))).await;
            assert_eq!((reply.status(), reply.batches()), (200, loads + 2));
            stored_once(&app);
        }
    }
}
