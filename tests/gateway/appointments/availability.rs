//! Availability: three free starts that answer the question, nothing invented.

use serde_json::{Value, json};

use super::{Caller, and, booking, diary, slots};
use crate::app::TestApp;

const CHECK: &str = "check_availability";

/// Books every visit of a day.
async fn fill(app: &TestApp, date: &str) {
    for (index, time) in [
        "09:00", "10:00", "11:00", "13:30", "14:30", "15:30", "16:30",
    ]
    .into_iter()
    .enumerate()
    {
        let number = format!("+336{}{index}", date.replace('-', "").get(..7).unwrap());
        let call = format!("fill-{date}-{index}");
        let answer = Caller::from(app, &call, &number)
            .ask(
                "book_appointment",
                and(booking(date, time), json!({"in_addition": true})),
            )
            .await;
        assert_eq!(answer["status"], "booked", "{answer}");
    }
}

#[tokio::test]
async fn each_way_to_ask_is_answered_with_the_first_starts_that_fit() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    for (question, expected) in [
        (
            json!({}),
            ["2026-10-05 11:00", "2026-10-05 11:30", "2026-10-05 13:30"],
        ),
        (
            json!({"date": "au plus tôt"}),
            ["2026-10-05 11:00", "2026-10-05 11:30", "2026-10-05 13:30"],
        ),
        (
            json!({"date": "as soon as possible"}),
            ["2026-10-05 11:00", "2026-10-05 11:30", "2026-10-05 13:30"],
        ),
        (
            json!({"date": "demain"}),
            ["2026-10-06 09:00", "2026-10-06 09:30", "2026-10-06 10:00"],
        ),
        (
            json!({"date": "la semaine prochaine"}),
            ["2026-10-12 09:00", "2026-10-12 09:30", "2026-10-12 10:00"],
        ),
        (
            json!({"date": "demain", "part_of_day": "afternoon"}),
            ["2026-10-06 13:30", "2026-10-06 14:00", "2026-10-06 14:30"],
        ),
        (
            json!({"date": "demain", "part_of_day": "l'après-midi"}),
            ["2026-10-06 13:30", "2026-10-06 14:00", "2026-10-06 14:30"],
        ),
        (
            json!({"date": "demain matin"}),
            ["2026-10-06 09:00", "2026-10-06 09:30", "2026-10-06 10:00"],
        ),
        (
            json!({"date": "demain", "time": "après 16h"}),
            ["2026-10-06 16:00", "2026-10-06 16:30", "2026-10-06 17:00"],
        ),
        (
            json!({"time": "15h"}),
            ["2026-10-05 15:00", "2026-10-06 15:00", "2026-10-07 15:00"],
        ),
        (
            json!({"date": "demain", "part_of_day": "unknown"}),
            ["2026-10-06 09:00", "2026-10-06 09:30", "2026-10-06 10:00"],
        ),
    ] {
        let answer = caller.ask(CHECK, question.clone()).await;
        assert_eq!(answer["status"], "available", "{question}: {answer}");
        assert_eq!(slots(&answer), expected, "{question}");
        assert!(answer["replayed"].is_null());
    }
}

#[tokio::test]
async fn one_start_is_free_or_the_nearest_are_told() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let question = json!({"date": "demain", "time": "10h"});
    let free = caller.ask_as("same", CHECK, question.clone()).await;
    assert_eq!(free["status"], "available", "{free}");
    assert_eq!(slots(&free), ["2026-10-06 10:00"]);
    // What was offered is held for a while.
    app.set_clock("2026-10-05T08:02:00Z");
    Caller::from(&app, "d", "+33698765432")
        .book("demain", "10h")
        .await;
    // The same question under the same id is read afresh.
    let taken = caller.ask_as("same", CHECK, question.clone()).await;
    assert_eq!(taken["status"], "unavailable", "{taken}");
    assert_eq!(
        slots(&taken),
        ["2026-10-06 09:00", "2026-10-06 11:00", "2026-10-06 11:30"]
    );
    // Half an hour fits where an hour does not.
    let short = and(
        json!({"date": "demain", "time": "9h30"}),
        json!({"service": "signature"}),
    );
    assert_eq!(caller.ask(CHECK, short).await["status"], "available");
}

#[tokio::test]
async fn a_full_day_is_answered_with_the_next_open_one() {
    let app = TestApp::new();
    fill(&app, "2026-10-09").await;
    let caller = Caller::new(&app, "c");
    let answer = caller.ask(CHECK, json!({"date": "vendredi"})).await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    // After Friday comes Monday.
    assert_eq!(
        slots(&answer),
        ["2026-10-12 09:00", "2026-10-12 09:30", "2026-10-12 10:00"]
    );
    let booked = caller.book("vendredi", "10h").await;
    assert_eq!(booked["status"], "unavailable", "{booked}");
    assert_eq!(slots(&booked)[0], "2026-10-12 09:00");
}

