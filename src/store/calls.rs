//! `call_logs`: one row per call from its first message on; it only moves forward.

use serde::Serialize;

use super::guard::Guard;
use crate::db::{Stmt, Value};

/// What any message tells of its call. Absent values leave what is there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CallFacts {
    pub id: String,
    pub call_sid: Option<String>,
    pub assistant_id: Option<String>,
    pub from_number: Option<String>,
    pub to_number: Option<String>,
    pub forwarded_from: Option<String>,
    pub direction: Option<&'static str>,
    pub kind: &'static str,
    pub simulated: bool,
    pub started_at: Option<String>,
    /// Taken when `status_rank` is above the row's, or equal to it and this is the first message
    /// with a reason.
    pub call_status: Option<&'static str>,
    pub status_rank: i64,
    pub language: Option<&'static str>,
    pub ended_reason: Option<String>,
    pub ended_bucket: Option<&'static str>,
}

/// What an end-of-call report adds. The first report fills, a repeat only fills gaps.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReportFacts {
    pub duration_seconds: Option<i64>,
    pub cost_microdollars: Option<i64>,
    pub recording_url: Option<String>,
    pub transcript: Option<String>,
    pub summary: Option<String>,
    pub sentiment: Option<&'static str>,
    pub ended_at: Option<String>,
    pub transfer_succeeded: Option<bool>,
    pub structured_outputs: Option<serde_json::Value>,
    pub recording_consent: Option<serde_json::Value>,
    pub violations: Vec<String>,
}

/// Inserts or completes the call's row while the guard holds.
#[must_use]
pub fn upsert(guard: &Guard, facts: &CallFacts, now: &str) -> Stmt {
    Stmt {
        sql: concat!(
            "INSERT INTO call_logs (tenant_id, id, vapi_call_id, call_sid, assistant_id, from_number, \
               to_number, forwarded_from, direction, kind, simulated, started_at, call_status, \
               status_rank, language, ended_reason, ended_bucket, created_at, updated_at) \
             SELECT ?1, ?6->>'$.id', ?3, \
               CASE WHEN EXISTS (SELECT 1 FROM call_logs s WHERE s.call_sid = ?6->>'$.call_sid') \
                    THEN NULL ELSE ?6->>'$.call_sid' END, \
               ?6->>'$.assistant_id', ?6->>'$.from_number', ?6->>'$.to_number', \
               ?6->>'$.forwarded_from', ?6->>'$.direction', ?6->>'$.kind', ?6->>'$.simulated', \
               ?6->>'$.started_at', ?6->>'$.call_status', ?6->>'$.status_rank', ?6->>'$.language', \
               ?6->>'$.ended_reason', ?6->>'$.ended_bucket', ?7, ?7 WHERE ",
            guard!(),
            " ON CONFLICT DO UPDATE SET \
               call_sid = coalesce(call_logs.call_sid, excluded.call_sid), \
               assistant_id = coalesce(call_logs.assistant_id, excluded.assistant_id), \
               from_number = coalesce(call_logs.from_number, excluded.from_number), \
               to_number = coalesce(call_logs.to_number, excluded.to_number), \
               forwarded_from = coalesce(call_logs.forwarded_from, excluded.forwarded_from), \
               direction = coalesce(call_logs.direction, excluded.direction), \
               simulated = max(call_logs.simulated, excluded.simulated), \
               started_at = CASE WHEN call_logs.report_received_at IS NULL \
                 THEN coalesce(excluded.started_at, call_logs.started_at) \
                 ELSE coalesce(call_logs.started_at, excluded.started_at) END, \
               call_status = CASE WHEN excluded.status_rank > call_logs.status_rank \
                   OR excluded.status_rank = call_logs.status_rank \
                     AND call_logs.ended_reason IS NULL AND excluded.ended_reason IS NOT NULL \
                 THEN excluded.call_status \
                 ELSE coalesce(call_logs.call_status, excluded.call_status) END, \
               status_rank = max(call_logs.status_rank, excluded.status_rank), \
               language = coalesce(excluded.language, call_logs.language), \
               ended_reason = coalesce(call_logs.ended_reason, excluded.ended_reason), \
               ended_bucket = coalesce(call_logs.ended_bucket, excluded.ended_bucket), \
               updated_at = excluded.updated_at"
        ),
        params: guard.with([json(facts), now.into()]),
    }
}

