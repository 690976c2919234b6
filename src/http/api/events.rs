//! `/api/events`: the inbox. What was received, what is still to be done about it, and doing it again.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{Ask, Cursor, Limit, Page, PageQuery, diary, failed, found};
use crate::{
    db::Rows,
    http::{Exchange, RequestError, exchange::serialized},
    inbox::{Arrival, Processed, process},
    record::Record,
    store::events::{self, WaitingRow, Which},
};

/// A received message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    pub id: String,
    /// As Vapi names it: `end-of-call-report`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Vapi's id of the call.
    pub call_id: Option<String>,
    /// `done`, `pending` (tried again by itself), `dead` (failed too often) or `unrouted`.
    pub state: String,
    /// Why it is kept beyond what it did: `unknown_type`, `not_accepted`, `no_tenant`, `no_call`.
    pub reason: Option<String>,
    pub attempts: i64,
    pub next_attempt_at: Option<String>,
    pub last_error: Option<String>,
    /// RFC 3339.
    pub received_at: String,
    pub processed_at: Option<String>,
}

record! { Event:
    id, kind = "type", call_id, state, reason, attempts, next_attempt_at, last_error, received_at,
    processed_at,
}

/// A received message with what it said.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeEvent {
    #[serde(flatten)]
    pub event: Event,
    /// The message, redacted.
    #[schema(value_type = Object)]
    pub body: Value,
}

record! { WholeEvent: event = whole, body = json }

#[derive(Clone, Copy, Debug)]
pub enum StateFilter {
    Pending,
    Dead,
    Done,
}

words! { StateFilter: Pending, Dead, Done }

#[derive(Debug)]
pub struct EventsQuery {
    limit: Limit,
    cursor: Option<Cursor>,
    state: Option<StateFilter>,
    call_id: Option<String>,
}

record! { query EventsQuery: limit = or_default, cursor, state, call_id }

/// A tenant's messages, the newest first; of one state or of one call.
#[utoipa::path(get, path = "/api/events", tag = "events",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query),
        ("state" = Option<String>, Query, description = "pending, dead or done"), ("call_id" = Option<String>, Query)),
    responses((status = 200, body = Page<Event>), (status = 422)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: EventsQuery = ask.query()?;
    let which = match (&query.state, &query.call_id) {
        (Some(_), Some(_)) => {
            return Err(RequestError::Invalid(
                "state: not together with call_id".into(),
            ));
        }
        (None, Some(call)) => Which::OfCall(call),
        (Some(StateFilter::Pending), None) => Which::Open("pending"),
        (Some(StateFilter::Dead), None) => Which::Open("dead"),
        (Some(StateFilter::Done), None) => Which::Done,
        (None, None) => Which::All,
    };
    let (limit, cursor) = (query.limit, query.cursor.as_ref());
    page(&ask, Some(&ask.tenant_id), which, limit, cursor).await
}

/// The messages that name no tenant, the newest first.
#[utoipa::path(get, path = "/api/events/unrouted", tag = "events",
    params(("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Event>)))]
pub async fn unrouted(ask: Ask) -> Result<Response, RequestError> {
    let query: PageQuery = ask.query()?;
    let (limit, cursor) = (query.limit, query.cursor.as_ref());
    page(&ask, None, Which::Open("unrouted"), limit, cursor).await
}

async fn page(
    here: &Exchange,
    tenant_id: Option<&str>,
    which: Which<'_>,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Response, RequestError> {
    let statement = events::list(tenant_id, which, Cursor::before(cursor), limit.with_next());
    diary::page(here, statement, limit, |event: &Event| {
        Cursor::at(&event.received_at, &event.id)
    })
    .await
}

/// One message with its body.
#[utoipa::path(get, path = "/api/events/{id}", tag = "events",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = WholeEvent), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let event = one::<WholeEvent>(&ask, events::read(Some(&ask.tenant_id), &ask.id)).await?;
    serialized(StatusCode::OK, &event)
}

/// Processes a message of the tenant again, now. Doing it twice changes nothing.
#[utoipa::path(post, path = "/api/events/{id}/replay", tag = "events",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = WholeEvent, description = "as it is now, `last_error` says why it did not work"), (status = 404)))]
pub async fn replay(ask: Ask) -> Result<Response, RequestError> {
    again(&ask, Some(&ask.tenant_id), &ask.id).await
}

/// Processes a message that named no tenant again, once its line is configured.
#[utoipa::path(post, path = "/api/events/unrouted/{id}/replay", tag = "events",
    params(("id" = String, Path)),
    responses((status = 200, body = WholeEvent), (status = 404)))]
pub async fn replay_unrouted(ask: Ask) -> Result<Response, RequestError> {
    again(&ask, None, &ask.id).await
}

async fn again(
    here: &Exchange,
    tenant_id: Option<&str>,
    id: &str,
) -> Result<Response, RequestError> {
    let row: WaitingRow = one(here, events::waiting(tenant_id, id)).await?;
    let arrival = Arrival::restore(&row).ok_or(RequestError::Internal)?;
    let why = match process(&here.meter, here.now(), &arrival).await {
        Ok(Processed::Done(tenant_id)) => {
            let event: WholeEvent = one(here, events::read(Some(&tenant_id), id)).await?;
            return serialized(StatusCode::OK, &event);
        }
        Ok(Processed::Unrouted) => "it names no tenant".to_owned(),
        Ok(Processed::Refused) => "its sender does not speak for the tenant it names".to_owned(),
        Err(error @ crate::db::DbError::Unavailable(_)) => {
            return Err(failed(here, &error, RequestError::Uncertain));
        }
        Err(error) => error.to_string(),
    };
    let noted = here.meter.insist(vec![
        events::replay_failed(id, &why),
        events::read(tenant_id, id),
    ]);
    let rows = noted
        .await
        .map_err(|error| failed(here, &error, RequestError::Uncertain))?;
    let event: WholeEvent = found(here, rows.last().unwrap_or(&Rows::default()))?;
    serialized(StatusCode::OK, &event)
}

async fn one<T: Record>(here: &Exchange, statement: crate::db::Stmt) -> Result<T, RequestError> {
    let rows = here.meter.read(statement).await;
    let rows = rows.map_err(|error| failed(here, &error, RequestError::Unavailable))?;
    found(here, &rows)
}
