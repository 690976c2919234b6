//! Keys, references, types: rows that collide with a valid one, or point nowhere, are refused.

use super::column;
use crate::sqlite::SqliteDb;

/// A valid row of every table with constraints: table, columns, values.
const ROWS: &[(&str, &str, &str)] = &[
    (
        "channel_configurations",
        "id, tenant_id, channel_type, endpoint_id",
        "'1', 't', 'phone', 'e'",
    ),
    (
        "channel_messages_log",
        "id, tenant_id, channel_type, to_address",
        "'1', 't', 'sms', 'x'",
    ),
    (
        "rendez_vous",
        "id, tenant_id, customer_name, rdv_date, rdv_time",
        "'1', 't', 'A', '2026-10-05', '10:00'",
    ),
    (
        "prospects",
        "id, tenant_id, name, identity_key",
        "'1', 't', 'A', 'k'",
    ),
    (
        "prospect_calls",
        "tenant_id, call_id, prospect_id, told_id, told",
        "'t', 'c', '1', '1', '{}'",
    ),
    (
        "tickets",
        "id, tenant_id, customer_name, subject",
        "'1', 't', 'A', 'S'",
    ),
    (
        "call_logs",
        "id, tenant_id, vapi_call_id, call_sid",
        "'1', 't', 'v', 'CA1'",
    ),
    ("tenant_settings", "tenant_id", "'t'"),
    ("support_settings", "tenant_id", "'t'"),
    ("privacy_settings", "tenant_id", "'t'"),
    (
        "erasures",
        "id, tenant_id, requested_at, requested_by, live_appointments",
        "'1', 't', 'x', 'operator', 'keep'",
    ),
    (
        "erasure_tasks",
        "erasure_id, tenant_id, kind, ref, next_at",
        "'1', 't', 'vapi_call', 'v', 'x'",
    ),
    (
        "assistants",
        "assistant_id, tenant_id, agent_type",
        "'a', 't', 'support'",
    ),
    ("resources", "tenant_id, id, name", "'t', 'r', 'R'"),
    (
        "services",
        "tenant_id, id, name_fr, name_en, is_default",
        "'t', 's', 'S', 'S', 1",
    ),
    (
        "service_resources",
        "tenant_id, service_id, resource_id",
        "'t', 's', 'r'",
    ),
    (
        "opening_hours",
        HOURS,
        "'1', 't', NULL, 1, '09:00', '12:00'",
    ),
    (
        "closures",
        "id, tenant_id, from_date, until_date",
        "'1', 't', '2026-08-01', '2026-08-01'",
    ),
    (
        "opening_exceptions",
        EXCEPTION,
        "'1', 't', NULL, '2026-10-10', '09:00', '12:00'",
    ),
    (
        "slot_holds",
        HOLD,
        "'t', 'c', 'r', 100, 160, '2026-10-05T08:00:00.000Z', '2026-10-05T08:01:30.000Z'",
    ),
    ("tool_calls", LEDGER, "'1', 't', 'c', 'i', 'x', 1, 'h'"),
    (
        "call_bindings",
        "scope, vapi_call_id, tenant_id",
        "'', 'v', 't'",
    ),
    (
        "stored_events",
        "id, message_type, reason, body",
        "'1', 'x', 'unknown_type', '{}'",
    ),
    (
        "noise_counts",
        "tenant_id, day, message_type, messages",
        "'t', '2026-10-05', 'transcript', 1",
    ),
    ("callbacks", "id, tenant_id, kind", "'1', 't', 'callback'"),
    (
        "ticket_notes",
        "id, tenant_id, ticket_id, note, author",
        "'1', 't', 'k', 'N', 'staff'",
    ),
    (
        "api_keys",
        "id, tenant_id, name, secret_hash",
        "'1', 't', 'N', 'h'",
    ),
    (
        "truth_checks",
        "tenant_id, call_id, due_at",
        "'t', 'c', '2026-10-05T08:00:00.000Z'",
    ),
    ("reconciliations", "account", "'t'"),
    (
        "calendar_feeds",
        "id, tenant_id, name, secret_hash",
        "'1', 't', 'N', 'h'",
    ),
    (
        "legacy_rejects",
        "table_name, \"row\", reason",
        "'x', '{}', 'y'",
    ),
];

