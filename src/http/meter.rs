//! Counting the round trips of a request.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU32, Ordering},
};

use crate::{
    db::{BoxFuture, Database, DbError, Rows, Stmt},
    ports::Clock,
};

/// A database that counts its batches and the time they took.
pub struct Meter {
    db: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    batches: AtomicU32,
    milliseconds: AtomicI64,
}

impl Meter {
    pub fn new(db: Arc<dyn Database>, clock: Arc<dyn Clock>) -> Self {
        Self {
            db,
            clock,
            batches: AtomicU32::new(0),
            milliseconds: AtomicI64::new(0),
        }
    }

    /// Batches so far and the milliseconds spent in them.
    pub fn reading(&self) -> (u32, i64) {
        (
            self.batches.load(Ordering::Relaxed),
            self.milliseconds.load(Ordering::Relaxed),
        )
    }

    /// The rows of one reading statement; asked once more after an outage, since it changes nothing.
    ///
    /// # Errors
    /// That of the last attempt.
    pub async fn read(&self, statement: Stmt) -> Result<Rows, DbError> {
        let rows = match self.batch(vec![statement.clone()]).await {
            Err(DbError::Unavailable(_)) => self.batch(vec![statement]).await?,
            answered => answered?,
        };
        Ok(rows.into_iter().next().unwrap_or_default())
    }
}

impl Database for Meter {
    fn batch(&self, statements: Vec<Stmt>) -> BoxFuture<'_, Result<Vec<Rows>, DbError>> {
        Box::pin(async move {
            self.batches.fetch_add(1, Ordering::Relaxed);
            let started = self.clock.now();
            let result = self.db.batch(statements).await;
            let spent = (self.clock.now() - started).num_milliseconds();
            self.milliseconds.fetch_add(spent, Ordering::Relaxed);
            result
        })
    }
}
