//! The starts that the rules allow, in a range of days or around a wanted start.

use std::ops::{Range, RangeInclusive};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use super::{
    Calendar, Candidate, Rules,
    local_day::{minute_from, minute_of_day},
};
use crate::domain::Slot;

impl Calendar {
    /// All starts on `days` within `times`, in order of time, then of resource; the first `limit`
    /// distinct starts, each with every resource that is open then.
    ///
    /// `times` is half-open; midnight as its end is the end of the day.
    #[must_use]
    pub fn starts(
        &self,
        days: RangeInclusive<NaiveDate>,
        times: Option<(NaiveTime, NaiveTime)>,
        rules: &Rules,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Vec<Candidate<'_>> {
        let first = self.today(now).max(*days.start());
        let last = self.last_day(rules, now).min(*days.end());
        let times = minutes_of_day(times);
        let earliest = rules.earliest(now);
        let candidates = first
            .iter_days()
            .take_while(|date| *date <= last)
            .flat_map(|date| self.starts_of_day(date, &times, rules, earliest));
        distinct(candidates, limit)
    }

    /// Other starts than `wanted`: those of its day, the nearest first, then those of the days
    /// after it in order of time; the first `limit` distinct ones. Empty beyond the horizon.
    #[must_use]
    pub fn around(
        &self,
        wanted: Slot,
        rules: &Rules,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Vec<Candidate<'_>> {
        let mut near = self.starts(wanted.date..=wanted.date, None, rules, now, usize::MAX);
        near.retain(|candidate| candidate.slot() != wanted);
        near.sort_by_key(|candidate| {
            let distance = candidate.slot().at() - wanted.at();
            (distance.abs(), candidate.instant())
        });
        let later = wanted.date.succ_opt().map_or_else(Vec::new, |next| {
            self.starts(next..=NaiveDate::MAX, None, rules, now, limit)
        });
        distinct(near.into_iter().chain(later), limit)
    }

    /// The last day inside the horizon.
    pub(super) fn last_day(&self, rules: &Rules, now: DateTime<Utc>) -> NaiveDate {
        self.today(now)
            .checked_add_days(Days::new(rules.horizon.into()))
            .unwrap_or(NaiveDate::MAX)
    }

    fn starts_of_day(
        &self,
        date: NaiveDate,
        times: &Range<u16>,
        rules: &Rules,
        earliest: i64,
    ) -> Vec<Candidate<'_>> {
        let mut candidates = Vec::new();
        for span in self.spans(date) {
            let fitting = span.starts(rules.grid).filter(|start| {
                rules.fits(start)
                    && start.instant() >= earliest
                    && times.contains(&minute_of_day(start.time))
            });
            candidates.extend(fitting);
        }
        // Stable: the order of resources stays.
        candidates.sort_by_key(Candidate::instant);
        candidates
    }
}

impl Rules {
    pub(super) fn fits(&self, start: &Candidate) -> bool {
        start.room >= self.duration
    }

    pub(super) fn is_on_grid(&self, start: &Candidate) -> bool {
        start.since_opening.is_multiple_of(self.grid.max(1))
    }

    pub(super) fn leaves_notice(&self, start: &Candidate, now: DateTime<Utc>) -> bool {
        start.instant() >= self.earliest(now)
    }

    /// The first UTC minute that leaves the notice.
    fn earliest(&self, now: DateTime<Utc>) -> i64 {
        minute_from(now) + i64::from(self.notice)
    }
}

fn minutes_of_day(times: Option<(NaiveTime, NaiveTime)>) -> Range<u16> {
    let end_of_day = 24 * 60;
    times.map_or(0..end_of_day, |(from, until)| {
        let until = match minute_of_day(until) {
            0 => end_of_day,
            minute => minute,
        };
        minute_of_day(from)..until
    })
}

/// The candidates of the first `limit` distinct starts; those of one start come in a row.
fn distinct<'a>(
    candidates: impl Iterator<Item = Candidate<'a>>,
    limit: usize,
) -> Vec<Candidate<'a>> {
    let mut taken: Vec<Candidate<'a>> = Vec::new();
    let mut starts = 0;
    for candidate in candidates {
        let is_new = taken
            .last()
            .is_none_or(|last| last.instant() != candidate.instant());
        starts += usize::from(is_new);
        if starts > limit {
            break;
        }
        taken.push(candidate);
    }
    taken
}
