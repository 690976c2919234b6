//! The strict encoder: bodies exactly as Vapi takes them.
//!
//! All of them go out with 200 and `application/json`, except the audio of a voice request.
//! Shapes: Vapi's OpenAPI of 2026-08.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

/// Longest text of a result, in UTF-16 units, as JavaScript counts; a tool's tokens are limited.
pub const MAX_TEXT: usize = 800;
/// Longest tool name of a call in Vapi's schema.
const MAX_NAME: usize = 80;
/// Longest wait that Vapi takes.
const MAX_ENDPOINTING: Duration = Duration::from_secs(15);

/// The answer to a voice request: no voice is made here, so a tenth of a second of silence at
/// 24 kHz, one channel, 16 bits. Goes out as `application/octet-stream`.
pub const SILENCE: [u8; 4_800] = [0; 4_800];

/// The answer to one tool call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolResult {
    /// Copied exactly from the call. A call without an id is answered with an empty one: the
    /// schema wants a text there, and it matches nothing.
    pub tool_call_id: Option<String>,
    pub name: Option<String>,
    /// What the model reads: the result, or one sentence on what went wrong.
    pub outcome: Result<String, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireResult<'a> {
    tool_call_id: &'a str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl<'a> From<&'a ToolResult> for WireResult<'a> {
    fn from(answer: &'a ToolResult) -> Self {
        Self {
            tool_call_id: answer.tool_call_id.as_deref().unwrap_or_default(),
            name: one_line(answer.name.as_deref().unwrap_or_default(), MAX_NAME),
            result: answer
                .outcome
                .as_ref()
                .ok()
                .map(|text| sentence(text, "No further information.")),
            error: answer
                .outcome
                .as_ref()
                .err()
                .map(|text| sentence(text, "The tool failed.")),
        }
    }
}

/// `{"results":[…]}`: one entry a call, in the given order.
#[must_use]
pub fn results(answers: &[ToolResult]) -> Vec<u8> {
    let results: Vec<WireResult<'_>> = answers.iter().map(WireResult::from).collect();
    bytes(&json!({ "results": results }))
}

/// The answer to a legacy `function-call`; a failure is told in the result as well.
#[must_use]
pub fn legacy_result(outcome: &Result<String, String>) -> Vec<u8> {
    let (Ok(text) | Err(text)) = outcome;
    bytes(&json!({ "result": sentence(text, "No further information.") }))
}

/// The answer to everything that needs none.
#[must_use]
pub fn acknowledged() -> Vec<u8> {
    bytes(&json!({}))
}

/// Assistant request: take this assistant.
#[must_use]
pub fn assistant(assistant_id: &str) -> Vec<u8> {
    bytes(&json!({ "assistantId": assistant_id }))
}

/// Assistant or transfer request: refused. For an assistant request the text is spoken to the
/// caller, for a transfer the model reads it.
#[must_use]
pub fn refused(text: &str) -> Vec<u8> {
    bytes(&json!({ "error": sentence(text, "This is not possible.") }))
}

/// Transfer request: to this number (E.164), after this sentence.
#[must_use]
pub fn transfer(number: &str, say: &str) -> Vec<u8> {
    bytes(&json!({ "destination": {
        "type": "number", "number": number, "message": sentence(say, "One moment."),
    } }))
}

/// Handoff request: refused. The schema requires a destination, also an empty one.
#[must_use]
pub fn handoff_refused(text: &str) -> Vec<u8> {
    bytes(&json!({ "destination": {}, "error": sentence(text, "This is not possible.") }))
}

/// Knowledge-base request: nothing found.
#[must_use]
pub fn no_documents() -> Vec<u8> {
    bytes(&json!({ "documents": [] }))
}

/// Endpointing request: how long to wait before the assistant speaks.
#[must_use]
pub fn endpointing(wait: Duration) -> Vec<u8> {
    bytes(&json!({ "timeoutSeconds": wait.min(MAX_ENDPOINTING).as_secs_f64() }))
}

/// Campaign pre-dial: whether the contact may be called.
#[must_use]
pub fn predial(eligible: bool) -> Vec<u8> {
    bytes(&json!({ "eligible": eligible }))
}

fn bytes(body: &Value) -> Vec<u8> {
    body.to_string().into_bytes()
}

/// One line that is never empty: Vapi takes an empty text for no result.
fn sentence(text: &str, otherwise: &str) -> String {
    let line = one_line(text, MAX_TEXT);
    if line.is_empty() {
        otherwise.to_owned()
    } else {
        line
    }
}

/// Line breaks and control characters become single spaces; cut between two characters so that at
/// most `limit` UTF-16 units remain.
fn one_line(text: &str, limit: usize) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let pieces: Vec<&str> = text
        .split(breaks)
        .filter(|piece| !piece.trim().is_empty())
        .collect();
    let line = pieces.join(" ");
    let mut units = 0;
    let cut: String = line
        .trim()
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= limit
        })
        .collect();
    cut.trim_end().to_owned()
}
