//! Reading back what was dictated, so that the caller can correct it.

use super::{
    email,
    fit::{LIMIT, fits},
    phone, spell,
};
use crate::{domain::Language, outcome::Dictated};

/// The questions of a language; the argument is what was dictated.
pub struct Questions {
    pub phone: fn(&str) -> String,
    pub email: fn(&str) -> String,
    pub name: fn(&str) -> String,
    /// Where the letters would be too many.
    pub spell_email: &'static str,
    pub spell_name: &'static str,
}

/// `said`, then a question for each thing dictated, the first ones first, as many as fit.
pub fn read_back(
    said: String,
    dictated: &[Dictated],
    language: Language,
    ask: &Questions,
) -> String {
    dictated.iter().fold(said, |said, dictated| {
        let questions = match dictated {
            Dictated::Phone(number) => vec![(ask.phone)(&phone(number, language))],
            Dictated::Email(address) => {
                spelled(&email(address, language), ask.email, ask.spell_email)
            }
            Dictated::Name(name) => spelled(&spell(name, language), ask.name, ask.spell_name),
        };
        let mut longer = questions
            .iter()
            .map(|question| format!("{said} {question}"));
        longer.find(|longer| fits(longer, LIMIT)).unwrap_or(said)
    })
}

/// Whether the letters are right, or else to have them spelled.
fn spelled(letters: &str, ask: fn(&str) -> String, spell: &str) -> Vec<String> {
    let read_back = (!letters.is_empty()).then(|| ask(letters));
    read_back.into_iter().chain([spell.to_owned()]).collect()
}
