//! What an erasure still has to do elsewhere, or once an appointment is over.

use crate::db::Stmt;

/// The tasks that are due, those that waited longest first.
#[must_use]
pub fn due(now: &str, at_most: i64) -> Stmt {
    Stmt::new(
        "SELECT t.id, t.tenant_id, t.kind, t.ref, t.attempts, \
           (SELECT r.api_key_encrypted FROM reconciliations r WHERE r.account = t.tenant_id) AS own_key, \
           EXISTS (SELECT 1 FROM call_bindings b \
             WHERE b.scope = t.tenant_id AND b.vapi_call_id = t.ref) AS own_account \
         FROM erasure_tasks t WHERE t.done_at IS NULL AND t.next_at <= ?1 ORDER BY t.next_at LIMIT ?2",
        [now.into(), at_most.into()],
    )
}

/// The row of [`due`].
#[derive(Clone, Debug)]
pub struct TaskRow {
    pub id: i64,
    pub tenant_id: String,
    pub kind: String,
    pub target: String,
    pub attempts: i64,
    /// The sealed key of the tenant's own account at Vapi, if it has given one.
    pub own_key: Option<String>,
    /// The call was told of by the tenant's own account, so the platform's has none of that id, or
    /// another tenant's.
    pub own_account: bool,
}

record! { TaskRow:
    id, tenant_id, kind, target = "ref", attempts, own_key, own_account = flag,
}

/// It is gone.
#[must_use]
pub fn done(id: i64, now: &str) -> Stmt {
    Stmt::new(
        "UPDATE erasure_tasks SET done_at = coalesce(done_at, ?2), attempts = attempts + 1, \
           last_error = NULL WHERE id = ?1",
        [id.into(), now.into()],
    )
}

/// It is to be tried again; `why` is ours or a status, never what the other side said.
#[must_use]
pub fn failed(id: i64, why: &str, next_at: &str) -> Stmt {
    Stmt::new(
        "UPDATE erasure_tasks SET attempts = attempts + 1, last_error = ?2, next_at = ?3 \
         WHERE id = ?1 AND done_at IS NULL",
        [id.into(), why.into(), next_at.into()],
    )
}

/// Erases an appointment that was kept because it was still to come, wherever it has been moved to.
/// While it is still to come, the task waits for the new date. `today`: of [`super::earliest_today`].
#[must_use]
pub fn appointment(task: &TaskRow, today: &str, now: &str) -> Vec<Stmt> {
    macro_rules! series {
        () => {
            "id IN (SELECT w.id FROM rendez_vous v JOIN rendez_vous w ON w.tenant_id = v.tenant_id \
               AND w.series_id = coalesce(v.series_id, v.id) WHERE v.id = ?1 UNION SELECT ?1)"
        };
    }
    vec![
        Stmt::new(
            concat!(
                forget_appointment!(),
                "WHERE ",
                series!(),
                " AND +tenant_id = ?2 AND NOT (status = 'confirmed' AND rdv_date >= ?3)"
            ),
            [
                task.target.as_str().into(),
                task.tenant_id.as_str().into(),
                today.into(),
            ],
        ),
        Stmt::new(
            concat!(
                "UPDATE erasure_tasks SET attempts = attempts + 1, (done_at, next_at) = ( \
                   SELECT iif(count(*) = 0, ?5, NULL), \
                     coalesce(date(max(rdv_date), '+1 day') || 'T12:00:00.000Z', next_at) \
                   FROM rendez_vous WHERE ",
                series!(),
                " AND +tenant_id = ?2 AND status = 'confirmed' AND rdv_date >= ?3) WHERE id = ?4"
            ),
            [
                task.target.as_str().into(),
                task.tenant_id.as_str().into(),
                today.into(),
                task.id.into(),
                now.into(),
            ],
        ),
    ]
}
