//! Other hours on single dates, and several resources with hours of their own, by phone.

use serde_json::json;

use super::{Caller, and, at, booking, diary, slots};
use crate::app::TestApp;

const CHECK: &str = "check_availability";

#[tokio::test]
async fn a_saturday_that_opens_by_exception_is_offered_and_booked() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let before = caller.ask(CHECK, json!({"date": "samedi"})).await;
    assert_eq!(before["status"], "closed", "{before}");
    app.db.execute(
        "INSERT INTO opening_exceptions (id, tenant_id, date, opens, closes)
         VALUES ('e', 'tenant_demo_001', '2026-10-10', '10:00', '12:00')",
    );
    let answer = caller.ask(CHECK, json!({"date": "samedi"})).await;
    assert_eq!(answer["status"], "available", "{answer}");
    let expected = ["2026-10-10 10:00", "2026-10-10 10:30", "2026-10-10 11:00"];
    assert_eq!(slots(&answer), expected);
    let booked = caller.book("samedi", "11h").await;
    assert_eq!(booked["status"], "booked", "{booked}");
    assert_eq!(diary(&app), ["2026-10-10 11:00 confirmed"]);
    app.db.execute("DELETE FROM opening_exceptions");
    let after = Caller::from(&app, "d", "+33698765432")
        .book("samedi", "10h")
        .await;
    assert_eq!(after["status"], "closed", "{after}");
}

#[tokio::test]
async fn a_shorter_day_ends_when_it_was_said_to() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO opening_exceptions (id, tenant_id, date, opens, closes)
         VALUES ('e', 'tenant_demo_001', '2026-10-06', '09:00', '11:00')",
    );
    let caller = Caller::new(&app, "c");
    let answer = caller.book("demain", "15h").await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    let expected = ["2026-10-06 09:00", "2026-10-06 09:30", "2026-10-06 10:00"];
    assert_eq!(slots(&answer), expected);
    let told = answer["say"].as_str().unwrap();
    assert!(told.contains("horaires"), "{told}");
}

/// Two people beside the agency itself: Anna works on Tuesdays from two to six and does estimates.
fn add_anna(app: &TestApp) {
    app.db.execute(
        "INSERT INTO resources (tenant_id, id, name, position)
           VALUES ('tenant_demo_001', 'anna', 'Anna', 1);
         INSERT INTO service_resources VALUES ('tenant_demo_001', 'estimation', 'anna');
         INSERT INTO opening_hours (id, tenant_id, resource_id, weekday, opens, closes)
           VALUES ('anna', 'tenant_demo_001', 'anna', 2, '14:00', '18:00')",
    );
}

fn estimate(date: &str, time: &str) -> serde_json::Value {
    and(booking(date, time), json!({"service": "estimation"}))
}

#[tokio::test]
async fn a_resource_has_its_own_hours_closures_and_exceptions() {
    let app = TestApp::new();
    add_anna(&app);
    let caller = Caller::new(&app, "c");
    let wish = json!({"date": "cette semaine", "service": "estimation"});
    let answer = caller.ask(CHECK, wish.clone()).await;
    let expected = ["2026-10-06 14:00", "2026-10-06 14:30", "2026-10-06 15:00"];
    assert_eq!(slots(&answer), expected, "{answer}");
    app.db.execute(
        "INSERT INTO closures (id, tenant_id, resource_id, from_date, until_date)
           VALUES ('c', 'tenant_demo_001', 'anna', '2026-10-06', '2026-10-06');
         INSERT INTO opening_exceptions (id, tenant_id, resource_id, date, opens, closes)
           VALUES ('e', 'tenant_demo_001', 'anna', '2026-10-08', '10:00', '11:00')",
    );
    let answer = caller.ask(CHECK, wish).await;
    assert_eq!(slots(&answer), ["2026-10-08 10:00"], "{answer}");
    let refused = caller
        .ask("book_appointment", estimate("jeudi", "15h"))
        .await;
    assert_eq!(refused["status"], "unavailable", "{refused}");
    let booked = caller
        .ask("book_appointment", estimate("jeudi", "10h"))
        .await;
    assert_eq!(at(&booked), "2026-10-08 10:00", "{booked}");
    let row = app.db.value("SELECT resource_id FROM rendez_vous");
    assert_eq!(row, "anna");
}

#[tokio::test]
async fn two_resources_take_two_callers_and_a_third_is_refused() {
    let app = TestApp::new();
    add_anna(&app);
    for (number, expected) in [
        ("+33611111111", "booked"),
        ("+33611111112", "booked"),
        ("+33611111113", "unavailable"),
    ] {
        let caller = Caller::from(&app, number, number);
        let answer = caller.book("demain", "15h").await;
        assert_eq!(answer["status"], expected, "{answer}");
    }
    let rows = "SELECT group_concat(resource_id, ' ') FROM (SELECT resource_id FROM rendez_vous ORDER BY rowid)";
    assert_eq!(app.db.value(rows), "default anna");
}
