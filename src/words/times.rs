//! Everything said about the time of day, made one.

use chrono::NaiveTime;

use super::clock::{Clock, Reading};
use super::daytime::Time;
use super::token::{Edge, Part};
use super::{Times, Unclear};

const DAY: i32 = 24 * 60;

/// Minutes of the day, the second excluded.
type Window = (i32, i32);

/// What all the times said have in common.
///
/// # Errors
/// [`Unclear::Impossible`] and [`Unclear::Contradiction`].
pub(super) fn settle(times: &[Time]) -> Result<Times, Unclear> {
    let part = part(times)?;
    let mut window = (0, DAY);
    let mut at: Option<Vec<i32>> = None;
    for time in times {
        match time {
            Time::At(clock) => {
                let mut readings = readings(*clock, part.map(|(part, _)| part))?;
                readings.retain(|reading| at.as_ref().is_none_or(|at| at.contains(reading)));
                at = Some(readings);
            }
            Time::Part(..) => {}
            _ => window = meet(window, range(time, part.map(|(part, _)| part))?),
        }
    }
    if let Some(mut at) = at {
        at.retain(|minute| (window.0..window.1).contains(minute));
        return match at.as_slice() {
            [] => Err(Unclear::Contradiction),
            [one] => Ok(Times::At(of_minutes(*one)?)),
            [likelier, other, ..] => Ok(Times::Either(of_minutes(*likelier)?, of_minutes(*other)?)),
        };
    }
    if let Some((part, edge)) = part {
        window = meet(window, part_window(part, edge));
    }
    match window {
        (0, DAY) => Ok(Times::Unsaid),
        (from, until) if from < until => Ok(Times::Between(of_minutes(from)?, of_minutes(until)?)),
        _ => Err(Unclear::Contradiction),
    }
}

fn meet(one: Window, other: Window) -> Window {
    (one.0.max(other.0), one.1.min(other.1))
}

/// The part of the day said, once or several times alike.
fn part(times: &[Time]) -> Result<Option<(Part, Option<Edge>)>, Unclear> {
    let mut said: Option<(Part, Option<Edge>)> = None;
    for time in times {
        let Time::Part(part, edge) = time else {
            continue;
        };
        said = match said {
            None => Some((*part, *edge)),
            Some((same, before)) if same == *part && (before == *edge || before.is_none()) => {
                Some((same, *edge))
            }
            Some((same, before)) if same == *part && edge.is_none() => Some((same, before)),
            Some(_) => return Err(Unclear::Contradiction),
        };
    }
    Ok(said)
}

/// The hours that a part of the day offers.
fn part_window(part: Part, edge: Option<Edge>) -> Window {
    let (from, until) = match (part, edge) {
        (Part::Day, Some(Edge::Start)) => (7, 10),
        (Part::Day, Some(Edge::Middle)) => (11, 15),
        (Part::Day, Some(Edge::End)) => (16, 19),
        (Part::Day, None) => (0, 24),
        (Part::Morning, None) => (6, 12),
        (Part::Morning, Some(Edge::Start)) => (6, 10),
        (Part::Morning, Some(Edge::Middle)) => (9, 11),
        (Part::Morning, Some(Edge::End)) => (10, 12),
        (Part::Lunch, _) => (12, 14),
        (Part::Afternoon, None) => (12, 18),
        (Part::Afternoon, Some(Edge::Start)) => (12, 15),
        (Part::Afternoon, Some(Edge::Middle)) => (14, 16),
        (Part::Afternoon, Some(Edge::End)) => (16, 18),
        (Part::Evening, None) => (17, 24),
        (Part::Evening, Some(Edge::Start)) => (17, 20),
        (Part::Evening, Some(Edge::Middle)) => (19, 22),
        (Part::Evening, Some(Edge::End)) => (20, 24),
    };
    (from * 60, until * 60)
}

/// The hours that people call by that part of the day; wider than what it offers, and used to
/// settle "3 heures de l'après-midi" and to refuse "15 h du matin".
fn called(part: Part) -> Window {
    let (from, until) = match part {
        Part::Day => (0, 24),
        Part::Morning => (0, 12),
        Part::Lunch => (11, 15),
        Part::Afternoon => (12, 20),
        Part::Evening => (16, 24),
    };
    (from * 60, until * 60)
}

/// The minutes of the day that a time can mean, likelier first; never none.
fn readings(clock: Clock, part: Option<Part>) -> Result<Vec<i32>, Unclear> {
    if clock.hour > 23 || !(-59..60).contains(&clock.minute) {
        return Err(Unclear::Impossible);
    }
    let hour = clock.hour.cast_signed();
    let afternoon = hour % 12 + 12;
    let hours = match clock.reading {
        Reading::Exact => vec![hour],
        Reading::Am if hour <= 12 => vec![hour % 12],
        Reading::Pm if (1..=12).contains(&hour) => vec![afternoon],
        Reading::Pm if hour > 12 => vec![hour],
        Reading::Am | Reading::Pm => return Err(Unclear::Contradiction),
        Reading::Bare if part.is_some() || hour <= 7 => vec![afternoon, hour % 12],
        Reading::Bare => vec![hour],
    };
    let called = called(part.unwrap_or(Part::Day));
    let mut minutes: Vec<i32> = hours
        .iter()
        .map(|hour| (hour * 60 + clock.minute).rem_euclid(DAY))
        .collect();
    minutes.retain(|minute| (called.0..called.1).contains(minute));
    if minutes.is_empty() {
        Err(Unclear::Contradiction)
    } else {
        Ok(minutes)
    }
}

/// A range holds many times, so a bare hour in it takes its likelier reading.
fn range(time: &Time, part: Option<Part>) -> Result<Window, Unclear> {
    let likelier = |clock: Clock| {
        let part = part.filter(|_| clock.reading == Reading::Bare);
        readings(clock, part)?
            .first()
            .copied()
            .ok_or(Unclear::Contradiction)
    };
    match *time {
        Time::From(clock) => Ok((likelier(clock)?, DAY)),
        Time::Before(clock) => Ok((0, likelier(clock)?)),
        Time::Between(first, second) => {
            let mut until = likelier(second)?;
            let mut from = likelier(first)?;
            // "From 9 to 11 pm" says the half of the day once.
            if first.reading == Reading::Bare && second.reading != Reading::Exact {
                let shared = likelier(Clock {
                    reading: second.reading,
                    ..first
                })?;
                from = if shared < until { shared } else { from };
            }
            // "Between 3 and 8", "le matin entre 10 et 12".
            if until <= from && second.reading == Reading::Bare {
                until += DAY / 2;
            }
            Ok((from, until.min(DAY)))
        }
        Time::At(_) | Time::Part(..) => Ok((0, DAY)),
    }
}

/// The end of the day has no `NaiveTime` of its own.
fn of_minutes(minutes: i32) -> Result<NaiveTime, Unclear> {
    let minutes = u32::try_from(minutes).map_err(|_| Unclear::Impossible)?;
    let last = NaiveTime::from_hms_opt(23, 59, 59);
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
        .or(last)
        .ok_or(Unclear::Impossible)
}
