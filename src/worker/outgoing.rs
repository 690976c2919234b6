//! Requests to other servers, by the host's `fetch`.

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use worker::{Fetch, Headers, Method, Request, RequestInit, RequestRedirect, send::SendFuture};

use crate::{
    db::BoxFuture,
    ports::{Http, Unreachable},
};

/// The host's `fetch`.
pub struct HostHttp;

impl Http for HostHttp {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Unreachable>> {
        let sent = async move {
            send(request)
                .await
                .map_err(|error| Unreachable(error.to_string()))
        };
        Box::pin(SendFuture::new(sent))
    }
}

async fn send(request: http::Request<Bytes>) -> worker::Result<http::Response<Bytes>> {
    let (parts, body) = request.into_parts();
    let headers = Headers::new();
    for (name, value) in &parts.headers {
        headers.append(name.as_str(), value.to_str().unwrap_or_default())?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::from(parts.method.as_str().to_owned()))
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual);
    if !body.is_empty() {
        init.with_body(Some(js_sys::Uint8Array::from(&body[..]).into()));
    }
    let request = Request::new_with_init(&parts.uri.to_string(), &init)?;
    let mut answer = Fetch::Request(request).send().await?;
    let mut response = http::Response::builder().status(answer.status_code());
    if let Some(headers) = response.headers_mut() {
        for (name, value) in answer.headers().entries() {
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
                headers.append(name, value);
            }
        }
    }
    response
        .body(Bytes::from(answer.bytes().await?))
        .map_err(|error| worker::Error::RustError(error.to_string()))
}
