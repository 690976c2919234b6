//! Everything said about the day, made one.

use chrono::{Datelike, NaiveDate, Weekday};

use super::day::{Day, Which};
use super::resolve::{Today, plus};
use super::{Days, Unclear};

/// What all the days said have in common.
///
/// # Errors
/// [`Unclear`] when one of them is over or does not exist, or when they exclude each other.
pub(super) fn settle(said: &[Day], today: Today) -> Result<Days, Unclear> {
    let mut weekday = None;
    let mut days = Days::Unsaid;
    for day in said {
        match day {
            Day::Weekday(other, Which::Bare) => {
                if weekday.is_some_and(|weekday| weekday != *other) {
                    return Err(Unclear::Contradiction);
                }
                weekday = Some(*other);
            }
            _ => days = meet(days, today.resolve(day)?)?,
        }
    }
    match weekday {
        None => Ok(days),
        Some(weekday) if days == Days::Unsaid => today.resolve(&Day::Weekday(weekday, Which::Bare)),
        Some(weekday) => on_weekday(days, weekday, today.date),
    }
}

/// The days that both allow.
pub(super) fn meet(one: Days, other: Days) -> Result<Days, Unclear> {
    use Days::{Between, Either, On, Soonest, Unsaid};
    match (one, other) {
        (Unsaid | Soonest, days) | (days, Unsaid | Soonest) => Ok(days),
        (Between(a, b), Between(c, d)) => {
            let (first, last) = (a.max(c), b.min(d));
            if first < last {
                Ok(Between(first, last))
            } else if first == last {
                Ok(On(first))
            } else {
                Err(Unclear::Contradiction)
            }
        }
        (On(date), days) | (days, On(date)) => of(&[date], days),
        (Either(a, b), days) | (days, Either(a, b)) => of(&[a, b], days),
    }
}

/// Those of one or two dates that the other days allow.
fn of(dates: &[NaiveDate], days: Days) -> Result<Days, Unclear> {
    let allowed = |date: &&NaiveDate| match days {
        Days::Unsaid | Days::Soonest => true,
        Days::On(only) => **date == only,
        Days::Either(one, other) => **date == one || **date == other,
        Days::Between(first, last) => (first..=last).contains(*date),
    };
    let mut dates = dates.iter().filter(allowed);
    match (dates.next(), dates.next()) {
        (None, _) => Err(Unclear::Contradiction),
        (Some(only), None) => Ok(Days::On(*only)),
        (Some(one), Some(other)) => Ok(Days::Either(*one, *other)),
    }
}

/// A weekday said beside the days: it checks a date, and picks a day out of a week.
pub(super) fn on_weekday(days: Days, weekday: Weekday, today: NaiveDate) -> Result<Days, Unclear> {
    let is = |date: &NaiveDate| date.weekday() == weekday;
    match days {
        Days::On(date) if is(&date) => Ok(days),
        Days::On(date) => Err(Unclear::WeekdayMismatch { date }),
        Days::Either(one, other) => match (is(&one), is(&other)) {
            (true, true) => Ok(days),
            (true, false) => Ok(Days::On(one)),
            (false, true) => Ok(Days::On(other)),
            (false, false) => Err(Unclear::WeekdayMismatch { date: one }),
        },
        Days::Between(first, last) => {
            let until = i64::from(weekday.days_since(first.weekday()));
            let date = plus(first, until)?;
            let again = plus(date, 7)?;
            match (date <= last, again <= last, plus(again, 7)? <= last) {
                // "Lundi de cette semaine" said on Wednesday.
                (false, ..) if first == today => Err(Unclear::Past(plus(date, -7)?)),
                (false, ..) => Err(Unclear::Contradiction),
                (true, false, _) => Ok(Days::On(date)),
                (true, true, false) => Ok(Days::Either(date, again)),
                // One of many Mondays is not a day.
                (true, true, true) => Err(Unclear::NotUnderstood),
            }
        }
        Days::Unsaid | Days::Soonest => Ok(days),
    }
}
