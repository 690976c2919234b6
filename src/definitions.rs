//! Vapi tool definitions made from the schema files, to paste into the dashboard or to POST.
//!
//! Shapes: `CreateFunctionToolDTO`, `JsonSchema`, `Server` and `ToolMessage*` of Vapi's OpenAPI
//! document.

use serde_json::{Map, Value, json};

use crate::{
    domain::Language,
    tools::{AgentType, Tool},
};

/// Where Vapi sends the calls of a tool.
#[derive(Clone)]
pub struct Server {
    /// The gateway's webhook, `https://…/webhooks/vapi`, or a tenant's own endpoint below it.
    pub url: String,
    pub access: Access,
}

/// How Vapi proves who it is.
#[derive(Clone)]
pub enum Access {
    /// Whatever the organization or the assistant has set.
    Inherited,
    /// Sent in `X-Vapi-Secret`.
    Secret(String),
    /// The id of a custom credential.
    Credential(String),
}

/// The definitions of all tools of an agent type, with spoken fillers in the language.
///
/// # Errors
/// A schema file that is no JSON object: a defect of ours.
pub fn definitions(
    agent: AgentType,
    server: &Server,
    language: Language,
) -> serde_json::Result<Vec<Value>> {
    agent
        .tools()
        .map(|tool| definition(tool, server, language))
        .collect()
}

fn definition(tool: Tool, server: &Server, language: Language) -> serde_json::Result<Value> {
    let mut schema: Map<String, Value> = serde_json::from_str(tool.schema_text())?;
    let description = schema.remove("description");
    Ok(json!({
        "type": "function",
        "async": false,
        "function": {
            "name": tool.name(),
            "description": description,
            "parameters": parameters(schema),
        },
        "server": server_block(server),
        "messages": messages(tool, language),
    }))
}

/// The schema in the keywords of Vapi's `JsonSchema`. It knows no limits and Gemini refuses
/// `additionalProperties`: these the gateway sees to.
fn parameters(mut schema: Map<String, Value>) -> Map<String, Value> {
    schema.retain(|keyword, _| matches!(keyword.as_str(), "type" | "properties" | "required"));
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for property in properties.into_iter().flat_map(Map::values_mut) {
        if let Some(property) = property.as_object_mut() {
            property
                .retain(|keyword, _| matches!(keyword.as_str(), "type" | "description" | "enum"));
        }
    }
    schema
}

/// One quick retry: more would be dead air on the line. Refusals are not worth one.
fn server_block(server: &Server) -> Value {
    let mut block = json!({
        "url": server.url,
        "timeoutSeconds": 20,
        "backoffPlan": {
            "type": "fixed",
            "maxRetries": 1,
            "baseDelaySeconds": 0,
            "excludedStatusCodes": [400, 401, 403, 404, 413, 422],
        },
    });
    let access = match &server.access {
        Access::Inherited => None,
        Access::Secret(secret) => Some(("headers", json!({"X-Vapi-Secret": secret}))),
        Access::Credential(id) => Some(("credentialId", json!(id))),
    };
    if let (Some((key, value)), Some(block)) = (access, block.as_object_mut()) {
        block.insert(key.to_owned(), value);
    }
    block
}

/// What is said while the tool runs, in turn one of the starts. They block: otherwise the model
/// talks on without the answer.
fn messages(tool: Tool, language: Language) -> Vec<Value> {
    let (starts, delayed) = fillers(tool, language);
    let start = |content| json!({"type": "request-start", "blocking": true, "content": content});
    let delayed = json!({
        "type": "request-response-delayed",
        "timingMilliseconds": 3000,
        "content": delayed,
    });
    starts.map(start).into_iter().chain([delayed]).collect()
}

/// Fillers promise nothing: nothing is done yet when they are spoken.
fn fillers(tool: Tool, language: Language) -> ([&'static str; 2], &'static str) {
    match (language, tool.writes()) {
        (Language::Fr, false) => (
            ["Je regarde, un instant.", "Un instant, je vérifie."],
            "Encore un petit instant.",
        ),
        (Language::Fr, true) => (
            ["D'accord, un instant.", "Un instant, s'il vous plaît."],
            "Encore un petit instant.",
        ),
        (Language::En, false) => (
            ["Let me look, one moment.", "One moment, I'm checking."],
            "Just a moment longer.",
        ),
        (Language::En, true) => (
            ["All right, one moment.", "One moment, please."],
            "Just a moment longer.",
        ),
    }
}

#[cfg(test)]
mod tests;
