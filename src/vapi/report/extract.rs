//! Where the values of a report stand, by period.
//!
//! 2024-03: at message level only. 2024-07: also in `artifact` and `analysis`, whose lists may be
//! empty while the message level is full. 2025-06: `artifact.recording`, `variables`. 2025-07:
//! `variableValues`, `structuredOutputs`, `transfers`. 2026-07: presigned addresses.

use chrono::TimeDelta;
use serde_json::{Map, Value, json};

use crate::{
    http::timestamp,
    vapi::{
        Conversation, disclosure,
        json::{Raw, list, object_in, text, value},
        redact::scrub_fields,
        time::instant,
        wire,
    },
};

/// Longest transcript and other texts that are kept, in bytes.
const MAX_TRANSCRIPT: usize = 256 * 1024;
const MAX_TEXT: usize = 16 * 1024;
/// Variables and structured outputs above this size are left out whole.
const MAX_OBJECT: usize = 64 * 1024;
/// Assistants of a call that are kept.
const MAX_ASSISTANTS: usize = 50;

/// The event: only what is there. Of several places the first with a usable value counts; when
/// none is usable the first wrong one is kept as it came.
pub(super) fn event(message: &wire::Message<'_>) -> Map<String, Value> {
    let no_call = wire::Call::default();
    let call = message.call.as_ref().unwrap_or(&no_call);
    let no_artifact = wire::Artifact::default();
    let artifact = message.artifact.as_ref().unwrap_or(&no_artifact);
    let analysis = message.analysis.as_ref();
    let consent = [message.compliance.as_ref(), call.compliance.as_ref()]
        .map(|compliance| compliance.and_then(|c| c.recording_consent));
    let found = [
        (
            "endedReason",
            first([message.ended_reason, call.ended_reason], is_text),
        ),
        (
            "startedAt",
            first([message.started_at, call.started_at], is_text),
        ),
        ("endedAt", first([message.ended_at, call.ended_at], is_text)),
        (
            "durationSeconds",
            first([message.duration_seconds], Value::is_number),
        ),
        ("durationMs", first([message.duration_ms], Value::is_number)),
        ("cost", cost(message, call)),
        ("summary", summary(message, call)),
        (
            "successEvaluation",
            first([analysis.and_then(|a| a.success_evaluation)], is_text),
        ),
        ("transcript", transcript(message, artifact)),
        ("recordingUrl", recording(message, artifact)),
        ("language", first([message.language], is_text)),
        ("variables", variables(artifact)),
        ("structured", structured(artifact, analysis)),
        ("transfers", transfers(artifact)),
        ("aiDisclosedAt", told(message, artifact, disclosure::is_ai)),
        (
            "recordingAnnouncedAt",
            told(message, artifact, disclosure::is_recorded),
        ),
        ("assistants", assistants(artifact)),
        (
            "recordingConsent",
            first(consent, Value::is_object).map(only_consent),
        ),
    ];
    let found = found
        .into_iter()
        .filter_map(|(field, value)| Some((field.to_owned(), value?)));
    let mut event = found.collect();
    scrub_fields(&mut event);
    event
}

/// The call's own cost is that of its creation: 0 there means stale, not free.
fn cost(message: &wire::Message<'_>, call: &wire::Call<'_>) -> Option<Value> {
    let breakdown = message
        .cost_breakdown
        .as_ref()
        .and_then(|breakdown| breakdown.total);
    let stale = |raw: &&_| value(raw).as_f64() == Some(0.0);
    first(
        [message.cost, breakdown, call.cost.filter(|raw| !stale(raw))],
        Value::is_number,
    )
}

fn summary(message: &wire::Message<'_>, call: &wire::Call<'_>) -> Option<Value> {
    let [ours, calls] = [message.analysis.as_ref(), call.analysis.as_ref()]
        .map(|analysis| analysis.and_then(|analysis| analysis.summary));
    first([ours, message.summary, calls], is_text)
}

fn recording(message: &wire::Message<'_>, artifact: &wire::Artifact<'_>) -> Option<Value> {
    let mono = artifact
        .recording
        .as_ref()
        .and_then(|recording| recording.mono.as_ref());
    let places = [
        mono.and_then(|mono| mono.combined_url),
        artifact.presigned_mono_url,
        artifact.recording_url,
        message.recording_url,
    ];
    first(places, is_text)
}

fn transcript(message: &wire::Message<'_>, artifact: &wire::Artifact<'_>) -> Option<Value> {
    let told = [artifact.transcript, message.transcript];
    let histories = [artifact.messages, message.messages];
    told.into_iter()
        .find_map(text)
        .or_else(|| {
            histories
                .into_iter()
                .map(joined)
                .find(|text| !text.is_empty())
        })
        .map(|text| cut(text, MAX_TRANSCRIPT).into())
        .or_else(|| first(told, is_text))
}

