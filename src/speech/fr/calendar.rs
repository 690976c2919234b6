//! Dates, times, lengths and numbers in French.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

use crate::domain::Slot;
use crate::speech::phone::{Digits, pairs};

pub fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "lundi",
        Weekday::Tue => "mardi",
        Weekday::Wed => "mercredi",
        Weekday::Thu => "jeudi",
        Weekday::Fri => "vendredi",
        Weekday::Sat => "samedi",
        Weekday::Sun => "dimanche",
    }
}

/// `mardi 1er décembre`.
pub fn date(date: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}", weekday(date.weekday()), day(date, today))
}

/// `1er décembre`, without the weekday.
pub fn day(date: NaiveDate, today: NaiveDate) -> String {
    let first = if date.day() == 1 { "er" } else { "" };
    let mut day = format!("{}{first} {}", date.day(), month(date));
    if date.year() != today.year() {
        day.push_str(&format!(" {}", date.year()));
    }
    day
}

fn month(date: NaiveDate) -> &'static str {
    match date.month() {
        1 => "janvier",
        2 => "février",
        3 => "mars",
        4 => "avril",
        5 => "mai",
        6 => "juin",
        7 => "juillet",
        8 => "août",
        9 => "septembre",
        10 => "octobre",
        11 => "novembre",
        _ => "décembre",
    }
}

/// `9 heures`, `14 heures 30`, `midi`, `minuit`; half past noon is `12 heures 30`.
pub fn time(time: NaiveTime) -> String {
    match (time.hour(), time.minute()) {
        (0, 0) => "minuit".to_owned(),
        (12, 0) => "midi".to_owned(),
        (hour, 0) => format!("{hour} {}", hours(hour)),
        (hour, minute) => format!("{hour} {} {minute}", hours(hour)),
    }
}

fn hours(count: u32) -> &'static str {
    if count < 2 { "heure" } else { "heures" }
}

/// `mardi 1er décembre à 9 heures`.
pub fn slot(slot: Slot, today: NaiveDate) -> String {
    format!("{} à {}", date(slot.date, today), time(slot.time))
}

/// `45 minutes`, `1 heure`, `1 heure 30`.
pub fn duration(minutes: u16) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes @ 0..2) => format!("{minutes} minute"),
        (0, minutes) => format!("{minutes} minutes"),
        (whole, 0) => format!("{whole} {}", hours(whole.into())),
        (whole, minutes) => format!("{whole} {} {minutes}", hours(whole.into())),
    }
}

/// In pairs; numbers from abroad as they are dialled, `00` and the country code first.
pub fn phone(digits: &Digits) -> String {
    match digits {
        Digits::National(digits) => pairs(digits).join(" "),
        Digits::International { code, rest } => format!("00 {code} {}", pairs(rest).join(" ")),
    }
}
