//! `/api/keys`: a tenant's API keys, by the operator. Several live at once, so that one can be
//! replaced without a gap. A key is shown once, when it is made; only its hash is stored.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Ask, Cursor, Page, PageQuery, diary, failed};
use crate::{
    db::Database,
    http::{
        RequestError,
        exchange::{json_response, serialized, timestamp},
    },
    store::keys,
};

/// A key without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct Key {
    pub id: String,
    pub name: String,
    /// RFC 3339.
    pub created_at: String,
    /// Set once it no longer opens anything.
    pub revoked_at: Option<String>,
}

record! { Key: id, name, created_at, revoked_at }

/// A new key with its secret, which is never shown again.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewKey {
    pub id: String,
    pub name: String,
    pub created_at: String,
    /// What goes behind `Authorization: Bearer`.
    pub key: String,
}

/// What a new key is to be called.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKeyBody {
    /// Who will use it: 1 to 100 characters.
    pub name: String,
}

record! { strict NewKeyBody: name }

/// The keys of a tenant, the newest first.
#[utoipa::path(get, path = "/api/keys", tag = "keys",
    params(("tenant_id" = String, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Key>), (status = 403)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    ask.operator_only()?;
    let query: PageQuery = ask.query()?;
    let statement = keys::list(
        &ask.tenant_id,
        Cursor::before(query.cursor.as_ref()),
        query.limit.with_next(),
    );
    diary::page(&ask, statement, query.limit, |key: &Key| {
        Cursor::at(&key.created_at, &key.id)
    })
    .await
}

/// Makes a key.
#[utoipa::path(post, path = "/api/keys", tag = "keys", request_body = NewKeyBody,
    params(("tenant_id" = String, Query)),
    responses((status = 201, body = NewKey), (status = 403), (status = 422)))]
pub async fn create(ask: Ask) -> Result<Response, RequestError> {
    ask.operator_only()?;
    let body: NewKeyBody = ask.json()?;
    let name = body.name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(RequestError::Invalid(
            "name: must be 1 to 100 characters".into(),
        ));
    }
    let random = ask.ports.ids.random().ok_or(RequestError::Internal)?;
    let now = ask.now();
    let new = NewKey {
        id: format!("key_{}", ask.ports.ids.new_id(now).simple()),
        name: name.to_owned(),
        created_at: timestamp(now),
        key: format!("{}{}", keys::PREFIX, hex::encode(random)),
    };
    let insert = keys::insert(&ask.tenant_id, &new.id, name, &new.key, &new.created_at);
    ask.meter
        .batch(vec![insert])
        .await
        .map_err(|error| failed(&ask, &error, RequestError::Uncertain))?;
    serialized(StatusCode::CREATED, &new)
}

/// Revokes a key at once; again changes nothing.
#[utoipa::path(delete, path = "/api/keys/{id}", tag = "keys",
    params(("id" = String, Path), ("tenant_id" = String, Query)),
    responses((status = 204), (status = 403), (status = 404)))]
pub async fn revoke(ask: Ask) -> Result<Response, RequestError> {
    ask.operator_only()?;
    let revoke = keys::revoke(&ask.tenant_id, &ask.id, &timestamp(ask.now()));
    let rows = ask.meter.insist(vec![revoke]).await;
    let rows = rows.map_err(|error| failed(&ask, &error, RequestError::Uncertain))?;
    if rows.iter().all(|rows| rows.0.is_empty()) {
        return Err(RequestError::NotFound);
    }
    Ok(json_response(StatusCode::NO_CONTENT, Vec::new()))
}
