//! Step 3: who posts, and for whom that sender may speak.

use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use http::HeaderMap;
use serde_json::json;

use crate::{
    auth::{Plans, Request, authenticate},
    http::{AppState, Exchange, RequestError},
    ports::RawBody,
    store::tenants::{TenantRow, load_by_endpoint},
    tenant::{Endpoint, Tenant},
};

/// An authenticated sender.
#[derive(Clone)]
pub enum Sender {
    /// The platform's account: speaks for every tenant without plans of its own.
    Platform,
    /// A tenant's own account: speaks for that tenant alone.
    Tenant {
        endpoint_id: String,
        endpoint: Arc<Endpoint>,
    },
}

/// How long a refused request trusts remembered plans before it looks again.
const PLANS_TRUSTED: TimeDelta = TimeDelta::seconds(10);

impl Sender {
    /// Checks the platform's plans.
    pub async fn platform(
        exchange: &Exchange,
        headers: &HeaderMap,
        body: &dyn RawBody,
    ) -> Result<Self, RequestError> {
        check(&exchange.ports.settings.plans, exchange, headers, body).await?;
        Ok(Self::Platform)
    }

    /// Checks the endpoint's plans; an unknown endpoint is refused like a wrong secret.
    pub async fn endpoint(
        state: &AppState,
        exchange: &Exchange,
        id: &str,
        headers: &HeaderMap,
        body: &dyn RawBody,
    ) -> Result<Self, RequestError> {
        let known = state.cache.endpoints.get(id);
        let fresh = known.is_none();
        let endpoint = match known {
            Some(endpoint) => endpoint,
            None => load(state, exchange, id).await?,
        };
        let mut checked = check(&endpoint.plans, exchange, headers, body).await;
        let mut endpoint = endpoint;
        let now = exchange.ports.stopwatch.now();
        if checked.is_err() && !fresh && now - endpoint.loaded_at > PLANS_TRUSTED {
            endpoint = load(state, exchange, id).await?;
            checked = check(&endpoint.plans, exchange, headers, body).await;
        }
        checked?;
        Ok(Self::Tenant {
            endpoint_id: id.to_owned(),
            endpoint,
        })
    }

    /// Whether messages for this tenant may come from here.
    pub fn speaks_for(&self, tenant: &Tenant) -> bool {
        match self {
            Self::Platform => tenant.sealed_plans.is_none(),
            Self::Tenant { endpoint, .. } => endpoint.tenant.id == tenant.id,
        }
    }

    /// The scope of call bindings.
    pub fn scope(&self) -> &str {
        match self {
            Self::Platform => "",
            Self::Tenant { endpoint, .. } => &endpoint.tenant.id,
        }
    }
}

/// Loads an endpoint's tenant and opens its plans.
async fn load(
    state: &AppState,
    exchange: &Exchange,
    id: &str,
) -> Result<Arc<Endpoint>, RequestError> {
    let tenant = exchange
        .meter
        .read(load_by_endpoint(id))
        .await
        .and_then(|rows| rows.first::<TenantRow>()?.map(Tenant::read).transpose())
        .map_err(|error| {
            exchange.note("error", error.to_string());
            RequestError::Unavailable
        })?;
    let Some(tenant) = tenant else {
        exchange.note("refused", "unknown_endpoint");
        return Err(RequestError::Unauthorized);
    };
    let endpoint = Arc::new(Endpoint {
        plans: open_plans(exchange, &tenant),
        tenant: Arc::new(tenant),
        loaded_at: exchange.ports.stopwatch.now(),
    });
    state
        .cache
        .endpoints
        .insert(id.to_owned(), Arc::clone(&endpoint));
    Ok(endpoint)
}

/// What a tenant's plans are sealed under.
#[must_use]
pub fn plans_context(tenant_id: &str) -> String {
    format!("vapi-auth-plans:{tenant_id}")
}

/// Plans that cannot be opened refuse everything.
fn open_plans(exchange: &Exchange, tenant: &Tenant) -> Plans {
    let cipher = exchange.ports.settings.cipher.as_ref();
    let opened = cipher
        .zip(tenant.sealed_plans.as_deref())
        .and_then(|(cipher, sealed)| cipher.open(sealed, &plans_context(&tenant.id)).ok())
        .and_then(|json| Plans::parse(&json).ok());
    if opened.is_none() {
        exchange.note("plans", "none_usable");
    }
    opened.unwrap_or_default()
}

async fn check(
    plans: &Plans,
    exchange: &Exchange,
    headers: &HeaderMap,
    body: &dyn RawBody,
) -> Result<(), RequestError> {
    let request = Request {
        headers,
        method: "POST",
        url: &exchange.url,
        body,
        now: authentication_time(exchange),
    };
    match authenticate(plans, request).await {
        Ok(_) => Ok(()),
        Err(reasons) => {
            exchange.note("refused", json!(reasons));
            Err(RequestError::Unauthorized)
        }
    }
}

/// Signed timestamps are compared with the real time, also when tests choose the day.
fn authentication_time(exchange: &Exchange) -> chrono::DateTime<Utc> {
    exchange.ports.stopwatch.now()
}
