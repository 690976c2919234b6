//! `/api/audit`: who read or changed what through the API.

use axum::response::Response;
use http::StatusCode;

use super::{Ask, Cursor, Page, PageQuery, diary, nth};
use crate::{
    http::{RequestError, exchange::serialized},
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
    let rows = diary::look(&ask, vec![statement]).await?;
    let entries: Vec<AuditEntry> = diary::all(&ask, &nth(&rows, 0))?;
    let page = Page::of(entries, query.limit, |entry| Cursor {
        key: entry.at.clone(),
        id: entry.request_id.clone(),
    });
    serialized(StatusCode::OK, &page)
}
