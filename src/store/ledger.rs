//! The ledger of tool calls: who claims a call acts, everybody reads what was decided.

use super::guard::Guard;
use crate::db::{Stmt, Value};

/// A tool call about to be decided.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The attempt's own id: only the attempt that inserted the row decides it.
    pub id: String,
    pub call_log_id: String,
    pub tool_call_id: String,
    pub tool: &'static str,
    pub writes: bool,
    /// Over the canonical arguments as given.
    pub args_hash: String,
    /// Over the resolved arguments without free text: "demain" and its date are one effect.
    pub effect_key: Option<String>,
    pub dry: bool,
    /// The timestamp of the message as it stands in the body: equal on a redelivery.
    pub message_at: String,
    pub request_id: String,
    /// What the deciding statements need; cleared at the end of the batch.
    pub plan: serde_json::Value,
    /// How many tool calls the call may have made before; past it nothing is claimed.
    pub budget: i64,
    /// Set when the core has decided already.
    pub decided: Option<(&'static str, serde_json::Value)>,
}

impl Claim {
    /// Inserts the row. A repeat of a call that has had an effect changes nothing. A reading call is
    /// taken over and decided afresh, and so is one without effect when a later message repeats it:
    /// some models number every call `call_0`.
    #[must_use]
    pub fn insert(&self, guard: &Guard, now: &str) -> Stmt {
        let (status, facts) = match &self.decided {
            Some((status, facts)) => (Some(*status), Some(facts.to_string())),
            None => (None, None),
        };
        Stmt {
            sql: concat!(
                "INSERT INTO tool_calls (tenant_id, id, call_id, tool_call_id, tool, writes, \
                   args_hash, effect_key, dry, plan, status, facts, created_at, message_at, request_id) \
                 SELECT ?1, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19 WHERE ",
                guard!(),
                " AND ",
                spent!("?7"),
                " < ?20 ON CONFLICT (tenant_id, call_id, tool_call_id, args_hash) DO UPDATE \
                 SET seq = (SELECT max(seq) + 1 FROM tool_calls), id = excluded.id, \
                   effect_key = excluded.effect_key, effect_id = NULL, replay_of = NULL, \
                   plan = excluded.plan, status = excluded.status, facts = excluded.facts, \
                   created_at = excluded.created_at, message_at = excluded.message_at, \
                   request_id = excluded.request_id, \
                   tries = tries + (message_at IS NOT excluded.message_at), \
                   asked = max(asked, coalesce(status = 'clarify' \
                     AND message_at IS NOT excluded.message_at, 0)) \
                 WHERE writes = 0 OR (message_at IS NOT excluded.message_at AND status IN ( \
                   'clarify', 'not_found', 'available', 'unavailable', 'closed', 'already_booked', \
                   'existing_appointment'))"
            ),
            params: guard.with([
                self.id.as_str().into(),
                self.call_log_id.as_str().into(),
                self.tool_call_id.as_str().into(),
                self.tool.into(),
                self.writes.into(),
                self.args_hash.as_str().into(),
                self.effect_key.clone().into(),
                self.dry.into(),
                self.plan.to_string().into(),
                status.into(),
                facts.into(),
                now.into(),
                self.message_at.as_str().into(),
                self.request_id.as_str().into(),
                self.budget.into(),
            ]),
        }
    }

