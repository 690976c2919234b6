//! What the model is told about values: from the kind of error, in plain English.

use std::fmt;

use jsonschema::{
    JsonType,
    error::{TypeKind, ValidationErrorKind},
};
use serde_json::Value;

use super::Faults;
use crate::tools::Tool;

/// Why a call cannot run: one English sentence for the model, one line of at most 300 characters,
/// without any of the values passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolError(pub String);

impl fmt::Display for ToolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ToolError {}

/// An optional property that was left out, with what would be allowed.
pub(super) fn ignored((property, kind): (&String, &ValidationErrorKind)) -> String {
    format!("{property}: {}", allowed(kind))
}

/// So many faults fit into one sentence.
const TOLD: usize = 3;

/// The sentence for values that the call cannot do without.
pub(super) fn unusable(tool: Tool, faults: &Faults) -> ToolError {
    let name = tool.name();
    let wrong: Vec<_> = faults
        .iter()
        .take(TOLD)
        .map(|(property, kind)| match kind {
            ValidationErrorKind::Required { .. } => format!("{property} is missing"),
            _ => format!("{property} must be {}", allowed(kind)),
        })
        .collect();
    let wanted: Vec<_> = faults
        .keys()
        .take(TOLD)
        .map(|property| to_ask(property))
        .collect();
    ToolError(format!(
        "{name} did not run: {}; ask the caller for {}, then call {name} again.",
        list(&wrong, "and"),
        list(&wanted, "and"),
    ))
}

/// What a property may be, told from the kind of error that its value has.
fn allowed(kind: &ValidationErrorKind) -> String {
    match kind {
        ValidationErrorKind::Type {
            kind: TypeKind::Single(JsonType::Boolean),
        } => "true or false".into(),
        ValidationErrorKind::Type {
            kind: TypeKind::Single(JsonType::Integer),
        } => "a whole number".into(),
        ValidationErrorKind::Type { .. } => "text".into(),
        ValidationErrorKind::Enum { options } => {
            let options: Vec<_> = options
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            list(&options, "or")
        }
        ValidationErrorKind::MaxLength { limit } => format!("at most {limit} characters"),
        ValidationErrorKind::Minimum { limit } => format!("{limit} or more"),
        ValidationErrorKind::Maximum { limit } => format!("{limit} or less"),
        _ => "as the tool describes it".into(),
    }
}

/// What the caller is to be asked for.
fn to_ask(property: &str) -> &'static str {
    match property {
        "date" => "the day",
        "time" => "the time",
        "new_date" => "the new day",
        "new_time" => "the new time",
        "when" => "the day and time that suit them",
        "customer_name" => "their name",
        "appointment_id" => "the day and time of the appointment",
        "ticket_number" => "the number of the ticket",
        "subject" => "the matter in a few words",
        "note" => "what to add to the ticket",
        "reason" => "the reason",
        _ => "it",
    }
}

/// `a, b and c`.
fn list<T: AsRef<str>>(items: &[T], last: &str) -> String {
    let items: Vec<_> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
