//! Messages that could not be processed when they came.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    db::{BoxFuture, DbError},
    http::Exchange,
    inbox,
};

/// The job: `{"done"}`, how many were processed.
pub fn run(exchange: Arc<Exchange>) -> BoxFuture<'static, Result<Value, DbError>> {
    Box::pin(async move {
        let done = inbox::retry_due(&exchange.meter, exchange.now()).await?;
        Ok(json!({ "done": done }))
    })
}
