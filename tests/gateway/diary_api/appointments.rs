//! Making, reading, listing and settling appointments.

use serde_json::{Value, json};

use super::{Staff, column, id, warnings};

#[tokio::test]
async fn what_is_made_is_read_back_as_it_was_sent() {
    let staff = Staff::new().await;
    let made = staff
        .send(
            "POST",
            "appointments",
            json!({"date": "2026-10-06", "time": "10:00", "customer_name": " Anne Martin ",
                "customer_phone": "06 12 34 56 78", "customer_email": "Anne@Example.fr",
                "service": "signature", "location": "Lyon", "notes": "Étage 2\r\nCode 12",
                "internal_notes": "VIP"}),
        )
        .await;
    assert_eq!(made.status(), 201, "{:?}", made.body);
    assert_eq!(made.parts.headers["etag"], "\"1\"");
    let made = made.json();
    for (field, value) in [
        ("date", json!("2026-10-06")),
        ("time", json!("10:00")),
        ("starts_at", json!("2026-10-06T08:00:00.000Z")),
        ("ends_at", json!("2026-10-06T08:30:00.000Z")),
        ("customer_name", json!("Anne Martin")),
        ("customer_phone", json!("+33612345678")),
        ("customer_email", json!("anne@example.fr")),
        ("service", json!("signature")),
        ("duration_minutes", json!(30)),
        ("resource_id", json!("default")),
        ("status", json!("confirmed")),
        ("created_by", json!("manual")),
        ("location", json!("Lyon")),
        ("notes", json!("Étage 2\nCode 12")),
        ("internal_notes", json!("VIP")),
        ("warnings", json!([])),
    ] {
        assert_eq!(made[field], value, "{field}");
    }
    let mut read = staff.get(&format!("appointments/{}", id(&made))).await;
    read["warnings"] = json!([]);
    assert_eq!(read, made);
}

#[tokio::test]
async fn staff_may_book_where_the_tools_may_not_and_are_told_so() {
    let staff = Staff::new().await;
    staff
        .change("POST", "closures", json!({"from_date": "2026-10-07"}))
        .await;
    for (date, time, expected) in [
        ("2026-10-06", "10:00", vec![]),
        // Off the grid and inside the notice are no matter to staff.
        ("2026-10-05", "10:07", vec![]),
        ("2026-10-05", "08:00", vec!["in_the_past", "outside_hours"]),
        ("2026-10-06", "12:00", vec!["outside_hours"]),
        ("2026-10-10", "10:00", vec!["outside_hours"]),
        ("2026-10-07", "10:00", vec!["closure"]),
        ("2026-11-11", "10:00", vec!["public_holiday"]),
    ] {
        let made = staff.book(date, time, "Anne").await;
        assert_eq!(warnings(&made), expected, "{date} {time}");
    }
}

#[tokio::test]
async fn another_appointment_is_in_the_way_and_is_told() {
    let staff = Staff::new().await;
    let first = staff.book("2026-10-06", "10:00", "Anne").await;
    let body = json!({"date": "2026-10-06", "time": "10:30", "customer_name": "Paul"});
    let reply = staff.send("POST", "appointments", body).await;
    assert_eq!(reply.status(), 409);
    assert_eq!(
        reply.json()["error"],
        json!({"code": "taken", "message": "another appointment is in the way",
            "appointment": {"id": id(&first), "date": "2026-10-06", "time": "10:00",
                "duration_minutes": 60, "resource_id": "default"}})
    );
    assert_eq!(staff.app.count("rendez_vous"), 1);
    // Right after it there is room.
    staff.book("2026-10-06", "11:00", "Paul").await;
}

#[tokio::test]
async fn a_row_written_by_hand_blocks_the_first_resource() {
    let staff = Staff::new().await;
    staff.app.db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time)
         VALUES ('hand', 'tenant_demo_001', 'A', '2026-10-06', '10:00')",
    );
    let body = json!({"date": "2026-10-06", "time": "10:00", "customer_name": "Paul"});
    let refused = staff.send("POST", "appointments", body).await;
    assert_eq!(refused.json()["error"]["appointment"]["id"], "hand");
    // It has no offset: the zone tells its instant.
    let row = staff.get("appointments/hand").await;
    assert_eq!(row["starts_at"], "2026-10-06T08:00:00.000Z");
}

