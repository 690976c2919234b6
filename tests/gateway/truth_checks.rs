//! What the truth check of an ended call leaves on the list of callbacks.

use coccinelle_gateway::jobs::run_due;
use serde_json::{Value, json};

use crate::{app::TestApp, operator::ask, sqlite::Fault, vapi::Call};

const ENTRIES: &str = "SELECT * FROM callbacks WHERE source = 'report'";
const OPEN: &str = "SELECT count(*) FROM truth_checks WHERE checked_at IS NULL";

/// The report of a call in which this was said.
fn report(call: &Call, messages: Value) -> Value {
    let fields = json!({"endedReason": "customer-ended-call", "startedAt": "2026-10-05T07:58:00Z",
        "artifact": {"messages": messages}});
    call.message("end-of-call-report", fields)
}

fn noted() -> Value {
    json!([
        {"role": "user", "message": "Il me faudrait un rendez-vous mardi."},
        {"role": "bot", "message": "Bien sûr. C'est noté, rendez-vous mardi à 10 heures. Au revoir."},
    ])
}

#[tokio::test]
async fn a_promise_without_its_row_becomes_an_entry_with_the_quote() {
    let app = TestApp::new();
    let call = Call::new("c");
    assert_eq!(app.post(&report(&call, noted())).await.status(), 200);
    app.settled().await;
    let row = app.row(ENTRIES);
    let call_id = app.row("SELECT id FROM call_logs")["id"].clone();
    for (column, value) in [
        ("tenant_id", json!("tenant_demo_001")),
        ("kind", json!("promise")),
        (
            "reason",
            json!("Promis pendant l'appel, mais rien n'est enregistré (rendez-vous)"),
        ),
        (
            "source_quote",
            json!("C'est noté, rendez-vous mardi à 10 heures."),
        ),
        ("phone", json!("+33612345678")),
        ("caller_number", json!("+33612345678")),
        ("call_id", call_id),
        ("status", json!("due")),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    let check = app.row("SELECT * FROM truth_checks");
    assert_eq!(
        (&check["said"], &check["findings"]),
        (&Value::Null, &json!(1))
    );
}

#[tokio::test]
async fn a_report_that_comes_twice_adds_nothing() {
    let app = TestApp::new();
    let call = Call::new("c");
    for _ in 0..2 {
        app.post(&report(&call, noted())).await;
        app.settled().await;
        run_due(app.jobs()).await;
    }
    assert_eq!(app.db.query(ENTRIES).len(), 1);
}

#[tokio::test]
async fn a_check_that_broke_off_is_made_good_by_the_job() {
    let faults: [fn() -> Fault; 2] = [|| Fault::Refused, || Fault::CommittedThenFailed];
    for (index, fault) in faults.into_iter().enumerate() {
        // The report takes two batches on a cold isolate, the check one to read and one to close.
        for harmed in [2, 3] {
            let app = TestApp::new();
            app.db.inject_nothing(harmed);
            app.db.inject(fault());
            app.post(&report(&Call::new("c"), noted())).await;
            app.settled().await;
            run_due(app.jobs()).await;
            assert_eq!(app.db.query(ENTRIES).len(), 1, "fault {index} at {harmed}");
            assert_eq!(app.db.value(OPEN), 0);
        }
    }
}

#[tokio::test]
async fn a_check_that_cannot_be_made_keeps_no_other_from_it() {
    let app = TestApp::new();
    // More than a run takes, and due before all others.
    app.db.execute(
        "INSERT INTO call_logs (id, tenant_id) SELECT 'odd' || value, 'odd'
           FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25]');
         INSERT INTO truth_checks (tenant_id, call_id, due_at)
           SELECT 'odd', id, '2026-10-01T00:00:00.000Z' FROM call_logs WHERE tenant_id = 'odd';
         INSERT INTO tenant_settings (tenant_id, time_zone) VALUES ('odd', 'Mars/Olympus')",
    );
    // Its report is stored, and what was to follow is lost.
    app.db.inject_nothing(2);
    app.db.inject(Fault::Refused);
    app.post(&report(&Call::new("c"), noted())).await;
    app.settled().await;
    assert_eq!(app.count("callbacks"), 0);
    for _ in 0..2 {
        app.set_clock(&(app.now() + chrono::TimeDelta::minutes(1)).to_rfc3339());
        run_due(app.jobs()).await;
    }
    assert_eq!(app.db.query(ENTRIES).len(), 1);
    // They are looked at again, once whatever it was is mended.
    app.db
        .execute("UPDATE tenant_settings SET time_zone = 'Europe/Paris' WHERE tenant_id = 'odd'");
    app.set_clock("2026-10-05T09:05:00Z");
    for _ in 0..2 {
        app.set_clock(&(app.now() + chrono::TimeDelta::minutes(1)).to_rfc3339());
        run_due(app.jobs()).await;
    }
    assert_eq!(app.db.value(OPEN), 0);
}

