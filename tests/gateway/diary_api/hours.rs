//! Weekly hours and those of single dates.

use serde_json::{Value, json};

use super::{Staff, column};
use crate::{app::TestApp, vapi::Call};

fn range(weekday: u8, opens: &str, closes: &str) -> Value {
    json!({"weekday": weekday, "opens": opens, "closes": closes})
}

#[tokio::test]
async fn a_week_is_replaced_as_a_whole() {
    let staff = Staff::new().await;
    let week = staff.get("hours").await;
    assert_eq!(week["hours"].as_array().unwrap().len(), 10);
    assert_eq!(week["hours"][0], range(1, "09:00", "12:30"));
    let hours = json!([
        range(1, "08:00", "12:00"),
        range(1, "13:00", "24:00"),
        range(6, "10:00", "12:00")
    ]);
    let new = staff.change("PUT", "hours", json!({"hours": hours})).await;
    assert_eq!(new["hours"], hours);
    assert_eq!(staff.get("hours").await, new);
    // None at all is a week too.
    let none = staff.change("PUT", "hours", json!({"hours": []})).await;
    assert_eq!(none["hours"], json!([]));
}

#[tokio::test]
async fn callers_are_given_the_new_hours_at_once() {
    let app = TestApp::new();
    let staff = Staff::of(&app, "tenant_demo_001").await;
    let call = Call::new("c");
    let question = json!({"date": "2026-10-10"});
    let shut = app
        .ask(&call, "t1", "check_availability", question.clone())
        .await;
    assert_eq!(shut["status"], "closed");
    let body = json!({"hours": [range(6, "10:00", "12:00")]});
    staff.change("PUT", "hours", body).await;
    let open = app.ask(&call, "t2", "check_availability", question).await;
    assert_eq!(
        open["slots"][0],
        json!({"date": "2026-10-10", "time": "10:00"})
    );
}

#[tokio::test]
async fn a_resource_may_have_a_week_of_its_own() {
    let staff = Staff::new().await;
    let resource = json!({"id": "lea", "name": "Léa", "position": 1});
    staff.change("POST", "resources", resource).await;
    let own = staff.get("hours?resource_id=lea").await;
    assert_eq!(
        own,
        json!({"resource_id": "lea", "hours": [], "version": 0})
    );
    let body = json!({"hours": [range(6, "10:00", "12:00")]});
    let own = staff.change("PUT", "hours?resource_id=lea", body).await;
    assert_eq!(own["hours"], json!([range(6, "10:00", "12:00")]));
    assert_eq!(
        staff.get("hours").await["hours"].as_array().unwrap().len(),
        10
    );
    let reply = staff
        .send("GET", "hours?resource_id=nobody", Value::Null)
        .await;
    assert_eq!(reply.status(), 404);
    let body = json!({"hours": []});
    let reply = staff.send("PUT", "hours?resource_id=nobody", body).await;
    assert_eq!(reply.status(), 404);
}

#[tokio::test]
async fn a_week_is_replaced_in_the_version_that_was_read() {
    let staff = Staff::new().await;
    let tag = |reply: &crate::app::Reply| reply.parts.headers["etag"].to_str().unwrap().to_owned();
    let read = tag(&staff.send("GET", "hours", Value::Null).await);
    let body = |opens: &str| json!({"hours": [range(1, opens, "12:00")]});
    let first = staff
        .send_if("PUT", "hours", body("08:00"), Some(&read))
        .await;
    assert_eq!(first.status(), 200);
    let second = staff
        .send_if("PUT", "hours", body("09:00"), Some(&read))
        .await;
    assert_eq!(second.status(), 412);
    assert_eq!(staff.get("hours").await["hours"], body("08:00")["hours"]);
    // By hand it moves too.
    let read = tag(&first);
    staff
        .app
        .db
        .execute("UPDATE opening_hours SET closes = '11:00' WHERE tenant_id = 'tenant_demo_001'");
    let third = staff
        .send_if("PUT", "hours", body("10:00"), Some(&read))
        .await;
    assert_eq!(third.status(), 412);
    // An empty week that has changed is not filled either.
    staff.change("PUT", "hours", json!({"hours": []})).await;
    let stale = staff
        .send_if("PUT", "hours", body("10:00"), Some("\"1\""))
        .await;
    assert_eq!(stale.status(), 412);
    assert_eq!(staff.get("hours").await["hours"], json!([]));
}

