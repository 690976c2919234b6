//! `/api/calendar-feeds`: addresses under which calendar programs read the diary. An address is
//! shown once, when it is made; it can be rotated and revoked.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Ask, Cursor, Page, PageQuery, changed, diary,
    fields::{Id, Text},
    found,
};
use crate::{
    http::{
        Blocked, Exchange, RequestError,
        exchange::{json_response, timestamp},
    },
    store::diary::feeds,
    tools::hash,
};

/// A feed without its address.
#[derive(Debug, Serialize, ToSchema)]
pub struct Feed {
    pub id: String,
    pub name: String,
    /// Only its appointments; null: all.
    pub resource_id: Option<String>,
    /// Whether customers' numbers are told.
    pub with_phone: bool,
    pub created_at: String,
    pub rotated_at: Option<String>,
    /// Set once it no longer opens anything.
    pub revoked_at: Option<String>,
    /// The `ETag`.
    pub version: i64,
}

record! { Feed:
    id, name, resource_id, with_phone = flag, created_at, rotated_at, revoked_at, version,
}

/// A feed with its address, which is never shown again.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewFeed {
    #[serde(flatten)]
    pub feed: Feed,
    /// What a calendar program subscribes to, behind the gateway's host name.
    pub path: String,
}

impl diary::Versioned for NewFeed {
    fn version(&self) -> i64 {
        self.feed.version
    }
}

/// What a new feed is to show.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFeedBody {
    /// Who will use it.
    #[schema(value_type = String, max_length = 100)]
    pub name: Text<100>,
    #[schema(value_type = Option<String>)]
    pub resource_id: Option<Id>,
    /// No phone numbers unless this is true.
    pub with_phone: Option<bool>,
}

record! { strict NewFeedBody: name, resource_id, with_phone }

/// The feeds of a tenant, the newest first.
#[utoipa::path(get, path = "/api/calendar-feeds", tag = "calendar",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Feed>)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: PageQuery = ask.query()?;
    let before = Cursor::before(query.cursor.as_ref());
    let statement = feeds::list(&ask.tenant_id, before, query.limit.with_next());
    diary::page(&ask, statement, query.limit, |row: &Feed| {
        Cursor::at(&row.created_at, &row.id)
    })
    .await
}

/// Makes a feed.
#[utoipa::path(post, path = "/api/calendar-feeds", tag = "calendar", request_body = NewFeedBody,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 201, body = NewFeed), (status = 422)))]
pub async fn create(ask: Ask) -> Result<Response, RequestError> {
    let body: NewFeedBody = ask.json()?;
    let (tenant, id) = (&ask.tenant_id, diary::new_id(&ask, "cal"));
    let (secret, now) = (secret(&ask)?, timestamp(ask.now()));
    let statements = vec![
        feeds::insert(tenant, &id, &diary::json(&body)?, &hash(&[&secret]), &now),
        feeds::read(tenant, &id),
    ];
    let rows = diary::change(&ask, statements).await?;
    if diary::nth(&rows, 0).0.is_empty() {
        return Err(RequestError::Invalid(
            "resource_id: you have no such resource".into(),
        ));
    }
    let feed = found(&ask, &diary::nth(&rows, 1))?;
    with_address(StatusCode::CREATED, feed, &secret)
}

/// Gives a feed another address; the old one opens nothing any more.
#[utoipa::path(post, path = "/api/calendar-feeds/{id}/rotate", tag = "calendar",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = NewFeed), (status = 404), (status = 409, description = "revoked"), (status = 412)))]
pub async fn rotate(ask: Ask) -> Result<Response, RequestError> {
    let tenant = &ask.tenant_id;
    let (secret, now) = (secret(&ask)?, timestamp(ask.now()));
    let rotate = feeds::rotate(tenant, &ask.id, &hash(&[&secret]), &now, ask.if_match());
    let rows = diary::change(&ask, vec![rotate, feeds::read(tenant, &ask.id)]).await?;
    let feed: Feed = found(&ask, &diary::nth(&rows, 1))?;
    if diary::nth(&rows, 0).0.is_empty() {
        return Err(if ask.allows(feed.version) {
            RequestError::from(Blocked {
                code: "revoked",
                message: "it is revoked: make a new one",
                appointment: None,
            })
        } else {
            RequestError::Conflict
        });
    }
    with_address(StatusCode::OK, feed, &secret)
}

/// Revokes a feed at once; again changes nothing.
#[utoipa::path(delete, path = "/api/calendar-feeds/{id}", tag = "calendar",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 204), (status = 404), (status = 412)))]
pub async fn revoke(ask: Ask) -> Result<Response, RequestError> {
    let tenant = &ask.tenant_id;
    let now = timestamp(ask.now());
    let statements = vec![
        feeds::revoke(tenant, &ask.id, &now, ask.if_match()),
        feeds::read(tenant, &ask.id),
    ];
    let rows = diary::change(&ask, statements).await?;
    changed::<Feed>(&ask, &diary::nth(&rows, 0), &diary::nth(&rows, 1))?;
    Ok(json_response(StatusCode::NO_CONTENT, Vec::new()))
}

fn secret(here: &Exchange) -> Result<String, RequestError> {
    let random = here.ports.ids.random().ok_or(RequestError::Internal)?;
    Ok(hex::encode(random))
}

fn with_address(status: StatusCode, feed: Feed, secret: &str) -> Result<Response, RequestError> {
    let path = format!("/calendar/{secret}.ics");
    diary::shown(status, &NewFeed { feed, path })
}
