//! The five appointment tools through the router: what is answered, and what is in the tables.

mod answers;
mod availability;
mod booking;
mod by_hand;
mod cancelling;
mod clocks;
mod dates;
mod diary;
mod dictated;
mod exceptions;
mod finding;
mod folds;
mod history;
mod holds;
mod holds_end;
mod identity;
mod moving;
mod races;
mod repeats;
mod together;

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::{app::TestApp, vapi::Call};

/// One phone call that asks for tools, each time under an id of its own.
struct Caller {
    app: TestApp,
    call: Call,
    asked: AtomicU32,
}

impl Caller {
    /// From +33612345678.
    fn new(app: &TestApp, call_id: &str) -> Self {
        Self::on(app, Call::new(call_id))
    }

    fn from(app: &TestApp, call_id: &str, number: &str) -> Self {
        Self::on(app, Call::from(call_id, number))
    }

    fn on(app: &TestApp, call: Call) -> Self {
        Self {
            app: app.clone(),
            call,
            asked: AtomicU32::new(0),
        }
    }

    /// The answer to a call under a new id.
    async fn ask(&self, tool: &str, arguments: Value) -> Value {
        let id = format!("new-{}", self.asked.fetch_add(1, Ordering::SeqCst));
        self.ask_as(&id, tool, arguments).await
    }

    /// The answer to a call under this id.
    async fn ask_as(&self, id: &str, tool: &str, arguments: Value) -> Value {
        let body = self.call.tool(id, tool, arguments);
        let result = result_text(&self.app.post(&body).await.results()[0]);
        serde_json::from_str(&result).unwrap()
    }

    async fn book(&self, date: &str, time: &str) -> Value {
        self.ask("book_appointment", booking(date, time)).await
    }

    /// What goes wrong, in the words for the model.
    async fn error(&self, tool: &str, arguments: Value) -> String {
        let body = self.call.tool("wrong", tool, arguments);
        self.app.post(&body).await.error()
    }
}

/// A booking for Jean Dupont.
fn booking(date: &str, time: &str) -> Value {
    json!({"date": date, "time": time, "customer_name": "Jean Dupont"})
}

/// The arguments with more of them.
fn and(mut arguments: Value, more: Value) -> Value {
    for (key, value) in more.as_object().unwrap() {
        arguments[key] = value.clone();
    }
    arguments
}

/// The `result` of an entry, in the form that every answer has.
fn result_text(entry: &Value) -> String {
    let text = entry["result"]
        .as_str()
        .unwrap_or_else(|| panic!("no result in {entry}"));
    assert!(text.chars().count() <= 800, "too long: {text}");
    assert!(!text.contains(['\n', '\r']), "several lines: {text}");
    assert!(text.starts_with("{\"status\":\""), "{text}");
    let (_, rest) = text.split_once(',').unwrap();
    assert!(rest.starts_with("\"say\":\""), "{text}");
    let answer: Value = serde_json::from_str(text).unwrap();
    let say = answer["say"].as_str().unwrap();
    assert!(!say.is_empty() && say.chars().count() <= 300, "{say}");
    assert!(!say.contains(['[', ']', '(', ')', '/', '_', '{']), "{say}");
    for private in ["+33", "Dupont", "DUPONT", "Martin"] {
        assert!(!text.contains(private), "{private} in {text}");
    }
    text.to_owned()
}

/// What is held now: `+33612345678 2026-10-06 10:00-11:00 default`, in order of time. Only rows
/// that have not ended.
fn held(app: &TestApp, now: &str) -> Vec<String> {
    let now = now.replace("Z", ".000Z");
    let local = |minutes: &str| format!("unixepoch('1970-01-01') + 60 * ({minutes} + 120)");
    let sql = format!(
        "SELECT coalesce(caller_number, call_id) || ' ' || strftime('%Y-%m-%d %H:%M', {}, 'unixepoch')
           || '-' || strftime('%H:%M', {}, 'unixepoch') || ' ' || resource_id AS line
         FROM slot_holds WHERE expires_at > '{now}' ORDER BY busy_from, call_id",
        local("busy_from"),
        local("busy_until")
    );
    let rows = app.db.query(&sql);
    rows.iter()
        .map(|row| row["line"].as_str().unwrap().to_owned())
        .collect()
}

/// `2026-10-06 10:00`, the start an answer tells.
fn at(answer: &Value) -> String {
    start(answer)
}

fn start(value: &Value) -> String {
    let part = |key: &str| value[key].as_str().unwrap_or("-").to_owned();
    format!("{} {}", part("date"), part("time"))
}

/// The starts an answer offers.
fn slots(answer: &Value) -> Vec<String> {
    starts(answer, "slots")
}

/// The starts of the appointments an answer lists.
fn listed(answer: &Value) -> Vec<String> {
    starts(answer, "appointments")
}

fn starts(answer: &Value, key: &str) -> Vec<String> {
    let list = answer[key].as_array().cloned().unwrap_or_default();
    list.iter().map(start).collect()
}

fn id(answer: &Value) -> String {
    answer["appointment_id"].as_str().unwrap().to_owned()
}

/// Every appointment in the order they were made: `2026-10-06 10:00 confirmed`.
fn diary(app: &TestApp) -> Vec<String> {
    app.db
        .query("SELECT rdv_date || ' ' || rdv_time || ' ' || status AS line FROM rendez_vous ORDER BY rowid")
        .into_iter()
        .map(|row| row["line"].as_str().unwrap().to_owned())
        .collect()
}

/// Another tenant: open on weekdays from nine to six for visits of an hour.
fn add_tenant(app: &TestApp, tenant: &str, assistant: &str, zone: &str) {
    app.db.execute(&format!(
        "INSERT INTO tenant_settings (tenant_id, business_name, time_zone, language, country)
         VALUES ('{tenant}', 'Other', '{zone}', 'en-US', 'US');
         INSERT INTO channel_configurations
           (id, tenant_id, channel_type, enabled, configured, config_public, assistant_id)
         VALUES ('cfg_{tenant}', '{tenant}', 'phone', 1, 1,
           '{{\"sara\": {{\"agentType\": \"appointment\", \"language\": \"en-US\"}}}}', '{assistant}');
         INSERT INTO resources (tenant_id, id, name) VALUES ('{tenant}', 'default', 'Other');
         INSERT INTO services (tenant_id, id, name_fr, name_en, is_default)
         VALUES ('{tenant}', 'visite', 'visite', 'viewing', 1);
         INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
         SELECT '{tenant}_' || value, '{tenant}', value, '09:00', '18:00'
         FROM json_each('[1, 2, 3, 4, 5]')"
    ));
}

/// A call to another tenant's assistant.
fn call_to(assistant: &str, call_id: &str, number: &str) -> Call {
    Call {
        assistant: assistant.into(),
        ..Call::from(call_id, number)
    }
}
