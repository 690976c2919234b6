//! Closures: they list what they cover, and callers hear of them at once.

use serde_json::{Value, json};

use super::{Staff, column, id};
use crate::{app::TestApp, vapi::Call};

fn names(closed: &Value) -> Vec<&str> {
    let covered = closed["appointments"].as_array().unwrap().iter();
    covered
        .map(|row| row["customer_name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn closing_days_that_have_appointments_lists_them() {
    let staff = Staff::new().await;
    for (date, name) in [
        ("2026-10-06", "before"),
        ("2026-10-07", "first"),
        ("2026-10-08", "last"),
        ("2026-10-09", "after"),
    ] {
        staff.book(date, "10:00", name).await;
    }
    let gone = staff.book("2026-10-07", "14:00", "cancelled").await;
    let cancel = format!("appointments/{}/cancel", id(&gone));
    staff.change("POST", &cancel, Value::Null).await;
    let body = json!({"from_date": "2026-10-07", "until_date": "2026-10-08", "reason": "congés"});
    let closed = staff.change("POST", "closures", body).await;
    assert_eq!(names(&closed), ["first", "last"]);
    assert_eq!(closed["more_appointments"], false);
    let first = &closed["appointments"][0];
    assert_eq!(first["starts_at"], "2026-10-07T08:00:00.000Z");
    let read = staff.get(&format!("closures/{}", id(&closed))).await;
    assert_eq!(
        read,
        json!({"id": id(&closed), "resource_id": null, "from_date": "2026-10-07",
            "until_date": "2026-10-08", "reason": "congés", "version": 1})
    );
    // The appointments stay.
    assert_eq!(column(&staff.get("appointments").await, "status").len(), 5);
}

#[tokio::test]
async fn the_closure_of_one_resource_covers_its_own_appointments() {
    let staff = Staff::new().await;
    let body = json!({"id": "lea", "name": "Léa", "position": 1});
    staff.change("POST", "resources", body).await;
    for resource in ["default", "lea"] {
        let body = json!({"date": "2026-10-07", "time": "10:00", "customer_name": resource,
            "resource_id": resource});
        staff.change("POST", "appointments", body).await;
    }
    for (resource, covered) in [
        (json!("lea"), vec!["lea"]),
        (json!("default"), vec!["default"]),
        (Value::Null, vec!["default", "lea"]),
    ] {
        let body = json!({"from_date": "2026-10-07", "resource_id": resource});
        let closed = staff.change("POST", "closures", body).await;
        let mut covers = names(&closed);
        covers.sort_unstable();
        assert_eq!(covers, covered);
    }
    let body = json!({"from_date": "2026-10-07", "resource_id": "nobody"});
    let (status, _, message) = staff.refused("POST", "closures", body).await;
    assert_eq!(
        (status, message.as_str()),
        (422, "resource_id: you have no such resource")
    );
}

#[tokio::test]
async fn callers_hear_of_a_closure_at_once_and_of_its_end() {
    let app = TestApp::new();
    let staff = Staff::of(&app, "tenant_demo_001").await;
    let call = Call::new("c");
    let question = json!({"date": "2026-10-07"});
    let status = |answer: Value| answer["status"].as_str().unwrap().to_owned();
    let open = app
        .ask(&call, "t1", "check_availability", question.clone())
        .await;
    assert_eq!(status(open), "available");
    let body = json!({"from_date": "2026-10-07"});
    let closure = staff.change("POST", "closures", body).await;
    let shut = app
        .ask(&call, "t2", "check_availability", question.clone())
        .await;
    assert_eq!(status(shut), "closed");
    let path = format!("closures/{}", id(&closure));
    let moved = staff
        .change("PUT", &path, json!({"from_date": "2026-10-08"}))
        .await;
    assert_eq!(
        (&moved["from_date"], &moved["version"]),
        (&json!("2026-10-08"), &json!(2))
    );
    let open = app.ask(&call, "t3", "check_availability", question).await;
    assert_eq!(status(open), "available");
}

#[tokio::test]
async fn a_closure_is_changed_and_deleted_in_the_version_that_was_read() {
    let staff = Staff::new().await;
    let body = json!({"from_date": "2026-10-07"});
    let closure = staff.change("POST", "closures", body.clone()).await;
    let path = format!("closures/{}", id(&closure));
    for (method, body) in [("PUT", body.clone()), ("DELETE", Value::Null)] {
        let reply = staff.send_if(method, &path, body, Some("\"9\"")).await;
        assert_eq!(reply.status(), 412, "{method}");
    }
    let reply = staff.send_if("PUT", &path, body, Some("\"1\"")).await;
    assert_eq!(reply.parts.headers["etag"], "\"2\"");
    let reply = staff
        .send_if("DELETE", &path, Value::Null, Some("\"2\""))
        .await;
    assert_eq!(reply.status(), 204);
    assert_eq!(staff.send("DELETE", &path, Value::Null).await.status(), 404);
}

#[tokio::test]
async fn closures_are_listed_by_the_days_they_touch() {
    let staff = Staff::new().await;
    for (from, until, reason) in [
        ("2026-12-24", "2027-01-03", "Noël"),
        ("2026-08-01", "2026-08-15", "été"),
        ("2026-11-02", "2026-11-02", "pont"),
    ] {
        let body = json!({"from_date": from, "until_date": until, "reason": reason});
        staff.change("POST", "closures", body).await;
    }
    for (filter, reasons) in [
        ("", vec!["été", "pont", "Noël"]),
        ("?from=2026-08-15", vec!["été", "pont", "Noël"]),
        ("?from=2026-08-16", vec!["pont", "Noël"]),
        ("?until=2026-12-24", vec!["été", "pont", "Noël"]),
        ("?from=2027-01-03&until=2027-01-03", vec!["Noël"]),
        ("?from=2027-01-04", vec![]),
    ] {
        let page = staff.get(&format!("closures{filter}")).await;
        assert_eq!(column(&page, "reason"), reasons, "{filter}");
    }
    let page = staff.get("closures?limit=2").await;
    let cursor = page["next_cursor"].as_str().unwrap();
    let rest = staff
        .get(&format!("closures?limit=2&cursor={cursor}"))
        .await;
    assert_eq!(column(&rest, "reason"), ["Noël"]);
    assert_eq!(rest["next_cursor"], Value::Null);
}
