//! From the raw arguments of a call to values that fit the tool's schema.
//!
//! Models pass numbers as text, `"unknown"` for what they do not know, and Vapi merges static
//! parameters in. Where the effect does not depend on it that is put right or left out; what
//! decides the effect (date, time, which appointment) is asked for again instead.

mod canonical;
mod repair;
mod sentence;
mod text;
pub mod typed;

use std::collections::BTreeMap;

use jsonschema::{ValidationError, error::ValidationErrorKind};
use serde_json::{Map, Value};

pub use canonical::canonical;
pub use sentence::ToolError;
pub use text::tidy;

use super::Tool;
use crate::{domain::Language, record::Record};

/// Properties and what is wrong with each.
type Faults = BTreeMap<String, ValidationErrorKind>;

/// The arguments of a call, clean.
#[derive(Clone, Debug, PartialEq)]
pub struct Clean {
    /// Valid by the tool's schema; text is on one line.
    pub values: Map<String, Value>,
    /// Optional properties that were left out, with what would be allowed:
    /// `part_of_day: morning, afternoon or evening`.
    pub ignored: Vec<String>,
    /// The language the model says the caller speaks.
    pub language: Option<Language>,
}

impl Clean {
    /// The values as the struct of the tool, see [`typed`].
    ///
    /// # Errors
    /// Only if the struct is not that of the tool's schema: a defect of ours.
    pub fn read<T: Record>(&self) -> Result<T, ToolError> {
        T::from_object(&self.values).map_err(|_| {
            ToolError(
                "The tool failed inside; nothing was done, offer the caller a call back.".into(),
            )
        })
    }
}

/// Cleans the raw arguments of a call.
///
/// # Errors
/// A sentence for the model when a required value is missing or unusable, or when one that decides
/// the effect was passed and is unusable.
pub fn clean(tool: Tool, raw: &Map<String, Value>) -> Result<Clean, ToolError> {
    let mut values = Value::Object(raw.iter().filter_map(present).collect());
    let mut rejected = Faults::new();
    let missing = loop {
        let faults = faults(tool, &values);
        if faults
            .keys()
            .all(|property| rejected.contains_key(property))
        {
            break faults;
        }
        settle(&mut values, faults, &mut rejected);
    };
    let needed = |property: &String| repair::decides(property) || missing.contains_key(property);
    let (needed, optional): (Faults, Faults) = rejected
        .into_iter()
        .partition(|(property, _)| needed(property));
    if !needed.is_empty() {
        return Err(sentence::unusable(tool, &needed));
    }
    let values = values
        .as_object_mut()
        .map(std::mem::take)
        .unwrap_or_default();
    let language = values
        .get("language")
        .and_then(Value::as_str)
        .and_then(Language::parse);
    Ok(Clean {
        values,
        ignored: optional.iter().map(sentence::ignored).collect(),
        language,
    })
}

/// What was passed at all, text tidied and whole numbers made integers.
fn present((name, value): (&String, &Value)) -> Option<(String, Value)> {
    let value = match value {
        Value::Null => return None,
        Value::String(text) => text::tidy(text)?.into(),
        Value::Number(number) => repair::whole(number).map_or_else(|| value.clone(), Value::from),
        _ => value.clone(),
    };
    Some((name.clone(), value))
}

/// What the schema finds wrong, one fault a property: the first, by name of the keyword (`enum`
/// before `type`).
fn faults(tool: Tool, values: &Value) -> Faults {
    let mut faults = Faults::new();
    for error in tool.errors(values).map(ValidationError::into_parts) {
        match &error.kind {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                for name in unexpected {
                    let kind = ValidationErrorKind::AdditionalProperties {
                        unexpected: Vec::new(),
                    };
                    faults.insert(name.clone(), kind);
                }
            }
            ValidationErrorKind::Required { property } => {
                faults.insert(property.as_str().unwrap_or_default().to_owned(), error.kind);
            }
            _ => {
                let property = error.instance_path.as_str().trim_start_matches('/');
                faults.entry(property.to_owned()).or_insert(error.kind);
            }
        }
    }
    faults
}

/// Repairs or takes out each faulty value; unknown ones silently. A repaired value can be faulty
/// in another way (a number made text that is no option), but never twice in the same way, so that
/// settling comes to an end.
fn settle(values: &mut Value, faults: Faults, rejected: &mut Faults) {
    let Some(values) = values.as_object_mut() else {
        return;
    };
    for (property, kind) in faults {
        let value = values.remove(&property);
        if matches!(kind, ValidationErrorKind::AdditionalProperties { .. }) {
            continue;
        }
        match value.and_then(|value| repair::repair(&property, &value, &kind)) {
            Some(repaired) => {
                values.insert(property, repaired);
            }
            None => {
                rejected.entry(property).or_insert(kind);
            }
        }
    }
}

#[cfg(test)]
mod tests;
