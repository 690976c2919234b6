//! Dates, times and amounts as callers and models say them, in French and English.
//!
//! A phrase goes through four steps: `fold` (lower case, no accents, pieces), `lex` (pieces to
//! tokens of meaning, the same for both languages), `phrase` (tokens to what was said about the
//! day and the time), `settle` (what was said, read against now). What is left unread makes the
//! whole phrase [`Unclear::NotUnderstood`]: a half-understood date is a wrong date.

mod amount;
mod amount_range;
mod clock;
mod date;
mod day;
mod days;
mod daytime;
mod english;
mod fold;
mod french;
mod lex;
mod number;
mod period;
mod phrase;
mod resolve;
mod resolve_date;
mod resolve_period;
mod settle;
#[cfg(test)]
mod tests;
mod times;
mod token;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

pub use amount_range::amount_range;

/// What was said about the day and the time, read against the tenant's local now.
///
/// On the day of now itself, times that are over are not among the readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    pub days: Days,
    pub times: Times,
}

/// What was said about the day. No day is before today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// Nothing, or any day will do.
    Unsaid,
    /// As early as possible.
    Soonest,
    On(NaiveDate),
    /// From the first to the second, both included. Without an end said ("à partir de lundi"),
    /// a year long.
    Between(NaiveDate, NaiveDate),
    /// Two readings of the same words, nearest first.
    Either(NaiveDate, NaiveDate),
}

/// What was said about the time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// Nothing, or any time will do.
    Unsaid,
    At(NaiveTime),
    /// From the first (included) to the second (excluded): a part of the day, "après 17 h",
    /// "entre midi et deux". The end of the day is 23:59:59.
    Between(NaiveTime, NaiveTime),
    /// Two readings of a 12-hour time, likelier first: "3" is 15:00, or 03:00.
    Either(NaiveTime, NaiveTime),
}

/// Why a phrase gives no day and time to act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// The day is over. Also a day and month without a year that passed within two months.
    Past(NaiveDate),
    /// Today, but that hour is over.
    PastTime(NaiveDateTime),
    /// No such day or hour: 31 février, 25h, 10:75.
    Impossible,
    /// "mardi 3 mars" when the 3rd is a Wednesday; `date` is the day of the month said.
    WeekdayMismatch {
        date: NaiveDate,
    },
    /// Two things said exclude each other, such as a date and another date.
    Contradiction,
    NotUnderstood,
}

/// Reads the `date` and `time` arguments of a tool; either may hold both ("demain à 15h" in
/// `date`). `now` is the wall clock of the tenant.
///
/// A missing or blank argument says nothing. A lone number is a day of the month in `date` and
/// an hour in `time`.
///
/// # Errors
/// [`Unclear`] when the words name no single meaning that still lies ahead.
pub fn read(date: Option<&str>, time: Option<&str>, now: NaiveDateTime) -> Result<When, Unclear> {
    let mut said = phrase::read(date, phrase::Argument::Date)?;
    said.add(phrase::read(time, phrase::Argument::Time)?);
    settle::settle(&said, now)
}
