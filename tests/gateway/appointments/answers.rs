//! The form of an answer: what the model reads first, the caller's language, dry runs.

use serde_json::{Value, json};

use super::{Caller, add_tenant, and, at, booking, call_to, diary, result_text};
use crate::{app::TestApp, vapi::Call};

#[tokio::test]
async fn an_answer_is_one_line_that_begins_with_what_matters() {
    let app = TestApp::new();
    let call = Call::new("c");
    let reply = app
        .post(&call.tool("t", "book_appointment", booking("demain", "10h")))
        .await;
    let entry = &reply.results()[0];
    assert_eq!(entry["toolCallId"], "t");
    assert_eq!(entry["name"], "book_appointment");
    assert!(entry.get("error").is_none());
    let text = result_text(entry);
    let keys = ["status", "say", "date", "time", "weekday", "appointment_id"];
    let places: Vec<_> = keys
        .iter()
        .map(|key| text.find(&format!("\"{key}\":")))
        .collect();
    assert!(places.iter().all(Option::is_some), "{text}");
    assert!(places.is_sorted(), "{text}");
    assert_eq!(reply.json().as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn the_language_is_the_models_then_the_calls_then_the_tenants() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let weekday = async |arguments: Value| {
        let mut answer = caller.ask("book_appointment", arguments).await;
        answer["weekday"].take()
    };
    assert_eq!(weekday(booking("demain", "10h")).await, "mardi");
    let english = and(booking("demain", "10h"), json!({"language": "English"}));
    assert_eq!(weekday(english.clone()).await, "Tuesday");
    let detected = caller
        .call
        .message("language-change-detected", json!({"language": "en-GB"}));
    assert_eq!(app.post(&detected).await.status(), 200);
    assert_eq!(weekday(booking("demain", "10h")).await, "Tuesday");
    let french = and(booking("demain", "10h"), json!({"language": "fr"}));
    assert_eq!(weekday(french).await, "mardi");
    // Another call of the same line is not concerned.
    let other = Caller::new(&app, "d").book("demain", "10h").await;
    assert_eq!(other["weekday"], "mardi");
    add_tenant(&app, "t2", "a2", "Europe/Paris");
    let abroad = Caller::on(&app, call_to("a2", "e", "+33612345678"));
    let answer = abroad.book("demain", "10h").await;
    assert_eq!(answer["weekday"], "Tuesday", "{answer}");
}

#[tokio::test]
async fn a_simulation_answers_in_full_and_writes_no_appointment() {
    let app = TestApp::new();
    let kept = Caller::new(&app, "before").book("jeudi", "10h").await;
    assert_eq!(kept["status"], "booked");
    let mut call = Call::new("simulated");
    call.more = json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": true}});
    let caller = Caller::on(&app, call);
    let more = and(booking("demain", "10h"), json!({"in_addition": true}));
    for (tool, arguments, status, start) in [
        ("book_appointment", more, "booked", "2026-10-06 10:00"),
        (
            "reschedule_appointment",
            json!({"new_date": "vendredi", "new_time": "15h"}),
            "rescheduled",
            "2026-10-09 15:00",
        ),
        (
            "cancel_appointment",
            json!({}),
            "cancelled",
            "2026-10-08 10:00",
        ),
    ] {
        let answer = caller.ask(tool, arguments.clone()).await;
        assert_eq!(answer["status"], status, "{answer}");
        assert_eq!(at(&answer), start);
        assert_eq!(answer["dry_run"], true, "{answer}");
        let again = caller.ask_as("again", tool, arguments).await;
        assert_eq!(again["status"], status, "{again}");
        assert_eq!(again["dry_run"], true);
    }
    assert_eq!(diary(&app), ["2026-10-08 10:00 confirmed"]);
    let call = &app
        .db
        .query("SELECT * FROM call_logs WHERE vapi_call_id = 'simulated'")[0];
    assert_eq!(call["simulated"], 1);
    assert!(call["rdv_created"].is_null());
}

#[tokio::test]
async fn the_ledger_keeps_facts_and_neither_names_nor_numbers() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller.book("demain", "10h").await;
    let wish = json!({"new_date": "jeudi", "new_time": "14h", "customer_name": "Dupont"});
    caller.ask("reschedule_appointment", wish).await;
    caller
        .ask("find_appointments", json!({"customer_name": "Dupont"}))
        .await;
    caller
        .ask("cancel_appointment", json!({"customer_name": "Dupont"}))
        .await;
    let rows = app.db.query("SELECT * FROM tool_calls ORDER BY seq");
    assert_eq!(rows.len(), 4);
    for row in rows {
        assert!(row["plan"].is_null(), "{row:?}");
        let text = format!("{row:?}").to_lowercase();
        assert!(
            !text.contains("dupont") && !text.contains("612345678"),
            "{text}"
        );
    }
    for line in app.log() {
        let text = line.to_string().to_lowercase();
        assert!(
            !text.contains("dupont") && !text.contains("612345678"),
            "{text}"
        );
    }
}
