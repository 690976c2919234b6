//! `GET` and `PUT /api/channels/phone`: a tenant's phone channel. What it says decides whose a call
//! is, so only the operator changes it. The secret goes in and never comes out again.

mod body;

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};

use super::{Ask, failed, if_match, tagged};
use crate::{
    auth::NONCE_LENGTH,
    db::{Database, Rows},
    http::{
        RequestError,
        exchange::{json_response, timestamp},
        webhook::plans_context,
    },
    store::channels::{self, Change, ChannelRow, Verdict},
};
use body::Body;

/// The channel, or 404 while the tenant has none.
#[utoipa::path(get, path = "/api/channels/phone", tag = "channels",
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, description = "the channel without its secret"), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let tenant_id = &ask.tenant_id;
    let rows = ask.meter.read(channels::read(tenant_id)).await;
    rows.and_then(|rows| rows.first::<ChannelRow>())
        .map_err(|error| failed(&ask, &error, RequestError::Unavailable))?
        .map(|row| answer(tenant_id, &row))
        .ok_or(RequestError::NotFound)
}

/// Changes what the body names (`config`, `secret`, `templates`, `enabled`, `assistant_id`) and
/// leaves the rest.
#[utoipa::path(put, path = "/api/channels/phone", tag = "channels", request_body = Object,
    params(("tenant_id" = String, Query)),
    responses((status = 200, description = "the channel without its secret"), (status = 403),
        (status = 412), (status = 422)))]
pub async fn write(ask: Ask) -> Result<Response, RequestError> {
    ask.operator_only()?;
    let tenant_id = &ask.tenant_id;
    let body = Body::read(&ask.body()?.bytes())?;
    let (change, endpoint_id) = sealed(&ask, body)?;
    let now = ask.now();
    let id = ask.ports.ids.new_id(now).to_string();
    let statements = channels::write(tenant_id, &change, &id, &endpoint_id, &timestamp(now));
    let outcome = ask.meter.batch(statements).await.and_then(|rows| {
        let verdict = rows.first().map(Rows::first::<Verdict>).transpose()?;
        let row = rows.last().map(Rows::first::<ChannelRow>).transpose()?;
        Ok((verdict.flatten(), row.flatten()))
    });
    match outcome.map_err(|error| failed(&ask, &error, RequestError::Uncertain))? {
        (Some(Verdict { refused: None }), Some(row)) => Ok(answer(tenant_id, &row)),
        (Some(Verdict { refused: Some(why) }), _) if why == "changed" => {
            Err(RequestError::Conflict)
        }
        (Some(Verdict { refused: Some(key) }), _) => Err(RequestError::Invalid(format!(
            "{key}: another tenant's phone channel has it already"
        ))),
        _ => Err(RequestError::Internal),
    }
}

/// The change with its secret sealed, and the endpoint's id for a channel that has none yet.
fn sealed(ask: &Ask, body: Body) -> Result<(Change, String), RequestError> {
    let random = ask.ports.ids.random().ok_or(RequestError::Internal)?;
    let (nonce, endpoint) = random
        .split_first_chunk::<NONCE_LENGTH>()
        .ok_or(RequestError::Internal)?;
    let seal = |plans: String| {
        let cipher = ask.ports.settings.cipher.as_ref();
        let cipher = cipher.ok_or_else(|| {
            RequestError::Invalid("secret: this deployment has no usable ENCRYPTION_KEY".into())
        })?;
        cipher
            .seal(&plans, &plans_context(&ask.tenant_id), *nonce)
            .map_err(|_| RequestError::Internal)
    };
    let change = Change {
        if_match: if_match(&ask.headers),
        config: body.config,
        templates: body.templates,
        enabled: body.enabled,
        assistant_id: body.assistant_id,
        plans: body
            .plans
            .map(|plans| plans.map(seal).transpose())
            .transpose()?,
    };
    Ok((change, hex::encode(endpoint)))
}

fn answer(tenant_id: &str, row: &ChannelRow) -> Response {
    let json = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
    let body = json!({
        "tenant_id": tenant_id,
        "channel_type": "phone",
        "enabled": row.enabled,
        "configured": row.configured,
        "assistant_id": row.assistant_id,
        "config": json(&row.config_public),
        "templates": json(&row.templates),
        "endpoint": row.endpoint_id.as_ref().map(|id| format!("/webhooks/vapi/{id}")),
        "has_secret": row.has_secret,
    });
    tagged(
        json_response(StatusCode::OK, body.to_string().into_bytes()),
        row.version,
    )
}
