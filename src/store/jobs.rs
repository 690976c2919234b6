//! When periodic jobs are due.

use crate::db::Stmt;

/// Takes the due jobs of a plan, a JSON array of `{"name", "next"}`, and sets when they are due
/// again. A job seen for the first time is due.
#[must_use]
pub fn take_due(plan: &str, now: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO jobs (name, due_at, started_at) \
         SELECT p.value->>'$.name', p.value->>'$.next', ?2 FROM json_each(?1) p WHERE true \
         ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at, started_at = excluded.started_at \
         WHERE jobs.due_at <= ?2 RETURNING name",
        [plan.into(), now.into()],
    )
}
