//! Staff beside staff, and staff beside callers: every answer is true of the table.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{Staff, id};
use crate::{
    app::{Reply, TestApp},
    sqlite::{Fault, Gate},
    vapi::Call,
};

const MANY: usize = 30;
const TENANT: &str = "tenant_demo_001";

/// The same request many times at once, from several isolates; the statuses of the answers.
async fn at_once(app: &TestApp, path: &str, body: impl Fn(usize) -> Value) -> Vec<Reply> {
    let staff = Staff::of(app, TENANT).await;
    let tasks = (0..MANY).map(|index| {
        let staff = Staff {
            app: if index % 2 == 0 {
                app.clone()
            } else {
                app.another_isolate()
            },
            authorization: staff.authorization.clone(),
        };
        let (path, body) = (path.to_owned(), body(index));
        tokio::spawn(async move { staff.send("POST", &path, body).await })
    });
    let replies = join_all(tasks).await.into_iter();
    replies.map(Result::unwrap).collect()
}

fn count(replies: &[Reply], status: u16) -> usize {
    replies
        .iter()
        .filter(|reply| reply.status() == status)
        .count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_staff_who_want_one_time_one_has_it() {
    let app = TestApp::new();
    let replies = at_once(&app, "appointments", |index| {
        // Every other one wants a time that only overlaps.
        let time = if index % 2 == 0 { "10:00" } else { "10:15" };
        json!({"date": "2026-10-06", "time": time, "customer_name": "Anne"})
    })
    .await;
    assert_eq!((count(&replies, 201), count(&replies, 409)), (1, MANY - 1));
    let row = app.row("SELECT id FROM rendez_vous");
    for reply in replies {
        let told = reply.json();
        let told = if reply.status() == 201 {
            &told["id"]
        } else {
            &told["error"]["appointment"]["id"]
        };
        assert_eq!(told, &row["id"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_moves_of_one_appointment_one_happens() {
    let app = TestApp::new();
    let staff = Staff::of(&app, TENANT).await;
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    let path = format!("appointments/{}/move", id(&made));
    let replies = at_once(
        &app,
        &path,
        |index| json!({"date": "2026-10-07", "time": format!("{:02}:00", 9 + index % 3)}),
    )
    .await;
    assert_eq!((count(&replies, 200), count(&replies, 409)), (1, MANY - 1));
    for reply in replies.iter().filter(|reply| reply.status() == 409) {
        assert_eq!(reply.json()["error"]["code"], "not_confirmed");
    }
    let live = app
        .db
        .query("SELECT * FROM rendez_vous WHERE status = 'confirmed'");
    assert_eq!((live.len(), app.count("rendez_vous")), (1, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_settle_one_appointment_one_does() {
    let app = TestApp::new();
    let staff = Staff::of(&app, TENANT).await;
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    let path = format!("appointments/{}/complete", id(&made));
    let replies = at_once(&app, &path, |_| json!({})).await;
    assert_eq!((count(&replies, 200), count(&replies, 409)), (1, MANY - 1));
}

/// A caller and staff want the same time; the statuses of their answers.
async fn caller_and_staff(caller_first: bool) -> (Value, u16) {
    let app = TestApp::new();
    let staff = Staff::of(&app, TENANT).await;
    let call = Call::new("c");
    app.ask(
        &call,
        "t0",
        "check_availability",
        json!({"date": "2026-10-06"}),
    )
    .await;
    let gate = Gate::new();
    // The one who is to be late has read everything and stands before the deciding batch.
    let batches_before = if caller_first { 2 } else { 0 };
    app.db.inject_nothing(batches_before);
    app.db.inject(Fault::Slow(gate.clone()));
    let arguments = json!({"date": "2026-10-06", "time": "10h", "customer_name": "Jean Dupont"});
    let body = json!({"date": "2026-10-06", "time": "10:00", "customer_name": "Anne"});
    let book = {
        let app = app.clone();
        async move { app.ask(&call, "t1", "book_appointment", arguments).await }
    };
    let make = async move { staff.send("POST", "appointments", body).await.status() };
    let answers = if caller_first {
        let late = tokio::spawn(make);
        gate.arrived().await;
        let early = book.await;
        gate.open();
        (early["status"].clone(), late.await.unwrap())
    } else {
        let late = tokio::spawn(book);
        gate.arrived().await;
        let early = make.await;
        gate.open();
        (late.await.unwrap()["status"].clone(), early)
    };
    assert_eq!(app.count("rendez_vous"), 1);
    answers
}

#[tokio::test]
async fn between_a_caller_and_staff_the_first_has_the_time() {
    assert_eq!(caller_and_staff(true).await, (json!("booked"), 409));
    assert_eq!(caller_and_staff(false).await, (json!("unavailable"), 201));
}

#[tokio::test]
async fn staff_override_what_a_caller_was_only_offered() {
    let app = TestApp::new();
    let staff = Staff::of(&app, TENANT).await;
    let hold = |id: &str, from: &str| {
        app.db.execute(&format!(
            "INSERT INTO slot_holds (tenant_id, call_id, resource_id, busy_from, busy_until,
               caller_number, created_at, expires_at)
             VALUES ('{TENANT}', '{id}', 'default', unixepoch('{from}') / 60,
               unixepoch('{from}') / 60 + 60, '+33600000000',
               '2026-10-05T08:00:00.000Z', '2026-10-05T08:01:30.000Z')"
        ));
    };
    // 10:00 in Paris is 08:00 in UTC.
    hold("over", "2026-10-06 08:30");
    hold("beside", "2026-10-06 09:00");
    hold("other_day", "2026-10-07 08:00");
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    assert_eq!(made["status"], "confirmed");
    let left = app
        .db
        .query("SELECT call_id FROM slot_holds ORDER BY call_id");
    let left: Vec<_> = left
        .iter()
        .map(|row| row["call_id"].as_str().unwrap())
        .collect();
    assert_eq!(left, ["beside", "other_day"]);
}

#[tokio::test]
async fn who_was_offered_a_time_that_staff_took_hears_so() {
    let app = TestApp::new();
    let staff = Staff::of(&app, TENANT).await;
    let call = Call::new("c");
    let question = json!({"date": "2026-10-06", "time": "10h"});
    let offer = app.ask(&call, "t1", "check_availability", question).await;
    assert_eq!(offer["status"], "available");
    let held = "SELECT count(*) FROM slot_holds";
    assert_ne!(app.db.value(held), 0);
    staff.book("2026-10-06", "10:00", "Anne").await;
    let arguments = json!({"date": "2026-10-06", "time": "10h", "customer_name": "Jean Dupont"});
    let late = app.ask(&call, "t2", "book_appointment", arguments).await;
    assert_eq!(late["status"], "unavailable");
    assert_eq!(late["slots"][0]["time"], "09:00");
    assert_eq!(app.count("rendez_vous"), 1);
}

#[tokio::test]
async fn a_plan_from_an_old_configuration_is_made_anew() {
    let app = TestApp::new();
    let staff = Staff::of(&app, TENANT).await;
    let other = Staff::of(&app, TENANT).await;
    let gate = Gate::new();
    app.db.inject_nothing(2);
    app.db.inject(Fault::Slow(gate.clone()));
    let late = tokio::spawn(async move { staff.book("2026-10-06", "10:00", "Anne").await });
    gate.arrived().await;
    other
        .change("PATCH", "services/visite", json!({"duration_minutes": 20}))
        .await;
    gate.open();
    assert_eq!(late.await.unwrap()["duration_minutes"], 20);
    assert_eq!(app.count("rendez_vous"), 1);
}

#[tokio::test]
async fn a_change_whose_answer_is_lost_is_told_as_uncertain() {
    let app = TestApp::new();
    let staff = Staff::of(&app, TENANT).await;
    app.db.inject_nothing(2);
    app.db.inject(Fault::CommittedThenFailed);
    let body = json!({"date": "2026-10-06", "time": "10:00", "customer_name": "Anne"});
    let (status, code, _) = staff.refused("POST", "appointments", body.clone()).await;
    assert_eq!((status, code.as_str()), (503, "uncertain"));
    // Sent again it meets itself, which is told.
    let reply = staff.send("POST", "appointments", body).await;
    let row = app.row("SELECT id FROM rendez_vous");
    assert_eq!(reply.json()["error"]["appointment"]["id"], row["id"]);
}
