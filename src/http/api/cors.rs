//! Which web pages may use the API: the origins of `CORS_ORIGINS`, and none without it.

use std::sync::Arc;

use http::{HeaderName, Method, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::http::Exchange;

/// Answers preflights and marks answers; the origins come with the exchange, since the router is
/// made before any setting is known.
pub fn layer() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(|origin, parts| {
            let exchange = parts.extensions.get::<Arc<Exchange>>();
            let origin = origin.to_str().ok();
            exchange.zip(origin).is_some_and(|(exchange, origin)| {
                exchange
                    .ports
                    .settings
                    .cors_origins
                    .iter()
                    .any(|allowed| allowed == origin)
            })
        }))
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
        ])
        .expose_headers([
            header::ETAG,
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("server-timing"),
        ])
}
