//! No statement that a call sends reads a table from end to end.

mod addresses;
mod coverage;

use coccinelle_gateway::{http::Settings, jobs::run_due};
use serde_json::{Value, json};

use addresses::{the_diary, tickets_and_callbacks};

use crate::{
    app::{DEMO_ASSISTANT, TestApp, dev_variable},
    operator::{ask, phone, put},
    sqlite::Fault,
    vapi::Call,
};

/// Every tool, every branch that sends statements of its own, and the messages around them.
async fn a_busy_day(app: &TestApp) {
    let call = Call::new("c");
    let name = "Jean Dupont";
    let tools: [(&str, Value); 15] = [
        ("check_availability", json!({"date": "mardi"})),
        (
            "book_appointment",
            json!({"date": "mardi", "time": "10h", "customer_name": name}),
        ),
        ("find_appointments", json!({})),
        (
            "reschedule_appointment",
            json!({"new_date": "jeudi", "new_time": "15h"}),
        ),
        (
            "cancel_appointment",
            json!({"customer_name": name, "date": "jeudi"}),
        ),
        (
            "qualify_prospect",
            json!({"name": name, "budget_max": "300k"}),
        ),
        ("schedule_follow_up", json!({"when": "demain"})),
        (
            "create_ticket",
            json!({"subject": "Fuite", "description": "au plafond"}),
        ),
        (
            "find_tickets",
            json!({"ticket_number": 2001, "customer_name": name}),
        ),
        ("find_tickets", json!({})),
        (
            "add_ticket_note",
            json!({"ticket_number": 2001, "note": "encore"}),
        ),
        (
            "escalate_ticket",
            json!({"ticket_number": 2001, "reason": "urgent"}),
        ),
        ("request_callback", json!({"reason": "devis"})),
        ("get_business_info", json!({"topic": "hours"})),
        (
            "book_appointment",
            json!({"date": "mardi", "time": "10h", "customer_name": name}),
        ),
    ];
    for (index, (tool, arguments)) in tools.into_iter().enumerate() {
        app.post(&call.tool(&format!("t{index}"), tool, arguments))
            .await;
    }
    let outputs = json!({"u": {"name": "timeline", "result": "juin"}});
    for (kind, fields) in [
        ("transfer-destination-request", json!({})),
        ("status-update", json!({"status": "in-progress"})),
        ("session.created", json!({})),
        (
            "end-of-call-report",
            json!({"endedReason": "customer-ended-call", "analysis": {"summary": "Une fuite."},
                   "artifact": {"structuredOutputs": outputs,
                     "messages": [{"role": "bot", "message": "Je vous envoie un SMS."}]}}),
        ),
    ] {
        app.post(&call.message(kind, fields)).await;
    }
    let nobodys = json!({"type": "something-new", "call": {"id": "n", "assistantId": "nobody"}});
    app.post(&json!({"message": nobodys})).await;
    app.settled().await;
    the_inbox(app).await;
    let plans = json!({"secret": {"vapi_auth_plans": [{"type": "bearer", "token": "a-secret-of-its-own"}]}});
    let saved = put(app, "tenant_demo_001", plans).await;
    let endpoint = saved["endpoint"].as_str().unwrap().to_owned();
    let headers = [("authorization", "Bearer a-secret-of-its-own")];
    let body = call.message("hang", json!({})).to_string();
    app.send("POST", &endpoint, &headers, body.as_bytes()).await;
    ask(app, "GET", &phone("tenant_demo_001"), &json!({})).await;
    the_vapi(app).await;
    the_api(app).await;
    // A check that cannot be made.
    app.db.execute(
        "INSERT INTO call_logs (id, tenant_id) VALUES ('odd', 'tenant_demo_001');
         INSERT INTO truth_checks (tenant_id, call_id, due_at, said)
           VALUES ('tenant_demo_001', 'odd', '2026-10-01T00:00:00.000Z', '7')",
    );
    ask(app, "POST", "/api/jobs/truth", &json!({})).await;
    run_due(app.jobs()).await;
}

/// With an account at Vapi, so that what is asked there is asked.
fn busy_app() -> TestApp {
    let variable = |name: &str| match name {
        "VAPI_API_KEY" => Some("vapi-key".to_owned()),
        name => dev_variable(name),
    };
    TestApp::new().with_settings(Settings::read(variable, true))
}

/// A tenant's own account at Vapi, with a call that was never heard of.
async fn the_vapi(app: &TestApp) {
    let path = "/api/reconciliation?tenant_id=tenant_demo_001";
    ask(app, "PUT", path, &json!({"vapi_api_key": "key-at-vapi"})).await;
    let call = json!([{"id": "never-heard-of", "status": "ended", "assistantId": DEMO_ASSISTANT,
        "updatedAt": "2026-10-05T07:00:00Z", "endedReason": "customer-ended-call"}]);
    app.http
        .play(move |_| Ok(http::Response::new(call.to_string().into())));
    ask(app, "POST", "/api/jobs/reconcile", &json!({})).await;
    ask(app, "GET", path, &json!({})).await;
    let fetched = app.count("call_logs WHERE fetched_at IS NOT NULL");
    assert_eq!(fetched, 1);
}

