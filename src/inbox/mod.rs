//! Messages that want no answer: stored before they are acknowledged, then processed.
//!
//! Storing and processing are one batch as long as nothing is wrong. What cannot be processed is
//! stored alone and tried again by [`retry`]; what the database does not take goes to a queue as
//! the same [`Arrival`]. Processing is idempotent and merges whatever order messages come in, so
//! none of the ways has to know of the others.

mod arrival;
mod effects;
mod facts;
mod process;
mod retry;
mod settle;

pub use arrival::{Arrival, Happening, QUEUE_LIMIT, call_key};
pub use effects::statements;
pub use facts::{call_facts, call_log_id, tell_report, tell_status};
pub use process::{Processed, process};
pub use retry::retry_due;
pub use settle::{retry_delay, settle};
