//! What a tenant has settled about support: one JSON document with a version; version 0 while it
//! has settled nothing.

use crate::db::{Stmt, Value};

/// The document: always a row.
#[must_use]
pub fn read(tenant_id: &str) -> Stmt {
    Stmt::new(
        "SELECT coalesce(s.settings, '{}') AS settings, coalesce(s.version, 0) AS version \
         FROM (SELECT 1) LEFT JOIN support_settings s ON s.tenant_id = ?1",
        [tenant_id.into()],
    )
}

/// Puts another document in its place; a row comes back if `If-Match` allowed it.
#[must_use]
pub fn replace(tenant_id: &str, settings: &str, if_match: Value) -> Stmt {
    Stmt::new(
        concat!(
            "INSERT INTO support_settings (tenant_id, settings) \
             SELECT ?1, ?2 FROM (SELECT coalesce((SELECT s.version FROM support_settings s \
               WHERE s.tenant_id = ?1), 0) AS version) was WHERE ",
            if_match!("?3", "was.version"),
            " ON CONFLICT (tenant_id) DO UPDATE SET settings = excluded.settings \
             RETURNING tenant_id"
        ),
        [tenant_id.into(), settings.into(), if_match],
    )
}
