//! Tenants' API keys. The secret itself is never stored: 256 random bits need no slow hash.

use crate::{
    db::{Stmt, Value},
    tools::hash,
};

/// Tells at sight, and to secret scanners, what it is.
pub const PREFIX: &str = "coccinelle_";

/// The live key with that secret: its id and tenant.
#[must_use]
pub fn find(secret: &str) -> Stmt {
    Stmt::new(
        "SELECT id, tenant_id FROM api_keys WHERE secret_hash = ?1 AND revoked_at IS NULL",
        [hash(&[secret]).into()],
    )
}

/// A page of a tenant's keys, the newest first.
#[must_use]
pub fn list(tenant_id: &str, [key, id]: [Value; 2], limit: Value) -> Stmt {
    Stmt::new(
        "SELECT id, name, created_at, revoked_at FROM api_keys \
         WHERE tenant_id = ?1 AND (created_at, id) < (?2, ?3) \
         ORDER BY created_at DESC, id DESC LIMIT ?4",
        [tenant_id.into(), key, id, limit],
    )
}

#[must_use]
pub fn insert(tenant_id: &str, id: &str, name: &str, secret: &str, now: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO api_keys (id, tenant_id, name, secret_hash, created_at) \
         VALUES (?1, ?2, ?3, ?4, ?5)",
        [
            id.into(),
            tenant_id.into(),
            name.into(),
            hash(&[secret]).into(),
            now.into(),
        ],
    )
}

/// Revokes a key; the first time counts. A row comes back if the tenant has that key.
#[must_use]
pub fn revoke(tenant_id: &str, id: &str, now: &str) -> Stmt {
    Stmt::new(
        "UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?3) \
         WHERE id = ?2 AND tenant_id = ?1 RETURNING id",
        [tenant_id.into(), id.into(), now.into()],
    )
}
