//! Replays the `auth_vapi-*.json` files of the folder named by `VAPI_FIXTURES`: lists of
//! `{plan, headers, body, method, url, valid}`, bare or under `vectors`.

use std::{env, fs, path::Path};

use chrono::DateTime;
use serde_json::{Value, json};

use super::Post;
use crate::auth::Refusal;

/// The signed timestamps of the files are at or just after this second.
const SIGNED_AT: i64 = 1_780_000_000;

/// The reasons of the refusals, by the names of the vectors.
const REASONS: [(&str, Refusal); 7] = [
    ("NEG-body-changed-one-byte", Refusal::WrongSignature),
    ("NEG-reserialised-body", Refusal::WrongSignature),
    ("NEG-timestamp-swapped", Refusal::WrongSignature),
    ("NEG-missing-signature-header", Refusal::MissingHeader),
    ("NEG-missing-timestamp-header", Refusal::MissingTimestamp),
    ("NEG-prefix-missing", Refusal::PrefixMissing),
    ("NEG-truncated-signature", Refusal::WrongSignature),
];

#[test]
fn recorded_vectors_hold() {
    let Some(folder) = env::var_os("VAPI_FIXTURES") else {
        println!("skipped: VAPI_FIXTURES names no folder");
        return;
    };
    let vectors = read(Path::new(&folder));
    assert!(!vectors.is_empty(), "no vectors in {}", folder.display());
    let mut valid = 0;
    let mut refused = 0;
    for vector in &vectors {
        let decision = post(vector).decide();
        match vector["valid"].as_bool() {
            Some(true) => valid += assert_accepted(vector, decision),
            Some(false) => refused += assert_refused(vector, decision),
            None => println!("left to choice: {vector}"),
        }
    }
    println!("{valid} accepted, {refused} refused of {}", vectors.len());
    assert!(valid > 0 && refused > 0, "both kinds are needed");
}

fn assert_accepted(vector: &Value, decision: Result<usize, Vec<Refusal>>) -> usize {
    assert_eq!(decision, Ok(0), "{vector}");
    1
}

fn assert_refused(vector: &Value, decision: Result<usize, Vec<Refusal>>) -> usize {
    let reasons = decision.expect_err(&vector.to_string());
    let name = vector["name"].as_str().unwrap_or_default();
    if let Some((_, reason)) = REASONS.iter().find(|(known, _)| *known == name) {
        assert_eq!(reasons, [*reason], "{name}");
    }
    1
}

fn read(folder: &Path) -> Vec<Value> {
    let entries = fs::read_dir(folder).expect("VAPI_FIXTURES is a folder");
    let files = entries.map(|entry| entry.expect("a readable entry"));
    let named = files.filter(|file| {
        let name = file.file_name().to_string_lossy().into_owned();
        name.starts_with("auth_vapi-") && name.ends_with(".json")
    });
    named.flat_map(|file| vectors(&file.path())).collect()
}

fn vectors(file: &Path) -> Vec<Value> {
    let text = fs::read_to_string(file).expect("a readable file");
    let json: Value = serde_json::from_str(&text).expect("a JSON file");
    let list = json.get("vectors").unwrap_or(&json);
    list.as_array().expect("a list of vectors").clone()
}

/// The vectors of the legacy secret name no plan: it is the bearer plan that stands for it.
fn post(vector: &Value) -> Post {
    let legacy = json!({
        "type": "bearer", "token": "tok-1", "headerName": "X-Vapi-Secret",
        "bearerPrefixEnabled": false,
    });
    let text = |name: &str| vector[name].as_str().unwrap_or_default().to_owned();
    let headers = vector["headers"].as_object().expect("headers");
    let post = headers.iter().fold(
        Post::to(vector.get("plan").unwrap_or(&legacy)),
        |post, (name, value)| post.header(name, value.as_str().expect("a header text")),
    );
    Post {
        method: text("method"),
        url: text("url"),
        body: text("body").into_bytes(),
        now: DateTime::from_timestamp(SIGNED_AT, 0).expect("a time"),
        ..post
    }
}
