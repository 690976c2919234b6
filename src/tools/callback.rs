//! The callback list: `request_callback`, and what follow-ups share with it.

use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};
use serde_json::{Value, json};

use super::{
    Clean, ToolError,
    appointment::unclear,
    arguments::typed::RequestCallback,
    context::{CallContext, Decision, Planned, with},
    facts::Ask,
};
use crate::{
    domain::PhoneNumber,
    http::timestamp,
    store::{appointments::ASK_ONCE, callbacks as sql},
    support::Alarm,
    words::{Days, Times},
};

const STATEMENTS: &[&str] = &[
    sql::REPLAY,
    sql::ADD_REASON,
    ASK_ONCE,
    sql::RECORD,
    sql::INSERT,
    sql::NOTE_ON_PROSPECT,
];

/// `request_callback`: somebody will call back; without a time as soon as possible.
pub fn request(
    context: &CallContext<'_>,
    clean: &Clean,
    alarm: Option<&Alarm>,
) -> Result<Planned, ToolError> {
    let arguments: RequestCallback = clean.read()?;
    let wish = Wish {
        kind: "callback",
        when: arguments.when.as_deref(),
        reason: Some(&arguments.reason),
        name: arguments.name.as_deref(),
        phone: arguments.phone.as_deref(),
        alarm,
    };
    Ok(wish.plan(context, json!({})).unwrap_or_else(Planned::ask))
}

/// An entry somebody wants on the list.
pub struct Wish<'a> {
    /// `callback` or `follow_up`.
    pub kind: &'static str,
    pub when: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub name: Option<&'a str>,
    pub phone: Option<&'a str>,
    /// A danger: the entry is due at once, whatever time was wished.
    pub alarm: Option<&'a Alarm>,
}

impl Wish<'_> {
    /// Plans the entry; `Err` is what has to be asked first: a promise to call back needs a number.
    pub fn plan(&self, context: &CallContext<'_>, more: Value) -> Result<Planned, Ask> {
        let contact = context.contact(self.phone, "phone");
        let phone = contact.phone.as_ref().map(PhoneNumber::as_str);
        if phone.is_none() {
            return Err(Ask::Phone);
        }
        let due = match self.alarm {
            Some(_) => Due::at_once(context.now),
            None => self.due(context)?.in_opening_hours(context),
        };
        let fields = json!({
            "kind": self.kind,
            "date": due.date,
            "time": due.time.map(|time| time.format("%H:%M").to_string()),
            "phone": phone,
        });
        Ok(Planned {
            effect: Some(fields.clone()),
            decision: Decision::Sql {
                plan: with(
                    with(with(context.plan(None), fields), more),
                    json!({
                        "new_id": context.new_id(),
                        "phone_source": contact.source,
                        "when_text": self.when,
                        "reason": self.reason,
                        "name": self.name,
                        "clarify": due.clarify,
                        "due_at": timestamp(due.at),
                        "moved": i64::from(due.moved),
                        "urgent": i64::from(self.alarm.is_some()),
                        "quote": self.alarm.map(|alarm| &alarm.quote),
                    }),
                ),
                statements: STATEMENTS,
                offers: Vec::new(),
            },
            ignored: contact.ignored.into_iter().collect(),
        })
    }

    /// The local date and time that was asked for.
    fn due(&self, context: &CallContext<'_>) -> Result<Due, Ask> {
        let when = crate::words::read(self.when, None, context.local()).map_err(unclear)?;
        let (date, which_date) = match when.days {
            Days::On(day) | Days::Between(day, _) => (Some(day), None),
            Days::Either(a, b) => (Some(a), Some(Ask::WhichDate { a, b })),
            Days::Unsaid | Days::Soonest => (next_day(when.times, context), None),
        };
        let (time, which_time) = match (date, when.times) {
            (None, _) | (_, Times::Unsaid) => (None, None),
            (_, Times::At(time)) => (Some(time), None),
            // "Après 17 h" names a time; of "demain matin" only the day can be promised.
            (Some(date), Times::Between(from, until)) => {
                // A span that was said without an end runs to the last minute of the day.
                let endless = (until.hour(), until.minute()) == (23, 59);
                let named = endless && fits(context, date, from);
                (named.then_some(from), None)
            }
            (Some(date), Times::Either(a, b)) => settle(context, date, a, b),
        };
        Ok(Due {
            date,
            time,
            clarify: which_date.or(which_time),
            ..Due::at_once(context.now)
        })
    }
}

/// When somebody is to be called; without a date as soon as possible.
struct Due {
    date: Option<NaiveDate>,
    time: Option<NaiveTime>,
    /// Both readings when there were two and this is the nearer one.
    clarify: Option<Ask>,
    /// From when the entry waits to be done.
    at: DateTime<Utc>,
    /// The business is closed at the wished time.
    moved: bool,
}

impl Due {
    fn at_once(now: DateTime<Utc>) -> Self {
        Self {
            date: None,
            time: None,
            clarify: None,
            at: now,
            moved: false,
        }
    }

    /// The same, or the next opening where the business is closed then: nobody would call.
    fn in_opening_hours(self, context: &CallContext<'_>) -> Self {
        let calendar = &context.tenant.calendar;
        let Some(date) = self.date else {
            let at = calendar.after_open_minutes(context.now, 0);
            return Self { at, ..self };
        };
        let wished = calendar.instant(date.and_time(self.time.unwrap_or_default()));
        let at = calendar.after_open_minutes(wished.max(context.now), 0);
        let there = calendar.local(at);
        let moved = match self.time {
            Some(_) => at != wished,
            None => there.date() != date,
        };
        if !moved {
            return Self { at, ..self };
        }
        Self {
            date: Some(there.date()),
            time: self.time.map(|_| there.time()),
            clarify: self.clarify,
            at,
            moved,
        }
    }
}

/// A time alone means the next time the clock shows it.
fn next_day(times: Times, context: &CallContext<'_>) -> Option<NaiveDate> {
    let last = match times {
        Times::Unsaid => return None,
        Times::At(time) | Times::Between(_, time) => time,
        Times::Either(a, b) => a.max(b),
    };
    let now = context.local();
    if last > now.time() {
        Some(now.date())
    } else {
        now.date().succ_opt()
    }
}

/// Whether the business has said that it is open then, and the time still lies ahead.
fn fits(context: &CallContext<'_>, date: NaiveDate, time: NaiveTime) -> bool {
    let calendar = &context.tenant.calendar;
    let at = calendar.instant(date.and_time(time));
    calendar.has_hours() && calendar.is_open(at) && at > context.now
}

/// A 12-hour reading is settled by the opening hours when only one of the two fits.
fn settle(
    context: &CallContext<'_>,
    date: NaiveDate,
    a: NaiveTime,
    b: NaiveTime,
) -> (Option<NaiveTime>, Option<Ask>) {
    match (fits(context, date, a), fits(context, date, b)) {
        (true, true) => (Some(a), Some(Ask::WhichTime { a, b })),
        (false, true) => (Some(b), None),
        (false, false) if date.and_time(a) <= context.local() => (Some(b), None),
        _ => (Some(a), None),
    }
}
