//! The description of the API. It is made from the code by a test, which writes
//! `docs/openapi.json`; the Worker only serves that text.

use axum::response::Response;
use http::StatusCode;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::http::{RequestError, endpoint::Incoming, exchange::json_response};

/// What the test makes `docs/openapi.json` from.
#[derive(OpenApi)]
#[openapi(
    info(title = "Coccinelle gateway", description = "A tenant's key acts for its own tenant; the operator names one by `?tenant_id=`. Lists come in pages: `limit`, `cursor`, `next_cursor`. A change may carry `If-Match` with the `ETag` that was read; 412 means that the row has changed since. Errors are `{\"error\":{\"code\",\"message\"}}`."),
    paths(
        super::appointments::list,
        super::appointments::place::create,
        super::appointments::read,
        super::appointments::settle::annotate,
        super::appointments::settle::cancel,
        super::appointments::settle::complete,
        super::appointments::ics,
        super::appointments::place::relocate,
        super::appointments::settle::no_show,
        super::calendar_feeds::list,
        super::calendar_feeds::create,
        super::calendar_feeds::revoke,
        super::calendar_feeds::rotate,
        super::closures::list,
        super::closures::create,
        super::closures::read,
        super::closures::update,
        super::closures::delete,
        super::exceptions::list,
        super::exceptions::read,
        super::exceptions::write,
        super::exceptions::delete,
        super::hours::read,
        super::hours::write,
        super::resources::list,
        super::resources::create,
        super::resources::read,
        super::resources::update,
        super::resources::delete,
        super::services::list,
        super::services::create,
        super::services::read,
        super::services::update,
        super::services::delete,
        super::settings::read,
        super::settings::write,
        super::support_settings::read,
        super::support_settings::write,
        super::audit::list,
        super::calls::list,
        super::calls::live,
        super::calls::read,
        super::callbacks::list,
        super::callbacks::export,
        super::callbacks::read,
        super::callbacks::change,
        super::channels::read,
        super::channels::write,
        super::erasures::list,
        super::erasures::create,
        super::erasures::read,
        super::privacy::export,
        super::privacy::read,
        super::privacy::write,
        super::events::list,
        super::events::unrouted,
        super::events::replay_unrouted,
        super::events::read,
        super::events::replay,
        super::jobs::run,
        super::keys::list,
        super::keys::create,
        super::keys::revoke,
        super::prospects::list,
        super::prospects::export,
        super::prospects::read,
        super::prospects::update,
        super::prospects::history,
        super::tickets::list,
        super::tickets::export,
        super::tickets::read,
        super::tickets::change,
        super::tickets::add_note,
        super::reconciliation::read,
        super::reconciliation::write,
        document,
    ),
    modifiers(&Bearer),
    security(("bearer" = [])),
)]
pub struct Description;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The text as it is kept, a line a value.
const KEPT: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json"));

/// The text as it is served: half of what is kept is indentation.
static SERVED: [u8; served(&mut [])] = {
    let mut text = [0; served(&mut [])];
    served(&mut text);
    text
};

/// Writes what is kept without line breaks and indentation, as far as there is room; its length.
#[allow(clippy::indexing_slicing, reason = "only the compiler runs it")]
const fn served(text: &mut [u8]) -> usize {
    let (mut at, mut length, mut indents) = (0, 0, true);
    while at < KEPT.len() {
        // In a JSON string a line break stands as `\\n`.
        indents = KEPT[at] == b'\n' || indents && KEPT[at] == b' ';
        if !indents {
            if length < text.len() {
                text[length] = KEPT[at];
            }
            length += 1;
        }
        at += 1;
    }
    length
}

/// This description.
#[utoipa::path(get, path = "/api/openapi.json", tag = "openapi", security(()),
    responses((status = 200, description = "OpenAPI 3.1")))]
pub async fn document(_: Incoming) -> Result<Response, RequestError> {
    Ok(json_response(StatusCode::OK, SERVED.to_vec()))
}
