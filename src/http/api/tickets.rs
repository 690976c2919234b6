//! `/api/tickets`: what callers reported, as the people see it who deal with it.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{
    Ask, Cursor, Limit, Page, all, changed,
    dates::{From, Until},
    diary, failed,
    fields::Text,
    found, look, nth, tagged,
};
use crate::{
    db::{Row, Rows},
    http::{
        Exchange, RequestError, csv,
        exchange::{serialized, timestamp},
    },
    store::{tenants, tickets::desk},
    support::Priority,
    tenant::Tenant,
};

/// A ticket.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ticket {
    pub id: String,
    /// Said as `T-2041`.
    pub ticket_number: i64,
    pub customer_name: String,
    pub customer_phone: Option<String>,
    pub customer_email: Option<String>,
    pub subject: String,
    pub description: Option<String>,
    pub category: Option<String>,
    /// `low`, `medium`, `high` or `urgent`.
    pub priority: String,
    /// `open`, `in_progress`, `waiting_customer`, `resolved` or `closed`.
    pub status: String,
    pub assigned_to: Option<String>,
    pub assigned_at: Option<String>,
    pub resolution_notes: Option<String>,
    /// By when it is to be answered and settled. RFC 3339, as all instants.
    pub response_due_at: Option<String>,
    pub due_at: Option<String>,
    pub responded_at: Option<String>,
    pub escalated_at: Option<String>,
    /// When it was noticed that the answer, or the end, is late.
    pub response_late_at: Option<String>,
    pub late_at: Option<String>,
    /// The kind of danger that was told.
    pub emergency: Option<String>,
    /// `call_logs.id`.
    pub call_id: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    pub resolved_at: Option<String>,
    pub closed_at: Option<String>,
    /// Its `ETag`.
    pub version: i64,
}

record! { Ticket:
    id, ticket_number, customer_name, customer_phone, customer_email, subject, description,
    category, priority, status, assigned_to, assigned_at, resolution_notes, response_due_at, due_at,
    responded_at, escalated_at, response_late_at, late_at, emergency, call_id, created_at,
    updated_at, resolved_at, closed_at, version,
}

/// One entry of a ticket's history.
#[derive(Debug, Serialize, ToSchema)]
pub struct Note {
    pub id: String,
    pub note: String,
    /// `caller`, `staff` or `system`.
    pub author: String,
    pub call_id: Option<String>,
    pub created_at: String,
}

record! { Note: id, note, author, call_id, created_at }

/// A ticket with its history, the oldest entry first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketWithNotes {
    #[serde(flatten)]
    pub ticket: Ticket,
    pub notes: Vec<Note>,
}

/// The `tickets.status` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Open,
    InProgress,
    WaitingCustomer,
    Resolved,
    Closed,
}

words! { Status: Open, InProgress, WaitingCustomer, Resolved, Closed }

/// Which tickets. Lists of values by repeating the parameter.
#[derive(Debug, Serialize)]
pub struct TicketsQuery {
    #[serde(skip_serializing)]
    limit: Limit,
    #[serde(skip_serializing)]
    cursor: Option<Cursor>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    status: Vec<Status>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    priority: Vec<Priority>,
    category: Option<String>,
    assigned_to: Option<String>,
    /// Created from then on, and before then.
    from: Option<From>,
    until: Option<Until>,
    /// Due by then and neither resolved nor closed.
    due_until: Option<Until>,
}

record! { query TicketsQuery:
    limit = or_default, cursor, status = or_default, priority = or_default, category, assigned_to,
    from, until, due_until,
}

/// What staff change; what is absent stays, `null` clears.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    /// Due times are counted anew from when the ticket was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<Priority>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 200)]
    subject: Option<Text<200>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 60)]
    category: Option<Option<Text<60>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 120)]
    assigned_to: Option<Option<Text<120>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 4000)]
    resolution_notes: Option<Option<Text<4000>>>,
}

record! { strict TicketChange:
    status = given, priority = given, subject = given, category, assigned_to, resolution_notes,
}

/// A note of staff.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    #[schema(value_type = String, max_length = 4000)]
    note: Text<4000>,
}

record! { strict NewNote: note }

/// The tickets of a tenant, the newest first.
#[utoipa::path(get, path = "/api/tickets", tag = "tickets",
    params(("tenant_id" = Option<String>, Query), ("status" = Option<Vec<Status>>, Query),
        ("priority" = Option<Vec<Priority>>, Query), ("category" = Option<String>, Query),
        ("assigned_to" = Option<String>, Query), ("from" = Option<String>, Query),
        ("until" = Option<String>, Query), ("due_until" = Option<String>, Query),
        ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Ticket>), (status = 422)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: TicketsQuery = ask.query()?;
    let statement = desk::list(
        &ask.tenant_id,
        &diary::json(&query)?,
        Cursor::before(query.cursor.as_ref()),
        query.limit.with_next(),
    );
    diary::page(&ask, statement, query.limit, |ticket: &Ticket| {
        Cursor::at(&ticket.created_at, &ticket.id)
    })
    .await
}

/// The columns of the file, in this order.
const COLUMNS: &[&str] = &[
    "ticket_number",
    "status",
    "priority",
    "category",
    "subject",
    "description",
    "customer_name",
    "customer_phone",
    "customer_email",
    "assigned_to",
    "emergency",
    "created_at",
    "response_due_at",
    "due_at",
    "responded_at",
    "escalated_at",
    "resolved_at",
    "closed_at",
    "resolution_notes",
];

