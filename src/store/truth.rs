//! Calls whose promises are to be checked, and what the check needs to know of them.

use super::guard::Guard;
use crate::db::{Stmt, Value};

/// Plans the check of a call of the guard's tenant. ?6 call, ?7 what was said (NULL: no report),
/// ?8 due, ?9 now. The first report counts, and it opens a check that was closed without one. Of a
/// call that was erased nothing is checked: it would be quoted.
#[must_use]
pub fn plan(guard: &Guard, call_log_id: &str, said: Option<String>, due: &str, now: &str) -> Stmt {
    Stmt {
        sql: concat!(
            "INSERT INTO truth_checks (tenant_id, call_id, due_at, said, reported, created_at) \
             SELECT ?1, ?6, ?8, ?7, ?7 IS NOT NULL, ?9 WHERE ",
            guard!(),
            " AND NOT EXISTS (SELECT 1 FROM call_logs e WHERE e.tenant_id = ?1 AND e.id = ?6 \
                AND e.erased_at IS NOT NULL) \
             ON CONFLICT (tenant_id, call_id) DO UPDATE SET due_at = excluded.due_at, \
               said = excluded.said, reported = 1, checked_at = NULL, checked_by = NULL \
             WHERE truth_checks.reported = 0 AND excluded.reported = 1"
        ),
        params: guard.with([call_log_id.into(), said.into(), due.into(), now.into()]),
    }
}

/// What changes whenever a tool call of the check `k` is claimed, taken over or decided.
macro_rules! rows_of_call {
    () => {
        "(SELECT coalesce(max(l.seq), 0) || ' ' || count(l.status) FROM tool_calls l \
           WHERE l.tenant_id = k.tenant_id AND l.call_id = k.call_id)"
    };
}

/// Whether anything was sent, or is about to be, to the caller of `c` or to whom the call made an
/// appointment for.
macro_rules! messages_sent {
    () => {
        "EXISTS (SELECT 1 FROM channel_messages_log m WHERE m.tenant_id = k.tenant_id \
           AND m.created_at >= coalesce(c.started_at, c.created_at) AND m.status <> 'failed' \
           AND (replace(m.to_address, 'whatsapp:', '') = c.from_number OR EXISTS ( \
             SELECT 1 FROM rendez_vous r WHERE r.tenant_id = k.tenant_id AND r.call_id = k.call_id \
               AND replace(m.to_address, 'whatsapp:', '') IN (r.customer_phone, r.customer_email))))"
    };
}

/// The columns of [`CheckRow`]. `k` is the check.
macro_rules! what_is_known {
    ($where:literal) => {
        concat!(
            "SELECT k.tenant_id, k.call_id, k.said, k.due_at, c.ended_reason, c.transfer_succeeded, \
               c.direction, c.simulated, coalesce(c.started_at, c.created_at) AS started_at, \
               c.from_number, coalesce(s.time_zone, 'Europe/Paris') AS time_zone, \
               coalesce(p.config_public->>'$.sara.language', s.language, 'fr-FR') AS language, \
               json_array(p.client_number, p.shared_number) AS own_numbers, \
               (SELECT json_group_array(json_object('tool_call_id', t.tool_call_id, 'tool', t.tool, \
                    'status', t.status, 'facts', json(t.facts), 'dry', t.dry)) \
                  FROM (SELECT * FROM tool_calls WHERE tenant_id = k.tenant_id \
                          AND call_id = k.call_id ORDER BY seq) t) AS ledger, ",
            messages_sent!(),
            " AS messages_sent, ",
            rows_of_call!(),
            " AS rows_seen FROM truth_checks k \
               JOIN call_logs c ON c.id = k.call_id AND c.tenant_id = k.tenant_id \
               LEFT JOIN tenant_settings s ON s.tenant_id = k.tenant_id \
               LEFT JOIN channel_configurations p ON p.tenant_id = k.tenant_id AND p.channel_type = 'phone' \
             WHERE k.checked_at IS NULL AND ",
            $where
        )
    };
}

/// The open check of the call that is bound in this scope.
#[must_use]
pub fn open_check(scope: &str, vapi_call_id: &str) -> Stmt {
    Stmt::new(
        what_is_known!(
            "(k.tenant_id, k.call_id) = (SELECT l.tenant_id, l.id FROM call_bindings b \
               JOIN call_logs l ON l.tenant_id = b.tenant_id AND l.vapi_call_id = b.vapi_call_id \
               WHERE b.scope = ?1 AND b.vapi_call_id = ?2)"
        ),
        [scope.into(), vapi_call_id.into()],
    )
}

/// The checks that are due, the longest waiting first.
#[must_use]
pub fn due_checks(now: &str, at_most: i64) -> Stmt {
    Stmt::new(
        what_is_known!("k.due_at <= ?1 ORDER BY k.due_at LIMIT ?2"),
        [now.into(), at_most.into()],
    )
}

/// Closes a check unless a tool call or a report has come since it was read; then the next run
/// looks again. What was said is forgotten.
#[must_use]
pub fn close(row: &CheckRow, run: &str, findings: usize, now: &str) -> Stmt {
    Stmt::new(
        concat!(
            "UPDATE truth_checks AS k SET checked_at = ?3, checked_by = ?4, findings = ?5, said = NULL \
             WHERE k.tenant_id = ?1 AND k.call_id = ?2 AND k.checked_at IS NULL \
               AND k.due_at = ?6 AND ",
            rows_of_call!(),
            " = ?7"
        ),
        [
            row.tenant_id.as_str().into(),
            row.call_id.as_str().into(),
            now.into(),
            run.into(),
            Value::Integer(i64::try_from(findings).unwrap_or(i64::MAX)),
            row.due_at.as_str().into(),
            row.rows_seen.as_str().into(),
        ],
    )
}

/// Puts an open check off until ?3.
#[must_use]
pub fn postpone(row: &CheckRow, until: &str) -> Stmt {
    Stmt::new(
        "UPDATE truth_checks SET due_at = ?3 \
         WHERE tenant_id = ?1 AND call_id = ?2 AND checked_at IS NULL AND due_at < ?3",
        [
            row.tenant_id.as_str().into(),
            row.call_id.as_str().into(),
            until.into(),
        ],
    )
}

/// A call to be checked; JSON columns as text.
#[derive(Clone, Debug)]
pub struct CheckRow {
    pub tenant_id: String,
    pub call_id: String,
    pub said: Option<String>,
    pub due_at: String,
    pub ended_reason: Option<String>,
    pub transfer_succeeded: Option<i64>,
    pub direction: Option<String>,
    pub simulated: bool,
    pub started_at: String,
    pub from_number: Option<String>,
    pub time_zone: String,
    pub language: String,
    pub own_numbers: String,
    pub ledger: String,
    pub messages_sent: bool,
    pub rows_seen: String,
}

record! { CheckRow:
    tenant_id, call_id, said, due_at, ended_reason, transfer_succeeded, direction, simulated = flag,
    started_at, from_number, time_zone, language, own_numbers, ledger, messages_sent = flag,
    rows_seen,
}
