//! Tickets over the API: listed, read with their history, changed, answered, exported.

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    operator::ask,
    scenes::{add_other_tenant, with_ticket},
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
    let path = format!("/api/tickets/{id}?{DEMO}");
    app.send("PATCH", &path, &headers, body.to_string().as_bytes())
        .await
}

/// The numbers on a page.
fn numbers(reply: &Reply) -> Vec<i64> {
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    let page = reply.json();
    let rows = page["data"].as_array().unwrap().iter();
    rows.map(|row| row["ticket_number"].as_i64().unwrap())
        .collect()
}

fn ticket_id(app: &TestApp) -> String {
    app.db
        .value("SELECT id FROM tickets")
        .as_str()
        .unwrap()
        .to_owned()
}

/// Ten tickets, one an hour from 6 October 2026, 08:00 UTC on; 2002 to 2011.
async fn a_list() -> TestApp {
    let app = with_ticket().await;
    app.db.execute("DELETE FROM tickets");
    for n in 0..10 {
        app.db.execute(&format!(
            "INSERT INTO tickets (id, tenant_id, ticket_number, customer_name, subject, category,
               priority, status, assigned_to, created_at, due_at)
             VALUES ('k{n}', 'tenant_demo_001', {number}, 'N', 'S', '{category}', '{priority}',
               '{status}', {to}, '2026-10-06T{hour:02}:00:00.000Z', '2026-10-0{day}T08:00:00.000Z')",
            number = 2002 + n,
            category = if n % 2 == 0 { "technique" } else { "facturation" },
            priority = ["low", "medium", "high", "urgent"][n % 4],
            status = ["open", "in_progress", "closed"][n % 3],
            to = if n < 5 { "'paul'" } else { "NULL" },
            hour = 8 + n,
            day = 1 + n % 9,
        ));
    }
    app
}

#[tokio::test]
async fn filters_narrow_and_pages_follow_each_other() {
    let app = a_list().await;
    for (query, expected) in [
        (
            "",
            vec![2011, 2010, 2009, 2008, 2007, 2006, 2005, 2004, 2003, 2002],
        ),
        ("status=closed", vec![2010, 2007, 2004]),
        (
            "status=open&status=closed",
            vec![2011, 2010, 2008, 2007, 2005, 2004, 2002],
        ),
        ("priority=urgent", vec![2009, 2005]),
        (
            "category=facturation&priority=medium",
            vec![2011, 2007, 2003],
        ),
        ("assigned_to=paul&status=open", vec![2005, 2002]),
        ("from=2026-10-06T15:00:00Z", vec![2011, 2010, 2009]),
        (
            "from=2026-10-06&until=2026-10-06T09:00:00%2B00:00",
            vec![2002],
        ),
        ("until=2026-10-05", vec![]),
        ("due_until=2026-10-02", vec![2011, 2003, 2002]),
        ("category=%27%20OR%201=1--", vec![]),
    ] {
        let reply = get(&app, &format!("/api/tickets?{query}")).await;
        assert_eq!(numbers(&reply), expected, "{query}");
    }
    let mut seen = Vec::new();
    let mut path = "/api/tickets?limit=3&category=technique".to_owned();
    loop {
        let page = get(&app, &path).await;
        seen.extend(numbers(&page));
        match page.json()["next_cursor"].as_str() {
            Some(cursor) => {
                path = format!("/api/tickets?limit=3&category=technique&cursor={cursor}")
            }
            None => break,
        }
    }
    assert_eq!(seen, [2010, 2008, 2006, 2004, 2002]);
    for query in [
        "state=open",
        "status=lost",
        "from=hier",
        "limit=0",
        "cursor=x",
    ] {
        let reply = get(&app, &format!("/api/tickets?{query}")).await;
        assert_eq!(reply.status(), 422, "{query}");
    }
}

