//! IANA time zones: the UTC offset at an instant.
//!
//! The table holds the changes of 2010 to 2045, three times the longest booking horizon ahead.
//! chrono-tz holds every change since the 19th century and as text for people besides, which is a
//! fifth of the whole upload; a test makes the table from it and compares the two.

use std::str::FromStr;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// The UTC minute from which an offset (minutes east of UTC) holds.
type Change = (i32, i16);

include!("zone/table.in");

/// A time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    name: &'static str,
    changes: &'static [Change],
}

/// No such zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownZone;

impl FromStr for Zone {
    type Err = UnknownZone;

    /// By its IANA name, old names included.
    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        ZONES
            .binary_search_by_key(&name, |(known, _)| known)
            .ok()
            .and_then(|index| ZONES.get(index))
            .map(|(name, changes)| Self { name, changes })
            .ok_or(UnknownZone)
    }
}

impl Default for Zone {
    /// Europe/Paris, where the first businesses are.
    fn default() -> Self {
        Self {
            name: "Europe/Paris",
            changes: PARIS,
        }
    }
}

impl Zone {
    /// The IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Minutes east of UTC at a UTC minute since 1970.
    #[must_use]
    pub fn offset_at(self, utc_minute: i64) -> i32 {
        let later = self
            .changes
            .partition_point(|(from, _)| i64::from(*from) <= utc_minute);
        let change = self.changes.get(later.saturating_sub(1));
        change.map_or(0, |(_, offset)| i32::from(*offset))
    }

    /// The wall clock at an instant.
    #[must_use]
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        let offset = self.offset_at(at.timestamp().div_euclid(60));
        at.naive_utc() + TimeDelta::minutes(offset.into())
    }
}

#[cfg(test)]
impl From<chrono_tz::Tz> for Zone {
    fn from(zone: chrono_tz::Tz) -> Self {
        zone.name().parse().unwrap()
    }
}
