//! A collection of recorded payloads, when `VAPI_FIXTURES` names its folder. What is expected of a
//! file hangs on its name, which begins with the message's type.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::vapi::{Arguments, Event, Malformed, Message, parse, redact, violations};

fn payloads() -> Vec<(String, Vec<u8>)> {
    let Some(folder) = std::env::var_os("VAPI_FIXTURES").map(PathBuf::from) else {
        return Vec::new();
    };
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .filter(|(name, _)| {
            !["response_", "auth_", "rest_"]
                .iter()
                .any(|prefix| name.starts_with(prefix))
        })
        .collect();
    assert!(!found.is_empty(), "VAPI_FIXTURES holds no payloads");
    found.sort();
    found
}

#[test]
fn every_recorded_payload_is_read() {
    for (name, body) in payloads() {
        let kind = name.split('_').next().unwrap();
        let parsed = parse(&body);
        if kind == "envelope" {
            assert_eq!(parsed.err(), Some(Malformed::NoMessage), "{name}");
            continue;
        }
        let message = parsed.unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert_event(&name, kind, &message);
        assert_envelope(&name, &body, &message);
        let kept = redact(&body);
        assert!(serde_json::from_str::<Value>(&kept).is_ok(), "{name}");
        assert!(
            !kept.contains("\"REDACTED\"") && !kept.contains("/control"),
            "{name}: {kept}"
        );
    }
}

fn assert_event(name: &str, kind: &str, message: &Message) {
    let as_expected = match (kind, &message.event) {
        ("tool-calls", Event::ToolCalls(calls)) => {
            assert_eq!(calls.is_empty(), name.ends_with("empty-list"), "{name}");
            assert_eq!(calls.len() == 2, name.contains("two-parallel"), "{name}");
            calls.iter().all(|call| {
                let usable = matches!(call.arguments, Arguments::Object(_));
                call.name.is_some()
                    && call.id.is_none() == name.ends_with("missing-id")
                    && usable != name.contains("malformed-json-args")
            })
        }
        ("tool-calls", Event::FunctionCall(call)) => {
            matches!(&call.arguments, Arguments::Object(given) if given.len() == 2)
                && name.contains("legacy")
        }
        ("end-of-call-report", Event::EndOfCallReport(report)) => {
            let missing = name.contains("unwrapped");
            let expected: &[&str] = if missing {
                &["/endedReason required"]
            } else {
                &[]
            };
            assert_eq!(violations(report), expected, "{name}");
            report.ended_reason().is_none() == missing
        }
        ("status-update", Event::StatusUpdate(update)) => update.call_status().is_some(),
        ("language-change-detected", Event::LanguageChanged { language }) => language == "es",
        (kind, event) => matches!(
            (kind, event),
            ("assistant-request", Event::AssistantRequest)
                | (
                    "transfer-destination-request",
                    Event::TransferDestinationRequest
                )
                | (
                    "handoff-destination-request",
                    Event::HandoffDestinationRequest
                )
                | ("knowledge-base-request", Event::KnowledgeBaseRequest)
                | ("call-endpointing-request", Event::EndpointingRequest)
                | ("voice-request", Event::VoiceRequest)
                | ("campaign-predial", Event::CampaignPredial)
                | ("hang", Event::Hang)
                | ("transfer-update", Event::TransferUpdate)
                | (
                    "conversation-update"
                        | "speech-update"
                        | "transcript"
                        | "model-output"
                        | "user-interrupted"
                        | "voice-input"
                        | "assistant-speechStarted"
                        | "assistant-started",
                    Event::Noise
                )
                | (
                    "unknown-type"
                        | "chat-created"
                        | "session-created"
                        | "call-artifact-upload"
                        | "phone-call-control",
                    Event::Unknown
                )
        ),
    };
    assert!(as_expected, "{name}: {:?}", message.event);
}

/// The plainest reading of the body finds the same ids.
fn assert_envelope(name: &str, body: &[u8], message: &Message) {
    let body: Value = serde_json::from_slice(body).unwrap();
    let inner = body.get("message").unwrap_or(&body);
    let text = |pointer: &str| {
        inner
            .pointer(pointer)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let told = &message.envelope;
    assert_eq!(told.call_id, text("/call/id"), "{name}");
    assert_eq!(told.message_type, text("/type").unwrap(), "{name}");
    let caller = text("/customer/number").or_else(|| text("/call/customer/number"));
    assert_eq!(told.caller, caller, "{name}");
    let dated = inner
        .get("timestamp")
        .is_some_and(|timestamp| !timestamp.is_null());
    assert_eq!(told.timestamp.is_some(), dated, "{name}");
}