#[tokio::test]
async fn a_diary_full_for_weeks_is_searched_to_its_first_free_start() {
    let app = TestApp::new();
    // Every day of three weeks from morning to evening, weekends included.
    app.db.execute(
        "WITH RECURSIVE days (day) AS (
           SELECT '2026-10-05' UNION ALL SELECT date(day, '+1 day') FROM days WHERE day < '2026-10-27')
         INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, rdv_duration_minutes)
         SELECT 'full-' || day, 'tenant_demo_001', 'X', day, '08:00', 600 FROM days",
    );
    let caller = Caller::new(&app, "c");
    for question in [
        json!({}),
        json!({"date": "ce mois-ci"}),
        json!({"time": "l'après-midi"}),
    ] {
        let answer = caller.ask(CHECK, question.clone()).await;
        assert_eq!(answer["status"], "available", "{question}: {answer}");
        assert!(slots(&answer)[0].starts_with("2026-10-28"), "{answer}");
    }
    let booked = caller.book("demain", "10h").await;
    assert_eq!(booked["status"], "unavailable", "{booked}");
    assert_eq!(slots(&booked)[0], "2026-10-28 09:00");
}

#[tokio::test]
async fn weekends_holidays_and_closures_are_closed() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO closures (id, tenant_id, from_date, until_date, reason)
         VALUES ('c', 'tenant_demo_001', '2026-10-19', '2026-10-23', 'congés')",
    );
    let caller = Caller::new(&app, "c");
    for (question, next) in [
        (json!({"date": "samedi"}), "2026-10-12 09:00"),
        (json!({"date": "2026-11-01"}), "2026-11-02 09:00"),
        (json!({"date": "2026-11-11"}), "2026-11-12 09:00"),
        (
            json!({"date": "2026-11-11", "time": "10:00"}),
            "2026-11-12 09:00",
        ),
        (
            json!({"date": "2026-12-25", "part_of_day": "morning"}),
            "2026-12-28 09:00",
        ),
        (json!({"date": "du 19 au 23 octobre"}), "2026-10-26 09:00"),
        (json!({"date": "ce week-end"}), "2026-10-12 09:00"),
    ] {
        let answer = caller.ask(CHECK, question.clone()).await;
        assert_eq!(answer["status"], "closed", "{question}: {answer}");
        assert_eq!(slots(&answer)[0], next, "{question}");
        assert!(
            answer["say"].as_str().unwrap().contains("fermés"),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn a_closure_counts_from_the_moment_it_is_written() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let before = caller.ask(CHECK, json!({"date": "demain"})).await;
    assert_eq!(before["status"], "available", "{before}");
    app.db.execute(
        "INSERT INTO closures (id, tenant_id, from_date, until_date)
         VALUES ('c', 'tenant_demo_001', '2026-10-06', '2026-10-06')",
    );
    for tool in [CHECK, "book_appointment"] {
        let after = caller.ask(tool, booking("demain", "10h")).await;
        assert_eq!(after["status"], "closed", "{after}");
        assert_eq!(slots(&after)[0], "2026-10-07 09:00");
    }
    assert_eq!(diary(&app), [""; 0]);
}

#[tokio::test]
async fn a_part_of_the_day_without_hours_is_not_called_closed() {
    let app = TestApp::new();
    let question = json!({"date": "demain", "time": "après 18h"});
    let answer = Caller::new(&app, "c").ask(CHECK, question).await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    assert_eq!(slots(&answer).len(), 3);
}

#[tokio::test]
async fn looking_writes_nothing_and_leaves_no_plan() {
    let app = TestApp::new();
    let reply = app
        .post(
            &Caller::new(&app, "c")
                .call
                .tool("t", CHECK, json!({"date": "demain"})),
        )
        .await;
    assert_eq!(reply.batches(), 2, "cold");
    let again = app
        .post(
            &Caller::new(&app, "c")
                .call
                .tool("t2", CHECK, json!({"date": "demain"})),
        )
        .await;
    assert_eq!(again.batches(), 1, "warm");
    assert_eq!(diary(&app), [""; 0]);
    let plans = app
        .db
        .value("SELECT count(*) FROM tool_calls WHERE plan IS NOT NULL");
    assert_eq!(plans, Value::from(0));
}