/// Rows that collide with those of `ROWS`, or point nowhere: table, columns, values, error.
const COLLISIONS: &[(&str, &str, &str, &str)] = &[
    (
        "erasure_tasks",
        "erasure_id, tenant_id, kind, ref, next_at",
        "'1', 't', 'vapi_call', 'v', 'y'",
        "erasure_tasks.erasure_id, erasure_tasks.kind, erasure_tasks.ref",
    ),
    (
        "reconciliations",
        "account",
        "'t'",
        "reconciliations.account",
    ),
    (
        "truth_checks",
        "tenant_id, call_id, due_at",
        "'t', 'c', '2026-10-05T09:00:00.000Z'",
        "truth_checks.tenant_id, truth_checks.call_id",
    ),
    (
        "api_keys",
        "id, tenant_id, name, secret_hash",
        "'2', 'u', 'N', 'h'",
        "api_keys.secret_hash",
    ),
    (
        "calendar_feeds",
        "id, tenant_id, name, secret_hash",
        "'2', 'u', 'N', 'h'",
        "calendar_feeds.secret_hash",
    ),
    (
        "calendar_feeds",
        "id, tenant_id, name, secret_hash, resource_id",
        "'2', 'u', 'N', 'i', 'nobody'",
        "FOREIGN KEY",
    ),
    (
        "channel_configurations",
        "id, tenant_id, channel_type",
        "'2', 't', 'phone'",
        "channel_configurations.channel_type",
    ),
    (
        "channel_configurations",
        "id, tenant_id, channel_type, endpoint_id",
        "'2', 't', 'sms', 'e'",
        "channel_configurations.endpoint_id",
    ),
    (
        "prospects",
        "id, tenant_id, name, identity_key",
        "'2', 't', 'B', 'k'",
        "prospects.identity_key",
    ),
    (
        "tickets",
        "id, tenant_id, customer_name, subject, ticket_number",
        "'2', 't', 'B', 'S', 2001",
        "tickets.ticket_number",
    ),
    (
        "call_logs",
        "id, tenant_id, vapi_call_id",
        "'2', 't', 'v'",
        "call_logs.vapi_call_id",
    ),
    (
        "call_logs",
        "id, tenant_id, call_sid",
        "'2', 'u', 'CA1'",
        "call_logs.call_sid",
    ),
    (
        "assistants",
        "assistant_id, tenant_id, agent_type",
        "'a', 'u', 'support'",
        "assistants.assistant_id",
    ),
    (
        "services",
        "tenant_id, id, name_fr, name_en, is_default",
        "'t', 'z', 'Z', 'Z', 1",
        "services.tenant_id",
    ),
    (
        "tool_calls",
        LEDGER,
        "'2', 't', 'c', 'i', 'y', 0, 'h'",
        "tool_calls.args_hash",
    ),
    (
        "tool_calls",
        LEDGER,
        "'1', 't', 'd', 'i', 'y', 0, 'h'",
        "tool_calls.id",
    ),
    (
        "call_bindings",
        "scope, vapi_call_id, tenant_id",
        "'', 'v', 'u'",
        "call_bindings.vapi_call_id",
    ),
    (
        "service_resources",
        "tenant_id, service_id, resource_id",
        "'u', 's', 'r'",
        "FOREIGN KEY",
    ),
    (
        "service_resources",
        "tenant_id, service_id, resource_id",
        "'t', 's', 'none'",
        "FOREIGN KEY",
    ),
    (
        "opening_hours",
        HOURS,
        "'2', 't', 'none', 2, '09:00', '12:00'",
        "FOREIGN KEY",
    ),
    (
        "closures",
        "id, tenant_id, resource_id, from_date, until_date",
        "'2', 't', 'none', '2026-08-01', '2026-08-01'",
        "FOREIGN KEY",
    ),
    (
        "opening_hours",
        HOURS,
        "'2', 't', NULL, 1, '11:59', '24:00'",
        "opening_hours_overlap",
    ),
    (
        "opening_exceptions",
        EXCEPTION,
        "'2', 't', NULL, '2026-10-10', '11:59', '24:00'",
        "opening_exceptions_overlap",
    ),
    (
        "opening_exceptions",
        EXCEPTION,
        "'2', 't', 'none', '2026-10-10', '09:00', '12:00'",
        "FOREIGN KEY",
    ),
    (
        "slot_holds",
        HOLD,
        "'t', 'c', 'r', 100, 160, '2026-10-05T08:00:00.000Z', '2026-10-05T08:01:30.000Z'",
        "slot_holds.busy_from",
    ),
];

