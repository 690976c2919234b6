//! Phrases and what they mean, written by hand. One line a case.
//!
//! A meaning is a day and a time: `2026-10-08 15:00`, `a..b` for a range, `a|b` for two readings,
//! `-` for nothing said. A refusal is its name: `past 2026-10-05`, `impossible`, `?`.

mod all;
mod amounts;
mod arguments;
mod english_days;
mod english_times;
mod french_days;
mod french_times;
mod refused;
mod robust;
mod turns;

use chrono::NaiveDateTime;

use super::{Days, Times, Unclear, When, read};

/// Wednesday, in the morning.
const WEDNESDAY: &str = "2026-10-07 10:00";

fn clock(now: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(now, "%Y-%m-%d %H:%M").unwrap()
}

fn written(meaning: Result<When, Unclear>) -> String {
    match meaning {
        Ok(When { days, times }) => format!("{} {}", written_days(days), written_times(times)),
        Err(Unclear::Past(date)) => format!("past {date}"),
        Err(Unclear::PastTime(at)) => format!("past {}", at.format("%Y-%m-%d %H:%M")),
        Err(Unclear::WeekdayMismatch { date }) => format!("mismatch {date}"),
        Err(Unclear::Impossible) => "impossible".to_owned(),
        Err(Unclear::Contradiction) => "contradiction".to_owned(),
        Err(Unclear::NotUnderstood) => "?".to_owned(),
    }
}

fn written_days(days: Days) -> String {
    match days {
        Days::Unsaid => "-".to_owned(),
        Days::Soonest => "soonest".to_owned(),
        Days::On(date) => date.to_string(),
        Days::Between(first, last) => format!("{first}..{last}"),
        Days::Either(one, other) => format!("{one}|{other}"),
    }
}

fn written_times(times: Times) -> String {
    let hm = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    match times {
        Times::Unsaid => "-".to_owned(),
        Times::At(time) => hm(time),
        Times::Between(from, until) => format!("{}..{}", hm(from), hm(until)),
        Times::Either(one, other) => format!("{}|{}", hm(one), hm(other)),
    }
}

/// Where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Argument {
    Date,
    Time,
}

/// Phrases heard at one moment, each with its meaning.
struct Table {
    argument: Argument,
    /// The local clock.
    now: &'static str,
    cases: &'static [(&'static str, &'static str)],
}

impl Table {
    /// What is wrong, a line each.
    fn wrong(&self) -> Vec<String> {
        let cases = self.cases.iter();
        let found = cases.map(|(phrase, expected)| (phrase, expected, self.meaning(phrase)));
        found
            .filter(|(_, expected, found)| *expected != found)
            .map(|(phrase, expected, found)| {
                format!(
                    "{phrase:?} at {}: expected {expected}, read {found}",
                    self.now
                )
            })
            .collect()
    }

    fn meaning(&self, phrase: &str) -> String {
        written(match self.argument {
            Argument::Date => read(Some(phrase), None, clock(self.now)),
            Argument::Time => read(None, Some(phrase), clock(self.now)),
        })
    }
}
