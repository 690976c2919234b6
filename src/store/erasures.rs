//! Erasing a person: one batch here, and tasks for what is kept elsewhere or has to wait.
//!
//! 1 open the request → 2 collect whose rows they are (`erasure_rows`) → 3 write down what is to be
//! erased elsewhere → 4 erase → 5 keep the counts and empty the list. Sent again it changes nothing.
//! What is personal in which column is listed by tests/gateway/personal_data.rs, which fails when a
//! new column is not.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::db::Stmt;

/// Takes the person out of an appointment: what it was and when stays.
macro_rules! forget_appointment {
    () => {
        "UPDATE rendez_vous SET customer_name = '[erased]', customer_phone = NULL, \
           customer_email = NULL, caller_number = NULL, phone_source = NULL, rdv_location = NULL, \
           notes = NULL, internal_notes = NULL, cancel_reason = NULL "
    };
}

pub mod tasks;

/// A request to forget somebody.
#[derive(Clone, Debug)]
pub struct Request {
    pub id: String,
    pub tenant_id: String,
    /// What the person's number and address look like in key columns: a JSON list.
    pub keys: String,
    pub requested_by: String,
    pub fingerprint: Option<String>,
    /// `keep` or `erase`.
    pub live_appointments: &'static str,
    /// Confirmed appointments on this date or later may be still to come, see [`earliest_today`].
    pub live_from: String,
    pub now: String,
}

/// Lists the ids that `$select` gives as rows of kind `$kind`.
macro_rules! collect {
    ($kind:literal, $select:expr) => {
        concat!(
            "INSERT INTO erasure_rows (erasure_id, kind, ref) SELECT ?3, '",
            $kind,
            "', id FROM (",
            $select,
            ") WHERE true ON CONFLICT DO NOTHING"
        )
    };
}

/// The listed ids of a kind.
macro_rules! listed {
    ($kind:literal) => {
        concat!(
            "(SELECT ref FROM erasure_rows WHERE erasure_id = ?2 AND kind = '",
            $kind,
            "')"
        )
    };
}

/// Whose rows they are: ?1 tenant, ?2 keys, ?3 erasure.
const PERSON: [&str; 9] = [
    collect!("appointment", customers!("rendez_vous")),
    collect!("ticket", customers!("tickets")),
    collect!("prospect", customers!("prospects")),
    collect!("callback", owed!()),
    collect!("call", calls!()),
    collect!("message_sent", sent!()),
    collect!("appointment_of_another", called_for!("rendez_vous")),
    collect!("ticket_of_another", called_for!("tickets")),
    collect!("row_not_migrated", rejected!()),
];

/// What hangs on those rows: ?1 tenant, ?2 erasure.
const BELONGING: [&str; 5] = [
    concat!(
        "INSERT INTO erasure_rows (erasure_id, kind, ref) SELECT ?2, 'ticket_note', id \
         FROM (SELECT id FROM ticket_notes WHERE tenant_id = ?1 AND ticket_id IN ",
        listed!("ticket"),
        " UNION SELECT id FROM ticket_notes WHERE tenant_id = ?1 AND call_id IN ",
        listed!("call"),
        ") WHERE true ON CONFLICT DO NOTHING"
    ),
    concat!(
        "INSERT INTO erasure_rows (erasure_id, kind, ref) SELECT ?2, 'tool_call', id \
         FROM tool_calls WHERE tenant_id = ?1 AND call_id IN ",
        listed!("call"),
        " ON CONFLICT DO NOTHING"
    ),
    concat!(
        "INSERT INTO erasure_rows (erasure_id, kind, ref) SELECT ?2, 'stored_message', e.id \
         FROM call_logs c JOIN stored_events e ON e.vapi_call_id = c.vapi_call_id \
           AND (e.tenant_id = ?1 OR e.tenant_id IS NULL) WHERE c.id IN ",
        listed!("call"),
        " ON CONFLICT DO NOTHING"
    ),
    // Live appointments are another kind: they are kept until they are over.
    concat!(
        "UPDATE erasure_rows SET kind = 'live_appointment' WHERE erasure_id = ?2 \
           AND kind = 'appointment' AND ref IN (SELECT v.id FROM rendez_vous v WHERE v.id IN ",
        listed!("appointment"),
        " AND v.status = 'confirmed' AND v.rdv_date >= ?1)"
    ),
    concat!(
        "INSERT INTO erasure_tasks (erasure_id, tenant_id, kind, ref, next_at) \
         SELECT ?2, ?1, 'appointment', v.id, date(v.rdv_date, '+1 day') || 'T12:00:00.000Z' \
         FROM rendez_vous v WHERE v.id IN ",
        listed!("live_appointment"),
        " ON CONFLICT DO NOTHING"
    ),
];

