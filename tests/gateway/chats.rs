//! Simulations and text chats: answered in full, and only what the tenant allows is written.

use serde_json::{Value, json};

use crate::{
    app::{DEMO_ASSISTANT, TestApp},
    scenes::assert_speakable,
    vapi::Call,
};

/// Tables that a real call of [`every_writing_tool`] would fill.
const TABLES: [&str; 5] = [
    "rendez_vous",
    "prospects",
    "tickets",
    "ticket_notes",
    "callbacks",
];

fn every_writing_tool() -> [(&'static str, &'static str, Value); 5] {
    [
        (
            "a",
            "book_appointment",
            json!({"date": "2026-10-06", "time": "10:00", "customer_name": "Anne Martin", "customer_phone": "0612345678"}),
        ),
        (
            "b",
            "qualify_prospect",
            json!({"name": "Anne Martin", "budget_max": "250k", "phone": "0612345678"}),
        ),
        (
            "c",
            "create_ticket",
            json!({"subject": "Clé perdue", "customer_name": "Anne Martin"}),
        ),
        (
            "d",
            "request_callback",
            json!({"reason": "Devis", "phone": "0612345678"}),
        ),
        (
            "e",
            "schedule_follow_up",
            json!({"when": "demain", "phone": "0612345678"}),
        ),
    ]
}

fn voice_simulation() -> Call {
    let mut call = Call::anonymous("sim-1");
    call.more = json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}});
    call
}

fn parsed(entries: &[Value]) -> Vec<Value> {
    entries
        .iter()
        .map(|entry| {
            let text = entry["result"]
                .as_str()
                .unwrap_or_else(|| panic!("{entry}"));
            let result: Value = serde_json::from_str(text).unwrap();
            assert_speakable(&result);
            result
        })
        .collect()
}

/// A text chat with the demo assistant: no call at all.
fn chat(id: &str, calls: &[(&str, &str, Value)]) -> Value {
    let mut body = Call::new("unused").tools(calls);
    let message = body["message"].as_object_mut().unwrap();
    message.remove("call");
    message.insert(
        "chat".into(),
        json!({"id": id, "assistantId": DEMO_ASSISTANT}),
    );
    body
}

fn set_chats(app: &TestApp, setting: &str) {
    app.db.execute(&format!(
        "UPDATE tenant_settings SET text_chats = '{setting}' WHERE tenant_id = 'tenant_demo_001'"
    ));
}

fn assert_nothing_written(app: &TestApp, because: &str) {
    for table in TABLES {
        assert_eq!(app.count(table), 0, "{table}: {because}");
    }
}

#[tokio::test]
async fn a_simulation_is_answered_like_a_call_and_writes_nothing() {
    let app = TestApp::new();
    let reply = app
        .post(&voice_simulation().tools(&every_writing_tool()))
        .await;
    let results = parsed(&reply.results());
    let statuses: Vec<&Value> = results.iter().map(|result| &result["status"]).collect();
    assert_eq!(
        statuses,
        ["booked", "recorded", "created", "recorded", "recorded"]
    );
    assert!(
        results.iter().all(|result| result["dry_run"] == true),
        "{results:?}"
    );
    assert_nothing_written(&app, "a simulation");
    let row = app.row("SELECT * FROM call_logs");
    assert_eq!(
        (&row["simulated"], &row["kind"]),
        (&json!(1), &json!("call"))
    );
    for link in [
        "rdv_created",
        "ticket_created",
        "qualified_prospect_created",
    ] {
        assert_eq!(row[link], Value::Null, "{link}");
    }
    let report = voice_simulation().message(
        "end-of-call-report",
        json!({"endedReason": "customer-ended-call", "analysis": {"summary": "Essai."}}),
    );
    assert_eq!(app.post(&report).await.status(), 200);
    assert_nothing_written(&app, "the report of a simulation");
    let row = app.row("SELECT * FROM call_logs");
    assert_eq!(
        (&row["simulated"], &row["summary"]),
        (&json!(1), &json!("Essai."))
    );
}