/// Every address of the API that sends statements of its own.
async fn the_api(app: &TestApp) {
    let keys = "/api/keys?tenant_id=tenant_demo_001";
    let key = ask(app, "POST", keys, &json!({"name": "k"})).await.json();
    ask(app, "GET", keys, &json!({})).await;
    let bearer = format!("Bearer {}", key["key"].as_str().unwrap());
    let headers = [("authorization", bearer.as_str())];
    app.send("GET", "/api/channels/phone", &headers, b"").await;
    let path = format!(
        "/api/keys/{}?tenant_id=tenant_demo_001",
        key["id"].as_str().unwrap()
    );
    ask(app, "DELETE", &path, &json!({})).await;
    the_diary(app).await;
    the_calls(app).await;
    the_prospects(app).await;
    tickets_and_callbacks(app).await;
    forget_somebody(app).await;
}

/// The addresses of privacy, which leave nothing of the caller, and the jobs that follow.
async fn forget_somebody(app: &TestApp) {
    let person = json!({"phone": "0612345678", "email": "anne@example.org"});
    for (method, path, body) in [
        ("GET", "privacy?", json!({})),
        ("PATCH", "privacy?", json!({"events_days": 90})),
        ("POST", "exports?", person.clone()),
        ("POST", "erasures?", person),
        ("GET", "erasures?", json!({})),
        ("GET", "erasures/x?", json!({})),
        ("GET", "audit?", json!({})),
    ] {
        let path = format!("/api/{path}tenant_id=tenant_demo_001");
        let status = ask(app, method, &path, &body).await.status();
        assert!(status < 300 || path.contains("/x?"), "{path}: {status}");
    }
    // Vapi refuses the deletion at first.
    for (status, now) in [(403, "2026-12-05T08:00:00Z"), (200, "2026-12-06T08:00:00Z")] {
        app.http.play(move |_| {
            let answer = http::Response::builder().status(status).body("[]".into());
            Ok(answer.unwrap())
        });
        app.set_clock(now);
        run_due(app.jobs()).await;
        app.settled().await;
    }
}

/// The addresses of the calls.
async fn the_calls(app: &TestApp) {
    for path in [
        "?",
        "?status=completed&",
        "?number=0612345678&",
        "/live?",
        "/x?",
        "/x?bodies=true&",
    ] {
        let path = format!("/api/calls{path}tenant_id=tenant_demo_001");
        ask(app, "GET", &path, &json!({})).await;
    }
}

/// The addresses of prospects.
async fn the_prospects(app: &TestApp) {
    let id = app.db.value("SELECT id FROM prospects LIMIT 1");
    let one = format!("/{}", id.as_str().unwrap());
    for (method, path) in [
        ("GET", ""),
        ("GET", ".csv"),
        ("GET", &*one),
        ("PATCH", &*one),
        ("GET", &*format!("{one}/history")),
    ] {
        let path = format!("/api/prospects{path}?tenant_id=tenant_demo_001");
        let reply = ask(app, method, &path, &json!({"timeline": "en mai"})).await;
        assert_eq!(reply.status(), 200, "{path}: {:?}", reply.body);
    }
    let ranked = "/api/prospects?sort=score&tenant_id=tenant_demo_001";
    ask(app, "GET", ranked, &json!({})).await;
}

/// What is counted, what is stored alone, and the job that comes back to it.
async fn the_inbox(app: &TestApp) {
    let call = Call::from("i", "+33699999999");
    let noise = app.clone().impatient();
    noise.post(&call.message("speech-update", json!({}))).await;
    noise.settled().await;
    for kind in ["hang", "status-update"] {
        app.db.inject(Fault::Constraint);
        app.post(&call.message(kind, json!({"status": "ended"})))
            .await;
        app.db.inject_nothing(2);
        app.db.inject(Fault::Constraint);
        ask(app, "POST", "/api/jobs/inbox", &json!({})).await;
    }
    let of_demo = "tenant_id=tenant_demo_001";
    for path in [
        format!("/api/events?{of_demo}"),
        format!("/api/events?{of_demo}&state=pending"),
        format!("/api/events?{of_demo}&state=done"),
        format!("/api/events?{of_demo}&call_id=i"),
        "/api/events/unrouted".to_owned(),
        format!("/api/events/none?{of_demo}"),
    ] {
        ask(app, "GET", &path, &json!({})).await;
    }
    let id = app
        .db
        .value("SELECT id FROM stored_events WHERE state = 'pending'");
    app.db.heal();
    let replay = format!("/api/events/{}/replay?{of_demo}", id.as_str().unwrap());
    for unharmed in 0..4 {
        app.db.inject_nothing(unharmed);
        app.db.inject(Fault::Constraint);
        ask(app, "POST", &replay, &json!({})).await;
        app.db.heal();
    }
    // A message without a call that could not be processed, and a tool that is not there.
    let assistant = json!({"id": "vapi_assistant_demo_123"});
    let about_nothing = json!({"message": {"type": "call.telepathy", "assistant": assistant}});
    app.db.inject_nothing(1);
    app.db.inject(Fault::Constraint);
    let stored = app.post(&about_nothing).await;
    assert_eq!((stored.status(), stored.batches()), (200, 3));
    app.db.heal();
    let run = ask(app, "POST", "/api/jobs/inbox", &json!({})).await;
    assert_ne!(run.json()["done"], 0, "{:?}", run.body);
    app.post(&call.tool("e", "no_such_tool", json!({}))).await;
}

