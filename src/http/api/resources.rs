//! `/api/resources`: staff, rooms and whatever else can be booked once at a time.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Ask, Cursor, Page, PageQuery, changed, diary,
    fields::{Id, Text, Within},
    found,
};
use crate::{http::RequestError, store::diary::resources};

/// A resource.
#[derive(Debug, Serialize, ToSchema)]
pub struct Resource {
    pub id: String,
    pub name: String,
    /// The lowest is preferred.
    pub position: i64,
    /// Whether it can be booked.
    pub enabled: bool,
    /// The `ETag`.
    pub version: i64,
}

record! { Resource: id, name, position, enabled = flag, version }

impl diary::Versioned for Resource {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A new resource.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewResource {
    /// Made up unless given.
    #[schema(value_type = Option<String>, max_length = 64)]
    pub id: Option<Id>,
    #[schema(value_type = String, max_length = 100)]
    pub name: Text<100>,
    #[schema(value_type = Option<i64>)]
    pub position: Option<Within<0, 10_000>>,
    pub enabled: Option<bool>,
}

record! { strict NewResource: id, name, position, enabled }

/// What changes of a resource.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 100)]
    pub name: Option<Text<100>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    pub position: Option<Within<0, 10_000>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

record! { strict ResourceChange: name, position, enabled }

/// The resources of a tenant in order of preference.
#[utoipa::path(get, path = "/api/resources", tag = "diary",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Resource>)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: PageQuery = ask.query()?;
    let after = Cursor::after(query.cursor.as_ref());
    let statement = resources::list(&ask.tenant_id, after, query.limit.with_next());
    diary::page(&ask, statement, query.limit, |row: &Resource| {
        Cursor::at(&row.position.to_string(), &row.id)
    })
    .await
}

/// One resource.
#[utoipa::path(get, path = "/api/resources/{id}", tag = "diary",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Resource), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    diary::one::<Resource>(&ask, resources::read(&ask.tenant_id, &ask.id)).await
}

/// Makes a resource.
#[utoipa::path(post, path = "/api/resources", tag = "diary", request_body = NewResource,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 201, body = Resource), (status = 409), (status = 422)))]
pub async fn create(ask: Ask) -> Result<Response, RequestError> {
    let body: NewResource = ask.json()?;
    let id = diary::id_or_new(&ask, body.id.as_ref(), "res");
    let tenant = &ask.tenant_id;
    let statements = vec![
        resources::insert(tenant, &id, &diary::json(&body)?),
        resources::read(tenant, &id),
    ];
    let rows = diary::change(&ask, statements).await?;
    if diary::nth(&rows, 0).0.is_empty() {
        return Err(diary::exists());
    }
    let row: Resource = found(&ask, &diary::nth(&rows, 1))?;
    diary::shown(StatusCode::CREATED, &row)
}

/// Changes what the body names. One that is not enabled is no longer booked; its appointments stay.
#[utoipa::path(patch, path = "/api/resources/{id}", tag = "diary", request_body = ResourceChange,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Resource), (status = 404), (status = 412), (status = 422)))]
pub async fn update(ask: Ask) -> Result<Response, RequestError> {
    let body: ResourceChange = ask.json()?;
    let tenant = &ask.tenant_id;
    let statements = vec![
        resources::update(tenant, &ask.id, &diary::json(&body)?, ask.if_match()),
        resources::read(tenant, &ask.id),
    ];
    let rows = diary::change(&ask, statements).await?;
    let row: Resource = changed(&ask, &diary::nth(&rows, 0), &diary::nth(&rows, 1))?;
    diary::shown(StatusCode::OK, &row)
}

/// Deletes a resource that was never booked and that no service names; any other can be disabled.
#[utoipa::path(delete, path = "/api/resources/{id}", tag = "diary",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 204), (status = 404), (status = 409, description = "in use"), (status = 412)))]
pub async fn delete(ask: Ask) -> Result<Response, RequestError> {
    let tenant = &ask.tenant_id;
    let statements = vec![
        resources::delete(tenant, &ask.id, ask.if_match()),
        resources::read(tenant, &ask.id),
    ];
    let rows = diary::change(&ask, statements).await?;
    let kept = |row: Resource| diary::in_use(&ask, row.version);
    diary::deleted(&ask, &rows, kept)
}
