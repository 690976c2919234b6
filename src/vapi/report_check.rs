//! Whether the event of a report says only what can be true.

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
        .map(|error| {
            format!(
                "{} {}",
                error.instance_path().as_str(),
                error.kind().keyword()
            )
        })
        .collect();
    let times = report.started_at().zip(report.ended_at());
    if times.is_some_and(|(started, ended)| ended < started) {
        found.push("/endedAt before /startedAt".to_owned());
    }
    found
}
