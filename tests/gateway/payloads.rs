//! A collection of recorded payloads, read in the plainest way there is.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::fixtures::{message_of, rebound};

/// What a message asks of the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Malformed,
    Tools,
    Live,
    Noise,
    Kept,
}

/// One recorded payload.
pub struct Payload {
    pub name: String,
    pub body: Value,
}

fn payloads(folder: &Path) -> Vec<Payload> {
    let mut found: Vec<Payload> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| Payload {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            body: serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap(),
        })
        .filter(|payload| {
            !["response_", "auth_", "rest_"]
                .iter()
                .any(|not| payload.name.starts_with(not))
        })
        .collect();
    assert!(!found.is_empty(), "no payloads in {}", folder.display());
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Those of the project.
pub fn own() -> Vec<Payload> {
    payloads(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"))
}

/// Nothing when the variable is not set: the folder is not part of the project.
pub fn recorded() -> Vec<Payload> {
    std::env::var_os("VAPI_FIXTURES")
        .map_or_else(Vec::new, |folder| payloads(&PathBuf::from(folder)))
}

impl Payload {
    pub fn message(&self) -> Value {
        message_of(&mut self.body.clone()).clone()
    }

    /// By the plainest reading of the type.
    pub fn kind(&self) -> Kind {
        let message = self.message();
        let told = message["type"].as_str().unwrap_or_default();
        match told.split('[').next().unwrap_or_default() {
            "" if message["toolCallList"].is_array() => Kind::Tools,
            "" => Kind::Malformed,
            "tool-calls" | "function-call" => Kind::Tools,
            "assistant-request"
            | "transfer-destination-request"
            | "handoff-destination-request"
            | "knowledge-base-request"
            | "call.endpointing.request"
            | "voice-request"
            | "campaign.predial" => Kind::Live,
            "speech-update"
            | "conversation-update"
            | "transcript"
            | "model-output"
            | "user-interrupted"
            | "voice-input"
            | "assistant.speechStarted"
            | "assistant.started" => Kind::Noise,
            _ => Kind::Kept,
        }
    }

    /// The calls as they stand in the first list that has any; a repeated entry counts once.
    pub fn calls(&self) -> Vec<Value> {
        let message = self.message();
        let wrapped = message["toolWithToolCallList"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let wrapped: Vec<Value> = wrapped
            .iter()
            .filter_map(|outer| outer.get("toolCall").cloned())
            .collect();
        let lists = [
            message["toolCallList"]
                .as_array()
                .cloned()
                .unwrap_or_default(),
            message["toolCalls"].as_array().cloned().unwrap_or_default(),
            wrapped,
            message.get("functionCall").cloned().into_iter().collect(),
        ];
        let mut calls: Vec<Value> = Vec::new();
        for call in lists
            .into_iter()
            .find(|list| !list.is_empty())
            .unwrap_or_default()
        {
            if call["id"].is_null() || !calls.contains(&call) {
                calls.push(call);
            }
        }
        calls
    }

    pub fn is_text_chat(&self) -> bool {
        let message = self.message();
        message["call"]["id"].is_null() && message["chat"]["id"].is_string()
    }

    /// About the demo tenant, every call naming a tool it has.
    pub fn rebound(&self) -> Value {
        let mut body = rebound(self.body.clone());
        let message = message_of(&mut body);
        if self.is_text_chat() {
            message.as_object_mut().unwrap().remove("call");
        }
        for list in ["toolCallList", "toolCalls", "toolWithToolCallList"] {
            message[list]
                .as_array_mut()
                .into_iter()
                .flatten()
                .for_each(rename);
        }
        message.get_mut("functionCall").into_iter().for_each(rename);
        body
    }
}

/// Names a tool that takes no required argument.
fn rename(call: &mut Value) {
    if let Some(inner) = call.get_mut("toolCall") {
        rename(inner);
    }
    let name = json!("get_business_info");
    if call["function"].is_object() {
        call["function"]["name"] = name;
    } else if let Some(call) = call.as_object_mut() {
        call.insert("name".into(), name);
    }
}

/// Whether a call's arguments are an object, or nothing, in one form or another.
pub fn usable(call: &Value) -> bool {
    let function = &call["function"];
    let parameters = Some(&call["parameters"]).filter(|parameters| !parameters.is_array());
    let given = [
        Some(&function["arguments"]),
        Some(&function["parameters"]),
        Some(&call["arguments"]),
        parameters,
    ]
    .into_iter()
    .flatten()
    .find(|given| !given.is_null());
    call.is_object()
        && match given {
            Some(Value::String(text)) if text.trim().is_empty() => true,
            Some(Value::String(text)) => matches!(
                serde_json::from_str(text),
                Ok(Value::Object(_) | Value::Null)
            ),
            Some(given) => given.is_object(),
            None => true,
        }
}
