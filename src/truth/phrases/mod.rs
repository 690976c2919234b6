//! The phrases by which an assistant promises, one table a language.
//!
//! Patterns are those of `pattern`, over the words of `sentence`: folded, contractions undone,
//! `rdv` for "rendez-vous", `email` and `sms` for all their names.

mod context;
mod english;
mod french;

pub(super) use context::*;

use super::Subject;

/// How binding the words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// It is told as done: "c'est réservé".
    Done,
    /// The business will do it: "on vous rappelle".
    Owed,
    /// The assistant is about to do it: "je vous réserve ça".
    Will,
    /// It goes without saying that it is done: "see you Tuesday".
    Implied,
    /// "C'est noté" alone: whether it promises anything hangs on what was asked.
    Noted,
}

/// One way to promise.
pub(super) struct Phrase {
    pub subject: Subject,
    pub strength: Strength,
    /// Only with a day or a time in the clause.
    pub dated: bool,
    pub patterns: &'static [&'static str],
    /// What makes it something else.
    pub unless: &'static [&'static str],
}

impl Phrase {
    const fn new(subject: Subject, strength: Strength, patterns: &'static [&'static str]) -> Self {
        Self {
            subject,
            strength,
            dated: false,
            patterns,
            unless: &[],
        }
    }

    const fn dated(mut self) -> Self {
        self.dated = true;
        self
    }

    const fn unless(mut self, patterns: &'static [&'static str]) -> Self {
        self.unless = patterns;
        self
    }
}

/// All phrases; the first that fits a clause says what it is about.
pub(super) fn all() -> impl Iterator<Item = &'static Phrase> {
    french::PHRASES.iter().chain(english::PHRASES)
}
