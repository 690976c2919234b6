//! What answers at an address, as one type. axum takes any async function, but compiles its own
//! machinery once more for each: 3.6 KB of the Worker an address.

use std::{future::ready, sync::Arc};

use axum::{
    extract::{FromRequestParts, RawPathParams, Request, rejection::RawPathParamsRejection},
    handler::Handler,
    response::{IntoResponse, Response},
};
use http::request::Parts;

use super::{
    AppState, Exchange, RequestError,
    api::{Ask, For},
};
use crate::db::BoxFuture;

/// An answer in the making.
pub type Answer = BoxFuture<'static, Result<Response, RequestError>>;

/// A request as it came; nothing about it is trusted.
pub struct Incoming {
    pub here: Arc<Exchange>,
    pub state: Arc<AppState>,
    pub head: Parts,
    /// What stands in the `{…}` of its address; empty where there is none.
    pub id: String,
}

/// What answers, and whom.
#[derive(Clone, Copy)]
pub enum Endpoint {
    /// Anybody: it looks itself at who sent the request.
    Open(fn(Incoming) -> Answer),
    /// Who has a token of the API.
    Api(For, fn(Ask) -> Answer),
}

/// The endpoint that anybody may ask: of an async function of [`Incoming`].
macro_rules! open {
    ($handler:path) => {
        $crate::http::endpoint::Endpoint::Open(|incoming| Box::pin($handler(incoming)))
    };
}
pub(super) use open;

/// There is nothing at an address.
pub const NOT_FOUND: Endpoint = Endpoint::Open(|_| Box::pin(ready(Err(RequestError::NotFound))));

/// What is there takes another method.
pub const METHOD_NOT_ALLOWED: Endpoint =
    Endpoint::Open(|_| Box::pin(ready(Err(RequestError::MethodNotAllowed))));

impl Endpoint {
    async fn answer(self, mut head: Parts, state: Arc<AppState>) -> Result<Response, RequestError> {
        let here = head.extensions.get::<Arc<Exchange>>().cloned();
        let incoming = Incoming {
            // Every request has its exchange: `App::serve` puts it there.
            here: here.ok_or(RequestError::Internal)?,
            id: place(&mut head).await?,
            state,
            head,
        };
        match self {
            Self::Open(run) => run(incoming).await,
            Self::Api(whom, run) => run(Ask::admit(incoming, whom).await?).await,
        }
    }
}

/// What stands in the only `{…}` of the address.
async fn place(head: &mut Parts) -> Result<String, RequestError> {
    match RawPathParams::from_request_parts(head, &()).await {
        Ok(params) => Ok(params.iter().next().map_or("", |(_, text)| text).to_owned()),
        // The address of a fallback has no pattern.
        Err(RawPathParamsRejection::MissingPathParams(_)) => Ok(String::new()),
        Err(_) => Err(RequestError::Malformed("the address is not UTF-8".into())),
    }
}

impl Handler<Self, Arc<AppState>> for Endpoint {
    type Future = BoxFuture<'static, Response>;

    fn call(self, request: Request, state: Arc<AppState>) -> Self::Future {
        let (head, _) = request.into_parts();
        Box::pin(async move {
            let answered = self.answer(head, state).await;
            answered.unwrap_or_else(IntoResponse::into_response)
        })
    }
}
