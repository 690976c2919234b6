//! Vapi's REST API: how it is asked, and what its refusals mean.

use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use http::{Method, Request, StatusCode, header};

use crate::ports::{Http, Runtime};

/// Where the API is unless `VAPI_BASE_URL` names another region.
pub const DEFAULT_BASE_URL: &str = "https://api.vapi.ai";

/// Vapi's front has refused requests without one.
const USER_AGENT: &str = concat!("coccinelle-gateway/", env!("CARGO_PKG_VERSION"));

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits between the attempts of one request; a `Retry-After` up to the longest is kept to.
const WAITS: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(4),
];

/// One account of Vapi's.
#[derive(Clone, Copy)]
pub struct Api<'a> {
    pub http: &'a dyn Http,
    pub runtime: &'a dyn Runtime,
    /// Without a slash at the end.
    pub base_url: &'a str,
    /// The private key. A secret: no `Debug` here.
    pub key: &'a str,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// It will not get better by asking again: the key, the request, what is not there.
    Refused(StatusCode),
    /// 429, 5xx, no answer or none in time, also after some attempts. `after`: what Vapi asked for.
    Later {
        why: String,
        after: Option<Duration>,
    },
}

impl Api<'_> {
    /// Sends a request without a body; what may get better is tried again a few times.
    ///
    /// # Errors
    /// [`ApiError`].
    pub async fn send(&self, method: Method, path: &str) -> Result<Bytes, ApiError> {
        let mut waits = WAITS.into_iter();
        loop {
            let later = match self.once(method.clone(), path).await {
                Err(ApiError::Later { why, after }) => (why, after),
                answered => return answered,
            };
            let (why, after) = later;
            let wait = waits.next().map(|wait| after.unwrap_or(wait));
            match wait.filter(|wait| *wait <= Duration::from_secs(4)) {
                Some(wait) => self.runtime.sleep(wait).await,
                None => return Err(ApiError::Later { why, after }),
            }
        }
    }

    async fn once(&self, method: Method, path: &str) -> Result<Bytes, ApiError> {
        let later = |why: String| ApiError::Later { why, after: None };
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base_url))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key))
            .header(header::USER_AGENT, USER_AGENT)
            .header(header::ACCEPT, "application/json")
            .body(Bytes::new())
            .map_err(|_| ApiError::Refused(StatusCode::BAD_REQUEST))?;
        let sent = select(self.http.send(request), self.runtime.sleep(PATIENCE)).await;
        let response = match sent {
            Either::Left((Ok(response), _)) => response,
            Either::Left((Err(unreachable), _)) => return Err(later(unreachable.0)),
            Either::Right(_) => return Err(later("no answer in time".into())),
        };
        let status = response.status();
        if status.is_success() {
            return Ok(response.into_body());
        }
        if status != StatusCode::TOO_MANY_REQUESTS && !status.is_server_error() {
            return Err(ApiError::Refused(status));
        }
        let after = response.headers().get(header::RETRY_AFTER);
        let after = after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        Err(ApiError::Later {
            why: format!("status {}", status.as_u16()),
            after: after.map(Duration::from_secs),
        })
    }
}
