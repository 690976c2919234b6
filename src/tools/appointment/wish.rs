//! From what was said about day and time to starts of the diary.

use std::borrow::Cow;

use chrono::{Days as Span, NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::{Value, json};

use crate::{
    calendar::{Calendar, Candidate, Rules, Verdict, instant},
    domain::Slot,
    outcome::Refusal,
    store::appointments as sql,
    tenant::{Service, Tenant},
    tools::{
        context::{CallContext, Offer, with},
        facts::Ask,
    },
    words::{self, Days, Times, Unclear, When},
};

/// Starts sent along, of which the first free ones are offered: a month of them every half hour,
/// so that a diary full for weeks is not called full for ever.
const OTHERS: usize = 400;

/// Candidates sent along, one for each start and resource: a plan stays far below D1's 2 MB.
const CANDIDATES: usize = 4000;

/// Days looked at when no day was said.
const SOON: u64 = 30;

/// What the caller wants, as far as it can be told without the database.
pub enum Wish {
    /// One start; `clarify` holds both readings when there were two and this is the nearer one.
    Start { slot: Slot, clarify: Option<Ask> },
    /// Any start in these days and times.
    Window {
        days: (NaiveDate, NaiveDate),
        times: Option<(NaiveTime, NaiveTime)>,
        clarify: Option<Ask>,
    },
}

/// The starts there are for a service: of those who can do it, by its rules.
pub struct Diary<'a> {
    pub calendar: Cow<'a, Calendar>,
    pub rules: Rules,
}

impl<'a> Diary<'a> {
    pub fn of(tenant: &'a Tenant, service: &Service) -> Self {
        Self {
            calendar: tenant.calendar_of(service),
            rules: service.rules(),
        }
    }
}

/// Reads the words of a request; `Err` is what to ask instead.
pub fn read(
    context: &CallContext<'_>,
    date: Option<&str>,
    time: Option<&str>,
    diary: &Diary<'_>,
) -> Result<Wish, Ask> {
    Ok(interpret(context, &when(context, date, time)?, diary))
}

/// What was said about day and time; `Err` is what to ask instead.
pub fn when(
    context: &CallContext<'_>,
    date: Option<&str>,
    time: Option<&str>,
) -> Result<When, Ask> {
    let read = |time| match words::read(date, time, context.local()) {
        Err(Unclear::PastTime(at)) if comes_again(context, at) => Ok(When {
            days: Days::On(at.date()),
            times: Times::At(at.time()),
        }),
        read => read,
    };
    read(time).map_err(|problem| match unclear(problem) {
        Ask::DateUnclear if time.is_some() && read(None).is_ok() => Ask::TimeUnclear,
        ask => ask,
    })
}

/// Whether the clock goes back meanwhile, and a time that has passed on it comes once more.
fn comes_again(context: &CallContext<'_>, at: NaiveDateTime) -> bool {
    let (date, time) = (at.date(), at.time());
    let calendar = &context.tenant.calendar;
    calendar.is_ahead(Slot { date, time }, context.now)
}

/// What to ask about words that cannot be taken as they are.
#[must_use]
pub fn unclear(unclear: Unclear) -> Ask {
    match unclear {
        Unclear::Past(asked) => Ask::Past { asked },
        Unclear::PastTime(at) => Ask::Past { asked: at.date() },
        Unclear::WeekdayMismatch { date } => Ask::WeekdayMismatch { date },
        Unclear::Impossible | Unclear::Contradiction | Unclear::NotUnderstood => Ask::DateUnclear,
    }
}

fn interpret(context: &CallContext<'_>, when: &When, diary: &Diary<'_>) -> Wish {
    let today = context.today();
    let (days, which_date) = match when.days {
        Days::On(day) => ((day, day), None),
        Days::Between(from, until) => ((from.max(today), until), None),
        Days::Either(a, b) => ((a, a), Some(Ask::WhichDate { a, b })),
        Days::Unsaid | Days::Soonest => (
            (
                today,
                today.checked_add_days(Span::new(SOON)).unwrap_or(today),
            ),
            None,
        ),
    };
    let (times, which_time) = match when.times {
        Times::Unsaid => (None, None),
        Times::Between(from, until) => (Some((from, until)), None),
        Times::At(time) => (Some((time, time)), None),
        Times::Either(a, b) => settle(context, days, a, b, diary),
    };
    let clarify = which_date.or(which_time);
    match times {
        Some((time, until)) if time == until && days.0 == days.1 => Wish::Start {
            slot: Slot { date: days.0, time },
            clarify,
        },
        // A single time over several days: the starts at that time.
        Some((time, until)) if time == until => Wish::Window {
            days,
            times: Some((time, minute_after(time))),
            clarify,
        },
        times => Wish::Window {
            days,
            times,
            clarify,
        },
    }
}

/// A 12-hour reading is settled by the opening hours when only one of the two fits.
fn settle(
    context: &CallContext<'_>,
    days: (NaiveDate, NaiveDate),
    a: NaiveTime,
    b: NaiveTime,
    diary: &Diary<'_>,
) -> (Option<(NaiveTime, NaiveTime)>, Option<Ask>) {
    let open = |time| {
        diary.calendar.starts(
            days.0..=days.1,
            Some((time, minute_after(time))),
            &diary.rules,
            context.now,
            1,
        )
    };
    match (open(a).is_empty(), open(b).is_empty()) {
        (true, false) => (Some((b, b)), None),
        (false, true) | (true, true) => (Some((a, a)), None),
        (false, false) => (Some((a, a)), Some(Ask::WhichTime { a, b })),
    }
}

