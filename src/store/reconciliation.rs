//! How far the calls of each account at Vapi have been looked at, and what had to be fetched.

use serde::Serialize;
use utoipa::ToSchema;

use super::guard::Guard;
use crate::db::{Stmt, Value};

/// The platform's account has a row as soon as it has a key.
#[must_use]
pub fn open_platform() -> Stmt {
    Stmt::new(
        "INSERT INTO reconciliations (account) VALUES ('') ON CONFLICT DO NOTHING",
        [],
    )
}

/// Keeps a tenant's sealed key, or takes it away.
#[must_use]
pub fn keep_key(tenant_id: &str, sealed: Option<&str>) -> Stmt {
    Stmt::new(
        "INSERT INTO reconciliations (account, api_key_encrypted) VALUES (?1, ?2) \
         ON CONFLICT (account) DO UPDATE SET api_key_encrypted = excluded.api_key_encrypted, \
           retry_at = NULL, failures = 0, last_error = NULL, revision = revision + 1",
        [tenant_id.into(), sealed.map(str::to_owned).into()],
    )
}

/// The accounts with a key, those not looked at for longest first. ?1 now, ?2 how many, ?3 whether
/// the platform has one.
#[must_use]
pub fn accounts(now: &str, at_most: i64, platform: bool) -> Stmt {
    Stmt::new(
        "SELECT account, api_key_encrypted, windows, looked_until, retry_at, failures, revision \
         FROM reconciliations WHERE last_run_at <= ?1 \
           AND iif(account = '', CAST(?3 AS INTEGER), api_key_encrypted IS NOT NULL) \
         ORDER BY last_run_at LIMIT ?2",
        [now.into(), at_most.into(), platform.into()],
    )
}

/// The row of [`accounts`].
#[derive(Clone, Debug)]
pub struct AccountRow {
    pub account: String,
    pub api_key_encrypted: Option<String>,
    pub windows: String,
    pub looked_until: Option<String>,
    pub retry_at: Option<String>,
    pub failures: i64,
    pub revision: i64,
}

record! { AccountRow:
    account, api_key_encrypted, windows, looked_until, retry_at, failures, revision,
}

/// Which of the calls `ids` (a JSON list) have no whole report in that scope. One row each: `id`.
#[must_use]
pub fn without_report(scope: &str, ids: &str) -> Stmt {
    Stmt::new(
        "SELECT DISTINCT j.value AS id FROM json_each(?1) j WHERE NOT EXISTS ( \
           SELECT 1 FROM call_bindings b JOIN call_logs c \
             ON c.tenant_id = b.tenant_id AND c.vapi_call_id = b.vapi_call_id \
           WHERE b.scope = ?2 AND b.vapi_call_id = j.value AND c.report_cut = 0 \
             AND coalesce(c.report_received_at, c.fetched_at) IS NOT NULL)",
        [ids.into(), scope.into()],
    )
}

/// How far a run has come.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Progress {
    /// JSON, see the column.
    pub windows: String,
    pub looked_until: Option<String>,
    pub retry_at: Option<String>,
    pub failures: i64,
    pub last_error: Option<String>,
    pub last_run_at: String,
    /// Calls fetched since the last save.
    pub fetched: i64,
}

/// Saves how far a run has come, unless another run or another key has come between: one row with
/// the new revision if it was saved.
#[must_use]
pub fn save(account: &str, revision: i64, progress: &Progress) -> Stmt {
    Stmt::new(
        "UPDATE reconciliations SET windows = ?3->>'$.windows', looked_until = ?3->>'$.looked_until', \
           retry_at = ?3->>'$.retry_at', failures = ?3->>'$.failures', \
           last_error = ?3->>'$.last_error', last_run_at = ?3->>'$.last_run_at', \
           calls_fetched = calls_fetched + (?3->>'$.fetched'), revision = revision + 1 \
         WHERE account = ?1 AND revision = ?2 RETURNING revision",
        [
            account.into(),
            revision.into(),
            // A plain struct with string keys: serialization cannot fail.
            serde_json::to_string(progress).map_or(Value::Null, Value::Text),
        ],
    )
}

/// Marks a call whose report had to be fetched, while the guard holds. ?6 call, ?7 now.
#[must_use]
pub fn mark_fetched(guard: &Guard, call_log_id: &str, now: &str) -> Stmt {
    Stmt {
        sql: concat!(
            "UPDATE call_logs SET fetched_at = coalesce(fetched_at, ?7), \
               origin = iif(report_received_at IS NULL, 'fetched', origin) \
             WHERE tenant_id = ?1 AND id = ?6 AND ",
            guard!()
        ),
        params: guard.with([call_log_id.into(), now.into()]),
    }
}

/// What was received and what had to be fetched of a tenant's calls. ?2 from, ?3 until, both
/// included.
#[must_use]
pub fn share(tenant_id: &str, from: &str, until: &str) -> Stmt {
    Stmt::new(
        "SELECT coalesce(sum(c.report_received_at IS NOT NULL), 0) AS received, \
           coalesce(sum(c.report_received_at IS NULL AND c.fetched_at IS NOT NULL), 0) AS fetched, \
           coalesce(sum(c.report_received_at IS NULL AND c.fetched_at IS NULL), 0) AS missing \
         FROM call_logs c WHERE c.tenant_id = ?1 AND c.created_at >= ?2 AND c.created_at <= ?3 \
           AND c.kind = 'call' AND c.vapi_call_id IS NOT NULL",
        [tenant_id.into(), from.into(), until.into()],
    )
}

/// The row of [`share`]: calls by how their report came.
#[derive(Clone, Copy, Debug)]
pub struct ShareRow {
    pub received: i64,
    pub fetched: i64,
    pub missing: i64,
}

record! { ShareRow: received, fetched, missing }

/// The accounts that a tenant's calls can be fetched from: its own, and the platform's.
#[must_use]
pub fn state(tenant_id: &str) -> Stmt {
    Stmt::new(
        "SELECT iif(account = '', 'platform', 'own') AS account, looked_until, nullif(last_run_at, '') \
             AS last_run_at, retry_at, failures, last_error \
         FROM reconciliations WHERE account IN ('', ?1) ORDER BY account",
        [tenant_id.into()],
    )
}

/// How far an account has been looked at.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountState {
    /// `own` or `platform`.
    pub account: String,
    /// Every call that was updated before has been looked at or is about to be; RFC 3339.
    pub looked_until: Option<String>,
    pub last_run_at: Option<String>,
    /// Set after a failure: when it is tried again.
    pub retry_at: Option<String>,
    pub failures: i64,
    pub last_error: Option<String>,
}

record! { AccountState: account, looked_until, last_run_at, retry_at, failures, last_error }
