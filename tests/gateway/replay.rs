//! Every recorded payload through the router: those of `tests/fixtures`, and those of the folder
//! that `VAPI_FIXTURES` names. Each is posted as recorded, then as a call of the demo tenant.

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    payloads::{Kind, Payload, own, recorded, usable},
};

/// The texts of a body with the name of the field each stands in.
fn texts<'a>(field: &'a str, value: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::String(text) => found.push((field, text)),
        Value::Array(items) => items.iter().for_each(|item| texts(field, item, found)),
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| texts(name, value, found)),
        _ => {}
    }
}

fn is_secret(field: &str) -> bool {
    let field = field.to_lowercase();
    [
        "token",
        "secret",
        "password",
        "apikey",
        "authorization",
        "controlurl",
        "listenurl",
        "accountsid",
    ]
    .iter()
    .any(|part| field.contains(part))
}

/// Neither the log nor what is stored holds what it must not.
fn assert_discreet(payload: &Payload, app: &TestApp) {
    let mut given = Vec::new();
    texts("", &payload.body, &mut given);
    let (secrets, open): (Vec<_>, Vec<_>) = given
        .into_iter()
        .partition(|(field, text)| is_secret(field) && text.len() > 3);
    let is_open = |secret: &str| open.iter().any(|(_, text)| text.contains(secret));
    let kept = kept(app);
    let mut kept_texts = Vec::new();
    texts("", &kept, &mut kept_texts);
    let log = Value::from(app.log()).to_string();
    for (field, secret) in secrets {
        let stored = kept_texts
            .iter()
            .any(|(name, text)| text.contains(secret) && (*name == field || !is_open(secret)));
        assert!(!stored, "{}: {field} is stored", payload.name);
        assert!(!log.contains(secret), "{}: {field} is logged", payload.name);
    }
    for (field, text) in open {
        let is_number = text.starts_with('+') && text.len() > 8;
        let is_said = text.len() >= 16 && !matches!(field, "id" | "type" | "name" | "assistantId");
        let logged = log.contains(text) || log.contains(json!(text).to_string().trim_matches('"'));
        assert!(
            !(is_number || is_said) || !logged,
            "{}: {field} is logged: {log}",
            payload.name
        );
    }
}

/// Everything that is stored of a message, texts that hold JSON opened.
fn kept(app: &TestApp) -> Value {
    let opened = |row: serde_json::Map<String, Value>| -> Value {
        row.into_iter()
            .map(|(column, value)| {
                let json = value
                    .as_str()
                    .and_then(|text| serde_json::from_str(text).ok());
                (column, json.unwrap_or(value))
            })
            .collect()
    };
    ["stored_events", "call_logs", "tool_calls"]
        .into_iter()
        .flat_map(|table| app.db.query(&format!("SELECT * FROM {table}")))
        .map(opened)
        .collect()
}

