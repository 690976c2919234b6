//! What the addresses of the diary share: the tenant's configuration, and how a change of a row
//! came out.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

use super::{Ask, Cursor, Limit, Page, failed, fields::Id, found, tagged};
use crate::{
    db::{Database, DbError, Rows, Stmt},
    http::{
        Blocked, Exchange, RequestError,
        exchange::{json_response, serialized},
    },
    record::Record,
    store::tenants,
    tenant::Tenant,
};

/// The tenant's configuration, and what else was asked for in the same round trip.
///
/// # Errors
/// 503 when the database does not answer.
pub async fn tenant_and(
    here: &Exchange,
    tenant_id: &str,
    more: impl IntoIterator<Item = Stmt>,
) -> Result<(Tenant, Vec<Rows>), RequestError> {
    let mut statements = vec![tenants::load_by_id(tenant_id)];
    statements.extend(more);
    let answered = here.meter.insist(statements).await.and_then(|rows| {
        let mut rows = rows.into_iter();
        let row = rows.next().unwrap_or_default().first()?;
        let row = row.ok_or_else(|| DbError::Decode("no configuration".into()))?;
        Ok((Tenant::read(row)?, rows.collect()))
    });
    answered.map_err(|error| failed(here, &error, RequestError::Unavailable))
}

/// Sends statements that change something; what each of them returned.
///
/// # Errors
/// 503 `uncertain` when the database does not answer, 422 or 409 when an invariant refuses.
pub async fn change(here: &Exchange, statements: Vec<Stmt>) -> Result<Vec<Rows>, RequestError> {
    here.meter
        .batch(statements)
        .await
        .map_err(|error| failed(here, &error, RequestError::Uncertain))
}

/// Sends statements that only read.
///
/// # Errors
/// 503 when the database does not answer.
pub async fn look(here: &Exchange, statements: Vec<Stmt>) -> Result<Vec<Rows>, RequestError> {
    here.meter
        .insist(statements)
        .await
        .map_err(|error| failed(here, &error, RequestError::Unavailable))
}

/// All rows of a statement.
///
/// # Errors
/// 500 when one is not a `T`.
pub fn all<T: Record>(here: &Exchange, rows: &Rows) -> Result<Vec<T>, RequestError> {
    rows.all()
        .map_err(|error| failed(here, &error, RequestError::Unavailable))
}

/// A row whose version is its `ETag`.
pub trait Versioned {
    fn version(&self) -> i64;
}

/// A page of the rows that a statement lists; `at` names the place of a row in its order.
///
/// # Errors
/// 503 when the database does not answer.
pub async fn page<T: Record + Serialize>(
    here: &Exchange,
    statement: Stmt,
    limit: Limit,
    at: impl Fn(&T) -> Cursor,
) -> Result<Response, RequestError> {
    let rows = look(here, vec![statement]).await?;
    let page = Page::of(all(here, &nth(&rows, 0))?, limit, at);
    serialized(StatusCode::OK, &page)
}

/// The row that a statement reads.
///
/// # Errors
/// 404 without one, 503 when the database does not answer.
pub async fn one<T: Record + Serialize + Versioned>(
    here: &Exchange,
    statement: Stmt,
) -> Result<Response, RequestError> {
    let rows = look(here, vec![statement]).await?;
    let row: T = found(here, &nth(&rows, 0))?;
    shown(StatusCode::OK, &row)
}

/// A row with its tag.
///
/// # Errors
/// 500 for what has no JSON form: a defect.
pub fn shown<T: Serialize + Versioned>(
    status: StatusCode,
    row: &T,
) -> Result<Response, RequestError> {
    Ok(tagged(serialized(status, row)?, row.version()))
}

/// The rows of the statement at `index` of a batch; a batch answers every statement.
#[must_use]
pub fn nth(rows: &[Rows], index: usize) -> Rows {
    rows.get(index).cloned().unwrap_or_default()
}

/// A change as SQL takes it: JSON of what the request named.
///
/// # Errors
/// 500 for what has no JSON form: a defect.
pub fn json<T: Serialize>(change: &T) -> Result<String, RequestError> {
    serde_json::to_string(change).map_err(|_| RequestError::Internal)
}

/// The id that was asked for, or a new one.
#[must_use]
pub fn id_or_new(here: &Exchange, asked: Option<&Id>, prefix: &str) -> String {
    asked.map_or_else(|| new_id(here, prefix), |id| id.0.clone())
}

/// A new id: `cls_…`.
#[must_use]
pub fn new_id(here: &Exchange, prefix: &str) -> String {
    format!("{prefix}_{}", here.ports.ids.new_id(here.now()).simple())
}

/// 409: the id is taken.
#[must_use]
pub fn exists() -> RequestError {
    RequestError::from(Blocked {
        code: "exists",
        message: "there is one with that id already",
        appointment: None,
    })
}

/// The answer to a deletion: `rows` are what it returned and the row as it is then.
///
/// # Errors
/// 404 without such a row, else what `kept` makes of the one that is still there.
pub fn deleted<T: Record>(
    here: &Exchange,
    rows: &[Rows],
    kept: impl Fn(T) -> RequestError,
) -> Result<Response, RequestError> {
    if nth(rows, 0).0.is_empty() {
        return Err(kept(found(here, &nth(rows, 1))?));
    }
    Ok(json_response(StatusCode::NO_CONTENT, Vec::new()))
}

/// Why a row was not deleted: 412 when it has changed, else 409 because something names it.
#[must_use]
pub fn in_use(ask: &Ask, version: i64) -> RequestError {
    if !ask.allows(version) {
        return RequestError::Conflict;
    }
    RequestError::from(Blocked {
        code: "in_use",
        message: "appointments or services name it: set enabled to false instead",
        appointment: None,
    })
}
