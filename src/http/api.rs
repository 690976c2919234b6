//! What every address under `/api` shares: who asks, for which tenant, and entity tags.
//!
//! The operator alone for now; tenants' own API keys will name their tenant by themselves.

use http::{HeaderMap, HeaderValue, Uri, header};
use serde_json::Value;

use super::{Exchange, RequestError};

/// The tenant that the operator names by `?tenant_id=`.
///
/// # Errors
/// 401 without the operator's token; 400 when no tenant is named, or not by an id.
pub fn tenant(exchange: &Exchange, headers: &HeaderMap, uri: &Uri) -> Result<String, RequestError> {
    let operator = bearer(headers).is_some_and(|token| exchange.ports.settings.is_operator(token));
    if !operator {
        exchange.note("refused", "not_the_operator");
        return Err(RequestError::Unauthorized);
    }
    let mut named = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter_map(|pair| pair.strip_prefix("tenant_id="));
    match (named.next(), named.next()) {
        (Some(id), None) if is_tenant_id(id) => {
            exchange.note("tenant", id);
            Ok(id.to_owned())
        }
        (None, _) => Err(RequestError::Malformed(
            "name the tenant by ?tenant_id=".into(),
        )),
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

/// The entity tag of a version.
#[must_use]
pub fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\""))
        .unwrap_or(HeaderValue::from_static("\"unknown\""))
}

/// What `If-Match` allows: versions, or `*` for any; what is no tag of ours matches none.
#[must_use]
pub fn if_match(headers: &HeaderMap) -> Option<Vec<Value>> {
    let mut values = headers.get_all(header::IF_MATCH).iter().peekable();
    values.peek()?;
    let tags = values.filter_map(|value| value.to_str().ok());
    Some(
        tags.flat_map(|tags| tags.split(','))
            .filter_map(|tag| match tag.trim() {
                "*" => Some(Value::from("*")),
                tag => {
                    let version = tag.strip_prefix('"')?.strip_suffix('"')?;
                    version.parse::<i64>().ok().map(Value::from)
                }
            })
            .collect(),
    )
}
