//! What was said about day and time together, read against now.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::phrase::Said;
use super::resolve::Today;
use super::{Days, Times, Unclear, When, days, times};

/// The day and time that all said agree on, without the readings that are over.
///
/// # Errors
/// [`Unclear`], as in [`super::read`].
pub(super) fn settle(said: &Said, now: NaiveDateTime) -> Result<When, Unclear> {
    let today = Today {
        date: now.date(),
        english: said.english,
    };
    let mut when = When {
        days: days::settle(&said.days, today)?,
        times: times::settle(&said.times)?,
    };
    if let Some(minutes) = said.minutes_ahead {
        when = in_minutes(minutes, when, now)?;
    }
    if when.days == Days::Unsaid && said.soonest {
        when.days = Days::Soonest;
    }
    not_over(when, now)
}

/// "dans deux heures", which is a day and a time at once.
fn in_minutes(minutes: u32, when: When, now: NaiveDateTime) -> Result<When, Unclear> {
    let at = TimeDelta::try_minutes(minutes.into())
        .and_then(|minutes| now.checked_add_signed(minutes))
        .and_then(|at| at.with_second(0)?.with_nanosecond(0))
        .ok_or(Unclear::Impossible)?;
    if when.times != Times::Unsaid {
        return Err(Unclear::Contradiction);
    }
    Ok(When {
        days: days::meet(when.days, Days::On(at.date()))?,
        times: Times::At(at.time()),
    })
}

/// Drops the readings that are over today.
fn not_over(when: When, now: NaiveDateTime) -> Result<When, Unclear> {
    let today = now.date();
    match when.days {
        Days::On(date) if date == today => {
            let times = left_today(when.times, now.time())
                .map_err(|time| Unclear::PastTime(today.and_time(time)))?;
            Ok(When { times, ..when })
        }
        Days::Either(date, other) if date == today => either_today(when, other, now),
        _ => Ok(when),
    }
}

/// "Lundi à 9 h" said on Monday at ten is next Monday.
fn either_today(when: When, other: NaiveDate, now: NaiveDateTime) -> Result<When, Unclear> {
    match left_today(when.times, now.time()) {
        Ok(_) => Ok(when),
        Err(_) => Ok(When {
            days: Days::On(other),
            ..when
        }),
    }
}

/// The times still to come, else the last one that is over.
fn left_today(times: Times, now: NaiveTime) -> Result<Times, NaiveTime> {
    match times {
        Times::At(time) if time <= now => Err(time),
        Times::Between(_, until) if until <= now => Err(until),
        Times::Either(one, other) => match (one > now, other > now) {
            (true, true) => Ok(times),
            (true, false) => Ok(Times::At(one)),
            (false, true) => Ok(Times::At(other)),
            (false, false) => Err(one.max(other)),
        },
        _ => Ok(times),
    }
}
