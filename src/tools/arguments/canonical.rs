//! A deterministic form of arguments, to tell whether two calls ask for the same.

use serde_json::{Map, Value};

/// The values as JSON with sorted keys, text in lower case and with single spaces, without the
/// named properties (free text that models word anew each time).
#[must_use]
pub fn canonical(values: &Map<String, Value>, without: &[&str]) -> String {
    let kept = values
        .iter()
        .filter(|(name, _)| !without.contains(&name.as_str()));
    object(kept).to_string()
}

fn object<'a>(entries: impl Iterator<Item = (&'a String, &'a Value)>) -> Value {
    let mut entries: Vec<_> = entries
        .map(|(name, value)| (name.clone(), folded(value)))
        .collect();
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    Value::Object(entries.into_iter().collect())
}

fn folded(value: &Value) -> Value {
    match value {
        Value::String(text) => text
            .to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .into(),
        Value::Array(items) => items.iter().map(folded).collect(),
        Value::Object(entries) => object(entries.iter()),
        scalar => scalar.clone(),
    }
}

#[cfg(test)]
mod tests;
