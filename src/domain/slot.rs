//! A start on the wall clock of a tenant.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A local date and start time in the tenant's zone; on the wire `YYYY-MM-DD` and `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    pub date: NaiveDate,
    #[serde(serialize_with = "write_time", deserialize_with = "read_time")]
    pub time: NaiveTime,
}

impl Slot {
    #[must_use]
    pub fn at(self) -> NaiveDateTime {
        self.date.and_time(self.time)
    }
}

fn write_time<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.format("%H:%M"))
}

/// Rows written by hand may hold seconds.
fn read_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    NaiveTime::parse_from_str(&text, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(&text, "%H:%M:%S"))
        .map_err(D::Error::custom)
}
