//! Messages kept as they came (redacted): for the operator, never for another tenant.

use crate::db::{Stmt, Value};

/// A message that became no row of its own.
#[derive(Clone, Debug)]
pub struct StoredEvent {
    pub id: String,
    pub tenant_id: Option<String>,
    pub vapi_call_id: Option<String>,
    pub message_type: String,
    /// `unknown_type`, `no_tenant` or `no_call`.
    pub reason: &'static str,
    /// Redacted JSON.
    pub body: String,
}

impl StoredEvent {
    #[must_use]
    pub fn insert(&self, now: &str) -> Stmt {
        Stmt::new(
            "INSERT INTO stored_events (id, tenant_id, vapi_call_id, message_type, reason, body, received_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            [
                self.id.as_str().into(),
                self.tenant_id.clone().into(),
                self.vapi_call_id.clone().into(),
                self.message_type.as_str().into(),
                self.reason.into(),
                Value::Text(self.body.clone()),
                now.into(),
            ],
        )
    }
}
