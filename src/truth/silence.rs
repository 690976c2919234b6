//! What was not said: failures, answers that stayed pending, calls cut off.

use super::{
    Call, Entry, Finding, Subject, Wrong,
    phrases::APPOINTMENT,
    talk::{Talk, admits, asks, heard},
    verdict::{EFFECTS, writes},
};
use crate::{
    tools::Tool,
    vapi::{Bucket, Heard, Moment},
};

/// Adds what the promises do not tell already: one finding for what is about the same.
pub(super) fn add(call: &Call<'_>, talk: &Talk<'_>, findings: &mut Vec<Finding>) {
    let mut found: Vec<(Wrong, Subject)> = Vec::new();
    found.extend(pending(call, talk));
    found.extend(cut_off(call, talk));
    // Without what was said nobody knows what the caller was told.
    if !talk.moments.is_empty() {
        found.extend(failed(call, talk));
    }
    for (wrong, about) in found {
        // "C'est ajouté" is told of whatever failed.
        let covered = |finding: &Finding| {
            family(finding.about) == family(about)
                || wrong == Wrong::FailedNotTold && finding.about == Subject::Anything
        };
        if findings.iter().any(covered) {
            continue;
        }
        let last = talk.sentences.last();
        findings.push(Finding {
            wrong,
            about,
            quote: last
                .map(super::sentence::Sentence::quote)
                .unwrap_or_default(),
        });
    }
}

/// What one appointment is about is one matter.
fn family(about: Subject) -> Subject {
    match about {
        Subject::Move | Subject::Cancellation => Subject::Booking,
        other => other,
    }
}

fn subject(tool: &str) -> Subject {
    match Tool::ALL.into_iter().find(|known| known.name() == tool) {
        Some(Tool::BookAppointment | Tool::CheckAvailability | Tool::FindAppointments) => {
            Subject::Booking
        }
        Some(Tool::RescheduleAppointment) => Subject::Move,
        Some(Tool::CancelAppointment) => Subject::Cancellation,
        Some(Tool::RequestCallback | Tool::ScheduleFollowUp) => Subject::Callback,
        Some(
            Tool::CreateTicket | Tool::FindTickets | Tool::AddTicketNote | Tool::EscalateTicket,
        ) => Subject::Ticket,
        Some(Tool::QualifyProspect | Tool::GetBusinessInfo) | None => Subject::Anything,
    }
}

fn is_ours(tool: &str) -> bool {
    Tool::ALL.iter().any(|known| known.name() == tool)
}

/// Tools of which the model last heard that they were still at work.
fn pending(call: &Call<'_>, talk: &Talk<'_>) -> Vec<(Wrong, Subject)> {
    let told = talk
        .moments
        .iter()
        .enumerate()
        .filter_map(|(at, moment)| match moment {
            Moment::Answered {
                tool,
                heard: Heard::Pending,
                ..
            } if is_ours(tool) => Some((at, tool.as_str())),
            _ => None,
        });
    let open = told.filter(|(at, tool)| {
        let later = talk.moments.get(at + 1..).unwrap_or_default();
        let answered = later.iter().any(|moment| {
            matches!(moment, Moment::Answered { tool: again, heard: Heard::Status(_), .. } if again == tool)
        });
        !answered && !talk.since(*at).any(admits)
    });
    let rows = call.ledger.iter().enumerate().filter(|(at, row)| {
        let later = call.ledger.get(at + 1..).unwrap_or_default();
        let decided = later
            .iter()
            .any(|other| other.tool == row.tool && is_decided(other));
        row.status.as_deref() == Some("pending") && !decided
    });
    let rows = rows.map(|(_, row)| subject(&row.tool));
    open.map(|(_, tool)| subject(tool))
        .chain(rows)
        .map(|about| (Wrong::PendingUnresolved, about))
        .collect()
}

fn is_decided(row: &Entry) -> bool {
    row.status
        .as_deref()
        .is_some_and(|status| status != "pending")
}

/// A write that was never decided, one without any answer, or a fault in the middle of a booking.
fn cut_off(call: &Call<'_>, talk: &Talk<'_>) -> Vec<(Wrong, Subject)> {
    let open = call
        .ledger
        .iter()
        .filter(|row| row.writes() && row.status.is_none() && !row.dry);
    let mut found: Vec<Subject> = open
        .filter(|row| !has_effect(call, &row.tool))
        .map(|row| subject(&row.tool))
        .collect();
    let unanswered = talk.moments.iter().filter_map(|moment| match moment {
        Moment::Asked { id: Some(id), tool } if writes(tool) => {
            let answered = talk.moments.iter().any(|other| {
                matches!(other, Moment::Answered { id: Some(answered), .. } if answered == id)
            });
            (!answered && !has_effect(call, tool)).then(|| subject(tool))
        }
        _ => None,
    });
    found.extend(unanswered);
    if found.is_empty() && is_fault(call) && is_booking(call, talk) {
        found.push(Subject::Booking);
    }
    found
        .into_iter()
        .map(|about| (Wrong::CutOff, about))
        .collect()
}

