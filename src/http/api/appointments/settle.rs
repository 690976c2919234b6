//! How an appointment ends, and what is written about it.

use axum::response::Response;

use super::{
    body::{Cancel, Change},
    not_confirmed,
    shape::Appointment,
    shown,
};
use crate::{
    db::Value,
    http::{
        RequestError,
        api::{Ask, changed, diary, found},
        timestamp,
    },
    store::appointments::staff,
};

/// Cancels a confirmed appointment; its time is free at once. The body may be left out.
#[utoipa::path(post, path = "/api/appointments/{id}/cancel", tag = "appointments", request_body = Option<Cancel>,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Appointment), (status = 404), (status = 409), (status = 412)))]
pub async fn cancel(ask: Ask) -> Result<Response, RequestError> {
    let body: Cancel = if ask.body()?.is_empty() {
        Cancel::default()
    } else {
        ask.json()?
    };
    let reason = body.reason.map(|reason| reason.0).into();
    settle(&ask, "cancelled", reason).await
}

/// The customer was there: completes a confirmed appointment.
#[utoipa::path(post, path = "/api/appointments/{id}/complete", tag = "appointments",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Appointment), (status = 404), (status = 409), (status = 412)))]
pub async fn complete(ask: Ask) -> Result<Response, RequestError> {
    settle(&ask, "completed", Value::Null).await
}

/// The customer did not come.
#[utoipa::path(post, path = "/api/appointments/{id}/no_show", tag = "appointments",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Appointment), (status = 404), (status = 409), (status = 412)))]
pub async fn no_show(ask: Ask) -> Result<Response, RequestError> {
    settle(&ask, "no_show", Value::Null).await
}

async fn settle(ask: &Ask, status: &str, reason: Value) -> Result<Response, RequestError> {
    let (tenant, id) = (&ask.tenant_id, &ask.id);
    let now = timestamp(ask.now());
    let statements = vec![
        staff::settle(tenant, id, status, &now, reason, ask.if_match()),
        staff::read(tenant, id),
    ];
    let rows = diary::change(ask, statements).await?;
    let row: Appointment = found(ask, &diary::nth(&rows, 1))?;
    if !diary::nth(&rows, 0).0.is_empty() {
        return shown(row);
    }
    Err(if ask.allows(row.version) {
        not_confirmed(&row)
    } else {
        RequestError::Conflict
    })
}

/// Changes what is written about an appointment. Where it stands is changed by moving it.
#[utoipa::path(patch, path = "/api/appointments/{id}", tag = "appointments", request_body = Change,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Appointment), (status = 404), (status = 412), (status = 422)))]
pub async fn annotate(ask: Ask) -> Result<Response, RequestError> {
    let body: Change = ask.json()?;
    let tenant = &ask.tenant_id;
    let (configured, _) = diary::tenant_and(&ask, tenant, []).await?;
    let change = diary::json(&body.normal(configured.country)?)?;
    let now = timestamp(ask.now());
    let statements = vec![
        staff::annotate(tenant, &ask.id, &change, &now, ask.if_match()),
        staff::read(tenant, &ask.id),
    ];
    let rows = diary::change(&ask, statements).await?;
    shown(changed(&ask, &diary::nth(&rows, 0), &diary::nth(&rows, 1))?)
}
