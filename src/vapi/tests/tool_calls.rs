//! Every form of a tool call.

use serde_json::{Value, json};

use super::{calls, fixture, message};
use crate::vapi::{Arguments, Event, ToolCall};

fn object(value: Value) -> Arguments {
    match value {
        Value::Object(fields) => Arguments::Object(fields),
        other => panic!("not an object: {other}"),
    }
}

fn booking() -> Arguments {
    object(json!({
        "date": "2026-09-22", "time": "15:00",
        "customer_name": "Nadia Lefèvre", "service": "visite",
    }))
}

fn call(id: &str, name: &str, arguments: Arguments) -> ToolCall {
    ToolCall {
        id: Some(id.into()),
        name: Some(name.into()),
        arguments,
    }
}

#[test]
fn every_form_is_the_same_booking() {
    for (body, id) in [
        (
            fixture!("tool-calls_three-lists_object-arguments"),
            "call_Kq7Zt",
        ),
        (fixture!("tool-calls_string-arguments"), "toolu_01Vy"),
        (fixture!("tool-calls_flat-arguments"), "call_flat_a"),
        (
            fixture!("tool-calls_flat-parameters_both-lists"),
            "call_flat_p",
        ),
        (fixture!("tool-calls_tool-calls-list-only"), "call_Kq7Zt"),
        (fixture!("tool-calls_missing-type"), "call_Kq7Zt"),
        (fixture!("tool-calls_unwrapped"), "call_Kq7Zt"),
        (fixture!("tool-calls_customer-beside-message"), "call_Kq7Zt"),
    ] {
        assert_eq!(calls(body), [call(id, "book_appointment", booking())]);
        assert_eq!(message(body).envelope.message_type, "tool-calls");
        assert_eq!(
            message(body).envelope.caller.as_deref(),
            Some("+33639980017")
        );
    }
}

#[test]
fn a_tool_around_its_call_lends_its_name_and_nothing_else() {
    assert_eq!(
        calls(fixture!("tool-calls_with-tool-list-only")),
        [
            call("call_w1", "book_appointment", booking()),
            call(
                "call_w2",
                "check_availability",
                object(json!({ "date": "demain" }))
            ),
            call("call_w3", "find_appointments", object(json!({}))),
            call(
                "call_w4",
                "book_appointment",
                object(json!({ "date": "jeudi" }))
            ),
        ]
    );
}

#[test]
fn static_parameters_are_not_arguments() {
    assert_eq!(
        calls(fixture!("tool-calls_static-parameters")),
        [call("call_static", "get_business_info", object(json!({})))]
    );
}

#[test]
fn one_odd_call_does_not_spoil_its_neighbours() {
    let nothing = || object(json!({}));
    let unusable = |id| call(id, "book_appointment", Arguments::Unusable);
    let no_object = || ToolCall {
        id: None,
        name: None,
        arguments: Arguments::Unusable,
    };
    assert_eq!(
        calls(fixture!("tool-calls_parallel_odd-neighbours")),
        [
            call(
                "call_1",
                "check_availability",
                object(json!({ "date": "demain" }))
            ),
            call("call_2", "no_such_tool", nothing()),
            unusable("call_3"),
            unusable("call_4"),
            unusable("call_5"),
            call("call_6", "find_appointments", nothing()),
            call("call_7", "find_appointments", nothing()),
            call("call_8", "find_appointments", nothing()),
            call("call_9", "find_appointments", nothing()),
            // The id of the first with other arguments: another call.
            call(
                "call_1",
                "check_availability",
                object(json!({ "date": "jeudi" }))
            ),
            no_object(),
            no_object(),
        ]
    );
}

#[test]
fn an_empty_list_has_no_calls() {
    assert!(calls(fixture!("tool-calls_empty-list")).is_empty());
    assert!(calls(r#"{"message":{"type":"tool-calls"}}"#).is_empty());
    assert!(calls(r#"{"message":{"type":"tool-calls","toolCallList":"none"}}"#).is_empty());
}

#[test]
fn a_missing_or_blank_id_is_none() {
    let found = calls(fixture!("tool-calls_missing-id"));
    assert_eq!(
        (found[0].id.as_ref(), found[0].name.as_deref()),
        (None, Some("create_ticket"))
    );
    for id in ["null", "7", "\"\"", "\" \"", "{}"] {
        let body =
            format!(r#"{{"message":{{"toolCallList":[{{"id":{id},"name":"create_ticket"}}]}}}}"#);
        assert_eq!(calls(&body)[0].id, None, "{id}");
    }
}

#[test]
fn calls_without_an_id_are_not_one_another() {
    let body = r#"{"message":{"toolCallList":[{"name":"a"},{"name":"a"}]}}"#;
    assert_eq!(calls(body).len(), 2);
}

#[test]
fn the_legacy_form_takes_objects_and_texts() {
    for (body, id) in [
        (fixture!("function-call_object-parameters"), None),
        (
            fixture!("function-call_string-parameters"),
            Some("call_old"),
        ),
    ] {
        let Event::FunctionCall(call) = message(body).event else {
            panic!("no function call")
        };
        assert_eq!(call.arguments, booking());
        assert_eq!(call.name.as_deref(), Some("book_appointment"));
        assert_eq!(call.id.as_deref(), id);
    }
    let untyped = message(r#"{"message":{"functionCall":{"name":"a"}}}"#);
    assert_eq!(untyped.envelope.message_type, "function-call");
    assert!(matches!(untyped.event, Event::FunctionCall(_)));
}

#[test]
fn arguments_that_are_too_deep_are_unusable() {
    let deep = "[".repeat(5_000) + &"]".repeat(5_000);
    for arguments in [
        format!(r#"{{"a":{deep}}}"#),
        format!(r#""{{\"a\":{deep}}}""#),
    ] {
        let body = format!(
            r#"{{"message":{{"toolCallList":[{{"id":"c","name":"n","arguments":{arguments}}}]}}}}"#
        );
        assert_eq!(calls(&body), [call("c", "n", Arguments::Unusable)]);
    }
}

#[test]
fn arguments_that_are_too_long_are_unusable() {
    let notes = "x".repeat(20_000);
    let body = format!(
        r#"{{"message":{{"toolCallList":[{{"id":"c","name":"n","arguments":{{"a":"{notes}"}}}}]}}}}"#
    );
    assert_eq!(calls(&body), [call("c", "n", Arguments::Unusable)]);
}

#[test]
fn a_hostile_list_is_cut() {
    let body = format!(
        r#"{{"message":{{"toolCallList":[{}{{}}]}}}}"#,
        "{},".repeat(100_000)
    );
    assert_eq!(calls(&body).len(), 64);
}
