//! What every sentence must be, and the dates and texts that the tests speak of.

mod details;
mod english_answers;
mod english_appointments;
mod form;
mod french_answers;
mod french_appointments;
mod sayings;
mod text;

use chrono::{NaiveDate, NaiveTime};

use super::{LIMIT, LIST_LIMIT, say};
use crate::domain::{Language, Slot};
use crate::outcome::{Appointment, DayHours, Saying, ServiceLine, SpecialHours, Ticket};

/// Written short forms that no sentence may hold, whoever wrote the text.
const SHORT_FORMS: &[&str] = &[
    "mr", "mrs", "mme", "mlle", "dr", "av", "ave", "bd", "blvd", "rdv", "appt", "apt", "tel",
    "tél", "etc", "svp", "eur", "ttc", "pm",
];
/// The same after a number.
const SHORT_UNITS: &[&str] = &["h", "hrs", "min", "mn", "m", "km", "kg", "am"];

/// The form of every sentence: short, one line, only what a voice can read.
#[track_caller]
pub fn assert_speakable(text: &str, limit: usize) {
    let length = text.chars().count();
    assert!(
        (1..=limit).contains(&length),
        "{length} characters of {limit}: {text:?}"
    );
    assert_eq!(text, text.trim(), "edges");
    assert!(
        !text.contains("  ") && !text.contains(",,"),
        "gaps: {text:?}"
    );
    let befores = std::iter::once(' ').chain(text.chars());
    let afters = text.chars().skip(1).chain([' ']);
    for ((before, c), after) in befores.zip(text.chars()).zip(afters) {
        let fine = match c {
            ' ' => after != ',' && after != '.',
            '.' => before.is_alphanumeric() && after == ' ',
            '?' => after == ' ',
            ':' => after == ' ',
            ',' => before.is_alphanumeric() && (after == ' ' || after.is_ascii_digit()),
            '-' | '\'' => before.is_alphabetic() && after.is_alphabetic(),
            c => {
                c.is_ascii_digit() || (c.is_alphabetic() && !('\u{2000}'..'\u{2c00}').contains(&c))
            }
        };
        assert!(fine, "{c:?} after {before:?}, before {after:?}: {text:?}");
    }
    for sentence in text.split_inclusive(['.', '?']) {
        let first = sentence.trim_start().chars().next();
        let started = first.is_none_or(|c| c.to_uppercase().eq([c]));
        assert!(
            started || !text.contains(". "),
            "lower case after a full stop: {text:?}"
        );
    }
    let mut before = "";
    for word in text.split(' ') {
        let bare = word.trim_end_matches([',', '.', '?', ':']).to_lowercase();
        assert!(
            !SHORT_FORMS.contains(&bare.as_str()),
            "short form {word:?}: {text:?}"
        );
        let unit = !before.is_empty() && before.chars().all(|c| c.is_ascii_digit());
        assert!(
            !unit || !SHORT_UNITS.contains(&bare.as_str()),
            "unit {word:?}: {text:?}"
        );
        assert!(
            !bare.split('\'').any(random),
            "identifier {word:?}: {text:?}"
        );
        before = word;
    }
}

/// Letters and digits in turns, as in `rdv1a2b3c`.
fn random(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    let mut kinds: Vec<bool> = letters.map(|c| c.is_ascii_digit()).collect();
    let length = kinds.len();
    kinds.dedup();
    length >= 8 && kinds.len() >= 3
}

#[track_caller]
fn hears_french(saying: Saying, expected: &str) {
    hears(&saying, Language::Fr, expected);
}

#[track_caller]
fn hears_english(saying: Saying, expected: &str) {
    hears(&saying, Language::En, expected);
}

#[track_caller]
fn hears(saying: &Saying, language: Language, expected: &str) {
    let said = say(saying, language, today());
    assert_eq!(said, expected);
    assert_speakable(&said, limit(saying));
}

/// Lists may be longer.
pub fn limit(saying: &Saying) -> usize {
    match saying {
        Saying::WhichAppointment(_)
        | Saying::Appointments(_)
        | Saying::Tickets(_)
        | Saying::Hours { .. }
        | Saying::Services(_)
        | Saying::Closures(_) => LIST_LIMIT,
        _ => LIMIT,
    }
}

/// Tuesday 3 March 2026.
pub fn today() -> NaiveDate {
    date("2026-03-03")
}

pub fn date(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

pub fn time(clock: &str) -> NaiveTime {
    NaiveTime::parse_from_str(clock, "%H:%M").unwrap()
}

/// `2026-12-01 09:00`.
pub fn slot(at: &str) -> Slot {
    let (on, clock) = at.split_once(' ').unwrap();
    Slot {
        date: date(on),
        time: time(clock),
    }
}

pub fn appointment(at: &str, service: &str) -> Appointment {
    let service = (!service.is_empty()).then(|| service.to_owned());
    Appointment {
        slot: slot(at),
        service,
    }
}

pub fn ticket(number: i64, subject: &str, status: &str) -> Ticket {
    Ticket {
        number,
        subject: subject.to_owned(),
        status: status.to_owned(),
    }
}

pub fn service(name: &str, minutes: u16, price: Option<&str>) -> ServiceLine {
    ServiceLine {
        name: name.to_owned(),
        minutes,
        price: price.map(str::to_owned),
    }
}

pub fn week_of(week: Vec<DayHours>) -> Saying {
    let special = vec![];
    Saying::Hours { week, special }
}

pub fn open(from: chrono::Weekday, until: chrono::Weekday, ranges: &[(&str, &str)]) -> DayHours {
    let ranges = ranges
        .iter()
        .map(|(opens, closes)| (time(opens), time(closes)))
        .collect();
    DayHours {
        from,
        until,
        ranges,
    }
}
