//! Calls as their tenant reads them: lists, one call with what it did, and those going on.

use serde_json::Value as Json;

use crate::db::{Stmt, Value};

/// What became of call `c`: the first of these that holds.
macro_rules! outcome {
    () => {
        "CASE WHEN c.rdv_created IS NOT NULL THEN 'appointment' \
           WHEN c.ticket_created IS NOT NULL THEN 'ticket' \
           WHEN c.qualified_prospect_created IS NOT NULL THEN 'prospect' \
           WHEN c.transfer_succeeded = 1 THEN 'transfer' \
           WHEN EXISTS (SELECT 1 FROM callbacks k WHERE k.tenant_id = c.tenant_id \
             AND k.call_id = c.id) THEN 'callback' \
           WHEN c.ended_at IS NULL AND c.report_received_at IS NULL THEN 'open' \
           ELSE 'nothing' END"
    };
}

/// The columns of a call in a list.
macro_rules! listed {
    () => {
        concat!(
            "c.id, c.vapi_call_id, c.kind, c.simulated, c.direction, c.call_status AS status, \
             c.assistant_id, c.language, c.from_number, c.to_number, c.forwarded_from, \
             c.started_at, c.ended_at, c.duration_seconds, c.cost_cents, c.cost_microdollars, \
             c.ended_reason, c.ended_bucket, c.sentiment, c.summary, \
             c.report_received_at IS NOT NULL AS has_report, c.created_at, c.updated_at, c.version, ",
            outcome!(),
            " AS outcome"
        )
    };
}

/// A page of calls, the newest first. ?1 tenant, ?2 and ?3 cursor, ?4 the filters as JSON, ?5 limit.
macro_rules! page {
    ($with_number:expr) => {
        concat!(
            "SELECT * FROM (SELECT ",
            listed!(),
            " FROM call_logs c WHERE c.tenant_id = ?1 AND (c.created_at, c.id) < (?2, ?3) ",
            $with_number,
            "  AND c.created_at >= coalesce(?4->>'$.from', '') \
               AND (?4->>'$.until' IS NULL OR c.created_at < ?4->>'$.until') \
               AND (?4->>'$.status' IS NULL OR c.call_status = ?4->>'$.status') \
               AND (?4->>'$.direction' IS NULL OR c.direction = ?4->>'$.direction') \
               AND (?4->>'$.ended_bucket' IS NULL OR c.ended_bucket = ?4->>'$.ended_bucket') \
               AND (?4->>'$.has_report' IS NULL \
                 OR (c.report_received_at IS NOT NULL) = ?4->>'$.has_report') \
               AND (?4->>'$.assistant_id' IS NULL OR c.assistant_id = ?4->>'$.assistant_id') \
               AND (?4->>'$.agent' IS NULL OR c.assistant_id IN ( \
                 SELECT a.assistant_id FROM assistants a WHERE a.tenant_id = ?1 \
                   AND a.agent_type = ?4->>'$.agent' \
                 UNION ALL SELECT k.assistant_id FROM channel_configurations k \
                 WHERE k.tenant_id = ?1 AND k.channel_type = 'phone' \
                   AND coalesce(nullif(k.agent_type, 'reception'), 'multi_purpose') = ?4->>'$.agent' \
                   AND k.assistant_id NOT IN (SELECT a.assistant_id FROM assistants a \
                     WHERE a.tenant_id = ?1))) \
             ORDER BY c.created_at DESC, c.id DESC) \
             WHERE ?4->>'$.outcome' IS NULL OR outcome = ?4->>'$.outcome' LIMIT ?5"
        )
    };
}

/// The stored messages of a call.
macro_rules! events {
    ($body:literal) => {
        concat!(
            "SELECT e.id, e.message_type, e.reason, e.received_at, ",
            $body,
            " AS body FROM call_logs c JOIN stored_events e ON e.vapi_call_id = c.vapi_call_id \
               AND e.tenant_id = c.tenant_id \
             WHERE c.tenant_id = ?1 AND c.id = ?2 ORDER BY e.received_at, e.id"
        )
    };
}

