//! What English callers hear about their appointments.

use chrono::NaiveDate;

use super::calendar::slot;
use crate::domain::Language;
use crate::outcome::Appointment;
use crate::speech::fit::{self, List};
use crate::speech::text::{self, SERVICE};

pub const NONE: &str =
    "I cannot find a matching appointment, could you give me the name and the date again?";

pub fn booked(it: &Appointment, today: NaiveDate) -> String {
    let at = slot(it.slot, today);
    about(it, today, |name| {
        format!("Your {name} is confirmed for {at}.")
    })
}

pub fn already(it: &Appointment, today: NaiveDate) -> String {
    let at = slot(it.slot, today);
    about(it, today, |name| {
        format!("You already have {} on {at}.", a(name))
    })
}

pub fn existing(it: &Appointment, today: NaiveDate) -> String {
    let at = slot(it.slot, today);
    about(it, today, |name| {
        format!(
            "You already have {} on {at}. Would you like to move it, or add another?",
            a(name)
        )
    })
}

pub fn cancelled(it: &Appointment, today: NaiveDate) -> String {
    let at = slot(it.slot, today);
    about(it, today, |name| {
        format!("Your {name} on {at} is cancelled.")
    })
}

pub fn rescheduled(from: &Appointment, to: &Appointment, today: NaiveDate) -> String {
    let (old, new) = (slot(from.slot, today), slot(to.slot, today));
    about(to, today, |name| {
        format!("Your {name} on {old} is moved to {new}.")
    })
}

/// A sentence that names the appointment with its service, if that fits.
fn about(it: &Appointment, today: NaiveDate, sentence: impl Fn(&str) -> String) -> String {
    let service = service(it, today);
    fit::with_or_without(service.as_deref(), |service| match service {
        Some(service) => sentence(&format!("{service} appointment")),
        None => sentence("appointment"),
    })
}

fn service(it: &Appointment, today: NaiveDate) -> Option<String> {
    text::noun(it.service.as_deref()?, SERVICE, Language::En, today)
}

/// With its article: `a visit`, `an appointment`.
fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'é', 'è', 'ê']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

pub fn which(list: &[Appointment], today: NaiveDate) -> String {
    let sentence = List {
        head: "Which appointment do you mean: ",
        comma: ", ",
        last: ", or ",
        more: ", or another",
        tail: "?",
    };
    match list {
        [] => "Which appointment do you mean?".to_owned(),
        _ => sentence.join(&items(list, today)),
    }
}

pub fn list(list: &[Appointment], today: NaiveDate) -> String {
    let sentence = List {
        head: "Your appointments are: ",
        comma: ", ",
        last: ", and ",
        more: ", and others",
        tail: ".",
    };
    match list {
        [] => NONE.to_owned(),
        [one] => {
            let at = slot(one.slot, today);
            about(one, today, |name| format!("You have {} on {at}.", a(name)))
        }
        _ => sentence.join(&items(list, today)),
    }
}

/// `visit on Tuesday 1 December at 9 in the morning`.
fn items(list: &[Appointment], today: NaiveDate) -> Vec<String> {
    let item = |it: &Appointment| {
        let at = slot(it.slot, today);
        service(it, today).map_or_else(|| at.clone(), |service| format!("{service} on {at}"))
    };
    list.iter().map(item).collect()
}
