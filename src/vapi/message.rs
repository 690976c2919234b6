//! From the bytes of a body to a message.

use std::{borrow::Cow, error::Error, fmt};

use serde::de::IgnoredAny;
use serde_json::Value;

use super::{
    envelope::{Envelope, envelope},
    json::{object_in, text},
    repair::repair,
    report::EndOfCallReport,
    status::StatusUpdate,
    tool_call::{ToolCall, item, tool_calls},
    wire,
};

/// Largest body that may repeat a key, in bytes.
const MAX_REPEATED: usize = 1_000_000;

/// Longest type that is kept, in characters.
const MAX_TYPE: usize = 80;

/// A server message.
#[derive(Clone, Debug)]
pub struct Message {
    pub envelope: Envelope,
    pub event: Event,
}

/// What a message says. Types as of 2026-08.
#[derive(Clone, Debug)]
pub enum Event {
    /// Wants one result a call, in order; also for an empty list.
    ToolCalls(Vec<ToolCall>),
    /// The legacy form of one call; wants `{"result":"…"}`.
    FunctionCall(ToolCall),
    EndOfCallReport(Box<EndOfCallReport>),
    StatusUpdate(StatusUpdate),
    /// The call's language from now on, as Vapi names it (`es`, `fr-FR`).
    LanguageChanged {
        language: String,
    },
    /// The assistant is late; not a hang-up.
    Hang,
    TransferUpdate,
    /// Wants an assistant; 7.5 s end to end.
    AssistantRequest,
    TransferDestinationRequest,
    HandoffDestinationRequest,
    KnowledgeBaseRequest,
    EndpointingRequest,
    /// Wants raw audio.
    VoiceRequest,
    CampaignPredial,
    /// Frequent and without lasting worth: what it says is in the report again.
    Noise,
    /// Every other type, known to Vapi's documents or not: to be kept and answered `{}`.
    Unknown,
}

/// Why a body holds no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// Not JSON.
    NotJson,
    /// JSON, but not an object.
    NotAnObject,
    /// An object without a message: `{}`, `{"message":null}`.
    NoMessage,
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotJson => "the body is not JSON",
            Self::NotAnObject => "the body is not a JSON object",
            Self::NoMessage => "the body holds no message",
        })
    }
}

impl Error for Malformed {}

/// Reads a server message: `{"message":{…}}`, the misspelt `{"messsage":{…}}`, or an object that
/// is itself the message because it has a type or a tool list.
///
/// # Errors
/// [`Malformed`]; never because of a field that is missing, unknown or of another type.
pub fn parse(body: &[u8]) -> Result<Message, Malformed> {
    let text = lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('{') {
        let json = serde_json::from_str::<IgnoredAny>(text).is_ok();
        return Err(if json {
            Malformed::NotAnObject
        } else {
            Malformed::NotJson
        });
    }
    read_body(text).unwrap_or_else(|_| read_repaired(text))
}

/// The body as text. Nearly all are, and checking that is many times faster than mending.
#[must_use]
pub fn lossy(body: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed)
}

/// The fast path: one pass over the body. The outer error is serde_json's refusal.
fn read_body(text: &str) -> serde_json::Result<Result<Message, Malformed>> {
    let body: wire::Body<'_> = serde_json::from_str(text)?;
    Ok(match body.message.or(body.messsage) {
        Some(mut message) => {
            message.customer_beside = object_in(body.customer);
            message.timestamp = message.timestamp.or(body.timestamp);
            if message.call.is_none() {
                // The whole envelope may stand beside the message.
                message.call = object_in(body.call);
                message.phone_number = message.phone_number.or(object_in(body.phone_number));
                message.assistant = message.assistant.or(object_in(body.assistant));
            }
            Ok(build(&message))
        }
        None => {
            let message: wire::Message<'_> = serde_json::from_str(text)?;
            if kind(&message).is_empty() {
                Err(Malformed::NoMessage)
            } else {
                Ok(build(&message))
            }
        }
    })
}

/// The slow path for odd but valid JSON: lone surrogates and numbers beyond `f64`, then a key that
/// stands twice, of which the last one counts.
fn read_repaired(text: &str) -> Result<Message, Malformed> {
    let repaired = repair(text);
    read_body(&repaired)
        .or_else(|_| read_body(&without_repeated_keys(&repaired)))
        .unwrap_or(Err(Malformed::NotJson))
}

/// Empty for what is no JSON, and for bodies whose values would not fit into memory.
fn without_repeated_keys(text: &str) -> String {
    let value = (text.len() <= MAX_REPEATED).then(|| serde_json::from_str::<Value>(text).ok());
    value
        .flatten()
        .map(|value| value.to_string())
        .unwrap_or_default()
}

fn build(message: &wire::Message<'_>) -> Message {
    let kind = kind(message);
    let event = event(&kind, message);
    Message {
        envelope: envelope(kind, message),
        event,
    }
}

/// The type as received. The schema of `tool-calls` does not require one, so a tool list is enough.
fn kind(message: &wire::Message<'_>) -> String {
    let lists = [
        message.tool_call_list,
        message.tool_calls,
        message.tool_with_tool_call_list,
    ];
    let told = text(message.kind).map(|kind| kind.chars().take(MAX_TYPE).collect());
    told.unwrap_or_else(|| {
        if lists.iter().flatten().any(|raw| raw.get().starts_with('[')) {
            "tool-calls".to_owned()
        } else if message.function_call.is_some() {
            "function-call".to_owned()
        } else {
            String::new()
        }
    })
}

fn event(kind: &str, message: &wire::Message<'_>) -> Event {
    // `transcript[transcriptType="final"]` is a type of Vapi's schema.
    match kind.split('[').next().unwrap_or_default().trim() {
        "tool-calls" => Event::ToolCalls(tool_calls(message)),
        "function-call" => match message.function_call {
            Some(call) => Event::FunctionCall(item(call)),
            None => Event::ToolCalls(tool_calls(message)),
        },
        "end-of-call-report" => Event::EndOfCallReport(Box::new(EndOfCallReport::extract(message))),
        "status-update" => Event::StatusUpdate(StatusUpdate::extract(message)),
        "language-change-detected" | "language-changed" => match text(message.language) {
            Some(language) => Event::LanguageChanged { language },
            None => Event::Noise,
        },
        "hang" => Event::Hang,
        "transfer-update" => Event::TransferUpdate,
        "assistant-request" => Event::AssistantRequest,
        "transfer-destination-request" => Event::TransferDestinationRequest,
        "handoff-destination-request" => Event::HandoffDestinationRequest,
        "knowledge-base-request" => Event::KnowledgeBaseRequest,
        "call.endpointing.request" => Event::EndpointingRequest,
        "voice-request" => Event::VoiceRequest,
        "campaign.predial" => Event::CampaignPredial,
        "speech-update"
        | "conversation-update"
        | "transcript"
        | "model-output"
        | "user-interrupted"
        | "voice-input"
        | "assistant.speechStarted"
        | "assistant.started" => Event::Noise,
        _ => Event::Unknown,
    }
}
