//! Appointments as iCalendar (RFC 5545), for calendar programs to read.
//!
//! Starts and ends are UTC instants: every program shows them in its own zone, both hours of an
//! autumn fold stay apart, and no VTIMEZONE has to be believed. `X-WR-TIMEZONE` tells the zone of
//! the business to those that ask for it.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

use crate::{
    calendar::{Zone, instant},
    domain::Slot,
    store::appointments::EventRow,
};

/// What programs are asked to wait before they look again.
const REFRESH: TimeDelta = TimeDelta::minutes(15);

/// A diary with its events. `with_phone` tells the customers' numbers.
#[must_use]
pub fn document(name: &str, zone: Zone, events: &[EventRow], with_phone: bool) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Coccinelle gateway//Diary//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        // Not `NAME`, whose text the crate does not escape.
        ("X-WR-CALNAME", &clean(name)),
        ("X-WR-TIMEZONE", zone.name()),
    ] {
        calendar.append_property((key, value));
    }
    calendar.ttl(&REFRESH);
    calendar.extend(events.iter().map(|row| event(zone, row, with_phone)));
    calendar.to_string()
}

fn event(zone: Zone, row: &EventRow, with_phone: bool) -> Event {
    let slot = Slot {
        date: row.date,
        time: row.time.parse().unwrap_or_default(),
    };
    let starts = instant(zone, slot, row.utc_offset_minutes);
    let customer = clean(&row.customer_name);
    let summary = match &row.service {
        Some(service) => format!("{} – {customer}", clean(service)),
        None => customer,
    };
    let mut event = Event::new();
    event
        .uid(&format!("{}@coccinelle", clean(&row.uid)))
        .sequence(row.sequence)
        // Without a new revision the text stays the same, and so does its entity tag.
        .timestamp(stamp(&row.updated_at, starts))
        .last_modified(stamp(&row.updated_at, starts))
        .created(stamp(&row.created_at, starts))
        .starts(starts)
        .ends(starts + TimeDelta::minutes(row.minutes))
        .summary(&summary)
        .status(match row.status.as_str() {
            "cancelled" => EventStatus::Cancelled,
            _ => EventStatus::Confirmed,
        });
    if let Some(location) = &row.location {
        event.location(&clean(location));
    }
    if let Some(phone) = row.phone.as_ref().filter(|_| with_phone) {
        event.description(&clean(phone));
    }
    event.done()
}

/// A timestamp column; a row written by hand may hold anything.
fn stamp(text: &str, otherwise: DateTime<Utc>) -> DateTime<Utc> {
    text.parse().unwrap_or(otherwise)
}

/// Line breaks as the format has them, other control characters as blanks: a carriage return in a
/// name would otherwise begin a line of its own.
fn clean(text: &str) -> String {
    let control = |char: char| char.is_control() && char != '\n';
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace(control, " ")
}
