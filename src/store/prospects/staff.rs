//! Prospects as staff read and change them.

use crate::db::{Stmt, Value};

/// The columns of the prospect `p` as staff are shown it.
macro_rules! prospect {
    () => {
        "p.id, nullif(p.name, '?') AS name, p.phone, p.phone_source, p.email, p.caller_number, \
         p.interest_type, p.budget_min, p.budget_max, p.location_preference, p.property_type, \
         p.timeline, p.decision_maker, p.qualification_score, p.score_detail, \
         p.qualification_status, p.status_set_by, p.qualification_notes, p.notes, p.source, \
         p.call_id, p.created_by, p.last_contact_at, p.next_follow_up_at, p.converted_to_client, \
         p.converted_at, p.created_at, p.updated_at, p.version "
    };
}

/// What narrows a list, as the JSON parameter ?5; absent keys do not.
macro_rules! filtered {
    () => {
        "AND (?5->'$.status' IS NULL OR p.qualification_status IN ( \
            SELECT w.value FROM json_each(?5, '$.status') w)) \
         AND p.qualification_score BETWEEN coalesce(?5->>'$.min_score', 0) \
           AND coalesce(?5->>'$.max_score', 100) \
         AND (?5->>'$.interest_type' IS NULL OR p.interest_type = ?5->>'$.interest_type' COLLATE NOCASE) \
         AND (?5->>'$.email' IS NULL OR p.email = ?5->>'$.email' COLLATE NOCASE) \
         AND (?5->'$.phones' IS NULL \
           OR p.phone IN (SELECT w.value FROM json_each(?5, '$.phones') w) \
           OR p.caller_number IN (SELECT w.value FROM json_each(?5, '$.phones') w)) \
         AND p.created_at >= coalesce(?5->>'$.from', '') \
         AND p.created_at < coalesce(date(?5->>'$.until', '+1 day'), '9999') "
    };
}

/// A page of a tenant's prospects, the newest first. `filter` is JSON.
#[must_use]
pub fn newest(tenant_id: &str, [key, id]: [Value; 2], limit: Value, filter: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            prospect!(),
            "FROM prospects p WHERE p.tenant_id = ?1 AND (p.created_at, p.id) < (?2, ?3) ",
            filtered!(),
            "ORDER BY p.created_at DESC, p.id DESC LIMIT ?4"
        ),
        [tenant_id.into(), key, id, limit, filter.into()],
    )
}

/// A page of a tenant's prospects, the highest score first.
#[must_use]
pub fn ranked(tenant_id: &str, [key, id]: [Value; 2], limit: Value, filter: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            prospect!(),
            "FROM prospects p WHERE p.tenant_id = ?1 \
             AND (p.qualification_score, p.id) < (CAST(?2 AS INTEGER), ?3) ",
            filtered!(),
            "ORDER BY p.qualification_score DESC, p.id DESC LIMIT ?4"
        ),
        [tenant_id.into(), key, id, limit, filter.into()],
    )
}

/// The prospect that ?2 means: its own id, one that a call was answered, or that of a row which
/// has been merged into it.
macro_rules! meant_by_id {
    () => {
        "coalesce( \
           (SELECT o.id FROM prospects o WHERE o.id = ?2 AND +o.tenant_id = ?1), \
           (SELECT c.prospect_id FROM prospect_calls c \
              WHERE c.tenant_id = ?1 AND c.told_id = ?2 LIMIT 1), \
           (SELECT h.prospect_id FROM prospect_history h \
              WHERE h.tenant_id = ?1 AND h.merged_id = ?2 LIMIT 1))"
    };
}

/// One prospect.
#[must_use]
pub fn read(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            prospect!(),
            "FROM prospects p WHERE +p.tenant_id = ?1 AND p.id = ",
            meant_by_id!()
        ),
        [tenant_id.into(), id.into()],
    )
}

/// What each call told of a prospect, the latest 50.
#[must_use]
pub fn calls(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT c.call_id, c.told, c.updated_at AS at FROM prospect_calls c \
             WHERE c.tenant_id = ?1 AND c.prospect_id = ",
            meant_by_id!(),
            " ORDER BY c.updated_at DESC, c.call_id DESC LIMIT 50"
        ),
        [tenant_id.into(), id.into()],
    )
}

