//! Recorded payloads, as they are and as they would come in for the demo tenant.

use serde_json::{Value, json};

use crate::{app::DEMO_ASSISTANT, sqlite::read};

/// A payload of `tests/fixtures`.
pub fn fixture(name: &str) -> Value {
    serde_json::from_str(&read(&format!("tests/fixtures/{name}.json"))).unwrap()
}

/// The message inside a body, wrapped (one sample misspells the wrapper) or not.
pub fn message_of(body: &mut Value) -> &mut Value {
    match ["message", "messsage"]
        .iter()
        .find(|wrapper| body[**wrapper].is_object())
    {
        Some(wrapper) => &mut body[*wrapper],
        None => body,
    }
}

/// The same payload about a call of the demo tenant; one without a call gets one.
pub fn rebound(mut body: Value) -> Value {
    let message = message_of(&mut body);
    if message["assistant"].is_object() {
        message["assistant"]["id"] = json!(DEMO_ASSISTANT);
    }
    if let Some(chat) = message.get_mut("chat").filter(|chat| chat.is_object()) {
        chat["assistantId"] = json!(DEMO_ASSISTANT);
    } else if let Some(session) = message
        .get_mut("session")
        .filter(|session| session.is_object())
    {
        session["assistantId"] = json!(DEMO_ASSISTANT);
    } else {
        if !message["call"].is_object() {
            message["call"] = json!({"id": "call-of-the-fixture"});
        }
        message["call"]["assistantId"] = json!(DEMO_ASSISTANT);
    }
    body
}

/// The call a payload is about.
pub fn call_id(body: &Value) -> String {
    let mut body = body.clone();
    message_of(&mut body)["call"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}
