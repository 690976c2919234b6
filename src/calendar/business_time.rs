//! Time that only passes while the business is open: what a promised answer is measured in.
//!
//! Elapsed minutes count, not those of the wall clock: an hour that the clocks skip is never
//! worked, one that they repeat is worked twice. The business is open while any of its resources
//! is. A business without opening hours is there around the clock.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};

use super::{Calendar, staff};
use crate::domain::Slot;

/// Days looked ahead for opening time: a business closed for two years has given up its hours.
const DAYS_AHEAD: usize = 731;

impl Calendar {
    /// The instant at which the business has been open for `minutes` since `from`: never after the
    /// end of the opening range that completes them. With 0 minutes the next instant at which it
    /// is open. By the clock when it has no hours, or none that come.
    #[must_use]
    pub fn after_open_minutes(&self, from: DateTime<Utc>, minutes: u32) -> DateTime<Utc> {
        let mut left = TimeDelta::minutes(minutes.into());
        let by_the_clock = from + left;
        if !self.has_hours() {
            return by_the_clock;
        }
        let mut counted_until = from;
        for (opens, closes) in self.open_stretches(from) {
            let begins = opens.max(counted_until);
            if begins >= closes {
                continue;
            }
            if closes - begins >= left {
                return begins + left;
            }
            left -= closes - begins;
            counted_until = closes;
        }
        by_the_clock
    }

    /// Whether the business is open at that instant; without hours it always is.
    #[must_use]
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        !self.has_hours() || self.after_open_minutes(at, 0) == at
    }

    /// The instant at which the wall clock shows `local`: the first of two, and after a gap the
    /// clocks left, as late as it would have been.
    #[must_use]
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let slot = Slot {
            date: local.date(),
            time: local.time(),
        };
        let within_the_minute = TimeDelta::seconds(local.second().into())
            + TimeDelta::nanoseconds(local.nanosecond().into());
        staff::instant(self.zone, slot, None) + within_the_minute
    }

    /// When the business opens and closes from the local day of `from` on, in order of opening;
    /// those of several resources may overlap.
    fn open_stretches(
        &self,
        from: DateTime<Utc>,
    ) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> {
        let days = self.today(from).iter_days().take(DAYS_AHEAD);
        days.flat_map(|date| {
            let mut stretches: Vec<_> = self
                .spans(date)
                .iter()
                .filter_map(|span| Some((instant(span.opens())?, instant(span.closes())?)))
                .collect();
            stretches.sort_unstable();
            stretches
        })
    }
}

fn instant(utc_minute: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(utc_minute * 60, 0)
}
