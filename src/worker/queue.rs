//! The queue beside the database: messages that D1 did not take, given back until it does.

use std::time::Duration;

use worker::{MessageExt, Queue, QueueRetryOptionsBuilder, RawMessage, send::SendFuture};

use crate::{
    db::BoxFuture,
    http::Exchange,
    inbox::{retry_delay, settle},
    ports::Overflow,
};

/// A bound queue.
pub struct EventQueue(pub Queue);

impl Overflow for EventQueue {
    fn send(&self, message: String) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(SendFuture::new(async move {
            let sent = self.0.send(message).await;
            sent.map_err(|_| "the queue did not take it".to_owned())
        }))
    }
}

/// Takes one message of the queue, or asks for it again later; true when it is taken. One that can
/// never be taken ends in the dead-letter queue.
pub async fn take(exchange: &Exchange, message: &RawMessage) -> bool {
    let text = message.body().as_string().unwrap_or_default();
    match settle(&exchange.meter, exchange.now(), &text).await {
        Ok(()) => {
            message.ack();
            true
        }
        Err(why) => {
            exchange.note("error", why);
            let sent = message.timestamp().as_millis();
            let now = worker::Date::now().as_millis();
            let delay = retry_delay(Duration::from_millis(now.saturating_sub(sent)));
            let seconds = u32::try_from(delay.as_secs()).unwrap_or(u32::MAX);
            let options = QueueRetryOptionsBuilder::new().with_delay_seconds(seconds);
            message.retry_with_options(&options.build());
            false
        }
    }
}
