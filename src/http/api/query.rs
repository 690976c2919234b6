//! Query parameters as typed filters.

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::body::named;
use crate::http::RequestError;

/// The query without `tenant_id`, which [`super::Caller`] reads. Types deny unknown fields: a
/// misspelt filter would otherwise list everything.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = RequestError;

    /// 422 naming the parameter that does not fit.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, RequestError> {
        let filters: Vec<&str> = parts
            .uri
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.starts_with("tenant_id="))
            .collect();
        let filters = filters.join("&");
        let fields = serde_html_form::Deserializer::from_bytes(filters.as_bytes());
        serde_path_to_error::deserialize(fields)
            .map(Self)
            .map_err(|error| {
                let path = error.path().to_string();
                RequestError::Invalid(named(&path, &error.into_inner().to_string()))
            })
    }
}
