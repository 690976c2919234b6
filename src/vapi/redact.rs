//! Makes a body fit to be stored: no secrets, no histories, not too large.
//!
//! Secrets go by key name wherever they stand: the assistant is embedded in several places, and
//! integrators put tokens of their own into metadata. Source of the names: captured payloads.

mod copy;

use serde_json::{Map, Value, json};

use super::{message::lossy, repair::repair};
use copy::{Limits, copy};

/// Largest output, in bytes.
const MAX_OUTPUT: usize = 1_000_000;

/// The body as JSON of at most 1 MB, without secrets, message histories and word timings. A body
/// that cannot be read (no JSON, nested too deep) or is too large becomes a note of its size. Two
/// deliveries of one message are the same afterwards.
#[must_use]
pub fn redact(body: &[u8]) -> String {
    let text = lossy(body);
    for limits in Limits::NARROWER {
        let copied = copy(&text, limits).or_else(|| copy(&repair(&text), limits));
        match copied {
            None => return json!({ "unreadable": true, "bytes": body.len() }).to_string(),
            Some(text) if text.len() <= MAX_OUTPUT => return text,
            Some(_) => {}
        }
    }
    json!({ "truncated": true, "bytes": body.len() }).to_string()
}

/// Takes the secrets and histories out of an object, at every depth.
pub(super) fn scrub_fields(fields: &mut Map<String, Value>) {
    let text = Value::Object(std::mem::take(fields)).to_string();
    let copied = copy(&text, Limits::NONE).and_then(|text| serde_json::from_str(&text).ok());
    *fields = copied.unwrap_or_default();
}
