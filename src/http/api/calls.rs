//! `/api/calls`: what a tenant's calls were and did, and which are going on. Numbers, transcripts
//! and recordings belong to the tenant, so they are shown to it, and to nobody else.

mod shape;

use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Ask, Cursor, Limit, Page,
    dates::{From, Until},
    diary, failed, found, person, tagged,
};
use crate::{
    db::Rows,
    http::{
        RequestError,
        exchange::{serialized, timestamp},
    },
    store::call_views,
    tools::hash,
};
pub use shape::{Call, CallInFull, LiveCall};
use shape::{Created, Event, ToolCall};

/// No call lasts longer: one that began before and has no end is not going on, its end was lost.
const LONGEST_CALL: TimeDelta = TimeDelta::hours(12);

/// How far a call has come.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Initiated,
    Ringing,
    InProgress,
    Completed,
    Failed,
    Busy,
    NoAnswer,
}

words! { Status:
    Initiated, Ringing, InProgress = "in-progress", Completed, Failed, Busy, NoAnswer = "no-answer",
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Inbound,
    Outbound,
}

words! { Direction: Inbound, Outbound }

/// What the assistant of the call is for.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Agent {
    Appointment,
    Qualification,
    Support,
    MultiPurpose,
}

words! { Agent: Appointment, Qualification, Support, MultiPurpose }

/// What became of a call: the first of these that holds. `open`: not ended.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Appointment,
    Ticket,
    Prospect,
    Transfer,
    Callback,
    Open,
    Nothing,
}

words! { Outcome: Appointment, Ticket, Prospect, Transfer, Callback, Open, Nothing }

#[derive(Debug)]
pub struct CallsQuery {
    limit: Limit,
    cursor: Option<Cursor>,
    from: Option<From>,
    until: Option<Until>,
    status: Option<Status>,
    direction: Option<Direction>,
    agent: Option<Agent>,
    assistant_id: Option<String>,
    number: Option<String>,
    has_report: Option<bool>,
    outcome: Option<Outcome>,
    ended_bucket: Option<String>,
}

record! { query CallsQuery:
    limit = or_default, cursor, from, until, status, direction, agent, assistant_id, number,
    has_report, outcome, ended_bucket,
}

/// Calls, those heard of last first.
#[utoipa::path(get, path = "/api/calls", tag = "calls",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query),
        ("cursor" = Option<String>, Query), ("from" = Option<String>, Query, description = "date or RFC 3339: first heard of since"),
        ("until" = Option<String>, Query, description = "date, included, or RFC 3339, excluded"),
        ("status" = Option<Status>, Query), ("direction" = Option<Direction>, Query),
        ("agent" = Option<Agent>, Query), ("assistant_id" = Option<String>, Query),
        ("number" = Option<String>, Query, description = "of either side, in any notation"),
        ("has_report" = Option<bool>, Query), ("outcome" = Option<Outcome>, Query),
        ("ended_bucket" = Option<String>, Query, description = "why it ended: completed, transferred, no-contact, cancelled, failed-platform, failed-ours, unknown")),
    responses((status = 200, body = Page<Call>), (status = 422)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: CallsQuery = ask.query()?;
    let numbers = match &query.number {
        Some(number) => Some(person::keys_of_number(&ask, &ask.tenant_id, "number", number).await?),
        None => None,
    };
    let filters = json!({
        "from": query.from, "until": query.until, "status": query.status,
        "direction": query.direction, "agent": query.agent, "assistant_id": query.assistant_id,
        "numbers": numbers, "has_report": query.has_report.map(i32::from),
        "outcome": query.outcome, "ended_bucket": query.ended_bucket,
    });
    let statement = call_views::list(
        &ask.tenant_id,
        Cursor::before(query.cursor.as_ref()),
        &filters,
        query.limit.with_next(),
    );
    diary::page(&ask, statement, query.limit, |call: &Call| {
        Cursor::at(&call.created_at, &call.id)
    })
    .await
}

#[derive(Debug)]
pub struct CallQuery {
    /// Whether the stored messages come with their bodies.
    bodies: bool,
}

record! { query CallQuery: bodies = or_default }

/// One call with its tool calls, stored messages and the rows that it made.
#[utoipa::path(get, path = "/api/calls/{id}", tag = "calls",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query),
        ("bodies" = Option<bool>, Query, description = "stored messages with their redacted bodies")),
    responses((status = 200, body = CallInFull), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let query: CallQuery = ask.query()?;
    let statements = call_views::read(&ask.tenant_id, &ask.id, query.bodies);
    let rows = ask.meter.insist(statements).await;
    let read = rows.map_err(|error| failed(&ask, &error, RequestError::Unavailable))?;
    let [
        call,
        tools,
        events,
        appointments,
        prospects,
        tickets,
        callbacks,
    ] = read.as_slice()
    else {
        return Err(RequestError::Internal);
    };
    let mut full: CallInFull = found(&ask, call)?;
    let all = |error| failed(&ask, &error, RequestError::Unavailable);
    full.tool_calls = tools.all::<ToolCall>().map_err(all)?;
    full.events = events.all::<Event>().map_err(all)?;
    full.created = Created {
        appointments: appointments.0.clone(),
        prospects: prospects.0.clone(),
        tickets: tickets.0.clone(),
        callbacks: callbacks.0.clone(),
    };
    let version = full.call.version;
    Ok(tagged(serialized(StatusCode::OK, &full)?, version))
}

/// The calls going on now. Polled with `If-None-Match` it answers 304 without a body until
/// something has changed.
#[utoipa::path(get, path = "/api/calls/live", tag = "calls",
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Live), (status = 304)))]
pub async fn live(ask: Ask) -> Result<Response, RequestError> {
    let since = timestamp(ask.now() - LONGEST_CALL);
    let rows = ask
        .meter
        .read(call_views::live(&ask.tenant_id, &since))
        .await;
    let data: Vec<LiveCall> = rows
        .and_then(|rows: Rows| rows.all())
        .map_err(|error| failed(&ask, &error, RequestError::Unavailable))?;
    let text = serde_json::to_string(&data).map_err(|_| RequestError::Internal)?;
    let digest = hash(&[&text]);
    let tag = HeaderValue::from_str(&format!("\"{}\"", digest.get(..32).unwrap_or(&digest)))
        .map_err(|_| RequestError::Internal)?;
    let known = ask.headers.get_all(header::IF_NONE_MATCH).iter();
    let unchanged = known
        .filter_map(|value| value.to_str().ok())
        .flat_map(|tags| tags.split(','))
        .any(|known| known.trim().trim_start_matches("W/").as_bytes() == tag.as_bytes());
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        serialized(StatusCode::OK, &Live { data })?
    };
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

/// The calls going on, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Live {
    data: Vec<LiveCall>,
}
