//! What the assistant says to the caller: one sentence or two, in the caller's language.
//!
//! Every sentence is short, polite and speakable as it stands: one line of letters, digits and
//! plain punctuation, at most [`LIMIT`] characters ([`LIST_LIMIT`] for lists), without
//! abbreviation, bracket, slash, identifier or ISO date, a year only if it is not this one.
//! Each language is a module of the same shape; what they share is beside them.

mod amount;
mod email;
mod en;
mod fit;
mod fr;
mod offer;
mod phone;
mod read_back;
mod score;
mod spell;
mod text;

#[cfg(test)]
mod tests;

use chrono::{NaiveDate, NaiveTime};

use amount::amount;
pub use email::email_typo;
pub use fit::{LIMIT, LIST_LIMIT};
pub use score::score_words;

use crate::domain::Language;
use crate::outcome::Saying;

/// The sentence for `saying`; `today` is the tenant's, it decides whether a year is spoken.
#[must_use]
pub fn say(saying: &Saying, language: Language, today: NaiveDate) -> String {
    match language {
        Language::Fr => fr::say(saying, today),
        Language::En => en::say(saying, today),
    }
}

/// The first sentence, and of the others whatever fits behind it into the length of a list.
#[must_use]
pub fn say_all(sayings: &[Saying], language: Language, today: NaiveDate) -> String {
    let mut said = String::new();
    for saying in sayings {
        let more = say(saying, language, today);
        if said.is_empty() {
            said = more;
        } else if fit::fits(&said, LIST_LIMIT.saturating_sub(more.chars().count() + 1)) {
            said = format!("{said} {more}");
        }
    }
    said
}

/// What has to be said first, and the rest if it fits behind it.
#[must_use]
pub fn before(first: String, rest: &str) -> String {
    let both = format!("{first} {rest}");
    if fit::fits(&both, LIMIT) { both } else { first }
}

/// The weekday's name: `mardi`, `Tuesday`.
#[must_use]
pub fn weekday(date: NaiveDate, language: Language) -> &'static str {
    use chrono::Datelike;
    match language {
        Language::Fr => fr::weekday(date.weekday()),
        Language::En => en::weekday(date.weekday()),
    }
}

/// A full date, the year only if it is not that of `today`: `mardi 1er décembre`,
/// `Tuesday 1 December 2027`.
#[must_use]
pub fn date(date: NaiveDate, language: Language, today: NaiveDate) -> String {
    match language {
        Language::Fr => fr::date(date, today),
        Language::En => en::date(date, today),
    }
}

/// A time of day: `14 heures 30`, `midi`, `2 30 in the afternoon`, `noon`. Seconds are not told.
#[must_use]
pub fn time(time: NaiveTime, language: Language) -> String {
    match language {
        Language::Fr => fr::time(time),
        Language::En => en::time(time),
    }
}

/// A length of time: `1 heure 30`, `1 hour 30 minutes`.
#[must_use]
pub fn duration(minutes: u16, language: Language) -> String {
    match language {
        Language::Fr => fr::duration(minutes),
        Language::En => en::duration(minutes),
    }
}

/// A phone number, E.164 or national, to be read out: `06 12 34 56 78`; digit by digit in
/// English. French numbers are said the national way, others with their country code. Empty
/// if `number` has no digit.
#[must_use]
pub fn phone(number: &str, language: Language) -> String {
    let digits = phone::Digits::read(number);
    match language {
        Language::Fr => fr::phone(&digits),
        Language::En => en::phone(&digits),
    }
}

/// An e-mail address letter by letter, a common domain as a word:
/// `J, E, A, N, arobase gmail point com`. Empty when nothing before the domain has a name.
#[must_use]
pub fn email(address: &str, language: Language) -> String {
    let Some((local, domain)) = email::with_common_domain(address) else {
        return spell(address, language);
    };
    let sign = match language {
        Language::Fr => fr::sign,
        Language::En => en::sign,
    };
    let (at, dot) = (sign(spell::Sign::At), sign(spell::Sign::Dot));
    let domain = domain.replace('.', &format!(" {dot} "));
    match spell(local, language) {
        letters if letters.is_empty() => letters,
        letters => format!("{letters}, {at} {domain}"),
    }
}

/// A name or an e-mail address letter by letter, accents and signs named:
/// `D, U, P, R, E accent aigu`. What has no name is left out.
#[must_use]
pub fn spell(text: &str, language: Language) -> String {
    match language {
        Language::Fr => spell::spell(text, fr::letter, fr::sign),
        Language::En => spell::spell(text, en::letter, en::sign),
    }
}
