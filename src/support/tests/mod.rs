//! What is made of callers' words, and of settings that somebody wrote.

mod alarms;
mod settings;
mod transfer;
mod triage;

use super::Support;
use serde_json::Value;

fn default() -> Support {
    Support::default()
}

fn with(own: Value) -> Support {
    Support::read(&own)
}
