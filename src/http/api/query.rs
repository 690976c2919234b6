//! Query parameters as typed filters.

use serde::de::DeserializeOwned;

use super::body::named;
use crate::http::RequestError;

/// The filters of a query: all but `tenant_id`.
///
/// # Errors
/// 422 naming the parameter that does not fit.
pub fn read<T: DeserializeOwned>(query: &str) -> Result<T, RequestError> {
    let filters: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.starts_with("tenant_id="))
        .collect();
    let filters = filters.join("&");
    serde_html_form::from_str(&filters).map_err(|error| {
        let problem = error.to_string();
        let alone = |pair: &&str| {
            serde_html_form::from_str::<T>(pair).is_err_and(|error| error.to_string() == problem)
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
