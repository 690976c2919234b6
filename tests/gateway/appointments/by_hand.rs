//! Rows that staff wrote by hand: no resource, no offset, seconds in the time. They block, they
//! are found, and they can be moved and cancelled like any other.

use serde_json::{Value, json};

use super::{Caller, at, diary, listed, slots};
use crate::app::TestApp;

fn write(app: &TestApp, id: &str, columns: &Value) {
    let row = columns.as_object().unwrap();
    let names: Vec<&str> = row.keys().map(String::as_str).collect();
    let values: Vec<String> = row
        .values()
        .map(|value| match value {
            Value::String(text) => format!("'{text}'"),
            other => other.to_string(),
        })
        .collect();
    app.db.execute(&format!(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, {}) \
         VALUES ('{id}', 'tenant_demo_001', 'Jean Dupont', {})",
        names.join(", "),
        values.join(", ")
    ));
}

#[tokio::test]
async fn a_row_without_resource_or_offset_blocks_its_hour() {
    for time in ["10:00", "10:00:00", "10:00:30"] {
        let app = TestApp::new();
        write(
            &app,
            "hand",
            &json!({"rdv_date": "2026-10-06", "rdv_time": time}),
        );
        for wanted in ["9h30", "10h", "10h30"] {
            let caller = Caller::from(&app, wanted, "+33698765432");
            let answer = caller.book("demain", wanted).await;
            assert_eq!(answer["status"], "unavailable", "{time} {wanted}: {answer}");
            assert!(!slots(&answer).contains(&"2026-10-06 10:00".to_owned()));
        }
        let caller = Caller::from(&app, "c", "+33698765432");
        assert_eq!(caller.book("demain", "11h").await["status"], "booked");
    }
}

#[tokio::test]
async fn only_what_is_confirmed_on_that_resource_blocks() {
    let app = TestApp::new();
    for (id, more) in [
        ("a", json!({"status": "cancelled"})),
        ("b", json!({"status": "completed"})),
        ("c", json!({"status": "no_show"})),
        ("d", json!({"status": "rescheduled"})),
        ("e", json!({"resource_id": "elsewhere"})),
    ] {
        let mut row = json!({"rdv_date": "2026-10-06", "rdv_time": "10:00"});
        for (key, value) in more.as_object().unwrap() {
            row[key] = value.clone();
        }
        write(&app, id, &row);
    }
    app.db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time)
         VALUES ('f', 'another_tenant', 'X', '2026-10-06', '10:00')",
    );
    let answer = Caller::new(&app, "c").book("demain", "10h").await;
    assert_eq!(answer["status"], "booked", "{answer}");
}

#[tokio::test]
async fn it_is_found_moved_and_cancelled_by_its_phone() {
    for phone in [
        "+33612345678",
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "+33 6 12 34 56 78",
        "0033612345678",
    ] {
        let app = TestApp::new();
        let row = json!({
            "rdv_date": "2026-10-06", "rdv_time": "10:00:00", "customer_phone": phone,
            "rdv_duration_minutes": 90,
        });
        write(&app, "hand", &row);
        let caller = Caller::new(&app, "c");
        let found = caller.ask("find_appointments", json!({})).await;
        assert_eq!(listed(&found), ["2026-10-06 10:00"], "{phone}: {found}");
        assert_eq!(found["appointments"][0]["appointment_id"], "hand");
        let booked = caller.book("demain", "10h30").await;
        assert_eq!(booked["status"], "already_booked", "{booked}");
        let wish = json!({"new_date": "jeudi", "new_time": "14h"});
        let moved = caller.ask("reschedule_appointment", wish).await;
        assert_eq!(moved["status"], "rescheduled", "{moved}");
        let cancelled = caller
            .ask("cancel_appointment", json!({"appointment_id": "hand"}))
            .await;
        assert_eq!(cancelled["status"], "cancelled", "{cancelled}");
        assert_eq!(at(&cancelled), "2026-10-08 14:00");
        assert_eq!(
            diary(&app),
            [
                "2026-10-06 10:00:00 rescheduled",
                "2026-10-08 14:00 cancelled"
            ]
        );
    }
}

#[tokio::test]
async fn odd_texts_of_staff_are_no_danger_to_the_answer() {
    let app = TestApp::new();
    let kind = "x \"quoted\" {{a}} [b] (c) / d_e ".repeat(20);
    let row = json!({
        "rdv_date": "2026-10-06", "rdv_time": "10:00", "customer_phone": "+33612345678", "rdv_type": kind,
    });
    write(&app, "hand", &row);
    let caller = Caller::new(&app, "c");
    for tool in ["find_appointments", "cancel_appointment"] {
        let answer = caller.ask(tool, json!({})).await;
        assert!(
            ["found", "cancelled"].contains(&answer["status"].as_str().unwrap()),
            "{answer}"
        );
    }
}
