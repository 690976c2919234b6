//! Live questions other than tool calls: always 200, free of side effects, answered from the
//! configuration. Answer shapes: Vapi's OpenAPI document as of 2026-08.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use super::{
    ok,
    routing::{Inbound, NoTenant},
};
use crate::{
    http::RequestError,
    outcome::Saying,
    speech,
    vapi::{Event, answer as wire},
};

/// Silence after which the assistant speaks, for lines that ask us.
const ENDPOINTING: Duration = Duration::from_millis(500);

pub async fn answer(inbound: &Inbound, event: &Event) -> Result<Response, RequestError> {
    let body = match event {
        Event::AssistantRequest => assistant(inbound).await?,
        Event::TransferDestinationRequest => wire::refused(&sorry(inbound)),
        Event::HandoffDestinationRequest => wire::handoff_refused(&sorry(inbound)),
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
    let key = inbound.call_key().unwrap_or_default();
    Ok(match inbound.route_to(&key).await {
        Ok(routed) => match &routed.tenant.assistant_id {
            Some(id) if routed.tenant.agent_for(Some(id)).is_some() => wire::assistant(id),
            _ => wire::refused(&sorry(inbound)),
        },
        Err(NoTenant::Forbidden) => return Err(RequestError::Unauthorized),
        Err(NoTenant::Nobody) => wire::refused(&sorry(inbound)),
        Err(NoTenant::Database(error)) => {
            inbound.exchange.note("error", error.to_string());
            wire::refused(&sorry(inbound))
        }
    })
}

fn sorry(inbound: &Inbound) -> String {
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
