//! The week and the closed days ahead, as they are told to a caller who asks for the hours.

use chrono::{Datelike, NaiveDate};

use super::{Calendar, Exception, weekday};

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

    /// The dates among the next `days`, `from` being the first, whose hours are not those of their
    /// weekday, with their ranges as in [`Calendar::week`]; those that stay closed are left out.
    #[must_use]
    pub fn special_dates(&self, from: NaiveDate, days: u16) -> Vec<(NaiveDate, Vec<(u16, u16)>)> {
        let usual = self.week();
        from.iter_days()
            .take(days.into())
            .filter(|date| self.exceptions.iter().any(|it| it.date == *date))
            .map(|date| {
                let all = self.resources.iter();
                let ranges = all.flat_map(|resource| self.ranges(resource, date));
                (date, merged(ranges.collect()))
            })
            .filter(|(date, ranges)| {
                let weekday = usize::from(weekday::to_iso(date.weekday())) - 1;
                !ranges.is_empty() && usual.get(weekday) != Some(ranges)
            })
            .collect()
    }

    /// Whether any enabled resource has hours at all, be they those of single dates.
    #[must_use]
    pub fn has_hours(&self) -> bool {
        let concerns = |it: &Exception| {
            it.resource
                .as_ref()
                .is_none_or(|own| self.resources.contains(own))
        };
        (1..=7).any(|weekday| !self.ranges_of_all(weekday).is_empty())
            || self.exceptions.iter().any(concerns)
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