#[tokio::test]
async fn the_first_free_resource_that_does_the_service_is_taken() {
    let staff = Staff::new().await;
    for name in ["paul", "lea", "room"] {
        let body = json!({"id": name, "name": name, "position": 1});
        staff.change("POST", "resources", body).await;
    }
    let only = json!({"resources": ["paul", "lea"]});
    staff.change("PATCH", "services/visite", only).await;
    let mut taken = Vec::new();
    for _ in 0..2 {
        let made = staff.book("2026-10-06", "10:00", "Anne").await;
        taken.push(made["resource_id"].as_str().unwrap().to_owned());
    }
    assert_eq!(taken, ["lea", "paul"]);
    let body = json!({"date": "2026-10-06", "time": "10:00", "customer_name": "Anne"});
    let (status, code, _) = staff.refused("POST", "appointments", body.clone()).await;
    assert_eq!((status, code.as_str()), (409, "taken"));
    // Asked for by name another one may do it, which is told.
    let mut by_name = body.clone();
    by_name["resource_id"] = json!("room");
    let made = staff.change("POST", "appointments", by_name.clone()).await;
    assert_eq!(warnings(&made), ["not_offered"]);
    staff
        .change("PATCH", "resources/room", json!({"enabled": false}))
        .await;
    let (status, _, message) = staff.refused("POST", "appointments", by_name).await;
    assert_eq!(
        (status, message.as_str()),
        (422, "resource_id: is no enabled resource")
    );
}

#[tokio::test]
async fn a_tenant_without_any_configuration_can_keep_a_diary() {
    let app = crate::app::TestApp::new();
    let staff = Staff::of(&app, "brand_new").await;
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    assert_eq!(
        (&made["resource_id"], &made["duration_minutes"]),
        (&json!("default"), &json!(60))
    );
    assert_eq!(warnings(&made), ["outside_hours"]);
}

#[tokio::test]
async fn lists_are_narrowed_by_day_status_resource_and_number() {
    let staff = Staff::new().await;
    let anne = staff.book("2026-10-06", "10:00", "Anne").await;
    staff.book("2026-10-07", "09:00", "Paul").await;
    staff.book("2026-10-08", "09:00", "Lea").await;
    let phone = json!({"customer_phone": "+33612345678"});
    staff
        .change("PATCH", &format!("appointments/{}", id(&anne)), phone)
        .await;
    staff.app.db.execute(
        "UPDATE rendez_vous SET customer_phone = '06 98 76 54 32' WHERE customer_name = 'Paul';
         UPDATE rendez_vous SET caller_number = '+33698765432' WHERE customer_name = 'Lea'",
    );
    staff
        .change(
            "POST",
            &format!("appointments/{}/cancel", id(&anne)),
            json!({}),
        )
        .await;
    for (filter, names) in [
        ("", vec!["Anne", "Paul", "Lea"]),
        ("?from=2026-10-07", vec!["Paul", "Lea"]),
        ("?until=2026-10-07", vec!["Anne", "Paul"]),
        ("?from=2026-10-07&until=2026-10-07", vec!["Paul"]),
        ("?status=confirmed", vec!["Paul", "Lea"]),
        (
            "?status=confirmed&status=cancelled",
            vec!["Anne", "Paul", "Lea"],
        ),
        ("?status=no_show", vec![]),
        ("?resource_id=default", vec!["Anne", "Paul", "Lea"]),
        ("?resource_id=other", vec![]),
        ("?phone=0612345678", vec!["Anne"]),
        ("?phone=%2B33698765432", vec!["Paul", "Lea"]),
        ("?phone=0698765432&from=2026-10-08", vec!["Lea"]),
    ] {
        let page = staff.get(&format!("appointments{filter}")).await;
        assert_eq!(column(&page, "customer_name"), names, "{filter}");
    }
}

