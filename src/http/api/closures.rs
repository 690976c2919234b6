//! `/api/closures`: days on which the business, or one resource, stays closed. A closure is made
//! also over appointments; the answer lists them, for staff to call the customers.

use axum::{extract::Path, response::Response};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Caller, Cursor, Page, Query, SpanQuery, allows,
    appointments::Appointment,
    diary,
    fields::{Day, Id, Text},
    found, json_body, precondition,
};
use crate::{
    db::{Rows, Value},
    http::{Exchange, Here, RequestError},
    store::{appointments::staff, diary::closures},
};

/// Days on which somebody stays closed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Closure {
    pub id: String,
    /// null: the whole business.
    pub resource_id: Option<String>,
    /// `YYYY-MM-DD`.
    pub from_date: String,
    /// `YYYY-MM-DD`, included.
    pub until_date: String,
    pub reason: Option<String>,
    /// The `ETag`.
    pub version: i64,
}

impl diary::Versioned for Closure {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A closure with the confirmed appointments that it covers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Closed {
    #[serde(flatten)]
    pub closure: Closure,
    /// At most 200, the earliest first.
    pub appointments: Vec<Appointment>,
    pub more_appointments: bool,
}

impl diary::Versioned for Closed {
    fn version(&self) -> i64 {
        self.closure.version
    }
}

/// A closure as it is sent.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosureBody {
    #[schema(value_type = String, format = Date)]
    pub from_date: Day,
    /// Included; the same day unless given.
    #[schema(value_type = Option<String>, format = Date)]
    pub until_date: Option<Day>,
    #[schema(value_type = Option<String>)]
    pub resource_id: Option<Id>,
    #[schema(value_type = Option<String>, max_length = 200)]
    pub reason: Option<Text<200>>,
}

impl ClosureBody {
    fn read(here: &Exchange) -> Result<Self, RequestError> {
        let mut body: Self = json_body(here)?;
        let until = body.until_date.unwrap_or(body.from_date);
        if until < body.from_date {
            return Err(RequestError::Invalid(
                "until_date: is before from_date".into(),
            ));
        }
        body.until_date = Some(until);
        Ok(body)
    }

    /// The statement that lists the appointments it covers.
    fn covered(&self, tenant: &str) -> crate::db::Stmt {
        let until = self.until_date.unwrap_or(self.from_date);
        let resource = self.resource_id.as_ref().map(|id| id.0.clone());
        staff::covered(
            tenant,
            &self.from_date.0.to_string(),
            &until.0.to_string(),
            Value::from(resource),
        )
    }
}

/// The closures that touch a span of days, the first to end first.
#[utoipa::path(get, path = "/api/closures", tag = "diary",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query),
        ("from" = Option<String>, Query), ("until" = Option<String>, Query)),
    responses((status = 200, body = Page<Closure>), (status = 422)))]
pub async fn list(
    here: Here,
    caller: Caller,
    Query(query): Query<SpanQuery>,
) -> Result<Response, RequestError> {
    let after = Cursor::after(query.cursor.as_ref());
    let statement = closures::list(
        &caller.tenant_id,
        after,
        query.limit.with_next(),
        query.span(),
    );
    diary::page(&here, statement, query.limit, |row: &Closure| Cursor {
        key: row.until_date.clone(),
        id: row.id.clone(),
    })
    .await
}

/// One closure.
#[utoipa::path(get, path = "/api/closures/{id}", tag = "diary",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Closure), (status = 404)))]
pub async fn read(
    here: Here,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, RequestError> {
    diary::one::<Closure>(&here, closures::read(&caller.tenant_id, &id)).await
}

/// Closes days. Callers who ask from then on are told so; appointments that are there stay.
#[utoipa::path(post, path = "/api/closures", tag = "diary", request_body = ClosureBody,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 201, body = Closed), (status = 422)))]
pub async fn create(here: Here, caller: Caller) -> Result<Response, RequestError> {
    let body = ClosureBody::read(&here)?;
    let tenant = &caller.tenant_id;
    let id = diary::new_id(&here, "cls");
    let statements = vec![
        closures::insert(tenant, &id, &diary::json(&body)?),
        closures::read(tenant, &id),
        body.covered(tenant),
    ];
    let rows = diary::change(&here, statements).await?;
    if diary::nth(&rows, 0).0.is_empty() {
        return Err(unknown_resource());
    }
    closed(&here, StatusCode::CREATED, &rows)
}

/// Puts a closure as the body has it.
#[utoipa::path(put, path = "/api/closures/{id}", tag = "diary", request_body = ClosureBody,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Closed), (status = 404), (status = 412), (status = 422)))]
pub async fn update(
    here: Here,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, RequestError> {
    let body = ClosureBody::read(&here)?;
    let tenant = &caller.tenant_id;
    let statements = vec![
        closures::update(tenant, &id, &diary::json(&body)?, precondition(&headers)),
        closures::read(tenant, &id),
        body.covered(tenant),
    ];
    let rows = diary::change(&here, statements).await?;
    if diary::nth(&rows, 0).0.is_empty() {
        let kept: Closure = found(&here, &diary::nth(&rows, 1))?;
        return Err(if allows(&headers, kept.version) {
            unknown_resource()
        } else {
            RequestError::Conflict
        });
    }
    closed(&here, StatusCode::OK, &rows)
}

/// Opens the days again.
#[utoipa::path(delete, path = "/api/closures/{id}", tag = "diary",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 204), (status = 404), (status = 412)))]
pub async fn delete(
    here: Here,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, RequestError> {
    let tenant = &caller.tenant_id;
    let statements = vec![
        closures::delete(tenant, &id, precondition(&headers)),
        closures::read(tenant, &id),
    ];
    let rows = diary::change(&here, statements).await?;
    diary::deleted(&here, &rows, |_: Closure| RequestError::Conflict)
}

fn unknown_resource() -> RequestError {
    RequestError::Invalid("resource_id: you have no such resource".into())
}

/// The closure and what it covers: the second and third rows of a change.
fn closed(here: &Exchange, status: StatusCode, rows: &[Rows]) -> Result<Response, RequestError> {
    let closure: Closure = found(here, &diary::nth(rows, 1))?;
    let mut covered: Vec<Appointment> = diary::all(here, &diary::nth(rows, 2))?;
    let more_appointments = covered.len() > 200;
    covered.truncate(200);
    let closed = Closed {
        closure,
        appointments: covered.into_iter().map(Appointment::timed).collect(),
        more_appointments,
    };
    diary::shown(status, &closed)
}
