//! `POST /api/jobs/{name}`: runs a periodic job now, by the operator.

use std::sync::Arc;

use axum::{extract::Path, response::Response};
use http::StatusCode;

use super::{Operator, failed};
use crate::{
    http::{Here, RequestError, exchange::serialized},
    jobs::JOBS,
};

/// Runs a job whether or not it is due; its own numbers come back.
#[utoipa::path(post, path = "/api/jobs/{name}", tag = "jobs", params(("name" = String, Path)),
    responses((status = 200, description = "what it did, in numbers"), (status = 404)))]
pub async fn run(
    here: Here,
    _: Operator,
    Path(name): Path<String>,
) -> Result<Response, RequestError> {
    let job = JOBS
        .iter()
        .find(|job| job.name == name)
        .ok_or(RequestError::NotFound)?;
    let done = (job.run)(Arc::clone(&here))
        .await
        .map_err(|error| failed(&here, &error, RequestError::Uncertain))?;
    serialized(StatusCode::OK, &done)
}
