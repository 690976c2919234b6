//! `/api/services`: what can be booked, how long it takes and who does it.

mod body;

use axum::response::Response;
use http::StatusCode;

pub use body::{Service, ServiceBody};

use super::{Ask, Cursor, Page, PageQuery, changed, diary, found};
use crate::{
    db::Rows,
    http::{Exchange, RequestError},
    store::diary::services,
};

/// The services of a tenant in their order.
#[utoipa::path(get, path = "/api/services", tag = "diary",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Service>)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: PageQuery = ask.query()?;
    let after = Cursor::after(query.cursor.as_ref());
    let statement = services::list(&ask.tenant_id, after, query.limit.with_next());
    diary::page(&ask, statement, query.limit, |row: &Service| {
        Cursor::at(&row.position.to_string(), &row.id)
    })
    .await
}

/// One service.
#[utoipa::path(get, path = "/api/services/{id}", tag = "diary",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Service), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    diary::one::<Service>(&ask, services::read(&ask.tenant_id, &ask.id)).await
}

/// Makes a service. If it is to be the default, the one before is so no longer.
#[utoipa::path(post, path = "/api/services", tag = "diary", request_body = ServiceBody,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 201, body = Service), (status = 409), (status = 422)))]
pub async fn create(ask: Ask) -> Result<Response, RequestError> {
    let body = ask.json::<ServiceBody>()?.new_one()?;
    let id = diary::id_or_new(&ask, body.id.as_ref(), "srv");
    let change_id = diary::new_id(&ask, "chg");
    let statements = services::insert(&ask.tenant_id, &id, &diary::json(&body)?, &change_id);
    let rows = diary::change(&ask, statements).await?;
    if refusal(&ask, &rows)?.is_there {
        return Err(diary::exists());
    }
    diary::shown(StatusCode::CREATED, &written(&ask, &rows)?)
}

/// Changes what the body names. `resources` replaces the whole list; an empty one means that every
/// resource does it. Appointments that are made already stay as they are.
#[utoipa::path(patch, path = "/api/services/{id}", tag = "diary", request_body = ServiceBody,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Service), (status = 404), (status = 412), (status = 422)))]
pub async fn update(ask: Ask) -> Result<Response, RequestError> {
    let body = ask.json::<ServiceBody>()?.change()?;
    let statements = services::update(
        &ask.tenant_id,
        &ask.id,
        &diary::json(&body)?,
        &diary::new_id(&ask, "chg"),
        ask.if_match(),
    );
    let rows = diary::change(&ask, statements).await?;
    if !refusal(&ask, &rows)?.is_there {
        return Err(RequestError::NotFound);
    }
    diary::shown(StatusCode::OK, &written(&ask, &rows)?)
}

/// Deletes a service that was never booked; any other can be disabled.
#[utoipa::path(delete, path = "/api/services/{id}", tag = "diary",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 204), (status = 404), (status = 409, description = "in use"), (status = 412)))]
pub async fn delete(ask: Ask) -> Result<Response, RequestError> {
    let tenant = &ask.tenant_id;
    let statements = vec![
        services::delete(tenant, &ask.id, ask.if_match()),
        services::read(tenant, &ask.id),
    ];
    let rows = diary::change(&ask, statements).await?;
    let kept = |row: Service| diary::in_use(&ask, row.version);
    diary::deleted(&ask, &rows, kept)
}

struct Refusal {
    is_there: bool,
    unknown_resource: Option<String>,
}

record! { Refusal: is_there = flag, unknown_resource }

/// What the first statement of a change found.
fn refusal(here: &Exchange, rows: &[Rows]) -> Result<Refusal, RequestError> {
    let refusal: Refusal = found(here, &diary::nth(rows, 0))?;
    match refusal.unknown_resource {
        Some(_) => Err(RequestError::Invalid(
            "resources: names one that you do not have".into(),
        )),
        None => Ok(refusal),
    }
}

/// The service after a change; 412 if it did not have the claim.
fn written(here: &Exchange, rows: &[Rows]) -> Result<Service, RequestError> {
    let row = rows.last().cloned().unwrap_or_default();
    changed(here, &diary::nth(rows, 1), &row)
}
