//! The REST API under `/api`: its addresses, and what its handlers share.
//!
//! Every handler goes: 1 size (413) → 2 who asks (401) → 3 for which tenant (400, 403) →
//! 4 parse (400, 422) → 5 one batch, which refuses (404, 412, 422) or writes everything.

mod body;
mod caller;
mod channels;
mod cors;
mod failure;
mod jobs;
mod keys;
mod openapi;
mod page;
mod query;
mod tags;

use std::sync::Arc;

use axum::{
    Router,
    routing::{delete, get, post},
};

pub use body::json_body;
pub use caller::{Actor, Caller, Operator};
pub use failure::{changed, failed, found};
pub use openapi::Description;
pub use page::{Cursor, Limit, Page};
pub use query::Query;
pub use tags::{etag, if_match, tagged};

use super::{AppState, RequestError};

/// The addresses of the API, relative to `/api`.
pub fn router() -> Router<Arc<AppState>> {
    Router::new()
        .route("/channels/phone", get(channels::read).put(channels::write))
        .route("/jobs/{name}", post(jobs::run))
        .route("/keys", get(keys::list).post(keys::create))
        .route("/keys/{id}", delete(keys::revoke))
        .route("/openapi.json", get(openapi::document))
        // Fallbacks of its own, so that CORS covers them too.
        .fallback(|| async { RequestError::NotFound })
        .method_not_allowed_fallback(|| async { RequestError::MethodNotAllowed })
        .layer(cors::layer())
}