fn is_fault(call: &Call<'_>) -> bool {
    matches!(
        call.ended_reason.map(Bucket::of),
        Some(Bucket::FailedPlatform | Bucket::FailedOurs)
    )
}

/// Whether an appointment was being made and nothing has come of it.
fn is_booking(call: &Call<'_>, talk: &Talk<'_>) -> bool {
    let about_one = |row: &Entry| family(subject(&row.tool)) == Subject::Booking;
    let spoken = talk
        .moments
        .iter()
        .any(|moment| matches!(moment, Moment::Caller(text) if heard(text, APPOINTMENT)));
    let done = call
        .ledger
        .iter()
        .any(|row| about_one(row) && !row.dry && row.has(EFFECTS));
    !done && (spoken || call.ledger.iter().any(about_one))
}

fn has_effect(call: &Call<'_>, tool: &str) -> bool {
    call.ledger.iter().any(|row| {
        family(subject(&row.tool)) == family(subject(tool)) && !row.dry && row.has(EFFECTS)
    })
}

/// Writes that came to nothing and of which the caller heard nothing.
fn failed(call: &Call<'_>, talk: &Talk<'_>) -> Vec<(Wrong, Subject)> {
    const FAILED: &[&str] = &["unavailable", "closed", "not_found", "clarify"];
    const FINE: &[&str] = &[
        "already_booked",
        "existing_appointment",
        "found",
        "info",
        "available",
        "pending",
    ];
    let rows = call.ledger.iter().filter(|row| {
        let known = row.has(FAILED);
        let fine = row.has(EFFECTS) || row.has(FINE) || row.status.is_none();
        // A status that is none of ours is a failure of some kind.
        row.writes() && !row.dry && (known || !fine)
    });
    let rows = rows.map(|row| {
        let asks_back = row.status.as_deref() == Some("clarify");
        (
            row.tool.as_str(),
            position(talk, row.tool_call_id.as_deref()),
            asks_back,
        )
    });
    let unheard = talk
        .moments
        .iter()
        .enumerate()
        .filter_map(|(at, moment)| match moment {
            Moment::Answered {
                id,
                tool,
                heard: Heard::Nothing | Heard::Text,
            } if writes(tool) => {
                let row = call
                    .ledger
                    .iter()
                    .any(|row| row.tool_call_id.is_some() && row.tool_call_id == *id);
                (!row).then_some((tool.as_str(), Some(at), false))
            }
            _ => None,
        });
    rows.chain(unheard)
        .filter(|(tool, ..)| !has_effect(call, tool))
        .filter(|(_, at, asks_back)| !is_told(talk, *at, *asks_back))
        .map(|(tool, ..)| (Wrong::FailedNotTold, subject(tool)))
        .collect()
}

/// Where the result of a tool call stands.
fn position(talk: &Talk<'_>, id: Option<&str>) -> Option<usize> {
    let id = id?;
    talk.moments.iter().position(
        |moment| matches!(moment, Moment::Answered { id: Some(answered), .. } if answered == id),
    )
}

/// Said to have failed, or something else was offered or asked; without a position anywhere.
fn is_told(talk: &Talk<'_>, at: Option<usize>, asks_back: bool) -> bool {
    let told = |sentence: &super::sentence::Sentence| {
        let offers = super::pattern::any(OFFER, &words(sentence));
        admits(sentence) || offers || asks_back && asks(sentence)
    };
    match at {
        Some(at) => talk.since(at).any(told),
        None => talk.sentences.iter().any(told),
    }
}

fn words(sentence: &super::sentence::Sentence) -> Vec<&str> {
    sentence
        .clauses
        .iter()
        .flat_map(|clause| clause.words())
        .collect()
}

/// Something else in the place of what was asked for.
const OFFER: &[&str] = &[
    "propose|proposer|proposons",
    "j|nous|il ai|avons|reste .. creneau*|disponib*|libre|place|plutot",
    "par contre|en revanche",
    "plutot",
    "i|we can|could|have .. offer|at|on|instead|available",
    "instead",
    "would .. work|suit",
    "how|what about",
    "another|other|different day|time|slot",
    "autre jour|horaire|creneau|date",
];
