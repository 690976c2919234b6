//! Tickets whose time has passed: noticed once, told in their history, assigned by rule, and put on
//! the callback list where there is a number to call.
//!
//! The note and the entry go before the stamp that ends the waiting, in one batch: whoever runs it
//! again, or beside it, finds nothing left to do.

use crate::db::Stmt;

/// The tickets that are late, the latest first and at most so many in a run, as `k`.
macro_rules! late {
    ($due:literal, $waits:literal) => {
        concat!(
            "(SELECT * FROM tickets WHERE ",
            $waits,
            " AND ",
            $due,
            " <= ?1 ORDER BY ",
            $due,
            " LIMIT 200) k "
        )
    };
}

/// Who gets a late ticket by the rules its tenant has stored. A row written by hand may hold
/// anything: what is no rule fits no ticket.
macro_rules! by_rule {
    () => {
        "(SELECT r.rule->>'to' FROM ( \
            SELECT e.key, iif(e.type = 'object', e.value, '{}') AS rule FROM support_settings u, \
              json_each(iif(json_type(u.settings, '$.escalation') = 'array', \
                u.settings->'$.escalation', '[]')) e WHERE u.tenant_id = k.tenant_id) r \
          WHERE r.rule->>'to' IS NOT NULL \
            AND coalesce(r.rule->>'category', k.category) IS k.category \
            AND coalesce(r.rule->>'priority', iif(k.priority = 'urgent', 'urgent', 'high')) \
              = iif(k.priority = 'urgent', 'urgent', 'high') \
          ORDER BY r.key LIMIT 1)"
    };
}

/// A system note; the same lateness is noted once. `$what` names it in ids.
macro_rules! note {
    ($due:literal, $waits:literal, $what:literal, $french:literal, $english:literal) => {
        concat!(
            "INSERT INTO ticket_notes (id, tenant_id, ticket_id, note, author, created_at) \
             SELECT '",
            $what,
            "-' || k.id || '-' || k.",
            $due,
            ", k.tenant_id, k.id, iif(coalesce(s.language, 'fr') LIKE 'en%', '",
            $english,
            "', '",
            $french,
            "') || ' ' || k.",
            $due,
            ", 'system', ?1 FROM ",
            late!($due, $waits),
            "LEFT JOIN tenant_settings s ON s.tenant_id = k.tenant_id WHERE true \
             ON CONFLICT (id) DO NOTHING"
        )
    };
}

/// An entry of the callback list, where there is a number to call.
macro_rules! entry {
    ($due:literal, $waits:literal, $what:literal) => {
        insert_entries!(concat!(
            "SELECT '",
            $what,
            "-' || k.id || '-' || k.",
            $due,
            ", k.tenant_id, 'ticket', 'job', k.subject, NULL, NULL, NULL, ?1, \
               k.emergency IS NOT NULL, nullif(k.customer_name, '?'), \
               coalesce(k.customer_phone, k.caller_number), \
               iif(k.customer_phone IS NULL, 'caller', k.phone_source), k.caller_number, NULL, k.id, \
               NULL, k.call_id, k.description, ?1, ?1 FROM ",
            late!($due, $waits),
            "WHERE coalesce(k.customer_phone, k.caller_number) IS NOT NULL"
        ))
    };
}

/// The ticket goes up; `$stamp` says that its lateness was noticed.
macro_rules! go_up {
    ($due:literal, $waits:literal, $stamp:literal) => {
        concat!(
            "UPDATE tickets AS k SET ",
            $stamp,
            " = ?1, escalated_at = coalesce(k.escalated_at, ?1), \
               priority = iif(k.priority = 'urgent', 'urgent', 'high'), \
               assigned_at = iif(coalesce(",
            by_rule!(),
            ", k.assigned_to) IS k.assigned_to, k.assigned_at, ?1), \
               assigned_to = coalesce(",
            by_rule!(),
            ", k.assigned_to), updated_at = ?1 \
             WHERE k.id IN (SELECT k.id FROM ",
            late!($due, $waits),
            ") RETURNING id"
        )
    };
}

/// The three statements for one of the two times of a ticket.
macro_rules! notice {
    ($due:literal, $waits:literal, $stamp:literal, $what:literal, $french:literal, $english:literal) => {
        [
            note!($due, $waits, $what, $french, $english),
            entry!($due, $waits, $what),
            go_up!($due, $waits, $stamp),
        ]
    };
}

/// Tickets that nobody has answered in time; the last statement tells which.
#[must_use]
pub fn unanswered(now: &str) -> [Stmt; 3] {
    notice!(
        "response_due_at",
        "status = 'open' AND responded_at IS NULL AND response_late_at IS NULL",
        "response_late_at",
        "unanswered",
        "Première réponse en retard, attendue pour",
        "The first answer is late, it was due by"
    )
    .map(|sql| Stmt::new(sql, [now.into()]))
}

/// Tickets that are not settled in time; the last statement tells which.
#[must_use]
pub fn unsettled(now: &str) -> [Stmt; 3] {
    notice!(
        "due_at",
        "status IN ('open', 'in_progress') AND late_at IS NULL",
        "late_at",
        "unsettled",
        "Résolution en retard, attendue pour",
        "The matter is late, it was due by"
    )
    .map(|sql| Stmt::new(sql, [now.into()]))
}
