//! One possible start on one resource, as SQL receives it.

use chrono::{NaiveDate, NaiveTime};
use serde::{Serialize, Serializer};

use crate::domain::Slot;

/// A start that the rules allow. A list of them is a JSON parameter that SQL filters against the
/// appointments, hence the short keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    #[serde(rename = "r")]
    pub resource: String,
    /// Local; `YYYY-MM-DD` on the wire.
    #[serde(rename = "d")]
    pub date: NaiveDate,
    /// Local; `HH:MM` on the wire.
    #[serde(rename = "t", serialize_with = "write_time")]
    pub time: NaiveTime,
    /// Minutes of the wall clock since 1970-01-01T00:00 local, as in `rendez_vous.starts_wall`.
    #[serde(rename = "w")]
    pub wall: i64,
    /// Minutes east of UTC at this start: what tells the two hours of an autumn fold apart.
    #[serde(rename = "o")]
    pub offset: i32,
    /// Elapsed minutes until the opening range ends.
    pub room: u16,
    /// Minutes of the wall clock since the opening range began: what the start grid divides.
    #[serde(rename = "g")]
    pub since_opening: u16,
}

impl Candidate {
    /// The start as it is told.
    #[must_use]
    pub fn slot(&self) -> Slot {
        Slot {
            date: self.date,
            time: self.time,
        }
    }

    /// The instant of the start, in UTC minutes since 1970.
    #[must_use]
    pub fn instant(&self) -> i64 {
        self.wall - i64::from(self.offset)
    }
}

fn write_time<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.format("%H:%M"))
}
