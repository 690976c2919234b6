//! What English callers hear of dangers, of who takes over, and of calls back at other times.

use chrono::{NaiveDate, NaiveTime};

use super::calendar::{date, slot};
use crate::domain::{Language, Slot};
use crate::speech::phone::ticket;
use crate::speech::text;

/// Characters of a tenant's words for who has a ticket now.
const WHO: usize = 60;

const DANGER: &str = "Leave the place at once and call 112.";
/// Urgence Sécurité Gaz, day and night, free of charge.
const GAS: &str = "Leave the place and call 112, or the gas emergency line on 0 800 47 33 33.";

pub const URGENT_NOTED: &str = "Your message is noted as urgent.";

pub fn safety(own: Option<&str>, gas_line: bool, today: NaiveDate) -> String {
    let ours = if gas_line { GAS } else { DANGER };
    text::sentence(own, ours, Language::En, today)
}

/// Without a name for who has it now, the team.
pub fn escalated(number: i64, to: Option<&str>, today: NaiveDate) -> String {
    let number = ticket(number);
    match to.and_then(|to| text::noun(to, WHO, Language::En, today)) {
        Some(to) => {
            format!("Your request number {number} is passed on, {to} will take care of it.")
        }
        None => format!("I have raised your request number {number} with the team."),
    }
}

pub fn call_back_instead(on: NaiveDate, at: Option<NaiveTime>, today: NaiveDate) -> String {
    let when = match at {
        Some(time) => slot(Slot { date: on, time }, today),
        None => date(on, today),
    };
    format!("We will be closed then, so we will call you back on {when}.")
}

pub fn nobody_will_call(own: Option<&str>, today: NaiveDate) -> String {
    text::sentence(
        own,
        "Nobody is available right now. We will call you back as soon as possible.",
        Language::En,
        today,
    )
}

pub fn transferring(own: Option<&str>, today: NaiveDate) -> String {
    text::sentence(
        own,
        "One moment, I am putting you through.",
        Language::En,
        today,
    )
}
