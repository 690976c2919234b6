//! From messages to what they tell of their call.
//!
//! Ranks, where a message knows better than another whatever the time: a report tells of the whole
//! call; an end with a reason is more than an end without one.

use serde_json::{Value, json};

use super::{Arrival, Happening};
use crate::{
    db::timestamp,
    domain::Language,
    store::calls::{CallFacts, Column, Source},
    tools::hash,
    vapi::{self, Bucket, CallStatus, Direction, EndOfCallReport, Envelope, StatusUpdate},
};

/// Facts of a report come before those of other messages.
const OF_REPORT: u8 = 1;

/// What the envelope of any message tells.
#[must_use]
pub fn call_facts(
    envelope: &Envelope,
    tenant_id: &str,
    call_key: &str,
    source: Source,
) -> CallFacts {
    let id = call_log_id(tenant_id, call_key);
    let mut facts = CallFacts::new(id, source, envelope.timestamp);
    facts.kind = if envelope.text_chat { "chat" } else { "call" };
    facts.simulated = envelope.simulation;
    facts.call_sid = envelope.call_sid.clone();
    let keys = &envelope.keys;
    facts.tell(Column::AssistantId, 0, keys.assistant_id.as_deref());
    facts.tell(Column::FromNumber, 0, number(envelope.caller.as_deref()));
    facts.tell(Column::ToNumber, 0, number(keys.called_number.as_deref()));
    facts.tell(
        Column::ForwardedFrom,
        0,
        number(keys.forwarded_from.as_deref()),
    );
    facts.tell(
        Column::Direction,
        0,
        envelope.direction.map(Direction::as_str),
    );
    facts.tell(Column::StartedAt, 0, envelope.started_at.map(timestamp));
    facts.tell(
        Column::ForwardedTo,
        0,
        number(envelope.forwarded_to.as_deref()),
    );
    facts
}

/// What a stored message tells.
#[must_use]
pub(super) fn of_arrival(arrival: &Arrival, tenant_id: &str, call_key: &str) -> CallFacts {
    let source = match &arrival.happening {
        Happening::Report { fetched: true, .. } => Source::Fetched,
        Happening::Report { .. } => Source::Report,
        Happening::Status(_) => Source::StatusUpdate,
        Happening::Language(_) | Happening::Hang | Happening::Other | Happening::Live => {
            Source::Message
        }
    };
    let mut facts = call_facts(&arrival.envelope, tenant_id, call_key, source);
    match &arrival.happening {
        Happening::Report {
            report, fetched, ..
        } => {
            facts.report_received_at = (!fetched).then(|| timestamp(arrival.received_at));
            tell_report(&mut facts, report, arrival.cut);
        }
        Happening::Status(update) => tell_status_update(&mut facts, arrival, update),
        Happening::Language(language) => {
            let language = Language::parse(language).map(Language::code);
            facts.tell(Column::Language, 0, language);
        }
        Happening::Hang | Happening::Other | Happening::Live => {}
    }
    facts
}

fn tell_status_update(facts: &mut CallFacts, arrival: &Arrival, update: &StatusUpdate) {
    let Some(status) = update.call_status() else {
        return;
    };
    let reason = update.ended_reason.as_deref();
    tell_status(facts, status, reason, 0);
    if status.is_final() {
        facts.tell(
            Column::EndedAt,
            0,
            arrival.envelope.timestamp.map(timestamp),
        );
    }
}

/// How far the call has come, and why it ended.
pub fn tell_status(facts: &mut CallFacts, status: CallStatus, reason: Option<&str>, rank: u8) {
    facts.is_over |= status.is_final();
    let with_reason = reason.map_or(0, |_| 1 + rank);
    facts.tell(
        Column::CallStatus,
        status.rank() * 10 + with_reason,
        Some(status.as_str()),
    );
    if let Some(reason) = reason {
        facts.tell(Column::EndedReason, rank, Some(reason));
        facts.tell_bucket(Bucket::of(reason).as_str());
    }
}

/// What an end-of-call report tells, or the same asked for at Vapi. `cut`: its transcript is only
/// the beginning.
pub fn tell_report(facts: &mut CallFacts, report: &EndOfCallReport, cut: bool) {
    let reason = report.ended_reason();
    tell_status(facts, CallStatus::of_ended(reason), reason, OF_REPORT);
    let whole = u8::from(!cut);
    facts.tell(Column::ReportCut, whole, Some(u8::from(cut)));
    facts.tell(Column::Transcript, whole, report.transcript());
    let transferred =
        reason.and_then(|reason| vapi::transfer_succeeded(reason, &report.transfers()));
    facts.tell(Column::TransferSucceeded, 0, transferred.map(u8::from));
    let consent = report.recording_consent().map(
        |consent| json!({"type": consent.kind, "granted_at": consent.granted_at.map(timestamp)}),
    );
    facts.tell(Column::RecordingConsent, 0, consent);
    let sentiment = report.structured("sentiment").and_then(sentiment);
    facts.tell(Column::Sentiment, 0, sentiment);
    facts.tell(
        Column::ReportViolations,
        whole,
        Some(vapi::violations(report)),
    );
    facts.tell(Column::AssistantPath, 0, report.assistants());
    facts.tell(
        Column::StartedAt,
        OF_REPORT,
        report.started_at().map(timestamp),
    );
    facts.tell(Column::EndedAt, OF_REPORT, report.ended_at().map(timestamp));
    facts.tell(Column::DurationSeconds, 0, report.duration_seconds());
    facts.tell(Column::CostMicrodollars, 0, report.cost_microdollars());
    facts.tell(Column::RecordingUrl, 0, report.recording_url());
    facts.tell(Column::Summary, 0, report.summary());
    facts.tell_outputs(report.structured_outputs().unwrap_or_default());
}

/// Only from structured data, and only the values of the column.
fn sentiment(value: &Value) -> Option<&'static str> {
    match value.as_str()?.to_lowercase().as_str() {
        "positive" => Some("positive"),
        "neutral" => Some("neutral"),
        "negative" => Some("negative"),
        _ => None,
    }
}

/// A signalled number as it came, bounded: some networks send whole SIP addresses.
fn number(raw: Option<&str>) -> Option<String> {
    raw.map(|raw| raw.chars().take(200).collect())
}

/// `call_logs.id`: the same for every message of a call, and never that of another tenant.
#[must_use]
pub fn call_log_id(tenant_id: &str, call_key: &str) -> String {
    let digest = hash(&[tenant_id, call_key]);
    format!("call_{}", digest.get(..32).unwrap_or(&digest))
}
