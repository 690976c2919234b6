//! Who or what performs services.

use crate::db::{Stmt, Value};

macro_rules! columns {
    () => {
        "id, name, position, enabled, version FROM resources "
    };
}

/// A page of a tenant's resources in order of preference.
#[must_use]
pub fn list(tenant_id: &str, [position, id]: [Value; 2], limit: Value) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            columns!(),
            "WHERE tenant_id = ?1 AND (position, id) \
               > (coalesce(CAST(nullif(?2, '') AS INTEGER), -9007199254740991), ?3) \
             ORDER BY position, id LIMIT ?4"
        ),
        [tenant_id.into(), position, id, limit],
    )
}

#[must_use]
pub fn read(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        concat!("SELECT ", columns!(), "WHERE tenant_id = ?1 AND id = ?2"),
        [tenant_id.into(), id.into()],
    )
}

/// A row comes back unless the id is taken.
#[must_use]
pub fn insert(tenant_id: &str, id: &str, new: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO resources (tenant_id, id, name, position, enabled) \
         SELECT ?1, ?2, ?3->>'$.name', coalesce(?3->>'$.position', 0), \
           coalesce(?3->>'$.enabled', 1) WHERE true ON CONFLICT DO NOTHING RETURNING id",
        [tenant_id.into(), id.into(), new.into()],
    )
}

#[must_use]
pub fn update(tenant_id: &str, id: &str, change: &str, if_match: Value) -> Stmt {
    Stmt::new(
        concat!(
            "UPDATE resources SET ",
            kept!("name"),
            ", ",
            kept!("position"),
            ", ",
            kept!("enabled"),
            " WHERE tenant_id = ?1 AND id = ?2 AND ",
            if_match!("?4", "version"),
            " RETURNING id"
        ),
        [tenant_id.into(), id.into(), change.into(), if_match],
    )
}

/// Deletes a resource that no appointment and no service names; a row comes back if it did.
#[must_use]
pub fn delete(tenant_id: &str, id: &str, if_match: Value) -> Stmt {
    Stmt::new(
        concat!(
            "DELETE FROM resources WHERE tenant_id = ?1 AND id = ?2 AND ",
            if_match!("?3", "version"),
            " AND NOT EXISTS (SELECT 1 FROM rendez_vous v \
                WHERE v.tenant_id = ?1 AND v.resource_id = ?2) \
              AND NOT EXISTS (SELECT 1 FROM service_resources s \
                WHERE s.tenant_id = ?1 AND s.resource_id = ?2) RETURNING id"
        ),
        [tenant_id.into(), id.into(), if_match],
    )
}
