//! What English callers hear about prospects, call-backs and tickets.

use chrono::NaiveDate;

use super::calendar::slot;
use crate::domain::{Language, Slot};
use crate::outcome::{Missing, Ticket};
use crate::speech::amount;
use crate::speech::fit::List;
use crate::speech::phone::ticket;
use crate::speech::text::{self, SUBJECT};

pub const NONE: &str =
    "I cannot find a matching request, could you give me its number and your name again?";

/// Asks for the first that is missing.
pub fn prospect(missing: &[Missing]) -> String {
    match question(missing) {
        None => "I have noted that, thank you very much.".to_owned(),
        Some(question) => format!("I have noted that. {question}"),
    }
}

/// Says the budget back before it asks on.
pub fn budget_read(least: Option<i64>, most: Option<i64>, missing: &[Missing]) -> String {
    let said = |value| amount(value, "million", "million", "thousand");
    let budget = match (least, most) {
        (Some(least), Some(most)) if least != most => {
            format!("between {} and {}", said(least), said(most))
        }
        (Some(_), Some(most)) => format!("of {}", said(most)),
        (None, Some(most)) => format!("of at most {}", said(most)),
        (Some(least), None) => format!("of at least {}", said(least)),
        (None, None) => return prospect(missing),
    };
    let question = question(missing).unwrap_or("Is that right?");
    format!("I have noted a budget {budget}. {question}")
}

fn question(missing: &[Missing]) -> Option<&'static str> {
    Some(match missing.first()? {
        Missing::Name => "May I have your name, please?",
        Missing::Contact => "Which phone number can we reach you on?",
        Missing::Budget => "What is your budget?",
        Missing::InterestType => "What are you planning to do?",
        Missing::Location => "Which area are you interested in?",
        Missing::PropertyType => "What type of property are you interested in?",
        Missing::Timeline => "When would you like to go ahead?",
        Missing::DecisionMaker => "Are you deciding together with somebody else?",
    })
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
