//! What was said in a call and which tools were asked, in order.
//!
//! `artifact.messages` tells it turn by turn; when there is none, the transcript does, without the
//! tools. It is kept only until the call has been checked, so it is bounded.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    json::{Raw, first_text, list, object_in, text},
    wire,
};

/// Longest text of all moments together that is kept, in bytes; the end of a call is worth more
/// than its beginning.
const MAX_BYTES: usize = 48 * 1024;
/// Longest text of one moment, in bytes.
const MAX_TURN: usize = 4 * 1024;

/// The moments of a call, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Conversation(pub Vec<Moment>);

/// One turn, or one step of a tool call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    Assistant(String),
    Caller(String),
    /// The model called a tool.
    Asked {
        id: Option<String>,
        tool: String,
    },
    /// The model was given a result.
    Answered {
        id: Option<String>,
        tool: String,
        heard: Heard,
    },
}

/// What the model was told of a tool call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// The `status` of our result.
    Status(String),
    /// Neither done nor failed, by us or by Vapi.
    Pending,
    /// Vapi had no answer of ours to give.
    Nothing,
    /// Text: an error of ours, or what a tool that is not ours says.
    Text,
}

impl Conversation {
    /// From `artifact.messages` of a report. Samples write `assistant` for `bot`.
    pub(super) fn of_messages(messages: Raw<'_>) -> Self {
        let moments = list(messages)
            .into_iter()
            .filter_map(|turn| object_in::<wire::Turn<'_>>(Some(turn)))
            .flat_map(|turn| moments(&turn));
        Self(moments.collect()).bounded()
    }

    /// From a transcript, one `AI: …` or `User: …` line a turn. The labels are settings of the
    /// assistant, so of two unknown speakers the first is the assistant: it greets.
    #[must_use]
    pub fn of_transcript(transcript: &str) -> Self {
        let mut moments: Vec<Moment> = Vec::new();
        let mut assistant: Option<String> = None;
        for line in transcript.lines().filter(|line| !line.trim().is_empty()) {
            let Some((label, said)) = labelled(line) else {
                if let Some(Moment::Assistant(text) | Moment::Caller(text)) = moments.last_mut() {
                    text.push(' ');
                    text.push_str(line.trim());
                }
                continue;
            };
            let ours = match speaker(label) {
                Some(ours) => ours,
                None => assistant.get_or_insert_with(|| label.to_owned()) == label,
            };
            let said = cut(said.trim());
            moments.push(if ours {
                Moment::Assistant(said)
            } else {
                Moment::Caller(said)
            });
        }
        Self(moments).bounded()
    }

    /// As it is stored until the call is checked.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Enums of strings: serialization cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn bounded(mut self) -> Self {
        let mut left = MAX_BYTES;
        let kept = self.0.iter().rev().take_while(|moment| {
            let size = match moment {
                Moment::Assistant(text) | Moment::Caller(text) => text.len(),
                Moment::Asked { .. } | Moment::Answered { .. } => 64,
            };
            left.checked_sub(size).map(|rest| left = rest).is_some()
        });
        let dropped = self.0.len() - kept.count();
        self.0.drain(..dropped);
        self
    }
}

fn moments(turn: &wire::Turn<'_>) -> Vec<Moment> {
    let said = || first_text([turn.message, turn.content]).map(|text| cut(&text));
    match text(turn.role).as_deref() {
        Some("bot" | "assistant") => said().map(Moment::Assistant).into_iter().collect(),
        Some("user") => said().map(Moment::Caller).into_iter().collect(),
        Some("tool_calls") => list(turn.tool_calls)
            .into_iter()
            .filter_map(|call| object_in::<wire::ToolCall<'_>>(Some(call)))
            .filter_map(|call| {
                Some(Moment::Asked {
                    tool: cut(&call
                        .function
                        .as_ref()
                        .map_or_else(|| text(call.name), |f| text(f.name))?),
                    id: text(call.id).map(|id| cut(&id)),
                })
            })
            .collect(),
        Some("tool_call_result") => text(turn.name)
            .map(|tool| Moment::Answered {
                id: text(turn.tool_call_id).map(|id| cut(&id)),
                tool: cut(&tool),
                heard: heard(text(turn.result).as_deref().unwrap_or_default()),
            })
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// Protocol: what Vapi puts in the place of a missing answer.
fn heard(result: &str) -> Heard {
    let status = serde_json::from_str::<Value>(result)
        .ok()
        .and_then(|result| Some(result.get("status")?.as_str()?.to_owned()));
    match status {
        Some(status) if status == "pending" => Heard::Pending,
        Some(status) => Heard::Status(cut(&status)),
        None if result.starts_with("Tool Result Still Pending") => Heard::Pending,
        None if result.trim().is_empty() || result.starts_with("No result returned") => {
            Heard::Nothing
        }
        None => Heard::Text,
    }
}

/// `AI: Bonjour.` as label and text.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, said) = line.split_once(':')?;
    let plausible = (1..=30).contains(&label.trim().len())
        && label.split_whitespace().count() <= 2
        && said.starts_with(' ');
    plausible.then_some((label.trim(), said))
}

/// Whether a label that Vapi uses by default means the assistant.
fn speaker(label: &str) -> Option<bool> {
    match label.to_lowercase().as_str() {
        "ai" | "assistant" | "bot" | "agent" => Some(true),
        "user" | "customer" | "caller" | "client" => Some(false),
        _ => None,
    }
}

fn cut(text: &str) -> String {
    let end = text.floor_char_boundary(MAX_TURN);
    text.get(..end).unwrap_or_default().to_owned()
}