/// Merges a report into the call's row while the guard holds. ?6 call, ?7 report, ?8 now.
#[must_use]
pub fn merge_report(guard: &Guard, call_log_id: &str, report: &ReportFacts, now: &str) -> Stmt {
    Stmt {
        sql: concat!(
            "UPDATE call_logs SET \
               duration_seconds = coalesce(duration_seconds, ?7->>'$.duration_seconds'), \
               cost_microdollars = coalesce(cost_microdollars, ?7->>'$.cost_microdollars'), \
               cost_cents = coalesce(cost_cents, \
                 CAST(round((?7->>'$.cost_microdollars') / 10000.0) AS INTEGER)), \
               recording_url = coalesce(recording_url, ?7->>'$.recording_url'), \
               transcript = coalesce(transcript, ?7->>'$.transcript'), \
               summary = coalesce(summary, ?7->>'$.summary'), \
               sentiment = coalesce(sentiment, ?7->>'$.sentiment'), \
               ended_at = coalesce(ended_at, ?7->>'$.ended_at'), \
               transfer_succeeded = coalesce(transfer_succeeded, ?7->>'$.transfer_succeeded'), \
               structured_outputs = json_patch(coalesce(?7->'$.structured_outputs', '{}'), structured_outputs), \
               recording_consent = coalesce(recording_consent, nullif(?7->'$.recording_consent', 'null')), \
               report_violations = CASE WHEN report_received_at IS NULL THEN ?7->'$.violations' \
                 ELSE report_violations END, \
               report_received_at = coalesce(report_received_at, ?8), updated_at = ?8 \
             WHERE tenant_id = ?1 AND id = ?6 AND ",
            guard!(),
        ),
        params: guard.with([call_log_id.into(), json(report), now.into()]),
    }
}

/// What the report shows of disclosures, while the guard holds: the earliest instant counts, in
/// whatever order reports come. ?6 call, ?7 and ?8 instants.
#[must_use]
pub fn disclosed(guard: &Guard, call_log_id: &str, instants: [Option<String>; 2]) -> Stmt {
    let [ai, recording] = instants.map(Value::from);
    Stmt {
        sql: concat!(
            "UPDATE call_logs SET \
               ai_disclosed_at = coalesce(min(ai_disclosed_at, ?7), ai_disclosed_at, ?7), \
               recording_announced_at = \
                 coalesce(min(recording_announced_at, ?8), recording_announced_at, ?8) \
             WHERE tenant_id = ?1 AND id = ?6 AND coalesce(?7, ?8) IS NOT NULL AND ",
            guard!()
        ),
        params: guard.with([call_log_id.into(), ai, recording]),
    }
}

/// Rebuilds what the call did from the ledger, while the guard holds. ?6 call, ?7 now.
#[must_use]
pub fn rebuild_actions(guard: &Guard, call_log_id: &str, now: &str) -> Stmt {
    Stmt {
        sql: concat!(
            "UPDATE call_logs SET actions_performed = ( \
               SELECT json_group_array(json_object('tool', a.tool, 'status', a.status, \
                 'id', a.effect_id, 'dry_run', json(iif(a.dry, 'true', 'false')), 'at', a.created_at)) \
               FROM (SELECT * FROM tool_calls WHERE tenant_id = ?1 AND call_id = ?6 \
                       AND replay_of IS NULL AND status IS NOT NULL ORDER BY seq) a), \
             rdv_created = coalesce((SELECT effect_id FROM tool_calls WHERE tenant_id = ?1 AND call_id = ?6 \
               AND dry = 0 AND status IN ('booked', 'rescheduled') ORDER BY seq DESC LIMIT 1), rdv_created), \
             qualified_prospect_created = coalesce((SELECT effect_id FROM tool_calls WHERE tenant_id = ?1 \
               AND call_id = ?6 AND dry = 0 AND tool = 'qualify_prospect' AND status = 'recorded' \
               ORDER BY seq DESC LIMIT 1), qualified_prospect_created), \
             ticket_created = coalesce((SELECT effect_id FROM tool_calls WHERE tenant_id = ?1 \
               AND call_id = ?6 AND dry = 0 AND status = 'created' ORDER BY seq DESC LIMIT 1), ticket_created), \
             updated_at = ?7 \
             WHERE tenant_id = ?1 AND id = ?6 AND ",
            guard!()
        ),
        params: guard.with([call_log_id.into(), now.into()]),
    }
}

fn json<T: Serialize>(value: &T) -> Value {
    // The facts are plain structs with string keys: serialization cannot fail.
    serde_json::to_string(value).map_or(Value::Null, Value::Text)
}
