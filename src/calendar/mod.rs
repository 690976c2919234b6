//! The diary of a tenant: when it is open and which starts it can give, in its own zone.
//!
//! Pure arithmetic: no database, no clock. Who has a start already is for SQL to say; what comes
//! from here are the starts that the rules allow.
//!
//! What holds on the days when the clocks change:
//! - Open is what the clock on the wall says: an instant is inside hours when the local time shown
//!   then lies inside an opening range. A start inside a spring gap does not exist; one inside an
//!   autumn fold happens twice, under two UTC offsets.
//! - The start grid counts on the wall clock from each opening, so that 10:00 stays a start.
//! - Durations, the room until closing, the minimum notice and what is past count elapsed minutes
//!   between instants.
//! - The horizon counts local days, today being day 0.

mod business_time;
mod candidate;
mod holidays;
mod local_day;
mod spans;
mod staff;
mod starts;
mod verdict;
mod week;
pub mod weekday;
mod zone;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};

pub use candidate::Candidate;
pub use holidays::Holidays;
pub use staff::{Objection, instant, offsets, wall};
pub use verdict::Verdict;
pub use zone::Zone;

/// When a tenant is open and on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub zone: Zone,
    /// Public holidays close every resource.
    pub holidays: Holidays,
    pub hours: Vec<Opening>,
    pub closures: Vec<Closure>,
    /// Other hours on single dates.
    pub exceptions: Vec<Exception>,
    /// The enabled resources, in order of preference. Hours and closures of others count for
    /// nothing.
    pub resources: Vec<String>,
}

/// One opening range of a weekday. Those of one resource and weekday do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// `None`: every resource without hours of its own.
    pub resource: Option<String>,
    /// ISO, see [`weekday`].
    pub weekday: u8,
    /// Minute of the local day.
    pub from: u16,
    /// Minute of the local day, exclusive, at most 1440 (24:00).
    pub until: u16,
}

/// Days on which a resource stays closed whatever its hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// `None`: everybody.
    pub resource: Option<String>,
    pub from: NaiveDate,
    /// Inclusive.
    pub until: NaiveDate,
}

/// One opening range of a date, instead of those of its weekday. Those of one resource and date do
/// not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// `None`: everybody; those with weekly hours of their own keep to these as well.
    pub resource: Option<String>,
    pub date: NaiveDate,
    /// Minute of the local day.
    pub from: u16,
    /// Minute of the local day, exclusive, at most 1440 (24:00).
    pub until: u16,
}

/// What a service asks of a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Elapsed minutes that must fit before the opening range ends.
    pub duration: u16,
    /// Minutes between two starts, counted from each opening; 0 reads as 1.
    pub grid: u16,
    /// Elapsed minutes between now and the earliest start.
    pub notice: u32,
    /// The last day that can be booked, in local days from today.
    pub horizon: u16,
}

impl Calendar {
    /// The wall clock at `now`.
    #[must_use]
    pub fn local(&self, now: DateTime<Utc>) -> NaiveDateTime {
        self.zone.local(now)
    }

    /// The local date at `now`.
    #[must_use]
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        self.local(now).date()
    }

    /// Whether a public holiday closes the business on `date`.
    #[must_use]
    pub fn holiday(&self, date: NaiveDate) -> bool {
        self.holidays.contains(date)
    }

    /// Whether any resource opens on `date`.
    #[must_use]
    pub fn opens_on(&self, date: NaiveDate) -> bool {
        self.resources
            .iter()
            .any(|resource| !self.ranges(resource, date).is_empty())
    }

    /// The opening ranges of `resource` on `date`. A closure closes whatever else is said; other
    /// hours of that date, its own before everybody's, count before holidays and the week.
    fn ranges(&self, resource: &str, date: NaiveDate) -> Vec<(u16, u16)> {
        if self.closures.iter().any(|it| it.covers(resource, date)) {
            return Vec::new();
        }
        let own = self.exceptional(Some(resource), date);
        if !own.is_empty() {
            return own;
        }
        let weekly = || self.weekly(resource, weekday::to_iso(date.weekday()));
        match self.exceptional(None, date) {
            all if all.is_empty() && self.holiday(date) => all,
            all if all.is_empty() => weekly(),
            all if self.has_own_hours(resource) => common(&all, &weekly()),
            all => all,
        }
    }

    /// The ranges that were set for `date`, those of `resource` or those of everybody.
    fn exceptional(&self, resource: Option<&str>, date: NaiveDate) -> Vec<(u16, u16)> {
        let mut ranges: Vec<(u16, u16)> = self
            .exceptions
            .iter()
            .filter(|it| it.date == date && it.resource.as_deref() == resource)
            .map(|it| (it.from, it.until))
            .filter(|(from, until)| from < until)
            .collect();
        ranges.sort_unstable();
        ranges
    }

    fn has_own_hours(&self, resource: &str) -> bool {
        let is_own = |opening: &Opening| opening.resource.as_deref() == Some(resource);
        self.hours.iter().any(is_own)
    }

    /// The opening ranges of `resource` on an ISO weekday, of any week.
    fn weekly(&self, resource: &str, weekday: u8) -> Vec<(u16, u16)> {
        let owner = self.has_own_hours(resource).then_some(resource);
        self.hours
            .iter()
            .filter(|opening| opening.resource.as_deref() == owner && opening.weekday == weekday)
            .map(|opening| (opening.from, opening.until))
            .filter(|(from, until)| from < until)
            .collect()
    }
}

/// `HH:MM` as minutes of the day, up to `24:00`.
#[must_use]
pub fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// What both lists of ranges have in common.
fn common(one: &[(u16, u16)], other: &[(u16, u16)]) -> Vec<(u16, u16)> {
    one.iter()
        .flat_map(|a| other.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))))
        .filter(|(from, until)| from < until)
        .collect()
}

impl Closure {
    fn covers(&self, resource: &str, date: NaiveDate) -> bool {
        let concerns = self.resource.as_deref().is_none_or(|own| own == resource);
        concerns && (self.from..=self.until).contains(&date)
    }
}
