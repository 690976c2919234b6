//! Cleaning of arguments, by rule.

mod errors;
mod hostile;
mod properties;
mod repairs;
mod typed;

use serde_json::{Map, Value, json};

use super::{Clean, ToolError, clean};
use crate::tools::Tool;

/// Cleans a JSON object.
fn cleaned(tool: Tool, raw: Value) -> Result<Clean, ToolError> {
    clean(tool, raw.as_object().unwrap())
}

/// The clean values, as JSON.
fn values(tool: Tool, raw: Value) -> Value {
    Value::Object(cleaned(tool, raw).unwrap().values)
}

/// The sentence of a call that cannot run.
fn refused(tool: Tool, raw: Value) -> String {
    cleaned(tool, raw).unwrap_err().0
}

/// Arguments that need no cleaning, with a value for every property of the tool.
fn full(tool: Tool) -> Map<String, Value> {
    let schema: Value = serde_json::from_str(tool.schema_text()).unwrap();
    let properties = schema["properties"].as_object().unwrap();
    let value = |property: &Value| match property["type"].as_str().unwrap() {
        "integer" => json!(2042),
        "boolean" => json!(true),
        _ => property["enum"]
            .get(0)
            .cloned()
            .unwrap_or_else(|| json!("Zoé d'Été 🎉")),
    };
    properties
        .iter()
        .map(|(name, property)| (name.clone(), value(property)))
        .collect()
}

/// The names that the tool's schema requires.
fn required(tool: Tool) -> Vec<String> {
    let schema: Value = serde_json::from_str(tool.schema_text()).unwrap();
    serde_json::from_value(schema["required"].clone()).unwrap()
}
