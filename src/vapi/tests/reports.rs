//! Reports of every period.

use serde_json::{Value, json};

use super::{fixture, report};
use crate::vapi::{EndOfCallReport, violations};

const TRANSCRIPT: &str =
    "AI: Agence Les Tilleuls, bonjour.\nUser: Je voudrais une visite mardi à quinze heures.\n";
const SUMMARY: Option<&str> = Some("Une visite est demandée.");

fn event(report: &EndOfCallReport) -> Value {
    serde_json::to_value(report).unwrap()
}

fn recording(file: &str) -> String {
    format!("https://storage.example.com/{file}")
}

#[test]
fn the_shape_of_2024_03_at_message_level_only() {
    let told = report(fixture!("end-of-call-report_2024-03"));
    assert_eq!(told.ended_reason(), Some("customer-ended-call"));
    assert_eq!(told.summary(), SUMMARY);
    assert_eq!(told.transcript(), Some(TRANSCRIPT));
    assert_eq!(told.recording_url(), Some(recording("r.wav").as_str()));
    // The cost of the call's snapshot is stale: 0 is not free.
    assert_eq!(
        (told.cost_microdollars(), told.duration_seconds()),
        (None, None)
    );
    assert_eq!(violations(&told), [""; 0]);
}

#[test]
fn the_shape_of_2024_07_with_empty_artifact_lists() {
    let told = report(fixture!("end-of-call-report_2024-07"));
    assert_eq!(told.summary(), SUMMARY);
    assert_eq!(told.transcript(), Some(TRANSCRIPT));
    assert_eq!(event(&told)["successEvaluation"], "true");
}

#[test]
fn the_shape_of_2024_11_with_costs_and_durations() {
    let told = report(fixture!("end-of-call-report_2024-11"));
    assert_eq!(told.cost_microdollars(), Some(39_400));
    assert_eq!(told.duration_seconds(), Some(100));
    assert_eq!(told.recording_url(), Some(recording("a.wav").as_str()));
    assert_eq!(
        told.started_at().unwrap().to_rfc3339(),
        "2024-11-05T09:00:00+00:00"
    );
    assert_eq!(
        told.ended_at().unwrap().timestamp_millis(),
        1_730_797_300_400
    );
    assert_eq!(violations(&told), [""; 0]);
}

#[test]
fn the_shape_of_2025_06_with_structured_data() {
    let told = report(fixture!("end-of-call-report_2025-06"));
    assert_eq!(told.cost_microdollars(), Some(73), "7.275e-05 dollars");
    assert_eq!(told.duration_seconds(), Some(25), "from milliseconds");
    assert_eq!(told.recording_url(), Some(recording("m.wav").as_str()));
    assert_eq!(event(&told)["variables"]["customerName"], "Nadia");
    assert_eq!(told.structured("budget_max"), Some(&json!(320_000)));
    assert_eq!(told.structured("budget_min"), None);
    assert_eq!(
        violations(&told),
        ["/successEvaluation type"],
        "a boolean, as some suites saw"
    );
}

#[test]
fn the_shape_of_2026_05_with_structured_outputs_and_transfers() {
    let told = report(fixture!("end-of-call-report_2026-05"));
    assert_eq!(told.structured("booking_made"), Some(&json!(true)));
    let outputs = &event(&told)["structured"];
    assert_eq!(outputs[1]["id"], "0a9c1f52-7c55-4c33-9f70-0f5e6f4f1a02");
    assert_eq!(told.transfers(), ["no-answer", "connected"]);
    assert_eq!(
        told.duration_seconds(),
        Some(181),
        "from first to last instant, rounded"
    );
    let variables = json!({ "customerName": "Nadia", "accessToken": "[redacted]" });
    assert_eq!(event(&told)["variables"], variables);
    assert!(
        told.transcript()
            .unwrap()
            .starts_with("AI: Agence Les Tilleuls, bonjour.\nUser: ")
    );
    assert_eq!(told.summary(), None);
    assert_eq!(violations(&told), [""; 0]);
}

