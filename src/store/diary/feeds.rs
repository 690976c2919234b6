//! The addresses under which calendar programs read a diary. Only hashes of their secrets are
//! kept: 256 random bits need no slow hash.

use crate::db::{Stmt, Value};

macro_rules! columns {
    () => {
        "id, name, resource_id, with_phone, created_at, rotated_at, revoked_at, version \
         FROM calendar_feeds "
    };
}

/// A page of a tenant's feeds, the newest first.
#[must_use]
pub fn list(tenant_id: &str, [key, id]: [Value; 2], limit: Value) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            columns!(),
            "WHERE tenant_id = ?1 AND (created_at, id) < (?2, ?3) \
             ORDER BY created_at DESC, id DESC LIMIT ?4"
        ),
        [tenant_id.into(), key, id, limit],
    )
}

#[must_use]
pub fn read(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        concat!("SELECT ", columns!(), "WHERE tenant_id = ?1 AND id = ?2"),
        [tenant_id.into(), id.into()],
    )
}

/// A row comes back if the feed's resource is the tenant's.
#[must_use]
pub fn insert(tenant_id: &str, id: &str, new: &str, secret_hash: &str, now: &str) -> Stmt {
    Stmt::new(
        concat!(
            "INSERT INTO calendar_feeds \
               (id, tenant_id, name, secret_hash, resource_id, with_phone, created_at) \
             SELECT ?2, ?1, ?3->>'$.name', ?4, ?3->>'$.resource_id', \
               coalesce(?3->>'$.with_phone', 0), ?5 WHERE ",
            all_known!("(SELECT ?3->>'$.resource_id' AS id)"),
            " RETURNING id"
        ),
        [
            tenant_id.into(),
            id.into(),
            new.into(),
            secret_hash.into(),
            now.into(),
        ],
    )
}

/// Gives a feed that is not revoked another secret; the old one opens nothing any more.
#[must_use]
pub fn rotate(tenant_id: &str, id: &str, secret_hash: &str, now: &str, if_match: Value) -> Stmt {
    Stmt::new(
        concat!(
            "UPDATE calendar_feeds SET secret_hash = ?3, rotated_at = ?4 \
             WHERE tenant_id = ?1 AND id = ?2 AND revoked_at IS NULL AND ",
            if_match!("?5", "version"),
            " RETURNING id"
        ),
        [
            tenant_id.into(),
            id.into(),
            secret_hash.into(),
            now.into(),
            if_match,
        ],
    )
}

/// Revokes a feed; the first time counts. A row comes back if the tenant has it.
#[must_use]
pub fn revoke(tenant_id: &str, id: &str, now: &str, if_match: Value) -> Stmt {
    Stmt::new(
        concat!(
            "UPDATE calendar_feeds SET revoked_at = coalesce(revoked_at, ?3) \
             WHERE tenant_id = ?1 AND id = ?2 AND ",
            if_match!("?4", "version"),
            " RETURNING id"
        ),
        [tenant_id.into(), id.into(), now.into(), if_match],
    )
}
