//! Who asks, and for which tenant: the operator, who names one by `?tenant_id=`, or a tenant's
//! own API key, which names its tenant by itself.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, RawPathParams};
use http::{HeaderMap, Uri, header, request::Parts};
use serde::Deserialize;

use super::failed;
use crate::{
    db::BoxFuture,
    http::{Exchange, RequestError, timestamp},
    store::{audit::Entry, keys},
};

/// Who made a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    Operator,
    /// `api_keys.id`.
    Key(String),
}

impl Actor {
    /// As the audit log has it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Operator => "operator",
            Self::Key(id) => id,
        }
    }
}

/// An authenticated request for one tenant.
#[derive(Clone, Debug)]
pub struct Caller {
    pub tenant_id: String,
    pub actor: Actor,
}

impl Caller {
    /// # Errors
    /// 403 for a tenant's own key: what names or opens a line is the operator's to decide.
    pub fn operator_only(&self) -> Result<(), RequestError> {
        match self.actor {
            Actor::Operator => Ok(()),
            Actor::Key(_) => Err(RequestError::Forbidden),
        }
    }
}

/// A request of the operator that is for no tenant.
pub struct Operator;

// Both extractors box what they do: otherwise every handler would hold a copy of it.
impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = RequestError;

    /// 413 for a body above the limit; 401 for an unknown token; 403 when a key names another
    /// tenant; 400 when the operator names none, or not by an id.
    fn from_request_parts(
        parts: &mut Parts,
        _: &S,
    ) -> impl Future<Output = Result<Self, RequestError>> + Send {
        let caller: BoxFuture<'_, _> = Box::pin(caller(parts));
        caller
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Operator {
    type Rejection = RequestError;

    fn from_request_parts(
        parts: &mut Parts,
        _: &S,
    ) -> impl Future<Output = Result<Self, RequestError>> + Send {
        let operator: BoxFuture<'_, _> = Box::pin(operator(parts));
        operator
    }
}

async fn caller(parts: &mut Parts) -> Result<Caller, RequestError> {
    let exchange = exchange(parts)?;
    exchange.body()?;
    let named = named_tenant(&parts.uri)?;
    let token = bearer(&parts.headers).ok_or_else(|| refused(&exchange))?;
    let caller = if exchange.ports.settings.is_operator(token) {
        let tenant_id = named
            .ok_or_else(|| RequestError::Malformed("name the tenant by ?tenant_id=".into()))?;
        Caller {
            tenant_id,
            actor: Actor::Operator,
        }
    } else {
        let caller = by_key(&exchange, token).await?;
        if named.is_some_and(|named| named != caller.tenant_id) {
            return Err(RequestError::Forbidden);
        }
        caller
    };
    exchange.note("tenant", caller.tenant_id.as_str());
    audit(parts, &exchange, &caller.tenant_id, caller.actor.name()).await;
    Ok(caller)
}

async fn operator(parts: &mut Parts) -> Result<Operator, RequestError> {
    let exchange = exchange(parts)?;
    bearer(&parts.headers)
        .filter(|token| exchange.ports.settings.is_operator(token))
        .ok_or_else(|| refused(&exchange))?;
    audit(parts, &exchange, "", Actor::Operator.name()).await;
    Ok(Operator)
}

/// Names the request for the audit log: the pattern of its address and what stood in its place.
async fn audit(parts: &mut Parts, exchange: &Exchange, tenant_id: &str, actor: &str) {
    let pattern = parts.extensions.get::<MatchedPath>();
    let path = pattern.map_or("", MatchedPath::as_str).to_owned();
    let names = RawPathParams::from_request_parts(parts, &()).await.ok();
    let resource_id = names.as_ref().and_then(|names| names.iter().next());
    exchange.audit(Entry {
        request_id: exchange.request_id.clone(),
        tenant_id: tenant_id.to_owned(),
        at: timestamp(exchange.now()),
        actor: actor.to_owned(),
        method: parts.method.as_str().to_owned(),
        path,
        resource_id: resource_id
            .map(|(_, id)| id.to_owned())
            .filter(|id| is_resource_id(id)),
    });
}

/// Who looks for a number where an id belongs finds nothing, and leaves no number behind.
fn is_resource_id(text: &str) -> bool {
    let letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_tenant_id(text) && (letters || text.len() <= 6 || is_date(text))
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()
}

/// Every request has its exchange: `App::serve` puts it there.
fn exchange(parts: &Parts) -> Result<Arc<Exchange>, RequestError> {
    parts
        .extensions
        .get()
        .cloned()
        .ok_or(RequestError::Internal)
}

fn refused(exchange: &Exchange) -> RequestError {
    exchange.note("refused", "no_valid_token");
    RequestError::Unauthorized
}

async fn by_key(exchange: &Exchange, token: &str) -> Result<Caller, RequestError> {
    #[derive(Deserialize)]
    struct KeyRow {
        id: String,
        tenant_id: String,
    }
    // Nothing is asked of the database for what cannot be a key.
    if !token.starts_with(keys::PREFIX) {
        return Err(refused(exchange));
    }
    let rows = exchange.meter.read(keys::find(token)).await;
    rows.and_then(|rows| rows.first::<KeyRow>())
        .map_err(|error| failed(exchange, &error, RequestError::Unavailable))?
        .map(|row| Caller {
            tenant_id: row.tenant_id,
            actor: Actor::Key(row.id),
        })
        .ok_or_else(|| refused(exchange))
}

fn named_tenant(uri: &Uri) -> Result<Option<String>, RequestError> {
    let mut named = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter_map(|pair| pair.strip_prefix("tenant_id="));
    match (named.next(), named.next()) {
        (None, _) => Ok(None),
        (Some(id), None) if is_tenant_id(id) => Ok(Some(id.to_owned())),
        _ => Err(RequestError::Malformed(
            "tenant_id: must be one id of 1 to 100 letters, digits, _ and -".into(),
        )),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// `*` is no tenant: its version is that of the routing keys.
fn is_tenant_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (1..=100).contains(&text.len()) && text.bytes().all(allowed)
}
