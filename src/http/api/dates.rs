//! Bounds of a list in time: an instant, or a whole day of UTC.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, de::Error};

use crate::http::timestamp;

/// Rows from then on: RFC 3339, or a date from its first moment on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct From(String);

/// Rows before then: RFC 3339, or a date with all of its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Until(String);

impl<'de> Deserialize<'de> for From {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, Some).map(Self)
    }
}

impl<'de> Deserialize<'de> for Until {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, |date| date.checked_add_days(Days::new(1))).map(Self)
    }
}

/// The bound in UTC milliseconds, as the columns hold it.
fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    begins: fn(NaiveDate) -> Option<NaiveDate>,
) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let day = || {
        let date = begins(text.parse().ok()?)?;
        Some(date.and_time(NaiveTime::MIN).and_utc())
    };
    DateTime::parse_from_rfc3339(&text)
        .map(|at| at.with_timezone(&Utc))
        .ok()
        .or_else(day)
        .map(timestamp)
        .ok_or_else(|| D::Error::custom("must be a date such as 2026-07-14 or an RFC 3339 instant"))
}
