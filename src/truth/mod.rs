//! Whether what the assistant told a caller is true.
//!
//! At the end of a call, what was promised is held against the ledger of its tool calls. A promise
//! without its row, a tool that failed without the caller being told, a caller cut off while
//! booking, and an answer that was pending to the end each become a [`Finding`], with the sentence
//! that was said. Offers, questions, conditions, negations and what is only read back promise
//! nothing. The rules are words and patterns, no model: the same call always gives the same
//! findings.

mod claims;
mod pattern;
mod phrases;
mod reason;
mod sentence;
mod silence;
mod talk;
#[cfg(test)]
mod tests;
mod verdict;
mod when;

pub use reason::reason;

use chrono::NaiveDateTime;
use serde_json::Value;

use crate::vapi::Conversation;

/// What a promise is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Booking,
    Move,
    Cancellation,
    Callback,
    Ticket,
    /// An SMS, an e-mail or the like to the caller.
    Message,
    Transfer,
    /// Something noted or passed on, whatever it is.
    Anything,
}

impl Subject {
    /// The name under which a finding is kept.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Booking => "booking",
            Self::Move => "move",
            Self::Cancellation => "cancellation",
            Self::Callback => "callback",
            Self::Ticket => "ticket",
            Self::Message => "message",
            Self::Transfer => "transfer",
            Self::Anything => "anything",
        }
    }
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It was promised, and nothing in the ledger does it.
    PromiseWithoutRow,
    /// It was done, on another day, at another time or under another number.
    PromiseContradicted,
    /// A tool did not do what it was asked, and the caller was not told.
    FailedNotTold,
    /// The call ended in the middle of a booking.
    CutOff,
    /// The caller was told to wait, and nothing came of it before the call ended.
    PendingUnresolved,
}

impl Wrong {
    /// The name under which a finding is kept.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PromiseWithoutRow => "promise_without_row",
            Self::PromiseContradicted => "promise_contradicted",
            Self::FailedNotTold => "failed_not_told",
            Self::CutOff => "cut_off",
            Self::PendingUnresolved => "pending_unresolved",
        }
    }
}

/// One thing that somebody has to put right with the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub wrong: Wrong,
    pub about: Subject,
    /// The sentence as it was said; of a silence the last words of the assistant.
    pub quote: String,
}

/// A row of the ledger.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub tool_call_id: Option<String>,
    pub tool: String,
    /// `None`: claimed and never decided.
    pub status: Option<String>,
    pub facts: Value,
    pub dry: bool,
}

record! { Entry: tool_call_id, tool, status, facts, dry = flag }

/// Everything known of an ended call.
pub struct Call<'a> {
    pub conversation: &'a Conversation,
    /// In the order of the calls.
    pub ledger: &'a [Entry],
    /// The wall clock of the tenant at the start of the call: what "tomorrow" was said against.
    pub now: NaiveDateTime,
    pub ended_reason: Option<&'a str>,
    pub transfer_succeeded: Option<bool>,
    /// We called: appointments of before may be spoken of.
    pub outbound: bool,
    pub simulated: bool,
    /// Something was sent to the caller since the call began.
    pub messages_sent: bool,
}

/// What is wrong about a call, in the order in which it was said. A simulation owes nothing to
/// anybody.
#[must_use]
pub fn check(call: &Call<'_>) -> Vec<Finding> {
    if call.simulated {
        return Vec::new();
    }
    let talk = talk::Talk::of(call.conversation);
    let mut findings = verdict::promises(call, &talk, &claims::claims(&talk, call.now));
    silence::add(call, &talk, &mut findings);
    findings
}
