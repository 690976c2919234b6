//! Weekdays as ISO 8601 numbers, Monday 1 to Sunday 7: the only place that converts them.
//!
//! The database and [`Opening`](super::Opening) hold these numbers; chrono's own conversions also
//! offer counts from 0 and from Sunday, which nobody here may use.

use chrono::Weekday;

const WEEK: [(u8, Weekday); 7] = [
    (1, Weekday::Mon),
    (2, Weekday::Tue),
    (3, Weekday::Wed),
    (4, Weekday::Thu),
    (5, Weekday::Fri),
    (6, Weekday::Sat),
    (7, Weekday::Sun),
];

/// The ISO number, 1 to 7.
#[must_use]
pub fn to_iso(weekday: Weekday) -> u8 {
    WEEK.into_iter()
        .find_map(|(number, day)| (day == weekday).then_some(number))
        .unwrap_or_default()
}

/// The weekday of an ISO number; `None` outside 1 to 7.
#[must_use]
pub fn from_iso(number: u8) -> Option<Weekday> {
    WEEK.into_iter()
        .find_map(|(iso, day)| (iso == number).then_some(day))
}
