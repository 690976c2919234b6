//! Twilio's REST API (2010-04-01), as far as erasing goes: messages, calls and their recordings.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use bytes::Bytes;
use futures_util::future::{Either, select};
use http::{Method, Request, Response, StatusCode, header};
use serde_json::Value;

use super::Later;
use crate::{http::Exchange, record::FromJson};

const BASE_URL: &str = "https://api.twilio.com/2010-04-01/Accounts";

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Recordings of one answer: a call has one or two.
const PAGE: usize = 50;

/// Deletes a message with its media.
pub async fn message(exchange: &Exchange, sid: &str) -> Result<(), Later> {
    delete(exchange, &format!("Messages/{sid}.json")).await
}

/// Deletes the recordings of a call, then the call.
pub async fn call(exchange: &Exchange, sid: &str) -> Result<(), Later> {
    let path = format!("Calls/{sid}/Recordings.json?PageSize={PAGE}");
    let listed = send(exchange, Method::GET, &path).await?;
    if listed.status() != StatusCode::NOT_FOUND {
        let recordings = recordings(&listed)?;
        for recording in &recordings {
            delete(exchange, &format!("Recordings/{recording}.json")).await?;
        }
        if recordings.len() >= PAGE {
            return Err(Later::because("there are more recordings"));
        }
    }
    delete(exchange, &format!("Calls/{sid}.json")).await
}

fn recordings(listed: &Response<Bytes>) -> Result<Vec<String>, Later> {
    struct List {
        recordings: Vec<Recording>,
    }

    record! { List: recordings }

    struct Recording {
        sid: String,
    }

    record! { Recording: sid }

    if !listed.status().is_success() {
        return Err(refused(listed.status()));
    }
    let list = serde_json::from_slice(listed.body())
        .ok()
        .and_then(|list: Value| List::from_json(&list).ok())
        .ok_or_else(|| Later::because("the answer is no list of recordings"))?;
    let sids = list.recordings.into_iter().map(|recording| recording.sid);
    Ok(sids
        .filter(|sid| sid.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .collect())
}

/// What is not there any more is deleted.
async fn delete(exchange: &Exchange, path: &str) -> Result<(), Later> {
    let status = send(exchange, Method::DELETE, path).await?.status();
    if status.is_success() || status == StatusCode::NOT_FOUND {
        return Ok(());
    }
    Err(refused(status))
}

fn refused(status: StatusCode) -> Later {
    Later::because(&format!("status {}", status.as_u16()))
}

async fn send(exchange: &Exchange, method: Method, path: &str) -> Result<Response<Bytes>, Later> {
    let account = exchange.ports.settings.twilio.as_ref();
    let account = account.ok_or_else(|| Later::because("there is no TWILIO_AUTH_TOKEN"))?;
    let pair = format!("{}:{}", account.account_sid, account.auth_token);
    let request = Request::builder()
        .method(method)
        .uri(format!("{BASE_URL}/{}/{path}", account.account_sid))
        .header(
            header::AUTHORIZATION,
            format!("Basic {}", BASE64.encode(pair)),
        )
        .body(Bytes::new())
        .map_err(|_| Later::because("the request cannot be made"))?;
    let sent = exchange.ports.http.send(request);
    match select(sent, exchange.ports.runtime.sleep(PATIENCE)).await {
        Either::Left((Ok(response), _)) => Ok(response),
        Either::Left((Err(_), _)) | Either::Right(_) => Err(Later::because("no answer")),
    }
}
