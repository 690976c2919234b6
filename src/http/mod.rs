//! The HTTP surface, as one axum router that tests call natively and the Worker calls on wasm.

pub mod api;
mod calendar;
mod csv;
mod endpoint;
mod error;
mod exchange;
mod health;
mod meter;
mod settings;
mod webhook;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    routing::{get, post},
};
use http::{Request, Response, request::Parts};
use tower_service::Service;

pub use error::{Blocked, RequestError};
pub use exchange::{BodyProblem, Exchange, Ports, timestamp};
pub use settings::{Settings, Twilio};

use crate::tenant::TenantCache;
use endpoint::{METHOD_NOT_ALLOWED, NOT_FOUND, open};

/// Bodies above this many bytes are refused unread: 4 MiB.
pub const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// What an isolate keeps between requests.
#[derive(Default)]
pub struct AppState {
    pub cache: TenantCache,
    pub tally: webhook::Tally,
}

/// The router of an isolate.
#[derive(Clone)]
pub struct App {
    router: Router,
}

impl Default for App {
    fn default() -> Self {
        let state = Arc::new(AppState::default());
        let router = Router::new()
            .route("/health", get(open!(health::health)))
            .nest("/api", api::router())
            .route("/calendar/{file}", get(open!(calendar::feed)))
            .route("/webhooks/vapi", post(open!(webhook::platform)))
            .route("/webhooks/vapi/{endpoint}", post(open!(webhook::endpoint)))
            .fallback(NOT_FOUND)
            .method_not_allowed_fallback(METHOD_NOT_ALLOWED)
            .with_state(state);
        Self { router }
    }
}

impl App {
    /// Answers one request. The body stays with the host until it is trusted, so the request
    /// comes as its head alone.
    pub async fn serve(&self, head: Parts, exchange: Arc<Exchange>) -> Response<Body> {
        let mut request = Request::from_parts(head, Body::empty());
        request.extensions_mut().insert(Arc::clone(&exchange));
        let path = request.uri().path().to_owned();
        let method = request.method().clone();
        // A router never fails: its error type is uninhabited.
        let mut response = match self.router.clone().call(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        exchange.finish(&method, &path, &mut response);
        response
    }
}
