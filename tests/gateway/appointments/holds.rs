//! What was offered is held for the call: other callers are told the truth about it.

use serde_json::{Value, json};

use super::{Caller, and, at, booking, diary, held, slots};
use crate::{
    app::{MONDAY, TestApp},
    vapi::Call,
};

const CHECK: &str = "check_availability";
const OTHER: &str = "+33698765432";
const TEN: &str = "2026-10-06 10:00";

async fn offered(app: &TestApp, call: &str, number: &str, time: &str) -> Caller {
    let caller = Caller::from(app, call, number);
    let answer = caller
        .ask(CHECK, json!({"date": "demain", "time": time}))
        .await;
    assert_eq!(answer["status"], "available", "{answer}");
    caller
}

fn said(answer: &Value) -> &str {
    answer["say"].as_str().unwrap()
}

#[tokio::test]
async fn an_offered_start_is_kept_for_whom_it_was_offered_to() {
    let app = TestApp::new();
    let first = offered(&app, "c", "+33612345678", "10h").await;
    assert_eq!(
        held(&app, MONDAY),
        ["+33612345678 2026-10-06 10:00-11:00 default"]
    );
    let second = Caller::from(&app, "d", OTHER);
    // Neither the start itself nor one that runs into it.
    for time in ["10h", "9h30", "10h30"] {
        let answer = second.book("demain", time).await;
        assert_eq!(answer["status"], "unavailable", "{answer}");
        assert!(
            said(&answer).contains("est en cours de réservation"),
            "{answer}"
        );
        for start in slots(&answer) {
            assert!(
                !start.contains(" 10:") && !start.contains("09:30"),
                "{answer}"
            );
        }
    }
    let booked = first.book("demain", "10h").await;
    assert_eq!(at(&booked), TEN, "{booked}");
    let answer = second.book("demain", "10h").await;
    assert!(said(&answer).contains("n'est pas libre"), "{answer}");
    assert_eq!(diary(&app), ["2026-10-06 10:00 confirmed"]);
}

#[tokio::test]
async fn a_caller_who_is_refused_holds_the_alternatives() {
    let app = TestApp::new();
    offered(&app, "c", "+33612345678", "10h")
        .await
        .book("demain", "10h")
        .await;
    let second = Caller::from(&app, "d", OTHER);
    let refused = second.book("demain", "10h").await;
    assert_eq!(
        slots(&refused),
        ["2026-10-06 09:00", "2026-10-06 11:00", "2026-10-06 11:30"]
    );
    let expected = [
        "+33698765432 2026-10-06 09:00-10:00 default",
        "+33698765432 2026-10-06 11:00-12:00 default",
        "+33698765432 2026-10-06 11:30-12:30 default",
    ];
    assert_eq!(held(&app, MONDAY), expected);
    let third = Caller::from(&app, "e", "+33611111111")
        .book("demain", "10h")
        .await;
    let next = ["2026-10-06 13:30", "2026-10-06 14:00", "2026-10-06 14:30"];
    assert_eq!(slots(&third), next, "{third}");
}

#[tokio::test]
async fn a_move_that_is_refused_holds_what_it_was_offered_for_its_own_length() {
    let app = TestApp::new();
    let short = and(booking("jeudi", "10h"), json!({"service": "signature"}));
    let caller = Caller::new(&app, "c");
    caller.ask("book_appointment", short).await;
    Caller::from(&app, "d", OTHER).book("demain", "10h").await;
    let wish = json!({"new_date": "demain", "new_time": "10h"});
    let refused = caller.ask("reschedule_appointment", wish).await;
    assert_eq!(
        slots(&refused),
        ["2026-10-06 09:00", "2026-10-06 09:30", "2026-10-06 11:00"]
    );
    let expected = [
        "+33612345678 2026-10-06 09:00-09:30 default",
        "+33612345678 2026-10-06 09:30-10:00 default",
        "+33612345678 2026-10-06 11:00-11:30 default",
    ];
    assert_eq!(held(&app, MONDAY), expected);
    // Neither a booking nor a move of somebody else gets there meanwhile; the caller does.
    let other = Caller::from(&app, "e", "+33611111111");
    let answer = other.book("demain", "9h").await;
    assert!(
        said(&answer).contains("en cours de réservation"),
        "{answer}"
    );
    other.book("vendredi", "10h").await;
    let wish = json!({"new_date": "demain", "new_time": "11h"});
    let answer = other.ask("reschedule_appointment", wish.clone()).await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    assert!(
        said(&answer).contains("en cours de réservation"),
        "{answer}"
    );
    let moved = caller.ask("reschedule_appointment", wish).await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
}

