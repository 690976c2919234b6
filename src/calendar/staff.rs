//! What staff write into the diary themselves: which instants a local start has, and what speaks
//! against it. Nothing here refuses: staff may book outside the hours, and are told that they did.

use chrono::{DateTime, Utc};

use super::{
    Calendar, Zone,
    local_day::{minute_from, minute_of_day, stretches, wall_minute},
};
use crate::domain::Slot;

/// What a customer could not have been given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objection {
    InThePast,
    Closure,
    PublicHoliday,
    OutsideHours,
}

/// Minutes east of UTC at each instant at which the wall clock shows `slot`, the earlier first:
/// none inside a spring gap, two inside an autumn fold.
#[must_use]
pub fn offsets(zone: Zone, slot: Slot) -> Vec<i32> {
    let minute = minute_of_day(slot.time);
    stretches(zone, slot.date)
        .into_iter()
        .filter(|stretch| (stretch.from..stretch.until).contains(&minute))
        .map(|stretch| stretch.offset)
        .collect()
}

/// The minutes of the wall clock at `slot` since 1970, as in `rendez_vous.starts_wall`.
#[must_use]
pub fn wall(slot: Slot) -> i64 {
    wall_minute(slot.at())
}

/// The instant of a start. Without an offset it is the first one that shows `slot`; inside a spring
/// gap, where only rows written by hand can be, the clock counts as not yet changed.
#[must_use]
pub fn instant(zone: Zone, slot: Slot, offset: Option<i32>) -> DateTime<Utc> {
    let wall = wall(slot);
    let offset = offset
        .or_else(|| offsets(zone, slot).first().copied())
        .unwrap_or_else(|| zone.offset_at(wall - 24 * 60));
    DateTime::from_timestamp((wall - i64::from(offset)) * 60, 0).unwrap_or_default()
}

impl Calendar {
    /// What speaks against `minutes` from `slot` on for a resource, in order of weight.
    #[must_use]
    pub fn objections(
        &self,
        resource: &str,
        slot: Slot,
        offset: i32,
        minutes: u16,
        now: DateTime<Utc>,
    ) -> Vec<Objection> {
        let mut found = Vec::new();
        if wall(slot) - i64::from(offset) < minute_from(now) {
            found.push(Objection::InThePast);
        }
        if self
            .closures
            .iter()
            .any(|it| it.covers(resource, slot.date))
        {
            found.push(Objection::Closure);
        } else if self.ranges(resource, slot.date).is_empty() && self.holiday(slot.date) {
            found.push(Objection::PublicHoliday);
        } else if !self.is_open_for(resource, slot, offset, minutes) {
            found.push(Objection::OutsideHours);
        }
        found
    }

    fn is_open_for(&self, resource: &str, slot: Slot, offset: i32, minutes: u16) -> bool {
        let minute = minute_of_day(slot.time);
        self.spans(slot.date)
            .iter()
            .filter_map(|span| span.at(minute))
            .any(|start| {
                start.resource == resource && start.offset == offset && minutes <= start.room
            })
    }
}