#[tokio::test]
async fn a_call_without_a_report_is_checked_later_and_again_with_it() {
    let app = TestApp::new();
    let call = Call::new("c");
    app.post(&call.message(
        "status-update",
        json!({"status": "ended",
        "endedReason": "pipeline-error-openai-llm-failed"}),
    ))
    .await;
    run_due(app.jobs()).await;
    assert_eq!(app.db.value(OPEN), 1);
    app.set_clock("2026-10-05T08:15:00Z");
    run_due(app.jobs()).await;
    assert_eq!(app.db.value(OPEN), 0);
    assert_eq!(app.count("callbacks"), 0);
    app.post(&report(&call, noted())).await;
    app.settled().await;
    assert_eq!(app.db.query(ENTRIES).len(), 1);
}

/// A tool that was called and what the model heard of it, if anything.
fn heard(tool: &str, result: Option<&str>) -> Vec<Value> {
    let asked = json!({"role": "tool_calls",
        "toolCalls": [{"id": "t", "function": {"name": tool, "arguments": "{}"}}]});
    let answered = result.map(|status| {
        json!({"role": "tool_call_result", "toolCallId": "t", "name": tool,
            "result": json!({"status": status}).to_string()})
    });
    [Some(asked), answered].into_iter().flatten().collect()
}

#[tokio::test]
async fn what_was_left_open_failed_or_broke_off_becomes_an_entry() {
    for (tool, result, said, kind) in [
        (
            "book_appointment",
            Some("pending"),
            "je vérifie, un instant",
            Some("pending"),
        ),
        (
            "cancel_appointment",
            Some("not_found"),
            "Très bien. Bonne journée à vous.",
            Some("missed"),
        ),
        ("book_appointment", None, "Un instant.", Some("missed")),
        // Told, so nobody waits for anything.
        (
            "cancel_appointment",
            Some("not_found"),
            "Je ne trouve aucun rendez-vous.",
            None,
        ),
    ] {
        let (app, call) = (TestApp::new(), Call::new("c"));
        if result == Some("not_found") {
            let nobody = json!({"customer_name": "Nobody", "date": "jeudi"});
            let told = app.ask(&call, "t", tool, nobody).await;
            assert_eq!(told["status"], "not_found");
        }
        let mut messages = heard(tool, result);
        messages.push(json!({"role": "bot", "message": said}));
        app.post(&report(&call, messages.into())).await;
        app.settled().await;
        let entries = app.db.query(ENTRIES);
        let kinds: Vec<&str> = entries
            .iter()
            .map(|row| row["kind"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, kind.into_iter().collect::<Vec<_>>(), "{said}");
        for row in &entries {
            assert_eq!(row["phone"], "+33612345678");
        }
    }
}

#[tokio::test]
async fn who_was_cut_off_while_booking_is_owed_a_call_also_without_a_report() {
    let app = TestApp::new();
    let call = Call::new("c");
    app.ask(&call, "t", "check_availability", json!({"date": "mardi"}))
        .await;
    let ended = json!({"status": "ended", "endedReason": "pipeline-error-openai-llm-failed"});
    app.post(&call.message("status-update", ended)).await;
    app.set_clock("2026-10-05T08:15:00Z");
    run_due(app.jobs()).await;
    let row = app.row(ENTRIES);
    assert_eq!(
        (&row["kind"], &row["phone"]),
        (&json!("missed"), &json!("+33612345678"))
    );
}

#[tokio::test]
async fn a_message_is_promised_truly_when_the_log_has_one_to_the_caller() {
    for (to, found) in [("+33612345678", 0), ("+33600000000", 1)] {
        let app = TestApp::new();
        app.db.execute(&format!(
            "INSERT INTO channel_messages_log (id, tenant_id, channel_type, to_address, created_at)
             VALUES ('m', 'tenant_demo_001', 'sms', '{to}', '2026-10-05T07:59:00.000Z')"
        ));
        let said = json!([{"role": "bot", "message": "Je vous envoie un SMS."}]);
        app.post(&report(&Call::new("c"), said)).await;
        app.settled().await;
        assert_eq!(app.db.query(ENTRIES).len(), found, "{to}");
    }
}

#[tokio::test]
async fn what_was_said_in_an_erased_call_is_quoted_nowhere() {
    let app = TestApp::new();
    let call = Call::new("c");
    app.post(&call.message("status-update", json!({"status": "in-progress"})))
        .await;
    let path = "/api/erasures?tenant_id=tenant_demo_001";
    let reply = ask(&app, "POST", path, &json!({"phone": "0612345678"})).await;
    assert_eq!(reply.json()["erased"]["call"], 1);
    app.post(&report(&call, noted())).await;
    app.settled().await;
    run_due(app.jobs()).await;
    assert_eq!(app.count("callbacks"), 0);
    assert_eq!(app.count("truth_checks WHERE said IS NOT NULL"), 0);
}

#[tokio::test]
async fn a_simulation_owes_nothing() {
    let app = TestApp::new();
    let mut call = Call::new("c");
    call.more = json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}});
    app.post(&report(&call, noted())).await;
    app.settled().await;
    assert_eq!(app.count("callbacks"), 0);
    assert_eq!(app.db.value(OPEN), 0);
}

