//! `/api/exceptions`: other opening hours on one date, instead of those of its weekday and also on
//! a public holiday. The hours of a date are read and replaced as a whole.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Ask, Cursor, Page, SpanQuery, changed, diary,
    fields::{Bound, Day, Id, Text},
    found,
    hours::in_order,
};
use crate::{
    db::Rows,
    http::{Exchange, RequestError, exchange::json_response},
    store::diary::exceptions,
};

/// An opening range of one date.
#[derive(Debug, Serialize, ToSchema)]
pub struct Special {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// null: everybody; those with a week of their own keep to that as well.
    pub resource_id: Option<String>,
    pub opens: String,
    pub closes: String,
    pub reason: Option<String>,
    #[serde(skip_serializing)]
    id: String,
}

record! { Special: date, resource_id, opens, closes, reason, id }

/// The hours of one date.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpecialDay {
    pub date: String,
    pub hours: Vec<Special>,
    /// The `ETag`.
    pub version: i64,
}

impl diary::Versioned for SpecialDay {
    fn version(&self) -> i64 {
        self.version
    }
}

/// An opening range as it is sent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialRange {
    #[schema(value_type = Option<String>)]
    pub resource_id: Option<Id>,
    #[schema(value_type = String)]
    pub opens: Bound,
    #[schema(value_type = String)]
    pub closes: Bound,
    #[schema(value_type = Option<String>, max_length = 200)]
    pub reason: Option<Text<200>>,
}

record! { strict SpecialRange: resource_id, opens, closes, reason }

/// All ranges of a date.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialBody {
    pub hours: Vec<SpecialRange>,
}

record! { strict SpecialBody: hours }

/// The ranges of a span of days, in order of date.
#[utoipa::path(get, path = "/api/exceptions", tag = "diary",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query),
        ("from" = Option<String>, Query), ("until" = Option<String>, Query)),
    responses((status = 200, body = Page<Special>), (status = 422)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: SpanQuery = ask.query()?;
    let after = Cursor::after(query.cursor.as_ref());
    let statement = exceptions::list(&ask.tenant_id, after, query.limit.with_next(), query.span());
    diary::page(&ask, statement, query.limit, |row: &Special| {
        Cursor::at(&row.date, &row.id)
    })
    .await
}

/// The hours of one date; none: those of its weekday hold.
#[utoipa::path(get, path = "/api/exceptions/{date}", tag = "diary",
    params(("date" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = SpecialDay), (status = 422)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let (tenant, date) = (&ask.tenant_id, on(&ask.id)?);
    let statements = vec![
        exceptions::version(tenant, &date),
        exceptions::read(tenant, &date),
    ];
    let rows = diary::look(&ask, statements).await?;
    shown(&ask, date, &diary::nth(&rows, 0), &diary::nth(&rows, 1))
}

/// Replaces the hours of a date; an empty list gives it back to its weekday.
#[utoipa::path(put, path = "/api/exceptions/{date}", tag = "diary", request_body = SpecialBody,
    params(("date" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = SpecialDay), (status = 412), (status = 422)))]
pub async fn write(ask: Ask) -> Result<Response, RequestError> {
    let date = on(&ask.id)?;
    let body: SpecialBody = ask.json()?;
    in_order("hours", &body.hours, |range| {
        let resource = range.resource_id.as_ref().map(|id| id.0.clone());
        (resource.unwrap_or_default(), &range.opens, &range.closes)
    })?;
    let rows = replace(&ask, &date, &body.hours).await?;
    shown(&ask, date, &diary::nth(&rows, 4), &diary::nth(&rows, 5))
}

/// Gives a date back to its weekday.
#[utoipa::path(delete, path = "/api/exceptions/{date}", tag = "diary",
    params(("date" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 204), (status = 412), (status = 422)))]
pub async fn delete(ask: Ask) -> Result<Response, RequestError> {
    replace(&ask, &on(&ask.id)?, &[]).await?;
    Ok(json_response(StatusCode::NO_CONTENT, Vec::new()))
}

async fn replace(
    ask: &Ask,
    date: &str,
    ranges: &[SpecialRange],
) -> Result<Vec<Rows>, RequestError> {
    let ranges: Vec<_> = ranges
        .iter()
        .map(|range| {
            json!({"id": diary::new_id(ask, "exc"), "resource_id": range.resource_id,
                "opens": range.opens, "closes": range.closes, "reason": range.reason})
        })
        .collect();
    let statements = exceptions::replace(
        &ask.tenant_id,
        date,
        &json!(ranges).to_string(),
        &diary::new_id(ask, "chg"),
        ask.if_match(),
    );
    let rows = diary::change(ask, statements).await?;
    if !diary::nth(&rows, 0).0.is_empty() {
        return Err(RequestError::Invalid(
            "hours: names a resource that you do not have".into(),
        ));
    }
    changed::<Version>(ask, &diary::nth(&rows, 1), &diary::nth(&rows, 4))?;
    Ok(rows)
}

/// The row of `exceptions::version`.
struct Version {
    version: i64,
}

record! { Version: version }

fn shown(
    here: &Exchange,
    date: String,
    version: &Rows,
    ranges: &Rows,
) -> Result<Response, RequestError> {
    let Version { version } = found(here, version)?;
    let day = SpecialDay {
        date,
        hours: diary::all(here, ranges)?,
        version,
    };
    diary::shown(StatusCode::OK, &day)
}

/// The date in the address.
fn on(text: &str) -> Result<String, RequestError> {
    Day::parse(text)
        .map(|day| day.0.to_string())
        .ok_or_else(|| RequestError::Invalid("date: must be a date, as in 2026-10-05".into()))
}
