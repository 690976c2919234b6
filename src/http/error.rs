//! Refused requests: the one mapping from an error to status, code and safe text.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::exchange::json_response;
use crate::record::Problem;

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
    /// Something that is there already does not let it happen.
    Blocked(Box<Blocked>),
    TooLarge,
    /// Nothing was stored; the sender should try again.
    Unavailable,
    /// The database did not answer: the change may or may not be stored.
    Uncertain,
    /// A defect of ours; the detail is in the log.
    Internal,
}

/// What stands in the way of a change: 409.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    pub code: &'static str,
    pub message: &'static str,
    /// The appointment it is about, if it is about one.
    pub appointment: Option<Value>,
}

impl From<Blocked> for RequestError {
    fn from(blocked: Blocked) -> Self {
        Self::Blocked(Box::new(blocked))
    }
}

impl From<Problem> for RequestError {
    fn from(problem: Problem) -> Self {
        Self::Invalid(problem.to_string())
    }
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
            Self::Blocked(blocked) => (StatusCode::CONFLICT, blocked.code, blocked.message),
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
        let mut error = json!({"code": code, "message": message});
        if let Self::Blocked(blocked) = &self
            && let (Some(appointment), Value::Object(error)) = (&blocked.appointment, &mut error)
        {
            error.insert("appointment".into(), appointment.clone());
        }
        json_response(status, json!({"error": error}).to_string().into_bytes())
    }
}
