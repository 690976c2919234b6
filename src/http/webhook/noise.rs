//! Frequent messages without lasting worth (partial transcripts, speech updates…): counted.
//!
//! An isolate adds them up in memory and writes once a second, after the response: ten messages a
//! second of every call must not keep the one database from answering tool calls.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt;
use serde_json::json;

use super::{ok, routing::Inbound, shown};
use crate::{store::noise, vapi::answer};

/// How long counts are gathered before they are written.
const WINDOW: Duration = Duration::from_secs(1);

/// After this the one who should have written is given up: its request was cut off.
const OVERDUE: TimeDelta = TimeDelta::seconds(5);

/// What an isolate has counted and not written: tenant (empty: not known), day, type.
#[derive(Default)]
pub struct Tally(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    messages: BTreeMap<(String, String, String), i64>,
    /// When somebody began to gather; nobody does while it is `None`.
    gathering_since: Option<DateTime<Utc>>,
}

/// Counts the message; the first of a window writes what its window has gathered.
pub fn count(inbound: Inbound) -> Response {
    let tenant = inbound
        .remembered()
        .filter(|tenant| inbound.sender.speaks_for(tenant));
    let day = inbound.exchange.now().date_naive().to_string();
    let kind = shown(&inbound.envelope.message_type).to_owned();
    let key = (tenant.map_or_else(String::new, |t| t.id.clone()), day, kind);
    if inbound
        .state
        .tally
        .add(key, inbound.exchange.ports.stopwatch.now())
    {
        let runtime = Arc::clone(&inbound.exchange.ports.runtime);
        let timer = runtime.sleep(WINDOW);
        runtime.wait_until(timer.then(move |()| write(inbound)).boxed());
    }
    ok(answer::acknowledged())
}

/// What could not be written is counted with the next window.
async fn write(inbound: Inbound) {
    let counts = inbound.state.tally.take();
    let rows: Vec<_> = counts
        .iter()
        .map(|((tenant, day, kind), messages)| json!([tenant, day, kind, messages]))
        .collect();
    let statement = noise::add(&json!(rows).to_string());
    if let Err(error) = inbound.exchange.ports.db.batch(vec![statement]).await {
        inbound.exchange.note("noise", error.to_string());
        inbound.exchange.log_if_late();
        inbound.state.tally.put_back(counts);
    }
}

impl Tally {
    /// Adds one; true when the caller is to write after the window.
    fn add(&self, key: (String, String, String), now: DateTime<Utc>) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.messages.entry(key).or_default() += 1;
        let taken = counts
            .gathering_since
            .is_some_and(|since| now - since < OVERDUE);
        if !taken {
            counts.gathering_since = Some(now);
        }
        !taken
    }

    fn take(&self) -> BTreeMap<(String, String, String), i64> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.gathering_since = None;
        std::mem::take(&mut counts.messages)
    }

    fn put_back(&self, taken: BTreeMap<(String, String, String), i64>) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, messages) in taken {
            *counts.messages.entry(key).or_default() += messages;
        }
    }
}
