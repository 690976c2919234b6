//! Which sentences promise what.

use chrono::NaiveDateTime;

use super::{
    Subject,
    pattern::{any, find},
    phrases::{
        CONDITION, HABIT, HEARSAY, HEDGE, LOOKING, MOMENT, NEGATION, OTHERWISE, Phrase, RANGE,
        Strength, UNCERTAIN, all,
    },
    sentence::{Clause, Sentence},
    talk::{Talk, admits, asks, assents, is_tag},
    when::spoken,
};
use crate::words::{Days, Times, When};

/// A promise as it was made.
#[derive(Debug)]
pub(super) struct Claim {
    pub about: Subject,
    pub strength: Strength,
    /// Index among the assistant's sentences.
    pub sentence: usize,
    /// The days and times said with it.
    pub said: Vec<When>,
    /// The words said with it, for numbers.
    pub words: Vec<String>,
}

/// Every promise of the assistant, in order.
pub(super) fn claims(talk: &Talk<'_>, now: NaiveDateTime) -> Vec<Claim> {
    let mut found = Vec::new();
    for (index, sentence) in talk.sentences.iter().enumerate() {
        for (at, clause) in sentence.clauses.iter().enumerate() {
            let Some((phrase, said)) = promise(talk, index, at, now) else {
                continue;
            };
            found.push(Claim {
                about: phrase.about,
                strength: phrase.strength,
                sentence: index,
                said,
                words: clause.words.clone(),
            });
        }
    }
    found
}

/// What the clause promises, and for when.
fn promise(
    talk: &Talk<'_>,
    index: usize,
    at: usize,
    now: NaiveDateTime,
) -> Option<(Read, Vec<When>)> {
    let sentence = talk.sentences.get(index)?;
    let clause = sentence.clauses.get(at)?;
    let words = clause.words();
    let said = when(talk, index, at, now);
    let phrase = all().find(|phrase| fits(phrase, &words, &said));
    let mut read = match phrase {
        Some(phrase) => Read {
            about: phrase.subject,
            strength: phrase.strength,
        },
        // "Tuesday at ten it is": the last word on the day that the caller asked for.
        None if is_last_word(talk, index, &words, &spoken(&clause.text, now)) => Read {
            about: Subject::Booking,
            strength: Strength::Implied,
        },
        None => return None,
    };
    // "C'est noté, rendez-vous mardi": what is noted is the appointment.
    let noted = |other: &Clause| other.words.iter().any(|word| word.starts_with("note"));
    if read.strength == Strength::Implied && sentence.clauses.iter().take(at).any(noted) {
        read.strength = Strength::Done;
    }
    if is_void(sentence, at, read.strength) || is_proposal(talk, index, at, read.strength) {
        return None;
    }
    if read.strength == Strength::Noted && !is_serious(talk, index)
        || read.strength == Strength::Implied && !talk.wants_appointment()
    {
        return None;
    }
    Some((read, said))
}

/// What a clause says.
#[derive(Clone, Copy)]
struct Read {
    about: Subject,
    strength: Strength,
}

fn fits(phrase: &Phrase, words: &[&str], said: &[When]) -> bool {
    let dated = match phrase.strength {
        // "Nous vous accueillons du lundi au vendredi" is no appointment.
        Strength::Implied => said.iter().any(is_single) && !any(RANGE, words),
        _ => !said.is_empty(),
    };
    (dated || !phrase.dated) && any(phrase.patterns, words) && !any(phrase.unless, words)
}

/// One day, or one time of a day.
fn is_single(when: &When) -> bool {
    matches!(when.days, Days::On(_) | Days::Either(..))
        || matches!(when.times, Times::At(_) | Times::Either(..))
}

/// Whether a clause with a day leaves a caller who asked for an appointment with nothing but that
/// day: nothing is asked, offered, refused or looked up in or after it.
fn is_last_word(talk: &Talk<'_>, index: usize, words: &[&str], said: &[When]) -> bool {
    let rest = talk.sentences.get(index..).unwrap_or_default();
    let open = |clause: &Clause| {
        let words = clause.words();
        any(LOOKING, &words) || any(HEDGE, &words) || any(NEGATION, &words)
    };
    let looks = |sentence: &Sentence| sentence.clauses.iter().any(open);
    said.iter().any(is_single)
        && !any(OTHERWISE, words)
        && !any(RANGE, words)
        && !rest
            .iter()
            .any(|later| asks(later) || admits(later) || looks(later))
}

