//! Bodies of changes: JSON of a known shape, refused with the field's name.

use serde::de::DeserializeOwned;

use super::json_path::path_at;
use crate::http::{Exchange, RequestError};

/// The body as a `T`. Types deny unknown fields, so that a misspelt one is not silently ignored.
///
/// # Errors
/// 413 above the limit, 400 for what is not JSON, 422 naming the field that does not fit.
pub fn json_body<T: DeserializeOwned>(exchange: &Exchange) -> Result<T, RequestError> {
    let bytes = exchange.body()?.bytes();
    serde_json::from_slice(&bytes).map_err(|error| refused(&bytes, &error))
}

fn refused(bytes: &[u8], error: &serde_json::Error) -> RequestError {
    if !error.is_data() {
        return RequestError::Malformed("the body is not JSON".into());
    }
    let text = error.to_string();
    // The position means nothing to who sent the body.
    let problem = text
        .rsplit_once(" at line ")
        .map_or(&*text, |(problem, _)| problem);
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines
        .take(error.line().saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    let mut end = before + error.column();
    // A value is refused when what follows it has been looked at; a missing field at the end of
    // its object.
    let follows = end.checked_sub(1).and_then(|last| bytes.get(last));
    if !problem.starts_with("missing field") && matches!(follows, Some(b',' | b'}' | b']')) {
        end -= 1;
    }
    let path = path_at(bytes, end);
    // An unknown field is named by the problem itself.
    let path = if problem.starts_with("unknown field") {
        parent(&path)
    } else {
        &path
    };
    RequestError::Invalid(named(path, problem))
}

/// The object that a field belongs to.
fn parent(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// A problem with the field it is about; the body as a whole has no name.
pub fn named(path: &str, problem: &str) -> String {
    if path.is_empty() {
        problem.to_owned()
    } else {
        format!("{path}: {problem}")
    }
}