#[tokio::test]
async fn a_ticket_is_read_with_its_history_in_order() {
    let app = with_ticket().await;
    let call = Call::new("c");
    for (id, note) in [("a", "Premier"), ("b", "Deuxième"), ("c", "Troisième")] {
        app.ask(
            &call,
            id,
            "add_ticket_note",
            json!({"ticket_number": 2001, "note": note}),
        )
        .await;
    }
    let id = ticket_id(&app);
    let path = format!("/api/tickets/{id}/notes?{DEMO}");
    let added = ask(&app, "POST", &path, &json!({"note": " Rappelé "})).await;
    assert_eq!(added.status(), 201);
    let read = get(&app, &format!("/api/tickets/{id}")).await;
    assert_eq!(read.json(), added.json());
    let notes: Vec<String> = read.json()["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| {
            format!(
                "{} {}",
                note["author"].as_str().unwrap(),
                note["note"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        notes,
        [
            "caller Premier",
            "caller Deuxième",
            "caller Troisième",
            "staff Rappelé"
        ]
    );
    // Staff have written into it: that is an answer.
    assert_eq!(read.json()["responded_at"], "2026-10-05T08:00:00.000Z");
    assert_eq!(read.json()["ticket_number"], 2001);
    for note in [
        json!({"note": ""}),
        json!({"note": "x".repeat(4001)}),
        json!({}),
        json!({"text": "x"}),
    ] {
        assert_eq!(ask(&app, "POST", &path, &note).await.status(), 422);
    }
}

#[tokio::test]
async fn a_change_is_for_the_version_that_was_read() {
    let app = with_ticket().await;
    let id = ticket_id(&app);
    let read = get(&app, &format!("/api/tickets/{id}")).await;
    let tag = read.parts.headers["etag"].to_str().unwrap().to_owned();
    let body = json!({"status": "in_progress", "assigned_to": "paul", "category": null});
    app.set_clock("2026-10-05T09:00:00Z");
    let changed = patch(&app, &id, &body, Some(&tag)).await;
    assert_eq!(changed.status(), 200, "{:?}", changed.body);
    let now = changed.json();
    for (field, value) in [
        ("status", json!("in_progress")),
        ("assigned_to", json!("paul")),
        ("assigned_at", json!("2026-10-05T09:00:00.000Z")),
        ("responded_at", json!("2026-10-05T09:00:00.000Z")),
        ("category", Value::Null),
        ("priority", json!("urgent")),
        ("subject", json!("Chaudière en panne")),
    ] {
        assert_eq!(now[field], value, "{field}");
    }
    let before = app.row("SELECT * FROM tickets");
    assert_eq!(patch(&app, &id, &body, Some(&tag)).await.status(), 412);
    assert_eq!(patch(&app, &id, &body, Some("\"x\"")).await.status(), 412);
    assert_eq!(app.row("SELECT * FROM tickets"), before);
    let tag = changed.parts.headers["etag"].to_str().unwrap();
    assert_ne!(tag, read.parts.headers["etag"].to_str().unwrap());
    assert_eq!(
        patch(
            &app,
            &id,
            &json!({"status": "resolved", "resolution_notes": "Pièce changée"}),
            Some(tag)
        )
        .await
        .status(),
        200
    );
    assert_eq!(
        patch(&app, &id, &json!({"status": "open"}), Some("*"))
            .await
            .json()["resolved_at"],
        Value::Null
    );
    for body in [
        json!({"status": "lost"}),
        json!({"ticket_number": 1}),
        json!({"assigned_to": ""}),
        json!({"subject": null}),
        json!({"category": "x".repeat(61)}),
    ] {
        assert_eq!(patch(&app, &id, &body, None).await.status(), 422, "{body}");
    }
    assert_eq!(patch(&app, "nobody", &json!({}), None).await.status(), 404);
}

#[tokio::test]
async fn another_priority_has_other_due_times() {
    let app = with_ticket().await;
    let id = ticket_id(&app);
    app.db
        .execute("UPDATE tickets SET late_at = '2026-10-05T15:00:00.000Z'");
    app.set_clock("2026-10-06T08:00:00Z");
    // Counted from Monday at ten: 960 and 2400 minutes of eight hours a day.
    let changed = patch(&app, &id, &json!({"priority": "low"}), None)
        .await
        .json();
    assert_eq!(
        [
            &changed["priority"],
            &changed["response_due_at"],
            &changed["due_at"],
            &changed["late_at"]
        ],
        [
            &json!("low"),
            &json!("2026-10-07T08:00:00.000Z"),
            &json!("2026-10-12T08:00:00.000Z"),
            &Value::Null
        ]
    );
}

#[tokio::test]
async fn the_file_holds_all_that_fits_and_computes_nothing() {
    let app = a_list().await;
    app.db.execute(
        r#"UPDATE tickets SET subject = '=HYPERLINK("http://x")', customer_name = '@SUM(1+1)',
           customer_phone = '+33612345678', description = 'a;b' WHERE id = 'k0';
           INSERT INTO tickets (id, tenant_id, customer_name, subject, created_at)
           SELECT 'm' || value, 'tenant_demo_001', 'N', 'S', '2026-10-01T08:00:00.000Z'
           FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 450)
                 SELECT value FROM n)"#,
    );
    let reply = get(&app, "/api/tickets.csv").await;
    let file = String::from_utf8(reply.body.to_vec()).unwrap();
    let lines: Vec<&str> = file.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 1 + 460);
    assert!(lines[0].starts_with("ticket_number,status,priority,category,subject"));
    let hostile = lines.iter().find(|line| line.starts_with("2002,")).unwrap();
    assert!(
        hostile.contains("\"'=HYPERLINK") && hostile.contains(",'@SUM(1+1),+33612345678,"),
        "{hostile}"
    );
    let narrowed = get(&app, "/api/tickets.csv?priority=urgent").await;
    assert_eq!(
        String::from_utf8_lossy(&narrowed.body)
            .trim_end()
            .split("\r\n")
            .count(),
        3
    );
    assert_eq!(get(&app, "/api/tickets.csv?state=open").await.status(), 422);
}

