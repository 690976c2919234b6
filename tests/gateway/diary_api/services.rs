//! Services and resources: made, changed, and never left dangling.

use serde_json::{Value, json};

use super::{Staff, column, id};
use crate::{app::TestApp, vapi::Call};

#[tokio::test]
async fn a_service_has_its_defaults_and_keeps_what_is_not_named() {
    let staff = Staff::new().await;
    let names = json!({"id": "bilan", "name_fr": "bilan", "name_en": "check-up"});
    let made = staff.send("POST", "services", names).await;
    assert_eq!(
        (made.status(), &made.parts.headers["etag"]),
        (201, &"\"1\"".parse().unwrap())
    );
    assert_eq!(
        made.json(),
        json!({"id": "bilan", "name_fr": "bilan", "name_en": "check-up", "synonyms": [],
            "duration_minutes": 60, "buffer_before_minutes": 0, "buffer_after_minutes": 0,
            "grid_minutes": 30, "notice_minutes": 60, "horizon_days": 180, "price_text": null,
            "is_default": false, "position": 0, "enabled": true, "resources": [], "version": 1})
    );
    let change = json!({"duration_minutes": 45, "price_text": "trente euros",
        "synonyms": ["contrôle"], "resources": ["default"]});
    let changed = staff
        .change("PATCH", "services/bilan", change.clone())
        .await;
    for (field, value) in change.as_object().unwrap() {
        assert_eq!(&changed[field], value);
    }
    assert_eq!(changed["name_fr"], "bilan");
    assert_eq!(staff.get("services/bilan").await, changed);
    let bare = json!({"price_text": null, "resources": []});
    let changed = staff.change("PATCH", "services/bilan", bare).await;
    assert_eq!(
        (&changed["price_text"], &changed["resources"]),
        (&Value::Null, &json!([]))
    );
    assert_eq!(changed["duration_minutes"], 45);
}

#[tokio::test]
async fn there_is_one_default_service() {
    let staff = Staff::new().await;
    let defaults = || {
        staff
            .app
            .db
            .query("SELECT id FROM services WHERE tenant_id = 'tenant_demo_001' AND is_default = 1")
    };
    let body = json!({"id": "b", "name_fr": "b", "name_en": "b", "is_default": true});
    staff.change("POST", "services", body).await;
    assert_eq!(defaults()[0]["id"], "b");
    let body = json!({"is_default": true});
    staff
        .change("PATCH", "services/signature", body.clone())
        .await;
    assert_eq!(defaults()[0]["id"], "signature");
    // A change that is refused takes it from nobody.
    let reply = staff
        .send_if("PATCH", "services/b", body, Some("\"99\""))
        .await;
    assert_eq!(reply.status(), 412);
    let twice = json!({"id": "b", "name_fr": "b", "name_en": "b", "is_default": true});
    let (status, code, _) = staff.refused("POST", "services", twice).await;
    assert_eq!((status, code.as_str()), (409, "exists"));
    assert_eq!(defaults()[0]["id"], "signature");
    assert_eq!(defaults().len(), 1);
}

#[tokio::test]
async fn what_is_in_use_is_not_deleted() {
    let staff = Staff::new().await;
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    let cancel = format!("appointments/{}/cancel", id(&made));
    staff.change("POST", &cancel, Value::Null).await;
    for path in ["services/visite", "resources/default"] {
        let reply = staff
            .send_if("DELETE", path, Value::Null, Some("\"9\""))
            .await;
        assert_eq!(reply.status(), 412, "{path}");
        let (status, code, message) = staff.refused("DELETE", path, Value::Null).await;
        assert_eq!((status, code.as_str()), (409, "in_use"), "{path}");
        assert!(message.contains("enabled"), "{message}");
        staff.change("PATCH", path, json!({"enabled": false})).await;
    }
    // A service names it.
    let resource = json!({"id": "lea", "name": "Léa"});
    staff.change("POST", "resources", resource).await;
    staff
        .change("PATCH", "services/signature", json!({"resources": ["lea"]}))
        .await;
    let (status, code, _) = staff.refused("DELETE", "resources/lea", Value::Null).await;
    assert_eq!((status, code.as_str()), (409, "in_use"));
    staff
        .change("PATCH", "services/signature", json!({"resources": []}))
        .await;
    let hours = json!({"hours": [{"weekday": 1, "opens": "09:00", "closes": "12:00"}]});
    staff.change("PUT", "hours?resource_id=lea", hours).await;
    staff.change("DELETE", "resources/lea", Value::Null).await;
    let reply = staff.send("GET", "resources/lea", Value::Null).await;
    assert_eq!(reply.status(), 404);
    let left = "SELECT count(*) FROM opening_hours WHERE resource_id = 'lea'";
    assert_eq!(staff.app.db.value(left), 0);
    staff
        .change("DELETE", "services/signature", Value::Null)
        .await;
    assert_eq!(
        column(&staff.get("services").await, "id"),
        ["visite", "estimation"]
    );
}

