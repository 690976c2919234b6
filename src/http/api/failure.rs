//! What a batch of the API came to: the row, or why not.

use serde_json::Value;

use crate::{
    db::{DbError, Rows},
    http::{Blocked, Exchange, RequestError},
    record::Record,
};

/// The answer to a failed batch: `unavailable` after an outage (`Unavailable` for reads,
/// `Uncertain` for changes), 422 with the constraint's name for what an invariant refuses.
#[must_use]
pub fn failed(exchange: &Exchange, error: &DbError, unavailable: RequestError) -> RequestError {
    exchange.note("error", error.to_string());
    match error {
        DbError::Unavailable(_) => unavailable,
        DbError::Constraint(text) => match constraint(text) {
            Some("appointment_overlap") => taken(None),
            Some(name) => RequestError::Invalid(format!("it would break the rule {name}")),
            None => RequestError::Internal,
        },
        DbError::Invalid(_) | DbError::Decode(_) => RequestError::Internal,
    }
}

/// 409 with the appointment that has the time.
#[must_use]
pub fn taken(appointment: Option<Value>) -> RequestError {
    RequestError::from(Blocked {
        code: "taken",
        message: "another appointment is in the way",
        appointment,
    })
}

/// The name of the constraint or trigger that refused: ours, so it may be shown.
fn constraint(text: &str) -> Option<&str> {
    let named = text.split("CHECK constraint failed: ").nth(1);
    let name = named.unwrap_or(text).split(':').next()?.trim();
    let ours = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (!name.is_empty() && name.bytes().all(ours)).then_some(name)
}

/// The row that a reading statement found.
///
/// # Errors
/// 404 without one, 500 when it is not a `T`.
pub fn found<T: Record>(exchange: &Exchange, rows: &Rows) -> Result<T, RequestError> {
    rows.first()
        .map_err(|error| failed(exchange, &error, RequestError::Unavailable))?
        .ok_or(RequestError::NotFound)
}

/// The row after a change. `applied` is what the conditional statement returned: empty when its
/// `If-Match` did not hold; `now` is the row as it is.
///
/// # Errors
/// 404 when there is no such row, 412 when it has changed since it was read.
pub fn changed<T: Record>(
    exchange: &Exchange,
    applied: &Rows,
    now: &Rows,
) -> Result<T, RequestError> {
    let row = found(exchange, now)?;
    if applied.0.is_empty() {
        return Err(RequestError::Conflict);
    }
    Ok(row)
}
