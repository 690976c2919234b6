//! Many at once: one slot is given once, one call acts once, from several isolates.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{Caller, booking, diary, slots};
use crate::{app::TestApp, sqlite::Fault};

const BOOK: &str = "book_appointment";
const MANY: usize = 50;

/// All of them as tasks of their own, every other one in another isolate.
async fn at_once(
    app: &TestApp,
    ask: impl Fn(TestApp, usize) -> futures_util::future::BoxFuture<'static, Value>,
) -> Vec<Value> {
    let tasks = (0..MANY).map(|index| {
        let app = if index % 2 == 0 {
            app.clone()
        } else {
            app.another_isolate()
        };
        tokio::spawn(ask(app, index))
    });
    join_all(tasks)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect()
}

fn count(answers: &[Value], status: &str) -> usize {
    answers
        .iter()
        .filter(|answer| answer["status"] == status)
        .count()
}

fn number(index: usize) -> String {
    format!("+336111111{index:02}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_callers_for_one_slot_one_has_it() {
    let app = TestApp::new();
    let answers = at_once(&app, |app, index| {
        Box::pin(async move {
            let caller = Caller::from(&app, &format!("c{index}"), &number(index));
            caller.book("demain", "10h").await
        })
    })
    .await;
    assert_eq!(count(&answers, "booked"), 1);
    assert_eq!(count(&answers, "unavailable"), MANY - 1);
    for answer in answers
        .iter()
        .filter(|answer| answer["status"] == "unavailable")
    {
        assert_eq!(slots(answer).len(), 3, "{answer}");
    }
    assert_eq!(diary(&app), ["2026-10-06 10:00 confirmed"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_repeats_are_one_booking_and_one_answer() {
    for same_id in [true, false] {
        let app = TestApp::new();
        let answers = at_once(&app, |app, index| {
            Box::pin(async move {
                let id = if same_id {
                    "t".to_owned()
                } else {
                    format!("t{index}")
                };
                Caller::new(&app, "c")
                    .ask_as(&id, BOOK, booking("demain", "10h"))
                    .await
            })
        })
        .await;
        assert_eq!(count(&answers, "booked"), MANY);
        let fresh = answers
            .iter()
            .filter(|answer| answer["replayed"].is_null())
            .count();
        assert_eq!(fresh, 1);
        assert!(
            answers
                .iter()
                .all(|answer| answer["say"] == answers[0]["say"])
        );
        assert!(
            answers
                .iter()
                .all(|answer| answer["appointment_id"] == answers[0]["appointment_id"])
        );
        assert_eq!(diary(&app).len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_moves_to_one_start_one_arrives() {
    let app = TestApp::new();
    for index in 0..MANY {
        app.db.execute(&format!(
            "INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, rdv_date, rdv_time)
             VALUES ('r{index}', 'tenant_demo_001', 'X', '{}',
               date('2026-10-07', '+{index} days'), '10:00')",
            number(index)
        ));
    }
    let answers = at_once(&app, |app, index| {
        Box::pin(async move {
            let caller = Caller::from(&app, &format!("c{index}"), &number(index));
            let wish = json!({"new_date": "demain", "new_time": "15h"});
            caller.ask("reschedule_appointment", wish).await
        })
    })
    .await;
    assert_eq!(count(&answers, "rescheduled"), 1);
    assert_eq!(count(&answers, "unavailable"), MANY - 1);
    let live = app
        .db
        .value("SELECT count(*) FROM rendez_vous WHERE status = 'confirmed'");
    assert_eq!(live, MANY);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_cancellations_of_one_appointment_cancel_it_once() {
    let app = TestApp::new();
    Caller::new(&app, "before").book("demain", "10h").await;
    let answers = at_once(&app, |app, index| {
        Box::pin(async move {
            let call = format!("c{}", index % 5);
            Caller::new(&app, &call)
                .ask_as(&format!("t{index}"), "cancel_appointment", json!({}))
                .await
        })
    })
    .await;
    let done = answers
        .iter()
        .filter(|answer| answer["status"] == "cancelled" && answer["replayed"].is_null());
    assert_eq!(done.count(), 1);
    assert_eq!(
        count(&answers, "cancelled") + count(&answers, "not_found"),
        MANY
    );
    assert_eq!(diary(&app), ["2026-10-06 10:00 cancelled"]);
}

#[tokio::test]
async fn an_answer_lost_after_the_commit_is_found_again_not_made_again() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller.ask("check_availability", json!({})).await;
    app.db.inject(Fault::CommittedThenFailed);
    let booked = caller.book("demain", "10h").await;
    assert_eq!(booked["status"], "booked", "{booked}");
    app.db.inject(Fault::CommittedThenFailed);
    let moved = caller
        .ask(
            "reschedule_appointment",
            json!({"new_date": "jeudi", "new_time": "10h"}),
        )
        .await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    app.db.inject(Fault::CommittedThenFailed);
    let cancelled = caller.ask("cancel_appointment", json!({})).await;
    assert_eq!(cancelled["status"], "cancelled", "{cancelled}");
    assert_eq!(
        diary(&app),
        ["2026-10-06 10:00 rescheduled", "2026-10-08 10:00 cancelled"]
    );
}

#[tokio::test]
async fn a_fault_is_no_answer_to_be_repeated() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller.ask("check_availability", json!({})).await;
    app.db.inject(Fault::Refused);
    app.db.inject(Fault::Refused);
    let body = caller.call.tool("same", BOOK, booking("demain", "10h"));
    let error = app.post(&body).await.error();
    assert!(error.contains("do not say it is done"), "{error}");
    let booked = caller.ask_as("same", BOOK, booking("demain", "10h")).await;
    assert_eq!(booked["status"], "booked", "{booked}");
    assert!(booked["replayed"].is_null(), "{booked}");
}
