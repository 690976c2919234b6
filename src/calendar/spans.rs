//! The open spans of one local day: each opening range of each resource, cut where the UTC offset
//! changes.

use chrono::{NaiveDate, NaiveTime};

use super::{
    Calendar, Candidate,
    local_day::{Stretch, stretches, time_of_day, wall_minute},
};

/// A part of an opening range under one UTC offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span<'a> {
    resource: &'a str,
    date: NaiveDate,
    offset: i32,
    /// When the whole range opened, in minutes of the day: the origin of the start grid.
    opened: u16,
    from: u16,
    until: u16,
    /// Minutes that the range goes on for without a break after `until`, under the next offset.
    beyond: u16,
}

impl Calendar {
    /// The open spans of `date`, resource by resource in order of preference.
    pub(super) fn spans(&self, date: NaiveDate) -> Vec<Span<'_>> {
        let day = stretches(self.zone, date);
        let mut spans = Vec::new();
        for resource in &self.resources {
            for range in self.ranges(resource, date) {
                spans.extend(cut(resource, date, range, &day));
            }
        }
        spans
    }
}

/// The parts of one range that the wall clock shows on `date`, latest first.
fn cut<'a>(
    resource: &'a str,
    date: NaiveDate,
    (opened, closes): (u16, u16),
    day: &[Stretch],
) -> Vec<Span<'a>> {
    let mut spans: Vec<Span<'a>> = Vec::new();
    for stretch in day.iter().rev() {
        let mut span = Span {
            resource,
            date,
            offset: stretch.offset,
            opened,
            from: opened.max(stretch.from),
            until: closes.min(stretch.until),
            beyond: 0,
        };
        if span.from < span.until {
            if let Some(next) = spans.last().filter(|next| span.runs_into(next)) {
                span.beyond = next.until - next.from;
            }
            spans.push(span);
        }
    }
    spans
}

impl<'a> Span<'a> {
    /// The first UTC minute since 1970 that is open.
    pub(super) fn opens(&self) -> i64 {
        self.utc(self.from)
    }

    /// The UTC minute at which it closes.
    pub(super) fn closes(&self) -> i64 {
        self.utc(self.until)
    }

    fn utc(&self, minute: u16) -> i64 {
        self.midnight() + i64::from(minute) - i64::from(self.offset)
    }

    /// The minute of the wall clock since 1970 at which its day begins.
    fn midnight(&self) -> i64 {
        wall_minute(self.date.and_time(NaiveTime::MIN))
    }

    /// Whether `next` begins at the very instant this one ends.
    fn runs_into(&self, next: &Span) -> bool {
        i32::from(self.until) - self.offset == i32::from(next.from) - next.offset
    }

    /// The starts of this span, `step` minutes apart on the wall clock from the opening.
    pub(super) fn starts(&self, step: u16) -> impl Iterator<Item = Candidate<'a>> {
        let midnight = self.midnight();
        let step = step.max(1);
        let before = (self.from - self.opened).next_multiple_of(step);
        (self.opened + before..self.until)
            .step_by(step.into())
            .map(move |minute| self.candidate(midnight, minute))
    }

    /// The start at a minute of the day, on the grid or not; `None` outside the span.
    pub(super) fn at(&self, minute: u16) -> Option<Candidate<'a>> {
        let shown = (self.from..self.until).contains(&minute);
        shown.then(|| self.candidate(self.midnight(), minute))
    }

    /// The start at a minute of the span.
    fn candidate(&self, midnight: i64, minute: u16) -> Candidate<'a> {
        Candidate {
            resource: self.resource,
            date: self.date,
            time: time_of_day(minute),
            wall: midnight + i64::from(minute),
            offset: self.offset,
            room: self.until - minute + self.beyond,
            since_opening: minute - self.opened,
        }
    }
}
