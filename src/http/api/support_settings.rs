//! `/api/settings/support`: how a business sorts its tickets, how soon it answers them, who gets
//! what goes up and to whom calls are handed over. One document, read and replaced as a whole.

use axum::response::Response;
use http::StatusCode;
use serde_json::Value;

use super::{Ask, changed, diary, found, tagged};
use crate::{
    http::{RequestError, exchange::json_response},
    store::support_settings,
    support::Support,
};

struct Row {
    /// JSON.
    settings: String,
    version: i64,
}

record! { Row: settings, version }

/// What the tenant has settled; the rest has its default.
#[utoipa::path(get, path = "/api/settings/support", tag = "settings",
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Object, description = "tool-schemas/settings/support.json")))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let rows = diary::look(&ask, vec![support_settings::read(&ask.tenant_id)]).await?;
    Ok(shown(found(&ask, &diary::nth(&rows, 0))?))
}

/// Replaces the document. Each fault is named with its place.
#[utoipa::path(put, path = "/api/settings/support", tag = "settings", request_body = Object,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Object), (status = 412), (status = 422)))]
pub async fn write(ask: Ask) -> Result<Response, RequestError> {
    let document: Value = ask.json()?;
    Support::check(&document).map_err(|faults| RequestError::Invalid(faults.join("; ")))?;
    let tenant = &ask.tenant_id;
    let statements = vec![
        support_settings::replace(tenant, &document.to_string(), ask.if_match()),
        support_settings::read(tenant),
    ];
    let rows = diary::change(&ask, statements).await?;
    let row = changed(&ask, &diary::nth(&rows, 0), &diary::nth(&rows, 1))?;
    Ok(shown(row))
}

fn shown(row: Row) -> Response {
    tagged(
        json_response(StatusCode::OK, row.settings.into_bytes()),
        row.version,
    )
}
