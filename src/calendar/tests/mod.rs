//! Diaries, rules and fixed clocks that the tests share.

mod business_time;
mod clock_changes;
mod exceptions;
mod holidays;
mod hours;
mod oracle;
mod properties;
mod rules;
mod staff;
mod told;
mod verdict;
mod year;
mod zones;

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::{Calendar, Candidate, Closure, Exception, Holidays, Opening, Rules, Verdict, Zone};
use crate::{domain::Slot, outcome::Refusal};

const PARIS: Tz = Tz::Europe__Paris;
const NEW_YORK: Tz = Tz::America__New_York;
const KOLKATA: Tz = Tz::Asia__Kolkata;
const LORD_HOWE: Tz = Tz::Australia__Lord_Howe;

/// A visit of an hour every half hour, with an hour's notice, half a year ahead.
const VISIT: Rules = Rules {
    duration: 60,
    grid: 30,
    notice: 60,
    horizon: 180,
};

/// Starts at any minute, without notice, a year ahead.
const ANY: Rules = Rules {
    duration: 1,
    grid: 1,
    notice: 0,
    horizon: 365,
};

/// The zone as chrono-tz knows it, to compare with.
fn tz(zone: Zone) -> Tz {
    zone.name().parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

/// `2026-03-29 02:30`.
fn slot(text: &str) -> Slot {
    let (day, hour) = text.split_once(' ').unwrap();
    Slot {
        date: date(day),
        time: time(hour),
    }
}

/// An RFC 3339 instant.
fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Minute of the day of `HH:MM`, `24:00` included.
fn minute(text: &str) -> u16 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()
}

/// `HH:MM-HH:MM` on the given ISO weekdays.
fn open(resource: Option<&str>, weekdays: RangeInclusive<u8>, ranges: &[&str]) -> Vec<Opening> {
    weekdays
        .flat_map(|weekday| ranges.iter().map(move |range| (weekday, *range)))
        .map(|(weekday, range)| {
            let (from, until) = range.split_once('-').unwrap();
            Opening {
                resource: resource.map(str::to_owned),
                weekday,
                from: minute(from),
                until: minute(until),
            }
        })
        .collect()
}

fn closed(resource: Option<&str>, from: &str, until: &str) -> Closure {
    Closure {
        resource: resource.map(str::to_owned),
        from: date(from),
        until: date(until),
    }
}

/// One resource, `default`.
fn calendar(zone: Tz, hours: Vec<Opening>) -> Calendar {
    Calendar {
        zone: zone.into(),
        holidays: Holidays::None,
        hours,
        closures: Vec::new(),
        exceptions: Vec::new(),
        resources: vec!["default".to_owned()],
    }
}

/// Monday to Friday with a lunch break, in Paris, closed on the holidays of France.
fn office() -> Calendar {
    let hours = open(None, 1..=5, &["09:00-12:30", "13:30-18:00"]);
    Calendar {
        holidays: Holidays::France,
        ..calendar(PARIS, hours)
    }
}

/// Open around the clock every day.
fn always_open(zone: Tz) -> Calendar {
    calendar(zone, open(None, 1..=7, &["00:00-24:00"]))
}

/// The starts of one day as `HH:MM`.
fn times_of(calendar: &Calendar, day: &str, rules: &Rules, now: &str) -> Vec<String> {
    let days = date(day)..=date(day);
    let starts = calendar.starts(days, None, rules, at(now), usize::MAX);
    starts
        .iter()
        .map(|start| start.time.format("%H:%M").to_string())
        .collect()
}

/// `YYYY-MM-DD HH:MM` of each.
fn told(candidates: &[Candidate]) -> Vec<String> {
    candidates
        .iter()
        .map(|start| start.slot().at().format("%Y-%m-%d %H:%M").to_string())
        .collect()
}

fn refused(why: Refusal) -> Verdict<'static> {
    Verdict::Refused(why)
}
