//! Making and moving appointments. Staff may book where the tools may not, and are told so; only
//! another appointment is never overridden.
//!
//! A plan is made from the configuration as it was read, and takes effect only while that holds:
//! otherwise it is made anew.

use axum::response::Response;
use http::StatusCode;
use serde_json::json;

use super::{
    body::{Move, New},
    not_confirmed,
    plan::Place,
    shape::{Appointment, Placed},
};
use crate::{
    db::{DbError, Rows, Stmt},
    http::{
        Exchange, RequestError,
        api::{Ask, diary, failed, found, taken},
    },
    store::appointments::staff::{self, Verdict},
};

/// How often a plan is made anew while the configuration keeps changing.
const ATTEMPTS: usize = 3;

/// Makes an appointment. Holds of callers do not count; `warnings` tells what a caller could not
/// have been given.
#[utoipa::path(post, path = "/api/appointments", tag = "appointments", request_body = New,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 201, body = Placed), (status = 409, description = "another appointment is in the way"), (status = 422)))]
pub async fn create(ask: Ask) -> Result<Response, RequestError> {
    let body: New = ask.json()?;
    for _ in 0..ATTEMPTS {
        let (tenant, _) = diary::tenant_and(&ask, &ask.tenant_id, []).await?;
        let place = Place::of_new(&tenant, &body)?;
        let plan = place.plan(&ask, json!({"row": place.row(&body)?}));
        let statements = staff::make(&ask.tenant_id, &plan.to_string());
        if let Some(row) = attempt(&ask, statements).await? {
            return place.answer(&ask, StatusCode::CREATED, row);
        }
    }
    Err(RequestError::Unavailable)
}

/// Moves a confirmed appointment: the old one becomes `rescheduled`, a linked one takes the new
/// start and is the answer. Where nothing would change, the appointment as it is.
#[utoipa::path(post, path = "/api/appointments/{id}/move", tag = "appointments", request_body = Move,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Placed), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub async fn relocate(ask: Ask) -> Result<Response, RequestError> {
    let body: Move = ask.json()?;
    for _ in 0..ATTEMPTS {
        let read = staff::read(&ask.tenant_id, &ask.id);
        let (tenant, rows) = diary::tenant_and(&ask, &ask.tenant_id, [read]).await?;
        let old: Appointment = found(&ask, &diary::nth(&rows, 0))?;
        if !ask.allows(old.version) {
            return Err(RequestError::Conflict);
        }
        if old.status != "confirmed" {
            return Err(not_confirmed(&old));
        }
        let place = Place::of_move(&tenant, &body, &old)?;
        if place.is_where(&old) {
            return place.answer(&ask, StatusCode::OK, old);
        }
        let moving = json!({"id": old.id, "version": old.version});
        let plan = place.plan(&ask, moving);
        let statements = staff::relocate(&ask.tenant_id, &plan.to_string());
        if let Some(row) = attempt(&ask, statements).await? {
            return place.answer(&ask, StatusCode::OK, row);
        }
    }
    Err(RequestError::Unavailable)
}

/// The row that a plan made; `None` when what it was made from has changed since.
async fn attempt(
    here: &Exchange,
    statements: Vec<Stmt>,
) -> Result<Option<Appointment>, RequestError> {
    let rows = diary::change(here, statements).await?;
    let read = || -> Result<_, DbError> {
        let row = rows.last().map(Rows::first).transpose()?.flatten();
        let verdict: Option<Verdict> = rows.first().map(Rows::first).transpose()?.flatten();
        Ok((row, verdict))
    };
    let (row, verdict) = read().map_err(|error| failed(here, &error, RequestError::Uncertain))?;
    let conflict = verdict.filter(|verdict| verdict.is_current);
    match (row, conflict.and_then(|verdict| verdict.conflict)) {
        (None, Some(conflict)) => Err(taken(serde_json::from_str(&conflict).ok())),
        (row, _) => Ok(row),
    }
}
