//! Properties of the parser over arbitrary JSON.

use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value, json};

use super::calls;
use crate::vapi::{Arguments, Event, parse, redact, violations};

/// Keys that mean something to the parser, so that arbitrary values land where they are read.
const KEYS: [&str; 47] = [
    "message",
    "type",
    "timestamp",
    "call",
    "chat",
    "session",
    "customer",
    "phoneNumber",
    "assistant",
    "toolCallList",
    "toolCalls",
    "toolWithToolCallList",
    "toolCall",
    "functionCall",
    "function",
    "id",
    "name",
    "arguments",
    "parameters",
    "number",
    "assistantId",
    "phoneNumberId",
    "transport",
    "provider",
    "callSid",
    "metadata",
    "isSimulation",
    "status",
    "endedReason",
    "startedAt",
    "endedAt",
    "artifact",
    "analysis",
    "compliance",
    "recordingConsent",
    "cost",
    "costBreakdown",
    "total",
    "durationSeconds",
    "durationMs",
    "summary",
    "transcript",
    "messages",
    "recording",
    "variableValues",
    "structuredOutputs",
    "transfers",
];

const TYPES: [&str; 6] = [
    "tool-calls",
    "function-call",
    "end-of-call-report",
    "status-update",
    "hang",
    "else",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|quarters| Value::from(f64::from(quarters) / 4.0)),
        any::<String>().prop_map(Value::from),
        prop::sample::select(TYPES.to_vec()).prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 96, 8, |inner| {
        let key = prop_oneof![
            4 => prop::sample::select(KEYS.to_vec()).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((key, inner), 0..8).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// Short enough to be taken in any form.
fn arguments() -> impl Strategy<Value = Map<String, Value>> {
    vec((any::<String>(), any_json()), 0..4)
        .prop_map(|fields| fields.into_iter().collect::<Map<_, _>>())
        .prop_filter("a model's arguments are short", |fields| {
            json!(fields).to_string().len() < 5_000
        })
}

/// One call as JSON, in each of its forms.
fn item(form: usize, id: &str, name: &str, arguments: &Map<String, Value>) -> Value {
    let text = Value::Object(arguments.clone()).to_string();
    match form {
        0 => json!({ "id": id, "function": { "name": name, "arguments": arguments } }),
        1 => json!({ "id": id, "function": { "name": name, "arguments": text } }),
        2 => json!({ "id": id, "name": name, "arguments": arguments }),
        3 => json!({ "id": id, "name": name, "parameters": arguments }),
        _ => json!({ "id": id, "function": { "name": name, "parameters": text } }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_object_in_a_wrapper_is_a_message(mut inner in any_json(), kind in 0..TYPES.len()) {
        if let Some(fields) = inner.as_object_mut() {
            fields.insert("type".into(), TYPES[kind].into());
        }
        let is_object = inner.is_object();
        let body = json!({ "message": inner }).to_string();
        let parsed = parse(body.as_bytes());
        prop_assert_eq!(parsed.is_ok(), is_object);
        if let Ok(Event::EndOfCallReport(report)) = parsed.map(|message| message.event) {
            let told = violations(&report);
            prop_assert!(told.iter().all(|violation| violation.starts_with('/')));
            prop_assert!(report.duration_seconds().is_none_or(|seconds| seconds >= 0));
            prop_assert!(report.cost_microdollars().is_none_or(|micros| micros >= 0));
            prop_assert!(report.ended_reason().is_some() || !told.is_empty());
            prop_assert!(serde_json::to_value(&report).unwrap().is_object());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200), json in any_json()) {
        let _ = parse(&bytes);
        let text = json.to_string();
        let _ = parse(text.as_bytes());
        let _ = parse(&text.as_bytes()[..text.len() / 2]);
        for body in [&bytes, text.as_bytes()] {
            prop_assert!(serde_json::from_str::<Value>(&redact(body)).is_ok());
        }
    }

    #[test]
    fn ids_names_and_arguments_come_through(
        sent in vec(("[^\\s]\\PC{0,20}", "[^\\s]\\PC{0,20}", arguments(), 0..5_usize), 1..6),
        wrapped in any::<bool>(),
    ) {
        let numbered: Vec<_> = sent
            .into_iter()
            .enumerate()
            .map(|(n, (id, name, arguments, form))| (format!("{id}{n}"), name, arguments, form))
            .collect();
        let items = numbered.iter().map(|(id, name, arguments, form)| {
            let item = item(*form, id, name, arguments);
            if wrapped { json!({ "toolCall": item }) } else { item }
        });
        let list = if wrapped { "toolWithToolCallList" } else { "toolCallList" };
        let body = json!({ "message": { "type": "tool-calls", list: items.collect::<Vec<_>>() } });
        let read: Vec<_> = calls(&body.to_string())
            .into_iter()
            .map(|call| (call.id.unwrap(), call.name.unwrap(), call.arguments))
            .collect();
        let expected: Vec<_> = numbered
            .into_iter()
            .map(|(id, name, arguments, _)| (id, name, Arguments::Object(arguments)))
            .collect();
        prop_assert_eq!(read, expected);
    }
}
