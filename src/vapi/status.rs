//! How far a call has come.

use serde::{Deserialize, Serialize};

use super::{
    ended_reason::Bucket,
    json::{first_text, text},
    wire,
};

/// The `call_logs.call_status` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallStatus {
    Initiated,
    Ringing,
    InProgress,
    Completed,
    Failed,
    Busy,
    NoAnswer,
}

impl CallStatus {
    /// The value of the column.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Initiated => "initiated",
            Self::Ringing => "ringing",
            Self::InProgress => "in-progress",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Busy => "busy",
            Self::NoAnswer => "no-answer",
        }
    }

    /// A call only moves to a status of a higher rank. The four final ones share the highest; of
    /// them the first that came with a reason stays.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Initiated => 0,
            Self::Ringing => 1,
            Self::InProgress => 2,
            Self::Completed | Self::Failed | Self::Busy | Self::NoAnswer => 3,
        }
    }

    /// Whether the call is over.
    #[must_use]
    pub fn is_final(self) -> bool {
        self.rank() == 3
    }

    /// How a call ended that ended for this reason; without one it is completed.
    #[must_use]
    pub fn of_ended(reason: Option<&str>) -> Self {
        match reason.map(Bucket::of) {
            Some(Bucket::NoContact) if reason == Some("customer-busy") => Self::Busy,
            Some(Bucket::NoContact) => Self::NoAnswer,
            Some(Bucket::FailedPlatform | Bucket::FailedOurs) => Self::Failed,
            Some(Bucket::Transferred | Bucket::Cancelled | Bucket::Completed | Bucket::Unknown)
            | None => Self::Completed,
        }
    }
}

/// A `status-update`. `call.status` beside it is stale and is not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusUpdate {
    /// As received; empty when missing.
    pub status: String,
    /// With `ended` only.
    pub ended_reason: Option<String>,
    /// Why Vapi could not accept an inbound call, in its words: the only diagnosis there is of an
    /// assistant that did not validate.
    pub diagnosis: Option<String>,
}

impl StatusUpdate {
    /// The call's status from now on; `None` when the message does not tell.
    #[must_use]
    pub fn call_status(&self) -> Option<CallStatus> {
        match self.status.trim() {
            "scheduled" | "queued" => Some(CallStatus::Initiated),
            "ringing" => Some(CallStatus::Ringing),
            "in-progress" | "forwarding" => Some(CallStatus::InProgress),
            "ended" => Some(CallStatus::of_ended(self.ended_reason.as_deref())),
            _ => None,
        }
    }

    /// Whether the call is over.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.status.trim() == "ended"
    }

    pub(super) fn extract(message: &wire::Message<'_>) -> Self {
        let debugging = message.inbound_phone_call_debugging_artifacts.as_ref();
        Self {
            status: text(message.status).unwrap_or_default(),
            ended_reason: text(message.ended_reason),
            diagnosis: debugging.and_then(|d| first_text([d.assistant_request_error, d.error])),
        }
    }
}
