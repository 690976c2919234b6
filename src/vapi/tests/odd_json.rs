//! JSON that is valid and yet trips readers.

use super::{calls, message, report};
use crate::vapi::{Arguments, Malformed, parse};

#[test]
fn deep_nesting_is_skipped_wherever_it_stands() {
    let deep = "[".repeat(5_000) + &"]".repeat(5_000);
    let objects = r#"{"a":"#.repeat(5_000) + "1" + &"}".repeat(5_000);
    for value in [&deep, &objects] {
        for field in [
            "call",
            "artifact",
            "timestamp",
            "toolCallList",
            "summary",
            "unheardOf",
        ] {
            let body =
                format!(r#"{{"message":{{"type":"end-of-call-report","{field}":{value}}}}}"#);
            assert_eq!(message(&body).envelope.message_type, "end-of-call-report");
        }
    }
    assert_eq!(parse(deep.as_bytes()).err(), Some(Malformed::NotAnObject));
    let wrappers = r#"{"message":"#.repeat(5_000) + "{}" + &"}".repeat(5_000);
    assert!(parse(wrappers.as_bytes()).is_ok());
    assert_eq!(
        parse("[".repeat(1_000_000).as_bytes()).err(),
        Some(Malformed::NotJson)
    );
}

#[test]
fn half_an_emoji_costs_one_character_and_not_the_message() {
    let told = report(
        r#"{"message":{"type":"end-of-call-report","summary":"Merci \ud83d","\udc00":1,
            "call":"\ud83d","transcript":"\ud83d\ude00 \\ud83d"}}"#,
    );
    assert_eq!(told.summary(), Some("Merci \u{fffd}"));
    assert_eq!(told.transcript(), Some("\u{1f600} \\ud83d"));

    let found = calls(
        r#"{"message":{"toolCallList":[{"id":"c","name":"n",
            "arguments":"{\"name\":\"Nadia \\ud83d\"}"}]}}"#,
    );
    let Arguments::Object(arguments) = &found[0].arguments else {
        panic!("unusable")
    };
    assert_eq!(arguments["name"], "Nadia \u{fffd}");
}

#[test]
fn a_number_beyond_every_machine_is_absent() {
    let told = report(
        r#"{"message":{"type":"end-of-call-report","call":1e999,"artifact":-1e999,
            "cost":1e999,"durationSeconds":60}}"#,
    );
    assert_eq!(
        (told.cost_microdollars(), told.duration_seconds()),
        (None, Some(60))
    );
}

#[test]
fn of_a_key_that_stands_twice_the_last_counts() {
    let told = message(r#"{"message":{"type":"hang","type":"speech-update"}}"#);
    assert_eq!(told.envelope.message_type, "speech-update");
    let twice = message(r#"{"message":{"type":"hang","call":{"id":"a","id":"b"}}}"#);
    assert_eq!(twice.envelope.call_id.as_deref(), Some("b"));
}

#[test]
fn bytes_before_and_in_the_text() {
    assert!(parse("\u{feff} {\"type\":\"hang\"}".as_bytes()).is_ok());
    let mut latin1 = br#"{"message":{"type":"end-of-call-report","summary":"caf"#.to_vec();
    latin1.extend(b"\xe9\"}}");
    assert!(parse(&latin1).is_ok());
}

#[test]
fn a_structure_of_another_type_reads_as_absent() {
    for value in [
        "null",
        "true",
        "-1",
        "1.5",
        "18446744073709551615",
        "\"x\"",
        "[]",
        "[[1],{}]",
    ] {
        let body = format!(
            r#"{{"message":{{"type":"tool-calls","call":{value},"chat":{value},"customer":{value},
                "assistant":{value},"phoneNumber":{value},"artifact":{value},"analysis":{value},
                "toolCallList":[{{"id":"c","function":{value},"name":"n"}}]}}}}"#
        );
        assert_eq!(calls(&body)[0].name.as_deref(), Some("n"), "{value}");
    }
}