#[tokio::test]
async fn ranges_that_make_no_sense_are_named() {
    let staff = Staff::new().await;
    for (hours, message) in [
        (
            json!([range(0, "09:00", "12:00")]),
            "hours[0].weekday: must be 1 to 7",
        ),
        (
            json!([range(1, "9:00", "12:00")]),
            "hours[0].opens: must be a time, as in 09:30 or 24:00",
        ),
        (
            json!([range(1, "09:00", "24:30")]),
            "hours[0].closes: must be a time, as in 09:30 or 24:00",
        ),
        (
            json!([range(1, " 9:00", "12:00")]),
            "hours[0].opens: must be a time, as in 09:30 or 24:00",
        ),
        (
            json!([range(1, "12:00", "12:00")]),
            "hours[0]: closes before it opens",
        ),
        (
            json!([range(1, "09:00", "12:00"), range(1, "11:59", "14:00")]),
            "hours[1]: overlaps another range",
        ),
        (
            json!([{"weekday": 1, "opens": "09:00"}]),
            "hours[0].closes: is required",
        ),
        (json!(7), "hours: must be a list"),
    ] {
        let (status, code, told) = staff.refused("PUT", "hours", json!({"hours": hours})).await;
        assert_eq!(
            (status, code.as_str(), told.as_str()),
            (422, "invalid", message)
        );
    }
    assert_eq!(
        staff.get("hours").await["hours"].as_array().unwrap().len(),
        10
    );
    // One that begins when another ends is no overlap.
    let body = json!({"hours": [range(1, "12:00", "14:00"), range(1, "09:00", "12:00")]});
    staff.change("PUT", "hours", body).await;
}

#[tokio::test]
async fn a_date_has_other_hours_until_it_is_given_back() {
    let app = TestApp::new();
    let staff = Staff::of(&app, "tenant_demo_001").await;
    let call = Call::new("c");
    let question = json!({"date": "2026-11-11"});
    let path = "exceptions/2026-11-11";
    let hours =
        json!({"hours": [{"opens": "10:00", "closes": "11:00", "reason": "portes ouvertes"}]});
    let reply = staff.send("PUT", path, hours.clone()).await;
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    let read = staff.get(path).await;
    assert_eq!(
        read["hours"],
        json!([{"date": "2026-11-11", "resource_id": null, "opens": "10:00", "closes": "11:00",
            "reason": "portes ouvertes"}])
    );
    // A public holiday on which it opens all the same.
    let open = app
        .ask(&call, "t1", "check_availability", question.clone())
        .await;
    assert_eq!(
        open["slots"],
        json!([{"date": "2026-11-11", "time": "10:00"}])
    );
    let stale = staff.send_if("PUT", path, hours, Some("\"0\"")).await;
    assert_eq!(stale.status(), 412);
    let tag = reply.parts.headers["etag"].to_str().unwrap();
    let deleted = staff.send_if("DELETE", path, Value::Null, Some(tag)).await;
    assert_eq!(deleted.status(), 204);
    let shut = app.ask(&call, "t2", "check_availability", question).await;
    assert_eq!(shut["status"], "closed");
}

#[tokio::test]
async fn special_hours_are_listed_by_day_and_checked() {
    let staff = Staff::new().await;
    for date in ["2026-12-24", "2026-10-10", "2026-12-31"] {
        let hours =
            json!([{"opens": "09:00", "closes": "10:00"}, {"opens": "11:00", "closes": "12:00"}]);
        let path = format!("exceptions/{date}");
        staff.change("PUT", &path, json!({"hours": hours})).await;
    }
    let page = staff.get("exceptions?from=2026-12-01&limit=3").await;
    assert_eq!(
        column(&page, "date"),
        ["2026-12-24", "2026-12-24", "2026-12-31"]
    );
    let cursor = page["next_cursor"].as_str().unwrap();
    let rest = staff
        .get(&format!(
            "exceptions?from=2026-12-01&limit=3&cursor={cursor}"
        ))
        .await;
    assert_eq!(column(&rest, "date"), ["2026-12-31"]);
    let one = |resource: Value, opens: &str| {
        json!({"hours": [{"opens": "09:00", "closes": "12:00"},
            {"resource_id": resource, "opens": opens, "closes": "12:00"}]})
    };
    for (path, body, message) in [
        (
            "exceptions/x",
            one(Value::Null, "09:00"),
            "date: must be a date, as in 2026-10-05",
        ),
        (
            "exceptions/2026-10-10",
            one(Value::Null, "10:00"),
            "hours[1]: overlaps another range",
        ),
        (
            "exceptions/2026-10-10",
            one(json!("nobody"), "10:00"),
            "hours: names a resource that you do not have",
        ),
    ] {
        let (status, _, told) = staff.refused("PUT", path, body).await;
        assert_eq!((status, told.as_str()), (422, message));
    }
    staff
        .change(
            "PUT",
            "exceptions/2026-10-10",
            one(json!("default"), "10:00"),
        )
        .await;
}
