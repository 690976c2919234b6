//! `/api/settings/support`: how a business sorts its tickets, how soon it answers them, who gets
//! what goes up and to whom calls are handed over. One document, read and replaced as a whole.

use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use super::{Caller, changed, diary, found, json_body, precondition, tagged};
use crate::{
    http::{Here, RequestError, exchange::json_response},
    store::support_settings,
    support::Support,
};

#[derive(Deserialize)]
struct Row {
    /// JSON.
    settings: String,
    version: i64,
}

/// What the tenant has settled; the rest has its default.
#[utoipa::path(get, path = "/api/settings/support", tag = "settings",
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Object, description = "tool-schemas/settings/support.json")))]
pub async fn read(here: Here, caller: Caller) -> Result<Response, RequestError> {
    let rows = diary::look(&here, vec![support_settings::read(&caller.tenant_id)]).await?;
    Ok(shown(found(&here, &diary::nth(&rows, 0))?))
}

/// Replaces the document. Each fault is named with its place.
#[utoipa::path(put, path = "/api/settings/support", tag = "settings", request_body = Object,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Object), (status = 412), (status = 422)))]
pub async fn write(
    here: Here,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, RequestError> {
    let document: Value = json_body(&here)?;
    Support::check(&document).map_err(|faults| RequestError::Invalid(faults.join("; ")))?;
    let tenant = &caller.tenant_id;
    let statements = vec![
        support_settings::replace(tenant, &document.to_string(), precondition(&headers)),
        support_settings::read(tenant),
    ];
    let rows = diary::change(&here, statements).await?;
    let row = changed(&here, &diary::nth(&rows, 0), &diary::nth(&rows, 1))?;
    Ok(shown(row))
}

fn shown(row: Row) -> Response {
    tagged(
        json_response(StatusCode::OK, row.settings.into_bytes()),
        row.version,
    )
}
