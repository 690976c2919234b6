//! A message as it is stored, sent through the queue, and processed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    db::timestamp,
    store::events::{State, StoredEvent, WaitingRow},
    tools::{bounded, hash},
    vapi::{self, Conversation, EndOfCallReport, Envelope, Event, Message, StatusUpdate, redact},
};

/// Largest message of a Cloudflare Queue, in bytes.
pub const QUEUE_LIMIT: usize = 128 * 1024;

/// Room for what the queue itself adds.
const QUEUE_MARGIN: usize = 2 * 1024;

/// An authenticated message that wants no answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Arrival {
    /// The same for the same message, which may come again: a hash over scope and redacted body.
    pub id: String,
    /// Empty for the platform's sender, else the tenant that the sender speaks for.
    pub scope: String,
    pub received_at: DateTime<Utc>,
    pub envelope: Envelope,
    pub happening: Happening,
    /// Redacted JSON, at most 1 MB.
    pub body: String,
    /// The report was cut to fit into the queue; the rest is to be fetched.
    pub cut: bool,
}

/// What a message says beside its envelope.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Happening {
    Report {
        report: Box<EndOfCallReport>,
        /// Who said what, and what the tools answered; empty when only the transcript is left.
        conversation: Conversation,
        /// It never came and was asked for at Vapi.
        #[serde(default)]
        fetched: bool,
    },
    Status(StatusUpdate),
    /// The call's language from now on, as Vapi names it.
    Language(String),
    /// Nothing that has a column: the assistant is late.
    Hang,
    /// A transfer, or a type that nobody knows yet: kept whole.
    Other,
    /// A question of a line that is nobody's: it was answered, and is kept for the operator.
    Live,
}

impl Happening {
    /// What is processed of an event; `None` for those that are answered live or only counted.
    #[must_use]
    pub fn of(event: Event) -> Option<Self> {
        Some(match event {
            Event::EndOfCallReport(report) => Self::Report {
                conversation: report.conversation(),
                report,
                fetched: false,
            },
            Event::StatusUpdate(update) => Self::Status(update),
            Event::LanguageChanged { language } => Self::Language(language),
            Event::Hang => Self::Hang,
            Event::TransferUpdate | Event::Unknown => Self::Other,
            Event::ToolCalls(_)
            | Event::FunctionCall(_)
            | Event::AssistantRequest
            | Event::TransferDestinationRequest
            | Event::HandoffDestinationRequest
            | Event::KnowledgeBaseRequest
            | Event::EndpointingRequest
            | Event::VoiceRequest
            | Event::CampaignPredial
            | Event::Noise => return None,
        })
    }
}

impl Arrival {
    /// A message as it came in.
    #[must_use]
    pub fn new(
        scope: &str,
        received_at: DateTime<Utc>,
        envelope: Envelope,
        happening: Happening,
        body: &[u8],
    ) -> Self {
        let body = redact(body);
        let digest = hash(&[scope, &body]);
        Self {
            id: format!("event_{}", digest.get(..32).unwrap_or(&digest)),
            scope: scope.to_owned(),
            received_at,
            envelope,
            happening,
            body,
            cut: false,
        }
    }

    /// The call or chat that the row hangs on.
    #[must_use]
    pub fn call_key(&self) -> Option<String> {
        call_key(&self.envelope)
    }

    /// Why the message is of interest beyond what it does to its call's row.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        match &self.happening {
            Happening::Other => Some("unknown_type"),
            // The only diagnosis there is of an assistant that did not validate.
            Happening::Status(update) if update.diagnosis.is_some() => Some("not_accepted"),
            _ => None,
        }
    }

    /// The message as it is stored. What is not done keeps what was read of it.
    #[must_use]
    pub fn stored(
        &self,
        state: State,
        tenant_id: Option<&str>,
        reason: Option<&'static str>,
    ) -> StoredEvent {
        StoredEvent {
            id: self.id.clone(),
            scope: self.scope.clone(),
            tenant_id: tenant_id.map(str::to_owned),
            vapi_call_id: self.call_key(),
            message_type: self.envelope.message_type.clone(),
            state,
            reason,
            body: self.body.clone(),
            event: (state != State::Done).then(|| self.without_body().to_json()),
            error: None,
            received_at: timestamp(self.received_at),
            next_attempt_at: None,
        }
    }

    /// A stored message: from what was read of it, else from its body.
    #[must_use]
    pub fn restore(row: &WaitingRow) -> Option<Self> {
        if let Some(event) = &row.event {
            let read: Self = serde_json::from_str(event).ok()?;
            return Some(Self {
                body: row.body.clone(),
                ..read
            });
        }
        let Message { envelope, event } = vapi::parse(row.body.as_bytes()).ok()?;
        Some(Self {
            id: row.id.clone(),
            scope: row.scope.clone(),
            received_at: row.received_at.parse().ok()?,
            envelope,
            happening: Happening::of(event).unwrap_or(Happening::Live),
            body: row.body.clone(),
            cut: false,
        })
    }

    fn without_body(&self) -> Self {
        Self {
            body: String::new(),
            ..self.clone()
        }
    }

    fn to_json(&self) -> String {
        // Plain structs with string keys: serialization cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As JSON that the queue takes: if need be without the body, then with less and less of what was
    /// said. `None` when it cannot be made to fit.
    #[must_use]
    pub fn for_queue(&self) -> Option<String> {
        const ROOM: usize = QUEUE_LIMIT - QUEUE_MARGIN;
        let whole = self.to_json();
        if whole.len() <= ROOM {
            return Some(whole);
        }
        let note = serde_json::json!({ "truncated": true, "bytes": self.body.len() });
        let mut sent = Self {
            body: note.to_string(),
            ..self.clone()
        };
        for transcript in [96 * 1024, 64 * 1024, 32 * 1024, 8 * 1024, 0] {
            let json = sent.to_json();
            if json.len() <= ROOM {
                return Some(json);
            }
            sent.shorten(transcript);
        }
        let json = sent.to_json();
        (json.len() <= ROOM).then_some(json)
    }

    /// Keeps at most that many bytes of the transcript.
    fn shorten(&mut self, transcript: usize) {
        if let Happening::Report {
            report,
            conversation,
            ..
        } = &mut self.happening
        {
            self.cut |= report.cut(transcript);
            if transcript <= 64 * 1024 {
                *conversation = Conversation::default();
            }
        }
    }
}

/// The call, chat or session of a message.
#[must_use]
pub fn call_key(envelope: &Envelope) -> Option<String> {
    let call = envelope.call_id.as_deref().map(bounded);
    let chat = || envelope.chat_id.as_deref();
    call.or_else(|| chat().map(|id| bounded(&format!("chat:{id}"))))
}