/// The end of the half-open range that holds just this minute; 00:00 ends the day.
fn minute_after(time: NaiveTime) -> NaiveTime {
    time.overflowing_add_signed(chrono::TimeDelta::minutes(1)).0
}

/// The candidates of a wish.
pub struct Candidates<'a> {
    /// What the deciding statements want to know: the wanted start with what it may be given, why
    /// nothing can be had, and what to ask first.
    pub plan: Value,
    /// The starts that are what was wanted.
    pub exact: Vec<Candidate<'a>>,
    /// Other starts, the preferred ones first.
    pub others: Vec<Candidate<'a>>,
}

impl Candidates<'_> {
    /// The statements without the question at their head when there is nothing to ask.
    pub fn statements(&self, all: &'static [&'static str]) -> &'static [&'static str] {
        let asks = self.plan.get("clarify").is_some_and(|ask| !ask.is_null());
        match all {
            [first, rest @ ..] if !asks && *first == sql::ASK_ONCE => rest,
            _ => all,
        }
    }
}

/// The candidates of a wish; `Err` when it is in the past.
pub fn candidates<'a>(
    context: &CallContext<'_>,
    wish: &Wish,
    diary: &'a Diary<'_>,
) -> Result<Candidates<'a>, Ask> {
    match wish {
        Wish::Start { slot, clarify } => start(context, *slot, clarify.as_ref(), diary),
        Wish::Window {
            days,
            times,
            clarify,
        } => Ok(window(context, *days, *times, clarify.as_ref(), diary)),
    }
}

fn others(calendar: &Calendar) -> usize {
    OTHERS
        .min(CANDIDATES / calendar.resources.len().max(1))
        .max(3)
}

fn start<'a>(
    context: &CallContext<'_>,
    slot: Slot,
    clarify: Option<&Ask>,
    diary: &'a Diary<'_>,
) -> Result<Candidates<'a>, Ask> {
    let Diary { calendar, rules } = diary;
    let (exact, refusal) = match calendar.verdict(slot, rules, context.now) {
        // In an autumn fold the clock shows it twice: both can be booked, the first one first.
        Verdict::Bookable(_) => {
            let times = Some((slot.time, minute_after(slot.time)));
            let day = slot.date..=slot.date;
            (calendar.starts(day, times, rules, context.now, 2), None)
        }
        Verdict::Past => return Err(Ask::Past { asked: slot.date }),
        Verdict::Refused(refusal) => (Vec::new(), Some(refusal)),
    };
    let others = calendar.around(slot, rules, context.now, others(calendar));
    let (wall, offset) = wall(context, slot, exact.first());
    let wanted = json!({ "date": slot.date, "time": slot.time.format("%H:%M").to_string(), "w": wall, "o": offset });
    Ok(Candidates {
        plan: with(
            json!({ "wanted": wanted, "exact": exact }),
            verdict(refusal, clarify),
        ),
        exact,
        others,
    })
}

fn window<'a>(
    context: &CallContext<'_>,
    days: (NaiveDate, NaiveDate),
    times: Option<(NaiveTime, NaiveTime)>,
    clarify: Option<&Ask>,
    diary: &'a Diary<'_>,
) -> Candidates<'a> {
    let Diary { calendar, rules } = diary;
    let exact = calendar.starts(days.0..=days.1, times, rules, context.now, others(calendar));
    let after = days.1.checked_add_days(Span::new(SOON)).unwrap_or(days.1);
    let others = calendar.starts(days.0..=after, None, rules, context.now, others(calendar));
    let refusal = if !calendar.has_hours() {
        Some(Refusal::NoHours)
    } else if days
        .0
        .iter_days()
        .take_while(|day| *day <= days.1)
        .all(|day| !calendar.opens_on(day))
    {
        Some(Refusal::Closed)
    } else if exact.is_empty() {
        Some(Refusal::OutsideHours)
    } else {
        None
    };
    Candidates {
        plan: verdict(refusal, clarify),
        exact,
        others,
    }
}

/// The parts of a plan that say why nothing can be had, and what to ask first.
fn verdict(refusal: Option<Refusal>, clarify: Option<&Ask>) -> Value {
    let refused_status = match refusal {
        Some(Refusal::Closed) => "closed",
        _ => "unavailable",
    };
    json!({ "refusal": refusal, "refused_status": refused_status, "clarify": clarify })
}

/// The statement that offers these starts to a service of a known length.
pub fn offering(sql: &'static str, starts: &[Candidate<'_>]) -> Offer {
    let starts: Vec<_> = starts.iter().map(Candidate::brief).collect();
    Offer::new(sql, &starts)
}

/// Wall-clock minutes since 1970 and the UTC offset of a start, also of one that does not exist.
fn wall(context: &CallContext<'_>, slot: Slot, candidate: Option<&Candidate<'_>>) -> (i64, i64) {
    let wall = slot.at().and_utc().timestamp() / 60;
    let offset = candidate.map(|candidate| candidate.offset);
    let at = instant(context.tenant.calendar.zone, slot, offset);
    let offset = wall - at.timestamp() / 60;
    (wall, offset)
}
