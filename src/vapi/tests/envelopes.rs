//! Who called whom, when, and through which of our lines.

use chrono::DateTime;

use super::{fixture, message};
use crate::vapi::{Direction, Envelope, Malformed, RoutingKeys, parse};

fn envelope(body: &str) -> Envelope {
    message(body).envelope
}

#[test]
fn everything_of_a_phone_call() {
    let told = envelope(fixture!("tool-calls_three-lists_object-arguments"));
    let text = |value: &str| Some(value.to_owned());
    assert_eq!(
        told,
        Envelope {
            message_type: "tool-calls".into(),
            call_id: text("0197a4c2-5d1e-7a31-9b55-3f0c6d2e8a10"),
            chat_id: None,
            timestamp: DateTime::from_timestamp_millis(1_789_373_712_345),
            timestamp_text: text("1789373712345"),
            keys: RoutingKeys {
                assistant_id: text("vapi_assistant_demo_123"),
                phone_number_id: text("3d9b7a52-44f0-4f4e-8a3b-6a0d2e9c1b77"),
                forwarded_from: text("+33987654321"),
                called_number: text("+33939035761"),
            },
            caller: text("+33639980017"),
            call_sid: text("CA5f0e9d8c7b6a594837261504f3e2d1c0"),
            direction: Some(Direction::Inbound),
            simulation: false,
            text_chat: false,
            started_at: DateTime::from_timestamp_millis(1_789_373_702_114),
            forwarded_to: None,
        }
    );
}

#[test]
fn timestamps_of_every_period() {
    let expected = DateTime::from_timestamp_millis(1_757_837_712_345);
    for (token, expected) in [
        ("1757837712345", expected),
        ("1757837712345.25", expected),
        ("1.757837712345e12", expected),
        ("\"1757837712345\"", expected),
        ("\"2025-09-14T08:15:12.345Z\"", expected),
        ("\"2025-09-14T10:15:12.345+02:00\"", expected),
        ("\"2025-09-14T08:15:12.345\"", expected),
        ("null", None),
        ("\"yesterday\"", None),
        ("-5", None),
        ("1e300", None),
        ("1e999", None),
        ("true", None),
        ("{}", None),
    ] {
        let told = envelope(&format!(
            r#"{{"message":{{"type":"hang","timestamp":{token}}}}}"#
        ));
        assert_eq!(told.timestamp, expected, "{token}");
    }
}

#[test]
fn the_text_of_a_timestamp_is_short_and_scalar() {
    let of = |token: &str| {
        let body = format!(r#"{{"message":{{"type":"hang","timestamp":{token}}}}}"#);
        envelope(&body).timestamp_text
    };
    assert_eq!(of("\"2024-07-25\"").as_deref(), Some("2024-07-25"));
    assert_eq!(of("17.5").as_deref(), Some("17.5"));
    assert_eq!(of("[1]"), None);
    assert_eq!(
        of(&format!("\"{}\"", "é".repeat(500)))
            .unwrap()
            .chars()
            .count(),
        64
    );
}

#[test]
fn our_number_inside_the_customer() {
    let told = envelope(fixture!("assistant-request_number-inside-customer"));
    assert_eq!(
        told.keys.phone_number_id.as_deref(),
        Some("3d9b7a52-44f0-4f4e-8a3b-6a0d2e9c1b77")
    );
    assert_eq!(told.keys.called_number.as_deref(), Some("+33939035761"));
    assert_eq!(told.caller.as_deref(), Some("+33639980017"));
    assert_eq!(told.direction, Some(Direction::Inbound));
}

#[test]
fn the_caller_is_never_taken_from_arguments_or_sip() {
    let told = envelope(fixture!("tool-calls_sip"));
    assert_eq!(told.caller, None);
    assert_eq!(told.call_sid.as_deref(), Some("sip-call-1"));
    let body = r#"{"message":{"toolCallList":[{"id":"c","name":"n","arguments":
        {"customer":{"number":"+33639980099"},"phone":"+33639980099"}}]}}"#;
    assert_eq!(envelope(body).caller, None);
}

#[test]
fn simulations_and_chats() {
    let voice = envelope(fixture!("tool-calls_simulation-voice"));
    assert!(voice.simulation && !voice.text_chat);
    assert!(envelope(fixture!("tool-calls_simulation-chat")).simulation);
    let eval = envelope(fixture!("tool-calls_eval-chat"));
    assert!(eval.text_chat && !eval.simulation);
    assert_eq!(eval.chat_id.as_deref(), Some("chat_7f"));
    assert_eq!(
        eval.keys.assistant_id.as_deref(),
        Some("vapi_assistant_demo_123")
    );
    let session = envelope(fixture!("session-created"));
    assert_eq!(session.chat_id.as_deref(), Some("session_7f"));
}

#[test]
fn a_phone_call_cannot_call_itself_a_simulation() {
    let body = r#"{"message":{"type":"tool-calls","call":{"id":"c","type":"inboundPhoneCall",
        "metadata":{"isSimulation":"true"}}}}"#;
    assert!(!envelope(body).simulation);
}

#[test]
fn an_outbound_call_did_not_start_when_it_was_created() {
    let told = |kind: &str| {
        envelope(&format!(
            r#"{{"message":{{"type":"hang","call":
                {{"type":"{kind}","createdAt":"2026-09-14T08:15:02.114Z"}}}}}}"#
        ))
    };
    assert_eq!(told("outboundPhoneCall").started_at, None);
    assert_eq!(
        told("outboundPhoneCall").direction,
        Some(Direction::Outbound)
    );
    assert!(told("webCall").started_at.is_some());
}

#[test]
fn fields_beside_the_message_fill_gaps() {
    let told = envelope(
        r#"{"message":{"type":"hang","customer":{"number":"+33639980017"}},"timestamp":5,
            "call":{"id":"beside"},"customer":{"number":"+33639980099"},
            "phoneNumber":{"number":"+33939035761"},"assistant":{"id":"a"}}"#,
    );
    assert_eq!(told.call_id.as_deref(), Some("beside"));
    assert_eq!(told.caller.as_deref(), Some("+33639980017"));
    assert_eq!(told.keys.called_number.as_deref(), Some("+33939035761"));
    assert_eq!(told.keys.assistant_id.as_deref(), Some("a"));
    assert_eq!(told.timestamp_text.as_deref(), Some("5"));
}

#[test]
fn the_signalled_caller_wins_over_one_beside_the_message() {
    let told = envelope(
        r#"{"message":{"type":"hang","call":{"customer":{"number":"+33639980017"}}},
            "customer":{"number":"+33639980099"}}"#,
    );
    assert_eq!(told.caller.as_deref(), Some("+33639980017"));
}

#[test]
fn bodies_without_a_message() {
    for (body, expected) in [
        (fixture!("envelope_empty-object"), Malformed::NoMessage),
        (fixture!("envelope_message-null"), Malformed::NoMessage),
        (r#"{"message":"hello"}"#, Malformed::NoMessage),
        (r#"{"message":[]}"#, Malformed::NoMessage),
        ("[]", Malformed::NotAnObject),
        ("\"x\"", Malformed::NotAnObject),
        ("null", Malformed::NotAnObject),
        ("", Malformed::NotJson),
        ("{", Malformed::NotJson),
        ("{} {}", Malformed::NotJson),
        ("<html>", Malformed::NotJson),
    ] {
        assert_eq!(parse(body.as_bytes()).err(), Some(expected), "{body}");
    }
}
