//! What can be booked, and by whom it is done.

use crate::db::{Stmt, Value};

macro_rules! columns {
    () => {
        "s.id, s.name_fr, s.name_en, s.synonyms, s.duration_minutes, s.buffer_before_minutes, \
         s.buffer_after_minutes, s.grid_minutes, s.notice_minutes, s.horizon_days, s.price_text, \
         s.is_default, s.position, s.enabled, s.version, \
         (SELECT json_group_array(y.resource_id) FROM service_resources y \
           WHERE y.tenant_id = s.tenant_id AND y.service_id = s.id) AS resources FROM services s "
    };
}

/// A page of a tenant's services in their order.
#[must_use]
pub fn list(tenant_id: &str, [position, id]: [Value; 2], limit: Value) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            columns!(),
            "WHERE s.tenant_id = ?1 AND (s.position, s.id) \
               > (coalesce(CAST(nullif(?2, '') AS INTEGER), -9007199254740991), ?3) \
             ORDER BY s.position, s.id LIMIT ?4"
        ),
        [tenant_id.into(), position, id, limit],
    )
}

#[must_use]
pub fn read(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            columns!(),
            "WHERE s.tenant_id = ?1 AND s.id = ?2"
        ),
        [tenant_id.into(), id.into()],
    )
}

/// Claims a service for the change ?4 if the resources that ?3 lists are the tenant's, and
/// `$more`; a row comes back if so.
macro_rules! claim {
    ($more:expr) => {
        concat!(
            "INSERT INTO diary_versions (tenant_id, part, version, change_id) \
             SELECT ?1, 'service:' || ?2, 1, ?4 WHERE ",
            all_known!("(SELECT value AS id FROM json_each(?3, '$.resources'))"),
            " AND ",
            $more,
            " ON CONFLICT (tenant_id, part) DO UPDATE SET version = version + 1, \
               change_id = excluded.change_id RETURNING part"
        )
    };
}

/// The tenant's other services are no longer the default if this one becomes it.
const NO_OTHER_DEFAULT: &str = concat!(
    "UPDATE services SET is_default = 0 WHERE tenant_id = ?1 AND id <> ?2 AND is_default = 1 \
       AND ?3->>'$.is_default' = 1 AND ",
    claimed!("'service:' || ?2")
);

const FORGET_RESOURCES: &str = concat!(
    "DELETE FROM service_resources WHERE tenant_id = ?1 AND service_id = ?2 \
       AND json_type(?3, '$.resources') IS NOT NULL AND ",
    claimed!("'service:' || ?2")
);

const NAME_RESOURCES: &str = concat!(
    "INSERT INTO service_resources (tenant_id, service_id, resource_id) \
     SELECT DISTINCT ?1, ?2, i.value FROM json_each(?3, '$.resources') i WHERE ",
    claimed!("'service:' || ?2")
);

const INSERT: &str = concat!(
    "INSERT INTO services (tenant_id, id, name_fr, name_en, synonyms, duration_minutes, \
       buffer_before_minutes, buffer_after_minutes, grid_minutes, notice_minutes, horizon_days, \
       price_text, is_default, position, enabled) \
     SELECT ?1, ?2, ?3->>'$.name_fr', ?3->>'$.name_en', coalesce(?3->>'$.synonyms', '[]'), \
       coalesce(?3->>'$.duration_minutes', 60), coalesce(?3->>'$.buffer_before_minutes', 0), \
       coalesce(?3->>'$.buffer_after_minutes', 0), coalesce(?3->>'$.grid_minutes', 30), \
       coalesce(?3->>'$.notice_minutes', 60), coalesce(?3->>'$.horizon_days', 180), \
       ?3->>'$.price_text', coalesce(?3->>'$.is_default', 0), coalesce(?3->>'$.position', 0), \
       coalesce(?3->>'$.enabled', 1) WHERE ",
    claimed!("'service:' || ?2")
);

/// The conditions of [`update`] were those of its claim.
const UPDATE: &str = concat!(
    "UPDATE services SET ",
    kept!("name_fr"),
    ", ",
    kept!("name_en"),
    ", ",
    kept!("synonyms"),
    ", ",
    kept!("duration_minutes"),
    ", ",
    kept!("buffer_before_minutes"),
    ", ",
    kept!("buffer_after_minutes"),
    ", ",
    kept!("grid_minutes"),
    ", ",
    kept!("notice_minutes"),
    ", ",
    kept!("horizon_days"),
    ", ",
    kept!("price_text"),
    ", ",
    kept!("is_default"),
    ", ",
    kept!("position"),
    ", ",
    kept!("enabled"),
    " WHERE tenant_id = ?1 AND id = ?2 AND ",
    claimed!("'service:' || ?2")
);

/// Whether a service has that id, and a resource that the change names but the tenant does not
/// have: what refuses a claim.
const REFUSAL: &str = "SELECT EXISTS (SELECT 1 FROM services s \
       WHERE s.tenant_id = ?1 AND s.id = ?2) AS is_there, \
     (SELECT i.value FROM json_each(?3, '$.resources') i WHERE NOT EXISTS (SELECT 1 \
        FROM resources r WHERE r.tenant_id = ?1 AND r.id = i.value) LIMIT 1) AS unknown_resource";

/// Makes a service: the refusal, the claim, …, the service.
#[must_use]
pub fn insert(tenant_id: &str, id: &str, new: &str, change_id: &str) -> Vec<Stmt> {
    let with = |sql| {
        Stmt::new(
            sql,
            [tenant_id.into(), id.into(), new.into(), change_id.into()],
        )
    };
    vec![
        refusal(tenant_id, id, new),
        with(claim!(
            "NOT EXISTS (SELECT 1 FROM services WHERE tenant_id = ?1 AND id = ?2)"
        )),
        with(NO_OTHER_DEFAULT),
        with(INSERT),
        with(NAME_RESOURCES),
        read(tenant_id, id),
    ]
}

/// Changes a service: the refusal, the claim, …, the service.
#[must_use]
pub fn update(
    tenant_id: &str,
    id: &str,
    change: &str,
    change_id: &str,
    if_match: Value,
) -> Vec<Stmt> {
    let params = [tenant_id.into(), id.into(), change.into(), change_id.into()];
    let with = |sql| Stmt::new(sql, params.clone());
    let claim = Stmt {
        sql: claim!(concat!(
            "EXISTS (SELECT 1 FROM services s WHERE s.tenant_id = ?1 AND s.id = ?2 AND ",
            if_match!("?5", "s.version"),
            ")"
        )),
        params: params.iter().cloned().chain([if_match]).collect(),
    };
    vec![
        refusal(tenant_id, id, change),
        claim,
        with(NO_OTHER_DEFAULT),
        with(UPDATE),
        with(FORGET_RESOURCES),
        with(NAME_RESOURCES),
        read(tenant_id, id),
    ]
}

fn refusal(tenant_id: &str, id: &str, change: &str) -> Stmt {
    Stmt::new(REFUSAL, [tenant_id.into(), id.into(), change.into()])
}

/// Deletes a service that no appointment names; a row comes back if it did.
#[must_use]
pub fn delete(tenant_id: &str, id: &str, if_match: Value) -> Stmt {
    Stmt::new(
        concat!(
            "DELETE FROM services WHERE tenant_id = ?1 AND id = ?2 AND ",
            if_match!("?3", "version"),
            " AND NOT EXISTS (SELECT 1 FROM rendez_vous v \
                WHERE v.tenant_id = ?1 AND v.rdv_type = ?2) RETURNING id"
        ),
        [tenant_id.into(), id.into(), if_match],
    )
}
