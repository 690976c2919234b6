//! What French callers hear of dangers, of who takes over, and of calls back at other times.

use chrono::{NaiveDate, NaiveTime};

use super::calendar::{date, slot};
use crate::domain::{Language, Slot};
use crate::speech::phone::ticket;
use crate::speech::text;

/// Characters of a tenant's words for who has a ticket now.
const WHO: usize = 60;

const DANGER: &str = "Quittez les lieux tout de suite et appelez le 112.";
/// Urgence Sécurité Gaz, day and night, free of charge.
const GAS: &str = "Quittez les lieux et appelez le 112, ou Urgence Sécurité Gaz au 0 800 47 33 33.";

pub const URGENT_NOTED: &str = "Votre message est noté comme urgent.";

pub fn safety(own: Option<&str>, gas_line: bool, today: NaiveDate) -> String {
    let ours = if gas_line { GAS } else { DANGER };
    text::sentence(own, ours, Language::Fr, today)
}

/// Without a name for who has it now, the team.
pub fn escalated(number: i64, to: Option<&str>, today: NaiveDate) -> String {
    let number = ticket(number);
    match to.and_then(|to| text::noun(to, WHO, Language::Fr, today)) {
        Some(to) => format!("Votre demande numéro {number} est transmise, {to} s'en occupera."),
        None => format!("J'ai fait remonter votre demande numéro {number} à l'équipe."),
    }
}

pub fn call_back_instead(on: NaiveDate, at: Option<NaiveTime>, today: NaiveDate) -> String {
    let when = match at {
        Some(time) => slot(Slot { date: on, time }, today),
        None => date(on, today),
    };
    format!("Nous serons fermés à ce moment-là, nous vous rappellerons le {when}.")
}

pub fn nobody_will_call(own: Option<&str>, today: NaiveDate) -> String {
    text::sentence(
        own,
        "Personne n'est disponible pour le moment. Nous vous rappellerons dès que possible.",
        Language::Fr,
        today,
    )
}

pub fn transferring(own: Option<&str>, today: NaiveDate) -> String {
    text::sentence(
        own,
        "Un instant, je vous mets en relation.",
        Language::Fr,
        today,
    )
}
