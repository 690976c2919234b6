//! Processing a message away from the request that brought it: from the queue, by the cron job, by
//! a replay.

use super::{Arrival, effects::statements};
use crate::{
    db::{Database, DbError, Rows, timestamp},
    store::{
        events::{self, State},
        guard::{Guard, GuardRow},
        tenants::{LoadedRow, bind_resolved, load_by_keys},
    },
    tenant::Tenant,
};
use chrono::{DateTime, Utc};

/// What came of processing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Processed {
    /// For this tenant.
    Done(String),
    /// The message names no tenant.
    Unrouted,
    /// Its keys name a tenant that its sender does not speak for.
    Refused,
}

/// Finds the message's tenant and does what the message does, in two batches; stores it as done in
/// the second.
///
/// # Errors
/// That of the database; a message without a call is stored all the same.
pub async fn process(
    db: &dyn Database,
    now: DateTime<Utc>,
    arrival: &Arrival,
) -> Result<Processed, DbError> {
    let call_key = arrival.call_key();
    for _ in 0..2 {
        let keys = &arrival.envelope.keys;
        let load = load_by_keys(keys, &arrival.scope, call_key.as_deref());
        let rows = db.batch(vec![load]).await?;
        let row: Option<LoadedRow> = rows.first().map(Rows::first).transpose()?.flatten();
        let Some(row) = row else {
            return Ok(Processed::Unrouted);
        };
        let tenant = Tenant::read(row.tenant)?;
        if !speaks_for(&arrival.scope, &tenant) {
            return Ok(Processed::Refused);
        }
        let Some(agent) = tenant.agent_for(keys.assistant_id.as_deref()) else {
            return Ok(Processed::Unrouted);
        };
        let stamp = timestamp(now);
        let Some(call_key) = &call_key else {
            let stored = arrival.stored(State::Done, Some(&tenant.id), Some("no_call"));
            let close = events::without_call(&arrival.id, &tenant.id, &stamp);
            db.batch(vec![stored.insert(&stamp), close]).await?;
            return Ok(Processed::Done(tenant.id));
        };
        let guard = Guard {
            tenant_id: tenant.id.clone(),
            scope: arrival.scope.clone(),
            vapi_call_id: call_key.clone(),
            version: tenant.version,
            routing_version: tenant.routing_version,
        };
        let bind = match arrival.scope.is_empty() {
            true => guard.bind(&stamp),
            false => bind_resolved(&guard, keys, &stamp),
        };
        let batch = statements(arrival, call_key, &tenant, agent, &guard, bind, &stamp);
        let rows = db.batch(batch).await?;
        let state: Option<GuardRow> = rows.last().map(Rows::first).transpose()?.flatten();
        if state.is_some_and(|state| state.holds == 1) {
            return Ok(Processed::Done(tenant.id));
        }
    }
    Err(DbError::Invalid("the configuration keeps changing".into()))
}

/// The platform's sender speaks for the tenants without plans of their own.
fn speaks_for(scope: &str, tenant: &Tenant) -> bool {
    match scope {
        "" => tenant.sealed_plans.is_none(),
        scope => scope == tenant.id,
    }
}
