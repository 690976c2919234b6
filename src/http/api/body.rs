//! Bodies of changes: JSON of a known shape, refused with the field's name.

use serde::de::DeserializeOwned;

use crate::http::{Exchange, RequestError};

/// The body as a `T`. Types deny unknown fields, so that a misspelt one is not silently ignored.
///
/// # Errors
/// 413 above the limit, 400 for what is not JSON, 422 naming the field that does not fit.
pub fn json_body<T: DeserializeOwned>(exchange: &Exchange) -> Result<T, RequestError> {
    let bytes = exchange.body()?.bytes();
    let mut json = serde_json::Deserializer::from_slice(&bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        match error.into_inner() {
            error if error.is_data() => RequestError::Invalid(named(&path, &what(&error))),
            _ => RequestError::Malformed("the body is not JSON".into()),
        }
    })?;
    json.end()
        .map_err(|_| RequestError::Malformed("the body is not JSON".into()))?;
    Ok(value)
}

/// A problem with the field it is about; `.` is the body as a whole.
pub fn named(path: &str, problem: &str) -> String {
    match path {
        "." | "?" | "" => problem.to_owned(),
        path => format!("{path}: {problem}"),
    }
}

/// Without the position, which means nothing to who sent the body.
fn what(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((problem, _)) => problem.to_owned(),
        None => text,
    }
}