/// The days and times of a clause, and of what follows if that is nothing else: "Monday, October
/// 12th at 9".
fn when(talk: &Talk<'_>, index: usize, at: usize, now: NaiveDateTime) -> Vec<When> {
    let Some(sentence) = talk.sentences.get(index) else {
        return Vec::new();
    };
    let after = sentence.clauses.get(at + 1..).unwrap_or_default();
    let bare = after.iter().take_while(|clause| is_bare(clause, now));
    let rest = after.len() == bare.clone().count();
    let next = talk.after(index).first().filter(|next| {
        rest && next.moment == sentence.moment
            && !next.question
            && next.clauses.iter().all(|clause| is_bare(clause, now))
    });
    let mut text = sentence
        .clauses
        .get(at)
        .map_or_else(String::new, |clause| clause.text.clone());
    for clause in bare.chain(next.iter().flat_map(|next| &next.clauses)) {
        text.push(' ');
        text.push_str(&clause.text);
    }
    spoken(&text, now)
}

/// Whether a clause is a day or a time and little else.
fn is_bare(clause: &Clause, now: NaiveDateTime) -> bool {
    let verbs = all().any(|phrase| !phrase.dated && any(phrase.patterns, &clause.words()));
    !verbs
        && clause.words.len() <= 9
        && !spoken(&clause.text, now).is_empty()
        && !any(
            &["je|j|nous|on|vous|i|we|you|il|elle|he|she"],
            &clause.words(),
        )
}

/// Negated, hedged, conditional or told by somebody else.
fn is_void(sentence: &Sentence, at: usize, strength: Strength) -> bool {
    let Some(clause) = sentence.clauses.get(at) else {
        return true;
    };
    let words = clause.words();
    let told = strength == Strength::Done;
    // "You should receive" promises all the same.
    let owed = any(
        &[
            "devriez recevoir",
            "should .. receive|receiving|get|getting|have",
            "can expect",
        ],
        &words,
    );
    if any(NEGATION, &words) || any(HEDGE, &words) && !owed {
        return true;
    }
    let conditional = |clause: &Clause| {
        let words = clause.words();
        let moments = MOMENT.iter().filter_map(|moment| find(moment, &words));
        let uncertain = moments
            .filter_map(|moment| words.get(moment.start..))
            .any(|moment| any(UNCERTAIN, moment));
        (any(CONDITION, &words) && !is_wish(&words)) || uncertain
    };
    let before = sentence.clauses.get(..at).unwrap_or_default();
    let after = sentence.clauses.get(at + 1..).unwrap_or_default();
    let governed = before.iter().chain([clause]).any(|clause| {
        let words = clause.words();
        conditional(clause) || any(HEARSAY, &words) || any(HABIT, &words)
    });
    // "On vous rappelle demain, si vous voulez": the condition closes the sentence.
    let limited = after.first().is_some_and(conditional) && after.len() == 1 && !told;
    governed || limited
}

/// "Si besoin", "if you need anything": said beside a promise, not about it.
fn is_wish(words: &[&str]) -> bool {
    any(
        &["si besoin", "si jamais", "if needed", "si necessaire"],
        words,
    )
}

/// A question, or followed by one that asks whether it may be done.
fn is_proposal(talk: &Talk<'_>, index: usize, at: usize, strength: Strength) -> bool {
    let Some(sentence) = talk.sentences.get(index) else {
        return true;
    };
    let firm = strength == Strength::Done;
    if sentence.question {
        let last = sentence.clauses.len().saturating_sub(1);
        if at == last {
            return true;
        }
        let tag = sentence.clauses.last().is_some_and(is_tag);
        return tag && !firm;
    }
    let next = talk.after(index).first();
    let tag = next.is_some_and(|next| {
        next.question && next.moment == sentence.moment && next.clauses.first().is_some_and(is_tag)
    });
    tag && matches!(
        strength,
        Strength::Will | Strength::Implied | Strength::Noted
    ) && !is_agreed(talk, sentence.moment)
}

/// Whether the caller agreed to what was proposed and the assistant let it stand.
fn is_agreed(talk: &Talk<'_>, moment: usize) -> bool {
    talk.replied_after(moment).is_some_and(assents)
        && talk.since(moment).next().is_some()
        && !talk.since(moment).any(asks)
}

/// "C'est noté" promises something when something was asked for and no question follows.
fn is_serious(talk: &Talk<'_>, index: usize) -> bool {
    let Some(sentence) = talk.sentences.get(index) else {
        return false;
    };
    let goes_on = talk.after(index).iter().any(asks) || asks(sentence);
    !goes_on && talk.requested_before(sentence.moment)
}
