//! The record of who read or changed what through the API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::db::{Stmt, Value};

/// One request of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub request_id: String,
    /// Empty for a request that is for no tenant.
    pub tenant_id: String,
    pub at: String,
    pub actor: String,
    pub method: String,
    /// The pattern of the address.
    pub path: String,
    pub resource_id: Option<String>,
}

impl Entry {
    /// Writes the entry, or its status once that is known. A status is never taken away again.
    #[must_use]
    pub fn write(&self, status: Option<u16>) -> Stmt {
        Stmt::new(
            "INSERT INTO audit_log (request_id, tenant_id, at, actor, method, path, resource_id, \
               status) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
             ON CONFLICT (request_id) DO UPDATE SET status = coalesce(excluded.status, status)",
            [
                self.request_id.as_str().into(),
                self.tenant_id.as_str().into(),
                self.at.as_str().into(),
                self.actor.as_str().into(),
                self.method.as_str().into(),
                self.path.as_str().into(),
                self.resource_id.clone().into(),
                status.map(i64::from).into(),
            ],
        )
    }
}

/// A page of a tenant's entries, the newest first.
#[must_use]
pub fn list(tenant_id: &str, [key, id]: [Value; 2], limit: Value) -> Stmt {
    Stmt::new(
        "SELECT request_id, at, actor, method, path, resource_id, status FROM audit_log \
         WHERE tenant_id = ?1 AND (at, request_id) < (?2, ?3) \
         ORDER BY at DESC, request_id DESC LIMIT ?4",
        [tenant_id.into(), key, id, limit],
    )
}

/// The row of [`list`].
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    pub request_id: String,
    /// RFC 3339.
    pub at: String,
    /// `operator`, or the id of the key.
    pub actor: String,
    pub method: String,
    pub path: String,
    pub resource_id: Option<String>,
    /// Null: the change was sent to the database, and no answer is known to have been given.
    pub status: Option<u16>,
}

record! { AuditEntry: request_id, at, actor, method, path, resource_id, status }
