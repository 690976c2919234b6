//! Appointments as staff make, move and settle them. There is no ledger row: a batch decides,
//! writes, and reads back what then stands there.
//!
//! The plan (JSON) holds `config` (the version of the configuration it was made from), `new_id`,
//! `now`, `default_resource`, `exact` (candidates in order of preference), `duration`, `before`,
//! `after`, and either `row` (a new appointment) or `id` and `version` of the one that moves.

/// The columns of the appointment `v` as staff are shown it.
macro_rules! appointment {
    () => {
        "v.id, v.rdv_date AS date, substr(v.rdv_time, 1, 5) AS time, v.utc_offset_minutes, \
         v.rdv_duration_minutes AS duration_minutes, v.buffer_before_minutes, \
         v.buffer_after_minutes, v.rdv_type AS service, v.resource_id, v.status, v.customer_name, \
         v.customer_phone, v.customer_email, v.caller_number, v.rdv_location AS location, v.notes, \
         v.internal_notes, v.created_by, v.call_id, v.series_id, v.replaces_id, v.cancel_reason, \
         v.created_at, v.updated_at, v.cancelled_at, v.completed_at, v.version, v.rdv_time, \
         (SELECT s.time_zone FROM tenant_settings s WHERE s.tenant_id = v.tenant_id) AS time_zone "
    };
}

mod reading;

pub use reading::{Filter, covered, list, read};

use crate::db::{Stmt, Value};

macro_rules! free_for_staff {
    () => {
        unbooked!(
            "(t.plan->>'$.duration')",
            "(t.plan->>'$.before')",
            "(t.plan->>'$.after')",
            "(t.plan->>'$.id')"
        )
    };
}

/// The plan with `facts`, the first candidate that no appointment is in the way of; holds of
/// callers do not count. No row when the configuration is not the one of the plan any more.
macro_rules! decided {
    () => {
        concat!(
            "(SELECT t.tenant_id, t.plan, t.plan->>'$.new_id' AS effect_id, \
               t.plan->>'$.now' AS created_at, \
               (SELECT json_object('date', ",
            start!(date),
            ", 'time', ",
            start!(time),
            ", 'resource', ",
            start!(resource),
            ", 'o', ",
            start!(offset),
            ") \
                FROM json_each(t.plan, '$.exact') c WHERE ",
            free_for_staff!(),
            "   ORDER BY c.key LIMIT 1) AS facts \
             FROM (SELECT ?1 AS tenant_id, ?2 AS plan) t \
             WHERE coalesce((SELECT g.version FROM config_versions g WHERE g.tenant_id = ?1), 0) \
               = t.plan->>'$.config')"
        )
    };
}

/// The new appointment, if there is room for it. ?1 tenant, ?2 plan, as in all that decide.
const INSERT: &str = concat!(
    "INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, phone_source, \
       customer_email, rdv_date, rdv_time, rdv_type, rdv_duration_minutes, buffer_before_minutes, \
       buffer_after_minutes, resource_id, utc_offset_minutes, rdv_location, status, notes, \
       internal_notes, created_by, series_id, created_at, updated_at) \
     SELECT t.effect_id, t.tenant_id, t.plan->>'$.row.customer_name', \
       t.plan->>'$.row.customer_phone', iif(t.plan->>'$.row.customer_phone' IS NULL, NULL, 'staff'), \
       t.plan->>'$.row.customer_email', t.facts->>'$.date', t.facts->>'$.time', \
       t.plan->>'$.row.service', t.plan->>'$.duration', t.plan->>'$.before', t.plan->>'$.after', \
       t.facts->>'$.resource', t.facts->>'$.o', t.plan->>'$.row.location', 'confirmed', \
       t.plan->>'$.row.notes', t.plan->>'$.row.internal_notes', 'manual', t.effect_id, \
       t.created_at, t.created_at FROM ",
    decided!(),
    " t WHERE t.facts IS NOT NULL"
);

/// Frees the old start if the row is the one the plan was made for and the new start is free.
const MARK_MOVED: &str = concat!(
    "UPDATE rendez_vous SET status = 'rescheduled', version = version + 1, \
       updated_at = ?2->>'$.now' \
     WHERE tenant_id = ?1 AND id = ?2->>'$.id' AND status = 'confirmed' \
       AND version = ?2->>'$.version' AND EXISTS (SELECT 1 FROM ",
    decided!(),
    " t WHERE t.facts IS NOT NULL)"
);

/// Takes the new start, if this very batch has freed the old one.
const INSERT_MOVED: &str = insert_moved!(
    "t.plan->>'$.duration'",
    "o.call_id",
    "manual",
    concat!(
        "FROM ",
        decided!(),
        " t JOIN rendez_vous o ON o.tenant_id = t.tenant_id AND o.id = t.plan->>'$.id' \
         WHERE t.facts IS NOT NULL AND o.status = 'rescheduled' \
           AND o.version = (t.plan->>'$.version') + 1 AND o.updated_at = t.created_at \
           AND NOT EXISTS (SELECT 1 FROM rendez_vous x WHERE x.tenant_id = o.tenant_id \
             AND x.series_id = coalesce(o.series_id, o.id) AND x.replaces_id = o.id)"
    )
);

