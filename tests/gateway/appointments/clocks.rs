//! Zones and clock changes: days are the tenant's, instants are told apart in an autumn fold.

use serde_json::json;

use super::{Caller, add_tenant, at, call_to, diary, id, listed, slots};
use crate::app::TestApp;

/// Open around the clock on Sundays as well.
fn open_all_night(app: &TestApp) {
    app.db.execute(
        "INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
         VALUES ('night', 'tenant_demo_001', 7, '00:00', '24:00')",
    );
}

fn offset(app: &TestApp, id: &str) -> serde_json::Value {
    app.db.value(&format!(
        "SELECT utc_offset_minutes FROM rendez_vous WHERE id = '{id}'"
    ))
}

#[tokio::test]
async fn tomorrow_is_the_tenants_whatever_the_hour() {
    for (now, expected) in [
        // Half past midnight in Paris, still Monday in UTC.
        ("2026-10-05T22:30:00Z", "2026-10-07 10:00"),
        ("2026-10-05T21:59:59Z", "2026-10-06 10:00"),
        // The night in which the clocks go back.
        ("2026-10-24T23:30:00Z", "2026-10-26 10:00"),
        ("2026-10-25T00:30:00Z", "2026-10-26 10:00"),
        ("2026-10-25T01:30:00Z", "2026-10-26 10:00"),
    ] {
        let app = TestApp::at(now);
        let answer = Caller::new(&app, "c").book("demain", "10h").await;
        assert_eq!(answer["status"], "booked", "{now}: {answer}");
        assert_eq!(at(&answer), expected, "{now}");
    }
}

#[tokio::test]
async fn a_row_carries_the_offset_of_its_own_day() {
    let app = TestApp::at("2026-10-22T08:00:00Z");
    let caller = Caller::new(&app, "c");
    let before = caller.book("2026-10-23", "10:00").await;
    assert_eq!(offset(&app, &id(&before)), 120);
    let wish = json!({"new_date": "lundi", "new_time": "10h"});
    let after = caller.ask("reschedule_appointment", wish).await;
    assert_eq!(at(&after), "2026-10-26 10:00", "{after}");
    assert_eq!(offset(&app, &id(&after)), 60);
    let spring = TestApp::at("2027-03-22T08:00:00Z");
    let caller = Caller::new(&spring, "c");
    let after = caller.book("2027-03-30", "10:00").await;
    assert_eq!(offset(&spring, &id(&after)), 120);
}

#[tokio::test]
async fn in_spring_the_missing_hour_is_never_given() {
    let app = TestApp::at("2027-03-27T09:00:00Z");
    open_all_night(&app);
    let caller = Caller::new(&app, "c");
    for time in ["02:00", "02:30"] {
        let answer = caller.book("2027-03-28", time).await;
        assert_eq!(answer["status"], "unavailable", "{time}: {answer}");
        assert_eq!(slots(&answer).len(), 3, "{answer}");
        assert!(
            slots(&answer).iter().all(|start| !start.contains(" 02:")),
            "{answer}"
        );
    }
    // An hour from half past one ends at half past three.
    let booked = caller.book("2027-03-28", "01:30").await;
    assert_eq!(booked["status"], "booked", "{booked}");
    let other = Caller::from(&app, "d", "+33698765432");
    assert_eq!(
        other.book("2027-03-28", "03:00").await["status"],
        "unavailable"
    );
    assert_eq!(other.book("2027-03-28", "03:30").await["status"], "booked");
}

#[tokio::test]
async fn in_autumn_both_hours_of_the_fold_are_kept_apart() {
    let app = TestApp::at("2026-10-24T08:00:00Z");
    open_all_night(&app);
    // By hand: the first and the second half past two of that night.
    for (row, offset) in [("first", 120), ("second", 60)] {
        app.db.execute(&format!(
            "INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, rdv_date,
               rdv_time, utc_offset_minutes)
             VALUES ('{row}', 'tenant_demo_001', 'X', '+33612345678', '2026-10-25', '02:00', {offset})"
        ));
    }
    let caller = Caller::new(&app, "c");
    let found = caller.ask("find_appointments", json!({})).await;
    assert_eq!(listed(&found), ["2026-10-25 02:00"; 2], "{found}");
    let other = Caller::from(&app, "d", "+33698765432");
    assert_eq!(
        other.book("2026-10-25", "02:00").await["status"],
        "unavailable"
    );
    assert_eq!(
        other.book("2026-10-25", "02:30").await["status"],
        "unavailable"
    );
    let wish = json!({"appointment_id": "first"});
    let cancelled = caller.ask("cancel_appointment", wish).await;
    assert_eq!(cancelled["status"], "cancelled", "{cancelled}");
    let booked = other.book("2026-10-25", "02:00").await;
    assert_eq!(booked["status"], "booked", "{booked}");
    assert_eq!(offset(&app, &id(&booked)), 120);
    assert_eq!(
        diary(&app)
            .iter()
            .filter(|row| row.ends_with("confirmed"))
            .count(),
        2
    );
}

#[tokio::test]
async fn a_tenant_in_new_york_lives_by_its_own_clock() {
    // Monday ten at night there, Tuesday already in Paris.
    let app = TestApp::at("2026-10-06T02:00:00Z");
    add_tenant(&app, "t2", "a2", "America/New_York");
    let caller = Caller::on(&app, call_to("a2", "c", "+12125550123"));
    let booked = caller.book("tomorrow", "9 am").await;
    assert_eq!(booked["status"], "booked", "{booked}");
    assert_eq!(at(&booked), "2026-10-06 09:00");
    assert_eq!(booked["weekday"], "Tuesday");
    assert_eq!(offset(&app, &id(&booked)), -240);
    let past = caller.book("today", "9 am").await;
    assert_eq!(past["status"], "clarify", "{past}");
    assert!(
        past["say"].as_str().unwrap().contains("5 October"),
        "{past}"
    );
    let winter = caller.book("2026-11-02", "9 am").await;
    assert_eq!(offset(&app, &id(&winter)), -300);
}
