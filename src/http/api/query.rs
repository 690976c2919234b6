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
        serde_html_form::from_str(&filters)
            .map(Self)
            .map_err(|error| {
                let problem = error.to_string();
                let alone = |pair: &&str| {
                    serde_html_form::from_str::<T>(pair)
                        .is_err_and(|error| error.to_string() == problem)
                };
                let culprit = filters
                    .split('&')
                    .find(alone)
                    .and_then(|pair| pair.split('=').next());
                // What is missing or unknown is named by the problem itself.
                let name = culprit.filter(|_| !problem.contains(" field `"));
                RequestError::Invalid(named(name.unwrap_or_default(), &problem))
            })
    }
}
