//! What English callers are asked about days and times.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::calendar::{date, day, time, weekday};
use crate::speech::read_back::Questions;

pub fn which_date(one: NaiveDate, other: NaiveDate, today: NaiveDate) -> String {
    format!(
        "Do you mean {} or {}?",
        date(one, today),
        date(other, today)
    )
}

pub fn which_time(one: NaiveTime, other: NaiveTime) -> String {
    format!("Do you mean {} or {}?", time(one), time(other))
}

/// The day itself may be today, when only its time has passed.
pub fn in_the_past(asked: NaiveDate, now: NaiveDate, today: NaiveDate) -> String {
    if asked == now {
        let now = date(now, today);
        return format!("Today is {now} and that time has passed. Which time would you like?");
    }
    let (asked, now) = (date(asked, today), date(now, today));
    format!("{asked} has passed, today is {now}. Which day would you like?")
}

pub fn weekday_mismatch(on: NaiveDate, today: NaiveDate) -> String {
    let weekday = weekday(on.weekday());
    format!(
        "{} is a {weekday}. Is that the day you want?",
        day(on, today)
    )
}

pub fn date_unclear(now: NaiveDate, today: NaiveDate) -> String {
    format!(
        "I did not catch the day. Today is {}, which day would you like?",
        date(now, today)
    )
}

pub const READ_BACK: Questions = Questions {
    phone: |number| format!("Is the number {number}?"),
    email: |letters| format!("Is the address {letters}?"),
    name: |letters| format!("Is the name {letters}?"),
    spell_email: "Could you spell your address for me?",
    spell_name: "Could you spell your name for me?",
};
