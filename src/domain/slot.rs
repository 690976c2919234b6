//! A start on the wall clock of a tenant.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Serialize, Serializer};

/// A local date and start time in the tenant's zone; on the wire `YYYY-MM-DD` and `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Slot {
    pub date: NaiveDate,
    #[serde(serialize_with = "write_time")]
    pub time: NaiveTime,
}

// Rows written by hand may hold seconds.
record! { Slot: date, time }

impl Slot {
    #[must_use]
    pub fn at(self) -> NaiveDateTime {
        self.date.and_time(self.time)
    }
}

fn write_time<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.format("%H:%M"))
}
