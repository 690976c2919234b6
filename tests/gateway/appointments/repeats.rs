//! Repeats: the model says a thing twice, the network delivers it twice, staff change the row in
//! between. Nothing acts twice, and what is answered is true.

use serde_json::{Value, json};

use super::{Caller, and, at, booking, diary, id};
use crate::app::TestApp;

const BOOK: &str = "book_appointment";
const CANCEL: &str = "cancel_appointment";
const MOVE: &str = "reschedule_appointment";

fn to(date: &str, time: &str) -> Value {
    json!({"new_date": date, "new_time": time})
}

fn same_facts(one: &Value, other: &Value) {
    for key in ["status", "say", "date", "time", "weekday", "appointment_id"] {
        assert_eq!(one[key], other[key], "{key}");
    }
}

#[tokio::test]
async fn the_same_id_and_arguments_give_the_same_answer_and_one_row() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let first = caller
        .ask_as("call_0", BOOK, booking("demain", "10h"))
        .await;
    assert!(first["replayed"].is_null(), "{first}");
    app.set_clock("2026-10-05T08:03:00Z");
    let elsewhere = Caller::new(&app.another_isolate(), "c");
    for caller in [&caller, &elsewhere] {
        let again = caller
            .ask_as("call_0", BOOK, booking("demain", "10h"))
            .await;
        assert_eq!(again["replayed"], true, "{again}");
        same_facts(&first, &again);
    }
    assert_eq!(diary(&app).len(), 1);
    assert_eq!(app.db.value("SELECT count(*) FROM tool_calls"), 1);
}

#[tokio::test]
async fn another_id_with_the_same_effect_gives_the_same_answer_and_one_row() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let first = caller.book("demain", "10h").await;
    for arguments in [
        booking("demain", "10h"),
        booking("2026-10-06", "10:00"),
        booking("mardi", "dix heures"),
        and(
            booking("demain", "10h"),
            json!({"customer_phone": "06 12 34 56 78"}),
        ),
        and(
            booking("demain", "10h"),
            json!({"service": "la visite", "notes": "avec le chien"}),
        ),
        and(booking("demain", "10h"), json!({"language": "fr"})),
        json!({"date": "demain", "time": "10h", "customer_name": "jean DUPONT"}),
    ] {
        let again = caller.ask(BOOK, arguments.clone()).await;
        assert_eq!(again["replayed"], true, "{arguments}: {again}");
        same_facts(&first, &again);
    }
    assert_eq!(diary(&app).len(), 1);
}

#[tokio::test]
async fn an_id_with_other_arguments_is_a_new_call() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let first = caller
        .ask_as("call_0", BOOK, booking("demain", "10h"))
        .await;
    let more = and(booking("jeudi", "10h"), json!({"in_addition": true}));
    let second = caller.ask_as("call_0", BOOK, more).await;
    assert_eq!(second["status"], "booked", "{second}");
    assert!(second["replayed"].is_null());
    assert_ne!(id(&first), id(&second));
    let third = caller
        .ask_as("call_0", CANCEL, json!({"date": "demain"}))
        .await;
    assert_eq!(third["status"], "cancelled", "{third}");
    assert_eq!(
        diary(&app),
        ["2026-10-06 10:00 cancelled", "2026-10-08 10:00 confirmed"]
    );
}

#[tokio::test]
async fn a_repeat_in_another_call_is_not_a_replay() {
    let app = TestApp::new();
    Caller::new(&app, "c1")
        .ask_as("x", BOOK, booking("demain", "10h"))
        .await;
    let other = Caller::new(&app, "c2")
        .ask_as("x", BOOK, booking("demain", "10h"))
        .await;
    assert_eq!(other["status"], "already_booked", "{other}");
    assert!(other["replayed"].is_null(), "{other}");
}

#[tokio::test]
async fn book_cancel_book_cancel_does_each_of_the_four() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    for _ in 0..2 {
        let booked = caller.book("demain", "10h").await;
        assert_eq!(booked["status"], "booked", "{booked}");
        assert!(booked["replayed"].is_null(), "{booked}");
        let cancelled = caller.ask(CANCEL, json!({})).await;
        assert_eq!(cancelled["status"], "cancelled", "{cancelled}");
        assert!(cancelled["replayed"].is_null(), "{cancelled}");
        let again = caller.ask(CANCEL, json!({})).await;
        assert_eq!(again["status"], "cancelled", "{again}");
        assert_eq!(again["replayed"], true, "{again}");
    }
    assert_eq!(diary(&app), ["2026-10-06 10:00 cancelled"; 2]);
}

#[tokio::test]
async fn after_staff_cancelled_the_same_id_says_so_and_a_new_id_decides_afresh() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller
        .ask_as("call_0", BOOK, booking("demain", "10h"))
        .await;
    app.db
        .execute("UPDATE rendez_vous SET status = 'cancelled'");
    let same = caller
        .ask_as("call_0", BOOK, booking("demain", "10h"))
        .await;
    assert_eq!(same["status"], "cancelled", "{same}");
    assert_eq!(diary(&app).len(), 1);
    let fresh = caller
        .ask_as("call_1", BOOK, booking("demain", "10h"))
        .await;
    assert_eq!(fresh["status"], "booked", "{fresh}");
    assert!(fresh["replayed"].is_null());
    assert_eq!(diary(&app).len(), 2);
}