/// Staff override what callers were only offered.
const RELEASE_HOLDS: &str = "DELETE FROM slot_holds WHERE tenant_id = ?1 \
       AND resource_id = (SELECT n.resource_id FROM rendez_vous n WHERE n.id = ?2->>'$.new_id') \
       AND busy_from < (SELECT n.busy_until - n.utc_offset_minutes FROM rendez_vous n \
         WHERE n.id = ?2->>'$.new_id') \
       AND busy_until > (SELECT n.busy_from - n.utc_offset_minutes FROM rendez_vous n \
         WHERE n.id = ?2->>'$.new_id')";

/// Whether the configuration was that of the plan, and what is in the way of the best candidate.
const VERDICT: &str = concat!(
    "SELECT coalesce((SELECT g.version FROM config_versions g WHERE g.tenant_id = ?1), 0) \
         = ?2->>'$.config' AS is_current, \
       (SELECT json_object('id', v.id, 'date', v.rdv_date, 'time', substr(v.rdv_time, 1, 5), \
            'duration_minutes', v.rdv_duration_minutes, 'resource_id', v.resource_id) \
        FROM (SELECT ?1 AS tenant_id, ?2 AS plan) t, json_each(t.plan, '$.exact') c \
        CROSS JOIN rendez_vous v WHERE ",
    in_the_way!(
        "(t.plan->>'$.duration')",
        "(t.plan->>'$.before')",
        "(t.plan->>'$.after')",
        "(t.plan->>'$.id')"
    ),
    "   ORDER BY c.key, v.starts_wall LIMIT 1) AS conflict"
);

/// Makes the appointment of a plan: nothing, the verdict, the row if it was made.
#[must_use]
pub fn make(tenant_id: &str, plan: &str) -> Vec<Stmt> {
    let with = |sql| Stmt::new(sql, [tenant_id.into(), plan.into()]);
    vec![
        with(VERDICT),
        with(INSERT),
        with(RELEASE_HOLDS),
        with(READ_NEW),
    ]
}

/// Moves the appointment of a plan: the verdict first, the new row last.
#[must_use]
pub fn relocate(tenant_id: &str, plan: &str) -> Vec<Stmt> {
    let with = |sql| Stmt::new(sql, [tenant_id.into(), plan.into()]);
    vec![
        with(VERDICT),
        with(MARK_MOVED),
        with(INSERT_MOVED),
        with(RELEASE_HOLDS),
        with(READ_NEW),
    ]
}

const READ_NEW: &str = concat!(
    "SELECT ",
    appointment!(),
    "FROM rendez_vous v WHERE v.tenant_id = ?1 AND v.id = ?2->>'$.new_id'"
);

/// Ends a confirmed appointment as `status`; its row comes back if it was one. ?6 `If-Match`.
#[must_use]
pub fn settle(
    tenant_id: &str,
    id: &str,
    status: &str,
    now: &str,
    reason: Value,
    if_match: Value,
) -> Stmt {
    Stmt::new(
        concat!(
            "UPDATE rendez_vous SET status = ?3, updated_at = ?4, \
               cancelled_at = iif(?3 = 'cancelled', ?4, cancelled_at), \
               completed_at = iif(?3 = 'completed', ?4, completed_at), \
               cancel_reason = iif(?3 = 'cancelled', ?5, cancel_reason) \
             WHERE tenant_id = ?1 AND id = ?2 AND status = 'confirmed' AND ",
            if_match!("?6", "version"),
            " RETURNING id"
        ),
        [
            tenant_id.into(),
            id.into(),
            status.into(),
            now.into(),
            reason,
            if_match,
        ],
    )
}

/// A column as the change ?3 has it, or as it is where the change does not name it.
macro_rules! changed {
    ($column:literal, $field:literal) => {
        concat!(
            $column,
            " = iif(json_type(?3, '$.",
            $field,
            "') IS NULL, ",
            $column,
            ", ?3->>'$.",
            $field,
            "')"
        )
    };
}

/// Changes what is written about an appointment, never where it stands.
#[must_use]
pub fn annotate(tenant_id: &str, id: &str, change: &str, now: &str, if_match: Value) -> Stmt {
    Stmt::new(
        concat!(
            "UPDATE rendez_vous SET ",
            changed!("customer_name", "customer_name"),
            ", ",
            changed!("customer_phone", "customer_phone"),
            ", phone_source = iif(json_type(?3, '$.customer_phone') IS NULL, phone_source, 'staff'), ",
            changed!("customer_email", "customer_email"),
            ", ",
            changed!("rdv_location", "location"),
            ", ",
            changed!("notes", "notes"),
            ", ",
            changed!("internal_notes", "internal_notes"),
            ", updated_at = ?4 WHERE tenant_id = ?1 AND id = ?2 AND ",
            if_match!("?5", "version"),
            " RETURNING id"
        ),
        [
            tenant_id.into(),
            id.into(),
            change.into(),
            now.into(),
            if_match,
        ],
    )
}

/// The first row of [`make`] and [`relocate`].
#[derive(Debug)]
pub struct Verdict {
    pub is_current: bool,
    /// JSON of the appointment in the way.
    pub conflict: Option<String>,
}

record! { Verdict: is_current = flag, conflict }
