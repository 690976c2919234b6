//! Whether a wanted start can be given, and if not, why.

use chrono::{DateTime, Utc};

use super::{
    Calendar, Candidate, Rules,
    local_day::{minute_from, minute_of_day, stretches, wall_minute},
};
use crate::{domain::Slot, outcome::Refusal};

/// What the diary says of a wanted start, appointments aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// One candidate per resource open then, in order of preference, never none. Of the two
    /// starts of an autumn fold the first that the rules allow.
    Bookable(Vec<Candidate<'a>>),
    /// Before now.
    Past,
    Refused(Refusal),
}

impl Calendar {
    /// Judges a wanted start; agrees with [`Calendar::starts`]. The first reason that applies
    /// counts: no hours, past, beyond the horizon, closed that day, outside hours (which a start
    /// inside a spring gap is, too), off the grid, inside the notice.
    #[must_use]
    pub fn verdict(&self, slot: Slot, rules: &Rules, now: DateTime<Utc>) -> Verdict<'_> {
        if !self.has_hours() {
            return Verdict::Refused(Refusal::NoHours);
        }
        if slot.date < self.today(now) {
            return Verdict::Past;
        }
        if slot.date > self.last_day(rules, now) {
            return Verdict::Refused(Refusal::TooFar);
        }
        if self.has_passed(slot, now) {
            return Verdict::Past;
        }
        self.bookable(slot, rules, now)
            .map_or_else(Verdict::Refused, Verdict::Bookable)
    }

    /// The candidates of `slot`, a start inside the horizon; never empty.
    fn bookable(
        &self,
        slot: Slot,
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<Vec<Candidate<'_>>, Refusal> {
        if !self.opens_on(slot.date) {
            return Err(Refusal::Closed);
        }
        let minute = minute_of_day(slot.time);
        let spans = self.spans(slot.date);
        let mut starts: Vec<_> = spans.iter().filter_map(|span| span.at(minute)).collect();
        keep(&mut starts, Refusal::OutsideHours, |start| {
            rules.fits(start)
        })?;
        // A wanted time with seconds is between two minutes.
        keep(&mut starts, Refusal::OffGrid, |start| {
            rules.is_on_grid(start) && start.slot() == slot
        })?;
        keep(&mut starts, Refusal::TooSoon, |start| {
            rules.leaves_notice(start, now)
        })?;
        let first = starts.iter().map(Candidate::instant).min();
        starts.retain(|start| Some(start.instant()) == first);
        Ok(starts)
    }

    /// Whether every instant at which the wall clock shows `slot` is before `now`.
    fn has_passed(&self, slot: Slot, now: DateTime<Utc>) -> bool {
        // Inside a spring gap there is no instant.
        self.last_shown(slot)
            .map_or(slot.at() < self.local(now), |last| last < minute_from(now))
    }

    /// Whether the wall clock will show `slot` after `now`: in an autumn fold also what it has
    /// shown already.
    #[must_use]
    pub fn is_ahead(&self, slot: Slot, now: DateTime<Utc>) -> bool {
        self.last_shown(slot)
            .is_some_and(|last| last > minute_from(now))
    }

    /// The last instant at which the wall clock shows `slot`, in UTC minutes.
    fn last_shown(&self, slot: Slot) -> Option<i64> {
        let minute = minute_of_day(slot.time);
        stretches(self.zone, slot.date)
            .into_iter()
            .filter(|stretch| (stretch.from..stretch.until).contains(&minute))
            .map(|stretch| wall_minute(slot.at()) - i64::from(stretch.offset))
            .max()
    }
}

/// Drops what does not pass; when nothing is left, that is the reason.
fn keep(
    starts: &mut Vec<Candidate<'_>>,
    reason: Refusal,
    passes: impl FnMut(&Candidate) -> bool,
) -> Result<(), Refusal> {
    starts.retain(passes);
    if starts.is_empty() {
        Err(reason)
    } else {
        Ok(())
    }
}
