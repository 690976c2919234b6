//! The inbox as the API shows it.

use crate::db::{Stmt, Value};

/// Which of a tenant's messages.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    All,
    /// What is still to be done, in this state.
    Open(&'a str),
    Done,
    /// Those of one call, by Vapi's id.
    OfCall(&'a str),
}

/// The columns of a message without its body.
macro_rules! shown {
    () => {
        "id, message_type AS type, vapi_call_id AS call_id, state, reason, attempts, \
         next_attempt_at, last_error, received_at, processed_at"
    };
}

/// A page of the messages of tenant ?1, the newest first. ?2 and ?3 cursor, ?4 limit, ?5 what.
macro_rules! page {
    ($which:literal) => {
        concat!(
            "SELECT ",
            shown!(),
            " FROM stored_events WHERE (received_at, id) < (?2, ?3) AND ",
            $which,
            " ORDER BY received_at DESC, id DESC LIMIT CAST(?4 AS INTEGER)"
        )
    };
}

/// A page of a tenant's messages, of those of nobody when there is no tenant.
#[must_use]
pub fn list(tenant_id: Option<&str>, which: Which<'_>, before: [Value; 2], limit: Value) -> Stmt {
    let (sql, what) = match which {
        Which::All => (page!("tenant_id IS ?1 AND ?5 = ''"), ""),
        Which::Open(state) => (
            page!("tenant_id IS ?1 AND state <> 'done' AND state = ?5"),
            state,
        ),
        Which::Done => (page!("tenant_id IS ?1 AND state = ?5"), "done"),
        Which::OfCall(call) => (page!("+tenant_id IS ?1 AND vapi_call_id = ?5"), call),
    };
    let [key, id] = before;
    let tenant = tenant_id.map(str::to_owned).into();
    Stmt::new(sql, [tenant, key, id, limit, what.into()])
}

/// One message with its body. ?1 tenant or NULL, ?2 id.
#[must_use]
pub fn read(tenant_id: Option<&str>, id: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            shown!(),
            ", body FROM stored_events WHERE id = ?2 AND +tenant_id IS ?1"
        ),
        [tenant_id.map(str::to_owned).into(), id.into()],
    )
}

/// What processing one message again needs: a [`WaitingRow`](super::WaitingRow).
#[must_use]
pub fn waiting(tenant_id: Option<&str>, id: &str) -> Stmt {
    Stmt::new(
        "SELECT id, scope, body, event, received_at, attempts FROM stored_events \
         WHERE id = ?2 AND +tenant_id IS ?1",
        [tenant_id.map(str::to_owned).into(), id.into()],
    )
}

/// Notes why a replay did not work; a message that is done stays so. ?1 id, ?2 why.
#[must_use]
pub fn replay_failed(id: &str, why: &str) -> Stmt {
    Stmt::new(
        "UPDATE stored_events SET last_error = ?2, attempts = attempts + 1 \
         WHERE id = ?1 AND state <> 'done'",
        [id.into(), why.into()],
    )
}