const LEDGER: &str = "id, tenant_id, call_id, tool_call_id, tool, writes, args_hash";
const EXCEPTION: &str = "id, tenant_id, resource_id, date, opens, closes";
const HOLD: &str = "tenant_id, call_id, resource_id, busy_from, busy_until, created_at, expires_at";
const HOURS: &str = "id, tenant_id, resource_id, weekday, opens, closes";

/// A migrated database with one valid row in every table that has constraints.
pub fn with_rows() -> SqliteDb {
    let db = SqliteDb::migrated();
    for (table, columns, values) in ROWS {
        db.execute(&format!(
            "INSERT INTO {table} ({columns}) VALUES ({values})"
        ));
    }
    db
}

#[test]
fn collisions_and_dangling_references_are_refused() {
    let db = with_rows();
    for (table, columns, values, says) in COLLISIONS {
        let insert = format!("INSERT INTO {table} ({columns}) VALUES ({values})");
        let error = db.try_execute(&insert).unwrap_err();
        assert!(error.contains(says), "{insert}: {error}");
    }
}

#[test]
fn hours_of_different_resources_and_days_may_coincide() {
    with_rows().execute(
        "INSERT INTO opening_hours (id, tenant_id, resource_id, weekday, opens, closes) VALUES
         ('2', 't', 'r', 1, '09:00', '12:00'), ('3', 't', NULL, 2, '09:00', '12:00'),
         ('4', 't', NULL, 1, '12:00', '24:00'), ('5', 'u', NULL, 1, '09:00', '12:00')",
    );
}

#[test]
fn hours_may_not_be_moved_into_each_other() {
    let db = with_rows();
    db.execute(
        "INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
         VALUES ('2', 't', 1, '12:00', '18:00')",
    );
    let moved = db.try_execute("UPDATE opening_hours SET opens = '11:59' WHERE id = '2'");
    assert_eq!(moved, Err("opening_hours_overlap".to_owned()));
    db.execute(
        "INSERT INTO opening_exceptions (id, tenant_id, date, opens, closes)
         VALUES ('2', 't', '2026-10-10', '12:00', '18:00'), ('3', 't', '2026-10-11', '09:00', '24:00')",
    );
    let moved = db.try_execute("UPDATE opening_exceptions SET date = '2026-10-11' WHERE id = '2'");
    assert_eq!(moved, Err("opening_exceptions_overlap".to_owned()));
}

#[test]
fn no_table_takes_a_missing_key_or_another_type() {
    let db = with_rows();
    let keys =
        "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND (c.name LIKE '%id' AND c.pk > 0 OR c.name = 'tenant_id')
          AND m.name NOT IN ('legacy_rejects', 'stored_events')";
    for key in column(&db, keys) {
        let (table, key) = key.split_once('.').unwrap();
        let refused = db.try_execute(&format!("UPDATE {table} SET {key} = NULL"));
        let filled = db.value(&format!("SELECT count(*) FROM {table}")) != 0;
        assert!(!filled || refused.is_err(), "{table}.{key}");
    }
    let typed = db.try_execute("UPDATE rendez_vous SET rdv_duration_minutes = 'une heure'");
    assert!(
        typed
            .unwrap_err()
            .contains("cannot store TEXT value in INTEGER column")
    );
}

#[test]
fn calls_without_numbers_are_stored() {
    SqliteDb::migrated()
        .execute("INSERT INTO call_logs (id, tenant_id) VALUES ('c', 't'), ('d', 't')");
}