#[tokio::test]
async fn pages_of_appointments_have_neither_gap_nor_repeat() {
    let staff = Staff::new().await;
    for (id, time) in [
        ("a", "10:00"),
        ("b", "10:00:30"),
        ("c", "10:00"),
        ("d", "09:00"),
    ] {
        staff.app.db.execute(&format!(
            "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, status)
             VALUES ('{id}', 'tenant_demo_001', 'A', '2026-10-06', '{time}', 'cancelled'),
                    ('{id}2', 'tenant_demo_001', 'A', '2026-10-07', '{time}', 'cancelled')"
        ));
    }
    let mut seen = Vec::new();
    let mut query = "?limit=3".to_owned();
    loop {
        let page = staff.get(&format!("appointments{query}")).await;
        seen.extend(column(&page, "id").into_iter().map(str::to_owned));
        match page["next_cursor"].as_str() {
            Some(cursor) => query = format!("?limit=3&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, ["d", "a", "c", "b", "d2", "a2", "c2", "b2"]);
}

#[tokio::test]
async fn only_a_confirmed_appointment_is_settled_and_only_once() {
    for (how, status, stamp) in [
        ("cancel", "cancelled", "cancelled_at"),
        ("complete", "completed", "completed_at"),
        ("no_show", "no_show", "updated_at"),
    ] {
        let staff = Staff::new().await;
        let made = staff.book("2026-10-06", "10:00", "Anne").await;
        let path = format!("appointments/{}/{how}", id(&made));
        staff.app.set_clock("2026-10-05T09:00:00Z");
        let settled = staff.change("POST", &path, Value::Null).await;
        assert_eq!(settled["status"], status);
        assert_eq!(settled[stamp], "2026-10-05T09:00:00.000Z", "{how}");
        for other in ["cancel", "complete", "no_show", "move"] {
            let path = format!("appointments/{}/{other}", id(&made));
            let body = json!({"date": "2026-10-07", "time": "10:00"});
            let body = if other == "move" { body } else { json!({}) };
            let reply = staff.send("POST", &path, body).await;
            assert_eq!(reply.status(), 409, "{how} {other}");
            let error = &reply.json()["error"];
            assert_eq!(error["code"], "not_confirmed");
            assert_eq!(
                error["appointment"],
                json!({"id": id(&made), "status": status})
            );
        }
        let now = staff.get(&format!("appointments/{}", id(&made))).await;
        assert_eq!(now, settled);
    }
}

#[tokio::test]
async fn a_cancelled_time_is_free_at_once_and_the_reason_is_kept() {
    let staff = Staff::new().await;
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    let path = format!("appointments/{}/cancel", id(&made));
    let cancelled = staff
        .change("POST", &path, json!({"reason": "malade"}))
        .await;
    assert_eq!(cancelled["cancel_reason"], "malade");
    staff.book("2026-10-06", "10:00", "Paul").await;
}

#[tokio::test]
async fn a_change_is_for_the_version_that_was_read() {
    let staff = Staff::new().await;
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    let path = format!("appointments/{}", id(&made));
    let notes = json!({"notes": "x"});
    let reply = staff.send_if("PATCH", &path, notes, Some("\"1\"")).await;
    assert_eq!((reply.status(), &reply.json()["version"]), (200, &json!(2)));
    for (method, more, body) in [
        ("PATCH", "", json!({"notes": "y"})),
        ("POST", "/cancel", json!({})),
        ("POST", "/complete", json!({})),
        ("POST", "/no_show", json!({})),
        (
            "POST",
            "/move",
            json!({"date": "2026-10-07", "time": "10:00"}),
        ),
    ] {
        for tag in ["\"1\"", "\"x\"", "W/\"2\""] {
            let path = format!("{path}{more}");
            let reply = staff.send_if(method, &path, body.clone(), Some(tag)).await;
            assert_eq!(reply.status(), 412, "{method} {more} {tag}");
        }
    }
    let now = staff.get(&path).await;
    assert_eq!(
        (&now["notes"], &now["status"]),
        (&json!("x"), &json!("confirmed"))
    );
    let cancel = format!("{path}/cancel");
    let reply = staff
        .send_if("POST", &cancel, json!({}), Some("\"1\", \"2\""))
        .await;
    assert_eq!(reply.status(), 200);
}

#[tokio::test]
async fn notes_are_changed_and_taken_away_without_touching_the_time() {
    let staff = Staff::new().await;
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    let path = format!("appointments/{}", id(&made));
    let changed = staff
        .change(
            "PATCH",
            &path,
            json!({"notes": "x", "customer_phone": "0612345678"}),
        )
        .await;
    assert_eq!(
        (
            &changed["notes"],
            &changed["customer_phone"],
            &changed["customer_name"]
        ),
        (&json!("x"), &json!("+33612345678"), &json!("Anne"))
    );
    let changed = staff.change("PATCH", &path, json!({"notes": null})).await;
    assert_eq!(
        (&changed["notes"], &changed["customer_phone"]),
        (&Value::Null, &json!("+33612345678"))
    );
    assert_eq!(changed["starts_at"], made["starts_at"]);
}
