//! Moving appointments, and starts on the nights when the clocks change.

use serde_json::{Value, json};

use super::{Staff, id, warnings};
use crate::{app::TestApp, vapi::Call};

async fn moved(staff: &Staff, id: &str, date: &str, time: &str) -> Value {
    let path = format!("appointments/{id}/move");
    let body = json!({"date": date, "time": time});
    staff.change("POST", &path, body).await
}

#[tokio::test]
async fn the_old_row_is_rescheduled_and_a_linked_one_has_its_place() {
    let staff = Staff::new().await;
    let old = staff.book("2026-10-06", "10:00", "Anne").await;
    let notes = json!({"internal_notes": "VIP", "customer_phone": "0612345678"});
    staff
        .change("PATCH", &format!("appointments/{}", id(&old)), notes)
        .await;
    let new = moved(&staff, id(&old), "2026-10-07", "14:00").await;
    assert_ne!(id(&new), id(&old));
    for (field, value) in [
        ("date", json!("2026-10-07")),
        ("time", json!("14:00")),
        ("status", json!("confirmed")),
        ("series_id", old["id"].clone()),
        ("replaces_id", old["id"].clone()),
        ("customer_name", json!("Anne")),
        ("customer_phone", json!("+33612345678")),
        ("internal_notes", json!("VIP")),
        ("created_by", json!("manual")),
        ("warnings", json!([])),
    ] {
        assert_eq!(new[field], value, "{field}");
    }
    let was = staff.get(&format!("appointments/{}", id(&old))).await;
    assert_eq!(was["status"], "rescheduled");
    // The old time is free, the chain goes on.
    staff.book("2026-10-06", "10:00", "Paul").await;
    let third = moved(&staff, id(&new), "2026-10-08", "14:00").await;
    assert_eq!(
        (&third["series_id"], &third["replaces_id"]),
        (&old["id"], &new["id"])
    );
}

#[tokio::test]
async fn it_may_move_onto_a_part_of_its_own_time() {
    let staff = Staff::new().await;
    let old = staff.book("2026-10-06", "10:00", "Anne").await;
    let new = moved(&staff, id(&old), "2026-10-06", "10:30").await;
    assert_eq!(new["time"], "10:30");
    // Where it stands already nothing changes.
    let same = moved(&staff, id(&new), "2026-10-06", "10:30").await;
    assert_eq!((id(&same), &same["version"]), (id(&new), &json!(1)));
    assert_eq!(staff.app.count("rendez_vous"), 2);
}

#[tokio::test]
async fn a_move_into_another_appointment_changes_nothing() {
    let staff = Staff::new().await;
    let old = staff.book("2026-10-06", "10:00", "Anne").await;
    let other = staff.book("2026-10-06", "14:00", "Paul").await;
    let before = staff.app.db.query("SELECT * FROM rendez_vous ORDER BY id");
    let path = format!("appointments/{}/move", id(&old));
    let body = json!({"date": "2026-10-06", "time": "13:30"});
    let reply = staff.send("POST", &path, body).await;
    assert_eq!(reply.status(), 409);
    assert_eq!(reply.json()["error"]["appointment"]["id"], other["id"]);
    let after = staff.app.db.query("SELECT * FROM rendez_vous ORDER BY id");
    assert_eq!(after, before);
}

#[tokio::test]
async fn it_keeps_its_resource_while_that_is_free() {
    let staff = Staff::new().await;
    let body = json!({"id": "lea", "name": "Léa", "position": 1});
    staff.change("POST", "resources", body).await;
    let body = json!({"date": "2026-10-06", "time": "10:00", "customer_name": "Anne",
        "resource_id": "lea"});
    let old = staff.change("POST", "appointments", body).await;
    let new = moved(&staff, id(&old), "2026-10-06", "14:00").await;
    assert_eq!(new["resource_id"], "lea");
    let body = json!({"date": "2026-10-07", "time": "14:00", "customer_name": "Paul",
        "resource_id": "lea"});
    staff.change("POST", "appointments", body).await;
    let elsewhere = moved(&staff, id(&new), "2026-10-07", "14:00").await;
    assert_eq!(elsewhere["resource_id"], "default");
    // To another resource at the same time is a move too.
    let path = format!("appointments/{}/move", id(&elsewhere));
    let body = json!({"date": "2026-10-07", "time": "14:00", "resource_id": "lea"});
    let reply = staff.send("POST", &path, body).await;
    assert_eq!(reply.status(), 409);
}

#[tokio::test]
async fn a_caller_finds_what_staff_moved() {
    let app = TestApp::new();
    let staff = Staff::of(&app, "tenant_demo_001").await;
    let call = Call::new("c");
    let arguments = json!({"date": "mardi", "time": "10h", "customer_name": "Jean Dupont"});
    let booked = app.ask(&call, "t1", "book_appointment", arguments).await;
    let old = booked["appointment_id"].as_str().unwrap();
    let new = moved(&staff, old, "2026-10-07", "14:00").await;
    assert_eq!(new["caller_number"], "+33612345678");
    let found = app.ask(&call, "t2", "find_appointments", json!({})).await;
    assert_eq!(found["appointments"][0]["date"], "2026-10-07");
    assert_eq!(found["appointments"][0]["time"], "14:00");
}

#[tokio::test]
async fn inside_a_spring_gap_there_is_no_start() {
    let staff = Staff::new().await;
    let body = json!({"date": "2027-03-28", "time": "02:30", "customer_name": "Anne"});
    let (status, _, message) = staff.refused("POST", "appointments", body).await;
    assert_eq!(
        (status, message.as_str()),
        (
            422,
            "time: the clocks are put forward over that time on that day"
        )
    );
    let after = staff.book("2027-03-28", "03:00", "Anne").await;
    assert_eq!(after["starts_at"], "2027-03-28T01:00:00.000Z");
}

#[tokio::test]
async fn both_hours_of_an_autumn_fold_can_be_booked() {
    let staff = Staff::new().await;
    let at = |fold: Option<&str>| {
        let mut body = json!({"date": "2026-10-25", "time": "02:00", "customer_name": "Anne"});
        if let Some(fold) = fold {
            body["fold"] = json!(fold);
        }
        body
    };
    let first = staff.change("POST", "appointments", at(None)).await;
    assert_eq!(first["starts_at"], "2026-10-25T00:00:00.000Z");
    let again = staff.send("POST", "appointments", at(Some("first"))).await;
    assert_eq!(again.status(), 409);
    let second = staff
        .change("POST", "appointments", at(Some("second")))
        .await;
    assert_eq!(second["starts_at"], "2026-10-25T01:00:00.000Z");
    assert_eq!(warnings(&second), ["outside_hours"]);
    // From one to the other is a move.
    staff
        .change(
            "POST",
            &format!("appointments/{}/cancel", id(&second)),
            json!({}),
        )
        .await;
    let path = format!("appointments/{}/move", id(&first));
    let body = json!({"date": "2026-10-25", "time": "02:00", "fold": "second"});
    let new = staff.change("POST", &path, body).await;
    assert_eq!(new["starts_at"], "2026-10-25T01:00:00.000Z");
}
