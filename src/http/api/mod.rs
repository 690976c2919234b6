//! The REST API under `/api`: its addresses, and what its handlers share.
//!
//! Every request goes: 1 size (413) → 2 who asks (401) → 3 for which tenant (400, 403) →
//! 4 parse (400, 422) → 5 one batch, which refuses (404, 412, 422) or writes everything.
//! [`Ask::admit`] does the first three; a handler begins with the fourth.

mod appointments;
mod ask;
mod audit;
mod calendar_feeds;
mod callbacks;
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
mod keys;
mod openapi;
mod page;
mod person;
mod privacy;
mod prospects;
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

pub use ask::{Ask, For};
pub use diary::{all, look, nth};
pub use failure::{changed, failed, found, taken};
pub use openapi::Description;
pub use page::{Cursor, Limit, Page, PageQuery, SpanQuery};
pub use tags::{etag, if_match, tagged};

use super::{
    AppState,
    endpoint::{Endpoint, METHOD_NOT_ALLOWED, NOT_FOUND, open},
};

/// The endpoint of an async function of [`Ask`], for a tenant unless said otherwise.
macro_rules! to {
    ($handler:path) => {
        to!(Tenant, $handler)
    };
    ($whom:ident, $handler:path) => {
        Endpoint::Api(For::$whom, |ask| Box::pin($handler(ask)))
    };
}

/// The addresses of the API, relative to `/api`.
pub fn router() -> Router<Arc<AppState>> {
    Router::new()
        .merge(diary_router())
        .route("/audit", get(to!(Either, audit::list)))
        .route("/calls", get(to!(calls::list)))
        .route("/calls/live", get(to!(calls::live)))
        .route("/calls/{id}", get(to!(calls::read)))
        .route("/callbacks", get(to!(callbacks::list)))
        .route("/callbacks.csv", get(to!(callbacks::export)))
        .route(
            "/callbacks/{id}",
            get(to!(callbacks::read)).patch(to!(callbacks::change)),
        )
        .route(
            "/channels/phone",
            get(to!(channels::read)).put(to!(channels::write)),
        )
        .route(
            "/erasures",
            get(to!(erasures::list)).post(to!(erasures::create)),
        )
        .route("/erasures/{id}", get(to!(erasures::read)))
        .route("/exports", post(to!(privacy::export)))
        .route("/events", get(to!(events::list)))
        .route("/events/unrouted", get(to!(Operator, events::unrouted)))
        .route(
            "/events/unrouted/{id}/replay",
            post(to!(Operator, events::replay_unrouted)),
        )
        .route("/events/{id}", get(to!(events::read)))
        .route("/events/{id}/replay", post(to!(events::replay)))
        .route("/jobs/{name}", post(to!(Operator, jobs::run)))
        .route("/keys", get(to!(keys::list)).post(to!(keys::create)))
        .route("/keys/{id}", delete(to!(keys::revoke)))
        .route(
            "/privacy",
            get(to!(privacy::read)).patch(to!(privacy::write)),
        )
        .route("/openapi.json", get(open!(openapi::document)))
        .route("/prospects", get(to!(prospects::list)))
        .route("/prospects.csv", get(to!(prospects::export)))
        .route(
            "/prospects/{id}",
            get(to!(prospects::read)).patch(to!(prospects::update)),
        )
        .route("/prospects/{id}/history", get(to!(prospects::history)))
        .route("/tickets", get(to!(tickets::list)))
        .route("/tickets.csv", get(to!(tickets::export)))
        .route(
            "/tickets/{id}",
            get(to!(tickets::read)).patch(to!(tickets::change)),
        )
        .route("/tickets/{id}/notes", post(to!(tickets::add_note)))
        .route(
            "/reconciliation",
            get(to!(reconciliation::read)).put(to!(reconciliation::write)),
        )
        // Fallbacks of its own, so that CORS covers them too.
        .fallback(NOT_FOUND)
        .method_not_allowed_fallback(METHOD_NOT_ALLOWED)
        .layer(cors::layer())
}

/// The addresses of the diary.
fn diary_router() -> Router<Arc<AppState>> {
    Router::new()
        .route(
            "/appointments",
            get(to!(appointments::list)).post(to!(appointments::place::create)),
        )
        .route(
            "/appointments/{id}",
            get(to!(appointments::read)).patch(to!(appointments::settle::annotate)),
        )
        .route(
            "/appointments/{id}/cancel",
            post(to!(appointments::settle::cancel)),
        )
        .route(
            "/appointments/{id}/complete",
            post(to!(appointments::settle::complete)),
        )
        .route("/appointments/{id}/ics", get(to!(appointments::ics)))
        .route(
            "/appointments/{id}/move",
            post(to!(appointments::place::relocate)),
        )
        .route(
            "/appointments/{id}/no_show",
            post(to!(appointments::settle::no_show)),
        )
        .route(
            "/calendar-feeds",
            get(to!(calendar_feeds::list)).post(to!(calendar_feeds::create)),
        )
        .route("/calendar-feeds/{id}", delete(to!(calendar_feeds::revoke)))
        .route(
            "/calendar-feeds/{id}/rotate",
            post(to!(calendar_feeds::rotate)),
        )
        .route(
            "/closures",
            get(to!(closures::list)).post(to!(closures::create)),
        )
        .route(
            "/closures/{id}",
            get(to!(closures::read))
                .put(to!(closures::update))
                .delete(to!(closures::delete)),
        )
        .route("/exceptions", get(to!(exceptions::list)))
        .route(
            "/exceptions/{date}",
            get(to!(exceptions::read))
                .put(to!(exceptions::write))
                .delete(to!(exceptions::delete)),
        )
        .route("/hours", get(to!(hours::read)).put(to!(hours::write)))
        .route(
            "/resources",
            get(to!(resources::list)).post(to!(resources::create)),
        )
        .route(
            "/resources/{id}",
            get(to!(resources::read))
                .patch(to!(resources::update))
                .delete(to!(resources::delete)),
        )
        .route(
            "/services",
            get(to!(services::list)).post(to!(services::create)),
        )
        .route(
            "/services/{id}",
            get(to!(services::read))
                .patch(to!(services::update))
                .delete(to!(services::delete)),
        )
        .route(
            "/settings",
            get(to!(settings::read)).patch(to!(settings::write)),
        )
        .route(
            "/settings/support",
            get(to!(support_settings::read)).put(to!(support_settings::write)),
        )
}