#[tokio::test]
async fn a_hold_never_blocks_its_own_caller_whatever_the_call() {
    let app = TestApp::new();
    offered(&app, "c", OTHER, "10h").await;
    // The line broke and the same person calls again.
    let again = Caller::from(&app, "d", OTHER);
    let answer = again
        .ask(CHECK, json!({"date": "demain", "time": "10h30"}))
        .await;
    assert_eq!(answer["status"], "available", "{answer}");
    // The last offer replaces the one of the first call.
    assert_eq!(
        held(&app, MONDAY),
        ["+33698765432 2026-10-06 10:30-11:30 default"]
    );
    let booked = again.book("demain", "10h").await;
    assert_eq!(at(&booked), TEN, "{booked}");
}

#[tokio::test]
async fn callers_without_a_number_are_kept_apart_by_their_calls() {
    let app = TestApp::new();
    let first = Caller::on(&app, Call::anonymous("c"));
    first
        .ask(CHECK, json!({"date": "demain", "time": "10h"}))
        .await;
    assert_eq!(held(&app, MONDAY).len(), 1);
    let wish = and(
        booking("demain", "10h"),
        json!({"customer_phone": "06 98 76 54 32"}),
    );
    let second = Caller::on(&app, Call::anonymous("d"));
    let answer = second.ask("book_appointment", wish.clone()).await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    let booked = first.ask("book_appointment", wish).await;
    assert_eq!(booked["status"], "booked", "{booked}");
}

#[tokio::test]
async fn a_call_and_a_number_hold_three_starts_at_most() {
    let app = TestApp::new();
    let caller = Caller::from(&app, "c", OTHER);
    for (call, date) in [("c", "demain"), ("c", "jeudi"), ("d", "vendredi")] {
        let caller = Caller::from(&app, call, OTHER);
        caller.ask(CHECK, json!({"date": date})).await;
        assert_eq!(held(&app, MONDAY).len(), 3, "{date}");
    }
    let all = held(&app, MONDAY);
    assert!(
        all.iter().all(|line| line.contains("2026-10-09")),
        "{all:?}"
    );
    // Two questions in one message count as two offers.
    let body = caller.call.tools(&[
        ("1", CHECK, json!({"date": "demain"})),
        ("2", CHECK, json!({"date": "mercredi"})),
    ]);
    app.post(&body).await;
    let all = held(&app, MONDAY);
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(
        all.iter().all(|line| line.contains("2026-10-07")),
        "{all:?}"
    );
}

#[tokio::test]
async fn a_day_with_only_held_starts_is_not_called_full() {
    let app = TestApp::new();
    for (index, time) in ["9h", "10h", "11h", "13h30", "14h30", "15h30", "16h30"]
        .into_iter()
        .enumerate()
    {
        offered(
            &app,
            &format!("c{index}"),
            &format!("+3361111111{index}"),
            time,
        )
        .await;
    }
    let caller = Caller::from(&app, "d", OTHER);
    let answer = caller.ask(CHECK, json!({"date": "demain"})).await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    let told = said(&answer);
    assert!(
        told.starts_with("Ce qui reste à ce moment-là est en cours de réservation."),
        "{told}"
    );
    assert_eq!(slots(&answer)[0], "2026-10-07 09:00");
    // Once those are booked the day is full.
    app.db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, rdv_duration_minutes)
         VALUES ('x', 'tenant_demo_001', 'X', '2026-10-06', '09:00', 540)",
    );
    let answer = caller
        .ask(CHECK, json!({"date": "demain", "language": "en"}))
        .await;
    assert!(
        said(&answer).starts_with("I have nothing free then."),
        "{answer}"
    );
}

