//! What every message says about its call, whatever its type.
//!
//! Only values that signalling or Vapi's REST API set are read; nothing here comes from a model.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    json::{first_text, list, object_in, read, text, value},
    time::instant,
    wire,
};

/// Longest text kept of a timestamp.
const TIMESTAMP_CHARS: usize = 64;

/// The envelope of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// As received, at most 80 characters; `tool-calls` or `function-call` when only the calls are
    /// there; may be empty.
    pub message_type: String,
    /// `call.id`; absent in text chats.
    pub call_id: Option<String>,
    /// `chat.id`, else the session's id.
    pub chat_id: Option<String>,
    pub timestamp: Option<DateTime<Utc>>,
    /// The timestamp as it stands in the body, equal on a retry: for hashing.
    pub timestamp_text: Option<String>,
    pub keys: RoutingKeys,
    /// The signalled number of the other party, as it came; may be `anonymous` or our own.
    pub caller: Option<String>,
    /// The carrier's id of the call: for Twilio the call SID.
    pub call_sid: Option<String>,
    /// Unknown for web calls.
    pub direction: Option<Direction>,
    /// A simulation run by Vapi's test suites, by voice or by text: to be answered in full, but dry.
    pub simulation: bool,
    /// A text chat or eval: a chat and no call. A simulation by text is both.
    pub text_chat: bool,
    /// When the call began; for calls that are not outbound its creation will do.
    pub started_at: Option<DateTime<Utc>>,
    /// The number or SIP address the call is or was forwarded to.
    pub forwarded_to: Option<String>,
}

/// What a tenant is found by, in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RoutingKeys {
    pub assistant_id: Option<String>,
    pub phone_number_id: Option<String>,
    /// The number that forwarded the call to ours.
    pub forwarded_from: Option<String>,
    pub called_number: Option<String>,
}

/// Who called whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    Inbound,
    Outbound,
}

impl Direction {
    /// The `call_logs.direction` column.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }

    /// One sender writes `inbound Phone Call`, so only the beginning counts.
    fn of(call_type: &str) -> Option<Self> {
        let call_type = call_type.trim().to_ascii_lowercase();
        if call_type.starts_with("inbound") {
            Some(Self::Inbound)
        } else if call_type.starts_with("outbound") {
            Some(Self::Outbound)
        } else {
            None
        }
    }
}

/// Reads the envelope out of the places where Vapi has put its parts.
pub(super) fn envelope(message_type: String, message: &wire::Message<'_>) -> Envelope {
    let no_call = wire::Call::default();
    let call = message.call.as_ref().unwrap_or(&no_call);
    let call_id = text(call.id);
    let chat_id = chat_id(message);
    let call_type = text(call.kind);
    let direction = call_type.as_deref().and_then(Direction::of);
    Envelope {
        message_type,
        timestamp: message.timestamp.and_then(|raw| instant(&value(raw))),
        timestamp_text: message.timestamp.and_then(|raw| scalar_text(raw.get())),
        keys: routing_keys(message, call),
        caller: customers(message, call).find_map(|customer| text(customer.number)),
        call_sid: call_sid(call),
        direction,
        simulation: is_simulation(call, call_type.as_deref()),
        text_chat: call_id.is_none() && chat_id.is_some(),
        started_at: started_at(message, call, direction),
        forwarded_to: forwarded_to(message),
        call_id,
        chat_id,
    }
}

fn chat_id(message: &wire::Message<'_>) -> Option<String> {
    let chat = message.chat.as_ref();
    first_text([
        chat.and_then(|chat| chat.id),
        chat.and_then(|chat| chat.session_id),
        message.session.as_ref().and_then(|session| session.id),
    ])
}

fn routing_keys(message: &wire::Message<'_>, call: &wire::Call<'_>) -> RoutingKeys {
    let nested = customers(message, call).find_map(|customer| customer.phone_number.as_ref());
    let ours = [
        message.phone_number.as_ref(),
        call.phone_number.as_ref(),
        nested,
    ];
    let [ours_id, call_ours_id, nested_id] = ours.map(|number| number.and_then(|n| n.id));
    RoutingKeys {
        assistant_id: first_text([
            message
                .assistant
                .as_ref()
                .and_then(|assistant| assistant.id),
            call.assistant_id,
            message.chat.as_ref().and_then(|chat| chat.assistant_id),
            message
                .session
                .as_ref()
                .and_then(|session| session.assistant_id),
        ]),
        phone_number_id: first_text([ours_id, call.phone_number_id, call_ours_id, nested_id]),
        forwarded_from: first_text([
            call.transport
                .as_ref()
                .and_then(|transport| transport.forwarded_from),
            call.forwarded_from,
        ]),
        called_number: first_text(ours.map(|number| number.and_then(|n| n.number))),
    }
}

/// The customer at message level (or beside the message), then the call's.
fn customers<'m, 'a>(
    message: &'m wire::Message<'a>,
    call: &'m wire::Call<'a>,
) -> impl Iterator<Item = &'m wire::Customer<'a>> {
    [&message.customer, &call.customer, &message.customer_beside]
        .into_iter()
        .flatten()
}

fn call_sid(call: &wire::Call<'_>) -> Option<String> {
    let twilio = text(call.phone_call_provider).is_some_and(|provider| provider == "twilio");
    first_text([
        call.transport
            .as_ref()
            .and_then(|transport| transport.call_sid),
        call.twilio_call_sid,
        call.phone_call_provider_id.filter(|_| twilio),
    ])
}

/// By voice: a websocket call whose metadata says so, as text or as boolean. By text: the
/// transport `vapi.webchat`. Source: notes of Vapi's own staff.
fn is_simulation(call: &wire::Call<'_>, call_type: Option<&str>) -> bool {
    let overrides = call.assistant_overrides.as_ref();
    let marked = [
        call.metadata.as_ref(),
        overrides.and_then(|o| o.metadata.as_ref()),
    ]
    .into_iter()
    .flatten()
    .filter_map(|metadata| metadata.is_simulation)
    .any(|raw| matches!(raw.get(), "true" | "\"true\""));
    let provider = call
        .transport
        .as_ref()
        .and_then(|transport| text(transport.provider));
    (call_type == Some("vapi.websocketCall") && marked)
        || provider.is_some_and(|provider| provider == "vapi.webchat")
}

fn started_at(
    message: &wire::Message<'_>,
    call: &wire::Call<'_>,
    direction: Option<Direction>,
) -> Option<DateTime<Utc>> {
    // An outbound call may have been created long before it was due.
    let created_at = call
        .created_at
        .filter(|_| direction != Some(Direction::Outbound));
    [message.started_at, call.started_at, created_at]
        .into_iter()
        .flatten()
        .find_map(|raw| instant(&value(raw)))
}

/// Of several transfers the last one.
fn forwarded_to(message: &wire::Message<'_>) -> Option<String> {
    let artifact = message.artifact.as_ref();
    let transfers = list(artifact.and_then(|artifact| artifact.transfers));
    let transferred = transfers.into_iter().rev().find_map(|transfer| {
        address(&object_in::<wire::Transfer<'_>>(Some(transfer))?.destination?)
    });
    message
        .destination
        .as_ref()
        .and_then(address)
        .or(transferred)
}

fn address(destination: &wire::Destination<'_>) -> Option<String> {
    first_text([destination.number, destination.sip_uri])
}

fn scalar_text(token: &str) -> Option<String> {
    let text = match token.chars().next()? {
        '"' => read(token)?,
        '{' | '[' => return None,
        _ => token.to_owned(),
    };
    Some(text.chars().take(TIMESTAMP_CHARS).collect())
}