#[test]
fn the_shape_of_2026_07_with_presigned_addresses_and_consent() {
    let told = report(fixture!("end-of-call-report_2026-07"));
    assert_eq!(
        told.recording_url(),
        Some(recording("m.wav?sig=abc").as_str())
    );
    let consent = told.recording_consent().unwrap();
    assert_eq!(consent.kind, "verbal");
    assert_eq!(
        consent.granted_at.unwrap().to_rfc3339(),
        "2026-07-16T18:00:20+00:00"
    );
    assert_eq!(violations(&told), [""; 0]);
}

#[test]
fn nothing_but_nulls() {
    let told = report(fixture!("end-of-call-report_all-null"));
    assert_eq!(event(&told), json!({ "endedReason": "silence-timed-out" }));
    assert_eq!(told.recording_consent(), None);
    assert!(told.transfers().is_empty());
}

#[test]
fn message_level_only_and_unwrapped() {
    let told = report(fixture!("end-of-call-report_top-level-only"));
    assert_eq!(
        (told.summary(), told.duration_seconds()),
        (SUMMARY, Some(120))
    );
    let told = report(fixture!("end-of-call-report_unwrapped"));
    assert_eq!(told.ended_reason(), Some("customer-busy"), "from the call");
    assert_eq!(told.transcript(), Some(TRANSCRIPT));
    let told = report(r#"{"type":"end-of-call-report"}"#);
    assert_eq!(violations(&told), ["/endedReason required"]);
}

#[test]
fn a_missing_transcript_is_joined_from_the_messages() {
    let told = report(fixture!("end-of-call-report_joined-transcript"));
    assert_eq!(
        told.transcript(),
        Some("AI: Bonjour.\nUser: Une visite, mardi.\nAI: C'est noté.")
    );
}

#[test]
fn wrong_types_are_kept_for_the_violations_and_given_to_nobody() {
    let told = report(fixture!("end-of-call-report_wrong-types"));
    assert_eq!(
        violations(&told),
        [
            "/cost minimum",
            "/durationMs minimum",
            "/durationSeconds type",
            "/endedReason type",
            "/recordingConsent/grantedAt format",
            "/recordingConsent/type required",
            "/recordingUrl format",
            "/structured type",
            "/summary type",
            "/transcript type",
            "/transfers/0 type",
            "/variables type",
            "/endedAt before /startedAt",
        ]
    );
    assert_eq!(
        (told.ended_reason(), told.summary(), told.transcript()),
        (None, None, None)
    );
    assert_eq!(
        (told.cost_microdollars(), told.duration_seconds()),
        (None, None)
    );
    assert_eq!(told.recording_consent(), None);
    assert_eq!(event(&told)["durationSeconds"], "trois minutes");
}

#[test]
fn violations_never_tell_a_value() {
    let told = report(
        r#"{"message":{"type":"end-of-call-report","endedReason":7,"cost":"+33639980017",
            "recordingUrl":"+33639980017","summary":["+33639980017"],"startedAt":"+33639980017"}}"#,
    );
    let all = violations(&told).join("\n");
    assert_eq!(all.lines().count(), 5, "{all}");
    assert!(!all.contains("336"), "{all}");
}

#[test]
fn a_usable_value_wins_over_a_wrong_one_before_it() {
    let told = report(
        r#"{"message":{"type":"end-of-call-report","endedReason":"hangup","summary":"good",
            "analysis":{"summary":{"text":"x"}},"cost":"0.1","costBreakdown":{"total":0.2}}}"#,
    );
    assert_eq!(
        (told.summary(), told.cost_microdollars()),
        (Some("good"), Some(200_000))
    );
}

#[test]
fn a_report_of_400_kb_becomes_a_small_event() {
    let word = json!({ "word": "bonjour", "start": 1.5, "end": 1.9, "confidence": 0.98 });
    let turn = json!({ "role": "user", "message": "bonjour bonjour",
        "metadata": { "wordLevelConfidence": vec![word; 20] } });
    let body = json!({ "message": { "type": "end-of-call-report", "endedReason": "hangup",
        "artifact": { "messages": vec![turn; 400], "transcript": TRANSCRIPT,
            "variableValues": { "big": "x".repeat(100_000) } } } })
    .to_string();
    assert!(body.len() > 400_000);
    let told = report(&body);
    assert_eq!(
        event(&told),
        json!({ "endedReason": "hangup", "transcript": TRANSCRIPT })
    );
}
