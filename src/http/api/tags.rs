//! Entity tags: a row's `version` is its `ETag`, and `If-Match` names the versions a change is for.

use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;

use crate::db;

/// The entity tag of a version.
#[must_use]
pub fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\""))
        .unwrap_or(HeaderValue::from_static("\"unknown\""))
}

/// A response with the tag of what it shows.
#[must_use]
pub fn tagged(mut response: Response, version: i64) -> Response {
    response.headers_mut().insert(header::ETAG, etag(version));
    response
}

/// What `If-Match` allows: versions, or `*` for any; what is no tag of ours matches none. `None`
/// without the header.
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

/// [`if_match`] as the parameter of `if_match!` (store).
#[must_use]
pub fn precondition(headers: &HeaderMap) -> db::Value {
    if_match(headers).map_or(db::Value::Null, |allowed| {
        Value::from(allowed).to_string().into()
    })
}

/// Whether `If-Match` allows a change of that version.
#[must_use]
pub fn allows(headers: &HeaderMap, version: i64) -> bool {
    if_match(headers).is_none_or(|allowed| {
        allowed
            .iter()
            .any(|tag| tag == "*" || tag.as_i64() == Some(version))
    })
}
