//! What French callers hear about prospects, call-backs and tickets.

use chrono::NaiveDate;

use super::calendar::slot;
use crate::domain::{Language, Slot};
use crate::outcome::{Missing, Ticket};
use crate::speech::amount;
use crate::speech::fit::List;
use crate::speech::phone::ticket;
use crate::speech::text::{self, SUBJECT};

pub const NONE: &str =
    "Je ne trouve pas de demande correspondante, pouvez-vous me redonner son numéro et votre nom ?";

/// Asks for the first that is missing.
pub fn prospect(missing: &[Missing]) -> String {
    match question(missing) {
        None => "C'est noté, merci beaucoup.".to_owned(),
        Some(question) => format!("C'est noté. {question}"),
    }
}

/// Says the budget back before it asks on.
pub fn budget_read(least: Option<i64>, most: Option<i64>, missing: &[Missing]) -> String {
    let said = |value| amount(value, "million", "millions", "mille");
    let budget = match (least, most) {
        (Some(least), Some(most)) if least != most => {
            format!("entre {} et {}", said(least), said(most))
        }
        (Some(_), Some(most)) => format!("de {}", said(most)),
        (None, Some(most)) => format!("de {} au plus", said(most)),
        (Some(least), None) => format!("d'au moins {}", said(least)),
        (None, None) => return prospect(missing),
    };
    let question = question(missing).unwrap_or("Est-ce bien cela ?");
    format!("C'est noté, un budget {budget}. {question}")
}

fn question(missing: &[Missing]) -> Option<&'static str> {
    Some(match missing.first()? {
        Missing::Name => "À quel nom, s'il vous plaît ?",
        Missing::Contact => "À quel numéro de téléphone peut-on vous joindre ?",
        Missing::Budget => "Quel est votre budget ?",
        Missing::InterestType => "Quel est votre projet ?",
        Missing::Location => "Quel secteur vous intéresse ?",
        Missing::PropertyType => "Quel type de bien vous intéresse ?",
        Missing::Timeline => "Pour quand est votre projet ?",
        Missing::DecisionMaker => "Décidez-vous avec quelqu'un d'autre ?",
    })
}

pub fn call_back(at: Option<Slot>, today: NaiveDate) -> String {
    let when = at.map_or("dès que possible".to_owned(), |at| {
        format!("le {}", slot(at, today))
    });
    format!("C'est noté, nous vous rappellerons {when}.")
}

pub fn call_back_on(date: NaiveDate, today: NaiveDate) -> String {
    format!(
        "C'est noté, nous vous rappellerons le {}.",
        super::calendar::date(date, today)
    )
}

pub fn created(number: i64) -> String {
    format!(
        "Votre demande est enregistrée sous le numéro {}.",
        ticket(number)
    )
}

pub fn note_added(number: i64) -> String {
    format!(
        "J'ai ajouté votre remarque à la demande numéro {}.",
        ticket(number)
    )
}

pub fn tickets(list: &[Ticket], today: NaiveDate) -> String {
    let sentence = List {
        head: "Voici vos demandes. ",
        comma: ". ",
        last: ". ",
        more: ". Et d'autres",
        tail: ".",
    };
    match list {
        [] => NONE.to_owned(),
        [one] => format!("Votre demande numéro {}.", item(one, today)),
        _ => {
            let items: Vec<String> = list.iter().map(|one| item(one, today)).collect();
            sentence.join(&items)
        }
    }
}

/// `T 20 41, fuite d'eau, est en cours`.
fn item(it: &Ticket, today: NaiveDate) -> String {
    let subject = text::noun(&it.subject, SUBJECT, Language::Fr, today)
        .map_or_else(String::new, |subject| format!(", {subject},"));
    format!("{}{subject} {}", ticket(it.number), status(&it.status))
}

fn status(column: &str) -> &'static str {
    match column {
        "in_progress" => "est en cours",
        "waiting_customer" => "attend votre réponse",
        "resolved" => "est résolue",
        "closed" => "est close",
        _ => "est enregistrée",
    }
}
