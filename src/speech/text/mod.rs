//! Text that tenants and callers wrote, made fit to be spoken: signs and brackets gone,
//! abbreviations in full, numbers and dates as they are said.

mod compound;
mod number;
mod separate;

use chrono::{NaiveDate, NaiveTime};

use super::fit::LIMIT;
use crate::domain::Language;

/// Characters that are spoken at most of a service's name, its price, a ticket's subject.
pub const SERVICE: usize = 40;
pub const PRICE: usize = 40;
pub const SUBJECT: usize = 60;

/// What a language says for written short forms. Keys are lower case.
pub struct Words {
    /// Whole words; a key that ends in a dot asks for the dot.
    pub abbreviations: &'static [(&'static str, &'static str)],
    /// After a number or glued to it; in the plural.
    pub units: &'static [(&'static str, &'static str)],
    /// Characters that are words wherever they stand.
    pub signs: &'static [(char, &'static str)],
    /// The dot inside an address of the web.
    pub dot: &'static str,
    /// Between the whole and the fraction of a number.
    pub decimal: &'static str,
    /// A time written with `h` or a colon.
    pub clock: fn(NaiveTime) -> String,
}

/// `text` as spoken in `language`, at most `max` characters, cut at a word; may be empty.
pub fn clean(text: &str, max: usize, language: Language, today: NaiveDate) -> String {
    let words = words(language);
    let written = separate::separate(text, words);
    let tokens = written
        .split_whitespace()
        .flat_map(|token| compound::split(token, words));
    let mut spoken = String::new();
    let mut number = None;
    for token in tokens {
        let core = token.trim_end_matches([',', '.']);
        let (said, pause) = match short_form(&token, core, number.as_deref(), words) {
            Some(said) => (said, token.ends_with(',')),
            None => {
                let said = date(core, language, today).or_else(|| number::read(core, words));
                let initial = token.ends_with('.') && core.chars().count() == 1;
                (
                    said.unwrap_or_else(|| core.to_owned()),
                    core.len() < token.len() && !initial,
                )
            }
        };
        // What is counted by the next word: also the minutes of a time, the cents of a price.
        let last = if number::is_number(core) {
            core
        } else {
            said.rsplit(' ').next().unwrap_or_default()
        };
        if !said.is_empty() {
            number = number::is_number(last).then(|| last.to_owned());
        }
        append(&mut spoken, &said, pause);
    }
    cut(&spoken, max)
}

fn words(language: Language) -> &'static Words {
    match language {
        Language::Fr => &super::fr::WORDS,
        Language::En => &super::en::WORDS,
    }
}

/// As [`clean`], for the middle of a sentence: lower case at its beginning unless that is an
/// acronym; `None` if nothing speakable is left.
pub fn noun(text: &str, max: usize, language: Language, today: NaiveDate) -> Option<String> {
    let name = clean(text, max, language, today);
    let first = name.chars().next()?;
    if name.chars().nth(1).is_some_and(char::is_uppercase) {
        return Some(name);
    }
    let lower = first.to_lowercase().filter(|c| separate::speakable(*c));
    Some(lower.chain(name.chars().skip(1)).collect())
}

/// `text` with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let upper = first.filter(|c| separate::speakable(*c));
    upper.chain(letters).collect()
}

/// A tenant's own sentence as it can be spoken; `ours` where nothing speakable is left of it.
pub fn sentence(own: Option<&str>, ours: &str, language: Language, today: NaiveDate) -> String {
    // Room for the full stop, and for a first letter of which two or three capitals come (ß).
    let own = own.map(|own| clean(own, LIMIT - 3, language, today));
    match own.filter(|own| !own.is_empty()) {
        Some(own) => format!("{}.", capital(&own)),
        None => ours.to_owned(),
    }
}

fn append(spoken: &mut String, said: &str, pause: bool) {
    if !said.is_empty() && !spoken.is_empty() {
        spoken.push(' ');
    }
    spoken.push_str(said);
    if pause && !spoken.is_empty() && !spoken.ends_with(',') {
        spoken.push(',');
    }
}

/// The longest beginning of whole words within `max` characters; a first word that is longer
/// is cut itself.
fn cut(text: &str, max: usize) -> String {
    let mut kept = String::new();
    for word in text.split(' ') {
        let longer = if kept.is_empty() {
            word.to_owned()
        } else {
            format!("{kept} {word}")
        };
        if longer.chars().count() > max {
            break;
        }
        kept = longer;
    }
    if kept.is_empty() {
        kept = text.chars().take(max).collect();
    }
    kept.trim_end_matches([',', ' ', '-', '\'']).to_owned()
}

/// A unit after its number, or an abbreviation; the dot of `token` belongs to it.
fn short_form(token: &str, core: &str, number: Option<&str>, words: &Words) -> Option<String> {
    if let (Some(number), Some(unit)) = (number, look_up(words.units, core)) {
        return Some(number::counted(number, unit));
    }
    let dotted = token.ends_with('.').then(|| format!("{core}."));
    dotted
        .and_then(|dotted| abbreviated(&dotted, words))
        .or_else(|| abbreviated(core, words))
        .map(str::to_owned)
}

/// In full, also what is short in another language: tenants write in their own.
fn abbreviated(word: &str, words: &Words) -> Option<&'static str> {
    let others = [Language::Fr, Language::En].map(|language| self::words(language).abbreviations);
    let tables = std::iter::once(words.abbreviations).chain(others);
    tables.into_iter().find_map(|table| look_up(table, word))
}

fn look_up(table: &[(&'static str, &'static str)], word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    table
        .iter()
        .find(|(short, _)| *short == word)
        .map(|(_, long)| *long)
}

fn date(token: &str, language: Language, today: NaiveDate) -> Option<String> {
    let date = token.parse().ok()?;
    Some(super::date(date, language, today))
}
