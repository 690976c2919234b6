//! Messages out of the queue: processed, or stored for what is wrong with them.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Arrival, Processed, process};
use crate::{
    db::{Database, DbError, Stmt, timestamp},
    store::events::{State, StoredEvent},
};

impl Arrival {
    /// Stores the message alone, to be processed by the cron job; for its tenant, as far as that is
    /// known. `error` says why not now.
    #[must_use]
    pub fn pending(&self, tenant_id: Option<&str>, error: &DbError, now: DateTime<Utc>) -> Stmt {
        let scope = Some(self.scope.as_str()).filter(|scope| !scope.is_empty());
        let stored = StoredEvent {
            error: Some(error.to_string()),
            next_attempt_at: Some(timestamp(now)),
            ..self.stored(State::Pending, tenant_id.or(scope), self.reason())
        };
        stored.insert(&timestamp(now))
    }

    /// Stores the message for the operator: it names no tenant.
    #[must_use]
    pub fn unrouted(&self, now: DateTime<Utc>) -> Stmt {
        let stored = self.stored(State::Unrouted, None, Some("no_tenant"));
        stored.insert(&timestamp(now))
    }
}

/// How long the queue is to hold a message back that has waited for so long already: as long again,
/// from ten seconds to an hour.
#[must_use]
pub fn retry_delay(waited: Duration) -> Duration {
    waited.clamp(Duration::from_secs(10), Duration::from_secs(3600))
}

/// Takes a message that the queue gives back; once it is taken the queue may forget it.
///
/// # Errors
/// Why it is not taken, for the log: the queue is to give it again later.
pub async fn settle(db: &dyn Database, now: DateTime<Utc>, message: &str) -> Result<(), String> {
    let arrival: Arrival =
        serde_json::from_str(message).map_err(|error| DbError::from(error).to_string())?;
    let keep = match process(db, now, &arrival).await {
        Ok(Processed::Done(_)) => return Ok(()),
        Ok(Processed::Unrouted) => arrival.unrouted(now),
        Ok(Processed::Refused) => arrival.pending(
            None,
            &DbError::Invalid("the sender does not fit".into()),
            now,
        ),
        Err(error @ DbError::Unavailable(_)) => return Err(error.to_string()),
        Err(error) => arrival.pending(None, &error, now),
    };
    match db.batch(vec![keep]).await {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}
