//! A key of one tenant never sees or changes anything of another: what is another's and what does
//! not exist get the same answer, byte for byte.

use serde_json::{Value, json};

use super::{Staff, id};
use crate::app::TestApp;

#[tokio::test]
async fn what_is_anothers_is_not_there() {
    let app = TestApp::new();
    let ours = Staff::of(&app, "tenant_demo_001").await;
    let theirs = Staff::of(&app, "somebody_else").await;
    let appointment = ours.book("2026-10-06", "10:00", "Anne").await;
    let closure = ours
        .change("POST", "closures", json!({"from_date": "2026-10-20"}))
        .await;
    let resource = ours
        .change("POST", "resources", json!({"name": "Léa"}))
        .await;
    let names = json!({"name_fr": "b", "name_en": "b"});
    let service = ours.change("POST", "services", names).await;
    let feed = ours
        .change("POST", "calendar-feeds", json!({"name": "Anne"}))
        .await;
    let everything = || {
        [
            "rendez_vous",
            "closures",
            "resources",
            "services",
            "opening_hours",
            "calendar_feeds",
        ]
        .map(|table| app.db.query(&format!("SELECT * FROM {table}")))
    };
    let before = everything();
    let there = json!({"date": "2026-10-07", "time": "10:00"});
    for (method, path, id, more, body) in [
        ("GET", "appointments", id(&appointment), "", Value::Null),
        ("GET", "appointments", id(&appointment), "/ics", Value::Null),
        (
            "PATCH",
            "appointments",
            id(&appointment),
            "",
            json!({"notes": "x"}),
        ),
        ("POST", "appointments", id(&appointment), "/move", there),
        (
            "POST",
            "appointments",
            id(&appointment),
            "/cancel",
            json!({}),
        ),
        (
            "POST",
            "appointments",
            id(&appointment),
            "/complete",
            json!({}),
        ),
        (
            "POST",
            "appointments",
            id(&appointment),
            "/no_show",
            json!({}),
        ),
        ("GET", "closures", id(&closure), "", Value::Null),
        (
            "PUT",
            "closures",
            id(&closure),
            "",
            json!({"from_date": "2026-10-21"}),
        ),
        ("DELETE", "closures", id(&closure), "", Value::Null),
        ("GET", "resources", id(&resource), "", Value::Null),
        (
            "PATCH",
            "resources",
            id(&resource),
            "",
            json!({"name": "x"}),
        ),
        ("DELETE", "resources", id(&resource), "", Value::Null),
        ("GET", "services", id(&service), "", Value::Null),
        (
            "PATCH",
            "services",
            id(&service),
            "",
            json!({"name_fr": "x"}),
        ),
        ("DELETE", "services", id(&service), "", Value::Null),
        ("GET", "hours?resource_id=", id(&resource), "", Value::Null),
        (
            "PUT",
            "hours?resource_id=",
            id(&resource),
            "",
            json!({"hours": []}),
        ),
        ("POST", "calendar-feeds", id(&feed), "/rotate", Value::Null),
        ("DELETE", "calendar-feeds", id(&feed), "", Value::Null),
    ] {
        let mark = if path.ends_with('=') { "" } else { "/" };
        let of = |id: &str| format!("{path}{mark}{id}{more}");
        let foreign = theirs.send(method, &of(id), body.clone()).await;
        let missing = theirs.send(method, &of("nothing"), body).await;
        assert_eq!(foreign.status(), 404, "{method} {path}{more}");
        assert_eq!(
            (foreign.status(), foreign.body),
            (missing.status(), missing.body)
        );
    }
    assert_eq!(everything(), before);
    for list in [
        "appointments",
        "closures",
        "resources",
        "services",
        "exceptions",
        "calendar-feeds",
    ] {
        let page = theirs.get(list).await;
        assert_eq!(page, json!({"data": [], "next_cursor": null}), "{list}");
    }
    assert_eq!(
        theirs.get("appointments?phone=0612345678").await["data"],
        json!([])
    );
    assert_eq!(theirs.get("hours").await["hours"], json!([]));
    assert_eq!(theirs.get("settings").await["business_name"], Value::Null);
}

#[tokio::test]
async fn the_same_ids_may_be_used_by_several_tenants() {
    let app = TestApp::new();
    let ours = Staff::of(&app, "tenant_demo_001").await;
    let theirs = Staff::of(&app, "somebody_else").await;
    let names = json!({"id": "visite", "name_fr": "tour", "name_en": "tour"});
    theirs.change("POST", "services", names).await;
    theirs
        .change(
            "PATCH",
            "services/visite",
            json!({"duration_minutes": 5, "is_default": true}),
        )
        .await;
    let own = ours.get("services/visite").await;
    assert_eq!(
        (&own["duration_minutes"], &own["is_default"]),
        (&json!(60), &json!(true))
    );
    theirs.change("PUT", "hours", json!({"hours": []})).await;
    theirs
        .change("PUT", "exceptions/2026-10-07", json!({"hours": []}))
        .await;
    assert_eq!(
        ours.get("hours").await["hours"].as_array().unwrap().len(),
        10
    );
    // The same time is free for each of them.
    for staff in [&ours, &theirs] {
        staff.book("2026-10-06", "10:00", "Anne").await;
    }
}

#[tokio::test]
async fn the_operator_names_the_tenant() {
    let app = TestApp::new();
    let ours = Staff::of(&app, "tenant_demo_001").await;
    ours.book("2026-10-06", "10:00", "Anne").await;
    let path = "/api/appointments?tenant_id=tenant_demo_001";
    let page = crate::operator::ask(&app, "GET", path, &Value::Null).await;
    assert_eq!(page.json()["data"].as_array().unwrap().len(), 1);
    let reply = ours
        .send("GET", "appointments?tenant_id=somebody_else", Value::Null)
        .await;
    assert_eq!(reply.status(), 403);
}
