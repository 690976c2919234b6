//! What makes no sense is refused with the field's name, and changes nothing.

use serde_json::{Value, json};

use super::Staff;

fn with(field: &str, value: Value) -> Value {
    let mut body = json!({"date": "2026-10-06", "time": "10:00", "customer_name": "Anne"});
    body[field] = value;
    body
}

#[tokio::test]
async fn appointments() {
    let staff = Staff::new().await;
    let long = "x".repeat(201);
    for (body, message) in [
        (json!({}), "date: is required"),
        (with("date", json!("2026-02-30")), "date: must be a date"),
        (with("date", json!("2026-2-3")), "date: must be a date"),
        (with("date", json!("1999-12-31")), "date: must be a date"),
        (with("date", json!(7)), "date: must be text"),
        (with("time", json!("24:00")), "time: must be a time"),
        (with("time", json!("9:00")), "time: must be a time"),
        (with("time", json!("09:00:00")), "time: must be a time"),
        (
            with("fold", json!("third")),
            "fold: must be one of first, second",
        ),
        (
            with("customer_name", json!(" ")),
            "customer_name: must be 1 to 200 characters",
        ),
        (
            with("customer_name", json!(long)),
            "customer_name: must be 1 to 200 characters",
        ),
        (
            with("customer_name", json!("a\u{7}")),
            "customer_name: must be 1 to 200 characters",
        ),
        (
            with("customer_name", Value::Null),
            "customer_name: must be text",
        ),
        (
            with("customer_phone", json!("12")),
            "customer_phone: is no phone number",
        ),
        (
            with("customer_email", json!("x@y")),
            "customer_email: is no e-mail address",
        ),
        (
            with("service", json!("massage")),
            "service: is no enabled service",
        ),
        (
            with("service", json!("a b")),
            "service: must be 1 to 64 letters",
        ),
        (
            with("resource_id", json!("nobody")),
            "resource_id: is no enabled resource",
        ),
        (
            with("duration_minutes", json!(0)),
            "duration_minutes: must be 1 to 1440",
        ),
        (
            with("duration_minutes", json!(1.5)),
            "duration_minutes: must be a whole number",
        ),
        (
            with("status", json!("confirmed")),
            "status: is none of date, time, fold",
        ),
    ] {
        let (status, code, told) = staff.refused("POST", "appointments", body).await;
        assert_eq!((status, code.as_str()), (422, "invalid"), "{told}");
        assert!(told.contains(message), "{told}: {message}");
    }
    assert_eq!(staff.app.count("rendez_vous"), 0);
}

#[tokio::test]
async fn filters() {
    let staff = Staff::new().await;
    for (path, message) in [
        ("appointments?from=tomorrow", "from: must be a date"),
        (
            "appointments?status=booked",
            "status: must be one of confirmed",
        ),
        ("appointments?phone=12", "phone: is no phone number"),
        (
            "appointments?resource=default",
            "resource: is none of limit, cursor",
        ),
        ("appointments?limit=201", "limit: must be 1 to 200"),
        ("closures?until=2026-13-01", "until: must be a date"),
        ("services?cursor=*", "cursor: must be the next_cursor"),
        (
            "hours?resource_id=a+b",
            "resource_id: must be 1 to 64 letters",
        ),
        ("exceptions/2026-10-32", "date: must be a date"),
    ] {
        let (status, _, told) = staff.refused("GET", path, Value::Null).await;
        assert_eq!(status, 422, "{path}");
        assert!(told.contains(message), "{told}: {message}");
    }
}

#[tokio::test]
async fn configuration() {
    let staff = Staff::new().await;
    let service = |field: &str, value: Value| {
        let mut body = json!({"name_fr": "a", "name_en": "a"});
        body[field] = value;
        body
    };
    for (method, path, body, message) in [
        (
            "POST",
            "services",
            json!({"name_fr": "a"}),
            "name_en: is needed",
        ),
        (
            "POST",
            "services",
            service("id", json!("a/b")),
            "id: must be 1 to 64 letters",
        ),
        (
            "POST",
            "services",
            service("synonyms", json!(["a", ""])),
            "synonyms[1]: must be 1 to 60",
        ),
        (
            "POST",
            "services",
            service("duration_minutes", json!(1441)),
            "duration_minutes: must be 1 to 1440",
        ),
        (
            "POST",
            "services",
            service("buffer_after_minutes", json!(481)),
            "buffer_after_minutes: must be 0 to 480",
        ),
        (
            "POST",
            "services",
            service("grid_minutes", json!(0)),
            "grid_minutes: must be 1 to 1440",
        ),
        (
            "POST",
            "services",
            service("notice_minutes", json!(-1)),
            "notice_minutes: must be 0 to",
        ),
        (
            "POST",
            "services",
            service("horizon_days", json!(1001)),
            "horizon_days: must be 1 to 1000",
        ),
        (
            "POST",
            "services",
            service("resources", json!(["nobody"])),
            "resources: names one that you do not have",
        ),
        (
            "PATCH",
            "services/visite",
            json!({"id": "x"}),
            "id: cannot be changed",
        ),
        (
            "PATCH",
            "services/visite",
            json!({"resources": ["default", "x"]}),
            "resources: names one",
        ),
        (
            "POST",
            "resources",
            json!({"name": ""}),
            "name: must be 1 to 100 characters",
        ),
        (
            "POST",
            "resources",
            json!({"name": "a", "position": -1}),
            "position: must be 0 to 10000",
        ),
        (
            "PATCH",
            "resources/default",
            json!({"enabled": 1}),
            "enabled: must be true or false",
        ),
        (
            "POST",
            "closures",
            json!({"from_date": "2026-10-07", "until_date": "2026-10-06"}),
            "until_date: is before from_date",
        ),
        (
            "POST",
            "closures",
            json!({"until_date": "2026-10-06"}),
            "from_date: is required",
        ),
        (
            "PATCH",
            "settings",
            json!({"time_zone": "Paris"}),
            "time_zone: must be an IANA time zone",
        ),
        (
            "PATCH",
            "settings",
            json!({"time_zone": "UTC+1"}),
            "time_zone: must be an IANA time zone",
        ),
        (
            "PATCH",
            "settings",
            json!({"language": "de-DE"}),
            "language: must be fr or en",
        ),
        (
            "PATCH",
            "settings",
            json!({"country": "France"}),
            "country: must be the ISO code",
        ),
        (
            "PATCH",
            "settings",
            json!({"holidays": "bavaria"}),
            "holidays: must be one of none, france, alsace_moselle",
        ),
        (
            "PATCH",
            "settings",
            json!({"text_chats": "on"}),
            "text_chats: must be one of off, dry, live",
        ),
        (
            "PATCH",
            "settings",
            json!({"tool_deadline_ms": 499}),
            "tool_deadline_ms: must be 500 to 15000",
        ),
        (
            "PATCH",
            "settings",
            json!({"tenant_id": "x"}),
            "tenant_id: is none of business_name",
        ),
        (
            "POST",
            "calendar-feeds",
            json!({"name": "x", "resource_id": "y"}),
            "resource_id: you have no such resource",
        ),
    ] {
        let before = staff.app.db.query("SELECT * FROM config_versions");
        let (status, code, told) = staff.refused(method, path, body).await;
        assert_eq!((status, code.as_str()), (422, "invalid"), "{path} {told}");
        assert!(told.contains(message), "{told}: {message}");
        assert_eq!(staff.app.db.query("SELECT * FROM config_versions"), before);
    }
}
