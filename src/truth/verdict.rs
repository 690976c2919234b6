//! Promises against the ledger.

use chrono::{NaiveDate, NaiveTime};
use serde_json::Value;

use super::{
    Call, Entry, Finding, Subject, Wrong,
    claims::Claim,
    pattern::any,
    phrases::{Strength, VOCABULARY, WAIT},
    sentence::Sentence,
    talk::{Talk, admits, asks},
    when::{agrees, has_day},
};
use crate::{
    tools::Tool,
    vapi::{Bucket, Moment},
    words::When,
};

/// What a promise comes to.
enum Held {
    Kept,
    Contradicted,
    Missing,
}

/// The promises that do not hold: one a sentence, one a subject.
pub(super) fn promises(call: &Call<'_>, talk: &Talk<'_>, claims: &[Claim]) -> Vec<Finding> {
    let mut found: Vec<(usize, Finding)> = Vec::new();
    // "C'est fait, j'ai décalé votre rendez-vous" is about the appointment.
    let mut ordered: Vec<&Claim> = claims.iter().collect();
    ordered.sort_by_key(|claim| (claim.sentence, claim.about == Subject::Anything));
    for claim in ordered {
        let wrong = match held(call, claim) {
            Held::Kept => continue,
            Held::Contradicted => Wrong::PromiseContradicted,
            Held::Missing => Wrong::PromiseWithoutRow,
        };
        let known = found
            .iter()
            .any(|(sentence, finding)| *sentence == claim.sentence || finding.about == claim.about);
        if known || is_taken_back(talk, claim, claims) || !is_binding(call, talk, claim) {
            continue;
        }
        let Some(sentence) = talk.sentences.get(claim.sentence) else {
            continue;
        };
        let broken = wrong == Wrong::PromiseWithoutRow && is_broken_off(call, talk, claim);
        let finding = Finding {
            wrong: if broken { Wrong::CutOff } else { wrong },
            about: claim.about,
            quote: sentence.quote(),
        };
        found.push((claim.sentence, finding));
    }
    // "Done! You're on the schedule": one matter.
    let turn = |sentence: usize| talk.sentences.get(sentence).map(|sentence| sentence.moment);
    let special: Vec<Option<usize>> = found
        .iter()
        .filter(|(_, finding)| finding.about != Subject::Anything)
        .map(|(sentence, _)| turn(*sentence))
        .collect();
    found.retain(|(sentence, finding)| {
        finding.about != Subject::Anything || !special.contains(&turn(*sentence))
    });
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Whether the rows keep the promise.
fn held(call: &Call<'_>, claim: &Claim) -> Held {
    let rows = || call.ledger.iter().filter(|row| !row.dry);
    let kept = |statuses: &[&str]| {
        let rows: Vec<&Entry> = rows().filter(|row| row.has(statuses)).collect();
        compare(&rows, &claim.said)
    };
    match claim.about {
        Subject::Booking => kept(&[
            "booked",
            "rescheduled",
            "already_booked",
            "existing_appointment",
            "found",
        ]),
        Subject::Move => match kept(&["rescheduled"]) {
            Held::Missing => kept(&["booked"]),
            held => held,
        },
        Subject::Cancellation => kept(&["cancelled"]),
        Subject::Callback => match kept(&["recorded"]) {
            // Who has a ticket is heard of, but nothing says when.
            Held::Missing if !claim.said.iter().any(has_day) => {
                any_row(rows(), &["created", "updated", "escalated"])
            }
            held => held,
        },
        Subject::Ticket => ticket(rows(), claim),
        Subject::Anything => any_row(rows(), EFFECTS),
        Subject::Message if call.messages_sent => Held::Kept,
        Subject::Message => any_tool(
            call,
            &["sms", "text", "email", "mail", "whatsapp", "message"],
        ),
        Subject::Transfer => transfer(call),
    }
}

/// What a tool that did something ends with.
pub(super) const EFFECTS: &[&str] = &[
    "booked",
    "cancelled",
    "rescheduled",
    "recorded",
    "created",
    "updated",
    "escalated",
    "replayed",
];

impl Entry {
    pub(super) fn has(&self, statuses: &[&str]) -> bool {
        let status = self.status.as_deref().unwrap_or_default();
        let prospect = self.tool == Tool::QualifyProspect.name() && statuses == ["recorded"];
        statuses.contains(&status) && !prospect
    }

    pub(super) fn writes(&self) -> bool {
        writes(&self.tool)
    }

    /// The days and times of the row; of a list all of them.
    fn slots(&self) -> Vec<(Option<NaiveDate>, Option<NaiveTime>)> {
        let listed = self.facts.get("appointments").and_then(Value::as_array);
        match listed {
            Some(listed) => listed.iter().map(slot).collect(),
            None => vec![slot(&self.facts)],
        }
    }
}

/// Whether a tool of that name changes anything.
pub(super) fn writes(tool: &str) -> bool {
    Tool::ALL
        .iter()
        .any(|known| known.name() == tool && known.writes())
}

fn slot(facts: &Value) -> (Option<NaiveDate>, Option<NaiveTime>) {
    let text = |field| facts.get(field).and_then(Value::as_str);
    let time = text("time").and_then(|time| time.get(..5));
    (
        text("date").and_then(|date| date.parse().ok()),
        time.and_then(|time| time.parse().ok()),
    )
}

fn compare(rows: &[&Entry], said: &[When]) -> Held {
    let mut slots = rows.iter().flat_map(|row| row.slots());
    match rows {
        [] => Held::Missing,
        _ if slots.any(|(date, time)| agrees(said, date, time)) => Held::Kept,
        _ => Held::Contradicted,
    }
}

fn any_row<'a>(mut rows: impl Iterator<Item = &'a Entry>, statuses: &[&str]) -> Held {
    if rows.any(|row| statuses.contains(&row.status.as_deref().unwrap_or_default())) {
        Held::Kept
    } else {
        Held::Missing
    }
}

