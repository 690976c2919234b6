//! What English callers hear about prospects, call-backs and tickets.

use chrono::NaiveDate;

use super::calendar::slot;
use crate::domain::{Language, Slot};
use crate::outcome::{Missing, Ticket};
use crate::speech::fit::List;
use crate::speech::phone::ticket;
use crate::speech::text::{self, SUBJECT};

pub const NONE: &str =
    "I cannot find a matching request, could you give me its number and your name again?";

/// Asks for the first that is missing.
pub fn prospect(missing: &[Missing]) -> String {
    let question = match missing.first() {
        None => return "I have noted that, thank you very much.".to_owned(),
        Some(Missing::Name) => "May I have your name, please?",
        Some(Missing::Contact) => "Which phone number can we reach you on?",
        Some(Missing::Budget) => "What is your budget?",
        Some(Missing::InterestType) => "What are you planning to do?",
        Some(Missing::Location) => "Which area are you interested in?",
        Some(Missing::PropertyType) => "What type of property are you interested in?",
        Some(Missing::Timeline) => "When would you like to go ahead?",
        Some(Missing::DecisionMaker) => "Are you deciding together with somebody else?",
    };
    format!("I have noted that. {question}")
}

pub fn call_back(at: Option<Slot>, today: NaiveDate) -> String {
    let when = at.map_or("as soon as possible".to_owned(), |at| {
        format!("on {}", slot(at, today))
    });
    format!("I have noted that, we will call you back {when}.")
}

pub fn call_back_on(date: NaiveDate, today: NaiveDate) -> String {
    format!(
        "I have noted that, we will call you back on {}.",
        super::calendar::date(date, today)
    )
}

pub fn created(number: i64) -> String {
    format!("Your request is recorded under number {}.", ticket(number))
}

pub fn note_added(number: i64) -> String {
    format!(
        "I have added your note to request number {}.",
        ticket(number)
    )
}

pub fn tickets(list: &[Ticket], today: NaiveDate) -> String {
    let sentence = List {
        head: "Here are your requests. ",
        comma: ". ",
        last: ". ",
        more: ". And others",
        tail: ".",
    };
    match list {
        [] => NONE.to_owned(),
        [one] => format!("Your request number {}.", item(one, today)),
        _ => {
            let items: Vec<String> = list.iter().map(|one| item(one, today)).collect();
            sentence.join(&items)
        }
    }
}

/// `T 20 41, water leak, is in progress`.
fn item(it: &Ticket, today: NaiveDate) -> String {
    let subject = text::noun(&it.subject, SUBJECT, Language::En, today)
        .map_or_else(String::new, |subject| format!(", {subject},"));
    format!("{}{subject} {}", ticket(it.number), status(&it.status))
}

fn status(column: &str) -> &'static str {
    match column {
        "in_progress" => "is in progress",
        "waiting_customer" => "is waiting for your answer",
        "resolved" => "is resolved",
        "closed" => "is closed",
        _ => "is recorded",
    }
}
