//! A request that was let in: who asks, and for which tenant. The operator names one by
//! `?tenant_id=`; a tenant's own API key names its tenant by itself.

use std::{ops::Deref, sync::Arc};

use axum::extract::MatchedPath;
use http::{HeaderMap, Method, Uri, header};
use serde_json::Value;

use super::{failed, tags};
use crate::{
    db,
    http::{Exchange, RequestError, endpoint::Incoming, timestamp},
    record::{FromJson, FromQuery},
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

/// Whose requests an address takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// A tenant's, or the operator's that name a tenant.
    Tenant,
    /// The operator's, for no tenant.
    Operator,
    /// The operator's that name no tenant, too.
    Either,
}

/// An authenticated request, on its exchange.
pub struct Ask {
    pub here: Arc<Exchange>,
    /// Whose data it is about; empty when it is for no tenant.
    pub tenant_id: String,
    pub actor: Actor,
    /// What stands in the `{…}` of its address; empty where there is none.
    pub id: String,
    pub headers: HeaderMap,
    uri: Uri,
}

impl Deref for Ask {
    type Target = Exchange;

    fn deref(&self) -> &Exchange {
        &self.here
    }
}

impl Ask {
    /// Lets a request in and names it for the audit log.
    ///
    /// # Errors
    /// 413 for a body above the limit; 401 for an unknown token; 403 when a key names another
    /// tenant; 400 when the operator names none, or not by an id.
    pub async fn admit(incoming: Incoming, whom: For) -> Result<Self, RequestError> {
        let Incoming { here, head, id, .. } = incoming;
        here.body()?;
        let named = named_tenant(&head.uri)?;
        let token = bearer(&head.headers).ok_or_else(|| refused(&here))?;
        let (tenant_id, actor) = if here.ports.settings.is_operator(token) {
            (of_operator(whom, named)?, Actor::Operator)
        } else if whom == For::Operator {
            return Err(refused(&here));
        } else {
            by_key(&here, token, named).await?
        };
        if !tenant_id.is_empty() {
            here.note("tenant", tenant_id.as_str());
        }
        let ask = Self {
            here,
            tenant_id,
            actor,
            id,
            headers: head.headers,
            uri: head.uri,
        };
        ask.note_for_audit(&head.method, head.extensions.get());
        Ok(ask)
    }

    /// The pattern of the address and what stood in its place.
    fn note_for_audit(&self, method: &Method, pattern: Option<&MatchedPath>) {
        let id = Some(&self.id).filter(|id| is_resource_id(id));
        self.audit(Entry {
            request_id: self.request_id.clone(),
            tenant_id: self.tenant_id.clone(),
            at: timestamp(self.now()),
            actor: self.actor.name().to_owned(),
            method: method.as_str().to_owned(),
            path: pattern.map_or("", MatchedPath::as_str).to_owned(),
            resource_id: id.cloned(),
        });
    }

    /// # Errors
    /// 403 for a tenant's own key: what names or opens a line is the operator's to decide.
    pub fn operator_only(&self) -> Result<(), RequestError> {
        match self.actor {
            Actor::Operator => Ok(()),
            Actor::Key(_) => Err(RequestError::Forbidden),
        }
    }

    /// The query without `tenant_id`.
    ///
    /// # Errors
    /// 422 naming the parameter that does not fit.
    pub fn query<T: FromQuery>(&self) -> Result<T, RequestError> {
        let query = self.uri.query().unwrap_or_default();
        Ok(T::from_query(query, "tenant_id=")?)
    }

    /// The body.
    ///
    /// # Errors
    /// 400 for what is not JSON, 422 naming the field that does not fit.
    pub fn json<T: FromJson>(&self) -> Result<T, RequestError> {
        Ok(T::from_json(&self.json_value()?)?)
    }

    fn json_value(&self) -> Result<Value, RequestError> {
        serde_json::from_slice(&self.here.body()?.bytes())
            .map_err(|_| RequestError::Malformed("the body is not JSON".into()))
    }

    /// What `If-Match` allows, as the parameter of `if_match!` (store).
    #[must_use]
    pub fn if_match(&self) -> db::Value {
        tags::precondition(&self.headers)
    }

    /// Whether `If-Match` allows a change of that version.
    #[must_use]
    pub fn allows(&self, version: i64) -> bool {
        tags::allows(&self.headers, version)
    }
}

/// The tenant that the operator means.
fn of_operator(whom: For, named: Option<String>) -> Result<String, RequestError> {
    match (whom, named) {
        (For::Operator, _) | (For::Either, None) => Ok(String::new()),
        (_, Some(named)) => Ok(named),
        (For::Tenant, None) => Err(RequestError::Malformed(
            "name the tenant by ?tenant_id=".into(),
        )),
    }
}

/// Who looks for a number where an id belongs finds nothing, and leaves no number behind.
fn is_resource_id(text: &str) -> bool {
    let letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_tenant_id(text) && (letters || text.len() <= 6 || is_date(text))
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()
}

fn refused(exchange: &Exchange) -> RequestError {
    exchange.note("refused", "no_valid_token");
    RequestError::Unauthorized
}

/// The tenant that a key opens, and who asks by it.
async fn by_key(
    exchange: &Exchange,
    token: &str,
    named: Option<String>,
) -> Result<(String, Actor), RequestError> {
    struct KeyRow {
        id: String,
        tenant_id: String,
    }

    record! { KeyRow: id, tenant_id }

    // Nothing is asked of the database for what cannot be a key.
    if !token.starts_with(keys::PREFIX) {
        return Err(refused(exchange));
    }
    let rows = exchange.meter.read(keys::find(token)).await;
    let key: KeyRow = rows
        .and_then(|rows| rows.first())
        .map_err(|error| failed(exchange, &error, RequestError::Unavailable))?
        .ok_or_else(|| refused(exchange))?;
    if named.is_some_and(|named| named != key.tenant_id) {
        return Err(RequestError::Forbidden);
    }
    Ok((key.tenant_id, Actor::Key(key.id)))
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
