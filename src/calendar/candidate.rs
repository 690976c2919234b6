//! One possible start on one resource, as SQL receives it.

use chrono::{NaiveDate, NaiveTime};
use serde::{Serialize, Serializer, ser::SerializeTuple};

use crate::domain::Slot;

/// A start that the rules allow. Hundreds of them are one JSON parameter that SQL filters against
/// the appointments, so each is a list, `[wall, offset, resource, room, since_opening]`: see
/// `start!` in `store/sql.rs`. Date and time are those of the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    pub resource: &'a str,
    /// Local.
    pub date: NaiveDate,
    /// Local.
    pub time: NaiveTime,
    /// Minutes of the wall clock since 1970-01-01T00:00 local, as in `rendez_vous.starts_wall`.
    pub wall: i64,
    /// Minutes east of UTC at this start: what tells the two hours of an autumn fold apart.
    pub offset: i32,
    /// Elapsed minutes until the opening range ends.
    pub room: u16,
    /// Minutes of the wall clock since the opening range began: what the start grid divides.
    pub since_opening: u16,
}

impl Serialize for Candidate<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_tuple(5)?;
        parts.serialize_element(&self.wall)?;
        parts.serialize_element(&self.offset)?;
        parts.serialize_element(self.resource)?;
        parts.serialize_element(&self.room)?;
        parts.serialize_element(&self.since_opening)?;
        parts.end()
    }
}

impl Candidate<'_> {
    /// The first three parts of its list, which is all that a start of a known length needs.
    #[must_use]
    pub fn brief(&self) -> (i64, i32, &str) {
        (self.wall, self.offset, self.resource)
    }

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