/// The steps that read a whole table. Lists in JSON parameters and subqueries are small.
fn table_scans(plan: &[String]) -> Vec<&String> {
    let subqueries: Vec<&str> = plan
        .iter()
        .filter_map(|step| {
            step.strip_prefix("CO-ROUTINE ")
                .or_else(|| step.strip_prefix("MATERIALIZE "))
        })
        .collect();
    plan.iter()
        .filter(|step| {
            step.strip_prefix("SCAN ").is_some_and(|what| {
                let name = what.split(' ').next().unwrap();
                let small = what.contains("VIRTUAL TABLE") || name == "CONSTANT";
                !small && !subqueries.contains(&name)
            })
        })
        .collect()
}

#[tokio::test]
async fn no_statement_reads_a_table_from_end_to_end() {
    let app = busy_app();
    a_busy_day(&app).await;
    let seen = app.db.seen();
    assert!(seen.len() > 50, "{}", seen.len());
    for sql in seen {
        let plan = app.db.plan(sql);
        assert!(
            table_scans(&plan).is_empty(),
            "{}\nin {sql}",
            plan.join("\n")
        );
    }
}

/// Rows from before there were series have none, which the statistics of an index count as one series.
#[tokio::test]
async fn a_series_is_searched_by_its_index_whatever_statistics_say() {
    let app = busy_app();
    let call = Call::new("c");
    let asked = json!({"date": "mardi", "time": "10h", "customer_name": "Jean Dupont"});
    app.ask(&call, "t", "book_appointment", asked).await;
    app.db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) \
         INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, \
           rdv_duration_minutes, resource_id, status) \
         SELECT 'old_' || i, 'tenant_demo_001', 'Jean', date('2026-01-01', '-' || i || ' day'), \
           '10:00', 30, 'somebody', 'confirmed' FROM n; ANALYZE;",
    );
    app.db.execute("ANALYZE sqlite_schema");
    let read_back = |sql: &&str| sql.contains("x.series_id");
    let found: Vec<_> = app.db.seen().into_iter().filter(read_back).collect();
    assert!(!found.is_empty());
    for sql in found {
        let plan = app.db.plan(sql);
        let searched = |step: &String| step.contains("SEARCH x USING INDEX rendez_vous_by_series");
        assert!(plan.iter().any(searched), "{}\nin {sql}", plan.join("\n"));
    }
}

#[tokio::test]
async fn what_a_number_finds_is_not_looked_for_day_by_day() {
    let app = busy_app();
    a_busy_day(&app).await;
    let by_number = |sql: &&str| sql.contains("$.caller_written");
    let found: Vec<_> = app.db.seen().into_iter().filter(by_number).collect();
    assert!(found.len() > 5, "{}", found.len());
    for sql in found {
        let plan = app.db.plan(sql).join("\n");
        assert!(!plan.contains("rendez_vous_upcoming"), "{plan}\nin {sql}");
    }
}

#[tokio::test]
async fn no_statement_reads_all_appointments_or_tickets_of_a_tenant() {
    let app = busy_app();
    a_busy_day(&app).await;
    for sql in app.db.seen() {
        let plan = app.db.plan(sql);
        let whole = |step: &String| {
            // What is open is what there is to do: few rows, whatever the years have left.
            let open = step.contains("tickets_open");
            let reads_all = [
                "rendez_vous",
                "tickets",
                "prospects",
                "call_logs",
                "slot_holds",
                "appointment_history",
            ]
            .iter()
            .any(|table| step.contains(&format!(" {table}_")) && step.ends_with("(tenant_id=?)"));
            reads_all && !open
        };
        assert!(!plan.iter().any(whole), "{}\nin {sql}", plan.join("\n"));
    }
}
