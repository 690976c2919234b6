//! The nights on which clocks change, from the caller's words to the row, in four zones.

use serde_json::json;

use super::{Caller, add_tenant, at, call_to, slots};
use crate::app::TestApp;

/// A tenant that never closes, for half an hour each.
fn never_closing(zone: &str, now: &str) -> TestApp {
    let app = TestApp::at(now);
    add_tenant(&app, "t2", "a2", zone);
    app.db.execute(
        "DELETE FROM opening_hours WHERE tenant_id = 't2';
         INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
           SELECT 't2' || value, 't2', value, '00:00', '24:00' FROM json_each('[1, 2, 3, 4, 5, 6, 7]');
         UPDATE services SET duration_minutes = 30 WHERE tenant_id = 't2'",
    );
    app
}

fn caller(app: &TestApp, index: usize) -> Caller {
    Caller::on(
        app,
        call_to("a2", &format!("c{index}"), &format!("+1212555012{index}")),
    )
}

/// The instants of the live appointments, in the order they were made.
fn instants(app: &TestApp) -> Vec<String> {
    let rows = app.db.query(
        "SELECT coalesce(starts_at, '-') AS at FROM rendez_vous WHERE status = 'confirmed' ORDER BY rowid",
    );
    rows.iter()
        .map(|row| row["at"].as_str().unwrap().replace(":00.000Z", "Z"))
        .collect()
}

#[tokio::test]
async fn a_time_that_comes_twice_is_given_twice_and_no_more() {
    for (zone, now, date, time, expected) in [
        (
            "Europe/Paris",
            "2026-10-24T08:00:00Z",
            "2026-10-25",
            "02:30",
            &["2026-10-25T00:30Z", "2026-10-25T01:30Z"][..],
        ),
        (
            "America/New_York",
            "2026-10-31T08:00:00Z",
            "2026-11-01",
            "01:30",
            &["2026-11-01T05:30Z", "2026-11-01T06:30Z"],
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-03T08:00:00Z",
            "2026-04-05",
            "01:30",
            &["2026-04-04T14:30Z", "2026-04-04T15:00Z"],
        ),
        (
            "Asia/Kolkata",
            "2026-10-24T08:00:00Z",
            "2026-10-25",
            "02:30",
            &["2026-10-24T21:00Z"],
        ),
    ] {
        let app = never_closing(zone, now);
        for index in 0..expected.len() {
            let booked = caller(&app, index).book(date, time).await;
            assert_eq!(booked["status"], "booked", "{zone}: {booked}");
            assert_eq!(at(&booked), format!("{date} {time}"));
        }
        let refused = caller(&app, 7).book(date, time).await;
        assert_eq!(refused["status"], "unavailable", "{zone}: {refused}");
        assert!(
            !slots(&refused).contains(&format!("{date} {time}")),
            "{zone}"
        );
        assert_eq!(instants(&app), expected, "{zone}");
        // Once the first is cancelled, the first is given again.
        caller(&app, 0).ask("cancel_appointment", json!({})).await;
        caller(&app, 8).book(date, time).await;
        let mut again = expected[1..].to_vec();
        again.push(expected[0]);
        assert_eq!(instants(&app), again, "{zone}");
    }
}

#[tokio::test]
async fn a_held_hour_of_the_fold_leaves_the_other() {
    let app = never_closing("Europe/Paris", "2026-10-24T08:00:00Z");
    let wish = json!({"date": "2026-10-25", "time": "02:30"});
    for (index, expected) in [(0, "available"), (1, "available"), (2, "unavailable")] {
        let answer = caller(&app, index)
            .ask("check_availability", wish.clone())
            .await;
        assert_eq!(answer["status"], expected, "{index}: {answer}");
    }
    // Whoever books first gets what was held for them, not the other's hour.
    for index in [1, 0] {
        let booked = caller(&app, index).book("2026-10-25", "02:30").await;
        assert_eq!(booked["status"], "booked", "{index}: {booked}");
    }
    assert_eq!(instants(&app), ["2026-10-25T01:30Z", "2026-10-25T00:30Z"]);
}

#[tokio::test]
async fn a_time_that_never_comes_is_never_given() {
    for (zone, now, date, time) in [
        (
            "Europe/Paris",
            "2027-03-27T08:00:00Z",
            "2027-03-28",
            "02:30",
        ),
        (
            "America/New_York",
            "2027-03-13T08:00:00Z",
            "2027-03-14",
            "02:30",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-02T08:00:00Z",
            "2026-10-04",
            "02:00",
        ),
    ] {
        let app = never_closing(zone, now);
        let refused = caller(&app, 0).book(date, time).await;
        assert_eq!(refused["status"], "unavailable", "{zone}: {refused}");
        assert_eq!(slots(&refused).len(), 3, "{zone}: {refused}");
        assert!(instants(&app).is_empty());
    }
}

/// An hour's notice is an hour that passes, whatever the clock shows meanwhile.
#[tokio::test]
async fn the_notice_counts_what_passes_across_a_change() {
    for (zone, now, date, early, late, instant) in [
        (
            // Half past one in the morning; at two the clock shows three.
            "Europe/Paris",
            "2027-03-28T00:30:00Z",
            "2027-03-28",
            "03:00",
            "03:30",
            "2027-03-28T01:30Z",
        ),
        (
            // Half past one; an hour later it is half past one again.
            "America/New_York",
            "2026-11-01T05:30:00Z",
            "2026-11-01",
            "01:00",
            "01:30",
            "2026-11-01T06:30Z",
        ),
        (
            // Half past one; at two the clock goes back by half an hour.
            "Australia/Lord_Howe",
            "2026-04-04T14:30:00Z",
            "2026-04-05",
            "01:30",
            "02:00",
            "2026-04-04T15:30Z",
        ),
        (
            "Asia/Kolkata",
            "2026-10-24T21:00:00Z",
            "2026-10-25",
            "03:00",
            "03:30",
            "2026-10-24T22:00Z",
        ),
    ] {
        let app = never_closing(zone, now);
        let refused = caller(&app, 0).book(date, early).await;
        assert_ne!(refused["status"], "booked", "{zone}: {refused}");
        let booked = caller(&app, 0).book(date, late).await;
        assert_eq!(booked["status"], "booked", "{zone}: {booked}");
        assert_eq!(instants(&app), [instant], "{zone}");
    }
}