/// A ticket, and the number that was said of it.
fn ticket<'a>(rows: impl Iterator<Item = &'a Entry>, claim: &Claim) -> Held {
    let rows: Vec<&Entry> = rows
        .filter(|row| row.has(&["created", "updated", "escalated", "found", "replayed"]))
        .filter(|row| row.tool.contains("ticket"))
        .collect();
    let said: String = claim
        .words
        .iter()
        .flat_map(|word| word.chars())
        .filter(char::is_ascii_digit)
        .collect();
    let number = |row: &&Entry| row.facts.get("number").and_then(Value::as_i64);
    let known: Vec<i64> = rows.iter().filter_map(number).collect();
    let told: Option<i64> = (said.len() >= 3).then(|| said.parse().ok()).flatten();
    match told {
        _ if rows.is_empty() => Held::Missing,
        Some(told) if !known.is_empty() && !known.contains(&told) => Held::Contradicted,
        _ => Held::Kept,
    }
}

/// A tool that is not ours may have sent it: Vapi's own `sms`, a workflow.
fn any_tool(call: &Call<'_>, names: &[&str]) -> Held {
    let answered = |moment: &Moment| match moment {
        Moment::Answered { tool, heard, .. } => {
            let ours = Tool::ALL.iter().any(|known| known.name() == tool);
            let tool = tool.to_lowercase();
            !ours
                && names.iter().any(|name| tool.contains(name))
                && *heard != crate::vapi::Heard::Nothing
        }
        _ => false,
    };
    if call.conversation.0.iter().any(answered) {
        Held::Kept
    } else {
        Held::Missing
    }
}

/// Without a reason nothing is known of how the call ended.
fn transfer(call: &Call<'_>) -> Held {
    let begun = call.ended_reason.map(Bucket::of) == Some(Bucket::Transferred);
    match (call.transfer_succeeded, call.ended_reason) {
        (Some(true), _) | (None, None) => Held::Kept,
        (None, Some(_)) if begun => Held::Kept,
        _ => Held::Missing,
    }
}

/// Corrected later in the call, with no new promise after the correction.
fn is_taken_back(talk: &Talk<'_>, claim: &Claim, claims: &[Claim]) -> bool {
    let later = talk.after(claim.sentence).iter().enumerate();
    let corrected = later
        .filter(|(_, sentence)| admits(sentence) && may_be_about(sentence, claim.about))
        .map(|(offset, _)| claim.sentence + 1 + offset)
        .next_back();
    corrected.is_some_and(|corrected| {
        !claims
            .iter()
            .any(|other| other.about == claim.about && other.sentence > corrected)
    })
}

/// Whether a sentence is about this, or about nothing in particular.
fn may_be_about(sentence: &Sentence, about: Subject) -> bool {
    let says = |words: &[&str]| {
        sentence
            .clauses
            .iter()
            .any(|clause| any(words, &clause.words()))
    };
    let own = |(subjects, words): &(&[Subject], &[&str])| subjects.contains(&about) && says(words);
    about == Subject::Anything
        || VOCABULARY.iter().any(own)
        || !VOCABULARY.iter().any(|(_, words)| says(words))
}

/// What is only announced binds when the call did not go on about it, what is only implied when
/// we did not call ourselves, and "c'est fait" when there was something to do.
fn is_binding(call: &Call<'_>, talk: &Talk<'_>, claim: &Claim) -> bool {
    let goes_on = || talk.after(claim.sentence).iter().any(asks);
    let moment = talk
        .sentences
        .get(claim.sentence)
        .map(|sentence| sentence.moment);
    let asked = || {
        let tried = call.ledger.iter().any(Entry::writes);
        tried || moment.is_some_and(|moment| talk.requested_before(moment))
    };
    match (claim.strength, claim.about) {
        (Strength::Will, Subject::Anything) => !goes_on() && asked(),
        (Strength::Will, _) => !goes_on(),
        (Strength::Implied, _) => !call.outbound,
        (Strength::Done, Subject::Anything) => asked(),
        (Strength::Done | Strength::Owed | Strength::Noted, _) => true,
    }
}

/// An announcement as the assistant's last words: the call ended before it could be kept.
fn is_broken_off(call: &Call<'_>, talk: &Talk<'_>, claim: &Claim) -> bool {
    let waits = |sentence: &Sentence| {
        sentence
            .clauses
            .iter()
            .any(|clause| any(WAIT, &clause.words()))
    };
    let last = talk.sentences.len().saturating_sub(1);
    let waiting = talk
        .sentences
        .get(claim.sentence..)
        .is_some_and(|rest| rest.iter().any(waits));
    let failed = call
        .ended_reason
        .map(Bucket::of)
        .is_some_and(|bucket| matches!(bucket, Bucket::FailedPlatform | Bucket::FailedOurs));
    claim.strength == Strength::Will && (failed || waiting && claim.sentence + 1 >= last)
}
