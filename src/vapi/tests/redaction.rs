//! What may be stored of a body.

use serde_json::{Value, json};

use super::fixture;
use crate::vapi::redact;

fn redacted(body: &Value) -> Value {
    serde_json::from_str(&redact(body.to_string().as_bytes())).unwrap()
}

#[test]
fn no_secret_of_a_real_shape_survives() {
    for body in [
        fixture!("tool-calls_three-lists_object-arguments"),
        fixture!("end-of-call-report_2024-03"),
        fixture!("end-of-call-report_2026-05"),
        fixture!("end-of-call-report_2026-07"),
        fixture!("tool-calls_sip"),
    ] {
        let text = redact(body.as_bytes());
        for secret in [
            "not-a-real",
            "monitor.example.com",
            "sig=abc",
            "INVITE",
            "AC1111",
            "wordLevel",
            "Tu es",
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(text.contains("tool-calls") || text.contains("end-of-call-report"));
    }
}

#[test]
fn secrets_go_by_name_at_every_depth() {
    let out = redacted(&json!({
        "Authorization": "Bearer x", "API-Key": "x", "api_key": "x", "twilioAuthToken": ["x"],
        "x": [{ "PASSWORD": { "deep": "x" } }], "serverUrlSecret": null,
        "server": { "url": "https://a.example", "headers": { "X-Any": "x" } },
        "presignedMonoUrl": "x", "presignedUrlsExpiresAt": "2026-07-16",
        "llmPromptTokens": 257, "sip": { "raw": "x" }, "sipUri": "sip:a@example.com",
    }));
    assert_eq!(
        out,
        json!({
            "Authorization": "[redacted]", "API-Key": "[redacted]", "api_key": "[redacted]",
            "twilioAuthToken": "[redacted]", "x": [{ "PASSWORD": "[redacted]" }],
            "serverUrlSecret": null,
            "server": { "url": "https://a.example", "headers": "[redacted]" },
            "presignedMonoUrl": "[redacted]", "presignedUrlsExpiresAt": "[redacted]",
            "llmPromptTokens": 257, "sip": "[redacted]", "sipUri": "sip:a@example.com",
        })
    );
}

#[test]
fn secrets_named_beside_their_value_or_inside_a_text() {
    let out = redacted(&json!({
        "parameters": [{ "key": "crmToken", "value": "x" }, { "key": "city", "value": "Lyon" }],
        "arguments": r#"{"password":"x","city":"Lyon"}"#,
        "note": "{not json",
    }));
    assert_eq!(
        out,
        json!({
            "parameters": [{ "key": "crmToken", "value": "[redacted]" }, { "key": "city", "value": "Lyon" }],
            "arguments": r#"{"password":"[redacted]","city":"Lyon"}"#,
            "note": "{not json",
        })
    );
}

#[test]
fn histories_and_word_timings_are_left_out() {
    let out = redacted(&json!({ "message": {
        "messages": [1], "messagesOpenAIFormatted": [1], "conversation": [1],
        "artifact": { "messages": [1], "transcript": "kept" },
        "timing": { "type": "word-alignment", "words": ["a"], "wordsStartTimesMs": [0] },
    } }));
    assert_eq!(
        out,
        json!({ "message": {
        "artifact": { "transcript": "kept" }, "timing": { "type": "word-alignment" },
    } })
    );
}

#[test]
fn the_output_is_capped_and_still_json() {
    let long = json!({ "message": { "type": "hang", "note": "é".repeat(600_000) } });
    let text = redact(long.to_string().as_bytes());
    assert!(text.len() <= 1_000_000);
    assert_eq!(
        serde_json::from_str::<Value>(&text).unwrap()["message"]["type"],
        "hang"
    );

    let larger = json!({ "note": "x".repeat(2_000_000), "list": [1, 2] }).to_string();
    let text = redact(larger.as_bytes());
    assert_eq!(
        serde_json::from_str::<Value>(&text).unwrap(),
        json!({ "note": "x".repeat(4_000), "list": [1, 2] })
    );

    let wide: Value = (0..40_000)
        .map(|n| (format!("a_rather_long_key_{n}"), json!(n)))
        .collect();
    let text = redact(wide.to_string().as_bytes());
    assert!(text.len() <= 1_000_000);
    assert_eq!(
        serde_json::from_str::<Value>(&text).unwrap()["truncated"],
        true
    );
}

#[test]
fn what_cannot_be_read_is_told_by_its_size() {
    let deep = "[".repeat(5_000) + &"]".repeat(5_000);
    for body in ["not json", "", deep.as_str()] {
        let out: Value = serde_json::from_str(&redact(body.as_bytes())).unwrap();
        assert_eq!(out, json!({ "unreadable": true, "bytes": body.len() }));
    }
}

#[test]
fn a_second_delivery_is_the_same_message() {
    let delivered = |signature: &str, at: &str| {
        let artifact = json!({ "recordingUrl": "https://r.example.com/a.wav",
            "presignedMonoUrl": format!("https://r.example.com/a.wav?sig={signature}"), "presignedUrlsExpiresAt": at });
        redacted(&json!({ "message": { "artifact": artifact } }))
    };
    assert_eq!(
        delivered("a", "2026-07-16T18:00:00Z"),
        delivered("b", "2026-07-17T18:00:00Z")
    );
}
