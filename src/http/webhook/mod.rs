//! Vapi's server messages.
//!
//! 1 size (413) → 2 raw bytes → 3 authentication (401) → 4 parse (400) → 5 what it is:
//! tool calls and other live questions always get 200; everything else gets 200 only when it is
//! stored, and 503 when it is not.

mod live;
mod noise;
mod records;
mod routing;
mod sender;
mod tool_calls;
mod transfer;

use std::sync::Arc;

use axum::response::Response;
use http::StatusCode;

use super::{RequestError, endpoint::Incoming, exchange::json_response};
use crate::{
    inbox::Happening,
    ports::RawBody,
    vapi::{self, Event, Message},
};
use sender::Sender;

pub use noise::Tally;
pub use sender::plans_context;

/// `POST /webhooks/vapi`: the platform's own plans.
pub async fn platform(incoming: Incoming) -> Result<Response, RequestError> {
    let body = incoming.here.body()?;
    let sender = Sender::platform(&incoming.here, &incoming.head.headers, &*body).await?;
    receive(incoming, sender, body).await
}

/// `POST /webhooks/vapi/{endpoint}`: the plans of the tenant that owns the endpoint.
pub async fn endpoint(incoming: Incoming) -> Result<Response, RequestError> {
    let Incoming {
        here,
        state,
        head,
        id,
    } = &incoming;
    let body = here.body()?;
    let sender = Sender::endpoint(state, here, id, &head.headers, &*body).await?;
    receive(incoming, sender, body).await
}

/// Steps 4 and 5.
async fn receive(
    incoming: Incoming,
    sender: Sender,
    body: Arc<dyn RawBody>,
) -> Result<Response, RequestError> {
    let Incoming {
        here, state, head, ..
    } = incoming;
    let bytes = body.bytes();
    let Message { envelope, event } =
        vapi::parse(&bytes).map_err(|malformed| RequestError::Malformed(malformed.to_string()))?;
    here.note("message", shown(&envelope.message_type));
    if let Some(call) = &envelope.call_id {
        here.note("call", call.chars().take(80).collect::<String>());
    }
    let inbound = routing::Inbound {
        state,
        exchange: here,
        sender,
        headers: head.headers,
        envelope,
        body,
    };
    match event {
        Event::ToolCalls(calls) => tool_calls::results(inbound, calls).await,
        Event::FunctionCall(call) => tool_calls::legacy(inbound, call).await,
        Event::Noise => Ok(noise::count(inbound)),
        Event::AssistantRequest
        | Event::TransferDestinationRequest
        | Event::HandoffDestinationRequest
        | Event::KnowledgeBaseRequest
        | Event::EndpointingRequest
        | Event::VoiceRequest
        | Event::CampaignPredial => live::answer(&inbound, &event).await,
        event => match Happening::of(event) {
            Some(happening) => records::store(inbound, happening).await,
            None => Ok(ok(vapi::answer::acknowledged())),
        },
    }
}

/// A message type as it may be logged: it is the sender's own text.
fn shown(message_type: &str) -> &str {
    let plain = |c: char| c.is_ascii_alphabetic() || ".-_".contains(c);
    if message_type.len() <= 60 && message_type.chars().all(plain) {
        message_type
    } else {
        "other"
    }
}

fn ok(body: Vec<u8>) -> Response {
    json_response(StatusCode::OK, body)
}
