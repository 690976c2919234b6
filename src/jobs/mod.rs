//! Work that no request waits for, started by a cron trigger or by the operator.
//!
//! A job must bear to be run twice, to break off anywhere, and to run beside itself: what it does
//! is decided in SQL, as for requests. One that fails does not keep the others from running.

pub mod erasures;
mod inbox;
pub mod late_tickets;
pub mod reconcile;
pub mod retention;
pub mod truth;

use std::sync::Arc;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    db::{BoxFuture, DbError},
    http::{Exchange, timestamp},
    store::jobs,
};

/// A periodic job.
pub struct Job {
    /// Its name in the `jobs` table and in `POST /api/jobs/{name}`.
    pub name: &'static str,
    /// Minutes between two runs.
    pub every: i64,
    /// Does a bounded piece of work and tells what it did, in numbers: it is logged.
    pub run: fn(Arc<Exchange>) -> BoxFuture<'static, Result<Value, DbError>>,
}

/// Every job there is.
pub const JOBS: &[Job] = &[
    // First: it brings the reports that are checked next.
    Job {
        name: "inbox",
        every: 1,
        run: inbox::run,
    },
    Job {
        name: "reconcile",
        every: 5,
        run: reconcile::run,
    },
    Job {
        name: "truth",
        every: 1,
        run: truth::run,
    },
    Job {
        name: "late_tickets",
        every: 1,
        run: late_tickets::run,
    },
    Job {
        name: "erasures",
        every: 1,
        run: erasures::run,
    },
    Job {
        name: retention::NAME,
        every: 24 * 60,
        run: retention::run,
    },
];

/// Runs what is due, one after the other, and writes a log line.
pub async fn run_due(exchange: Arc<Exchange>) {
    match take_due(&exchange).await {
        Ok(due) => {
            for job in JOBS
                .iter()
                .filter(|job| due.iter().any(|name| name == job.name))
            {
                let outcome = (job.run)(Arc::clone(&exchange)).await;
                exchange.note(job.name, told(outcome));
            }
        }
        Err(error) => exchange.note("error", error.to_string()),
    }
    exchange.log_job();
}

/// Takes the jobs that are due; another run beside this one takes none of them.
async fn take_due(exchange: &Exchange) -> Result<Vec<String>, DbError> {
    struct Taken {
        name: String,
    }

    record! { Taken: name }

    let now = exchange.now();
    let plan: Vec<Value> = JOBS
        .iter()
        .map(
            |job| json!({"name": job.name, "next": timestamp(now + TimeDelta::minutes(job.every))}),
        )
        .collect();
    let rows = exchange
        .meter
        .read(jobs::take_due(
            &Value::from(plan).to_string(),
            &timestamp(now),
        ))
        .await?;
    let taken: Vec<Taken> = rows.all()?;
    Ok(taken.into_iter().map(|taken| taken.name).collect())
}

fn told(outcome: Result<Value, DbError>) -> Value {
    outcome.unwrap_or_else(|error| json!({"error": error.to_string()}))
}
