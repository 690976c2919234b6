//! Vapi's wire: tolerant in, strict out.
//!
//! [`parse`] reads a server message of any period into strict types and never fails on a field
//! that is missing or of another type. [`answer`] writes what Vapi accepts, [`redact()`] makes a
//! body fit to be stored.

pub mod answer;
pub mod api;
mod conversation;
mod disclosure;
mod ended_reason;
mod envelope;
mod fetched;
mod json;
mod message;
mod redact;
mod repair;
mod report;
mod report_check;
mod status;
#[cfg(test)]
mod tests;
mod time;
mod tool_call;
mod wire;

pub use answer::ToolResult;
pub use conversation::{Conversation, Heard, Moment};
pub use ended_reason::{Bucket, transfer_succeeded};
pub use envelope::{Direction, Envelope, RoutingKeys};
pub use fetched::{FetchedCall, listed_calls};
pub use message::{Event, Malformed, Message, lossy, parse};
pub use redact::redact;
pub use report::EndOfCallReport;
pub use report_check::violations;
pub use status::{CallStatus, StatusUpdate};
pub use tool_call::{Arguments, ToolCall};
