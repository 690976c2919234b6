//! How an appointment ends, and what is written about it.

use axum::{extract::Path, response::Response};
use http::HeaderMap;

use super::{
    body::{Cancel, Change},
    not_confirmed,
    shape::Appointment,
    shown,
};
use crate::{
    db::Value,
    http::{
        Exchange, Here, RequestError,
        api::{Caller, allows, changed, diary, found, json_body, precondition},
        timestamp,
    },
    store::appointments::staff,
};

/// Cancels a confirmed appointment; its time is free at once. The body may be left out.
#[utoipa::path(post, path = "/api/appointments/{id}/cancel", tag = "appointments", request_body = Option<Cancel>,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Appointment), (status = 404), (status = 409), (status = 412)))]
pub async fn cancel(
    here: Here,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, RequestError> {
    let body: Cancel = if here.body()?.is_empty() {
        Cancel::default()
    } else {
        json_body(&here)?
    };
    let reason = body.reason.map(|reason| reason.0).into();
    settle(&here, &caller, &id, &headers, "cancelled", reason).await
}

/// The customer was there: completes a confirmed appointment.
#[utoipa::path(post, path = "/api/appointments/{id}/complete", tag = "appointments",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Appointment), (status = 404), (status = 409), (status = 412)))]
pub async fn complete(
    here: Here,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, RequestError> {
    settle(&here, &caller, &id, &headers, "completed", Value::Null).await
}

/// The customer did not come.
#[utoipa::path(post, path = "/api/appointments/{id}/no_show", tag = "appointments",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Appointment), (status = 404), (status = 409), (status = 412)))]
pub async fn no_show(
    here: Here,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, RequestError> {
    settle(&here, &caller, &id, &headers, "no_show", Value::Null).await
}

async fn settle(
    here: &Exchange,
    caller: &Caller,
    id: &str,
    headers: &HeaderMap,
    status: &str,
    reason: Value,
) -> Result<Response, RequestError> {
    let tenant = &caller.tenant_id;
    let now = timestamp(here.now());
    let statements = vec![
        staff::settle(tenant, id, status, &now, reason, precondition(headers)),
        staff::read(tenant, id),
    ];
    let rows = diary::change(here, statements).await?;
    let row: Appointment = found(here, &diary::nth(&rows, 1))?;
    if !diary::nth(&rows, 0).0.is_empty() {
        return shown(row);
    }
    Err(if allows(headers, row.version) {
        not_confirmed(&row)
    } else {
        RequestError::Conflict
    })
}

/// Changes what is written about an appointment. Where it stands is changed by moving it.
#[utoipa::path(patch, path = "/api/appointments/{id}", tag = "appointments", request_body = Change,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Appointment), (status = 404), (status = 412), (status = 422)))]
pub async fn annotate(
    here: Here,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, RequestError> {
    let body: Change = json_body(&here)?;
    let tenant = &caller.tenant_id;
    let (configured, _) = diary::tenant_and(&here, tenant, []).await?;
    let change = diary::json(&body.normal(configured.country)?)?;
    let now = timestamp(here.now());
    let statements = vec![
        staff::annotate(tenant, &id, &change, &now, precondition(&headers)),
        staff::read(tenant, &id),
    ];
    let rows = diary::change(&here, statements).await?;
    shown(changed(
        &here,
        &diary::nth(&rows, 0),
        &diary::nth(&rows, 1),
    )?)
}
