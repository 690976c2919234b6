//! Counting the round trips of a request.

use std::sync::{
    Arc, OnceLock,
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
    attached: OnceLock<Stmt>,
}

impl Meter {
    pub fn new(db: Arc<dyn Database>, clock: Arc<dyn Clock>) -> Self {
        Self {
            db,
            clock,
            batches: AtomicU32::new(0),
            milliseconds: AtomicI64::new(0),
            attached: OnceLock::new(),
        }
    }

    /// Sends `statement` with every batch from now on, in its transaction: what a batch changes and
    /// what this writes are there together or not at all. Its rows are not shown.
    pub fn attach(&self, statement: Stmt) {
        // A request has one.
        let _ = self.attached.set(statement);
    }

    /// Batches so far and the milliseconds spent in them.
    pub fn reading(&self) -> (u32, i64) {
        (
            self.batches.load(Ordering::Relaxed),
            self.milliseconds.load(Ordering::Relaxed),
        )
    }

    /// A batch that may take effect twice: sent once more after an outage.
    ///
    /// # Errors
    /// That of the last attempt.
    pub async fn insist(&self, statements: Vec<Stmt>) -> Result<Vec<Rows>, DbError> {
        match self.batch(statements.clone()).await {
            Err(DbError::Unavailable(_)) => self.batch(statements).await,
            answered => answered,
        }
    }

    /// The rows of one reading statement.
    ///
    /// # Errors
    /// That of the last attempt.
    pub async fn read(&self, statement: Stmt) -> Result<Rows, DbError> {
        let rows = self.insist(vec![statement]).await?;
        Ok(rows.into_iter().next().unwrap_or_default())
    }
}

impl Database for Meter {
    fn batch(&self, statements: Vec<Stmt>) -> BoxFuture<'_, Result<Vec<Rows>, DbError>> {
        Box::pin(async move {
            self.batches.fetch_add(1, Ordering::Relaxed);
            let started = self.clock.now();
            let mut statements = statements;
            statements.extend(self.attached.get().cloned());
            let mut result = self.db.batch(statements).await;
            if let (Ok(rows), Some(_)) = (&mut result, self.attached.get()) {
                rows.pop();
            }
            let spent = (self.clock.now() - started).num_milliseconds();
            self.milliseconds.fetch_add(spent, Ordering::Relaxed);
            result
        })
    }
}