/// A page of a tenant's calls. `filters` holds what narrows the list; `numbers` are the forms of a
/// number ([`crate::domain::PhoneNumber::keys`]) as a JSON list.
#[must_use]
pub fn list(tenant_id: &str, [key, id]: [Value; 2], filters: &Json, limit: Value) -> Stmt {
    let sql = match filters.get("numbers") {
        None | Some(Json::Null) => page!(""),
        Some(_) => page!(
            "AND c.id IN (SELECT f.id FROM call_logs f WHERE f.tenant_id = ?1 \
               AND f.from_key IN (SELECT value FROM json_each(?4, '$.numbers')) \
             UNION ALL SELECT t.id FROM call_logs t WHERE t.tenant_id = ?1 \
               AND t.to_key IN (SELECT value FROM json_each(?4, '$.numbers'))) "
        ),
    };
    Stmt::new(
        sql,
        [tenant_id.into(), key, id, filters.to_string().into(), limit],
    )
}

/// The calls going on: begun after `since` and not ended, the oldest first, with the last tool.
#[must_use]
pub fn live(tenant_id: &str, since: &str) -> Stmt {
    Stmt::new(
        "SELECT c.id, c.vapi_call_id, c.direction, c.call_status AS status, c.assistant_id, \
           c.language, c.from_number, c.to_number, c.simulated, \
           coalesce(c.started_at, c.created_at) AS started_at, \
           (SELECT count(*) FROM tool_calls n WHERE n.tenant_id = c.tenant_id AND n.call_id = c.id) \
             AS tool_calls, \
           (SELECT json_object('tool', l.tool, 'status', l.status, 'at', l.created_at) \
            FROM tool_calls l WHERE l.tenant_id = c.tenant_id AND l.call_id = c.id \
            ORDER BY l.seq DESC LIMIT 1) AS last_tool \
         FROM call_logs c WHERE c.tenant_id = ?1 AND c.created_at >= ?2 AND c.kind = 'call' \
           AND c.ended_at IS NULL AND c.report_received_at IS NULL \
           AND coalesce(c.call_status, '') NOT IN ('completed', 'failed', 'busy', 'no-answer') \
         ORDER BY c.created_at, c.id LIMIT 200",
        [tenant_id.into(), since.into()],
    )
}

/// One call and what belongs to it, in this order: the call, its tool calls, stored events,
/// appointments, prospects, tickets, callbacks. ?1 tenant, ?2 call.
#[must_use]
pub fn read(tenant_id: &str, id: &str, with_bodies: bool) -> Vec<Stmt> {
    let of_call = |sql| Stmt::new(sql, [tenant_id.into(), id.into()]);
    let events = if with_bodies {
        events!("e.body")
    } else {
        events!("NULL")
    };
    vec![
        of_call(concat!(
            "SELECT ",
            listed!(),
            ", c.call_sid, c.transfer_succeeded, c.recording_url, c.transcript, \
               c.structured_outputs, c.recording_consent, c.ai_disclosed_at, \
               c.recording_announced_at, c.report_violations, c.report_received_at \
             FROM call_logs c WHERE c.tenant_id = ?1 AND c.id = ?2"
        )),
        of_call(
            "SELECT tool_call_id AS id, tool, status, facts, effect_id, \
               replay_of IS NOT NULL AS replayed, dry AS dry_run, created_at AS at \
             FROM tool_calls WHERE tenant_id = ?1 AND call_id = ?2 ORDER BY seq",
        ),
        of_call(events),
        of_call(
            "SELECT id, customer_name, rdv_date, rdv_time, rdv_type, status, version \
             FROM rendez_vous WHERE tenant_id = ?1 AND call_id = ?2 ORDER BY created_at, id",
        ),
        of_call(
            "SELECT id, name, qualification_status, qualification_score, version \
             FROM prospects WHERE tenant_id = ?1 AND call_id = ?2 \
             UNION SELECT p.id, p.name, p.qualification_status, p.qualification_score, p.version \
             FROM call_logs c JOIN prospects p ON p.id = c.qualified_prospect_created \
               AND +p.tenant_id = c.tenant_id \
             WHERE c.tenant_id = ?1 AND c.id = ?2",
        ),
        of_call(
            "SELECT id, ticket_number, subject, status, priority, version \
             FROM tickets WHERE tenant_id = ?1 AND call_id = ?2 ORDER BY ticket_number",
        ),
        of_call(
            "SELECT id, kind, source, reason, due_at, status, version \
             FROM callbacks WHERE tenant_id = ?1 AND call_id = ?2 ORDER BY created_at, id",
        ),
    ]
}
