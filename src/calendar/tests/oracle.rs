//! The rules told a second time, minute by minute, for the property tests to compare with.
//!
//! Slow and plain: every UTC minute is converted by chrono-tz and asked on its own.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};

use super::{Calendar, Opening, Rules, tz};

/// First minute of the day and the minute after the last.
type Range = (u16, u16);

/// Every start there is on `days`: its UTC minute since 1970 and its resource.
pub(super) fn starts(
    calendar: &Calendar,
    rules: &Rules,
    days: &RangeInclusive<NaiveDate>,
    now: DateTime<Utc>,
) -> Vec<(i64, String)> {
    let midnight = |date: NaiveDate| date.and_hms_opt(0, 0, 0).unwrap().and_utc();
    let first = midnight(*days.start()) - TimeDelta::days(1);
    let minutes = (midnight(*days.end()) - first).num_minutes() + 3 * 1440;
    let instants = (0..minutes).map(|minute| first + TimeDelta::minutes(minute));
    let last_day =
        now.with_timezone(&tz(calendar.zone)).date_naive() + Days::new(rules.horizon.into());
    let earliest = now + TimeDelta::minutes(rules.notice.into());
    let shown: Vec<(DateTime<Utc>, NaiveDateTime)> = instants
        .map(|instant| {
            (
                instant,
                instant.with_timezone(&tz(calendar.zone)).naive_local(),
            )
        })
        .collect();

    let mut starts = Vec::new();
    for resource in &calendar.resources {
        let open: Vec<_> = shown
            .iter()
            .map(|(_, wall)| Some((wall.date(), range(calendar, resource, *wall)?)))
            .collect();
        for (index, (instant, wall)) in shown.iter().enumerate() {
            let is_asked = days.contains(&wall.date()) && wall.date() <= last_day;
            if is_asked && *instant >= earliest && is_start(rules, &open[index..], *wall) {
                starts.push((instant.timestamp() / 60, resource.clone()));
            }
        }
    }
    starts.sort_by_key(|(instant, _)| *instant);
    starts
}

/// On the grid, and the same range of the same day is open each minute of the appointment.
fn is_start(rules: &Rules, open: &[Option<(NaiveDate, Range)>], wall: NaiveDateTime) -> bool {
    open[0].is_some_and(|(_, (from, _))| {
        (minute(wall) - from).is_multiple_of(rules.grid.max(1))
            && open[..rules.duration.into()]
                .iter()
                .all(|later| *later == open[0])
    })
}

/// The range of `resource` that the wall clock lies in.
fn range(calendar: &Calendar, resource: &str, wall: NaiveDateTime) -> Option<Range> {
    let weekday = u8::try_from(wall.weekday().number_from_monday()).unwrap();
    let is_closed = calendar.closures.iter().any(|closure| {
        closure.resource.as_deref().unwrap_or(resource) == resource
            && closure.from <= wall.date()
            && wall.date() <= closure.until
    });
    let special = |owner: Option<&str>| -> Vec<Range> {
        let rows = calendar.exceptions.iter();
        rows.filter(|row| row.date == wall.date() && row.resource.as_deref() == owner)
            .map(|row| (row.from, row.until))
            .collect()
    };
    let is_own = |row: &Opening| row.resource.as_deref() == Some(resource);
    let owner = calendar.hours.iter().any(is_own).then_some(resource);
    let rows = calendar.hours.iter();
    let weekly: Vec<Range> = rows
        .filter(|row| row.weekday == weekday && row.resource.as_deref() == owner)
        .map(|row| (row.from, row.until))
        .collect();
    let here = |ranges: &[Range]| {
        let mut ranges = ranges.iter();
        ranges
            .find(|(from, until)| (*from..*until).contains(&minute(wall)))
            .copied()
    };
    let (own, all) = (special(Some(resource)), special(None));
    if is_closed {
        None
    } else if !own.is_empty() {
        here(&own)
    } else if !all.is_empty() && owner.is_some() {
        let (all, own) = (here(&all)?, here(&weekly)?);
        Some((all.0.max(own.0), all.1.min(own.1)))
    } else if !all.is_empty() {
        here(&all)
    } else if calendar.holiday(wall.date()) {
        None
    } else {
        here(&weekly)
    }
}

fn minute(wall: NaiveDateTime) -> u16 {
    u16::try_from(wall.hour() * 60 + wall.minute()).unwrap()
}