#[tokio::test]
async fn another_tenants_tickets_are_not_there() {
    let app = with_ticket().await;
    add_other_tenant(&app);
    let id = ticket_id(&app);
    let made = ask(
        &app,
        "POST",
        "/api/keys?tenant_id=tenant_other",
        &json!({"name": "k"}),
    )
    .await;
    let bearer = format!("Bearer {}", made.json()["key"].as_str().unwrap());
    let headers = [("authorization", bearer.as_str())];
    let before = app.row("SELECT * FROM tickets");
    for (method, suffix, body) in [
        ("GET", "", &b""[..]),
        ("PATCH", "", br#"{"status":"closed"}"#),
        ("PATCH", "", br#"{"priority":"low"}"#),
        ("POST", "/notes", br#"{"note":"x"}"#),
    ] {
        let mut bodies = Vec::new();
        for id in [id.as_str(), "no-such-ticket"] {
            let path = format!("/api/tickets/{id}{suffix}");
            let reply = app.send(method, &path, &headers, body).await;
            assert_eq!(reply.status(), 404, "{method} {suffix}");
            bodies.push(reply.body);
        }
        assert_eq!(bodies[0], bodies[1], "{method} {suffix}: byte-equal");
    }
    let list = app.send("GET", "/api/tickets", &headers, b"").await;
    assert_eq!(list.json()["data"], json!([]));
    let file = app.send("GET", "/api/tickets.csv", &headers, b"").await;
    assert_eq!(String::from_utf8_lossy(&file.body).lines().count(), 1);
    assert_eq!(app.row("SELECT * FROM tickets"), before);
    assert_eq!(app.count("ticket_notes"), 0);
}
