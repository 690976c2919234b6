//! Tickets as the people see them who deal with them.

use crate::db::{Stmt, Value};

/// What is shown of the ticket `k`.
macro_rules! shown {
    () => {
        "SELECT k.id, k.ticket_number, k.customer_name, k.customer_phone, k.customer_email, k.subject, \
           k.description, k.category, k.priority, k.status, k.assigned_to, k.assigned_at, \
           k.resolution_notes, k.response_due_at, k.due_at, k.responded_at, k.escalated_at, \
           k.response_late_at, k.late_at, k.emergency, k.call_id, k.created_at, k.updated_at, \
           k.resolved_at, k.closed_at, k.version FROM tickets k "
    };
}

/// A page of a tenant's tickets, the newest first. `filters` is JSON: `status` and `priority`
/// (lists), `category`, `assigned_to`, `from`, `until`, `due_until`; what is absent filters nothing.
#[must_use]
pub fn list(tenant_id: &str, filters: &str, [key, id]: [Value; 2], limit: Value) -> Stmt {
    Stmt::new(
        concat!(
            shown!(),
            "WHERE k.tenant_id = ?1 AND (k.created_at, k.id) < (?3, ?4) \
               AND k.created_at >= coalesce(?2->>'$.from', '') \
               AND k.created_at < coalesce(?2->>'$.until', 'a') \
               AND (?2->'$.status' IS NULL \
                 OR k.status IN (SELECT f.value FROM json_each(?2, '$.status') f)) \
               AND (?2->'$.priority' IS NULL \
                 OR k.priority IN (SELECT f.value FROM json_each(?2, '$.priority') f)) \
               AND (?2->>'$.category' IS NULL OR k.category = ?2->>'$.category') \
               AND (?2->>'$.assigned_to' IS NULL OR k.assigned_to = ?2->>'$.assigned_to') \
               AND (?2->>'$.due_until' IS NULL OR k.due_at < ?2->>'$.due_until' \
                 AND k.status NOT IN ('resolved', 'closed')) \
             ORDER BY k.created_at DESC, k.id DESC LIMIT ?5"
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

/// The history of a ticket, in the order in which it happened.
#[must_use]
pub fn notes(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        "SELECT id, note, author, call_id, created_at FROM ticket_notes \
         WHERE tenant_id = ?1 AND ticket_id = ?2 ORDER BY created_at, rowid",
        [tenant_id.into(), id.into()],
    )
}

/// Changes what the JSON object names, while one of the versions in `if_match` (a JSON list) is the
/// ticket's. A row comes back when it was changed. A later due time is not late any more.
#[must_use]
pub fn change(tenant_id: &str, id: &str, change: &str, if_match: Value, now: &str) -> Stmt {
    Stmt::new(
        concat!(
            "UPDATE tickets SET \
               subject = coalesce(?3->>'$.subject', subject), \
               status = coalesce(?3->>'$.status', status), \
               priority = coalesce(?3->>'$.priority', priority), \
               category = iif(json_type(?3, '$.category') IS NULL, category, ?3->>'$.category'), \
               assigned_at = iif(json_type(?3, '$.assigned_to') IS NULL \
                 OR assigned_to IS ?3->>'$.assigned_to', assigned_at, ?5), \
               assigned_to = iif(json_type(?3, '$.assigned_to') IS NULL, assigned_to, ?3->>'$.assigned_to'), \
               resolution_notes = iif(json_type(?3, '$.resolution_notes') IS NULL, resolution_notes, \
                 ?3->>'$.resolution_notes'), \
               responded_at = coalesce(responded_at, \
                 iif(status = 'open' AND coalesce(?3->>'$.status', 'open') <> 'open', ?5, NULL)), \
               resolved_at = iif(?3->>'$.status' = 'resolved', coalesce(resolved_at, ?5), resolved_at), \
               closed_at = iif(?3->>'$.status' = 'closed', coalesce(closed_at, ?5), closed_at), \
               response_due_at = coalesce(?3->>'$.response_due_at', response_due_at), \
               due_at = coalesce(?3->>'$.due_at', due_at), \
               response_late_at = iif(?3->>'$.response_due_at' > ?5, NULL, response_late_at), \
               late_at = iif(?3->>'$.due_at' > ?5, NULL, late_at), \
               updated_at = ?5 \
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

/// A note of staff, if the tenant has that ticket.
#[must_use]
pub fn add_note(tenant_id: &str, id: &str, note_id: &str, note: &str, now: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO ticket_notes (id, tenant_id, ticket_id, note, author, created_at) \
         SELECT ?3, k.tenant_id, k.id, ?4, 'staff', ?5 FROM tickets k \
         WHERE k.id = ?2 AND +k.tenant_id = ?1",
        [
            tenant_id.into(),
            id.into(),
            note_id.into(),
            note.into(),
            now.into(),
        ],
    )
}

/// Whoever writes into a ticket has answered it.
#[must_use]
pub fn answered(tenant_id: &str, id: &str, now: &str) -> Stmt {
    Stmt::new(
        "UPDATE tickets SET responded_at = coalesce(responded_at, ?3), updated_at = ?3 \
         WHERE id = ?2 AND +tenant_id = ?1",
        [tenant_id.into(), id.into(), now.into()],
    )
}
