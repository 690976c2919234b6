//! Other hours on single dates, for everybody and for single resources.

use crate::db::{Stmt, Value};

/// A page of ranges from one date to another, in order of date; the cursor's key is the date, its
/// id that of a range.
#[must_use]
pub fn list(
    tenant_id: &str,
    [date, id]: [Value; 2],
    limit: Value,
    [from, until]: [Value; 2],
) -> Stmt {
    Stmt::new(
        "SELECT id, date, resource_id, opens, closes, reason FROM opening_exceptions \
         WHERE tenant_id = ?1 AND (date, id) > (?2, ?3) \
           AND date >= coalesce(?5, '') AND date <= coalesce(?6, '9') \
         ORDER BY date, id LIMIT ?4",
        [tenant_id.into(), date, id, limit, from, until],
    )
}

/// The ranges of a date.
#[must_use]
pub fn read(tenant_id: &str, date: &str) -> Stmt {
    Stmt::new(
        "SELECT id, date, resource_id, opens, closes, reason FROM opening_exceptions \
         WHERE tenant_id = ?1 AND date = ?2 ORDER BY resource_id, opens",
        [tenant_id.into(), date.into()],
    )
}

/// The version of a date: always a row.
#[must_use]
pub fn version(tenant_id: &str, date: &str) -> Stmt {
    Stmt::new(
        "SELECT coalesce((SELECT d.version FROM diary_versions d \
           WHERE d.tenant_id = ?1 AND d.part = ?2), 0) AS version",
        [tenant_id.into(), date.into()],
    )
}

/// A resource that the ranges ?3 name and the tenant does not have.
#[must_use]
pub fn unknown_resource(tenant_id: &str, ranges: &str) -> Stmt {
    Stmt::new(
        "SELECT w.value->>'$.resource_id' AS id FROM json_each(?2) w \
         WHERE w.value->>'$.resource_id' IS NOT NULL AND NOT EXISTS (SELECT 1 FROM resources r \
           WHERE r.tenant_id = ?1 AND r.id = w.value->>'$.resource_id') LIMIT 1",
        [tenant_id.into(), ranges.into()],
    )
}

/// Replaces the hours of a date by JSON ranges, each with an `id`: what resource is unknown, the
/// claim, …, version and ranges as they are then.
#[must_use]
pub fn replace(
    tenant_id: &str,
    date: &str,
    ranges: &str,
    change_id: &str,
    if_match: Value,
) -> Vec<Stmt> {
    let params: [Value; 4] = [
        tenant_id.into(),
        date.into(),
        ranges.into(),
        change_id.into(),
    ];
    let claim = concat!(
        "INSERT INTO diary_versions (tenant_id, part, version, change_id) \
         SELECT ?1, ?2, 1, ?4 FROM (SELECT coalesce((SELECT d.version FROM diary_versions d \
             WHERE d.tenant_id = ?1 AND d.part = ?2), 0) AS version) w WHERE ",
        if_match!("?5", "w.version"),
        " AND ",
        all_known!("(SELECT value->>'$.resource_id' AS id FROM json_each(?3))"),
        " ON CONFLICT (tenant_id, part) DO UPDATE SET version = version + 1, \
           change_id = excluded.change_id RETURNING part"
    );
    let delete = concat!(
        "DELETE FROM opening_exceptions WHERE tenant_id = ?1 AND date = ?2 AND ",
        claimed!("?2")
    );
    let insert = concat!(
        "INSERT INTO opening_exceptions \
           (id, tenant_id, resource_id, date, opens, closes, reason) \
         SELECT w.value->>'$.id', ?1, w.value->>'$.resource_id', ?2, w.value->>'$.opens', \
           w.value->>'$.closes', w.value->>'$.reason' FROM json_each(?3) w WHERE ",
        claimed!("?2")
    );
    vec![
        unknown_resource(tenant_id, ranges),
        Stmt {
            sql: claim,
            params: params.iter().cloned().chain([if_match]).collect(),
        },
        Stmt::new(delete, params.clone()),
        Stmt::new(insert, params),
        version(tenant_id, date),
        read(tenant_id, date),
    ]
}
