//! The opening hours of a week: that of a resource, or (`""`) the business's own.

use crate::db::{Stmt, Value};

/// The ranges of a week, in order.
#[must_use]
pub fn read(tenant_id: &str, resource: &str) -> Stmt {
    Stmt::new(
        "SELECT weekday, opens, closes FROM opening_hours \
         WHERE tenant_id = ?1 AND resource_id IS nullif(?2, '') ORDER BY weekday, opens",
        [tenant_id.into(), resource.into()],
    )
}

/// The version of a week, and whether there is such a resource: always a row.
#[must_use]
pub fn version(tenant_id: &str, resource: &str) -> Stmt {
    Stmt::new(
        "SELECT coalesce((SELECT d.version FROM diary_versions d \
             WHERE d.tenant_id = ?1 AND d.part = 'week:' || ?2), 0) AS version, \
           ?2 = '' OR EXISTS (SELECT 1 FROM resources r \
             WHERE r.tenant_id = ?1 AND r.id = ?2) AS known",
        [tenant_id.into(), resource.into()],
    )
}

/// Replaces a week by the JSON ranges `week`, each with an `id`: the claim, …, version and ranges
/// as they are then.
#[must_use]
pub fn replace(
    tenant_id: &str,
    resource: &str,
    week: &str,
    change_id: &str,
    if_match: Value,
) -> Vec<Stmt> {
    let params: [Value; 4] = [
        tenant_id.into(),
        resource.into(),
        week.into(),
        change_id.into(),
    ];
    let claim = concat!(
        "INSERT INTO diary_versions (tenant_id, part, version, change_id) \
         SELECT ?1, 'week:' || ?2, 1, ?3 FROM (SELECT coalesce((SELECT d.version \
             FROM diary_versions d WHERE d.tenant_id = ?1 AND d.part = 'week:' || ?2), 0) AS version) w \
         WHERE ",
        if_match!("?4", "w.version"),
        " AND ",
        all_known!("(SELECT nullif(?2, '') AS id)"),
        " ON CONFLICT (tenant_id, part) DO UPDATE SET version = version + 1, \
           change_id = excluded.change_id RETURNING part"
    );
    let delete = concat!(
        "DELETE FROM opening_hours WHERE tenant_id = ?1 AND resource_id IS nullif(?2, '') AND ",
        claimed!("'week:' || ?2")
    );
    let insert = concat!(
        "INSERT INTO opening_hours (id, tenant_id, resource_id, weekday, opens, closes) \
         SELECT w.value->>'$.id', ?1, nullif(?2, ''), w.value->>'$.weekday', \
           w.value->>'$.opens', w.value->>'$.closes' FROM json_each(?3) w WHERE ",
        claimed!("'week:' || ?2")
    );
    vec![
        Stmt::new(
            claim,
            [
                tenant_id.into(),
                resource.into(),
                change_id.into(),
                if_match,
            ],
        ),
        Stmt::new(delete, params.clone()),
        Stmt::new(insert, params),
        version(tenant_id, resource),
        read(tenant_id, resource),
    ]
}
