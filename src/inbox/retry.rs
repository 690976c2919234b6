//! Messages that could not be processed when they came: tried again, later and later.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Arrival, Processed, process};
use crate::{
    db::{Database, DbError, Rows, timestamp},
    store::events::{self, State, WaitingRow},
};

/// Attempts after which a message is dead until somebody replays it: about two days.
const ATTEMPTS: i64 = 12;

/// How long a message of nobody may wait for another message of its call.
const ADOPTED: TimeDelta = TimeDelta::days(1);

/// Messages a run takes.
const BATCH: i64 = 50;

/// Processes the messages that are due; how many are done.
///
/// # Errors
/// When the database cannot be asked at all; what is left is due again at the next run.
pub async fn retry_due(db: &dyn Database, now: DateTime<Utc>) -> Result<usize, DbError> {
    let stamp = timestamp(now);
    let adopt = events::adopt(&stamp, &timestamp(now - ADOPTED));
    let rows = db.batch(vec![adopt, events::due(&stamp, BATCH)]).await?;
    let waiting: Vec<WaitingRow> = rows.last().map(Rows::all).transpose()?.unwrap_or_default();
    let mut done = 0;
    for row in &waiting {
        done += usize::from(attempt(db, now, row).await?);
    }
    Ok(done)
}

/// True when the message is processed. An outage says nothing about the message, so it is not
/// counted.
async fn attempt(db: &dyn Database, now: DateTime<Utc>, row: &WaitingRow) -> Result<bool, DbError> {
    let Some(arrival) = Arrival::restore(row) else {
        return failed(db, events::failed(&row.id, State::Dead, "unreadable", None)).await;
    };
    let why = match process(db, now, &arrival).await {
        Ok(Processed::Done(_)) => return Ok(true),
        Ok(Processed::Unrouted) => {
            return failed(
                db,
                events::failed(&row.id, State::Unrouted, "names no tenant", None),
            )
            .await;
        }
        Ok(Processed::Refused) => "its sender does not speak for the tenant it names".to_owned(),
        Err(error @ DbError::Unavailable(_)) => return Err(error),
        Err(error) => error.to_string(),
    };
    let dead = row.attempts + 1 >= ATTEMPTS;
    let (state, next) = match dead {
        true => (State::Dead, None),
        false => (State::Pending, Some(timestamp(now + backoff(row.attempts)))),
    };
    failed(db, events::failed(&row.id, state, &why, next)).await
}

async fn failed(db: &dyn Database, statement: crate::db::Stmt) -> Result<bool, DbError> {
    db.batch(vec![statement]).await?;
    Ok(false)
}

/// One minute, doubled with every attempt, at most twelve hours.
fn backoff(attempts: i64) -> TimeDelta {
    let doublings = u32::try_from(attempts.clamp(1, 10)).unwrap_or(1) - 1;
    TimeDelta::minutes(2_i64.pow(doublings).min(720))
}
