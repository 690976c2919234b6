//! `/api/appointments`: the diary as staff read it, and what they change in it.

pub mod body;
pub mod place;
mod plan;
pub mod settle;
mod shape;

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value as Json, json};

pub use shape::Appointment;

use super::{
    Ask, Cursor, Limit, Page, diary,
    fields::{Day, Id},
    found, person, tagged,
};
use crate::{
    db::Value,
    http::{Blocked, RequestError, calendar, exchange::serialized},
    store::appointments::{self, staff},
};

#[derive(Clone, Copy, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Confirmed,
    Cancelled,
    Completed,
    NoShow,
    Rescheduled,
}

words! { Status: Confirmed, Cancelled, Completed, NoShow, Rescheduled }

#[derive(Debug)]
pub struct ListQuery {
    limit: Limit,
    cursor: Option<Cursor>,
    from: Option<Day>,
    until: Option<Day>,
    status: Vec<Status>,
    resource_id: Option<Id>,
    phone: Option<String>,
}

record! { query ListQuery:
    limit = or_default, cursor, from, until, status = or_default, resource_id, phone,
}

/// The appointments of a tenant in order of day and time. `from` and `until` are dates, both
/// included; `status` may be repeated; `phone` is the customer's or the caller's.
#[utoipa::path(get, path = "/api/appointments", tag = "appointments",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query),
        ("from" = Option<String>, Query), ("until" = Option<String>, Query), ("status" = Option<Vec<String>>, Query),
        ("resource_id" = Option<String>, Query), ("phone" = Option<String>, Query)),
    responses((status = 200, body = Page<Appointment>), (status = 422)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: ListQuery = ask.query()?;
    let phones = person::notations(&ask, query.phone.as_deref()).await?;
    let date = |day: Option<Day>| Value::from(day.map(|day| day.0.to_string()));
    let statuses = (!query.status.is_empty()).then(|| json!(query.status).to_string());
    let filter = staff::Filter {
        from: date(query.from),
        until: date(query.until),
        statuses: statuses.into(),
        resource: query.resource_id.map(|id| id.0).into(),
    };
    let statement = staff::list(
        &ask.tenant_id,
        Cursor::after(query.cursor.as_ref()),
        query.limit.with_next(),
        filter,
        phones.map(|phones| Json::from(phones).to_string()),
    );
    let rows = diary::look(&ask, vec![statement]).await?;
    let rows: Vec<Appointment> = diary::all(&ask, &diary::nth(&rows, 0))?;
    let rows = rows.into_iter().map(Appointment::timed).collect();
    let page = Page::of(rows, query.limit, |row: &Appointment| {
        Cursor::at(&format!("{} {}", row.date, row.rdv_time), &row.id)
    });
    serialized(StatusCode::OK, &page)
}

/// One appointment.
#[utoipa::path(get, path = "/api/appointments/{id}", tag = "appointments",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Appointment), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let rows = diary::look(&ask, vec![staff::read(&ask.tenant_id, &ask.id)]).await?;
    shown(found(&ask, &diary::nth(&rows, 0))?)
}

#[derive(Debug)]
pub struct IcsQuery {
    with_phone: bool,
}

record! { query IcsQuery: with_phone = or_default }

/// What has become of one appointment, for a calendar program; the customer's number only on
/// request.
#[utoipa::path(get, path = "/api/appointments/{id}/ics", tag = "appointments",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query), ("with_phone" = Option<bool>, Query)),
    responses((status = 200, content_type = "text/calendar", body = String), (status = 404)))]
pub async fn ics(ask: Ask) -> Result<Response, RequestError> {
    let query: IcsQuery = ask.query()?;
    let statements = vec![
        appointments::event(&ask.tenant_id, &ask.id),
        appointments::diary(&ask.tenant_id),
    ];
    let rows = diary::look(&ask, statements).await?;
    let event = found(&ask, &diary::nth(&rows, 0))?;
    let diary = found(&ask, &diary::nth(&rows, 1))?;
    let with_phone = query.with_phone;
    Ok(calendar::document(None, &diary, &[event], with_phone))
}

fn shown(row: Appointment) -> Result<Response, RequestError> {
    let version = row.version;
    Ok(tagged(serialized(StatusCode::OK, &row.timed())?, version))
}

fn not_confirmed(row: &Appointment) -> RequestError {
    RequestError::from(Blocked {
        code: "not_confirmed",
        message: "only a confirmed appointment can be moved or settled",
        appointment: Some(json!({"id": row.id, "status": row.status})),
    })
}
