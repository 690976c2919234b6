//! `/api/audit`: who read or changed what through the API.

use axum::response::Response;

use super::{Ask, Cursor, Page, PageQuery, diary};
use crate::{
    http::RequestError,
    store::audit::{self, AuditEntry},
};

/// The entries of a tenant, the newest first; without `tenant_id` those of the operator's requests
/// that were for no tenant.
#[utoipa::path(get, path = "/api/audit", tag = "privacy",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<AuditEntry>)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: PageQuery = ask.query()?;
    let statement = audit::list(
        &ask.tenant_id,
        Cursor::before(query.cursor.as_ref()),
        query.limit.with_next(),
    );
    diary::page(&ask, statement, query.limit, |entry: &AuditEntry| {
        Cursor::at(&entry.at, &entry.request_id)
    })
    .await
}