#[tokio::test]
async fn after_staff_moved_it_the_same_id_tells_the_new_time() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller
        .ask_as("call_0", BOOK, booking("demain", "10h"))
        .await;
    app.db.execute("UPDATE rendez_vous SET rdv_time = '16:00'");
    let same = caller
        .ask_as("call_0", BOOK, booking("demain", "10h"))
        .await;
    assert_eq!(same["status"], "already_booked", "{same}");
    assert_eq!(at(&same), "2026-10-06 16:00");
    let fresh = caller
        .ask_as("call_1", BOOK, booking("demain", "10h"))
        .await;
    assert_eq!(fresh["status"], "existing_appointment", "{fresh}");
    assert_eq!(at(&fresh), "2026-10-06 16:00");
}

#[tokio::test]
async fn after_a_move_the_booking_repeated_tells_where_it_is_now() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller
        .ask_as("call_0", BOOK, booking("demain", "10h"))
        .await;
    let moved = caller.ask(MOVE, to("jeudi", "14h")).await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    let same = caller
        .ask_as("call_0", BOOK, booking("demain", "10h"))
        .await;
    assert_eq!(same["status"], "already_booked", "{same}");
    assert_eq!(at(&same), "2026-10-08 14:00");
    assert_eq!(id(&same), id(&moved));
}

#[tokio::test]
async fn a_refusal_repeated_after_the_row_changed_tells_what_is_true_now() {
    let app = TestApp::new();
    Caller::new(&app, "before").book("demain", "10h").await;
    let caller = Caller::new(&app, "c");
    let told = caller
        .ask_as("call_0", BOOK, booking("demain", "10h"))
        .await;
    assert_eq!(told["status"], "already_booked", "{told}");
    let near = caller.ask_as("call_1", BOOK, booking("jeudi", "10h")).await;
    assert_eq!(near["status"], "existing_appointment", "{near}");
    app.db
        .execute("UPDATE rendez_vous SET status = 'cancelled'");
    for (id, date) in [("call_0", "demain"), ("call_1", "jeudi")] {
        let same = caller.ask_as(id, BOOK, booking(date, "10h")).await;
        assert_eq!(same["status"], "cancelled", "{same}");
    }
    assert_eq!(diary(&app), ["2026-10-06 10:00 cancelled"]);
}

#[tokio::test]
async fn a_cancellation_undone_by_staff_is_not_told_again() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller.book("demain", "10h").await;
    caller.ask_as("call_1", CANCEL, json!({})).await;
    app.db
        .execute("UPDATE rendez_vous SET status = 'confirmed', cancelled_at = NULL");
    let same = caller.ask_as("call_1", CANCEL, json!({})).await;
    assert_eq!(same["status"], "already_booked", "{same}");
    let fresh = caller.ask_as("call_2", CANCEL, json!({})).await;
    assert_eq!(fresh["status"], "cancelled", "{fresh}");
    assert!(fresh["replayed"].is_null(), "{fresh}");
}

#[tokio::test]
async fn a_cancellation_repeated_does_not_reach_for_another_appointment() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller.book("demain", "10h").await;
    let other = and(
        booking("jeudi", "10h"),
        json!({"customer_name": "Paul Durand", "in_addition": true}),
    );
    caller.ask(BOOK, other).await;
    for replayed in [Value::Null, json!(true)] {
        let answer = caller.ask(CANCEL, json!({"customer_name": "Dupont"})).await;
        assert_eq!(answer["status"], "cancelled", "{answer}");
        assert_eq!(at(&answer), "2026-10-06 10:00");
        assert_eq!(answer["replayed"], replayed);
    }
    assert_eq!(
        diary(&app),
        ["2026-10-06 10:00 cancelled", "2026-10-08 10:00 confirmed"]
    );
}

#[tokio::test]
async fn a_move_repeated_moves_once_and_there_and_back_moves_each_time() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller.book("demain", "10h").await;
    let first = caller.ask_as("m", MOVE, to("jeudi", "14h")).await;
    assert_eq!(first["status"], "rescheduled", "{first}");
    for id in ["m", "m-again"] {
        let again = caller.ask_as(id, MOVE, to("jeudi", "14h")).await;
        assert_eq!(again["replayed"], true, "{again}");
        same_facts(&first, &again);
    }
    let back = caller.ask(MOVE, to("demain", "10h")).await;
    assert_eq!(back["status"], "rescheduled", "{back}");
    let there = caller.ask(MOVE, to("jeudi", "14h")).await;
    assert_eq!(there["status"], "rescheduled", "{there}");
    assert!(there["replayed"].is_null(), "{there}");
    assert_eq!(
        diary(&app),
        [
            "2026-10-06 10:00 rescheduled",
            "2026-10-08 14:00 rescheduled",
            "2026-10-06 10:00 rescheduled",
            "2026-10-08 14:00 confirmed"
        ]
    );
}

#[tokio::test]
async fn calls_without_an_id_are_told_apart_by_arguments_and_message() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let message = |stamp: i64, arguments: Value| {
        let mut body = caller.call.tool("x", BOOK, arguments);
        body["message"]["toolCallList"][0]
            .as_object_mut()
            .unwrap()
            .remove("id");
        body["message"]["timestamp"] = json!(stamp);
        body
    };
    let first = app
        .post(&message(1, booking("demain", "10h")))
        .await
        .result();
    assert_eq!(first["status"], "booked", "{first}");
    let retried = app
        .post(&message(1, booking("demain", "10h")))
        .await
        .result();
    assert_eq!(retried["replayed"], true, "{retried}");
    let later = app
        .post(&message(2, booking("demain", "10h")))
        .await
        .result();
    assert_eq!(later["replayed"], true, "{later}");
    assert_eq!(diary(&app).len(), 1);
    assert_eq!(app.db.value("SELECT count(*) FROM tool_calls"), 2);
}
