//! Forgetting what is older than its tenant wants to keep it, a bounded piece at a time.
//!
//! Each statement looks only at rows that still hold something (partial indexes), so that one that
//! broke off goes on, and one that runs twice changes nothing the second time. Appointments,
//! tickets and prospects are no business of theirs.

use serde::Serialize;
use utoipa::ToSchema;

use crate::db::{Stmt, Value};

/// Rows of one statement.
pub const AT_MOST: i64 = 200;

/// Days that each kind of data is kept: 1 to 3650.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Days {
    /// Links to recordings.
    pub recordings_days: i64,
    /// Transcripts, and what callbacks quote of them once they are done.
    pub transcripts_days: i64,
    /// Summaries and structured outputs.
    pub summaries_days: i64,
    /// Stored messages of Vapi's.
    pub events_days: i64,
    /// What tool calls were answered.
    pub answers_days: i64,
    /// Subjects and bodies of messages sent.
    pub messages_days: i64,
    /// The audit log.
    pub audit_days: i64,
}

record! { Days:
    recordings_days, transcripts_days, summaries_days, events_days, answers_days, messages_days,
    audit_days,
}

macro_rules! days {
    () => {
        "SELECT coalesce(s.recordings_days, 180) AS recordings_days, \
           coalesce(s.transcripts_days, 180) AS transcripts_days, \
           coalesce(s.summaries_days, 180) AS summaries_days, \
           coalesce(s.events_days, 180) AS events_days, \
           coalesce(s.answers_days, 180) AS answers_days, \
           coalesce(s.messages_days, 180) AS messages_days, \
           coalesce(s.audit_days, 365) AS audit_days, coalesce(s.version, 0) AS version"
    };
}

/// A tenant's settings, the defaults (version 0) without any.
#[must_use]
pub fn settings(tenant_id: &str) -> Stmt {
    Stmt::new(
        concat!(
            days!(),
            " FROM (SELECT 1) LEFT JOIN privacy_settings s ON s.tenant_id = ?1"
        ),
        [tenant_id.into()],
    )
}

/// Sets what `change`, a JSON object of columns, names; `if_match` is a JSON list of versions and
/// `*`, or NULL. One row comes back if it held.
#[must_use]
pub fn set(tenant_id: &str, change: &str, if_match: Value) -> Stmt {
    Stmt::new(
        "INSERT INTO privacy_settings (tenant_id, recordings_days, transcripts_days, \
           summaries_days, events_days, answers_days, messages_days, audit_days) \
         SELECT ?1, coalesce(?2->>'$.recordings_days', 180), \
           coalesce(?2->>'$.transcripts_days', 180), coalesce(?2->>'$.summaries_days', 180), \
           coalesce(?2->>'$.events_days', 180), coalesce(?2->>'$.answers_days', 180), \
           coalesce(?2->>'$.messages_days', 180), coalesce(?2->>'$.audit_days', 365) \
         WHERE ?3 IS NULL OR EXISTS (SELECT 1 FROM json_each(?3) m WHERE m.value IN ('*', \
           coalesce((SELECT version FROM privacy_settings WHERE tenant_id = ?1), 0))) \
         ON CONFLICT (tenant_id) DO UPDATE SET \
           recordings_days = coalesce(?2->>'$.recordings_days', recordings_days), \
           transcripts_days = coalesce(?2->>'$.transcripts_days', transcripts_days), \
           summaries_days = coalesce(?2->>'$.summaries_days', summaries_days), \
           events_days = coalesce(?2->>'$.events_days', events_days), \
           answers_days = coalesce(?2->>'$.answers_days', answers_days), \
           messages_days = coalesce(?2->>'$.messages_days', messages_days), \
           audit_days = coalesce(?2->>'$.audit_days', audit_days), version = version + 1 \
         RETURNING version",
        [tenant_id.into(), change.into(), if_match],
    )
}

/// The tenants after `cursor` with what they have settled. Every tenant has a configuration version.
#[must_use]
pub fn tenants(cursor: &str, at_most: i64) -> Stmt {
    Stmt::new(
        concat!(
            days!(),
            ", v.tenant_id FROM config_versions v \
               LEFT JOIN privacy_settings s ON s.tenant_id = v.tenant_id \
             WHERE v.tenant_id > ?1 AND v.tenant_id <> '*' ORDER BY v.tenant_id LIMIT ?2"
        ),
        [cursor.into(), at_most.into()],
    )
}