/// What is to be erased elsewhere: ?1 tenant, ?2 erasure, ?3 now.
const ELSEWHERE: [&str; 3] = [
    concat!(
        "INSERT INTO erasure_tasks (erasure_id, tenant_id, kind, ref, next_at) \
         SELECT ?2, ?1, iif(c.vapi_call_id GLOB 'chat:*', 'vapi_chat', 'vapi_call'), \
           c.vapi_call_id, ?3 FROM call_logs c WHERE c.id IN ",
        listed!("call"),
        " AND c.vapi_call_id IS NOT NULL ON CONFLICT DO NOTHING"
    ),
    concat!(
        "INSERT INTO erasure_tasks (erasure_id, tenant_id, kind, ref, next_at) \
         SELECT ?2, ?1, 'twilio_call', c.call_sid, ?3 FROM call_logs c WHERE c.id IN ",
        listed!("call"),
        " AND c.call_sid IS NOT NULL ON CONFLICT DO NOTHING"
    ),
    concat!(
        "INSERT INTO erasure_tasks (erasure_id, tenant_id, kind, ref, next_at) \
         SELECT ?2, ?1, 'twilio_message', m.external_message_id, ?3 \
         FROM channel_messages_log m WHERE m.id IN ",
        listed!("message_sent"),
        " AND m.external_message_id IS NOT NULL AND m.channel_type IN ('sms', 'whatsapp') \
           AND coalesce(m.provider, 'twilio') IN ('twilio', 'whatsapp') ON CONFLICT DO NOTHING"
    ),
];

/// The changes themselves: ?1 tenant, ?2 erasure.
const CHANGES: [&str; 14] = [
    concat!(
        forget_appointment!(),
        "WHERE +tenant_id = ?1 AND id IN ",
        listed!("appointment")
    ),
    concat!(
        "UPDATE rendez_vous SET caller_number = NULL, phone_source = NULL \
         WHERE +tenant_id = ?1 AND id IN ",
        listed!("appointment_of_another")
    ),
    concat!(
        "UPDATE tickets SET customer_name = '[erased]', customer_phone = NULL, \
           customer_email = NULL, caller_number = NULL, phone_source = NULL, subject = '[erased]', \
           description = NULL, resolution_notes = NULL WHERE +tenant_id = ?1 AND id IN ",
        listed!("ticket")
    ),
    concat!(
        "UPDATE tickets SET caller_number = NULL, phone_source = NULL \
         WHERE +tenant_id = ?1 AND id IN ",
        listed!("ticket_of_another")
    ),
    concat!(
        "DELETE FROM prospects WHERE +tenant_id = ?1 AND id IN ",
        listed!("prospect")
    ),
    concat!(
        "DELETE FROM callbacks WHERE +tenant_id = ?1 AND id IN ",
        listed!("callback")
    ),
    concat!(
        "DELETE FROM ticket_notes WHERE +tenant_id = ?1 AND id IN ",
        listed!("ticket_note")
    ),
    concat!(
        "UPDATE tool_calls SET facts = NULL, plan = NULL WHERE +tenant_id = ?1 AND id IN ",
        listed!("tool_call")
    ),
    // The prospect's own go with it (0023); these are of calls in which another was spoken of.
    concat!(
        "DELETE FROM prospect_calls WHERE tenant_id = ?1 AND call_id IN ",
        listed!("call")
    ),
    concat!(
        "DELETE FROM truth_checks WHERE tenant_id = ?1 AND call_id IN ",
        listed!("call")
    ),
    concat!(
        "UPDATE channel_messages_log SET to_address = '[erased]', subject = NULL, content = NULL, \
           template_variables = NULL, error_message = NULL, external_message_id = NULL \
         WHERE +tenant_id = ?1 AND id IN ",
        listed!("message_sent")
    ),
    concat!(
        "DELETE FROM stored_events WHERE coalesce(tenant_id, ?1) = ?1 AND id IN ",
        listed!("stored_message")
    ),
    concat!(
        "DELETE FROM legacy_rejects WHERE \"row\" ->> '$.tenant_id' = ?1 AND CAST(id AS TEXT) IN ",
        listed!("row_not_migrated")
    ),
    concat!(
        "DELETE FROM slot_holds WHERE tenant_id = ?1 AND call_id IN ",
        listed!("call")
    ),
];

/// Changes that look for the number itself: ?1 tenant, ?2 keys.
const BY_NUMBER: [&str; 2] = [
    "UPDATE appointment_history SET caller_number = NULL WHERE tenant_id = ?1 \
       AND caller_number IN (SELECT value FROM json_each(?2))",
    "DELETE FROM slot_holds WHERE tenant_id = ?1 \
       AND caller_number IN (SELECT value FROM json_each(?2))",
];

/// The numbers of a call go on the person's side only; ?1 tenant, ?2 erasure, ?3 keys, ?4 now.
const CALLS: &str = concat!(
    "UPDATE call_logs SET erased_at = coalesce(erased_at, ?4), call_sid = NULL, \
       from_number = iif(from_key IN (SELECT value FROM json_each(?3)), NULL, from_number), \
       to_number = iif(to_key IN (SELECT value FROM json_each(?3)), NULL, to_number), \
       forwarded_from = iif(forwarded_from IN (SELECT value FROM json_each(?3)), NULL, \
         forwarded_from), \
       recording_url = NULL, transcript = NULL, summary = NULL, sentiment = NULL, \
       structured_outputs = '{}', recording_consent = NULL \
     WHERE +tenant_id = ?1 AND id IN ",
    listed!("call")
);

