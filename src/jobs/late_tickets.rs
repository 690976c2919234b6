//! Escalates tickets whose time has passed.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    db::{BoxFuture, DbError, Rows},
    http::{Exchange, timestamp},
    store::tickets::late,
};

/// The job: `{"unanswered", "unsettled"}`, the tickets that were noticed.
pub fn run(exchange: Arc<Exchange>) -> BoxFuture<'static, Result<Value, DbError>> {
    Box::pin(async move {
        let now = timestamp(exchange.now());
        let (first, second) = (late::unanswered(&now), late::unsettled(&now));
        let statements = first.into_iter().chain(second).collect();
        let rows = exchange.meter.insist(statements).await?;
        let noticed = |last: usize| rows.get(last).map_or(0, |Rows(rows)| rows.len());
        Ok(json!({"unanswered": noticed(2), "unsettled": noticed(5)}))
    })
}
