//! What messages tell of a call, each fact with the key that decides which of two is believed.
//!
//! A key is text that compares as: rank, then the time of the message, then its source. It depends
//! on the message alone, never on when it arrived, so merging is commutative, associative and
//! idempotent: every order of the same messages, repeats included, leaves the same row. Facts with
//! equal keys are settled by the greater value.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What kind of message tells something; of the same rank and time the later one here counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Any message about the call, by its envelope.
    Message,
    StatusUpdate,
    Report,
    /// Asked for at Vapi after the call.
    Fetched,
}

/// A column that messages tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    AssistantId,
    FromNumber,
    ToNumber,
    ForwardedFrom,
    Direction,
    StartedAt,
    CallStatus,
    Language,
    /// With it goes `ended_bucket`.
    EndedReason,
    EndedAt,
    DurationSeconds,
    /// With it goes `cost_cents`.
    CostMicrodollars,
    RecordingUrl,
    Transcript,
    Summary,
    Sentiment,
    TransferSucceeded,
    RecordingConsent,
    ReportViolations,
    AssistantPath,
    ForwardedTo,
    ReportCut,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::AssistantId => "assistant_id",
            Self::FromNumber => "from_number",
            Self::ToNumber => "to_number",
            Self::ForwardedFrom => "forwarded_from",
            Self::Direction => "direction",
            Self::StartedAt => "started_at",
            Self::CallStatus => "call_status",
            Self::Language => "language",
            Self::EndedReason => "ended_reason",
            Self::EndedAt => "ended_at",
            Self::DurationSeconds => "duration_seconds",
            Self::CostMicrodollars => "cost_microdollars",
            Self::RecordingUrl => "recording_url",
            Self::Transcript => "transcript",
            Self::Summary => "summary",
            Self::Sentiment => "sentiment",
            Self::TransferSucceeded => "transfer_succeeded",
            Self::RecordingConsent => "recording_consent",
            Self::ReportViolations => "report_violations",
            Self::AssistantPath => "assistant_path",
            Self::ForwardedTo => "forwarded_to",
            Self::ReportCut => "report_cut",
        }
    }

    /// Who called whom is what the first message said: a call that is handed on keeps its
    /// beginning. Of everything else the latest word counts.
    fn first_counts(self) -> bool {
        matches!(
            self,
            Self::AssistantId
                | Self::FromNumber
                | Self::ToNumber
                | Self::ForwardedFrom
                | Self::Direction
        )
    }
}

/// What one message tells of its call.
#[derive(Clone, Debug, Serialize)]
pub struct CallFacts {
    /// `call_logs.id`.
    pub id: String,
    /// `call` or `chat`.
    pub kind: &'static str,
    pub simulated: bool,
    pub call_sid: Option<String>,
    /// When the report came, if this message is one.
    pub report_received_at: Option<String>,
    /// Whether the call has ended by now.
    #[serde(skip)]
    pub is_over: bool,
    #[serde(skip)]
    source: Source,
    /// Milliseconds; 0 when the message does not tell.
    #[serde(skip)]
    at: i64,
    values: Map<String, Value>,
    keys: Map<String, Value>,
    outputs: Map<String, Value>,
    output_keys: Map<String, Value>,
}

/// Largest time a key holds: 13 digits of milliseconds, year 2286.
const LAST: i64 = 9_999_999_999_999;

impl CallFacts {
    /// Facts from a message of that time and kind; `id` is the call's row.
    #[must_use]
    pub fn new(id: String, source: Source, at: Option<DateTime<Utc>>) -> Self {
        Self {
            id,
            kind: "call",
            simulated: false,
            call_sid: None,
            report_received_at: None,
            is_over: false,
            source,
            at: at.map_or(0, |at| at.timestamp_millis().clamp(0, LAST)),
            values: Map::new(),
            keys: Map::new(),
            outputs: Map::new(),
            output_keys: Map::new(),
        }
    }

    /// The message tells this of a column; an absent value tells nothing. Facts of a higher `rank`
    /// are believed whenever they were said.
    pub fn tell<T: Serialize>(&mut self, column: Column, rank: u8, value: Option<T>) {
        let value = value.map_or(Value::Null, |value| json!(value));
        if value.is_null() {
            return;
        }
        let key = self.key(rank, column.first_counts());
        self.keys.insert(column.name().to_owned(), key.into());
        self.values.insert(column.name().to_owned(), value);
    }

    /// A value that belongs to the told `ended_reason`.
    pub fn tell_bucket(&mut self, bucket: &'static str) {
        self.values.insert("ended_bucket".to_owned(), bucket.into());
    }

    /// The call's structured outputs by name, each merged by itself.
    pub fn tell_outputs(&mut self, outputs: Map<String, Value>) {
        let key: Value = self.key(0, false).into();
        for (name, value) in outputs {
            self.output_keys.insert(name.clone(), key.clone());
            self.outputs.insert(name, value);
        }
    }

    fn key(&self, rank: u8, first_counts: bool) -> String {
        let source = self.source as u8;
        let (at, source) = match (self.at, first_counts) {
            (0, true) => (0, 9 - source),
            (at, true) => (LAST - at, 9 - source),
            (at, false) => (at, source),
        };
        format!("{rank:02}{at:013}{source}")
    }
}
