//! Messages out of the queue: processed, or stored for what is wrong with them.

use chrono::{DateTime, Utc};

use super::{Arrival, Processed, process};
use crate::{
    db::{Database, DbError, Stmt, timestamp},
    store::events::{State, StoredEvent},
};

impl Arrival {
    /// Stores the message alone, to be processed by the cron job. `error` says why not now.
    #[must_use]
    pub fn pending(&self, error: &DbError, now: DateTime<Utc>) -> Stmt {
        let stored = StoredEvent {
            error: Some(error.to_string()),
            next_attempt_at: Some(timestamp(now)),
            ..self.stored(State::Pending, None, self.reason())
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

/// Takes a message that the queue gives back; once it is taken the queue may forget it.
///
/// # Errors
/// Why it is not taken, for the log: the queue is to give it again later.
pub async fn settle(db: &dyn Database, now: DateTime<Utc>, message: &str) -> Result<(), String> {
    let arrival: Arrival = serde_json::from_str(message).map_err(|error| error.to_string())?;
    let keep = match process(db, now, &arrival).await {
        Ok(Processed::Done) => return Ok(()),
        Ok(Processed::Unrouted) => arrival.unrouted(now),
        Ok(Processed::Refused) => {
            arrival.pending(&DbError::Invalid("the sender does not fit".into()), now)
        }
        Err(error @ DbError::Unavailable(_)) => return Err(error.to_string()),
        Err(error) => arrival.pending(&error, now),
    };
    match db.batch(vec![keep]).await {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}
