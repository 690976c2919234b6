//! The decision over one request: let in by some plan, or refused with each plan's reason.

use chrono::{DateTime, Utc};
use http::HeaderMap;
use serde::Serialize;

use super::{Plan, Plans};
use crate::ports::RawBody;

/// What the plans look at.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    pub headers: &'a HeaderMap,
    /// As sent, upper case.
    pub method: &'a str,
    /// The URL that was requested; a plan that signs it only fits when it stands so in Vapi.
    pub url: &'a str,
    pub body: &'a dyn RawBody,
    pub now: DateTime<Utc>,
}

/// Why a plan refused a request: for the log only, the sender is told nothing but 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is no plan to pass.
    NoPlans,
    /// The header of the token or the signature is absent.
    MissingHeader,
    /// The header does not begin with the plan's prefix.
    PrefixMissing,
    WrongToken,
    /// The format signs a timestamp, its header is absent.
    MissingTimestamp,
    /// The timestamp is not a whole number of seconds or milliseconds.
    BadTimestamp,
    /// More than five minutes old: a replay.
    StaleTimestamp,
    /// More than five minutes ahead.
    FutureTimestamp,
    /// The format signs a message id, its header is absent.
    MissingMessageId,
    /// The signature is not in the plan's encoding.
    BadEncoding,
    /// Not the signature of this request; a shortened one included.
    WrongSignature,
}

/// The index of the first plan that lets the request in.
///
/// # Errors
/// Each plan's reason, in their order; `NoPlans` alone when there is none.
pub async fn authenticate(plans: &Plans, request: Request<'_>) -> Result<usize, Vec<Refusal>> {
    if plans.is_empty() {
        return Err(vec![Refusal::NoPlans]);
    }
    let mut refusals = Vec::new();
    for (index, plan) in plans.iter().enumerate() {
        let checked = match plan {
            Plan::Bearer(plan) => plan.check(request.headers),
            Plan::Hmac(plan) => plan.check(request).await,
        };
        match checked {
            Ok(()) => return Ok(index),
            Err(refusal) => refusals.push(refusal),
        }
    }
    Err(refusals)
}
