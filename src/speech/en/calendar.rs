//! Dates, times, lengths and numbers in English.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

use crate::domain::Slot;
use crate::speech::fit::enumerate;
use crate::speech::phone::{Digits, pairs};

pub fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// `Tuesday 1 December`.
pub fn date(date: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}", weekday(date.weekday()), day(date, today))
}

/// `1 December`, without the weekday.
pub fn day(date: NaiveDate, today: NaiveDate) -> String {
    let mut day = format!("{} {}", date.day(), month(date));
    if date.year() != today.year() {
        day.push_str(&format!(" {}", date.year()));
    }
    day
}

fn month(date: NaiveDate) -> &'static str {
    match date.month() {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// `9 in the morning`, `2 30 in the afternoon`, `noon`, `midnight`.
pub fn time(time: NaiveTime) -> String {
    times(&[time], "")
}

/// Several times in a row; the part of the day is said once for those that share it:
/// `9, 9 30 or 10 in the morning`. `last` goes before the last one.
pub fn times(times: &[NaiveTime], last: &str) -> String {
    let parts: Vec<Option<&str>> = times.iter().map(|time| part(*time)).collect();
    let next_parts = parts.iter().skip(1).copied().chain(std::iter::once(None));
    let said = times
        .iter()
        .zip(&parts)
        .zip(next_parts)
        .map(|((time, part), next)| match part {
            Some(part) if next != Some(*part) => format!("{} in the {part}", clock(*time)),
            _ => clock(*time),
        });
    enumerate(&said.collect::<Vec<_>>(), ", ", last)
}

fn part(time: NaiveTime) -> Option<&'static str> {
    match (time.hour(), time.minute()) {
        (0 | 12, 0) => None,
        (0..12, _) => Some("morning"),
        (12..18, _) => Some("afternoon"),
        _ => Some("evening"),
    }
}

/// The 12-hour clock without the part of the day; `9 05` is read as nine oh five.
fn clock(time: NaiveTime) -> String {
    match (time.hour(), time.hour12().1, time.minute()) {
        (0, _, 0) => "midnight".to_owned(),
        (12, _, 0) => "noon".to_owned(),
        (_, hour, 0) => hour.to_string(),
        (_, hour, minute) => format!("{hour} {minute:02}"),
    }
}

/// `Tuesday 1 December at 9 in the morning`.
pub fn slot(slot: Slot, today: NaiveDate) -> String {
    format!("{} at {}", date(slot.date, today), time(slot.time))
}

/// `45 minutes`, `1 hour`, `1 hour 30 minutes`.
pub fn duration(minutes: u16) -> String {
    let count = |number: u16, unit: &str| match number {
        1 => format!("1 {unit}"),
        _ => format!("{number} {unit}s"),
    };
    match (minutes / 60, minutes % 60) {
        (0, minutes) => count(minutes, "minute"),
        (hours, 0) => count(hours, "hour"),
        (hours, minutes) => format!("{} {}", count(hours, "hour"), count(minutes, "minute")),
    }
}

/// Digit by digit with a pause after each pair; numbers from abroad with `plus` and the
/// country code first.
pub fn phone(digits: &Digits) -> String {
    let spaced = |group: &String| {
        let digits: Vec<String> = group.chars().map(String::from).collect();
        digits.join(" ")
    };
    let grouped = |digits: &str| {
        pairs(digits)
            .iter()
            .map(spaced)
            .collect::<Vec<_>>()
            .join(", ")
    };
    match digits {
        Digits::National(digits) => grouped(digits),
        Digits::International { code, rest } => {
            format!("plus {}, {}", spaced(code), grouped(rest))
        }
    }
}
