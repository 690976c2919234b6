//! Whether the event of a report says only what can be true.

use jsonschema::{ValidationError, error::ValidationErrorKind};

use super::report::EndOfCallReport;

/// How many violations are told of one report.
const MAX_VIOLATIONS: usize = 20;

/// The event's compiled schema.
#[jsonschema::validator(
    path = "tool-schemas/messages/end-of-call-report.json",
    validate_formats = true,
    methods = { is_valid = false, validate = false, iter_errors = true }
)]
struct ReportSchema;

/// What is wrong with a report: place and kind (`/cost minimum`), never a value. Never a reason to
/// refuse the report.
#[must_use]
pub fn violations(report: &EndOfCallReport) -> Vec<String> {
    let mut found: Vec<String> = ReportSchema::iter_errors(report.as_value())
        .take(MAX_VIOLATIONS)
        .map(|error| violation(&error))
        .collect();
    let times = report.started_at().zip(report.ended_at());
    if times.is_some_and(|(started, ended)| ended < started) {
        found.push("/endedAt before /startedAt".to_owned());
    }
    found
}

fn violation(error: &ValidationError<'_>) -> String {
    let (place, kind) = (error.instance_path().as_str(), error.kind().keyword());
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            format!("{place}/{} {kind}", property.as_str().unwrap_or_default())
        }
        _ => format!("{place} {kind}"),
    }
}
