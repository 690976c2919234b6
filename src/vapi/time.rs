//! Instants as Vapi has written them over the years.

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use serde_json::Value;

/// Reads milliseconds since the epoch (integer, float, numeric string) and ISO 8601, the latter
/// without an offset as UTC. `None` for anything else and outside the years 1970 to 9999.
/// Source: captured payloads; ISO strings until 2024-07, numbers since.
pub(super) fn instant(value: &Value) -> Option<DateTime<Utc>> {
    let instant = match value {
        Value::Number(millis) => from_millis(millis.as_f64()?),
        Value::String(text) => match text.trim().parse() {
            Ok(millis) => from_millis(millis),
            Err(_) => from_iso(text.trim()),
        },
        _ => None,
    };
    instant.filter(|instant| (1970..=9999).contains(&instant.year()))
}

fn from_millis(millis: f64) -> Option<DateTime<Utc>> {
    // A float beyond i64 saturates and is then out of chrono's range.
    DateTime::from_timestamp_millis(millis.is_finite().then_some(millis as i64)?)
}

fn from_iso(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.to_utc())
        .or_else(|_| text.parse().map(|naive: NaiveDateTime| naive.and_utc()))
        .ok()
}
