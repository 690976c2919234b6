//! Dates and times as callers say them: one meaning is acted on, two are asked about once.

use serde_json::json;

use super::{Caller, and, at, booking, diary};
use crate::app::TestApp;

const BOOK: &str = "book_appointment";

#[tokio::test]
async fn both_languages_and_both_arguments_come_to_the_same_start() {
    for (date, time) in [
        ("demain", "10h"),
        ("tomorrow", "10 am"),
        ("mardi", "dix heures"),
        ("le 6 octobre", "10:00"),
        ("Tuesday the 6th of October", "ten o'clock"),
        ("2026-10-06", "10"),
        ("06/10/2026", "10h00"),
        ("demain à 10h", "10h"),
        ("dans un jour", "10 heures du matin"),
    ] {
        let app = TestApp::new();
        let answer = Caller::new(&app, "c").book(date, time).await;
        assert_eq!(answer["status"], "booked", "{date}, {time}: {answer}");
        assert_eq!(at(&answer), "2026-10-06 10:00", "{date}, {time}");
    }
}

#[tokio::test]
async fn a_twelve_hour_time_is_settled_by_the_opening_hours() {
    for (time, expected) in [("3", "15:00"), ("9", "09:00"), ("two thirty", "14:30")] {
        let app = TestApp::new();
        let answer = Caller::new(&app, "c").book("demain", time).await;
        assert_eq!(answer["status"], "booked", "{time}: {answer}");
        assert_eq!(answer["time"], expected);
    }
}

#[tokio::test]
async fn a_time_with_two_possible_readings_is_asked_once_then_the_likelier_is_taken() {
    let app = TestApp::new();
    app.db
        .execute("DELETE FROM opening_hours WHERE weekday = 2");
    app.db.execute(
        "INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
         VALUES ('all', 'tenant_demo_001', 2, '00:00', '24:00')",
    );
    let caller = Caller::new(&app, "c");
    let asked = caller.book("mardi", "3").await;
    assert_eq!(asked["status"], "clarify", "{asked}");
    let say = asked["say"].as_str().unwrap();
    assert!(
        say.contains("15 heures") && say.contains("3 heures"),
        "{say}"
    );
    assert_eq!(diary(&app), [""; 0]);
    let taken = caller.book("mardi", "3").await;
    assert_eq!(taken["status"], "booked", "{taken}");
    assert_eq!(at(&taken), "2026-10-06 15:00");
    assert!(taken["say"].as_str().unwrap().contains("15 heures"));
    // Another call has not been asked yet.
    let other = Caller::from(&app, "d", "+33698765432")
        .book("mardi", "4")
        .await;
    assert_eq!(other["status"], "clarify", "{other}");
}

#[tokio::test]
async fn a_day_with_two_readings_is_asked_once_then_the_nearest_is_taken() {
    // Said on a Monday at ten.
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let asked = caller.book("lundi", "15h").await;
    assert_eq!(asked["status"], "clarify", "{asked}");
    let say = asked["say"].as_str().unwrap();
    assert!(
        say.contains("lundi 5 octobre") && say.contains("lundi 12 octobre"),
        "{say}"
    );
    let taken = caller.book("lundi", "15h").await;
    assert_eq!(taken["status"], "booked", "{taken}");
    assert_eq!(at(&taken), "2026-10-05 15:00");
    // The hour settles it: nine is over today.
    let other = Caller::from(&app, "d", "+33698765432")
        .book("lundi", "9h")
        .await;
    assert_eq!(at(&other), "2026-10-12 09:00", "{other}");
}

#[tokio::test]
async fn what_was_asked_while_looking_is_not_asked_again_while_booking() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let asked = caller
        .ask("check_availability", json!({"date": "lundi"}))
        .await;
    assert_eq!(asked["status"], "clarify", "{asked}");
    assert_eq!(caller.book("lundi", "15h").await["status"], "booked");
}

#[tokio::test]
async fn what_does_not_exist_or_does_not_agree_is_asked_again() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    for (date, time, asks) in [
        ("31 février", "10h", "jour"),
        ("2026-02-31", "10:00", "jour"),
        ("mardi 8 octobre", "10h", "jeudi"),
        ("bientôt peut-être", "10h", "jour"),
        ("demain", "25h", "heure"),
        ("demain", "10:75", "heure"),
        ("demain", "quand il fera beau", "heure"),
    ] {
        let answer = caller.book(date, time).await;
        assert_eq!(answer["status"], "clarify", "{date} {time}: {answer}");
        let say = answer["say"].as_str().unwrap();
        assert!(say.contains(asks), "{date} {time}: {say}");
    }
    assert_eq!(diary(&app), [""; 0]);
}

#[tokio::test]
async fn a_year_is_said_only_when_it_is_not_this_one() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let next = caller.book("le 12 janvier", "10h").await;
    assert_eq!(at(&next), "2027-01-12 10:00", "{next}");
    assert!(
        next["say"]
            .as_str()
            .unwrap()
            .contains("mardi 12 janvier 2027"),
        "{next}"
    );
    let this = and(
        booking("le 12 novembre", "midi"),
        json!({"service": "signature"}),
    );
    let this = caller.ask(BOOK, this).await;
    let say = this["say"].as_str().unwrap();
    assert!(
        say.contains("jeudi 12 novembre à midi") && !say.contains("2026"),
        "{say}"
    );
}

#[tokio::test]
async fn hostile_words_are_no_date() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    for date in [
        "'; DROP TABLE rendez_vous; --",
        "９９９９-９９-９９",
        "99999999999999999999",
        "\u{202e}niamed",
        "💥",
        "0000-00-00",
        "10000-01-01",
    ] {
        let answer = caller.book(date, "10h").await;
        assert!(
            ["clarify", "unavailable"].contains(&answer["status"].as_str().unwrap()),
            "{date}: {answer}"
        );
    }
    let long = "demain ".repeat(1_000);
    let error = caller.error(BOOK, booking(&long, "10h")).await;
    assert!(error.contains("date must be"), "{error}");
    assert_eq!(diary(&app), [""; 0]);
}
