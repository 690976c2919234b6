//! Tool calls in every form that Vapi has sent.

use serde_json::{Map, Value, value::RawValue};

use super::{
    json::{Raw, first_text, list, object_in, read, text},
    wire,
};

/// How many calls of one message are looked at; far above what a model sends, far below what a
/// hostile list could cost.
const MAX_CALLS: usize = 64;

/// Longest arguments of a call, in bytes; a model cannot write as much.
const MAX_ARGUMENTS: usize = 16 * 1024;

/// One call of a tool, as the model made it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolCall {
    /// Opaque (`call_…`, `toolu_…`), to be copied exactly; `None` when missing or blank.
    pub id: Option<String>,
    /// As called: any text, not checked against the tools there are.
    pub name: Option<String>,
    pub arguments: Arguments,
}

/// What the tool was called with.
#[derive(Clone, Debug, PartialEq)]
pub enum Arguments {
    /// Missing, `null` and `""` are an empty object.
    Object(Map<String, Value>),
    /// A text that is no JSON, JSON that is no object, or far too long.
    Unusable,
}

/// The calls of a `tool-calls` message in their order: the first non-empty of `toolCallList`,
/// `toolCalls`, `toolWithToolCallList[].toolCall` and `functionCall`. An entry that repeats
/// another with id, name and arguments counts once; the same id with other arguments is another
/// call, because some providers number every call `call_0`.
pub(super) fn tool_calls(message: &wire::Message<'_>) -> Vec<ToolCall> {
    let mut calls: Vec<ToolCall> = Vec::new();
    for call in found(message) {
        if call.id.is_none() || !calls.contains(&call) {
            calls.push(call);
        }
    }
    calls
}

fn found(message: &wire::Message<'_>) -> Vec<ToolCall> {
    for items in [message.tool_call_list, message.tool_calls] {
        let items = list(items);
        if !items.is_empty() {
            return items.into_iter().take(MAX_CALLS).map(item).collect();
        }
    }
    let wrapped: Vec<_> = list(message.tool_with_tool_call_list)
        .into_iter()
        .take(MAX_CALLS)
        .filter_map(|raw| wrapped_item(object_in(Some(raw))?))
        .collect();
    if wrapped.is_empty() {
        message.function_call.map(item).into_iter().collect()
    } else {
        wrapped
    }
}

/// One item of a list; also the `functionCall` of the legacy message.
pub(super) fn item(raw: &RawValue) -> ToolCall {
    let Some(call) = object_in::<wire::ToolCall<'_>>(Some(raw)) else {
        return ToolCall {
            id: None,
            name: None,
            arguments: Arguments::Unusable,
        };
    };
    let function = call.function.unwrap_or_default();
    // A list is the tool's static parameters, merged into the arguments by Vapi, not the arguments.
    let parameters = call.parameters.filter(|raw| !raw.get().starts_with('['));
    let given = function
        .arguments
        .or(function.parameters)
        .or(call.arguments)
        .or(parameters);
    ToolCall {
        id: text(call.id),
        name: first_text([function.name, call.name]),
        arguments: arguments(given),
    }
}

fn wrapped_item(outer: wire::ToolWithCall<'_>) -> Option<ToolCall> {
    let mut call = item(outer.tool_call?);
    let function = outer.function.unwrap_or_default();
    let tool = outer.tool.unwrap_or_default();
    call.name = call
        .name
        .or_else(|| first_text([function.name, outer.name, tool.name]));
    Some(call)
}

/// Object or JSON text: captured payloads show both, the newest are texts.
fn arguments(raw: Raw<'_>) -> Arguments {
    let Some(raw) = raw else {
        return Arguments::Object(Map::new());
    };
    let token = raw.get();
    if token.len() > MAX_ARGUMENTS {
        return Arguments::Unusable;
    }
    let given = if token.starts_with('"') {
        let text: String = read(token).unwrap_or_default();
        if text.trim().is_empty() {
            Some(Value::Null)
        } else {
            read(&text)
        }
    } else {
        read(token)
    };
    match given {
        Some(Value::Object(arguments)) => Arguments::Object(arguments),
        Some(Value::Null) => Arguments::Object(Map::new()),
        _ => Arguments::Unusable,
    }
}
