//! Every CHECK refuses what it is there for, and the error names it.

use std::collections::BTreeSet;

use super::{column, constraints::with_rows};
use crate::sqlite::SqliteDb;

/// Changes that make a valid row invalid: table, assignment.
const REFUSED: &[(&str, &str)] = &[
    ("channel_configurations", "channel_type = 'fax'"),
    ("channel_configurations", "enabled = 2"),
    ("channel_configurations", "configured = -1"),
    ("channel_configurations", "config_public = '{'"),
    ("channel_configurations", "templates = ''"),
    ("channel_messages_log", "channel_type = 'Phone'"),
    ("channel_messages_log", "status = 'queued'"),
    ("channel_messages_log", "template_variables = '{x}'"),
    ("rendez_vous", "rdv_date = '2026-02-30'"),
    ("rendez_vous", "rdv_date = '2026-13-01'"),
    ("rendez_vous", "rdv_date = 'demain'"),
    ("rendez_vous", "rdv_date = 'now'"),
    ("rendez_vous", "rdv_date = '05/10/2026'"),
    ("rendez_vous", "rdv_date = '2026-10-05 '"),
    ("rendez_vous", "rdv_time = '24:00'"),
    ("rendez_vous", "rdv_time = '29:00'"),
    ("rendez_vous", "rdv_time = '10:60'"),
    ("rendez_vous", "rdv_time = '9:00'"),
    ("rendez_vous", "rdv_time = '10h00'"),
    ("rendez_vous", "rdv_time = ''"),
    ("rendez_vous", "rdv_duration_minutes = 0"),
    ("rendez_vous", "rdv_duration_minutes = 1441"),
    ("rendez_vous", "buffer_before_minutes = -1"),
    ("rendez_vous", "buffer_after_minutes = 481"),
    ("rendez_vous", "utc_offset_minutes = 841"),
    ("rendez_vous", "status = 'booked'"),
    ("rendez_vous", "status = 'Confirmed'"),
    ("rendez_vous", "created_by = 'paul'"),
    ("rendez_vous", "phone_source = 'web'"),
    ("rendez_vous", "reminder_24h_sent = 2"),
    ("rendez_vous", "reminder_1h_sent = 2"),
    ("rendez_vous", "confirmation_sent = 2"),
    ("prospects", "qualification_score = 101"),
    ("prospects", "qualification_status = 'hot'"),
    ("prospects", "converted_to_client = 2"),
    ("prospects", "decision_maker = 2"),
    ("prospects", "score_detail = 'x'"),
    ("prospects", "phone_source = 'x'"),
    ("prospects", "status_set_by = 'sara'"),
    ("prospects", "last_change = 'x'"),
    ("prospects", "merged_into = id"),
    ("prospect_calls", "told = 'x'"),
    ("prospect_history", "kind = 'x'"),
    ("prospect_history", "changes = 'x'"),
    ("tenant_settings", "scoring = '{'"),
    ("tickets", "priority = 'asap'"),
    ("tickets", "status = 'pending'"),
    ("tickets", "phone_source = 'x'"),
    ("tickets", "response_due_at = 'x'"),
    ("tickets", "due_at = '2026-10-05'"),
    ("call_logs", "direction = 'both'"),
    ("call_logs", "kind = 'fax'"),
    ("call_logs", "simulated = 2"),
    ("call_logs", "transfer_succeeded = 2"),
    ("call_logs", "actions_performed = '['"),
    ("call_logs", "structured_outputs = ''"),
    ("call_logs", "recording_consent = 'yes'"),
    ("call_logs", "report_violations = 'x'"),
    ("tenant_settings", "holidays = 'bavaria'"),
    ("tenant_settings", "text_chats = 'on'"),
    ("tenant_settings", "tool_deadline_ms = 499"),
    ("tenant_settings", "tool_calls_a_call = 9"),
    ("resources", "enabled = 2"),
    ("services", "synonyms = '{}'"),
    ("services", "duration_minutes = 0"),
    ("services", "buffer_after_minutes = -1"),
    ("services", "grid_minutes = 0"),
    ("services", "notice_minutes = -1"),
    ("services", "horizon_days = 0"),
    ("services", "is_default = 2"),
    ("services", "enabled = 2"),
    ("opening_hours", "weekday = 0"),
    ("opening_hours", "opens = '9:00'"),
    ("opening_hours", "closes = '24:30'"),
    ("opening_hours", "closes = '09:00'"),
    ("closures", "from_date = '2026-7-1'"),
    ("closures", "until_date = '2026-08-32'"),
    ("closures", "until_date = '2026-07-31'"),
    ("opening_exceptions", "date = '2026-02-29'"),
    ("opening_exceptions", "opens = '9:00'"),
    ("opening_exceptions", "closes = '24:01'"),
    ("opening_exceptions", "closes = '09:00'"),
    ("slot_holds", "busy_until = busy_from"),
    ("slot_holds", "busy_until = busy_from + 2401"),
    ("slot_holds", "expires_at = '2026-10-05T08:05:00.001Z'"),
    ("call_logs", "told_by = 'x'"),
    ("call_logs", "outputs_told_by = 'x'"),
    ("call_logs", "assistant_path = 'x'"),
    ("call_logs", "report_cut = 2"),
    ("tool_calls", "writes = 2"),
    ("tool_calls", "dry = 2"),
    ("tool_calls", "asked = 2"),
    ("tool_calls", "plan = 'x'"),
    ("tool_calls", "facts = 'x'"),
    ("stored_events", "body = 'x'"),
    ("support_settings", "settings = '[]'"),
    ("privacy_settings", "events_days = 0"),
    ("erasures", "live_appointments = 'x'"),
    ("erasures", "erased = 'x'"),
    ("erasure_tasks", "kind = 'x'"),
    ("stored_events", "event = 'x'"),
    ("stored_events", "state = 'lost'"),
    ("stored_events", "state = 'pending'"),
    ("noise_counts", "day = 'today'"),
    ("callbacks", "kind = 'fax'"),
    ("callbacks", "source = 'x'"),
    ("callbacks", "status = 'open'"),
    ("callbacks", "phone_source = 'x'"),
    ("callbacks", "due_date = '2026-02-29'"),
    ("callbacks", "due_time = '24:00'"),
    ("callbacks", "due_at = '2026-10-05'"),
    ("callbacks", "urgent = 2"),
    ("ticket_notes", "author = 'model'"),
    ("reconciliations", "windows = 'x'"),
    ("reconciliations", "failures = -1"),
    ("truth_checks", "said = 'x'"),
    ("truth_checks", "reported = 2"),
    ("truth_checks", "checked_at = '2026-10-05'"),
    ("api_keys", "name = ''"),
    ("calendar_feeds", "name = ''"),
    ("calendar_feeds", "with_phone = 2"),
    ("legacy_rejects", "\"row\" = 'x'"),
];

/// The names after `CONSTRAINT` whose body is a CHECK, in all tables.
fn named_checks(db: &SqliteDb) -> BTreeSet<String> {
    let sql = column(
        db,
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL",
    );
    sql.iter()
        .flat_map(|table| table.split("CONSTRAINT ").skip(1))
        .filter_map(|rest| rest.split_once(char::is_whitespace))
        .filter(|(_, body)| body.trim_start().starts_with("CHECK"))
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[test]
fn every_named_check_refuses_what_it_is_there_for() {
    let db = with_rows();
    let mut seen = BTreeSet::new();
    for (table, change) in REFUSED {
        let error = db
            .try_execute(&format!("UPDATE {table} SET {change}"))
            .unwrap_err();
        let name = error.strip_prefix("CHECK constraint failed: ");
        seen.insert(
            name.unwrap_or_else(|| panic!("{table}: {change}: {error}"))
                .to_owned(),
        );
    }
    assert_eq!(seen, named_checks(&db));
}
