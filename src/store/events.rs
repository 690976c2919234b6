//! Messages kept as they came (redacted): for the operator, never for another tenant.

use super::guard::Guard;
use crate::db::{Stmt, Value};

/// A message that became no row of its own.
#[derive(Clone, Debug)]
pub struct StoredEvent {
    /// The same for the same message, which Vapi may send again.
    pub id: String,
    pub tenant_id: Option<String>,
    pub vapi_call_id: Option<String>,
    pub message_type: String,
    /// `unknown_type`, `not_accepted`, `no_tenant` or `no_call`.
    pub reason: &'static str,
    /// Redacted JSON.
    pub body: String,
}

impl StoredEvent {
    /// Keeps the message; the same one again changes nothing.
    #[must_use]
    pub fn insert(&self, now: &str) -> Stmt {
        Stmt {
            sql: "INSERT INTO stored_events (id, tenant_id, vapi_call_id, message_type, reason, body, received_at) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING",
            params: self.values(now).into(),
        }
    }

    /// The same for a message of a tenant's call, while the guard holds.
    #[must_use]
    pub fn insert_guarded(&self, guard: &Guard, now: &str) -> Stmt {
        Stmt {
            sql: concat!(
                "INSERT INTO stored_events (id, tenant_id, vapi_call_id, message_type, reason, body, received_at) \
                 SELECT ?6, ?7, ?8, ?9, ?10, ?11, ?12 WHERE ",
                guard!(),
                " ON CONFLICT (id) DO NOTHING"
            ),
            params: guard.with(self.values(now)),
        }
    }

    fn values(&self, now: &str) -> [Value; 7] {
        [
            self.id.as_str().into(),
            self.tenant_id.clone().into(),
            self.vapi_call_id.clone().into(),
            self.message_type.as_str().into(),
            self.reason.into(),
            self.body.as_str().into(),
            now.into(),
        ]
    }
}
