//! The inbox: messages kept as they came (redacted), with what is left to do about them.

mod listed;

use super::guard::Guard;
use crate::db::{Stmt, Value};
pub use listed::{Which, list, read, replay_failed, waiting};

/// A message as it is stored.
#[derive(Clone, Debug)]
pub struct StoredEvent {
    /// The same for the same message, which Vapi may send again.
    pub id: String,
    pub scope: String,
    pub tenant_id: Option<String>,
    pub vapi_call_id: Option<String>,
    pub message_type: String,
    pub state: State,
    /// `unknown_type`, `not_accepted`, `no_tenant` or `no_call`.
    pub reason: Option<&'static str>,
    /// Redacted JSON.
    pub body: String,
    /// What was read of the message, for as long as it is not processed. JSON.
    pub event: Option<String>,
    /// Why it is not processed.
    pub error: Option<String>,
    pub received_at: String,
    /// When it is to be processed, if it is pending.
    pub next_attempt_at: Option<String>,
}

/// What is left to do about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    Done,
    /// It names no tenant.
    Unrouted,
    /// Tried too often.
    Dead,
}

impl State {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Unrouted => "unrouted",
            Self::Dead => "dead",
        }
    }
}

/// The inserted columns; a message is processed once when it is inserted.
macro_rules! columns {
    () => {
        "INSERT INTO stored_events (id, scope, tenant_id, vapi_call_id, message_type, state, reason, \
           body, event, last_error, received_at, next_attempt_at, attempts, processed_at) "
    };
}

impl StoredEvent {
    /// Keeps the message; the same one again changes nothing. ?13 now.
    #[must_use]
    pub fn insert(&self, now: &str) -> Stmt {
        Stmt {
            sql: concat!(
                columns!(),
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, \
                   iif(?6 = 'done', ?13, NULL)) ON CONFLICT (id) DO NOTHING"
            ),
            params: self
                .values()
                .into_iter()
                .chain([Value::from(now)])
                .collect(),
        }
    }

    /// Keeps the message as processed while the guard holds; one that was waiting is so no more.
    /// Belongs into the batch that processes it.
    #[must_use]
    pub fn insert_processed(&self, guard: &Guard, now: &str) -> Stmt {
        Stmt {
            sql: concat!(
                columns!(),
                "SELECT ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 1, ?18 WHERE ",
                guard!(),
                " ON CONFLICT (id) DO UPDATE SET state = 'done', tenant_id = excluded.tenant_id, \
                   reason = excluded.reason, event = NULL, last_error = NULL, next_attempt_at = NULL, \
                   attempts = stored_events.attempts + 1, processed_at = excluded.processed_at \
                 WHERE stored_events.state <> 'done'"
            ),
            params: guard.with(self.values().into_iter().chain([now.into()])),
        }
    }

    fn values(&self) -> [Value; 12] {
        [
            self.id.as_str().into(),
            self.scope.as_str().into(),
            self.tenant_id.clone().into(),
            self.vapi_call_id.clone().into(),
            self.message_type.as_str().into(),
            self.state.as_str().into(),
            self.reason.map(str::to_owned).into(),
            self.body.as_str().into(),
            self.event.clone().into(),
            self.error.clone().into(),
            self.received_at.as_str().into(),
            self.next_attempt_at.clone().into(),
        ]
    }
}

/// Makes messages due that named nobody when they came and whose call belongs to a tenant by now:
/// its other messages came later. ?1 now, ?2 since when to look.
#[must_use]
pub fn adopt(now: &str, since: &str) -> Stmt {
    Stmt::new(
        "UPDATE stored_events SET state = 'pending', next_attempt_at = ?1 \
         WHERE tenant_id IS NULL AND state = 'unrouted' AND received_at >= ?2 AND EXISTS ( \
           SELECT 1 FROM call_bindings b WHERE b.scope = stored_events.scope \
             AND b.vapi_call_id = stored_events.vapi_call_id)",
        [now.into(), since.into()],
    )
}

/// A message that waits to be processed.
#[derive(Clone, Debug)]
pub struct WaitingRow {
    pub id: String,
    pub scope: String,
    pub body: String,
    pub event: Option<String>,
    pub received_at: String,
    pub attempts: i64,
}

record! { WaitingRow: id, scope, body, event, received_at, attempts }

/// The messages that are due, the longest waiting first. ?1 now, ?2 how many.
#[must_use]
pub fn due(now: &str, limit: i64) -> Stmt {
    Stmt::new(
        "SELECT id, scope, body, event, received_at, attempts FROM stored_events \
         WHERE state = 'pending' AND next_attempt_at <= ?1 \
         ORDER BY next_attempt_at LIMIT CAST(?2 AS INTEGER)",
        [now.into(), limit.into()],
    )
}

/// Closes a message that has no call to do anything to. ?1 id, ?2 tenant, ?3 now.
#[must_use]
pub fn without_call(id: &str, tenant_id: &str, now: &str) -> Stmt {
    Stmt::new(
        "UPDATE stored_events SET state = 'done', tenant_id = ?2, reason = 'no_call', event = NULL, \
           last_error = NULL, next_attempt_at = NULL, attempts = attempts + 1, processed_at = ?3 \
         WHERE id = ?1 AND state <> 'done'",
        [id.into(), tenant_id.into(), now.into()],
    )
}

/// Notes that a pending message could not be processed. ?1 id, ?2 state, ?3 why, ?4 when to try again.
#[must_use]
pub fn failed(id: &str, state: State, error: &str, next_attempt_at: Option<String>) -> Stmt {
    Stmt::new(
        "UPDATE stored_events SET state = ?2, last_error = ?3, next_attempt_at = ?4, \
           reason = iif(?2 = 'unrouted', 'no_tenant', reason), attempts = attempts + 1 \
         WHERE id = ?1 AND state = 'pending'",
        [
            id.into(),
            state.as_str().into(),
            error.into(),
            next_attempt_at.into(),
        ],
    )
}
