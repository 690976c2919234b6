//! Bounds of a list in time: an instant, or a whole day of UTC.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::Serialize;
use serde_json::Value;

use crate::{
    http::timestamp,
    record::{FromJson, Problem},
};

/// Rows from then on: RFC 3339, or a date from its first moment on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct From(String);

/// Rows before then: RFC 3339, or a date with all of its day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Until(String);

impl FromJson for From {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        read(value, Some).map(Self)
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl FromJson for Until {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        read(value, |date| date.checked_add_days(Days::new(1))).map(Self)
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// The bound in UTC milliseconds, as the columns hold it.
fn read(value: &Value, begins: fn(NaiveDate) -> Option<NaiveDate>) -> Result<String, Problem> {
    let text = String::from_json(value)?;
    let day = || {
        let date = begins(text.parse().ok()?)?;
        Some(date.and_time(NaiveTime::MIN).and_utc())
    };
    DateTime::parse_from_rfc3339(&text)
        .map(|at| at.with_timezone(&Utc))
        .ok()
        .or_else(day)
        .map(timestamp)
        .ok_or_else(|| Problem::new("must be a date such as 2026-07-14 or an RFC 3339 instant"))
}
