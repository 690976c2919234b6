//! Messages as Vapi posts them, built for tests.

use serde_json::{Value, json};

use crate::app::DEMO_ASSISTANT;

/// A phone call to the demo tenant.
#[derive(Clone)]
pub struct Call {
    pub id: String,
    pub assistant: String,
    pub caller: Option<String>,
    pub more: Value,
}

impl Call {
    pub fn new(id: &str) -> Self {
        Self {
            id: id.into(),
            assistant: DEMO_ASSISTANT.into(),
            caller: Some("+33612345678".into()),
            more: json!({}),
        }
    }

    pub fn from(id: &str, caller: &str) -> Self {
        Self {
            caller: Some(caller.into()),
            ..Self::new(id)
        }
    }

    pub fn anonymous(id: &str) -> Self {
        Self {
            caller: None,
            ..Self::new(id)
        }
    }

    /// A message of this call.
    pub fn message(&self, kind: &str, fields: Value) -> Value {
        let mut call = json!({
            "id": self.id, "type": "inboundPhoneCall", "assistantId": self.assistant,
        });
        if let Some(caller) = &self.caller {
            call["customer"] = json!({"number": caller});
        }
        merge(&mut call, &self.more);
        let mut message = json!({"type": kind, "timestamp": 1_791_187_200_000_i64, "call": call});
        merge(&mut message, &fields);
        json!({ "message": message })
    }

    /// One tool call.
    pub fn tool(&self, id: &str, name: &str, arguments: Value) -> Value {
        self.tools(&[(id, name, arguments)])
    }

    /// Several tool calls in one message.
    pub fn tools(&self, calls: &[(&str, &str, Value)]) -> Value {
        let list: Vec<Value> = calls
            .iter()
            .map(|(id, name, arguments)| {
                json!({"id": id, "type": "function", "function": {"name": name, "arguments": arguments}})
            })
            .collect();
        self.message("tool-calls", json!({ "toolCallList": list }))
    }
}

fn merge(into: &mut Value, from: &Value) {
    for (key, value) in from.as_object().unwrap() {
        into[key] = value.clone();
    }
}