    /// Reads what was decided, whoever decided it, with the state of the row it made, and whether
    /// the guard held.
    #[must_use]
    pub fn read(&self, guard: &Guard) -> Stmt {
        Stmt {
            sql: concat!(
                "SELECT ",
                guard!(),
                " AS holds, \
                 (SELECT language FROM call_logs WHERE tenant_id = ?1 AND id = ?6) AS language, ",
                spent!("?6"),
                " AS spent, \
               e.id = ?9 AS mine, coalesce(o.status, e.status) AS status, \
               coalesce(o.facts, e.facts) AS facts, coalesce(o.created_at, e.created_at) AS created_at, \
               e.replay_of IS NOT NULL AS replayed, e.dry, e.effect_id, \
               EXISTS (SELECT 1 FROM tool_calls x WHERE x.tenant_id = e.tenant_id \
                 AND x.call_id = e.call_id AND x.tool_call_id = e.tool_call_id \
                 AND x.args_hash <> e.args_hash) AS reused, \
               r.status AS row_status, r.rdv_date AS row_date, substr(r.rdv_time, 1, 5) AS row_time, \
               (SELECT json_object('number', k.ticket_number, 'subject', k.subject, 'status', k.status) \
                  FROM tickets k WHERE k.id = e.effect_id AND +k.tenant_id = e.tenant_id) AS ticket, \
               (SELECT k.status FROM callbacks k \
                  WHERE k.id = e.effect_id AND +k.tenant_id = e.tenant_id) AS callback_status, \
               iif(coalesce(o.status, e.status) IN ('booked', 'already_booked') \
                 AND r.call_id = e.call_id, json_object( \
                   'phone', iif(r.phone_source = 'model', r.customer_phone, NULL), \
                   'email', r.customer_email, 'name', iif(r.caller_number IS NULL, r.customer_name, NULL)), \
                 NULL) AS dictated, \
               (SELECT json_object('version', k.version, 'detail', json(k.score_detail)) \
                  FROM prospects k WHERE k.id = e.effect_id AND +k.tenant_id = e.tenant_id) AS prospect, \
               n.id AS live_id, n.rdv_date AS live_date, substr(n.rdv_time, 1, 5) AS live_time \
             FROM (SELECT 1) \
             LEFT JOIN tool_calls e ON e.tenant_id = ?1 AND e.call_id = ?6 \
               AND e.tool_call_id = ?7 AND e.args_hash = ?8 \
             LEFT JOIN tool_calls o ON o.id = e.replay_of \
             LEFT JOIN rendez_vous r ON r.id = e.effect_id AND r.tenant_id = e.tenant_id \
             LEFT JOIN rendez_vous n ON n.status = 'confirmed' AND n.id = coalesce( \
               (SELECT x.id FROM rendez_vous x INDEXED BY rendez_vous_by_series \
                WHERE x.tenant_id = r.tenant_id \
                  AND x.series_id = coalesce(r.series_id, r.id) AND x.status = 'confirmed' LIMIT 1), \
               (SELECT l.effect_id FROM tool_calls l WHERE e.status = 'cancelled' \
                  AND e.message_at IS NOT ?10 AND l.tenant_id = e.tenant_id \
                  AND l.call_id = e.call_id AND l.seq > e.seq AND l.dry = 0 \
                  AND l.status IN ('booked', 'rescheduled') ORDER BY l.seq DESC LIMIT 1))"
            ),
            params: guard.with([
                self.call_log_id.as_str().into(),
                self.tool_call_id.as_str().into(),
                self.args_hash.as_str().into(),
                self.id.as_str().into(),
                self.message_at.as_str().into(),
            ]),
        }
    }

    /// A statement that hangs on this claim alone: ?1 is the attempt's id.
    #[must_use]
    pub fn then(&self, sql: &'static str) -> Stmt {
        Stmt::new(sql, [self.id.as_str().into()])
    }

    /// The same with a list, as JSON, for ?2.
    #[must_use]
    pub fn then_over(&self, sql: &'static str, list: &str) -> Stmt {
        Stmt::new(sql, [self.id.as_str().into(), list.into()])
    }
}

/// Forgets the plans of a call: names and numbers live in the rows, not in the ledger.
/// ?1 tenant, ?2 call.
#[must_use]
pub fn clear_plans(tenant_id: &str, call_log_id: &str) -> Stmt {
    Stmt::new(
        "UPDATE tool_calls SET plan = NULL \
         WHERE tenant_id = ?1 AND call_id = ?2 AND plan IS NOT NULL",
        [Value::from(tenant_id), call_log_id.into()],
    )
}

/// The row of [`Claim::read`], which is a `GuardRow` too; the rest is empty when the guard did not
/// hold.
#[derive(Clone, Debug)]
pub struct LedgerRow {
    pub mine: Option<i64>,
    /// Tool calls of the call so far.
    pub spent: i64,
    pub status: Option<String>,
    pub facts: Option<String>,
    pub created_at: Option<String>,
    pub replayed: Option<i64>,
    pub dry: Option<i64>,
    pub effect_id: Option<String>,
    /// The id has come with other arguments in this call.
    pub reused: Option<i64>,
    /// The ticket or callback the call made, as it is now: JSON of a `Ticket`, and the status.
    pub ticket: Option<String>,
    pub callback_status: Option<String>,
    /// The prospect the call spoke of, as it is now: JSON of `version` and `score_detail`.
    pub prospect: Option<String>,
    /// The appointment the call made or touched, as it is now.
    pub row_status: Option<String>,
    pub row_date: Option<String>,
    pub row_time: Option<String>,
    /// What this call dictated for the appointment it made: JSON of `facts::DictatedFacts`.
    pub dictated: Option<String>,
    /// Where that appointment has moved to, or the one booked since it was cancelled.
    pub live_id: Option<String>,
    pub live_date: Option<String>,
    pub live_time: Option<String>,
}

record! { LedgerRow:
    mine, spent, status, facts, created_at, replayed, dry, effect_id, reused, ticket,
    callback_status, prospect, row_status, row_date, row_time, dictated, live_id, live_date,
    live_time,
}

impl LedgerRow {
    /// Whether this repeats an answer about something that may have changed since.
    #[must_use]
    pub fn is_repeat(&self) -> bool {
        self.mine != Some(1) && self.dry != Some(1)
    }

    /// Whether the id of the call came with other arguments before.
    #[must_use]
    pub fn is_reused(&self) -> bool {
        self.reused == Some(1)
    }
}
