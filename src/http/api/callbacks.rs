//! `/api/callbacks`: who is owed a call, whichever part of the gateway found out.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Ask, Cursor, Limit, Page, changed,
    dates::{From, Until},
    diary,
    fields::Text,
    found, look, nth, tagged,
};
use crate::{
    db::Row,
    http::{
        RequestError, csv,
        exchange::{serialized, timestamp},
    },
    store::callbacks::{Kind, desk},
};

/// An entry of the callback list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Callback {
    pub id: String,
    /// What is owed: `callback`, `follow_up`, `promise`, `pending`, `missed`, `transfer`, `ticket`
    /// or `message`.
    pub kind: String,
    /// Who put it there: `tool`, `report`, `transfer`, `message`, `job` or `staff`.
    pub source: String,
    /// `due`, `done` or `cancelled`.
    pub status: String,
    pub urgent: bool,
    pub reason: Option<String>,
    /// The caller's own words for the time.
    pub when_text: Option<String>,
    /// The local date and time that were promised.
    pub due_date: Option<String>,
    pub due_time: Option<String>,
    /// From when it waits to be done. RFC 3339, as all instants.
    pub due_at: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    /// `caller`, `model` or `staff`.
    pub phone_source: Option<String>,
    pub caller_number: Option<String>,
    pub prospect_id: Option<String>,
    pub ticket_id: Option<String>,
    pub message_id: Option<String>,
    /// `call_logs.id`.
    pub call_id: Option<String>,
    /// The words that the entry rests on.
    pub source_quote: Option<String>,
    pub assigned_to: Option<String>,
    pub outcome: Option<String>,
    pub done_at: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    /// Its `ETag`.
    pub version: i64,
}

record! { Callback:
    id, kind, source, status, urgent = flag, reason, when_text, due_date, due_time, due_at, name,
    phone, phone_source, caller_number, prospect_id, ticket_id, message_id, call_id, source_quote,
    assigned_to, outcome, done_at, created_at, updated_at, version,
}

/// The `callbacks.status` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Due,
    Done,
    Cancelled,
}

words! { Status: Due, Done, Cancelled }

/// How a list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    Newest,
    /// Only what is due, what has waited longest first.
    Due,
}

words! { Order: Newest, Due }

/// Which entries. Lists of values by repeating the parameter.
#[derive(Debug, Serialize)]
pub struct CallbacksQuery {
    #[serde(skip_serializing)]
    limit: Limit,
    #[serde(skip_serializing)]
    cursor: Option<Cursor>,
    #[serde(skip_serializing)]
    order: Order,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    status: Vec<Status>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kind: Vec<Kind>,
    assigned_to: Option<String>,
    urgent: Option<bool>,
    /// Put on the list from then on, and before then.
    from: Option<From>,
    until: Option<Until>,
    /// Waiting by then.
    due_until: Option<Until>,
}

record! { query CallbacksQuery:
    limit = or_default, cursor, order = or_default, status = or_default, kind = or_default,
    assigned_to, urgent, from, until, due_until,
}

/// What staff change; what is absent stays, `null` clears.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 120)]
    assigned_to: Option<Option<Text<120>>>,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 2000)]
    outcome: Option<Option<Text<2000>>>,
    /// From when it waits again: RFC 3339 or a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    due_at: Option<From>,
}

record! { strict CallbackChange: status = given, assigned_to, outcome, due_at = given }

/// The callback list of a tenant.
#[utoipa::path(get, path = "/api/callbacks", tag = "callbacks",
    params(("tenant_id" = Option<String>, Query), ("order" = Option<Order>, Query),
        ("status" = Option<Vec<Status>>, Query), ("kind" = Option<Vec<Kind>>, Query),
        ("assigned_to" = Option<String>, Query), ("urgent" = Option<bool>, Query),
        ("from" = Option<String>, Query), ("until" = Option<String>, Query),
        ("due_until" = Option<String>, Query), ("limit" = Option<u16>, Query),
        ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Callback>), (status = 422)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: CallbacksQuery = ask.query()?;
    let (filters, limit) = (diary::json(&query)?, query.limit.with_next());
    let (cursor, by_due) = (query.cursor.as_ref(), query.order == Order::Due);
    let tenant_id = ask.tenant_id.as_str();
    let statement = if by_due {
        desk::due(tenant_id, &filters, Cursor::after(cursor), limit)
    } else {
        desk::newest(tenant_id, &filters, Cursor::before(cursor), limit)
    };
    diary::page(&ask, statement, query.limit, |entry: &Callback| {
        let key = if by_due {
            &entry.due_at
        } else {
            &entry.created_at
        };
        Cursor::at(key, &entry.id)
    })
    .await
}

/// The columns of the file, in this order.
const COLUMNS: &[&str] = &[
    "kind",
    "status",
    "urgent",
    "due_at",
    "due_date",
    "due_time",
    "name",
    "phone",
    "reason",
    "when_text",
    "source_quote",
    "source",
    "assigned_to",
    "outcome",
    "done_at",
    "created_at",
    "call_id",
    "ticket_id",
    "prospect_id",
];

/// All entries that fit, as CSV, the newest first.
#[utoipa::path(get, path = "/api/callbacks.csv", tag = "callbacks",
    params(("tenant_id" = Option<String>, Query), ("status" = Option<Vec<Status>>, Query),
        ("kind" = Option<Vec<Kind>>, Query), ("assigned_to" = Option<String>, Query),
        ("urgent" = Option<bool>, Query), ("from" = Option<String>, Query),
        ("until" = Option<String>, Query), ("due_until" = Option<String>, Query)),
    responses((status = 200, content_type = "text/csv"), (status = 422)))]
pub async fn export(ask: Ask) -> Result<Response, RequestError> {
    let query: CallbacksQuery = ask.query()?;
    let filters = diary::json(&query)?;
    let next = move |last: Option<&Row>| {
        let place = last.map(|row| Cursor::of(row, "created_at"));
        let place = Cursor::before(place.as_ref());
        desk::newest(&ask.tenant_id, &filters, place, csv::PAGE.into())
    };
    csv::response(&ask.here, "callbacks.csv", COLUMNS, Box::new(next)).await
}

/// An entry.
#[utoipa::path(get, path = "/api/callbacks/{id}", tag = "callbacks",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Callback), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let rows = look(&ask, vec![desk::read(&ask.tenant_id, &ask.id)]).await?;
    answer(&found(&ask, &nth(&rows, 0))?)
}

/// Changes an entry: done, somebody else's, or for another time.
#[utoipa::path(patch, path = "/api/callbacks/{id}", tag = "callbacks", request_body = CallbackChange,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = Callback), (status = 404), (status = 412), (status = 422)))]
pub async fn change(ask: Ask) -> Result<Response, RequestError> {
    let body: CallbackChange = ask.json()?;
    let (change, now) = (diary::json(&body)?, timestamp(ask.now()));
    let statements = vec![
        desk::change(&ask.tenant_id, &ask.id, &change, ask.if_match(), &now),
        desk::read(&ask.tenant_id, &ask.id),
    ];
    let rows = diary::change(&ask, statements).await?;
    answer(&changed(&ask, &nth(&rows, 0), &nth(&rows, 1))?)
}

fn answer(entry: &Callback) -> Result<Response, RequestError> {
    Ok(tagged(serialized(StatusCode::OK, entry)?, entry.version))
}
