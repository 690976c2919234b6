//! Requests to the addresses of the diary, of tickets and of callbacks, for the plans of their statements.

use serde_json::{Value, json};

use crate::{app::TestApp, operator::ask};

/// The addresses of the diary.
pub async fn the_diary(app: &TestApp) {
    let made = |path: &'static str, body: Value| async move {
        let path = format!("/api/{path}?tenant_id=tenant_demo_001");
        let reply = ask(app, "POST", &path, &body).await;
        assert_eq!(reply.status(), 201, "{path}: {:?}", reply.body);
        reply.json()["id"].as_str().unwrap().to_owned()
    };
    let wanted = json!({"date": "2026-10-20", "time": "10:00", "customer_name": "Anne"});
    let appointment = made("appointments", wanted).await;
    let settled = made(
        "appointments",
        json!({"date": "2026-10-21", "time": "10:00", "customer_name": "Anne"}),
    )
    .await;
    let resource = made("resources", json!({"name": "Paul"})).await;
    let names = json!({"name_fr": "bilan", "name_en": "check", "is_default": true,
        "resources": [&resource]});
    let service = made("services", names).await;
    let closure = made("closures", json!({"from_date": "2026-10-22"})).await;
    let feed = made("calendar-feeds", json!({"name": "Anne"})).await;
    let hours = json!({"hours": [{"weekday": 1, "opens": "09:00", "closes": "12:00"}]});
    let special = json!({"hours": [{"opens": "09:00", "closes": "12:00"}]});
    let nothing = || json!({});
    let there = json!({"date": "2026-10-20", "time": "10:30"});
    for (method, path, body) in [
        ("GET", "appointments".to_owned(), nothing()),
        ("GET", "appointments?phone=0612345678".to_owned(), nothing()),
        ("GET", format!("appointments/{appointment}"), nothing()),
        ("GET", format!("appointments/{appointment}/ics"), nothing()),
        (
            "PATCH",
            format!("appointments/{appointment}"),
            json!({"notes": "x"}),
        ),
        ("POST", format!("appointments/{appointment}/move"), there),
        ("POST", format!("appointments/{settled}/no_show"), nothing()),
        ("GET", "resources".to_owned(), nothing()),
        ("GET", format!("resources/{resource}"), nothing()),
        (
            "PATCH",
            format!("resources/{resource}"),
            json!({"position": 3}),
        ),
        ("GET", "services".to_owned(), nothing()),
        ("GET", format!("services/{service}"), nothing()),
        (
            "PATCH",
            format!("services/{service}"),
            json!({"resources": []}),
        ),
        ("DELETE", format!("services/{service}"), nothing()),
        ("DELETE", format!("resources/{resource}"), nothing()),
        ("GET", "closures".to_owned(), nothing()),
        ("GET", format!("closures/{closure}"), nothing()),
        (
            "PUT",
            format!("closures/{closure}"),
            json!({"from_date": "2026-10-23"}),
        ),
        ("DELETE", format!("closures/{closure}"), nothing()),
        ("GET", "hours".to_owned(), nothing()),
        ("PUT", "hours".to_owned(), hours),
        ("GET", "exceptions".to_owned(), nothing()),
        ("GET", "exceptions/2026-10-24".to_owned(), nothing()),
        ("PUT", "exceptions/2026-10-24".to_owned(), special),
        ("DELETE", "exceptions/2026-10-24".to_owned(), nothing()),
        ("GET", "settings".to_owned(), nothing()),
        ("PATCH", "settings".to_owned(), json!({"holidays": "none"})),
        ("GET", "settings/support".to_owned(), nothing()),
        ("PUT", "settings/support".to_owned(), nothing()),
        ("GET", "calendar-feeds".to_owned(), nothing()),
        ("POST", format!("calendar-feeds/{feed}/rotate"), nothing()),
        ("DELETE", format!("calendar-feeds/{feed}"), nothing()),
    ] {
        let mark = if path.contains('?') { '&' } else { '?' };
        let path = format!("/api/{path}{mark}tenant_id=tenant_demo_001");
        let reply = ask(app, method, &path, &body).await;
        assert!(reply.status() < 300, "{method} {path}: {:?}", reply.body);
    }
    app.send("GET", "/calendar/x.ics", &[], b"").await;
}

/// The addresses of tickets and callbacks.
pub async fn tickets_and_callbacks(app: &TestApp) {
    let filtered = "status=open&priority=high&category=x&assigned_to=y&due_until=2026-12-31";
    let narrow = "status=due&kind=callback&assigned_to=y&urgent=true&from=2026-01-01";
    for (method, path, body) in [
        ("GET", "/api/tickets?", json!({})),
        ("GET", &format!("/api/tickets?{filtered}&"), json!({})),
        ("GET", "/api/tickets.csv?", json!({})),
        ("GET", "/api/tickets/x?", json!({})),
        ("PATCH", "/api/tickets/x?", json!({"status": "closed"})),
        ("PATCH", "/api/tickets/x?", json!({"priority": "low"})),
        ("POST", "/api/tickets/x/notes?", json!({"note": "n"})),
        ("GET", "/api/callbacks?", json!({})),
        ("GET", &format!("/api/callbacks?{narrow}&"), json!({})),
        (
            "GET",
            &format!("/api/callbacks?order=due&{narrow}&"),
            json!({}),
        ),
        ("GET", "/api/callbacks.csv?", json!({})),
        ("GET", "/api/callbacks/x?", json!({})),
        ("PATCH", "/api/callbacks/x?", json!({"status": "done"})),
    ] {
        let reply = ask(
            app,
            method,
            &format!("{path}tenant_id=tenant_demo_001"),
            &body,
        )
        .await;
        assert!(
            [200, 404].contains(&reply.status()),
            "{method} {path}: {:?}",
            reply.body
        );
    }
}
