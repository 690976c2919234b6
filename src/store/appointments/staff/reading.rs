//! The diary as staff read it.

use crate::db::{Stmt, Value};

/// One appointment.
#[must_use]
pub fn read(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            appointment!(),
            "FROM rendez_vous v WHERE v.tenant_id = ?1 AND v.id = ?2"
        ),
        [tenant_id.into(), id.into()],
    )
}

/// What a list is narrowed to; NULL where it is not.
#[derive(Debug)]
pub struct Filter {
    pub from: Value,
    pub until: Value,
    /// JSON list.
    pub statuses: Value,
    pub resource: Value,
}

/// The appointments `v` of tenant ?1 after the place `?2`, `?3`, within ?5 to ?8.
macro_rules! listed {
    ($more:literal) => {
        concat!(
            "SELECT ",
            appointment!(),
            "FROM rendez_vous v WHERE v.tenant_id = ?1 ",
            $more,
            " AND (v.rdv_date, v.rdv_time, v.id) > (substr(?2, 1, 10), substr(?2, 12), ?3) \
              AND v.rdv_date >= coalesce(?5, '') AND v.rdv_date <= coalesce(?6, '9') \
              AND (?7 IS NULL OR v.status IN (SELECT w.value FROM json_each(?7) w)) \
              AND (?8 IS NULL OR v.resource_id = ?8) \
             ORDER BY v.rdv_date, v.rdv_time, v.id LIMIT ?4"
        )
    };
}

/// A page of appointments in order of day and time; with `phones`, JSON of the ways in which a
/// number is written, only those of that customer or caller.
#[must_use]
pub fn list(
    tenant_id: &str,
    [key, id]: [Value; 2],
    limit: Value,
    filter: Filter,
    phones: Option<String>,
) -> Stmt {
    let mut params = vec![
        tenant_id.into(),
        key,
        id,
        limit,
        filter.from,
        filter.until,
        filter.statuses,
        filter.resource,
    ];
    let sql = match &phones {
        None => listed!(""),
        Some(_) => listed!(
            "AND v.id IN (SELECT p.id FROM rendez_vous p WHERE p.tenant_id = ?1 \
               AND p.customer_phone IN (SELECT w.value FROM json_each(?9) w) \
             UNION SELECT p.id FROM rendez_vous p WHERE p.tenant_id = ?1 \
               AND p.caller_number IN (SELECT w.value FROM json_each(?9) w))"
        ),
    };
    params.extend(phones.map(Value::Text));
    Stmt { sql, params }
}

/// The live appointments from one date to another, both included, that a closure of ?4 (NULL: of
/// everybody) covers. 201 at most.
#[must_use]
pub fn covered(tenant_id: &str, from: &str, until: &str, resource: Value) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            appointment!(),
            "FROM rendez_vous v WHERE v.tenant_id = ?1 AND v.status = 'confirmed' \
               AND v.rdv_date BETWEEN ?2 AND ?3 AND (?4 IS NULL OR v.resource_id = ?4 \
                 OR v.resource_id = 'default' AND ?4 = (SELECT r.id FROM resources r \
                   WHERE r.tenant_id = ?1 AND r.enabled = 1 ORDER BY r.position, r.id LIMIT 1)) \
             ORDER BY v.rdv_date, v.rdv_time, v.id LIMIT 201"
        ),
        [tenant_id.into(), from.into(), until.into(), resource],
    )
}
