//! The callback list over the API: what is due, whose it is, what came of it.

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    operator::ask,
    scenes::add_other_tenant,
    vapi::Call,
};

const DEMO: &str = "tenant_id=tenant_demo_001";

async fn get(app: &TestApp, path: &str) -> Reply {
    let join = if path.contains('?') { '&' } else { '?' };
    ask(app, "GET", &format!("{path}{join}{DEMO}"), &Value::Null).await
}

async fn patch(app: &TestApp, id: &str, body: &Value, if_match: Option<&str>) -> Reply {
    let mut headers = vec![("authorization", "Bearer dev-operator-token")];
    headers.extend(if_match.map(|tag| ("if-match", tag)));
    let path = format!("/api/callbacks/{id}?{DEMO}");
    app.send("PATCH", &path, &headers, body.to_string().as_bytes())
        .await
}

fn ids(reply: &Reply) -> String {
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    let page = reply.json();
    let rows = page["data"].as_array().unwrap().iter();
    rows.map(|row| row["id"].as_str().unwrap())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Entries a to e: made one after the other, due in another order.
fn a_list() -> TestApp {
    let app = TestApp::new();
    for (id, kind, status, to, due, urgent) in [
        (
            "a",
            "callback",
            "due",
            "'paul'",
            "'2026-10-09T08:00:00.000Z'",
            0,
        ),
        (
            "b",
            "follow_up",
            "due",
            "NULL",
            "'2026-10-07T08:00:00.000Z'",
            0,
        ),
        (
            "c",
            "promise",
            "done",
            "'paul'",
            "'2026-10-06T08:00:00.000Z'",
            0,
        ),
        // Written by hand: waits since it was made.
        ("d", "callback", "due", "NULL", "NULL", 1),
        ("e", "transfer", "cancelled", "NULL", "NULL", 0),
    ] {
        app.db.execute(&format!(
            "INSERT INTO callbacks (id, tenant_id, kind, status, assigned_to, due_at, urgent, created_at)
             VALUES ('{id}', 'tenant_demo_001', '{kind}', '{status}', {to}, {due}, {urgent},
               '2026-10-0{day}T08:00:00.000Z')",
            day = 1 + u32::from(id.as_bytes()[0] - b'a'),
        ));
    }
    app
}

#[tokio::test]
async fn what_is_due_comes_in_the_order_in_which_it_waits() {
    let app = a_list();
    for (query, expected) in [
        ("", "e d c b a"),
        ("order=due", "d b a"),
        ("order=due&due_until=2026-10-07", "d b"),
        ("order=due&assigned_to=paul", "a"),
        ("status=done&status=cancelled", "e c"),
        ("kind=callback&kind=transfer", "e d a"),
        ("urgent=true", "d"),
        ("from=2026-10-02&until=2026-10-03", "c b"),
    ] {
        assert_eq!(
            ids(&get(&app, &format!("/api/callbacks?{query}")).await),
            expected,
            "{query}"
        );
    }
    for order in ["due", "newest"] {
        let mut seen = Vec::new();
        let mut path = format!("/api/callbacks?order={order}&limit=1");
        loop {
            let page = get(&app, &path).await;
            seen.push(ids(&page));
            match page.json()["next_cursor"].as_str() {
                Some(cursor) => {
                    path = format!("/api/callbacks?order={order}&limit=1&cursor={cursor}")
                }
                None => break,
            }
        }
        let all = get(&app, &format!("/api/callbacks?order={order}")).await;
        assert_eq!(seen.join(" "), ids(&all), "{order}");
    }
    for query in ["state=due", "kind=fax", "order=random", "urgent=maybe"] {
        assert_eq!(
            get(&app, &format!("/api/callbacks?{query}")).await.status(),
            422,
            "{query}"
        );
    }
}

#[tokio::test]
async fn an_entry_tells_its_call_and_quote_and_is_done_once_it_is() {
    let app = TestApp::new();
    let arguments = json!({"reason": "Fuite de gaz", "name": "Anne Martin"});
    let made = app
        .ask(&Call::new("c"), "t", "request_callback", arguments)
        .await;
    let id = made["callback_id"].as_str().unwrap();
    let read = get(&app, &format!("/api/callbacks/{id}")).await;
    let entry = read.json();
    for (field, value) in [
        ("kind", json!("callback")),
        ("source", json!("tool")),
        ("status", json!("due")),
        ("urgent", json!(true)),
        ("name", json!("Anne Martin")),
        ("phone", json!("+33612345678")),
        ("source_quote", json!("Fuite de gaz")),
        ("due_at", json!("2026-10-05T08:00:00.000Z")),
        ("call_id", app.row("SELECT id FROM call_logs")["id"].clone()),
    ] {
        assert_eq!(entry[field], value, "{field}");
    }
    let tag = read.parts.headers["etag"].to_str().unwrap();
    app.set_clock("2026-10-05T09:00:00Z");
    let done =
        json!({"status": "done", "assigned_to": "paul", "outcome": "Rappelée, GRDF prévenu"});
    let changed = patch(&app, id, &done, Some(tag)).await;
    assert_eq!(changed.status(), 200, "{:?}", changed.body);
    let now = changed.json();
    assert_eq!(
        [
            &now["status"],
            &now["assigned_to"],
            &now["outcome"],
            &now["done_at"]
        ],
        [
            &json!("done"),
            &json!("paul"),
            &json!("Rappelée, GRDF prévenu"),
            &json!("2026-10-05T09:00:00.000Z")
        ]
    );
    assert_eq!(patch(&app, id, &done, Some(tag)).await.status(), 412);
    let again = patch(
        &app,
        id,
        &json!({"status": "due", "due_at": "2026-10-08T10:00:00+02:00", "assigned_to": null}),
        None,
    )
    .await
    .json();
    assert_eq!(
        [
            &again["status"],
            &again["due_at"],
            &again["done_at"],
            &again["assigned_to"]
        ],
        [
            &json!("due"),
            &json!("2026-10-08T08:00:00.000Z"),
            &Value::Null,
            &Value::Null
        ]
    );
    for body in [
        json!({"status": "open"}),
        json!({"phone": "x"}),
        json!({"due_at": "mardi"}),
        json!({"outcome": ""}),
    ] {
        assert_eq!(patch(&app, id, &body, None).await.status(), 422, "{body}");
    }
    assert_eq!(patch(&app, "nobody", &json!({}), None).await.status(), 404);
}

#[tokio::test]
async fn another_tenants_entries_are_not_there() {
    let app = a_list();
    add_other_tenant(&app);
    let made = ask(
        &app,
        "POST",
        "/api/keys?tenant_id=tenant_other",
        &json!({"name": "k"}),
    )
    .await;
    let bearer = format!("Bearer {}", made.json()["key"].as_str().unwrap());
    let headers = [("authorization", bearer.as_str())];
    for (method, body) in [("GET", &b""[..]), ("PATCH", br#"{"status":"done"}"#)] {
        let mut bodies = Vec::new();
        for id in ["a", "nobody"] {
            let reply = app
                .send(method, &format!("/api/callbacks/{id}"), &headers, body)
                .await;
            assert_eq!(reply.status(), 404, "{method}");
            bodies.push(reply.body);
        }
        assert_eq!(bodies[0], bodies[1], "{method}: byte-equal");
    }
    for path in ["/api/callbacks", "/api/callbacks?order=due"] {
        let list = app.send("GET", path, &headers, b"").await;
        assert_eq!(list.json()["data"], json!([]), "{path}");
    }
    assert_eq!(app.count("callbacks WHERE status = 'done'"), 1);
}

#[tokio::test]
async fn the_file_holds_what_fits() {
    let app = a_list();
    app.db
        .execute("UPDATE callbacks SET reason = '=1+1' WHERE id = 'a'");
    let file = get(&app, "/api/callbacks.csv?kind=callback").await;
    let text = String::from_utf8(file.body.to_vec()).unwrap();
    let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].starts_with("kind,status,urgent,due_at"), "{text}");
    assert!(lines[2].contains(",'=1+1,"), "{text}");
}