/// One entry a call, in order, each a short line.
fn assert_entries(payload: &Payload, reply: &Reply) -> Vec<Value> {
    let calls = payload.calls();
    if payload.message()["type"] == "function-call" {
        let answer = reply.json();
        assert!(
            answer["result"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{}: {answer}",
            payload.name
        );
        return Vec::new();
    }
    let entries = reply.results();
    assert_eq!(entries.len(), calls.len(), "{}: {entries:?}", payload.name);
    for (entry, call) in entries.iter().zip(&calls) {
        assert_eq!(
            entry["toolCallId"],
            *call["id"].as_str().unwrap_or_default(),
            "{}",
            payload.name
        );
        assert_ne!(
            entry["result"].is_string(),
            entry["error"].is_string(),
            "{}: {entry}",
            payload.name
        );
        let text = entry["result"]
            .as_str()
            .or(entry["error"].as_str())
            .unwrap();
        assert!(
            text.encode_utf16().count() <= 800 && !text.contains(['\n', '\r']),
            "{}: {text}",
            payload.name
        );
    }
    entries
}

fn assert_live(payload: &Payload, reply: &Reply) {
    if payload.message()["type"] == "voice-request" {
        assert_eq!(
            reply.parts.headers["content-type"],
            "application/octet-stream"
        );
        assert!(!reply.body.is_empty());
        return;
    }
    let answer = reply.json();
    let shaped = match payload.message()["type"].as_str().unwrap() {
        "assistant-request" => answer["assistantId"].is_string() != answer["error"].is_string(),
        "transfer-destination-request" => answer["error"].is_string(),
        "handoff-destination-request" => {
            answer["destination"].is_object() && answer["error"].is_string()
        }
        "knowledge-base-request" => answer["documents"].is_array(),
        "call.endpointing.request" => answer["timeoutSeconds"]
            .as_f64()
            .is_some_and(|wait| (0.0..=15.0).contains(&wait)),
        _ => answer["eligible"].is_boolean(),
    };
    assert!(shaped, "{}: {answer}", payload.name);
}

/// As it was recorded: mostly of assistants that nobody here has.
async fn post_as_recorded(payload: &Payload) {
    let app = TestApp::new();
    let reply = app.post(&payload.body).await;
    let name = &payload.name;
    let kind = payload.kind();
    let status = if kind == Kind::Malformed { 400 } else { 200 };
    assert_eq!(reply.status(), status, "{name}");
    match kind {
        Kind::Malformed => assert_eq!(reply.json()["error"]["code"], "malformed", "{name}"),
        Kind::Tools => drop(assert_entries(payload, &reply)),
        Kind::Live => assert_live(payload, &reply),
        Kind::Noise | Kind::Kept => assert_eq!(reply.json(), json!({}), "{name}"),
    }
    let rows = app.count("stored_events") + app.count("call_logs");
    match kind {
        Kind::Kept => assert!(rows > 0, "{name} is lost"),
        Kind::Tools if !payload.calls().is_empty() && !payload.is_text_chat() => {
            assert!(rows > 0, "{name} is lost")
        }
        Kind::Malformed | Kind::Live | Kind::Noise => assert_eq!(rows, 0, "{name}"),
        Kind::Tools => {}
    }
    assert_discreet(payload, &app);
}

/// As a message of the demo tenant.
async fn post_rebound(payload: &Payload) {
    let app = TestApp::new();
    let name = &payload.name;
    let body = payload.rebound();
    let reply = app.post(&body).await;
    assert_eq!(reply.status(), 200, "{name}");
    let message = payload.message();
    match (payload.kind(), message["type"].as_str().unwrap_or_default()) {
        (Kind::Tools, _) => assert_tools(payload, &app, &reply),
        (Kind::Kept, "end-of-call-report" | "status-update") => {
            let row = app.row("SELECT * FROM call_logs");
            assert_eq!(row["tenant_id"], "tenant_demo_001", "{name}");
            assert_eq!(row["assistant_id"], crate::app::DEMO_ASSISTANT, "{name}");
            assert!(row["call_status"].is_string(), "{name}: {row:?}");
            let is_report = message["type"] == "end-of-call-report";
            assert_eq!(row["report_received_at"].is_string(), is_report, "{name}");
            assert_eq!(
                row["ended_reason"].as_str(),
                ended_reason(&message),
                "{name}"
            );
        }
        (Kind::Kept, _) => {
            let others = app.count("stored_events WHERE tenant_id IS NOT 'tenant_demo_001'");
            let rows = app.count("stored_events")
                + app.count("call_logs WHERE tenant_id = 'tenant_demo_001'");
            assert!(others == 0 && rows > 0, "{name}");
        }
        (Kind::Live, _) => assert_live(payload, &reply),
        (Kind::Noise | Kind::Malformed, _) => assert_eq!(app.count("call_logs"), 0, "{name}"),
    }
    let rebound = Payload {
        name: name.clone(),
        body,
    };
    assert_discreet(&rebound, &app);
}

fn ended_reason(message: &Value) -> Option<&str> {
    message["endedReason"]
        .as_str()
        .or(message["call"]["endedReason"].as_str())
}

fn assert_tools(payload: &Payload, app: &TestApp, reply: &Reply) {
    let entries = assert_entries(payload, reply);
    let calls = payload.calls();
    for (at, (entry, call)) in entries.iter().zip(&calls).enumerate() {
        let runs = payload.is_text_chat() || at < 8 && usable(call);
        assert_eq!(
            entry["result"].is_string(),
            runs,
            "{} {at}: {entry}",
            payload.name
        );
        if runs {
            let result: Value = serde_json::from_str(entry["result"].as_str().unwrap()).unwrap();
            assert_eq!(result["status"], "info", "{}: {result}", payload.name);
        }
    }
    let rows = app.count("call_logs WHERE tenant_id = 'tenant_demo_001'");
    assert_eq!(
        rows,
        u64::from(!calls.is_empty() && !payload.is_text_chat()),
        "{}",
        payload.name
    );
}

#[tokio::test]
async fn own_payloads_as_they_are() {
    for payload in own() {
        post_as_recorded(&payload).await;
    }
}

#[tokio::test]
async fn own_payloads_for_the_demo_tenant() {
    for payload in own()
        .iter()
        .filter(|payload| payload.kind() != Kind::Malformed)
    {
        post_rebound(payload).await;
    }
}

#[tokio::test]
async fn recorded_payloads_as_they_are() {
    for payload in recorded() {
        post_as_recorded(&payload).await;
    }
}

#[tokio::test]
async fn recorded_payloads_for_the_demo_tenant() {
    for payload in recorded()
        .iter()
        .filter(|payload| payload.kind() != Kind::Malformed)
    {
        post_rebound(payload).await;
    }
}
