//! The conversation as sentences, with what surrounds them.

use super::{
    pattern::any,
    phrases::{
        APPOINTMENT, ASSENT, CLOCK, CLOSING, FAILURE, OWN_APPOINTMENT, REQUEST, TAG, WAIVER,
    },
    sentence::{Clause, Sentence, sentences},
};
use crate::{
    domain::fold,
    vapi::{Conversation, Moment},
};

/// The assistant's sentences, and the moments they stand among.
pub(super) struct Talk<'a> {
    pub moments: &'a [Moment],
    pub sentences: Vec<Sentence>,
}

impl<'a> Talk<'a> {
    pub(super) fn of(conversation: &'a Conversation) -> Self {
        let moments = conversation.0.as_slice();
        let said = moments
            .iter()
            .enumerate()
            .filter_map(|(at, moment)| match moment {
                Moment::Assistant(text) => Some(sentences(at, text)),
                _ => None,
            });
        Self {
            moments,
            sentences: said.flatten().collect(),
        }
    }

    /// The sentences after one of them.
    pub(super) fn after(&self, index: usize) -> &[Sentence] {
        self.sentences.get(index + 1..).unwrap_or_default()
    }

    /// The sentences of the turns after a moment.
    pub(super) fn since(&self, moment: usize) -> impl Iterator<Item = &Sentence> {
        self.sentences
            .iter()
            .filter(move |sentence| sentence.moment > moment)
    }

    /// Whether the caller has asked for something before a moment, and not thought better of it.
    pub(super) fn requested_before(&self, moment: usize) -> bool {
        let before = self.moments.get(..moment).unwrap_or_default();
        let mut told = before.iter().filter_map(caller);
        let waived = self
            .asked_before(moment)
            .is_some_and(|text| heard(text, WAIVER));
        !waived && told.any(requests)
    }

    /// Whether the caller wants an appointment, not to speak of one that there is.
    pub(super) fn wants_appointment(&self) -> bool {
        self.moments.iter().filter_map(caller).any(|text| {
            (heard(text, APPOINTMENT) || heard(text, CLOCK) || requests(text))
                && !heard(text, OWN_APPOINTMENT)
        })
    }

    /// What the caller said last before a moment.
    pub(super) fn asked_before(&self, moment: usize) -> Option<&str> {
        let before = self.moments.get(..moment).unwrap_or_default();
        before.iter().rev().find_map(caller)
    }

    /// What the caller said next after a moment.
    pub(super) fn replied_after(&self, moment: usize) -> Option<&str> {
        let after = self.moments.get(moment + 1..).unwrap_or_default();
        after.iter().find_map(caller)
    }
}

fn caller(moment: &Moment) -> Option<&str> {
    match moment {
        Moment::Caller(text) => Some(text),
        _ => None,
    }
}

/// Whether the caller asks for something to be done.
pub(super) fn requests(text: &str) -> bool {
    heard(text, REQUEST) && !heard(text, WAIVER)
}

/// Whether the caller agrees.
pub(super) fn assents(text: &str) -> bool {
    heard(text, ASSENT) && !heard(text, WAIVER)
}

/// Whether the caller's words, with nothing left out, have one of these in them.
pub(super) fn heard(text: &str, patterns: &[&str]) -> bool {
    let folded = fold(text).replace("rendez vous", "rdv");
    any(patterns, &folded.split(' ').collect::<Vec<_>>())
}

/// Whether a sentence tells that something did not work.
pub(super) fn admits(sentence: &Sentence) -> bool {
    sentence
        .clauses
        .iter()
        .any(|clause| any(FAILURE, &clause.words()))
}

/// Whether a clause asks if what was said may be done.
pub(super) fn is_tag(clause: &Clause) -> bool {
    any(TAG, &clause.words()) && !is_closing(clause)
}

fn is_closing(clause: &Clause) -> bool {
    any(CLOSING, &clause.words())
}

/// Whether a sentence asks something that the call hangs on.
pub(super) fn asks(sentence: &Sentence) -> bool {
    sentence.question
        && sentence
            .clauses
            .last()
            .is_some_and(|clause| !is_closing(clause))
}
