//! Models that number every tool call `call_0`: an id says little, the message says when.

use serde_json::{Value, json};

use crate::{app::TestApp, vapi::Call};

const CANCEL: &str = "cancel_appointment";
const BOOK: &str = "book_appointment";

/// Sends one call as `call_0` in a message of its own.
async fn ask(app: &TestApp, call: &Call, minute: i64, tool: &str, arguments: Value) -> Value {
    let mut body = call.tool("call_0", tool, arguments);
    body["message"]["timestamp"] = (1_791_187_200_000_i64 + minute * 60_000).into();
    app.post(&body).await.result()
}

fn booking(time: &str) -> Value {
    json!({"date": "mardi", "time": time, "customer_name": "Jean Dupont"})
}

#[tokio::test]
async fn what_had_no_effect_is_decided_afresh_in_a_later_message() {
    let app = TestApp::new();
    let call = Call::new("c");
    let none = ask(&app, &call, 0, CANCEL, json!({})).await;
    assert_eq!(none["status"], "not_found", "{none}");
    ask(&app, &call, 1, BOOK, booking("10h")).await;
    let cancelled = ask(&app, &call, 2, CANCEL, json!({})).await;
    assert_eq!(cancelled["status"], "cancelled", "{cancelled}");
    assert_eq!(cancelled.get("replayed"), None, "{cancelled}");
}

#[tokio::test]
async fn a_taken_start_that_has_become_free_can_be_booked() {
    let app = TestApp::new();
    let other = Call::from("other", "+33698765432");
    ask(&app, &other, 0, BOOK, booking("10h")).await;
    let call = Call::new("c");
    let taken = ask(&app, &call, 1, BOOK, booking("10h")).await;
    assert_eq!(taken["status"], "unavailable", "{taken}");
    ask(&app, &other, 2, CANCEL, json!({})).await;
    let booked = ask(&app, &call, 3, BOOK, booking("10h")).await;
    assert_eq!(booked["status"], "booked", "{booked}");
    let live = "SELECT count(*) FROM rendez_vous WHERE status = 'confirmed'";
    assert_eq!(app.db.value(live), 1);
}

#[tokio::test]
async fn a_redelivered_message_is_answered_as_it_was() {
    let app = TestApp::new();
    let other = Call::from("other", "+33698765432");
    ask(&app, &other, 0, BOOK, booking("10h")).await;
    let call = Call::new("c");
    let taken = ask(&app, &call, 1, BOOK, booking("10h")).await;
    ask(&app, &other, 2, CANCEL, json!({})).await;
    let again = ask(&app, &call, 1, BOOK, booking("10h")).await;
    assert_eq!(again["status"], "unavailable", "{again}");
    assert_eq!(again["slots"], taken["slots"]);
}

#[tokio::test]
async fn a_repeated_cancellation_does_not_hide_what_was_booked_since() {
    let app = TestApp::new();
    let call = Call::new("c");
    ask(&app, &call, 0, BOOK, booking("10h")).await;
    ask(&app, &call, 1, CANCEL, json!({})).await;
    ask(&app, &call, 2, BOOK, booking("11h")).await;
    let told = ask(&app, &call, 3, CANCEL, json!({})).await;
    assert_eq!(told["status"], "already_booked", "{told}");
    assert_eq!(told["time"], "11:00");
}

#[tokio::test]
async fn a_second_ambiguous_answer_takes_the_nearest_reading() {
    let app = TestApp::new();
    let call = Call::new("c");
    let asked = ask(
        &app,
        &call,
        0,
        "check_availability",
        json!({"date": "mardi prochain"}),
    )
    .await;
    assert_eq!(asked["status"], "clarify", "{asked}");
    let told = ask(
        &app,
        &call,
        1,
        "check_availability",
        json!({"date": "mardi prochain"}),
    )
    .await;
    assert_eq!(told["status"], "available", "{told}");
    assert_eq!(told["slots"][0]["date"], "2026-10-06");
}

#[tokio::test]
async fn a_question_of_the_same_message_was_not_heard_yet() {
    let app = TestApp::new();
    let body = Call::new("c").tools(&[
        ("1", "check_availability", json!({"date": "mardi prochain"})),
        (
            "2",
            BOOK,
            json!({"date": "mardi prochain", "time": "10h", "customer_name": "Jean Dupont"}),
        ),
    ]);
    for entry in app.post(&body).await.results() {
        let told: Value = serde_json::from_str(entry["result"].as_str().unwrap()).unwrap();
        assert_eq!(told["status"], "clarify", "{told}");
    }
    assert_eq!(app.db.value("SELECT count(*) FROM rendez_vous"), 0);
}

#[tokio::test]
async fn an_id_with_other_arguments_is_a_new_call_and_noted_in_the_log() {
    let app = TestApp::new();
    let call = Call::new("c");
    ask(&app, &call, 0, BOOK, booking("10h")).await;
    let other = json!({"date": "jeudi", "time": "10h", "customer_name": "Jean Dupont", "in_addition": true});
    let second = ask(&app, &call, 1, BOOK, other).await;
    assert_eq!(second["status"], "booked", "{second}");
    assert_eq!(app.log().last().unwrap()["reused_ids"], 1);
}

#[tokio::test]
async fn messages_without_a_call_share_nothing() {
    let app = TestApp::new();
    for (id, caller) in [("a", "+33611111111"), ("b", "+33622222222")] {
        let call = Call::from(id, caller);
        let time = if id == "a" { "10h" } else { "15h" };
        ask(&app, &call, 0, BOOK, booking(time)).await;
    }
    for (caller, time) in [("+33611111111", "10:00"), ("+33622222222", "15:00")] {
        let mut body = Call::from("x", caller).tool("call_0", CANCEL, json!({}));
        let call = body["message"]["call"].as_object_mut().unwrap();
        call.remove("id");
        let told = app.post(&body).await.result();
        assert_eq!(told["status"], "cancelled", "{told}");
        assert_eq!(told["time"], time);
        assert_eq!(told.get("replayed"), None, "{told}");
    }
}

#[tokio::test]
async fn a_row_without_resource_blocks_the_default_one() {
    let app = TestApp::new();
    app.db.execute(
        "DELETE FROM resources WHERE tenant_id = 'tenant_demo_001'; \
         INSERT INTO resources (tenant_id, id, name, position) VALUES \
           ('tenant_demo_001', 'anna', 'Anna', 1), ('tenant_demo_001', 'bob', 'Bob', 2); \
         INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time) \
           VALUES ('hand', 'tenant_demo_001', 'Paul Petit', '2026-10-06', '10:00')",
    );
    let call = Call::new("c");
    let booked = ask(&app, &call, 0, BOOK, booking("10h")).await;
    assert_eq!(booked["status"], "booked", "{booked}");
    let resource = "SELECT resource_id FROM rendez_vous WHERE id <> 'hand'";
    assert_eq!(app.db.value(resource), "bob");
}