/// A page of the changes of a prospect before number `seq`, the latest first.
#[must_use]
pub fn history(tenant_id: &str, id: &str, seq: i64, limit: Value) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT h.seq, h.at, h.kind, h.changed_by, h.call_id, h.merged_id, h.changes \
             FROM prospect_history h WHERE h.tenant_id = ?1 AND h.prospect_id = ",
            meant_by_id!(),
            " AND h.seq < CAST(?3 AS INTEGER) ORDER BY h.seq DESC LIMIT ?4"
        ),
        [tenant_id.into(), id.into(), seq.into(), limit],
    )
}

macro_rules! set {
    ($column:literal) => {
        concat!(
            $column,
            " = iif(json_type(?3, '$.",
            $column,
            "') IS NULL, p.",
            $column,
            ", ?3->>'$.",
            $column,
            "'), "
        )
    };
}

/// The amount as it will be.
macro_rules! amount {
    ($column:literal) => {
        concat!(
            "iif(json_type(?3, '$.",
            $column,
            "') IS NULL, p.",
            $column,
            ", ?3->>'$.",
            $column,
            "')"
        )
    };
}

/// Changes what `change` (JSON) names; null takes a value away. Nothing is changed, and no row
/// comes back, when `If-Match` does not hold or the lowest amount would be above the highest. A
/// status that is set is a human's.
const UPDATE: &str = concat!(
    "UPDATE prospects AS p SET name = coalesce(?3->>'$.name', p.name), ",
    set!("phone"),
    "phone_source = CASE WHEN json_type(?3, '$.phone') IS NULL THEN p.phone_source \
       WHEN ?3->>'$.phone' IS NOT NULL THEN 'staff' END, ",
    set!("email"),
    set!("interest_type"),
    set!("budget_min"),
    set!("budget_max"),
    set!("location_preference"),
    set!("property_type"),
    set!("timeline"),
    set!("decision_maker"),
    set!("notes"),
    set!("qualification_notes"),
    set!("next_follow_up_at"),
    "qualification_status = coalesce(?3->>'$.qualification_status', p.qualification_status), \
     status_set_by = CASE WHEN ?3->>'$.qualification_status' IS NOT NULL THEN 'human' \
       ELSE coalesce(?3->>'$.status_set_by', p.status_set_by) END, \
     converted_to_client = coalesce(?3->>'$.converted_to_client', p.converted_to_client), \
     converted_at = CASE coalesce(?3->>'$.converted_to_client', p.converted_to_client) \
       WHEN 1 THEN coalesce(p.converted_at, ?5) END, \
     updated_at = ?5, last_change = json_object('by', 'api', 'id', ?6 || ':changed') \
     WHERE +p.tenant_id = ?1 AND p.id = ",
    meant_by_id!(),
    " AND ",
    if_match!("?4", "p.version"),
    " AND coalesce(",
    amount!("budget_min"),
    " <= ",
    amount!("budget_max"),
    ", 1) RETURNING id"
);

/// The score of what was just changed. ?4 request.
const RESCORE: &str = concat!(
    "UPDATE prospects AS p SET ",
    rescored!("?3"),
    ", last_change = json_object('by', 'api', 'id', ?4 || ':scored') \
     WHERE +p.tenant_id = ?1 AND p.last_change->>'$.id' = ?4 || ':changed' AND p.id = ",
    meant_by_id!()
);

/// Who changes a prospect, and what.
pub struct Change<'a> {
    pub tenant_id: &'a str,
    pub id: &'a str,
    /// JSON of what the request named.
    pub change: &'a str,
    pub if_match: Value,
    /// `tenant::ScoringRules::plan`, as JSON.
    pub scoring: &'a str,
    pub now: &'a str,
    pub request_id: &'a str,
}

/// Changes a prospect, scores it anew, and reads it: three statements.
#[must_use]
pub fn update(change: Change<'_>) -> Vec<Stmt> {
    let (tenant, id): (Value, Value) = (change.tenant_id.into(), change.id.into());
    let request: Value = change.request_id.into();
    vec![
        Stmt::new(
            UPDATE,
            [
                tenant.clone(),
                id.clone(),
                change.change.into(),
                change.if_match,
                change.now.into(),
                request.clone(),
            ],
        ),
        Stmt::new(RESCORE, [tenant, id, change.scoring.into(), request]),
        read(change.tenant_id, change.id),
    ]
}
