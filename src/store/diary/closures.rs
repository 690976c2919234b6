//! Days on which the business, or one resource, stays closed.

use crate::db::{Stmt, Value};

macro_rules! columns {
    () => {
        "id, resource_id, from_date, until_date, reason, version FROM closures "
    };
}

/// A page of the closures that touch the days from one date to another, the first to end first.
#[must_use]
pub fn list(
    tenant_id: &str,
    [until_date, id]: [Value; 2],
    limit: Value,
    [from, until]: [Value; 2],
) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            columns!(),
            "WHERE tenant_id = ?1 AND (until_date, id) > (?2, ?3) \
               AND until_date >= coalesce(?5, '') AND from_date <= coalesce(?6, '9') \
             ORDER BY until_date, id LIMIT ?4"
        ),
        [tenant_id.into(), until_date, id, limit, from, until],
    )
}

#[must_use]
pub fn read(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        concat!("SELECT ", columns!(), "WHERE tenant_id = ?1 AND id = ?2"),
        [tenant_id.into(), id.into()],
    )
}

/// A row comes back if the closure's resource is the tenant's.
#[must_use]
pub fn insert(tenant_id: &str, id: &str, new: &str) -> Stmt {
    Stmt::new(
        concat!(
            "INSERT INTO closures (id, tenant_id, resource_id, from_date, until_date, reason) \
             SELECT ?2, ?1, ?3->>'$.resource_id', ?3->>'$.from_date', ?3->>'$.until_date', \
               ?3->>'$.reason' WHERE ",
            all_known!("(SELECT ?3->>'$.resource_id' AS id)"),
            " RETURNING id"
        ),
        [tenant_id.into(), id.into(), new.into()],
    )
}

/// Puts the closure as `new` has it; a row comes back if its resource is the tenant's.
#[must_use]
pub fn update(tenant_id: &str, id: &str, new: &str, if_match: Value) -> Stmt {
    Stmt::new(
        concat!(
            "UPDATE closures SET resource_id = ?3->>'$.resource_id', \
               from_date = ?3->>'$.from_date', until_date = ?3->>'$.until_date', \
               reason = ?3->>'$.reason' WHERE tenant_id = ?1 AND id = ?2 AND ",
            if_match!("?4", "version"),
            " AND ",
            all_known!("(SELECT ?3->>'$.resource_id' AS id)"),
            " RETURNING id"
        ),
        [tenant_id.into(), id.into(), new.into(), if_match],
    )
}

/// A row comes back if it was deleted.
#[must_use]
pub fn delete(tenant_id: &str, id: &str, if_match: Value) -> Stmt {
    Stmt::new(
        concat!(
            "DELETE FROM closures WHERE tenant_id = ?1 AND id = ?2 AND ",
            if_match!("?3", "version"),
            " RETURNING id"
        ),
        [tenant_id.into(), id.into(), if_match],
    )
}
