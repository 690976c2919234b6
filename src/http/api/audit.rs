//! `/api/audit`: who read or changed what through the API.

use axum::response::Response;
use http::StatusCode;

use super::{Caller, Cursor, Operator, Page, PageQuery, Query, diary, nth};
use crate::{
    http::{Here, RequestError, exchange::serialized},
    store::audit::{self, AuditEntry},
};

/// The entries of a tenant, the newest first; without `tenant_id` those of the operator's requests
/// that were for no tenant.
#[utoipa::path(get, path = "/api/audit", tag = "privacy",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<AuditEntry>)))]
pub async fn list(
    here: Here,
    caller: Result<Caller, RequestError>,
    operator: Result<Operator, RequestError>,
    Query(query): Query<PageQuery>,
) -> Result<Response, RequestError> {
    let tenant_id = match (caller, operator) {
        (Ok(caller), _) => caller.tenant_id,
        // The operator has named nobody, or nobody that can be one.
        (Err(RequestError::Malformed(why)), Ok(_)) if why.starts_with("name ") => String::new(),
        (Err(refused), _) => return Err(refused),
    };
    let statement = audit::list(
        &tenant_id,
        Cursor::before(query.cursor.as_ref()),
        query.limit.with_next(),
    );
    let rows = diary::look(&here, vec![statement]).await?;
    let entries: Vec<AuditEntry> = diary::all(&here, &nth(&rows, 0))?;
    let page = Page::of(entries, query.limit, |entry| Cursor {
        key: entry.at.clone(),
        id: entry.request_id.clone(),
    });
    serialized(StatusCode::OK, &page)
}
