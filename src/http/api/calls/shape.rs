//! Calls as the API shows them.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::db::Row;

/// A call in a list. Times are RFC 3339.
#[derive(Debug, Serialize, ToSchema)]
pub struct Call {
    pub id: String,
    pub vapi_call_id: Option<String>,
    /// `call` or `chat`.
    pub kind: String,
    /// A test run of Vapi's: nothing it did is real.
    pub simulated: bool,
    pub direction: Option<String>,
    pub status: Option<String>,
    pub assistant_id: Option<String>,
    pub language: Option<String>,
    /// As signalled.
    pub from_number: Option<String>,
    pub to_number: Option<String>,
    pub forwarded_from: Option<String>,
    pub started_at: Option<String>,
    pub ended_at: Option<String>,
    pub duration_seconds: Option<i64>,
    pub cost_cents: Option<i64>,
    /// Millionths of a dollar.
    pub cost_microdollars: Option<i64>,
    /// In Vapi's words.
    pub ended_reason: Option<String>,
    pub ended_bucket: Option<String>,
    pub sentiment: Option<String>,
    pub summary: Option<String>,
    pub has_report: bool,
    /// `appointment`, `ticket`, `prospect`, `transfer`, `callback`, `open` or `nothing`.
    pub outcome: String,
    /// When it was first heard of.
    pub created_at: String,
    pub updated_at: String,
    pub version: i64,
}

record! { Call:
    id, vapi_call_id, kind, simulated = flag, direction, status, assistant_id, language,
    from_number, to_number, forwarded_from, started_at, ended_at, duration_seconds, cost_cents,
    cost_microdollars, ended_reason, ended_bucket, sentiment, summary, has_report = flag, outcome,
    created_at, updated_at, version,
}

/// A call with all that is kept of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallInFull {
    #[serde(flatten)]
    pub call: Call,
    /// Twilio's.
    pub call_sid: Option<String>,
    pub transfer_succeeded: Option<bool>,
    pub recording_url: Option<String>,
    pub transcript: Option<String>,
    #[schema(value_type = Object)]
    pub structured_outputs: Value,
    /// What the report says of consent: its type, and when it was granted, null if it was not.
    #[schema(value_type = Option<Object>)]
    pub recording_consent: Value,
    /// When the assistant said that it is a machine, as far as the report shows it.
    pub ai_disclosed_at: Option<String>,
    /// When the assistant said that the call is recorded, as far as the report shows it.
    pub recording_announced_at: Option<String>,
    #[schema(value_type = Vec<String>)]
    pub report_violations: Value,
    pub report_received_at: Option<String>,
    pub tool_calls: Vec<ToolCall>,
    pub events: Vec<Event>,
    pub created: Created,
}

record! { CallInFull:
    call = whole, call_sid, transfer_succeeded = flag, recording_url, transcript,
    structured_outputs = json, recording_consent = json, ai_disclosed_at, recording_announced_at,
    report_violations = json, report_received_at, tool_calls = later, events = later,
    created = later,
}

/// A tool call and what it came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToolCall {
    /// The model's own id.
    pub id: String,
    pub tool: String,
    /// Null while it is not decided.
    pub status: Option<String>,
    #[schema(value_type = Option<Object>)]
    pub facts: Value,
    /// The row that it made or touched.
    pub effect_id: Option<String>,
    pub replayed: bool,
    pub dry_run: bool,
    pub at: String,
}

record! { ToolCall: id, tool, status, facts = json, effect_id, replayed = flag, dry_run = flag, at }

/// A message that was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    pub id: String,
    pub message_type: String,
    /// Why it was kept.
    pub reason: Option<String>,
    pub received_at: String,
    /// Redacted; null unless asked for.
    #[schema(value_type = Option<Object>)]
    pub body: Value,
}

record! { Event: id, message_type, reason, received_at, body = json }

/// The rows that a call made.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Created {
    #[schema(value_type = Vec<Object>)]
    pub appointments: Vec<Row>,
    #[schema(value_type = Vec<Object>)]
    pub prospects: Vec<Row>,
    #[schema(value_type = Vec<Object>)]
    pub tickets: Vec<Row>,
    #[schema(value_type = Vec<Object>)]
    pub callbacks: Vec<Row>,
}

/// A call going on.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiveCall {
    pub id: String,
    pub vapi_call_id: Option<String>,
    pub direction: Option<String>,
    pub status: Option<String>,
    pub assistant_id: Option<String>,
    pub language: Option<String>,
    pub from_number: Option<String>,
    pub to_number: Option<String>,
    pub simulated: bool,
    pub started_at: String,
    /// How many tools it has called.
    pub tool_calls: i64,
    /// `tool`, `status` and `at` of the last of them.
    #[schema(value_type = Option<Object>)]
    pub last_tool: Value,
}

record! { LiveCall:
    id, vapi_call_id, direction, status, assistant_id, language, from_number, to_number,
    simulated = flag, started_at, tool_calls, last_tool = json,
}