#[tokio::test]
async fn callers_are_told_of_a_new_service_at_once() {
    let app = TestApp::new();
    let staff = Staff::of(&app, "tenant_demo_001").await;
    let call = Call::new("c");
    let arguments =
        || json!({"date": "mardi", "time": "10h", "customer_name": "Anne", "service": "bilan"});
    let body = json!({"id": "bilan", "name_fr": "bilan", "name_en": "check-up",
        "duration_minutes": 20, "grid_minutes": 20});
    staff.change("POST", "services", body).await;
    let booked = app.ask(&call, "t1", "book_appointment", arguments()).await;
    assert_eq!(booked["status"], "booked");
    let row = app.row("SELECT rdv_type, rdv_duration_minutes FROM rendez_vous");
    assert_eq!(
        (&row["rdv_type"], &row["rdv_duration_minutes"]),
        (&json!("bilan"), &json!(20))
    );
}

#[tokio::test]
async fn lists_are_in_order_of_position() {
    let staff = Staff::new().await;
    for (id, position) in [("c", 2), ("b", 10), ("a", 10), ("d", 0)] {
        let body = json!({"id": id, "name": id, "position": position});
        staff.change("POST", "resources", body).await;
        let body = json!({"id": id, "name_fr": id, "name_en": id, "position": position});
        staff.change("POST", "services", body).await;
    }
    for (path, expected) in [
        ("resources", vec!["d", "default", "c", "a", "b"]),
        (
            "services",
            vec!["d", "visite", "c", "estimation", "signature", "a", "b"],
        ),
    ] {
        let mut seen = Vec::new();
        let mut query = "?limit=2".to_owned();
        loop {
            let page = staff.get(&format!("{path}{query}")).await;
            seen.extend(column(&page, "id").into_iter().map(str::to_owned));
            match page["next_cursor"].as_str() {
                Some(cursor) => query = format!("?limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(seen, expected, "{path}");
    }
}

#[tokio::test]
async fn services_and_resources_are_changed_in_the_version_that_was_read() {
    let staff = Staff::new().await;
    for (path, body) in [
        ("services/visite", json!({"grid_minutes": 15})),
        ("resources/default", json!({"name": "Agence"})),
    ] {
        let first = staff
            .send_if("PATCH", path, body.clone(), Some("\"1\""))
            .await;
        assert_eq!(
            (first.status(), &first.parts.headers["etag"]),
            (200, &"\"2\"".parse().unwrap())
        );
        let second = staff
            .send_if("PATCH", path, body.clone(), Some("\"1\""))
            .await;
        assert_eq!(second.status(), 412, "{path}");
        let missing = path.split('/').next().unwrap();
        let reply = staff
            .send("PATCH", &format!("{missing}/nothing"), body)
            .await;
        assert_eq!(reply.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn an_id_is_made_up_unless_one_is_given() {
    let staff = Staff::new().await;
    let made = staff
        .change("POST", "resources", json!({"name": "Léa"}))
        .await;
    assert!(id(&made).starts_with("res_"), "{made}");
    let again = json!({"id": id(&made), "name": "Paul"});
    let (status, code, _) = staff.refused("POST", "resources", again).await;
    assert_eq!((status, code.as_str()), (409, "exists"));
}