/// A call in which the assistant says what every tool answers, word for word.
async fn honest_call(language: &str) -> (TestApp, Call, Vec<Value>) {
    let app = TestApp::new();
    let call = Call::new("c");
    let name = "Jean Dupont";
    let tools: [(&str, Value); 16] = [
        ("get_business_info", json!({"topic": "hours"})),
        ("check_availability", json!({"date": "mardi"})),
        (
            "book_appointment",
            json!({"date": "mardi", "time": "10h", "customer_name": name}),
        ),
        (
            "book_appointment",
            json!({"date": "mercredi", "time": "10h", "customer_name": name}),
        ),
        (
            "book_appointment",
            json!({"date": "dimanche", "time": "10h", "customer_name": name}),
        ),
        ("find_appointments", json!({})),
        (
            "reschedule_appointment",
            json!({"new_date": "jeudi", "new_time": "15h"}),
        ),
        (
            "cancel_appointment",
            json!({"customer_name": name, "date": "jeudi"}),
        ),
        (
            "cancel_appointment",
            json!({"customer_name": "Nobody", "date": "lundi"}),
        ),
        (
            "qualify_prospect",
            json!({"name": name, "budget_max": "300k"}),
        ),
        ("schedule_follow_up", json!({"when": "demain"})),
        (
            "create_ticket",
            json!({"subject": "Fuite", "customer_name": name}),
        ),
        (
            "add_ticket_note",
            json!({"ticket_number": 2001, "note": "encore"}),
        ),
        (
            "escalate_ticket",
            json!({"ticket_number": 2001, "reason": "urgent"}),
        ),
        (
            "find_tickets",
            json!({"ticket_number": 9999, "customer_name": "Nobody"}),
        ),
        (
            "request_callback",
            json!({"reason": "devis", "when": "jeudi à 9h"}),
        ),
    ];
    let mut messages = Vec::new();
    for (index, (tool, mut arguments)) in tools.into_iter().enumerate() {
        arguments["language"] = json!(language);
        let id = format!("t{index}");
        let result = app.ask(&call, &id, tool, arguments).await;
        messages.push(
            json!({"role": "tool_calls", "toolCalls": [{"id": id, "function": {"name": tool}}]}),
        );
        messages.push(
            json!({"role": "tool_call_result", "toolCallId": id, "name": tool,
            "result": result.to_string()}),
        );
        messages.push(json!({"role": "bot", "message": result["say"]}));
    }
    (app, call, messages)
}

#[tokio::test]
async fn an_assistant_that_says_what_the_tools_say_raises_no_alarm() {
    for language in ["fr", "en"] {
        let (app, call, messages) = honest_call(language).await;
        app.post(&report(&call, messages.into())).await;
        app.settled().await;
        assert_eq!(
            app.db.value("SELECT findings FROM truth_checks"),
            0,
            "{language}: {:?}",
            app.db.query(ENTRIES)
        );
    }
}

#[tokio::test]
async fn the_same_words_in_a_call_that_did_nothing_raise_one() {
    for language in ["fr", "en"] {
        let (app, _, mut messages) = honest_call(language).await;
        // What was not found or not open corrects what was said before.
        let corrects = |message: &Value| {
            let said = message["message"].as_str().unwrap_or_default();
            ["Je ne trouve", "I cannot find", "ferm", "closed"]
                .iter()
                .any(|words| said.contains(words))
        };
        messages.retain(|message| message["role"] == "bot" && !corrects(message));
        app.post(&report(&Call::new("another"), messages.into()))
            .await;
        app.settled().await;
        let about = |what: &str| {
            app.db
                .query(ENTRIES)
                .iter()
                .any(|row| row["id"].as_str().unwrap().ends_with(what))
        };
        for what in ["booking", "cancellation", "move", "callback", "ticket"] {
            assert!(
                about(what),
                "{what} in {language}: {:?}",
                app.db.query(ENTRIES)
            );
        }
    }
}
