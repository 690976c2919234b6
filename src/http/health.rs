//! `GET /health`: whether this deployment can answer calls.

use axum::response::Response;
use http::StatusCode;
use serde_json::json;

use super::{RequestError, endpoint::Incoming, exchange::json_response};
use crate::db::Stmt;

struct Migration {
    name: String,
}

record! { Migration: name }

/// 200 when the database answers and secrets are usable, else 503; values are never shown.
pub async fn health(Incoming { here, .. }: Incoming) -> Result<Response, RequestError> {
    let statement = Stmt::new(
        "SELECT name FROM d1_migrations ORDER BY id DESC LIMIT 1",
        [],
    );
    let migration = here
        .meter
        .read(statement)
        .await
        .ok()
        .and_then(|rows| rows.first::<Migration>().ok()?);
    let settings = &here.ports.settings;
    let ready = migration.is_some() && !settings.plans.is_empty() && settings.cipher.is_some();
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = json!({
        "status": if ready { "ok" } else { "unavailable" },
        "version": env!("CARGO_PKG_VERSION"),
        "migration": migration.map(|migration| migration.name),
        "secrets": {
            "vapi_auth_plans": !settings.plans.is_empty(),
            "operator_token": settings.has_operator(),
            "encryption_key": settings.cipher.is_some(),
        },
        "problems": settings.problems,
    });
    Ok(json_response(status, body.to_string().into_bytes()))
}
