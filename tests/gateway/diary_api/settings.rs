//! A tenant's settings.

use serde_json::{Value, json};

use super::Staff;
use crate::{app::TestApp, vapi::Call};

#[tokio::test]
async fn what_is_named_changes_and_the_rest_stays() {
    let staff = Staff::new().await;
    let before = staff.get("settings").await;
    assert_eq!(before["business_name"], "Agence Coccinelle");
    let change = json!({"business_name": null, "holidays": "alsace_moselle", "language": "en-GB",
        "country": "CH", "text_chats": "dry", "tool_deadline_ms": 8000, "time_zone": "Europe/Zurich",
        "address": "3 place Kléber"});
    let after = staff.change("PATCH", "settings", change.clone()).await;
    for (field, value) in change.as_object().unwrap() {
        assert_eq!(&after[field], value, "{field}");
    }
    let last = staff
        .change("PATCH", "settings", json!({"holidays": "none"}))
        .await;
    assert_eq!(
        (&last["address"], &last["holidays"]),
        (&json!("3 place Kléber"), &json!("none"))
    );
    assert_eq!(staff.get("settings").await, last);
}

#[tokio::test]
async fn a_tenant_that_has_changed_none_has_the_defaults() {
    let staff = Staff::of(&TestApp::new(), "brand_new").await;
    let defaults = json!({"business_name": null, "address": null, "time_zone": "Europe/Paris",
        "language": "fr-FR", "country": "FR", "holidays": "none", "scoring": null, "text_chats": "off",
        "tool_deadline_ms": 5000, "version": 0});
    assert_eq!(staff.get("settings").await, defaults);
    let change = json!({"holidays": "france"});
    let reply = staff
        .send_if("PATCH", "settings", change.clone(), Some("\"0\""))
        .await;
    assert_eq!(
        (reply.status(), &reply.parts.headers["etag"]),
        (200, &"\"1\"".parse().unwrap())
    );
    let stale = staff
        .send_if("PATCH", "settings", change, Some("\"0\""))
        .await;
    assert_eq!(stale.status(), 412);
}

#[tokio::test]
async fn callers_live_by_the_new_settings_at_once() {
    let app = TestApp::new();
    let staff = Staff::of(&app, "tenant_demo_001").await;
    let call = Call::new("c");
    let question = json!({"date": "2026-11-11"});
    let shut = app
        .ask(&call, "t1", "check_availability", question.clone())
        .await;
    assert_eq!(shut["status"], "closed");
    staff
        .change("PATCH", "settings", json!({"holidays": "none"}))
        .await;
    let open = app.ask(&call, "t2", "check_availability", question).await;
    assert_eq!(open["status"], "available");
}

#[tokio::test]
async fn the_zone_stays_while_appointments_are_ahead() {
    let staff = Staff::new().await;
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    let change = json!({"time_zone": "America/New_York", "holidays": "none"});
    let reply = staff.send("PATCH", "settings", change.clone()).await;
    assert_eq!(reply.status(), 409);
    let error = &reply.json()["error"];
    assert_eq!(
        (&error["code"], &error["appointment"]["id"]),
        (&json!("in_use"), &made["id"])
    );
    assert_eq!(staff.get("settings").await["holidays"], "france");
    let stale = staff
        .send_if("PATCH", "settings", change.clone(), Some("\"9\""))
        .await;
    assert_eq!(stale.status(), 412);
    // The one it is in is no change.
    staff
        .change("PATCH", "settings", json!({"time_zone": "Europe/Paris"}))
        .await;
    let cancel = format!("appointments/{}/cancel", super::id(&made));
    staff.change("POST", &cancel, Value::Null).await;
    staff.change("PATCH", "settings", change).await;
}

#[tokio::test]
async fn support_is_settled_by_one_document() {
    let staff = Staff::new().await;
    let path = "settings/support";
    let none = staff.send("GET", path, Value::Null).await;
    assert_eq!(
        (none.json(), &none.parts.headers["etag"]),
        (json!({}), &"\"0\"".parse().unwrap())
    );
    let document = json!({"times": {"low": {"first_response": 60, "resolution": 600}}});
    let put = staff
        .send_if("PUT", path, document.clone(), Some("\"0\""))
        .await;
    assert_eq!((put.status(), put.json()), (200, document.clone()));
    let stale = staff.send_if("PUT", path, json!({}), Some("\"0\"")).await;
    assert_eq!(stale.status(), 412);
    for (wrong, place) in [
        (json!({"time": {}}), "time"),
        (json!([]), ""),
        (json!({"times": 1}), "times"),
    ] {
        let (status, _, message) = staff.refused("PUT", path, wrong).await;
        assert!(
            status == 422 && message.contains(place),
            "{status} {message}"
        );
    }
    assert_eq!(staff.get(path).await, document);
    let other = Staff::of(&staff.app, "somebody_else").await;
    assert_eq!(other.get(path).await, json!({}));
}
