//! Binding a call to its tenant, and the versions every write depends on.

use crate::db::{Stmt, Value};

/// What a batch was computed from: it writes only while this still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    pub tenant_id: String,
    /// Empty at the platform's endpoint, else the tenant of the endpoint: a tenant's endpoint
    /// can never bind a call of another one.
    pub scope: String,
    pub vapi_call_id: String,
    /// `config_versions` of the tenant and of `*`, the routing keys of all tenants.
    pub version: i64,
    pub routing_version: i64,
}

impl Guard {
    /// The parameters ?1 to ?5 of every guarded statement, followed by `rest`.
    #[must_use]
    pub fn with(&self, rest: impl IntoIterator<Item = Value>) -> Vec<Value> {
        let mut params: Vec<Value> = vec![
            self.tenant_id.as_str().into(),
            self.scope.as_str().into(),
            self.vapi_call_id.as_str().into(),
            self.version.into(),
            self.routing_version.into(),
        ];
        params.extend(rest);
        params
    }

    /// Binds the call to the tenant unless it is bound already. ?6 now.
    #[must_use]
    pub fn bind(&self, now: &str) -> Stmt {
        Stmt {
            sql: "INSERT INTO call_bindings (tenant_id, scope, vapi_call_id, created_at) \
                  SELECT ?1, ?2, ?3, ?6 WHERE EXISTS ( \
                    SELECT 1 FROM config_versions v JOIN config_versions g ON g.tenant_id = '*' \
                    WHERE v.tenant_id = ?1 AND v.version = ?4 AND g.version = ?5) \
                  ON CONFLICT DO NOTHING",
            params: self.with([now.into()]),
        }
    }

    /// Whether the batch applied, the language the call has switched to, and how many tool calls it
    /// has made. `call_log_id` ?6.
    #[must_use]
    pub fn read(&self, call_log_id: &str) -> Stmt {
        Stmt {
            sql: concat!(
                "SELECT ",
                guard!(),
                " AS holds, \
                 (SELECT language FROM call_logs WHERE tenant_id = ?1 AND id = ?6) AS language, ",
                spent!("?6"),
                " AS spent"
            ),
            params: self.with([call_log_id.into()]),
        }
    }
}

/// The row of [`Guard::read`].
#[derive(Debug)]
pub struct GuardRow {
    pub holds: i64,
    pub language: Option<String>,
    /// Tool calls so far.
    pub spent: i64,
}

record! { GuardRow: holds, language, spent }