/// The date where the day ends last, twelve hours behind UTC: appointments stand in local time.
#[must_use]
pub fn earliest_today(now: DateTime<Utc>) -> String {
    (now - TimeDelta::hours(12)).date_naive().to_string()
}

/// Everything that is done at once.
#[must_use]
pub fn erase(request: &Request) -> Vec<Stmt> {
    let (tenant, id) = (request.tenant_id.as_str(), request.id.as_str());
    let (keys, now) = (request.keys.as_str(), request.now.as_str());
    let mut batch = vec![Stmt::new(
        "INSERT INTO erasures (id, tenant_id, requested_at, requested_by, fingerprint, \
           live_appointments) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO NOTHING",
        [
            id.into(),
            tenant.into(),
            now.into(),
            request.requested_by.as_str().into(),
            request.fingerprint.clone().into(),
            request.live_appointments.into(),
        ],
    )];
    let person = PERSON.map(|sql| Stmt::new(sql, [tenant.into(), keys.into(), id.into()]));
    let [notes, tools, events, live, later] = BELONGING;
    let of_tenant = |sql| Stmt::new(sql, [tenant.into(), id.into()]);
    batch.extend(person);
    batch.extend([notes, tools, events].map(of_tenant));
    batch.push(Stmt::new(
        live,
        [request.live_from.as_str().into(), id.into()],
    ));
    batch.push(of_tenant(later));
    batch.extend(ELSEWHERE.map(|sql| Stmt::new(sql, [tenant.into(), id.into(), now.into()])));
    batch.extend(CHANGES.map(of_tenant));
    batch.extend(BY_NUMBER.map(|sql| Stmt::new(sql, [tenant.into(), keys.into()])));
    batch.push(Stmt::new(
        CALLS,
        [tenant.into(), id.into(), keys.into(), now.into()],
    ));
    batch.extend(
        [
            "UPDATE erasures SET erased = (SELECT json_group_object(kind, n) FROM ( \
               SELECT kind, count(*) AS n FROM erasure_rows WHERE erasure_id = ?1 GROUP BY kind)) \
             WHERE id = ?1 AND erased IS NULL",
            "DELETE FROM erasure_rows WHERE erasure_id = ?1",
        ]
        .map(|sql| Stmt::new(sql, [id.into()])),
    );
    batch.extend(read(tenant, id));
    batch
}

macro_rules! columns {
    () => {
        "SELECT r.id, r.requested_at, r.requested_by, r.fingerprint, r.live_appointments, r.erased, \
           EXISTS (SELECT 1 FROM erasure_tasks t WHERE t.erasure_id = r.id AND t.done_at IS NULL) \
             AS open FROM erasures r "
    };
}

/// A request as it is now: itself, and its tasks by kind.
#[must_use]
pub fn read(tenant_id: &str, id: &str) -> [Stmt; 2] {
    [
        concat!(columns!(), "WHERE r.tenant_id = ?1 AND r.id = ?2"),
        "SELECT t.kind, count(*) AS total, sum(t.done_at IS NOT NULL) AS done, \
           max(t.attempts) AS attempts, \
           max(iif(t.done_at IS NULL, t.last_error, NULL)) AS last_error, \
           min(iif(t.done_at IS NULL, t.next_at, NULL)) AS next_at \
         FROM erasure_tasks t WHERE t.tenant_id = ?1 AND t.erasure_id = ?2 GROUP BY t.kind",
    ]
    .map(|sql| Stmt::new(sql, [tenant_id.into(), id.into()]))
}

/// A page of a tenant's requests, the newest first.
#[must_use]
pub fn list(tenant_id: &str, [key, id]: [crate::db::Value; 2], limit: crate::db::Value) -> Stmt {
    Stmt::new(
        concat!(
            columns!(),
            "WHERE r.tenant_id = ?1 AND (r.requested_at, r.id) < (?2, ?3) \
             ORDER BY r.requested_at DESC, r.id DESC LIMIT ?4"
        ),
        [tenant_id.into(), key, id, limit],
    )
}

/// The first row of [`read`], and the rows of [`list`].
#[derive(Clone, Debug)]
pub struct ErasureRow {
    pub id: String,
    pub requested_at: String,
    pub requested_by: String,
    pub fingerprint: Option<String>,
    pub live_appointments: String,
    /// JSON.
    pub erased: Option<String>,
    pub open: bool,
}

record! { ErasureRow:
    id, requested_at, requested_by, fingerprint, live_appointments, erased, open = flag,
}

/// The other rows of [`read`].
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TaskGroup {
    /// `vapi_call`, `vapi_chat`, `twilio_call`, `twilio_message` or `appointment`.
    pub kind: String,
    pub total: i64,
    pub done: i64,
    pub attempts: i64,
    /// Why the last attempt of one that is open failed.
    pub last_error: Option<String>,
    /// When an open one is tried again.
    pub next_at: Option<String>,
}

record! { TaskGroup: kind, total, done, attempts, last_error, next_at }