#[tokio::test]
async fn a_simulation_changes_nothing_that_real_calls_made() {
    let app = TestApp::new();
    let real = Call::new("real");
    app.ask(
        &real,
        "t1",
        "create_ticket",
        json!({"subject": "Clé perdue", "customer_name": "Anne Martin"}),
    )
    .await;
    app.ask(
        &real,
        "t2",
        "qualify_prospect",
        json!({"name": "Anne Martin"}),
    )
    .await;
    let before: Vec<_> = TABLES
        .map(|table| app.db.query(&format!("SELECT * FROM {table}")))
        .into();
    let mut simulation = voice_simulation();
    simulation.caller = real.caller;
    let noted = app
        .ask(
            &simulation,
            "a",
            "add_ticket_note",
            json!({"ticket_number": 2001, "note": "Essai"}),
        )
        .await;
    assert_eq!(
        (&noted["status"], &noted["dry_run"]),
        (&json!("updated"), &json!(true))
    );
    app.ask(
        &simulation,
        "b",
        "escalate_ticket",
        json!({"ticket_number": 2001, "reason": "Essai"}),
    )
    .await;
    app.ask(
        &simulation,
        "c",
        "qualify_prospect",
        json!({"name": "Personne", "budget_max": "1k"}),
    )
    .await;
    let after: Vec<_> = TABLES
        .map(|table| app.db.query(&format!("SELECT * FROM {table}")))
        .into();
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_text_chat_is_told_that_this_line_takes_calls() {
    let app = TestApp::new();
    let reply = app.post(&chat("chat-1", &every_writing_tool())).await;
    for result in parsed(&reply.results()) {
        assert_eq!(result["status"], "info");
        assert!(result.get("appointment_id").is_none(), "{result}");
    }
    assert_nothing_written(&app, "chats are off");
    assert_eq!((app.count("tool_calls"), app.count("call_logs")), (0, 0));
}

#[tokio::test]
async fn a_dry_chat_promises_nothing() {
    let app = TestApp::new();
    set_chats(&app, "dry");
    let reply = app.post(&chat("chat-1", &every_writing_tool())).await;
    for result in parsed(&reply.results()) {
        assert_eq!(
            (&result["status"], &result["dry_run"]),
            (&json!("info"), &json!(true))
        );
        assert!(
            result["say"].as_str().unwrap().contains("appel"),
            "{result}"
        );
    }
    let reading = [("r", "check_availability", json!({"date": "2026-10-06"}))];
    let free = parsed(&app.post(&chat("chat-1", &reading)).await.results());
    assert_eq!(
        (&free[0]["status"], &free[0]["dry_run"]),
        (&json!("available"), &json!(true))
    );
    assert_nothing_written(&app, "chats are dry");
    let row = app.row("SELECT * FROM call_logs");
    assert_eq!(
        (&row["kind"], &row["simulated"], &row["vapi_call_id"]),
        (&json!("chat"), &json!(0), &json!("chat:chat-1"))
    );
}

#[tokio::test]
async fn a_live_chat_acts_once_under_its_own_id() {
    let app = TestApp::new();
    set_chats(&app, "live");
    for (id, replayed) in [("chat-1", false), ("chat-1", true)] {
        let results = parsed(&app.post(&chat(id, &every_writing_tool())).await.results());
        assert!(
            results.iter().all(|result| result.get("dry_run").is_none()),
            "{results:?}"
        );
        assert!(
            results
                .iter()
                .all(|result| result.get("replayed").is_some() == replayed),
            "{results:?}"
        );
    }
    for table in ["rendez_vous", "prospects", "tickets"] {
        assert_eq!(app.count(table), 1, "{table}");
    }
    assert_eq!(app.count("callbacks"), 2);
    let prospect = app.row("SELECT * FROM prospects");
    assert_eq!(
        (&prospect["phone_source"], &prospect["caller_number"]),
        (&json!("model"), &Value::Null)
    );
    app.post(&chat("chat-2", &[("a", "find_tickets", json!({}))]))
        .await;
    assert_eq!(app.count("call_logs WHERE kind = 'chat'"), 2);
}

#[tokio::test]
async fn a_simulated_chat_is_dry_whatever_the_setting() {
    for setting in ["off", "dry", "live"] {
        let app = TestApp::new();
        set_chats(&app, setting);
        let mut body = chat("chat-1", &every_writing_tool());
        body["message"]["call"] = json!({"transport": {"provider": "vapi.webchat"}});
        let results = parsed(&app.post(&body).await.results());
        assert!(
            results.iter().all(|result| result["dry_run"] == true),
            "{setting}: {results:?}"
        );
        assert_nothing_written(&app, setting);
    }
}

#[tokio::test]
async fn only_vapi_says_what_a_simulation_is() {
    let app = TestApp::new();
    let mut call = Call::new("c");
    call.more = json!({"metadata": {"isSimulation": "true"}});
    let arguments = json!({"subject": "Clé perdue", "isSimulation": true, "dry_run": true});
    let result = app.ask(&call, "t", "create_ticket", arguments).await;
    assert!(
        result.get("dry_run").is_none(),
        "metadata of a phone call are the integrator's: {result}"
    );
    assert_eq!(app.count("tickets"), 1);
}
