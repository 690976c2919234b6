//! The REST API under `/api`: its addresses, and what its handlers share.
//!
//! Every handler goes: 1 size (413) → 2 who asks (401) → 3 for which tenant (400, 403) →
//! 4 parse (400, 422) → 5 one batch, which refuses (404, 412, 422) or writes everything.

mod appointments;
mod audit;
mod body;
mod calendar_feeds;
mod callbacks;
mod caller;
mod calls;
mod channels;
mod closures;
mod cors;
mod dates;
mod diary;
mod erasures;
mod events;
mod exceptions;
mod failure;
mod fields;
mod hours;
mod jobs;
mod json_path;
mod keys;
mod openapi;
mod page;
mod person;
mod privacy;
mod prospects;
mod query;
mod reconciliation;
mod resources;
mod services;
mod settings;
mod support_settings;
mod tags;
mod tickets;

use std::sync::Arc;

use axum::{
    Router,
    routing::{delete, get, post},
};

pub use body::json_body;
pub use caller::{Actor, Caller, Operator};
pub use diary::{all, look, nth};
pub use failure::{changed, failed, found, taken};
pub use openapi::Description;
pub use page::{Cursor, Limit, Page, PageQuery, SpanQuery};
pub use query::Query;
pub use tags::{allows, etag, if_match, precondition, tagged};

use super::{AppState, RequestError};

/// The addresses of the API, relative to `/api`.
pub fn router() -> Router<Arc<AppState>> {
    Router::new()
        .merge(diary_router())
        .route("/audit", get(audit::list))
        .route("/calls", get(calls::list))
        .route("/calls/live", get(calls::live))
        .route("/calls/{id}", get(calls::read))
        .route("/callbacks", get(callbacks::list))
        .route("/callbacks.csv", get(callbacks::export))
        .route(
            "/callbacks/{id}",
            get(callbacks::read).patch(callbacks::change),
        )
        .route("/channels/phone", get(channels::read).put(channels::write))
        .route("/erasures", get(erasures::list).post(erasures::create))
        .route("/erasures/{id}", get(erasures::read))
        .route("/exports", post(privacy::export))
        .route("/events", get(events::list))
        .route("/events/unrouted", get(events::unrouted))
        .route(
            "/events/unrouted/{id}/replay",
            post(events::replay_unrouted),
        )
        .route("/events/{id}", get(events::read))
        .route("/events/{id}/replay", post(events::replay))
        .route("/jobs/{name}", post(jobs::run))
        .route("/keys", get(keys::list).post(keys::create))
        .route("/keys/{id}", delete(keys::revoke))
        .route("/privacy", get(privacy::read).patch(privacy::write))
        .route("/openapi.json", get(openapi::document))
        .route("/prospects", get(prospects::list))
        .route("/prospects.csv", get(prospects::export))
        .route(
            "/prospects/{id}",
            get(prospects::read).patch(prospects::update),
        )
        .route("/prospects/{id}/history", get(prospects::history))
        .route("/tickets", get(tickets::list))
        .route("/tickets.csv", get(tickets::export))
        .route("/tickets/{id}", get(tickets::read).patch(tickets::change))
        .route("/tickets/{id}/notes", post(tickets::add_note))
        .route(
            "/reconciliation",
            get(reconciliation::read).put(reconciliation::write),
        )
        // Fallbacks of its own, so that CORS covers them too.
        .fallback(|| async { RequestError::NotFound })
        .method_not_allowed_fallback(|| async { RequestError::MethodNotAllowed })
        .layer(cors::layer())
}

/// The addresses of the diary.
fn diary_router() -> Router<Arc<AppState>> {
    Router::new()
        .route(
            "/appointments",
            get(appointments::list).post(appointments::place::create),
        )
        .route(
            "/appointments/{id}",
            get(appointments::read).patch(appointments::settle::annotate),
        )
        .route(
            "/appointments/{id}/cancel",
            post(appointments::settle::cancel),
        )
        .route(
            "/appointments/{id}/complete",
            post(appointments::settle::complete),
        )
        .route("/appointments/{id}/ics", get(appointments::ics))
        .route(
            "/appointments/{id}/move",
            post(appointments::place::relocate),
        )
        .route(
            "/appointments/{id}/no_show",
            post(appointments::settle::no_show),
        )
        .route(
            "/calendar-feeds",
            get(calendar_feeds::list).post(calendar_feeds::create),
        )
        .route("/calendar-feeds/{id}", delete(calendar_feeds::revoke))
        .route("/calendar-feeds/{id}/rotate", post(calendar_feeds::rotate))
        .route("/closures", get(closures::list).post(closures::create))
        .route(
            "/closures/{id}",
            get(closures::read)
                .put(closures::update)
                .delete(closures::delete),
        )
        .route("/exceptions", get(exceptions::list))
        .route(
            "/exceptions/{date}",
            get(exceptions::read)
                .put(exceptions::write)
                .delete(exceptions::delete),
        )
        .route("/hours", get(hours::read).put(hours::write))
        .route("/resources", get(resources::list).post(resources::create))
        .route(
            "/resources/{id}",
            get(resources::read)
                .patch(resources::update)
                .delete(resources::delete),
        )
        .route("/services", get(services::list).post(services::create))
        .route(
            "/services/{id}",
            get(services::read)
                .patch(services::update)
                .delete(services::delete),
        )
        .route("/settings", get(settings::read).patch(settings::write))
        .route(
            "/settings/support",
            get(support_settings::read).put(support_settings::write),
        )
}
