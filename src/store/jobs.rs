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

/// Where the last run of a job broke off.
#[must_use]
pub fn cursor(name: &str) -> Stmt {
    Stmt::new("SELECT cursor FROM jobs WHERE name = ?1", [name.into()])
}

/// The row of [`cursor`].
#[derive(Debug)]
pub struct CursorRow {
    pub cursor: Option<String>,
}

record! { CursorRow: cursor }

/// Keeps where the next run goes on; with `due_at` it is due then.
#[must_use]
pub fn go_on(name: &str, cursor: &str, due_at: Option<&str>) -> Stmt {
    Stmt::new(
        "UPDATE jobs SET cursor = ?2, due_at = coalesce(?3, due_at) WHERE name = ?1",
        [name.into(), cursor.into(), due_at.map(str::to_owned).into()],
    )
}
