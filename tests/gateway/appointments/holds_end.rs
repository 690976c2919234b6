//! When a hold ends: with time, with the call, with a booking.

use serde_json::json;

use super::{Caller, held};
use crate::app::{MONDAY, TestApp};

const CHECK: &str = "check_availability";
const OTHER: &str = "+33698765432";

/// A call that was offered tomorrow at ten, at eight o'clock UTC.
async fn with_hold() -> (TestApp, Caller) {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller
        .ask(CHECK, json!({"date": "demain", "time": "10h"}))
        .await;
    assert_eq!(held(&app, MONDAY).len(), 1);
    (app, caller)
}

/// Whether somebody else can have that start at `HH:MM:SS` UTC; nothing is left of the question.
async fn is_free(app: &TestApp, at: &str) -> bool {
    app.set_clock(&format!("2026-10-05T{at}Z"));
    let call = crate::vapi::Call {
        more: json!({"type": "webCall"}),
        ..crate::vapi::Call::from(at, OTHER)
    };
    let answer = Caller::on(app, call)
        .ask(CHECK, json!({"date": "demain", "time": "10h"}))
        .await;
    answer["status"] == "available"
}

#[tokio::test]
async fn after_ninety_seconds() {
    let (app, _) = with_hold().await;
    assert!(!is_free(&app, "08:01:29").await);
    assert!(is_free(&app, "08:01:30").await);
}

#[tokio::test]
async fn each_tool_call_of_the_call_renews_it() {
    let (app, caller) = with_hold().await;
    for (at, tool) in [
        ("08:01:20", "get_business_info"),
        ("08:02:40", "find_appointments"),
        ("08:04:00", "qualify_prospect"),
    ] {
        app.set_clock(&format!("2026-10-05T{at}Z"));
        caller.ask(tool, json!({})).await;
    }
    assert!(!is_free(&app, "08:04:59").await);
    // Five minutes are the end, whatever the call does.
    caller.ask("get_business_info", json!({})).await;
    assert!(is_free(&app, "08:05:00").await);
}

#[tokio::test]
async fn what_has_lapsed_is_not_renewed_and_calls_of_others_renew_nothing() {
    let (app, caller) = with_hold().await;
    app.set_clock("2026-10-05T08:01:00Z");
    Caller::new(&app, "another call")
        .ask("get_business_info", json!({}))
        .await;
    assert!(is_free(&app, "08:01:30").await);
    caller.ask("get_business_info", json!({})).await;
    assert!(is_free(&app, "08:01:31").await);
}

#[tokio::test]
async fn asking_again_does_not_begin_the_five_minutes_anew() {
    let (app, caller) = with_hold().await;
    for at in ["08:01:20", "08:02:40", "08:04:00", "08:04:50"] {
        app.set_clock(&format!("2026-10-05T{at}Z"));
        // Something else in between, and from another call of the same number.
        caller.ask(CHECK, json!({"date": "jeudi"})).await;
        let again = Caller::new(&app, at);
        let answer = again
            .ask(CHECK, json!({"date": "demain", "time": "10h"}))
            .await;
        assert_eq!(answer["status"], "available", "{at}: {answer}");
    }
    assert!(!is_free(&app, "08:04:59").await);
    assert!(is_free(&app, "08:05:00").await);
    // It is offered, truthfully, and no longer held.
    let answer = caller
        .ask(CHECK, json!({"date": "demain", "time": "10h"}))
        .await;
    assert_eq!(answer["status"], "available", "{answer}");
    assert!(is_free(&app, "08:05:01").await);
}

#[tokio::test]
async fn with_the_call_whichever_message_tells_it() {
    for (kind, fields, ends) in [
        (
            "end-of-call-report",
            json!({"endedReason": "customer-ended-call"}),
            true,
        ),
        (
            "status-update",
            json!({"status": "ended", "endedReason": "customer-ended-call"}),
            true,
        ),
        ("status-update", json!({"status": "in-progress"}), false),
        ("hang", json!({}), false),
    ] {
        let (app, caller) = with_hold().await;
        app.post(&caller.call.message(kind, fields)).await;
        assert_eq!(held(&app, MONDAY).is_empty(), ends, "{kind}");
        // A question that arrives after the end is answered and holds nothing.
        caller.ask(CHECK, json!({"date": "jeudi"})).await;
        assert_eq!(held(&app, MONDAY).is_empty(), ends, "{kind}");
    }
}

#[tokio::test]
async fn the_end_of_one_call_leaves_what_others_hold_and_sweeps_what_is_over() {
    let (app, caller) = with_hold().await;
    app.set_clock("2026-10-05T08:09:59Z");
    Caller::from(&app, "d", OTHER)
        .ask(CHECK, json!({"date": "jeudi"}))
        .await;
    assert_eq!(app.count("slot_holds"), 4);
    let end = |call: &Caller| call.call.message("end-of-call-report", json!({}));
    app.set_clock("2026-10-05T08:10:01Z");
    app.post(&end(&Caller::from(&app, "e", "+33611111111")))
        .await;
    assert_eq!(
        app.count("slot_holds"),
        3,
        "the first is over for ten minutes"
    );
    app.post(&end(&caller)).await;
    assert_eq!(app.count("slot_holds"), 3);
    app.post(&end(&Caller::from(&app, "d", OTHER))).await;
    assert_eq!(app.count("slot_holds"), 0);
}

#[tokio::test]
async fn with_a_booking_or_a_move_but_not_with_a_dry_one() {
    let (app, caller) = with_hold().await;
    caller.ask(CHECK, json!({"date": "jeudi"})).await;
    assert_eq!(held(&app, MONDAY).len(), 3);
    let simulation = crate::vapi::Call {
        more: json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}}),
        ..crate::vapi::Call::new("sim")
    };
    let dry = Caller::on(&app, simulation).book("vendredi", "10h").await;
    assert_eq!(dry["status"], "booked", "{dry}");
    assert_eq!(held(&app, MONDAY).len(), 3);
    caller.book("jeudi", "9h30").await;
    assert_eq!(app.count("slot_holds"), 0);
    caller.ask(CHECK, json!({"date": "vendredi"})).await;
    let wish = json!({"new_date": "vendredi", "new_time": "9h"});
    let moved = caller.ask("reschedule_appointment", wish).await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    assert_eq!(app.count("slot_holds"), 0);
    caller.ask(CHECK, json!({"date": "demain"})).await;
    caller.ask("cancel_appointment", json!({})).await;
    assert_eq!(held(&app, MONDAY).len(), 3, "cancelling is no booking");
}

#[tokio::test]
async fn an_offer_of_nothing_leaves_the_earlier_one() {
    let (app, caller) = with_hold().await;
    app.db.execute("DELETE FROM opening_hours");
    let answer = caller.ask(CHECK, json!({"date": "jeudi"})).await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    assert_eq!(held(&app, MONDAY).len(), 1);
}
