//! Every address of the description and every tool, for one tenant, with everything that another has.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    operator::{ask, tenant},
    person::{TRACES, person, write_person},
    tables,
    vapi::Call,
};

/// Bodies of changes, each of which some address takes.
fn bodies() -> Vec<Value> {
    vec![
        json!({}),
        person(),
        json!({"notes": "x"}),
        json!({"note": "x"}),
        json!({"name": "x"}),
        json!({"name_fr": "x", "name_en": "x"}),
        json!({"status": "done"}),
        json!({"status": "closed"}),
        json!({"date": "2026-11-06", "time": "10:00"}),
        json!({"from_date": "2026-11-07"}),
        json!({"hours": [{"opens": "09:00", "closes": "10:00"}]}),
        json!({"hours": [{"weekday": 1, "opens": "09:00", "closes": "10:00"}]}),
    ]
}

/// Whatever an address may name of a tenant.
fn names(app: &TestApp, tenant: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (table, column) in [
        ("rendez_vous", "id"),
        ("tickets", "id"),
        ("tickets", "ticket_number"),
        ("prospects", "id"),
        ("callbacks", "id"),
        ("call_logs", "id"),
        ("call_logs", "vapi_call_id"),
        ("stored_events", "id"),
        ("resources", "id"),
        ("services", "id"),
        ("closures", "id"),
        ("calendar_feeds", "id"),
        ("opening_exceptions", "date"),
        ("api_keys", "id"),
        ("erasures", "id"),
    ] {
        let sql = format!(
            "SELECT CAST({column} AS TEXT) AS name FROM {table} \
             WHERE tenant_id = '{tenant}' AND {column} IS NOT NULL LIMIT 2"
        );
        let found = app.db.query(&sql);
        assert!(!found.is_empty(), "{table}");
        names.extend(
            found
                .iter()
                .map(|row| row["name"].as_str().unwrap().to_owned()),
        );
    }
    names
}

/// Everything the API makes for a tenant, and a person in all of it.
async fn furnished(app: &TestApp, name: &str) {
    tenant(app, name, json!({})).await;
    let asked = |method: &'static str, path: &'static str, body: Value| async move {
        let path = format!("/api/{path}?tenant_id={name}");
        let reply = ask(app, method, &path, &body).await;
        assert!(reply.status() < 300, "{path}: {:?}", reply.body);
    };
    asked("POST", "resources", json!({"name": "Paul"})).await;
    asked("POST", "closures", json!({"from_date": "2026-10-22"})).await;
    asked("POST", "calendar-feeds", json!({"name": "Anne"})).await;
    asked("POST", "keys", json!({"name": "k"})).await;
    let hours = json!({"hours": [{"opens": "09:00", "closes": "12:00"}]});
    asked("PUT", "exceptions/2026-10-20", hours).await;
    asked(
        "POST",
        "erasures",
        json!({"email": "nobody@nowhere.example"}),
    )
    .await;
    write_person(app, name);
}

fn addresses() -> Vec<(String, String)> {
    let text = include_str!("../../docs/openapi.json");
    let description: Value = serde_json::from_str(text).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let of_path = |(path, methods): (&String, &Value)| -> Vec<(String, String)> {
        let methods = methods.as_object().unwrap();
        methods
            .keys()
            .map(|method| (method.to_uppercase(), path.clone()))
            .collect()
    };
    let all: Vec<_> = paths.iter().flat_map(of_path).collect();
    assert!(all.len() > 60, "{}", all.len());
    all
}