/// The row of [`tenants`].
#[derive(Clone, Debug)]
pub struct TenantDays {
    pub tenant_id: String,
    pub days: Days,
}

record! { TenantDays: tenant_id, days = whole }

/// The oldest rows of `$table` that `$holds` something and are from before ?2, at most ?3.
macro_rules! aged {
    ($table:literal, $at:literal, $holds:literal) => {
        concat!(
            "rowid IN (SELECT rowid FROM ",
            $table,
            " WHERE tenant_id = ?1 AND ",
            $at,
            " < ?2 AND ",
            $holds,
            " ORDER BY ",
            $at,
            " LIMIT ?3) RETURNING 1"
        )
    };
}

/// One piece of everything a tenant no longer wants kept. Each statement gives a row for every row
/// that it changed; `before` tells the instant that lies so many days back.
#[must_use]
pub fn forget(tenant_id: &str, days: &Days, before: impl Fn(i64) -> String) -> Vec<Stmt> {
    let piece =
        |sql, days: i64| Stmt::new(sql, [tenant_id.into(), before(days).into(), AT_MOST.into()]);
    vec![
        piece(
            concat!(
                "UPDATE call_logs SET recording_url = NULL WHERE ",
                aged!("call_logs", "created_at", "recording_url IS NOT NULL")
            ),
            days.recordings_days,
        ),
        piece(
            concat!(
                "UPDATE call_logs SET transcript = NULL WHERE ",
                aged!("call_logs", "created_at", "transcript IS NOT NULL")
            ),
            days.transcripts_days,
        ),
        piece(
            concat!(
                "UPDATE callbacks SET source_quote = NULL WHERE ",
                aged!(
                    "callbacks",
                    "created_at",
                    "source_quote IS NOT NULL AND status <> 'due'"
                )
            ),
            days.transcripts_days,
        ),
        piece(
            concat!(
                "UPDATE call_logs SET summary = NULL, structured_outputs = '{}' WHERE ",
                aged!(
                    "call_logs",
                    "created_at",
                    "(summary IS NOT NULL OR structured_outputs <> '{}')"
                )
            ),
            days.summaries_days,
        ),
        piece(
            concat!(
                "DELETE FROM stored_events WHERE ",
                aged!("stored_events", "received_at", "1")
            ),
            days.events_days,
        ),
        piece(
            concat!(
                "UPDATE tool_calls SET facts = NULL WHERE ",
                aged!("tool_calls", "created_at", "facts IS NOT NULL")
            ),
            days.answers_days,
        ),
        piece(
            concat!(
                "UPDATE channel_messages_log SET content = NULL, subject = NULL, \
                   template_variables = NULL WHERE ",
                aged!(
                    "channel_messages_log",
                    "created_at",
                    "coalesce(content, subject, template_variables) IS NOT NULL"
                )
            ),
            days.messages_days,
        ),
        piece(
            concat!(
                "DELETE FROM audit_log WHERE ",
                aged!("audit_log", "at", "1")
            ),
            days.audit_days,
        ),
    ]
}

/// What came in late for calls of a tenant that were erased: their messages go too.
#[must_use]
pub fn forget_late(tenant_id: &str) -> Stmt {
    Stmt::new(
        "DELETE FROM stored_events WHERE rowid IN (SELECT e.rowid FROM erasure_tasks t \
           JOIN stored_events e ON e.vapi_call_id = t.ref AND e.tenant_id = t.tenant_id \
         WHERE t.tenant_id = ?1 AND t.kind IN ('vapi_call', 'vapi_chat')) RETURNING 1",
        [tenant_id.into()],
    )
}

/// A piece of the messages and entries that belong to no tenant.
#[must_use]
pub fn forget_unowned(events_before: &str, audit_before: &str) -> Vec<Stmt> {
    vec![
        Stmt::new(
            "DELETE FROM stored_events WHERE rowid IN (SELECT rowid FROM stored_events \
               WHERE tenant_id IS NULL AND received_at < ?1 ORDER BY received_at LIMIT ?2) \
             RETURNING 1",
            [events_before.into(), AT_MOST.into()],
        ),
        Stmt::new(
            concat!(
                "DELETE FROM audit_log WHERE ",
                aged!("audit_log", "at", "1")
            ),
            ["".into(), audit_before.into(), AT_MOST.into()],
        ),
    ]
}
