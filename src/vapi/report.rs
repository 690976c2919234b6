//! The end-of-call report, extracted into a small event.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Conversation, time::instant, wire};

mod extract;

/// Longest call that is believed, in seconds; Vapi's own limit is 12 hours.
const MAX_DURATION: f64 = 7.0 * 86_400.0;

/// What a report says, without messages and word timings.
///
/// It serialises to the event of `tool-schemas/messages/end-of-call-report.json`. Values are kept
/// as they came, also those of a wrong type, so that [`violations`](super::violations) can name
/// them; the methods only give what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EndOfCallReport {
    event: Value,
    #[serde(skip)]
    conversation: Conversation,
}

/// That the caller agreed to being recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingConsent {
    /// `stay-on-line` or `verbal`, an open set.
    pub kind: String,
    /// Absent: asked for and not granted.
    pub granted_at: Option<DateTime<Utc>>,
}

impl EndOfCallReport {
    pub(super) fn extract(message: &wire::Message<'_>) -> Self {
        Self {
            event: Value::Object(extract::event(message)),
            conversation: extract::conversation(message),
        }
    }

    /// What was said, turn by turn with the tools, or as the transcript tells it. It is no part of
    /// the event: of a report that was stored as its event only the transcript is left.
    #[must_use]
    pub fn conversation(&self) -> Conversation {
        match self.conversation.is_empty() {
            true => Conversation::of_transcript(self.transcript().unwrap_or_default()),
            false => self.conversation.clone(),
        }
    }

    /// Why the call ended, see [`Bucket`](super::Bucket).
    #[must_use]
    pub fn ended_reason(&self) -> Option<&str> {
        self.text("endedReason")
    }

    #[must_use]
    pub fn summary(&self) -> Option<&str> {
        self.text("summary")
    }

    /// What was said, one line a turn when it had to be joined from the messages.
    #[must_use]
    pub fn transcript(&self) -> Option<&str> {
        self.text("transcript")
    }

    /// A reference to the recording, not for download: the raw address may be private, a presigned
    /// one expires.
    #[must_use]
    pub fn recording_url(&self) -> Option<&str> {
        self.text("recordingUrl")
            .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
    }

    #[must_use]
    pub fn started_at(&self) -> Option<DateTime<Utc>> {
        self.event.get("startedAt").and_then(instant)
    }

    #[must_use]
    pub fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.event.get("endedAt").and_then(instant)
    }

    /// Whole seconds, rounded: as told, else from the first to the last instant.
    #[must_use]
    pub fn duration_seconds(&self) -> Option<i64> {
        let told = self.number("durationSeconds");
        let told = told.or_else(|| Some(self.number("durationMs")? / 1000.0));
        let measured = || {
            let span = self.ended_at()? - self.started_at()?;
            Some(span.num_milliseconds() as f64 / 1000.0)
        };
        told.or_else(measured)
            .filter(|seconds| (0.0..=MAX_DURATION).contains(seconds))
            .map(|seconds| seconds.round() as i64)
    }

    /// Millionths of a dollar: Vapi reports fractions of a cent (`7.275e-05`).
    #[must_use]
    pub fn cost_microdollars(&self) -> Option<i64> {
        let micros = (self.number("cost")? * 1e6).round();
        (micros < 9e15).then_some(micros as i64)
    }

    /// A structured output by its name, written by a model after the call.
    #[must_use]
    pub fn structured(&self, name: &str) -> Option<&Value> {
        let outputs = self.event.get("structured")?.as_array()?;
        outputs
            .iter()
            .find(|output| output.get("name").is_some_and(|n| n == name))?
            .get("value")
    }

    /// All structured outputs that have a value as `{name: value}`, for the `structured_outputs`
    /// column. One without may be filled in later, and a null would hold its place.
    #[must_use]
    pub fn structured_outputs(&self) -> Option<Map<String, Value>> {
        let outputs = self.event.get("structured")?.as_array()?;
        let named = outputs.iter().filter_map(|output| {
            let name = output.get("name")?.as_str()?.to_owned();
            let value = output.get("value").filter(|value| !value.is_null())?;
            Some((name, value.clone()))
        });
        Some(named.collect())
    }

    /// The statuses of the call's transfers (`connected`, `no-answer`…), in order.
    #[must_use]
    pub fn transfers(&self) -> Vec<&str> {
        let transfers = self.event.get("transfers").and_then(Value::as_array);
        transfers
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    /// When the assistant said that it is a machine, as far as its messages show it.
    #[must_use]
    pub fn ai_disclosed_at(&self) -> Option<DateTime<Utc>> {
        self.event.get("aiDisclosedAt").and_then(instant)
    }

    /// When the assistant said that the call is recorded, as far as its messages show it.
    #[must_use]
    pub fn recording_announced_at(&self) -> Option<DateTime<Utc>> {
        self.event.get("recordingAnnouncedAt").and_then(instant)
    }

    /// The assistants that took part, in order, as `[{id, name}]`: a call that was handed on has one
    /// report.
    #[must_use]
    pub fn assistants(&self) -> Option<&Value> {
        self.event.get("assistants")
    }

    /// Keeps at most `bytes` of the transcript, and of variables and outputs only what fits beside.
    /// False when there is nothing left to cut.
    pub fn cut(&mut self, bytes: usize) -> bool {
        let Some(event) = self.event.as_object_mut() else {
            return false;
        };
        let whole = event.remove("variables").is_some();
        match event.get_mut("transcript") {
            Some(Value::String(text)) if text.len() > bytes => {
                text.truncate(text.floor_char_boundary(bytes));
                true
            }
            _ => whole || event.remove("structured").is_some(),
        }
    }

    #[must_use]
    pub fn recording_consent(&self) -> Option<RecordingConsent> {
        let consent = self.event.get("recordingConsent")?;
        Some(RecordingConsent {
            kind: consent.get("type")?.as_str()?.to_owned(),
            granted_at: consent.get("grantedAt").and_then(instant),
        })
    }

    /// The event, for its schema.
    pub(super) fn as_value(&self) -> &Value {
        &self.event
    }

    fn text(&self, field: &str) -> Option<&str> {
        self.event.get(field).and_then(Value::as_str)
    }

    /// A number that is not negative.
    fn number(&self, field: &str) -> Option<f64> {
        self.event
            .get(field)
            .and_then(Value::as_f64)
            .filter(|number| *number >= 0.0)
    }
}
