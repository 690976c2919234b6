//! The ledger of tool calls: who claims a call acts, everybody reads what was decided.

use serde::Deserialize;

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
    /// What the deciding statements need; cleared at the end of the batch.
    pub plan: serde_json::Value,
    /// Set when the core has decided already.
    pub decided: Option<(&'static str, serde_json::Value)>,
}

impl Claim {
    /// Inserts the row. A repeat of a writing call changes nothing; a reading call is taken over
    /// and decided afresh.
    #[must_use]
    pub fn insert(&self, guard: &Guard, now: &str) -> Stmt {
        let (status, facts) = match &self.decided {
            Some((status, facts)) => (Some(*status), Some(facts.to_string())),
            None => (None, None),
        };
        Stmt {
            sql: concat!(
                "INSERT INTO tool_calls (tenant_id, id, call_id, tool_call_id, tool, writes, \
                   args_hash, effect_key, dry, plan, status, facts, created_at) \
                 SELECT ?1, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17 WHERE ",
                guard!(),
                " ON CONFLICT (tenant_id, call_id, tool_call_id, args_hash) DO UPDATE \
                 SET id = excluded.id, plan = excluded.plan, status = excluded.status, \
                   facts = excluded.facts, created_at = excluded.created_at \
                 WHERE tool_calls.writes = 0 AND excluded.writes = 0"
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
            ]),
        }
    }

    /// Reads what was decided, whoever decided it, with the state of the row it made.
    #[must_use]
    pub fn read(&self, guard: &Guard) -> Stmt {
        Stmt::new(
            concat!(
                "SELECT e.id = ?5 AS mine, coalesce(o.status, e.status) AS status, \
                   coalesce(o.facts, e.facts) AS facts, coalesce(o.created_at, e.created_at) AS created_at, \
                   e.replay_of IS NOT NULL AS replayed, e.dry, e.effect_id, ",
                untouched!(),
                " AS untouched, \
                   r.status AS row_status, r.rdv_date AS row_date, substr(r.rdv_time, 1, 5) AS row_time, \
                   n.id AS live_id, n.rdv_date AS live_date, substr(n.rdv_time, 1, 5) AS live_time \
                 FROM (SELECT 1) \
                 LEFT JOIN tool_calls e ON e.tenant_id = ?1 AND e.call_id = ?2 \
                   AND e.tool_call_id = ?3 AND e.args_hash = ?4 \
                 LEFT JOIN tool_calls o ON o.id = e.replay_of \
                 LEFT JOIN rendez_vous r ON r.id = e.effect_id AND r.tenant_id = e.tenant_id \
                 LEFT JOIN rendez_vous n ON n.tenant_id = r.tenant_id \
                   AND n.series_id = coalesce(r.series_id, r.id) AND n.status = 'confirmed'"
            ),
            [
                guard.tenant_id.as_str().into(),
                self.call_log_id.as_str().into(),
                self.tool_call_id.as_str().into(),
                self.args_hash.as_str().into(),
                self.id.as_str().into(),
            ],
        )
    }

    /// A statement that hangs on this claim alone: ?1 is the attempt's id.
    #[must_use]
    pub fn then(&self, sql: &'static str) -> Stmt {
        Stmt::new(sql, [self.id.as_str().into()])
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

/// The row of [`Claim::read`]; all empty when the guard did not hold.
#[derive(Clone, Debug, Deserialize)]
pub struct LedgerRow {
    pub mine: Option<i64>,
    pub status: Option<String>,
    pub facts: Option<String>,
    pub created_at: Option<String>,
    pub replayed: Option<i64>,
    pub dry: Option<i64>,
    pub effect_id: Option<String>,
    pub untouched: Option<i64>,
    /// The appointment the call made or touched, as it is now.
    pub row_status: Option<String>,
    pub row_date: Option<String>,
    pub row_time: Option<String>,
    /// Where that appointment has moved to, if it lives on under another id.
    pub live_id: Option<String>,
    pub live_date: Option<String>,
    pub live_time: Option<String>,
}
