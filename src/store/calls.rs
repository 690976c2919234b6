//! `call_logs`: one row per call from its first message on; it only moves forward.

mod facts;

use serde::Serialize;

use super::guard::Guard;
use crate::db::{Stmt, Value};
pub use facts::{CallFacts, Column, Source};

/// Whether the new value of a column counts: its key is greater, or it is the greater of two values
/// with the same key.
macro_rules! counts {
    ($column:literal) => {
        concat!(
            "(excluded.told_by->>'$.",
            $column,
            "' > coalesce(call_logs.told_by->>'$.",
            $column,
            "', '') OR excluded.told_by->>'$.",
            $column,
            "' = call_logs.told_by->>'$.",
            $column,
            "' AND excluded.",
            $column,
            " > call_logs.",
            $column,
            ")"
        )
    };
}

/// The assignment of a column by [`counts`].
macro_rules! told {
    ($column:literal) => {
        told!($column, $column)
    };
    ($column:literal, $decided_by:literal) => {
        concat!(
            $column,
            " = CASE WHEN ",
            counts!($decided_by),
            " THEN excluded.",
            $column,
            " ELSE call_logs.",
            $column,
            " END, "
        )
    };
}

/// The greater key of each name, in the order of the names.
macro_rules! greatest_keys {
    ($column:literal) => {
        concat!(
            "(SELECT json_group_object(k.key, k.value) FROM ( \
               SELECT key, max(value) AS value FROM ( \
                 SELECT key, value FROM json_each(call_logs.",
            $column,
            ") UNION ALL SELECT key, value FROM json_each(excluded.",
            $column,
            ")) GROUP BY key ORDER BY key) k)"
        )
    };
}

/// The lesser (`min`) or greater (`max`) of both values of a column; an absent one does not count.
macro_rules! extreme {
    ($function:literal, $column:literal) => {
        concat!(
            $column,
            " = ",
            $function,
            "(coalesce(call_logs.",
            $column,
            ", excluded.",
            $column,
            "), coalesce(excluded.",
            $column,
            ", call_logs.",
            $column,
            ")), "
        )
    };
}

/// The assignment of the status: of two told with the same key the one whose reason counts.
macro_rules! status {
    () => {
        "call_status = CASE WHEN excluded.told_by->>'$.call_status' \
             > coalesce(call_logs.told_by->>'$.call_status', '') \
           OR excluded.told_by->>'$.call_status' = call_logs.told_by->>'$.call_status' \
             AND excluded.ended_reason > call_logs.ended_reason \
           THEN excluded.call_status ELSE call_logs.call_status END, "
    };
}

/// The statement that inserts or completes a call's row while the guard holds: the columns that are
/// told by the key of their own name, then those with a rule of their own. ?6 facts, ?7 when heard.
macro_rules! upsert {
    ([$($told:literal)+] $columns:literal $values:literal $($set:expr,)*) => {
        concat!(
            "INSERT INTO call_logs (tenant_id, id, vapi_call_id, call_sid, kind, simulated, \
               created_at, updated_at, ",
            $($told, ", ",)+
            $columns,
            "told_by) SELECT ?1, ?6->>'$.id', ?3, \
               CASE WHEN EXISTS (SELECT 1 FROM call_logs s WHERE s.call_sid = ?6->>'$.call_sid') \
                    THEN NULL ELSE ?6->>'$.call_sid' END, \
               ?6->>'$.kind', ?6->>'$.simulated', ?7, ?7, ",
            $("?6->>'$.values.", $told, "', ",)+
            $values,
            "?6->'$.keys' WHERE ",
            guard!(),
            " ON CONFLICT DO UPDATE SET ",
            extreme!("min", "call_sid"),
            extreme!("max", "simulated"),
            extreme!("min", "created_at"),
            extreme!("max", "updated_at"),
            $(told!($told),)+
            $($set,)*
            "told_by = ",
            greatest_keys!("told_by"),
        )
    };
}

