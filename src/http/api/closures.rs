//! `/api/closures`: days on which the business, or one resource, stays closed. A closure is made
//! also over appointments; the answer lists them, for staff to call the customers.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Ask, Cursor, Page, SpanQuery,
    appointments::Appointment,
    diary,
    fields::{Day, Id, Text},
    found,
};
use crate::{
    db::{Rows, Stmt, Value},
    http::{Exchange, RequestError},
    store::{appointments::staff, diary::closures},
};

/// Days on which somebody stays closed.
#[derive(Debug, Serialize, ToSchema)]
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

record! { Closure: id, resource_id, from_date, until_date, reason, version }

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
#[derive(Debug, Serialize, ToSchema)]
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

record! { strict ClosureBody: from_date, until_date, resource_id, reason }

impl ClosureBody {
    fn read(ask: &Ask) -> Result<Self, RequestError> {
        let mut body: Self = ask.json()?;
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
    fn covered(&self, tenant: &str) -> Stmt {
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
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: SpanQuery = ask.query()?;
    let after = Cursor::after(query.cursor.as_ref());
    let statement = closures::list(&ask.tenant_id, after, query.limit.with_next(), query.span());
    diary::page(&ask, statement, query.limit, |row: &Closure| {
        Cursor::at(&row.until_date, &row.id)
    })
    .await
}

/// One closure.
#[utoipa::path(get, path = "/api/closures/{id}", tag = "diary",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Closure), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    diary::one::<Closure>(&ask, closures::read(&ask.tenant_id, &ask.id)).await
}

/// Closes days. Callers who ask from then on are told so; appointments that are there stay.
#[utoipa::path(post, path = "/api/closures", tag = "diary", request_body = ClosureBody,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 201, body = Closed), (status = 422)))]
pub async fn create(ask: Ask) -> Result<Response, RequestError> {
    let body = ClosureBody::read(&ask)?;
    let tenant = &ask.tenant_id;
    let id = diary::new_id(&ask, "cls");
    let statements = vec![
        closures::insert(tenant, &id, &diary::json(&body)?),
        closures::read(tenant, &id),
        body.covered(tenant),
    ];
    let rows = diary::change(&ask, statements).await?;
    if diary::nth(&rows, 0).0.is_empty() {
        return Err(unknown_resource());
    }
    closed(&ask, StatusCode::CREATED, &rows)
}

/// Puts a closure as the body has it.
#[utoipa::path(put, path = "/api/closures/{id}", tag = "diary", request_body = ClosureBody,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Closed), (status = 404), (status = 412), (status = 422)))]
pub async fn update(ask: Ask) -> Result<Response, RequestError> {
    let body = ClosureBody::read(&ask)?;
    let tenant = &ask.tenant_id;
    let statements = vec![
        closures::update(tenant, &ask.id, &diary::json(&body)?, ask.if_match()),
        closures::read(tenant, &ask.id),
        body.covered(tenant),
    ];
    let rows = diary::change(&ask, statements).await?;
    if diary::nth(&rows, 0).0.is_empty() {
        let kept: Closure = found(&ask, &diary::nth(&rows, 1))?;
        return Err(if ask.allows(kept.version) {
            unknown_resource()
        } else {
            RequestError::Conflict
        });
    }
    closed(&ask, StatusCode::OK, &rows)
}

/// Opens the days again.
#[utoipa::path(delete, path = "/api/closures/{id}", tag = "diary",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 204), (status = 404), (status = 412)))]
pub async fn delete(ask: Ask) -> Result<Response, RequestError> {
    let tenant = &ask.tenant_id;
    let statements = vec![
        closures::delete(tenant, &ask.id, ask.if_match()),
        closures::read(tenant, &ask.id),
    ];
    let rows = diary::change(&ask, statements).await?;
    diary::deleted(&ask, &rows, |_: Closure| RequestError::Conflict)
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
