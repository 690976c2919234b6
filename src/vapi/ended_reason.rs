//! Why a call ended, by family.
//!
//! Vapi's enum grows every month (185 values in 2024-11, 595 in 2026-08), so reasons stay open
//! text and are told apart by how they are built.

/// What a reason means for the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// Handed to a person or another line, see [`transfer_succeeded`].
    Transferred,
    /// Nobody was reached, or nobody spoke.
    NoContact,
    /// Called off by us.
    Cancelled,
    /// A fault of Vapi or of a provider behind it.
    FailedPlatform,
    /// A fault of our assistant, account or answers.
    FailedOurs,
    /// Talked to its end.
    Completed,
    /// Not in any family we know, e.g. `hangup` of Vapi's own samples.
    Unknown,
}

impl Bucket {
    /// The bucket of a reason; the tests are ordered, the first that holds decides.
    #[must_use]
    pub fn of(reason: &str) -> Self {
        let rules = [
            (is_transferred(reason), Self::Transferred),
            (is_no_contact(reason), Self::NoContact),
            (is_cancelled(reason), Self::Cancelled),
            (is_failed_platform(reason), Self::FailedPlatform),
            (is_failed_ours(reason), Self::FailedOurs),
            (is_completed(reason), Self::Completed),
        ];
        rules
            .into_iter()
            .find_map(|(holds, bucket)| holds.then_some(bucket))
            .unwrap_or(Self::Unknown)
    }

    /// The name under which it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Transferred => "transferred",
            Self::NoContact => "no-contact",
            Self::Cancelled => "cancelled",
            Self::FailedPlatform => "failed-platform",
            Self::FailedOurs => "failed-ours",
            Self::Completed => "completed",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether a transfer reached somebody, by the reason and the statuses of the report's transfers.
/// `None` when there was no transfer or nothing tells: `assistant-forwarded-call` only says that
/// one was begun.
#[must_use]
pub fn transfer_succeeded(reason: &str, statuses: &[&str]) -> Option<bool> {
    if statuses
        .iter()
        .any(|status| matches!(*status, "connected" | "completed"))
    {
        return Some(true);
    }
    let failed = !statuses.is_empty()
        || reason.starts_with("call.forwarding.")
        || reason.ends_with("error-transfer-failed");
    failed.then_some(false)
}

fn is_transferred(reason: &str) -> bool {
    matches!(
        reason,
        "assistant-forwarded-call" | "assistant-request-returned-forwarding-phone-number"
    ) || reason.starts_with("call.forwarding.")
        || reason.ends_with("hook-executed-transfer")
}

fn is_no_contact(reason: &str) -> bool {
    matches!(
        reason,
        "customer-busy"
            | "customer-did-not-answer"
            | "customer-did-not-give-microphone-permission"
            | "voicemail"
            | "twilio-reported-customer-misdialed"
            | "vonage-rejected"
            | "call.ringing.sip-inbound-caller-hungup-before-call-connect"
            | "phone-call-provider-bypass-enabled-but-no-call-received"
    )
}

fn is_cancelled(reason: &str) -> bool {
    matches!(
        reason,
        "manually-canceled" | "call-deleted" | "scheduled-call-deleted"
    )
}

fn is_failed_platform(reason: &str) -> bool {
    let prefixes = [
        "pipeline-error-",
        "call.in-progress.error-",
        "call.ringing.error-",
    ];
    matches!(
        reason,
        "twilio-failed-to-connect-call"
            | "vonage-failed-to-connect-call"
            | "vonage-disconnected"
            | "worker-shutdown"
            | "phone-call-provider-closed-websocket"
            | "assistant-join-timed-out"
    ) || prefixes.iter().any(|prefix| reason.starts_with(prefix))
        || reason.contains("-vapifault-")
        || reason.contains("-providerfault-")
}

fn is_failed_ours(reason: &str) -> bool {
    [
        "assistant-request-",
        "assistant-not-",
        "call.start.",
        "call-start-error-",
    ]
    .iter()
    .any(|prefix| reason.starts_with(prefix))
}

fn is_completed(reason: &str) -> bool {
    matches!(
        reason,
        "assistant-said-end-call-phrase"
            | "exceeded-max-duration"
            | "silence-timed-out"
            | "vonage-completed"
    ) || reason.starts_with("customer-ended-call")
        || reason.starts_with("assistant-ended-call")
        || reason.ends_with("-completed-call")
        || reason.ends_with("hook-executed-say")
}
