//! The rows that are about one person, found by phone number or e-mail address.
//!
//! A row is the person's when its own number or address is, or when the person called and the row
//! names no other number. A call is, when the person's number is one of its two, or when one of
//! the person's rows was made in it.

use crate::db::Stmt;

/// The ids of the rows of `$table` whose `$column` is one of the keys ?2, for tenant ?1.
macro_rules! by_key {
    ($table:literal, $column:literal, $also:literal) => {
        concat!(
            "SELECT id FROM ",
            $table,
            " WHERE tenant_id = ?1 AND ",
            $column,
            " IN (SELECT value FROM json_each(?2))",
            $also
        )
    };
}

/// The ids of the person's rows in a table of customers.
macro_rules! customers {
    ($table:literal) => {
        concat!(
            by_key!($table, "phone_key", ""),
            " UNION ",
            by_key!($table, "email_key", ""),
            " UNION ",
            by_key!($table, "caller_number", " AND phone_key IS NULL")
        )
    };
}

/// The ids of rows of others that the person called about: only the calling number is theirs.
macro_rules! called_for {
    ($table:literal) => {
        concat!(by_key!(
            $table,
            "caller_number",
            " AND phone_key NOT IN (SELECT value FROM json_each(?2))"
        ))
    };
}

/// The ids of the entries that owe the person a call, or came of the person's calls.
macro_rules! owed {
    () => {
        concat!(
            by_key!("callbacks", "phone_key", ""),
            " UNION ",
            by_key!("callbacks", "caller_number", "")
        )
    };
}

/// The ids of the person's calls, as `id`.
macro_rules! calls {
    () => {
        concat!(
            by_key!("call_logs", "from_key", ""),
            " UNION ",
            by_key!("call_logs", "to_key", ""),
            " UNION SELECT c.id FROM (SELECT call_id FROM rendez_vous WHERE id IN (",
            customers!("rendez_vous"),
            ") UNION ALL SELECT call_id FROM tickets WHERE id IN (",
            customers!("tickets"),
            ") UNION ALL SELECT call_id FROM prospects WHERE id IN (",
            customers!("prospects"),
            ") UNION ALL SELECT call_id FROM callbacks WHERE id IN (",
            owed!(),
            ")) m JOIN call_logs c ON c.id = m.call_id AND +c.tenant_id = ?1"
        )
    };
}

/// The ids of what was sent to the person.
macro_rules! sent {
    () => {
        by_key!("channel_messages_log", "to_key", "")
    };
}

/// The rows of the old tables that were refused and name the person, as `id`.
macro_rules! rejected {
    () => {
        "SELECT DISTINCT CAST(r.id AS TEXT) AS id FROM legacy_rejects r, json_each(r.\"row\") f \
         WHERE r.\"row\" ->> '$.tenant_id' = ?1 AND f.type = 'text' \
           AND (trim(lower(f.value)) IN (SELECT value FROM json_each(?2)) \
             OR replace(replace(replace(f.value, ' ', ''), '.', ''), '-', '') \
               IN (SELECT value FROM json_each(?2)))"
    };
}

/// Where the tenant's national numbers are at home, and its own numbers, which are nobody's.
#[must_use]
pub fn home(tenant_id: &str) -> Stmt {
    Stmt::new(
        "SELECT coalesce(s.country, 'FR') AS country, k.client_number, k.shared_number \
         FROM (SELECT 1) LEFT JOIN tenant_settings s ON s.tenant_id = ?1 \
         LEFT JOIN channel_configurations k ON k.tenant_id = ?1 AND k.channel_type = 'phone'",
        [tenant_id.into()],
    )
}

/// What the export of a person holds: the name of each part and its rows.
pub const EXPORTED: [&str; 14] = [
    "appointments",
    "appointment_history",
    "prospects",
    "prospect_history",
    "prospect_calls",
    "tickets",
    "ticket_notes",
    "callbacks",
    "calls",
    "tool_calls",
    "stored_messages",
    "messages_sent",
    "called_for_others",
    "not_migrated",
];

/// The parts of [`EXPORTED`], in its order. `keys` is a JSON list of what the person's number and
/// address look like in key columns.
#[must_use]
pub fn export(tenant_id: &str, keys: &str) -> Vec<Stmt> {
    let part = |sql| Stmt::new(sql, [tenant_id.into(), keys.into()]);
    vec![
        part(concat!(
            "SELECT * FROM rendez_vous WHERE id IN (",
            customers!("rendez_vous"),
            ")"
        )),
        part(concat!(
            "SELECT h.* FROM appointment_history h WHERE h.tenant_id = ?1 AND h.appointment_id IN (",
            customers!("rendez_vous"),
            ")"
        )),
        part(concat!(
            "SELECT * FROM prospects WHERE id IN (",
            customers!("prospects"),
            ")"
        )),
        part(concat!(
            "SELECT h.* FROM prospect_history h WHERE h.tenant_id = ?1 AND h.prospect_id IN (",
            customers!("prospects"),
            ")"
        )),
        part(concat!(
            "SELECT p.* FROM prospect_calls p WHERE p.tenant_id = ?1 AND p.prospect_id IN (",
            customers!("prospects"),
            ")"
        )),
        part(concat!(
            "SELECT * FROM tickets WHERE id IN (",
            customers!("tickets"),
            ")"
        )),
        part(concat!(
            "SELECT n.* FROM ticket_notes n WHERE n.tenant_id = ?1 AND n.ticket_id IN (",
            customers!("tickets"),
            ")"
        )),
        part(concat!(
            "SELECT * FROM callbacks WHERE id IN (",
            owed!(),
            ")"
        )),
        part(concat!(
            "SELECT * FROM call_logs WHERE id IN (",
            calls!(),
            ")"
        )),
        part(concat!(
            "SELECT l.call_id, l.tool, l.status, l.facts, l.effect_id, l.created_at \
             FROM tool_calls l WHERE l.tenant_id = ?1 AND l.call_id IN (",
            calls!(),
            ")"
        )),
        part(concat!(
            "SELECT e.id, e.message_type, e.received_at, e.body FROM call_logs c \
             JOIN stored_events e ON e.vapi_call_id = c.vapi_call_id AND +e.tenant_id = c.tenant_id \
             WHERE c.id IN (",
            calls!(),
            ")"
        )),
        part(concat!(
            "SELECT * FROM channel_messages_log WHERE id IN (",
            sent!(),
            ")"
        )),
        part(concat!(
            "SELECT 'appointment' AS kind, id, caller_number, created_at FROM rendez_vous WHERE id IN (",
            called_for!("rendez_vous"),
            ") UNION ALL SELECT 'ticket', id, caller_number, created_at FROM tickets WHERE id IN (",
            called_for!("tickets"),
            ")"
        )),
        part(concat!(
            "SELECT table_name, \"row\", reason FROM legacy_rejects WHERE id IN (",
            rejected!(),
            ")"
        )),
    ]
}