#[tokio::test]
async fn staff_book_over_a_hold_and_the_holder_is_told() {
    let app = TestApp::new();
    let caller = offered(&app, "c", OTHER, "10h").await;
    app.db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, created_by)
         VALUES ('x', 'tenant_demo_001', 'X', '2026-10-06', '10:00', 'manual')",
    );
    let answer = caller.book("demain", "10h").await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    assert!(said(&answer).contains("n'est pas libre"), "{answer}");
}

#[tokio::test]
async fn of_two_resources_one_hold_takes_one() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO resources (tenant_id, id, name, position) VALUES ('tenant_demo_001', 'zoe', 'Zoé', 1)",
    );
    let first = offered(&app, "c", "+33612345678", "10h").await;
    let second = offered(&app, "d", OTHER, "10h").await;
    let expected = [
        "+33612345678 2026-10-06 10:00-11:00 default",
        "+33698765432 2026-10-06 10:00-11:00 zoe",
    ];
    let mut all = held(&app, MONDAY);
    all.sort_unstable();
    assert_eq!(all, expected);
    let third = Caller::from(&app, "e", "+33611111111")
        .book("demain", "10h")
        .await;
    assert_eq!(third["status"], "unavailable", "{third}");
    for caller in [first, second] {
        assert_eq!(at(&caller.book("demain", "10h").await), TEN);
    }
}

#[tokio::test]
async fn a_hold_takes_up_the_buffers_of_its_service() {
    let app = TestApp::new();
    app.db.execute(
        "UPDATE services SET buffer_before_minutes = 15, buffer_after_minutes = 30 WHERE id = 'signature'",
    );
    let caller = Caller::from(&app, "c", OTHER);
    let wish = json!({"date": "demain", "time": "10h", "service": "signature"});
    caller.ask(CHECK, wish).await;
    assert_eq!(
        held(&app, MONDAY),
        ["+33698765432 2026-10-06 09:45-11:00 default"]
    );
    let other = Caller::new(&app, "d");
    assert_eq!(other.book("demain", "9h").await["status"], "unavailable");
    assert_eq!(other.book("demain", "11h").await["status"], "booked");
}

#[tokio::test]
async fn chats_simulations_and_web_calls_hold_nothing() {
    let app = TestApp::new();
    let web = Call {
        more: json!({"type": "webCall"}),
        ..Call::anonymous("web")
    };
    let simulation = Call {
        more: json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}}),
        ..Call::new("sim")
    };
    for call in [web, simulation] {
        let caller = Caller::on(&app, call);
        let answer = caller.ask(CHECK, json!({"date": "demain"})).await;
        assert_eq!(slots(&answer).len(), 3, "{answer}");
        caller.book("demain", "10h15").await;
        assert_eq!(app.count("slot_holds"), 0);
    }
    for setting in ["dry", "live"] {
        app.db.execute(&format!(
            "UPDATE tenant_settings SET text_chats = '{setting}'"
        ));
        let mut body = Call::new("x").tool("t", CHECK, json!({"date": "demain"}));
        let message = body["message"].as_object_mut().unwrap();
        message.remove("call");
        let chat = json!({"id": setting, "assistantId": crate::app::DEMO_ASSISTANT});
        message.insert("chat".into(), chat);
        let answer = app.post(&body).await.result();
        assert_eq!(slots(&answer).len(), 3, "{answer}");
        assert_eq!(app.count("slot_holds"), 0, "{setting}");
    }
    // They respect what others hold, all the same.
    offered(&app, "c", OTHER, "10h").await;
    let simulation = Call {
        more: json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}}),
        ..Call::anonymous("sim-2")
    };
    let answer = Caller::on(&app, simulation)
        .ask(CHECK, json!({"date": "demain", "time": "10h"}))
        .await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
}

#[tokio::test]
async fn another_tenants_holds_concern_nobody_here() {
    let app = TestApp::new();
    super::add_tenant(&app, "t2", "a2", "Europe/Paris");
    let elsewhere = Caller::on(&app, super::call_to("a2", "c", OTHER));
    elsewhere
        .ask(CHECK, json!({"date": "tomorrow", "time": "10:00"}))
        .await;
    assert_eq!(held(&app, MONDAY).len(), 1);
    let booked = Caller::new(&app, "d").book("demain", "10h").await;
    assert_eq!(at(&booked), TEN, "{booked}");
}
