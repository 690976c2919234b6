//! Several calls in one message: they take effect in order, in one batch, each answered.

use serde_json::{Value, json};

use super::{Caller, and, booking, diary, result_text, slots};
use crate::{app::TestApp, vapi::Call};

const BOOK: &str = "book_appointment";
const CHECK: &str = "check_availability";

async fn answers(app: &TestApp, calls: &[(&str, &str, Value)]) -> Vec<Value> {
    // The first message of an isolate loads the tenant.
    app.post(&Call::new("warm-up").tool("w", CHECK, json!({})))
        .await;
    let reply = app.post(&Call::new("c").tools(calls)).await;
    assert_eq!(reply.batches(), 1);
    let entries = reply.results();
    assert_eq!(entries.len(), calls.len());
    entries
        .iter()
        .zip(calls)
        .map(|(entry, (id, tool, _))| {
            assert_eq!(entry["toolCallId"], *id);
            assert_eq!(entry["name"], *tool);
            serde_json::from_str(&result_text(entry)).unwrap()
        })
        .collect()
}

fn statuses(answers: &[Value]) -> Vec<&str> {
    answers
        .iter()
        .map(|answer| answer["status"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn each_sees_what_those_before_it_did() {
    let app = TestApp::new();
    let answers = answers(
        &app,
        &[
            ("1", CHECK, json!({"date": "demain", "time": "10h"})),
            ("2", BOOK, booking("demain", "10h")),
            ("3", CHECK, json!({"date": "demain", "time": "10h"})),
            (
                "4",
                "reschedule_appointment",
                json!({"new_date": "demain", "new_time": "10h30"}),
            ),
            ("5", "find_appointments", json!({})),
            ("6", "cancel_appointment", json!({})),
            ("7", CHECK, json!({"date": "demain", "time": "10h"})),
        ],
    )
    .await;
    assert_eq!(
        statuses(&answers),
        [
            "available",
            "booked",
            "unavailable",
            "rescheduled",
            "found",
            "cancelled",
            "available"
        ]
    );
    assert_eq!(slots(&answers[2])[0], "2026-10-06 09:00");
    assert_eq!(
        diary(&app),
        ["2026-10-06 10:00 rescheduled", "2026-10-06 10:30 cancelled"]
    );
}

#[tokio::test]
async fn of_two_bookings_for_one_start_the_second_finds_the_first() {
    let app = TestApp::new();
    let other = and(booking("demain", "10h"), json!({"service": "estimation"}));
    let answers = answers(
        &app,
        &[
            ("1", BOOK, booking("demain", "10h")),
            ("2", BOOK, other),
            ("3", BOOK, booking("mardi", "10:00")),
            ("4", BOOK, booking("jeudi", "10h")),
        ],
    )
    .await;
    assert_eq!(
        statuses(&answers),
        ["booked", "already_booked", "booked", "existing_appointment"]
    );
    assert_eq!(answers[2]["replayed"], true);
    assert_eq!(diary(&app), ["2026-10-06 10:00 confirmed"]);
}

#[tokio::test]
async fn of_ten_calls_eight_run_and_two_say_why_not() {
    let app = TestApp::new();
    let ids: Vec<String> = (0..10).map(|id| id.to_string()).collect();
    let calls: Vec<_> = ids
        .iter()
        .map(|id| (id.as_str(), CHECK, json!({"date": "demain"})))
        .collect();
    let entries = app.post(&Call::new("c").tools(&calls)).await.results();
    assert_eq!(entries.len(), 10);
    for (index, entry) in entries.iter().enumerate() {
        assert_eq!(entry["toolCallId"], ids[index]);
        assert_eq!(entry.get("result").is_some(), index < 8, "{entry}");
        assert_eq!(entry.get("error").is_some(), index >= 8, "{entry}");
    }
    assert_eq!(app.db.value("SELECT count(*) FROM tool_calls"), 8);
}

#[tokio::test]
async fn a_bad_call_does_not_spoil_its_neighbours() {
    let app = TestApp::new();
    let calls = [
        ("1", "launch_rocket", json!({})),
        ("2", BOOK, booking("demain", "10h")),
        ("3", BOOK, json!({"date": "demain"})),
        ("4", BOOK, json!("not an object")),
        ("5", CHECK, json!({"date": "demain", "time": "10h"})),
    ];
    let entries = app.post(&Call::new("c").tools(&calls)).await.results();
    let errors: Vec<bool> = entries
        .iter()
        .map(|entry| entry.get("error").is_some())
        .collect();
    assert_eq!(errors, [true, false, true, true, false]);
    assert_eq!(diary(&app), ["2026-10-06 10:00 confirmed"]);
}

#[tokio::test]
async fn a_message_delivered_twice_acts_once() {
    let app = TestApp::new();
    let body = Call::new("c").tools(&[
        ("1", BOOK, booking("demain", "10h")),
        ("2", "cancel_appointment", json!({})),
        ("3", BOOK, booking("demain", "15h")),
    ]);
    app.post(&body).await;
    let rows = diary(&app);
    let again = Caller::new(&app, "x").app.post(&body).await.results();
    assert_eq!(diary(&app), rows);
    let told: Vec<Value> = again
        .iter()
        .map(|entry| serde_json::from_str(&result_text(entry)).unwrap())
        .collect();
    // The first booking is cancelled by now, and that is what is said of it.
    assert_eq!(statuses(&told), ["cancelled", "cancelled", "booked"]);
}