/// When the assistant first said what `says` looks for, in milliseconds UTC: by the turn's own time,
/// else by its distance from the start of the call. Without either it is not known.
fn told(
    message: &wire::Message<'_>,
    artifact: &wire::Artifact<'_>,
    says: fn(&str) -> bool,
) -> Option<Value> {
    let started = message.started_at.and_then(|raw| instant(&value(raw)));
    let turns = [artifact.messages, message.messages]
        .into_iter()
        .flat_map(list)
        .filter_map(|turn| object_in::<wire::Turn<'_>>(Some(turn)));
    let said = turns.filter_map(|turn| {
        let ours = matches!(text(turn.role).as_deref(), Some("bot" | "assistant"));
        let at = turn.time.and_then(|raw| instant(&value(raw))).or_else(|| {
            let seconds = value(turn.seconds_from_start?).as_f64()?;
            let offset = TimeDelta::try_milliseconds((seconds * 1000.0) as i64)?;
            started?.checked_add_signed(offset)
        });
        (ours && says(&text(turn.message)?)).then_some(at?)
    });
    said.min().map(|at| timestamp(at).into())
}

/// The messages, which tell of the tools too.
pub(super) fn conversation(message: &wire::Message<'_>) -> Conversation {
    let histories = [
        message
            .artifact
            .as_ref()
            .and_then(|artifact| artifact.messages),
        message.messages,
    ];
    let told = histories.map(Conversation::of_messages);
    told.into_iter()
        .find(|told| !told.is_empty())
        .unwrap_or_default()
}

/// `AI: …` and `User: …`, a line a turn, as Vapi joins them. Samples write `assistant` for `bot`.
fn joined(messages: Raw<'_>) -> String {
    let turns = list(messages).into_iter().filter_map(|turn| {
        let turn: wire::Turn<'_> = object_in(Some(turn))?;
        let speaker = match text(turn.role)?.as_str() {
            "bot" | "assistant" => "AI",
            "user" => "User",
            _ => return None,
        };
        Some(format!("{speaker}: {}", text(turn.message)?))
    });
    turns.collect::<Vec<_>>().join("\n")
}

fn variables(artifact: &wire::Artifact<'_>) -> Option<Value> {
    first([artifact.variable_values, artifact.variables], is_filled)
        .filter(|found| *found != json!({}))
}

/// `[{id, name, value}]`; the older structured data has names only.
fn structured(
    artifact: &wire::Artifact<'_>,
    analysis: Option<&wire::Analysis<'_>>,
) -> Option<Value> {
    let places = [
        artifact.structured_outputs,
        analysis.and_then(|a| a.structured_data),
    ];
    let found: Vec<Value> = match places.map(|raw| small(raw).map(value)) {
        [Some(Value::Object(outputs)), _] if !outputs.is_empty() => {
            outputs.into_iter().map(output).collect()
        }
        [_, Some(Value::Object(data))] if !data.is_empty() => data
            .into_iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect(),
        wrong => return wrong.into_iter().flatten().find(|value| !value.is_object()),
    };
    Some(found.into())
}

fn output((id, mut output): (String, Value)) -> Value {
    let mut take = |field| output.get_mut(field).map(Value::take).unwrap_or_default();
    json!({ "id": id, "name": take("name"), "value": take("result") })
}

fn transfers(artifact: &wire::Artifact<'_>) -> Option<Value> {
    let statuses: Vec<Value> = list(artifact.transfers)
        .into_iter()
        .filter_map(|transfer| {
            object_in::<wire::Transfer<'_>>(Some(transfer))?
                .status
                .map(value)
        })
        .collect();
    (!statuses.is_empty()).then_some(Value::Array(statuses))
}

/// `[{id, name}]`, in order.
fn assistants(artifact: &wire::Artifact<'_>) -> Option<Value> {
    let taken_part: Vec<Value> = list(artifact.assistant_activations)
        .into_iter()
        .take(MAX_ASSISTANTS)
        .filter_map(|activation| {
            let activation: wire::Activation<'_> = object_in(Some(activation))?;
            let (id, name) = (
                text(activation.assistant_id),
                text(activation.assistant_name),
            );
            (id.is_some() || name.is_some()).then(|| json!({ "id": id, "name": name }))
        })
        .collect();
    (!taken_part.is_empty()).then_some(Value::Array(taken_part))
}

fn only_consent(mut consent: Value) -> Value {
    if let Some(fields) = consent.as_object_mut() {
        fields.retain(|field, _| matches!(field.as_str(), "type" | "grantedAt"));
    }
    consent
}

fn first<const N: usize>(places: [Raw<'_>; N], usable: fn(&Value) -> bool) -> Option<Value> {
    let found = || {
        places
            .into_iter()
            .filter_map(small)
            .map(value)
            .map(shortened)
    };
    found()
        .find(usable)
        .or_else(|| found().find(|wrong| !is_blank(wrong)))
}

fn is_text(value: &Value) -> bool {
    value.is_string() && !is_blank(value)
}

fn is_blank(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn is_filled(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| !fields.is_empty())
}

fn small(raw: Raw<'_>) -> Raw<'_> {
    raw.filter(|raw| raw.get().starts_with('"') || raw.get().len() <= MAX_OBJECT)
}

fn shortened(value: Value) -> Value {
    match value {
        Value::String(text) => cut(text, MAX_TEXT).into(),
        other => other,
    }
}

/// At most `limit` bytes, cut between two characters.
fn cut(mut text: String, limit: usize) -> String {
    text.truncate(text.floor_char_boundary(limit));
    text
}
