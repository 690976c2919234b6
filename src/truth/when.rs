//! The days and times in what was said, read as callers' own words are.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::{
    domain::fold,
    words::{self, Days, Times, Unclear, When},
};

/// Longest run of words that is tried as one day and time.
const LONGEST: usize = 12;

/// A word without which a run of words is no day or time: a lone number may be a house's.
const ANCHORS: &[&str] = &[
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "demain",
    "lendemain",
    "surlendemain",
    "aujourd",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "heure",
    "heures",
    "h",
    "midi",
    "minuit",
    "matin",
    "matinee",
    "soir",
    "soiree",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "tomorrow",
    "today",
    "tonight",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "clock",
    "am",
    "pm",
    "noon",
    "midnight",
    "morning",
    "afternoon",
    "evening",
    "semaine",
    "week",
];

/// The days and times of a text, in order, each as far as it is understood.
pub(super) fn spoken(text: &str, now: NaiveDateTime) -> Vec<When> {
    if !anchored(text) {
        return Vec::new();
    }
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| ".,;:!?…«»\"()".contains(c)))
        .collect();
    let mut found = Vec::new();
    let mut start = 0;
    while start < words.len() {
        match longest(words.get(start..).unwrap_or_default(), now) {
            Some((when, length)) => {
                found.push(when);
                start += length;
            }
            None => start += 1,
        }
    }
    found
}

/// The longest run at the head of the words that reads as one day and time.
fn longest(words: &[&str], now: NaiveDateTime) -> Option<(When, usize)> {
    (1..=LONGEST.min(words.len())).rev().find_map(|length| {
        let text = words.get(..length)?.join(" ");
        let when = anchored(&text).then(|| read(&text, now)).flatten()?;
        Some((when, length))
    })
}

fn anchored(text: &str) -> bool {
    let clock = |word: &str| {
        let (hour, minute) = word.split_once([':', 'h', 'H']).unwrap_or_default();
        !hour.is_empty()
            && [hour, minute]
                .iter()
                .all(|part| part.chars().all(|c| c.is_ascii_digit()))
    };
    let folded = fold(text);
    let mut words = folded.split(' ');
    words.any(|word| {
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        ANCHORS.contains(&letters) || ANCHORS.contains(&word)
    }) || text.split(' ').any(clock)
        || folded.starts_with("at ")
        || folded.contains(" at ")
}

/// What has passed by the time of the call is a day all the same.
fn read(text: &str, now: NaiveDateTime) -> Option<When> {
    let on = |date, times| When {
        days: Days::On(date),
        times,
    };
    let when = match words::read(Some(text), None, now) {
        Ok(when) => when,
        Err(Unclear::Past(date) | Unclear::WeekdayMismatch { date }) => on(date, Times::Unsaid),
        Err(Unclear::PastTime(at)) => on(at.date(), Times::At(at.time())),
        Err(Unclear::Impossible | Unclear::Contradiction | Unclear::NotUnderstood) => return None,
    };
    let says = has_day(&when) || when.times != Times::Unsaid;
    says.then_some(when)
}

pub(super) fn has_day(when: &When) -> bool {
    !matches!(when.days, Days::Unsaid | Days::Soonest)
}

/// Whether all that was said agrees with a row; one word for the day and another for the time may
/// stand apart. What the row leaves open agrees.
pub(super) fn agrees(said: &[When], date: Option<NaiveDate>, time: Option<NaiveTime>) -> bool {
    let fits = |when: &When| on_day(when.days, date) && at_time(when.times, time);
    let held = |mut whens: Vec<&When>| {
        whens.dedup();
        whens.is_empty() || whens.into_iter().any(fits)
    };
    held(said.iter().filter(|when| has_day(when)).collect())
        && held(
            said.iter()
                .filter(|when| when.times != Times::Unsaid)
                .collect(),
        )
}

fn on_day(days: Days, date: Option<NaiveDate>) -> bool {
    let Some(date) = date else { return true };
    match days {
        Days::Unsaid | Days::Soonest => true,
        Days::On(only) => only == date,
        Days::Either(one, other) => one == date || other == date,
        Days::Between(first, last) => (first..=last).contains(&date),
    }
}

fn at_time(times: Times, time: Option<NaiveTime>) -> bool {
    let Some(time) = time else { return true };
    match times {
        Times::Unsaid => true,
        Times::At(only) => only == time,
        Times::Either(one, other) => one == time || other == time,
        Times::Between(from, until) => (from..until).contains(&time),
    }
}
