//! Live questions other than tool calls: always 200, answered from the configuration. Only a
//! transfer that nobody takes leaves something behind, a call back that is owed. Answer shapes: Vapi's OpenAPI document as of 2026-08.

use std::{pin::pin, sync::Arc, time::Duration};

use axum::response::{IntoResponse, Response};
use futures_util::future::{Either, select};
use http::{StatusCode, header};

use super::{
    ok,
    routing::{Inbound, NoTenant},
    transfer,
};
use crate::{
    db::DbError,
    http::RequestError,
    outcome::Saying,
    speech,
    tenant::Tenant,
    vapi::{Event, answer as wire},
};

/// Silence after which the assistant speaks, for lines that ask us.
const ENDPOINTING: Duration = Duration::from_millis(500);

/// Well below the 7.5 s that a caller's phone rings for an assistant.
pub(super) const DEADLINE: Duration = Duration::from_secs(4);

pub async fn answer(inbound: &Inbound, event: &Event) -> Result<Response, RequestError> {
    let body = match event {
        Event::AssistantRequest => assistant(inbound).await?,
        Event::TransferDestinationRequest => transfer::destination(inbound).await?,
        Event::HandoffDestinationRequest => wire::handoff_refused(&refusal(inbound).await?),
        Event::KnowledgeBaseRequest => wire::no_documents(),
        Event::EndpointingRequest => wire::endpointing(ENDPOINTING),
        // Nothing has allowed this number to be dialled.
        Event::CampaignPredial => wire::predial(false),
        // Raw audio is wanted, and this gateway has no voice.
        Event::VoiceRequest => return Ok(silence()),
        _ => wire::acknowledged(),
    };
    Ok(ok(body))
}

/// The assistant of the tenant that the number names; never a default one.
async fn assistant(inbound: &Inbound) -> Result<Vec<u8>, RequestError> {
    let tenant = tenant(inbound).await?;
    let assistant = tenant.as_ref().and_then(|tenant| {
        let id = tenant.assistant_id.as_deref()?;
        tenant.agent_for(Some(id)).map(|_| wire::assistant(id))
    });
    Ok(assistant.unwrap_or_else(|| wire::refused(&sorry(inbound))))
}

/// A refusal in the language of the line.
async fn refusal(inbound: &Inbound) -> Result<String, RequestError> {
    tenant(inbound).await?;
    Ok(sorry(inbound))
}

/// The tenant of the message, as remembered when the database does not answer in time.
pub(super) async fn tenant(inbound: &Inbound) -> Result<Option<Arc<Tenant>>, RequestError> {
    let timer = inbound.exchange.ports.runtime.sleep(DEADLINE);
    let key = inbound.call_key().unwrap_or_default();
    let found = match select(pin!(inbound.resolve(&key)), timer).await {
        Either::Left((found, _)) => found,
        Either::Right(_) => Err(NoTenant::Database(DbError::Unavailable("too slow".into()))),
    };
    match found {
        Ok(routed) => Ok(Some(routed.tenant)),
        Err(NoTenant::Forbidden) => Err(RequestError::Unauthorized),
        Err(NoTenant::Nobody) => Ok(None),
        Err(NoTenant::Database(error)) => {
            inbound.exchange.note("error", error.to_string());
            Ok(inbound
                .remembered()
                .filter(|tenant| inbound.sender.speaks_for(tenant)))
        }
    }
}

pub(super) fn sorry(inbound: &Inbound) -> String {
    let exchange = &inbound.exchange;
    speech::say(
        &Saying::NobodyAvailable,
        exchange.language(),
        exchange.now().date_naive(),
    )
}

fn silence() -> Response {
    let headers = [(header::CONTENT_TYPE, "application/octet-stream")];
    (StatusCode::OK, headers, wire::SILENCE).into_response()
}
