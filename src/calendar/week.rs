//! The week and the closed days ahead, as they are told to a caller who asks for the hours.

use chrono::{Datelike, NaiveDate};

use super::{Calendar, weekday};

impl Calendar {
    /// The opening ranges of each weekday, Monday first, in minutes of the local day: those of all
    /// resources laid over each other, so that they neither overlap nor touch. Empty: closed.
    #[must_use]
    pub fn week(&self) -> [Vec<(u16, u16)>; 7] {
        [1, 2, 3, 4, 5, 6, 7].map(|weekday| merged(self.ranges_of_all(weekday)))
    }

    /// The dates among the next `days`, `from` being the first, on which the whole business stays
    /// closed although that weekday has opening hours: holidays and closures.
    #[must_use]
    pub fn closed_dates(&self, from: NaiveDate, days: u16) -> Vec<NaiveDate> {
        from.iter_days()
            .take(days.into())
            .filter(|date| !self.opens_on(*date) && self.usually_opens(*date))
            .collect()
    }

    /// Whether any enabled resource has hours at all.
    pub(super) fn has_hours(&self) -> bool {
        (1..=7).any(|weekday| !self.ranges_of_all(weekday).is_empty())
    }

    fn usually_opens(&self, date: NaiveDate) -> bool {
        !self
            .ranges_of_all(weekday::to_iso(date.weekday()))
            .is_empty()
    }

    fn ranges_of_all(&self, weekday: u8) -> Vec<(u16, u16)> {
        self.resources
            .iter()
            .flat_map(|resource| self.weekly(resource, weekday))
            .collect()
    }
}

/// Joins the ranges that overlap or touch; ascending.
fn merged(mut ranges: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    ranges.sort_unstable();
    let mut joined: Vec<(u16, u16)> = Vec::new();
    for (from, until) in ranges {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = until.max(*end),
            _ => joined.push((from, until)),
        }
    }
    joined
}
