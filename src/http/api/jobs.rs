//! `POST /api/jobs/{name}`: runs a periodic job now, by the operator.

use std::sync::Arc;

use axum::response::Response;
use http::StatusCode;

use super::{Ask, failed};
use crate::{
    http::{RequestError, exchange::serialized},
    jobs::JOBS,
};

/// Runs a job whether or not it is due; its own numbers come back.
#[utoipa::path(post, path = "/api/jobs/{name}", tag = "jobs", params(("name" = String, Path)),
    responses((status = 200, description = "what it did, in numbers"), (status = 404)))]
pub async fn run(ask: Ask) -> Result<Response, RequestError> {
    let job = JOBS
        .iter()
        .find(|job| job.name == ask.id)
        .ok_or(RequestError::NotFound)?;
    let done = (job.run)(Arc::clone(&ask.here))
        .await
        .map_err(|error| failed(&ask, &error, RequestError::Uncertain))?;
    serialized(StatusCode::OK, &done)
}