/// All tickets that fit, as CSV.
#[utoipa::path(get, path = "/api/tickets.csv", tag = "tickets",
    params(("tenant_id" = Option<String>, Query), ("status" = Option<Vec<Status>>, Query),
        ("priority" = Option<Vec<Priority>>, Query), ("category" = Option<String>, Query),
        ("assigned_to" = Option<String>, Query), ("from" = Option<String>, Query),
        ("until" = Option<String>, Query), ("due_until" = Option<String>, Query)),
    responses((status = 200, content_type = "text/csv"), (status = 422)))]
pub async fn export(ask: Ask) -> Result<Response, RequestError> {
    let query: TicketsQuery = ask.query()?;
    let filters = diary::json(&query)?;
    let next = move |last: Option<&Row>| {
        let place = last.map(|row| Cursor::of(row, "created_at"));
        let place = Cursor::before(place.as_ref());
        desk::list(&ask.tenant_id, &filters, place, csv::PAGE.into())
    };
    csv::response(&ask.here, "tickets.csv", COLUMNS, Box::new(next)).await
}

/// A ticket with its history.
#[utoipa::path(get, path = "/api/tickets/{id}", tag = "tickets",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = TicketWithNotes), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let statements = vec![
        desk::read(&ask.tenant_id, &ask.id),
        desk::notes(&ask.tenant_id, &ask.id),
    ];
    let rows = look(&ask, statements).await?;
    answer(
        &ask,
        StatusCode::OK,
        found(&ask, &nth(&rows, 0))?,
        &nth(&rows, 1),
    )
}

/// Changes a ticket. Who takes it out of `open` has answered it.
#[utoipa::path(patch, path = "/api/tickets/{id}", tag = "tickets", request_body = TicketChange,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = TicketWithNotes), (status = 404), (status = 412), (status = 422)))]
pub async fn change(ask: Ask) -> Result<Response, RequestError> {
    let body: TicketChange = ask.json()?;
    let mut change = json!(body);
    if let Some(priority) = body.priority {
        let due = due(&ask, &ask.tenant_id, &ask.id, priority).await?;
        if let Some(change) = change.as_object_mut() {
            change.extend(due);
        }
    }
    let statements = vec![
        desk::change(
            &ask.tenant_id,
            &ask.id,
            &change.to_string(),
            ask.if_match(),
            &timestamp(ask.now()),
        ),
        desk::read(&ask.tenant_id, &ask.id),
        desk::notes(&ask.tenant_id, &ask.id),
    ];
    let rows = diary::change(&ask, statements).await?;
    answer(
        &ask,
        StatusCode::OK,
        changed(&ask, &nth(&rows, 0), &nth(&rows, 1))?,
        &nth(&rows, 2),
    )
}

/// Adds a note of staff to the history; the first is the ticket's first answer.
#[utoipa::path(post, path = "/api/tickets/{id}/notes", tag = "tickets", request_body = NewNote,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 201, body = TicketWithNotes), (status = 404), (status = 422)))]
pub async fn add_note(ask: Ask) -> Result<Response, RequestError> {
    let body: NewNote = ask.json()?;
    let note_id = ask.ports.ids.new_id(ask.now()).to_string();
    let now = timestamp(ask.now());
    let statements = vec![
        desk::add_note(&ask.tenant_id, &ask.id, &note_id, &body.note.0, &now),
        desk::answered(&ask.tenant_id, &ask.id, &now),
        desk::read(&ask.tenant_id, &ask.id),
        desk::notes(&ask.tenant_id, &ask.id),
    ];
    let rows = diary::change(&ask, statements).await?;
    answer(
        &ask,
        StatusCode::CREATED,
        found(&ask, &nth(&rows, 2))?,
        &nth(&rows, 3),
    )
}

/// Due times under another priority, counted from when the ticket was made.
async fn due(
    here: &Exchange,
    tenant_id: &str,
    id: &str,
    priority: Priority,
) -> Result<Map<String, Value>, RequestError> {
    let fail = |error| failed(here, &error, RequestError::Unavailable);
    let statements = vec![desk::read(tenant_id, id), tenants::load_by_id(tenant_id)];
    let rows = look(here, statements).await?;
    let ticket: Ticket = found(here, &nth(&rows, 0))?;
    let tenant = Tenant::read(found(here, &nth(&rows, 1))?).map_err(fail)?;
    // A row written by hand may hold any text for when it was made.
    let made = ticket.created_at.parse().unwrap_or(here.now());
    let due = tenant.support.due(priority, &tenant.calendar, made);
    let mut times = Map::new();
    times.insert(
        "response_due_at".into(),
        timestamp(due.first_response).into(),
    );
    times.insert("due_at".into(), timestamp(due.resolution).into());
    Ok(times)
}

fn answer(
    here: &Exchange,
    status: StatusCode,
    ticket: Ticket,
    notes: &Rows,
) -> Result<Response, RequestError> {
    let version = ticket.version;
    let notes = all(here, notes)?;
    let body = serialized(status, &TicketWithNotes { ticket, notes })?;
    Ok(tagged(body, version))
}