#[tokio::test]
async fn no_address_tells_or_changes_anything_of_another_tenant() {
    let app = TestApp::new();
    furnished(&app, "ours").await;
    tenant(&app, "theirs", json!({})).await;
    let made = ask(
        &app,
        "POST",
        "/api/keys?tenant_id=theirs",
        &json!({"name": "k"}),
    )
    .await;
    let key = format!("Bearer {}", made.json()["key"].as_str().unwrap());
    let headers = [("authorization", key.as_str()), ("if-match", "*")];
    app.settled().await;
    let before = tables::of_tenant(&app.db, "ours");
    let names = names(&app, "ours");
    let (mut asked, mut shown) = (0, 0);
    for (method, path) in addresses() {
        let parameter = path
            .split('{')
            .nth(1)
            .and_then(|rest| rest.split('}').next());
        let paths: Vec<String> = match parameter {
            None => vec![path.clone(), format!("{path}?tenant_id=ours")],
            Some(parameter) => names
                .iter()
                .map(|name| path.replace(&format!("{{{parameter}}}"), name))
                .collect(),
        };
        let bodies = if method == "GET" {
            vec![json!({})]
        } else {
            bodies()
        };
        for path in &paths {
            for body in &bodies {
                let body = body.to_string();
                let reply = app.send(&method, path, &headers, body.as_bytes()).await;
                let text = String::from_utf8_lossy(&reply.body);
                let trace = TRACES.iter().find(|trace| text.contains(**trace));
                assert_eq!(trace, None, "{method} {path} {body}: {text}");
                assert_ne!(reply.status(), 500, "{method} {path} {body}: {text}");
                asked += 1;
            }
            if method == "GET" && !path.contains('?') {
                let reply = ask(&app, "GET", &format!("{path}?tenant_id=ours"), &json!({})).await;
                let text = String::from_utf8_lossy(&reply.body);
                shown += usize::from(TRACES.iter().any(|trace| text.contains(*trace)));
            }
        }
        tables::assert_same(&tables::of_tenant(&app.db, "ours"), &before);
    }
    app.settled().await;
    assert!(asked > 1000, "{asked}");
    assert!(
        shown > 10,
        "the same addresses show it to whom it belongs: {shown}"
    );
}

#[tokio::test]
async fn no_tool_tells_or_changes_anything_of_another_tenant() {
    let app = TestApp::new();
    furnished(&app, "ours").await;
    tenant(&app, "theirs", json!({})).await;
    app.settled().await;
    let before = tables::of_tenant(&app.db, "ours");
    let numbers = app.db.query("SELECT ticket_number AS n FROM tickets");
    let number = numbers[0]["n"].clone();
    // The person calls both, from the same number and under the same name.
    let name = "Marie Dupontel";
    let tools = [
        (
            "find_appointments",
            json!({"customer_name": name, "date": "2026-11-05"}),
        ),
        (
            "cancel_appointment",
            json!({"appointment_id": "live_ours", "customer_name": name}),
        ),
        (
            "cancel_appointment",
            json!({"date": "2026-11-05", "customer_name": name}),
        ),
        (
            "reschedule_appointment",
            json!({"appointment_id": "live_ours", "new_date": "2026-11-06", "new_time": "10:00"}),
        ),
        ("find_tickets", json!({})),
        (
            "find_tickets",
            json!({"ticket_number": number, "customer_name": name}),
        ),
        (
            "add_ticket_note",
            json!({"ticket_number": number, "note": "x", "customer_name": name}),
        ),
        (
            "escalate_ticket",
            json!({"ticket_number": number, "reason": "x"}),
        ),
        (
            "qualify_prospect",
            json!({"phone": "0612345678", "timeline": "juin"}),
        ),
        ("schedule_follow_up", json!({"when": "demain à 10 h"})),
        ("request_callback", json!({"reason": "x"})),
        ("create_ticket", json!({"subject": "x"})),
        ("get_business_info", json!({})),
        ("check_availability", json!({"date": "2026-11-05"})),
        (
            "book_appointment",
            json!({"date": "2026-11-05", "time": "10:00", "customer_name": "Paul"}),
        ),
    ];
    // In a call of its own, and in one that has the id of a call of ours.
    for id in ["c", "vapi_ours"] {
        let mut call = Call::new(id);
        call.assistant = "assistant_theirs".into();
        for (index, (tool, arguments)) in tools.iter().enumerate() {
            let message = call.tool(&format!("t{index}"), tool, arguments.clone());
            let reply = app.post(&message).await;
            let text = String::from_utf8_lossy(&reply.body);
            assert_eq!(reply.results().len(), 1, "{tool}: {text}");
            assert!(reply.results()[0]["result"].is_string(), "{tool}: {text}");
            for trace in ["Dupontel", "fuite", "Chaussée", "live_ours", "ticket_ours"] {
                assert!(!text.contains(trace), "{tool} {arguments}: {text}");
            }
        }
        let report = json!({"endedReason": "customer-ended-call", "analysis": {"summary": "x"}});
        app.post(&call.message("end-of-call-report", report)).await;
        app.settled().await;
        tables::assert_same(&tables::of_tenant(&app.db, "ours"), &before);
    }
    assert_eq!(
        app.count("rendez_vous WHERE tenant_id = 'theirs' AND status = 'confirmed'"),
        1
    );
}
