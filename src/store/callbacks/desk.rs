//! The callback list as the people see it who work it off.

use crate::db::{Stmt, Value};

/// What is shown of the entry `k`, its place in the order of what is due among it.
macro_rules! shown {
    () => {
        "SELECT k.id, k.kind, k.source, k.status, k.urgent, k.reason, k.when_text, k.due_date, \
           k.due_time, coalesce(k.due_at, k.created_at) AS due_at, k.name, k.phone, k.phone_source, \
           k.caller_number, k.prospect_id, k.ticket_id, k.message_id, k.call_id, k.source_quote, \
           k.assigned_to, k.outcome, k.done_at, k.created_at, k.updated_at, k.version \
         FROM callbacks k "
    };
}

/// What the JSON `?2` filters: `status` and `kind` (lists), `assigned_to`, `urgent`, `from`,
/// `until`, `due_until`; what is absent filters nothing.
macro_rules! filtered {
    () => {
        "AND (?2->'$.status' IS NULL OR k.status IN (SELECT f.value FROM json_each(?2, '$.status') f)) \
         AND (?2->'$.kind' IS NULL OR k.kind IN (SELECT f.value FROM json_each(?2, '$.kind') f)) \
         AND (?2->>'$.assigned_to' IS NULL OR k.assigned_to = ?2->>'$.assigned_to') \
         AND (?2->>'$.urgent' IS NULL OR k.urgent = ?2->>'$.urgent') \
         AND k.created_at >= coalesce(?2->>'$.from', '') \
         AND k.created_at < coalesce(?2->>'$.until', 'a') \
         AND coalesce(k.due_at, k.created_at) < coalesce(?2->>'$.due_until', 'a') "
    };
}

/// A page of a tenant's entries, the newest first.
#[must_use]
pub fn newest(tenant_id: &str, filters: &str, [key, id]: [Value; 2], limit: Value) -> Stmt {
    Stmt::new(
        concat!(
            shown!(),
            "WHERE k.tenant_id = ?1 AND (k.created_at, k.id) < (?3, ?4) ",
            filtered!(),
            "ORDER BY k.created_at DESC, k.id DESC LIMIT ?5"
        ),
        [tenant_id.into(), filters.into(), key, id, limit],
    )
}

/// A page of what is due, what has waited longest first.
#[must_use]
pub fn due(tenant_id: &str, filters: &str, [key, id]: [Value; 2], limit: Value) -> Stmt {
    Stmt::new(
        concat!(
            shown!(),
            "WHERE k.tenant_id = ?1 AND k.status = 'due' \
               AND (coalesce(k.due_at, k.created_at), k.id) > (?3, ?4) ",
            filtered!(),
            "ORDER BY coalesce(k.due_at, k.created_at), k.id LIMIT ?5"
        ),
        [tenant_id.into(), filters.into(), key, id, limit],
    )
}

#[must_use]
pub fn read(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        concat!(shown!(), "WHERE k.id = ?2 AND +k.tenant_id = ?1"),
        [tenant_id.into(), id.into()],
    )
}

/// Changes what the JSON object names, while one of the versions in `if_match` (a JSON list) is the
/// entry's. A row comes back when it was changed.
#[must_use]
pub fn change(tenant_id: &str, id: &str, change: &str, if_match: Value, now: &str) -> Stmt {
    Stmt::new(
        concat!(
            "UPDATE callbacks SET \
               status = coalesce(?3->>'$.status', status), \
               done_at = iif(coalesce(?3->>'$.status', status) = 'due', NULL, coalesce(done_at, ?5)), \
               assigned_to = iif(json_type(?3, '$.assigned_to') IS NULL, assigned_to, ?3->>'$.assigned_to'), \
               outcome = iif(json_type(?3, '$.outcome') IS NULL, outcome, ?3->>'$.outcome'), \
               due_at = coalesce(?3->>'$.due_at', due_at), updated_at = ?5 \
             WHERE id = ?2 AND +tenant_id = ?1 AND ",
            if_match!("?4", "version"),
            " RETURNING id"
        ),
        [
            tenant_id.into(),
            id.into(),
            change.into(),
            if_match,
            now.into(),
        ],
    )
}
