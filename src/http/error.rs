//! Refused requests: the one mapping from an error to status, code and safe text.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use super::exchange::json_response;

/// Why a request was refused. The texts may be shown to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestError {
    /// The body is not a message; the text names the kind of problem.
    Malformed(String),
    /// A value of an API request is not allowed; the text names it.
    Invalid(String),
    Unauthorized,
    /// Authenticated, but this is not for that key.
    Forbidden,
    NotFound,
    MethodNotAllowed,
    /// The row has changed since the caller read it.
    Conflict,
    TooLarge,
    /// Nothing was stored; the sender should try again.
    Unavailable,
    /// The database did not answer: the change may or may not be stored.
    Uncertain,
    /// A defect of ours; the detail is in the log.
    Internal,
}

impl RequestError {
    fn parts(&self) -> (StatusCode, &'static str, &str) {
        match self {
            Self::Malformed(text) => (StatusCode::BAD_REQUEST, "malformed", text),
            Self::Invalid(text) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", text),
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                "unauthorized",
                "authentication failed",
            ),
            Self::Forbidden => (
                StatusCode::FORBIDDEN,
                "forbidden",
                "this key may not do that",
            ),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "there is nothing here"),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "this address does not take that method",
            ),
            Self::Conflict => (
                StatusCode::PRECONDITION_FAILED,
                "changed",
                "it has changed since you read it",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "the body is larger than 4 MiB",
            ),
            Self::Unavailable => (
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "nothing was stored, try again",
            ),
            Self::Uncertain => (
                StatusCode::SERVICE_UNAVAILABLE,
                "uncertain",
                "it is not certain that this was stored, read it before you repeat it",
            ),
            Self::Internal => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "something went wrong inside",
            ),
        }
    }
}

impl IntoResponse for RequestError {
    fn into_response(self) -> Response {
        let (status, code, message) = self.parts();
        let body = json!({"error": {"code": code, "message": message}});
        json_response(status, body.to_string().into_bytes())
    }
}
