//! What French callers hear about their appointments.

use chrono::NaiveDate;

use super::calendar::slot;
use crate::domain::Language;
use crate::outcome::Appointment;
use crate::speech::fit::{self, List};
use crate::speech::text::{self, SERVICE};

pub const NONE: &str =
    "Je ne trouve pas de rendez-vous correspondant, pouvez-vous me redonner le nom et la date ?";

pub fn booked(it: &Appointment, today: NaiveDate) -> String {
    let at = slot(it.slot, today);
    about(it, today, |name| {
        format!("Votre {name} est confirmé pour le {at}.")
    })
}

pub fn already(it: &Appointment, today: NaiveDate) -> String {
    let at = slot(it.slot, today);
    about(it, today, |name| {
        format!("Vous avez déjà un {name} le {at}.")
    })
}

pub fn existing(it: &Appointment, today: NaiveDate) -> String {
    let at = slot(it.slot, today);
    about(it, today, |name| {
        format!(
            "Vous avez déjà un {name} le {at}. Voulez-vous le déplacer, ou en ajouter un autre ?"
        )
    })
}

pub fn cancelled(it: &Appointment, today: NaiveDate) -> String {
    let at = slot(it.slot, today);
    about(it, today, |name| {
        format!("Votre {name} du {at} est annulé.")
    })
}

pub fn rescheduled(from: &Appointment, to: &Appointment, today: NaiveDate) -> String {
    let (old, new) = (slot(from.slot, today), slot(to.slot, today));
    about(to, today, |name| {
        format!("Votre {name} du {old} est déplacé au {new}.")
    })
}

/// A sentence that names the appointment with its service, if that fits.
fn about(it: &Appointment, today: NaiveDate, sentence: impl Fn(&str) -> String) -> String {
    let service = service(it, today);
    fit::with_or_without(service.as_deref(), |service| match service {
        Some(service) => sentence(&format!("rendez-vous {}", of(service))),
        None => sentence("rendez-vous"),
    })
}

fn service(it: &Appointment, today: NaiveDate) -> Option<String> {
    text::noun(it.service.as_deref()?, SERVICE, Language::Fr, today)
}

/// `de visite`, `d'estimation`, `de hammam`.
fn of(noun: &str) -> String {
    const ASPIRATED: &[&str] = &[
        "hamm", "hanch", "hand", "haut", "henn", "hors ", "hous", "huit",
    ];
    let noun_lower = noun.to_lowercase();
    let silent_h = noun_lower.starts_with('h')
        && !ASPIRATED
            .iter()
            .any(|beginning| noun_lower.starts_with(beginning));
    let vowel = noun_lower.starts_with([
        'a', 'à', 'â', 'e', 'é', 'è', 'ê', 'i', 'î', 'o', 'ô', 'œ', 'u', 'û',
    ]);
    if vowel || silent_h {
        format!("d'{noun}")
    } else {
        format!("de {noun}")
    }
}

pub fn which(list: &[Appointment], today: NaiveDate) -> String {
    let sentence = List {
        head: "De quel rendez-vous parlez-vous : ",
        comma: ", ",
        last: ", ou ",
        more: ", ou un autre",
        tail: " ?",
    };
    match list {
        [] => "De quel rendez-vous parlez-vous ?".to_owned(),
        _ => sentence.join(&items(list, today)),
    }
}

pub fn list(list: &[Appointment], today: NaiveDate) -> String {
    let sentence = List {
        head: "Voici vos rendez-vous : ",
        comma: ", ",
        last: ", et ",
        more: ", et d'autres",
        tail: ".",
    };
    match list {
        [] => NONE.to_owned(),
        [one] => {
            let at = slot(one.slot, today);
            about(one, today, |name| format!("Vous avez un {name} le {at}."))
        }
        _ => sentence.join(&items(list, today)),
    }
}

/// `visite le mardi 1er décembre à 9 heures`.
fn items(list: &[Appointment], today: NaiveDate) -> Vec<String> {
    let item = |it: &Appointment| {
        let service = service(it, today).map_or_else(String::new, |service| format!("{service} "));
        format!("{service}le {}", slot(it.slot, today))
    };
    list.iter().map(item).collect()
}
