//! Messages that want no answer: 200 once they are stored, 503 when nothing takes them.
//!
//! 1 store and process in one batch → 2 what cannot be processed is stored alone, for the cron job
//! → 3 what the database does not take, or not in time, goes to the queue → 4 503.

use std::{pin::pin, sync::Arc, time::Duration};

use axum::response::Response;
use futures_util::future::{Either, select};
use serde_json::json;

use super::{
    ok,
    routing::{Inbound, NoTenant},
};
use crate::{
    db::{DbError, Rows, timestamp},
    http::RequestError,
    inbox::{Arrival, Happening, statements},
    jobs,
    store::{events::State, guard::GuardRow},
    vapi::answer,
};

/// How long the database may take before the queue is asked; Vapi waits 20 s.
const PATIENCE: Duration = Duration::from_secs(8);

pub async fn store(mut inbound: Inbound, happening: Happening) -> Result<Response, RequestError> {
    let arrival = Arrival::new(
        inbound.sender.scope(),
        inbound.exchange.now(),
        inbound.envelope.clone(),
        happening,
        &inbound.body.bytes(),
    );
    take(&mut inbound, &arrival).await?;
    if matches!(arrival.happening, Happening::Report { .. }) {
        check_promises(&inbound);
    }
    Ok(ok(answer::acknowledged()))
}

/// Steps 1 to 4.
async fn take(inbound: &mut Inbound, arrival: &Arrival) -> Result<(), RequestError> {
    if inbound.exchange.ports.overflow.is_none() {
        return keep(inbound, arrival).await;
    }
    let timer = inbound.exchange.ports.runtime.sleep(PATIENCE);
    let kept = match select(pin!(keep(inbound, arrival)), timer).await {
        Either::Left((kept, _)) => kept,
        Either::Right(_) => Err(RequestError::Unavailable),
    };
    match kept {
        Err(RequestError::Unavailable) => overflow(inbound, arrival).await,
        kept => kept,
    }
}

/// After the answer; what fails here the cron job makes good.
fn check_promises(inbound: &Inbound) {
    let Some(call_key) = inbound.call_key() else {
        return;
    };
    let ports = &inbound.exchange.ports;
    let run = inbound.exchange.request_id.clone();
    let scope = inbound.sender.scope().to_owned();
    let (db, log, now) = (
        Arc::clone(&ports.db),
        Arc::clone(&ports.log),
        inbound.exchange.now(),
    );
    ports.runtime.wait_until(Box::pin(async move {
        if let Err(error) = jobs::truth::check_call(&*db, &scope, &call_key, &run, now).await {
            log.write(&json!({"truth_check": error.to_string(), "request_id": run}));
        }
    }));
}

/// Steps 1 and 2.
async fn keep(inbound: &mut Inbound, arrival: &Arrival) -> Result<(), RequestError> {
    let now = inbound.exchange.now();
    let apart = match try_store(inbound, arrival).await {
        Ok(()) => return Ok(()),
        Err(NoTenant::Forbidden) => return Err(RequestError::Unauthorized),
        Err(NoTenant::Nobody) => arrival.unrouted(now),
        Err(NoTenant::Database(error @ DbError::Unavailable(_))) => {
            return Err(unavailable(inbound, &error));
        }
        Err(NoTenant::Database(error)) => {
            inbound.exchange.note("stored", "pending");
            inbound.exchange.note("error", error.to_string());
            let tenant = inbound.remembered();
            arrival.pending(
                tenant.as_ref().map(|tenant| tenant.id.as_str()),
                &error,
                now,
            )
        }
    };
    let kept = inbound.exchange.meter.insist(vec![apart]).await;
    kept.map(|_| ())
        .map_err(|error| unavailable(inbound, &error))
}

fn unavailable(inbound: &Inbound, error: &DbError) -> RequestError {
    inbound.exchange.note("error", error.to_string());
    RequestError::Unavailable
}

/// Step 3.
async fn overflow(inbound: &Inbound, arrival: &Arrival) -> Result<(), RequestError> {
    let queue = inbound.exchange.ports.overflow.as_ref();
    let (Some(queue), Some(message)) = (queue, arrival.for_queue()) else {
        return Err(RequestError::Unavailable);
    };
    match queue.send(message).await {
        Ok(()) => {
            inbound.exchange.note("stored", "queue");
            Ok(())
        }
        Err(why) => {
            inbound.exchange.note("queue", why);
            Err(RequestError::Unavailable)
        }
    }
}

/// One batch with a remembered tenant, two without.
async fn try_store(inbound: &mut Inbound, arrival: &Arrival) -> Result<(), NoTenant> {
    let Some(call_key) = arrival.call_key() else {
        return without_call(inbound, arrival).await;
    };
    for _ in 0..2 {
        let routed = inbound.route_to(&call_key).await?;
        let assistant = inbound.envelope.keys.assistant_id.as_deref();
        let Some(agent) = routed.tenant.agent_for(assistant) else {
            return Err(NoTenant::Nobody);
        };
        let now = timestamp(inbound.exchange.now());
        let batch = statements(
            arrival,
            &call_key,
            &routed.tenant,
            agent,
            &routed.guard,
            routed.bind,
            &now,
        );
        let rows = inbound.exchange.meter.insist(batch).await?;
        let state: Option<GuardRow> = rows.last().map(Rows::first).transpose()?.flatten();
        if state.is_some_and(|state| state.holds == 1) {
            return Ok(());
        }
        inbound.refresh().await?;
    }
    Err(inbound.never_applied())
}

/// A message without a call becomes no row: it is kept for the tenant it names.
async fn without_call(inbound: &Inbound, arrival: &Arrival) -> Result<(), NoTenant> {
    let routed = inbound.resolve("").await?;
    let stored = arrival.stored(State::Done, Some(&routed.tenant.id), Some("no_call"));
    let now = timestamp(inbound.exchange.now());
    inbound
        .exchange
        .meter
        .insist(vec![stored.insert(&now)])
        .await?;
    Ok(())
}