/// Completes the call's row with what a message tells of it. `heard_at` is when the message came.
#[must_use]
pub fn upsert(guard: &Guard, facts: &CallFacts, heard_at: &str) -> Stmt {
    Stmt {
        sql: upsert!(
            ["assistant_id" "from_number" "to_number" "forwarded_from" "direction" "started_at"
             "forwarded_to" "language" "ended_reason" "ended_at" "duration_seconds"
             "cost_microdollars" "recording_url" "transcript" "summary" "sentiment"
             "transfer_succeeded" "recording_consent"]
            "report_violations, assistant_path, report_cut, report_received_at, outputs_told_by, \
               structured_outputs, ended_bucket, cost_cents, call_status, "
            "coalesce(?6->>'$.values.report_violations', '[]'), \
               coalesce(?6->>'$.values.assistant_path', '[]'), \
               coalesce(?6->>'$.values.report_cut', 0), ?6->>'$.report_received_at', \
               ?6->'$.output_keys', ?6->'$.outputs', ?6->>'$.values.ended_bucket', \
               CAST(round((?6->>'$.values.cost_microdollars') / 10000.0) AS INTEGER), \
               ?6->>'$.values.call_status', "
            told!("report_violations"),
            told!("assistant_path"),
            told!("report_cut"),
            extreme!("min", "report_received_at"),
            told!("ended_bucket", "ended_reason"),
            told!("cost_cents", "cost_microdollars"),
            status!(),
            "outputs_told_by = ",
            greatest_keys!("outputs_told_by"),
            ", structured_outputs = ( \
               SELECT json_group_object(o.key, json(iif( \
                 coalesce(excluded.outputs_told_by->>o.fullkey, '') \
                   > coalesce(call_logs.outputs_told_by->>o.fullkey, '') \
                 OR excluded.outputs_told_by->>o.fullkey = call_logs.outputs_told_by->>o.fullkey \
                   AND excluded.structured_outputs->o.fullkey > call_logs.structured_outputs->o.fullkey, \
                 excluded.structured_outputs->o.fullkey, call_logs.structured_outputs->o.fullkey))) \
               FROM (SELECT key, fullkey FROM json_each(call_logs.structured_outputs) \
                     UNION SELECT key, fullkey FROM json_each(excluded.structured_outputs) \
                     ORDER BY key) o), ",
        ),
        params: guard.with([json(facts), heard_at.into()]),
    }
}

/// [`upsert`] for a message that tells no more than its envelope and that the call goes on: a
/// tool call, while the caller waits. The short text saves SQLite the reading of the rest.
#[must_use]
pub fn meet(guard: &Guard, facts: &CallFacts, heard_at: &str) -> Stmt {
    Stmt {
        sql: upsert!(
            ["assistant_id" "from_number" "to_number" "forwarded_from" "direction" "started_at"
             "forwarded_to"]
            "call_status, " "?6->>'$.values.call_status', "
            status!(),
        ),
        params: guard.with([json(facts), heard_at.into()]),
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
                       AND replay_of IS NULL AND status IS NOT NULL ORDER BY message_at, seq) a), \
             rdv_created = coalesce((SELECT effect_id FROM tool_calls WHERE tenant_id = ?1 AND call_id = ?6 \
               AND dry = 0 AND status IN ('booked', 'rescheduled') \
               ORDER BY message_at DESC, seq DESC LIMIT 1), rdv_created), \
             qualified_prospect_created = coalesce((SELECT effect_id FROM tool_calls WHERE tenant_id = ?1 \
               AND call_id = ?6 AND dry = 0 AND tool = 'qualify_prospect' AND status = 'recorded' \
               ORDER BY message_at DESC, seq DESC LIMIT 1), qualified_prospect_created), \
             ticket_created = coalesce((SELECT effect_id FROM tool_calls WHERE tenant_id = ?1 \
               AND call_id = ?6 AND dry = 0 AND status = 'created' \
               ORDER BY message_at DESC, seq DESC LIMIT 1), ticket_created), \
             updated_at = max(updated_at, ?7) \
             WHERE tenant_id = ?1 AND id = ?6 AND ",
            guard!()
        ),
        params: guard.with([call_log_id.into(), now.into()]),
    }
}

/// Counts tool calls that could not be run, while the guard holds.
#[must_use]
pub fn add_tool_errors(guard: &Guard, call_log_id: &str, errors: usize) -> Stmt {
    let errors = i64::try_from(errors).unwrap_or(i64::MAX);
    Stmt {
        sql: concat!(
            "UPDATE call_logs SET tool_errors = tool_errors + ?7 WHERE tenant_id = ?1 AND id = ?6 AND ",
            guard!()
        ),
        params: guard.with([call_log_id.into(), errors.into()]),
    }
}

fn json<T: Serialize>(value: &T) -> Value {
    // The facts are plain structs with string keys: serialization cannot fail.
    serde_json::to_string(value).map_or(Value::Null, Value::Text)
}
