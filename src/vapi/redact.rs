//! Makes a body fit to be stored: no secrets, no histories, not too large.
//!
//! Secrets go by key name wherever they stand: the assistant is embedded in several places, and
//! integrators put tokens of their own into metadata. Source of the names: captured payloads.

use serde_json::{Map, Value, json};

use super::{json::read, message::lossy};

/// Largest output, in bytes.
const MAX_OUTPUT: usize = 1_000_000;
/// Largest body that is looked into, in bytes: as values it takes many times its size.
const MAX_INPUT: usize = 2_000_000;
const REDACTED: &str = "[redacted]";

/// Parts of key names that hold secrets, without case, `-` and `_`.
const SECRET: [&str; 11] = [
    "secret",
    "token",
    "password",
    "passwd",
    "authorization",
    "apikey",
    "privatekey",
    "accountsid",
    "controlurl",
    "listenurl",
    "cookie",
];

/// Keys whose content is left out: conversations and word timings, which are most of a body.
const DROPPED: [&str; 7] = [
    "messages",
    "messagesopenaiformatted",
    "conversation",
    "wordlevelconfidence",
    "words",
    "wordsstarttimesms",
    "wordsendtimesms",
];

/// The body as JSON of at most 1 MB, without secrets, message histories and word timings. A body
/// that cannot be read (no JSON, nested too deep) or is too large becomes a note of its size.
#[must_use]
pub fn redact(body: &[u8]) -> String {
    if body.len() > MAX_INPUT {
        return truncated(body);
    }
    let Some(mut value) = read::<Value>(&lossy(body)) else {
        return json!({ "unreadable": true, "bytes": body.len() }).to_string();
    };
    scrub(&mut value);
    for (longest_text, longest_list) in [(usize::MAX, usize::MAX), (4_000, 200), (200, 20)] {
        shorten(&mut value, longest_text, longest_list);
        let text = value.to_string();
        if text.len() <= MAX_OUTPUT {
            return text;
        }
    }
    truncated(body)
}

fn truncated(body: &[u8]) -> String {
    json!({ "truncated": true, "bytes": body.len() }).to_string()
}

/// Takes the secrets and histories out of an object, at every depth.
pub(super) fn scrub_fields(fields: &mut Map<String, Value>) {
    // Static parameters and header lists name the secret beside its value.
    let names_secret = ["key", "name"]
        .iter()
        .filter_map(|field| fields.get(*field)?.as_str())
        .any(|name| is_secret(&plain(name)));
    fields.retain(|key, value| {
        let key = plain(key);
        if is_secret(&key) || (names_secret && key == "value") {
            hide(value);
        } else {
            scrub(value);
        }
        !DROPPED.contains(&key.as_str())
    });
}

fn scrub(value: &mut Value) {
    match value {
        Value::Object(fields) => scrub_fields(fields),
        Value::Array(items) => items.iter_mut().for_each(scrub),
        // Arguments of tool calls are JSON in a text.
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            if let Some(mut inner @ (Value::Object(_) | Value::Array(_))) = read::<Value>(text) {
                scrub(&mut inner);
                *text = inner.to_string();
            }
        }
        _ => {}
    }
}

/// Numbers and booleans stay: counts of tokens, not tokens.
fn hide(value: &mut Value) {
    if !matches!(value, Value::Null | Value::Bool(_) | Value::Number(_)) {
        *value = REDACTED.into();
    }
}

fn is_secret(key: &str) -> bool {
    SECRET.iter().any(|part| key.contains(part))
        // Headers of a server; raw headers of a SIP call.
        || matches!(key, "headers" | "sip" | "sipheaders")
        || (key.starts_with("presigned") && key.ends_with("url"))
}

fn plain(key: &str) -> String {
    key.replace(['-', '_', ' '], "").to_ascii_lowercase()
}

fn shorten(value: &mut Value, longest_text: usize, longest_list: usize) {
    match value {
        Value::String(text) => text.truncate(text.floor_char_boundary(longest_text)),
        Value::Array(items) => {
            items.truncate(longest_list);
            items
                .iter_mut()
                .for_each(|item| shorten(item, longest_text, longest_list));
        }
        Value::Object(fields) => {
            fields
                .values_mut()
                .for_each(|field| shorten(field, longest_text, longest_list));
        }
        _ => {}
    }
}
