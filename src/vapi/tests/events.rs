//! Which type is which event, and how statuses are read.

use super::{fixture, message};
use crate::vapi::{CallStatus, Event, StatusUpdate};

macro_rules! assert_event {
    ($event:pat, $($name:literal),+) => {
        $(assert!(matches!(message(fixture!($name)).event, $event), $name);)+
    };
}

#[test]
fn live_questions() {
    assert_event!(
        Event::AssistantRequest,
        "assistant-request_every-column",
        "assistant-request_number-inside-customer"
    );
    assert_event!(
        Event::TransferDestinationRequest,
        "transfer-destination-request"
    );
    assert_event!(
        Event::HandoffDestinationRequest,
        "handoff-destination-request"
    );
    assert_event!(Event::KnowledgeBaseRequest, "knowledge-base-request");
    assert_event!(Event::EndpointingRequest, "endpointing-request");
    assert_event!(Event::VoiceRequest, "voice-request_misspelt-wrapper");
    assert_event!(Event::CampaignPredial, "campaign-predial");
}

#[test]
fn informational_types() {
    assert_event!(Event::Hang, "hang");
    assert_event!(Event::TransferUpdate, "transfer-update");
    assert_event!(
        Event::Noise,
        "conversation-update_conversation-only",
        "conversation-update_every-form",
        "speech-update",
        "transcript_partial_threats-as-objects",
        "transcript_final-in-type",
        "model-output_token",
        "user-interrupted",
        "voice-input",
        "assistant-speech-started",
        "assistant-started"
    );
    assert_event!(
        Event::Unknown,
        "chat-created",
        "session-created",
        "call-artifact-upload",
        "phone-call-control_hang-up",
        "unknown-type"
    );
}

#[test]
fn types_are_told_as_received() {
    let types = [
        (
            fixture!("transcript_final-in-type"),
            "transcript[transcriptType=\"final\"]",
        ),
        (fixture!("unknown-type"), "call.telepathy"),
        (
            &format!(r#"{{"type":"{}"}}"#, "é".repeat(500)),
            &"é".repeat(80),
        ),
        (r#"{"message":{}}"#, ""),
        (r#"{"message":{"type":3}}"#, ""),
    ];
    for (body, expected) in types {
        assert_eq!(message(body).envelope.message_type, expected);
    }
}

#[test]
fn a_change_of_language_without_language_is_noise() {
    let Event::LanguageChanged { language } = message(fixture!("language-change-detected")).event
    else {
        panic!("no language")
    };
    assert_eq!(language, "en");
    let without = message(r#"{"message":{"type":"language-change-detected","language":null}}"#);
    assert!(matches!(without.event, Event::Noise));
}

fn status(body: &str) -> StatusUpdate {
    match message(body).event {
        Event::StatusUpdate(update) => update,
        other => panic!("no status: {other:?}"),
    }
}

#[test]
fn the_messages_status_counts_and_not_the_calls() {
    let update = status(fixture!("status-update_in-progress"));
    assert_eq!(update.call_status(), Some(CallStatus::InProgress));
    let update = status(fixture!("status-update_ended_no-answer"));
    assert_eq!(
        update.ended_reason.as_deref(),
        Some("customer-did-not-answer")
    );
    assert_eq!(update.call_status(), Some(CallStatus::NoAnswer));
}

#[test]
fn a_call_that_is_forwarded_goes_on() {
    let update = status(fixture!("status-update_forwarding"));
    assert_eq!(update.call_status(), Some(CallStatus::InProgress));
}

#[test]
fn the_diagnosis_of_a_refused_call_is_kept() {
    let update = status(fixture!("status-update_ended_not-accepted"));
    assert_eq!(
        update.diagnosis.as_deref(),
        Some("assistant.model must be an object")
    );
    assert_eq!(update.call_status(), Some(CallStatus::Failed));
}

#[test]
fn statuses_move_forward() {
    let of = |status: &str| StatusUpdate {
        status: status.into(),
        ..Default::default()
    };
    let path = ["queued", "ringing", "in-progress", "ended"].map(|s| of(s).call_status().unwrap());
    assert!(path.windows(2).all(|pair| pair[0].rank() < pair[1].rank()));
    assert_eq!(
        path.map(CallStatus::as_str),
        ["initiated", "ringing", "in-progress", "completed"]
    );
    for other in ["not-found", "deletion-failed", "", "levitating"] {
        assert_eq!(of(other).call_status(), None, "{other}");
    }
}
