//! `/api/reconciliation`: which share of a tenant's reports had to be fetched from Vapi, and the
//! key of an account of the tenant's own. The key goes in and never comes out again.

use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Ask, failed};
use crate::{
    auth::NONCE_LENGTH,
    db::{DbError, Rows, timestamp},
    http::{
        RequestError,
        exchange::{json_response, serialized},
    },
    jobs::reconcile::key_context,
    store::reconciliation::{self as store, AccountState, ShareRow},
};

/// What is looked at unless asked otherwise.
const PERIOD: TimeDelta = TimeDelta::days(30);
/// Longest period, so that one answer reads a bounded number of calls.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// How the reports of a tenant's calls came.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reconciliation {
    /// By when the calls were first heard of; RFC 3339.
    pub from: String,
    pub until: String,
    /// Calls whose report Vapi delivered.
    pub received: i64,
    /// Calls whose report never came and was fetched.
    pub fetched: i64,
    /// Calls that have no report yet.
    pub missing: i64,
    /// `fetched` of all that have a report; null when there are none.
    pub share_fetched: Option<f64>,
    /// How far the accounts have been looked at that the tenant's calls can be fetched from.
    pub accounts: Vec<AccountState>,
}

#[derive(Debug)]
pub struct Period {
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

record! { query Period: from, until }

/// The account of a tenant's own at Vapi.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountBody {
    /// The private key, or null to forget it.
    #[schema(required)]
    pub vapi_api_key: Option<String>,
}

record! { strict AccountBody: vapi_api_key = required }

/// The share of reports that had to be fetched.
#[utoipa::path(get, path = "/api/reconciliation", tag = "calls",
    params(("tenant_id" = Option<String>, Query), ("from" = Option<String>, Query),
        ("until" = Option<String>, Query)),
    responses((status = 200, body = Reconciliation), (status = 422)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let period: Period = ask.query()?;
    let until = period.until.unwrap_or_else(|| ask.now());
    let from = period.from.unwrap_or(until - PERIOD);
    if from > until || until - from > LONGEST {
        return Err(RequestError::Invalid(
            "from: must be before until, by a year at most".into(),
        ));
    }
    let [from, until] = [from, until].map(timestamp);
    let statements = vec![
        store::share(&ask.tenant_id, &from, &until),
        store::state(&ask.tenant_id),
    ];
    let rows = ask.meter.insist(statements).await;
    let told = rows.and_then(|rows| told(&rows, from, until));
    let told = told.map_err(|error| failed(&ask, &error, RequestError::Unavailable))?;
    serialized(StatusCode::OK, &told)
}

fn told(rows: &[Rows], from: String, until: String) -> Result<Reconciliation, DbError> {
    let share: Option<ShareRow> = rows.first().map(Rows::first).transpose()?.flatten();
    let share = share.ok_or_else(|| DbError::Decode("no row of sums".into()))?;
    let reports = share.received + share.fetched;
    Ok(Reconciliation {
        from,
        until,
        received: share.received,
        fetched: share.fetched,
        missing: share.missing,
        share_fetched: (reports > 0).then(|| share.fetched as f64 / reports as f64),
        accounts: rows.last().map(Rows::all).transpose()?.unwrap_or_default(),
    })
}

/// Keeps the key of an account of the tenant's own, sealed.
#[utoipa::path(put, path = "/api/reconciliation", tag = "calls", request_body = AccountBody,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 204), (status = 422)))]
pub async fn write(ask: Ask) -> Result<Response, RequestError> {
    let body: AccountBody = ask.json()?;
    let sealed = body.vapi_api_key.map(|key| seal(&ask, &key));
    let sealed = sealed.transpose()?;
    let keep = store::keep_key(&ask.tenant_id, sealed.as_deref());
    ask.meter
        .insist(vec![keep])
        .await
        .map_err(|error| failed(&ask, &error, RequestError::Uncertain))?;
    Ok(json_response(StatusCode::NO_CONTENT, Vec::new()))
}

fn seal(ask: &Ask, key: &str) -> Result<String, RequestError> {
    let invalid = |problem: &str| RequestError::Invalid(format!("vapi_api_key: {problem}"));
    let key = key.trim();
    if !(8..=200).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(invalid("must be 8 to 200 printable ASCII characters"));
    }
    let cipher = ask.ports.settings.cipher.as_ref();
    let cipher = cipher.ok_or_else(|| invalid("this deployment has no usable ENCRYPTION_KEY"))?;
    let random = ask.ports.ids.random().ok_or(RequestError::Internal)?;
    let (nonce, _) = random
        .split_first_chunk::<NONCE_LENGTH>()
        .ok_or(RequestError::Internal)?;
    cipher
        .seal(key, &key_context(&ask.tenant_id), *nonce)
        .map_err(|_| RequestError::Internal)
}
