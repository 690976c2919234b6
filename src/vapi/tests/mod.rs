//! Tests of the wire, over our own payloads in `tests/fixtures` and over a recorded collection.

mod answers;
mod ended_reasons;
mod envelopes;
mod events;
mod odd_json;
mod properties;
mod recorded;
mod redaction;
mod reports;
mod tool_calls;

use super::{EndOfCallReport, Event, Message, ToolCall, parse};

/// The text of one of our payloads.
macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../tests/fixtures/", $name, ".json"))
    };
}
use fixture;

fn message(body: &str) -> Message {
    parse(body.as_bytes()).expect("a message")
}

fn calls(body: &str) -> Vec<ToolCall> {
    match message(body).event {
        Event::ToolCalls(calls) => calls,
        other => panic!("no tool calls: {other:?}"),
    }
}

fn report(body: &str) -> EndOfCallReport {
    match message(body).event {
        Event::EndOfCallReport(report) => *report,
        other => panic!("no report: {other:?}"),
    }
}
