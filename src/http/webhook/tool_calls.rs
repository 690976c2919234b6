//! Tool calls: always 200, always one entry a call, within the deadline.

use std::{sync::Arc, time::Duration};

use axum::response::Response;
use futures_util::{
    FutureExt,
    future::{Either, select},
};

use super::{
    ok,
    routing::{Declined, Inbound, NoTenant, Routed},
};
use crate::{
    db::DbError,
    http::{Exchange, RequestError, exchange::timestamp},
    inbox::tell_status,
    outcome::{Saying, Status},
    speech,
    tenant::{Tenant, TextChats},
    tools::{
        AgentType, Answer, Answered, CallContext, Message, NotRun, Prepared, Tool, ToolError,
        alarm, fault, hash, prepare, result, run,
    },
    vapi::{CallStatus, ToolCall, ToolResult, answer, lossy},
};

/// While the tenant is not known yet, well below Vapi's 20 s: the caller hears silence meanwhile.
const DEADLINE: Duration = Duration::from_secs(5);

/// What came of a message; shared by the answer and by the task that outlives it.
type Shared = Arc<Result<Vec<ToolResult>, RequestError>>;

/// `tool-calls`.
pub async fn results(inbound: Inbound, calls: Vec<ToolCall>) -> Result<Response, RequestError> {
    if calls.is_empty() {
        return Ok(ok(answer::results(&[])));
    }
    let results = within_deadline(inbound, calls).await?;
    Ok(ok(answer::results(&results)))
}

/// `function-call`, the legacy form of a single call.
pub async fn legacy(inbound: Inbound, call: ToolCall) -> Result<Response, RequestError> {
    let results = within_deadline(inbound, vec![call]).await?;
    let outcome = match results.into_iter().next() {
        Some(result) => result.outcome,
        None => Err(fault().0),
    };
    Ok(ok(answer::legacy_result(&outcome)))
}

/// Runs the calls to their end whatever happens to the response; what takes too long is `pending`:
/// a batch already sent may still commit, and the same question again gives the outcome.
async fn within_deadline(
    inbound: Inbound,
    calls: Vec<ToolCall>,
) -> Result<Vec<ToolResult>, RequestError> {
    let exchange = Arc::clone(&inbound.exchange);
    let asked = calls.clone();
    let tenant = inbound.remembered();
    let deadline = tenant.as_ref().map_or(DEADLINE, |tenant| tenant.deadline);
    let work = answer_calls(inbound, calls).map(Arc::new).boxed().shared();
    let late = Arc::clone(&exchange);
    let outlives = work.clone().map(move |_: Shared| late.log_if_late());
    exchange.ports.runtime.wait_until(outlives.boxed());
    let timer = exchange.ports.runtime.sleep(deadline);
    match select(work, timer).await {
        Either::Left((answered, _)) => (*answered).clone(),
        Either::Right(_) => {
            exchange.note("deadline", "missed");
            Ok(pending(&exchange, tenant.as_deref(), &asked))
        }
    }
}

/// Neither done nor failed; whoever is in danger hears first what to do.
fn pending(exchange: &Exchange, tenant: Option<&Tenant>, calls: &[ToolCall]) -> Vec<ToolResult> {
    let (language, today) = (exchange.language(), exchange.now().date_naive());
    let wait = speech::say(&Saying::Pending, language, today);
    each(calls, &|call| {
        let say = match alarm::unanswered(tenant, call, language, today) {
            Some(first) => speech::before(first, &wait),
            None => wait.clone(),
        };
        Ok(Answer::spoken(Status::Pending, say).to_json())
    })
}

/// A sentence in the language of the line, as far as it is known.
fn spoken(exchange: &Exchange, status: Status, saying: &Saying) -> String {
    let say = speech::say(saying, exchange.language(), exchange.now().date_naive());
    Answer::spoken(status, say).to_json()
}

async fn answer_calls(
    mut inbound: Inbound,
    calls: Vec<ToolCall>,
) -> Result<Vec<ToolResult>, RequestError> {
    let call_key = inbound.call_key().unwrap_or_else(|| without_call(&inbound));
    for _ in 0..2 {
        let routed = match inbound.route_to(&call_key).await {
            Ok(routed) => routed,
            Err(why) => return nobody(&inbound, &calls, why).await,
        };
        let agent = match inbound.agent(&routed.tenant) {
            Ok(agent) => agent,
            Err(Declined::NotConfigured) => return Ok(not_configured(&inbound, &calls).await),
            Err(Declined::CallsOnly) => {
                let told = spoken(&inbound.exchange, Status::Info, &Saying::CallsOnly);
                return Ok(each(&calls, &|_| Ok(told.clone())));
            }
        };
        match attempt(&inbound, &calls, &call_key, &routed, agent).await {
            Ok(answered) => {
                log(&inbound, &answered);
                return Ok(answered.results);
            }
            Err(NotRun::Database(error)) => return Ok(failed(&inbound, &calls, &error)),
            Err(NotRun::Stale) => {
                if let Err(why) = inbound.refresh().await {
                    return nobody(&inbound, &calls, why).await;
                }
            }
        }
    }
    let why = inbound.never_applied();
    nobody(&inbound, &calls, why).await
}

/// Runs the calls for a tenant that may have changed meanwhile.
async fn attempt(
    inbound: &Inbound,
    calls: &[ToolCall],
    call_key: &str,
    routed: &Routed,
    agent: AgentType,
) -> Result<Answered, NotRun> {
    let tenant = &routed.tenant;
    let envelope = &inbound.envelope;
    let now = inbound.exchange.now();
    let mut facts = inbound.call_facts(tenant, call_key);
    tell_status(&mut facts, CallStatus::InProgress, None, 0);
    let dry_chat =
        envelope.text_chat && !envelope.simulation && tenant.text_chats == TextChats::Dry;
    let dry = envelope.simulation || dry_chat;
    let context = CallContext {
        tenant,
        agent,
        caller: inbound.caller(tenant),
        call_log_id: facts.id.clone(),
        message_at: envelope
            .timestamp_text
            .clone()
            .unwrap_or_else(|| inbound.exchange.request_id.clone()),
        request_id: inbound.exchange.request_id.clone(),
        dry,
        // Web calls have no direction.
        holds: envelope.direction.is_some() && !envelope.text_chat && !dry,
        promises: !dry_chat,
        now,
        ids: &*inbound.exchange.ports.ids,
    };
    let prepared = prepare(&context, calls);
    let message = Message {
        context: &context,
        guard: &routed.guard,
        bind: &routed.bind,
        facts: &facts,
        now: &timestamp(now),
    };
    run(&inbound.exchange.meter, &message, &prepared).await
}

/// The answer to a message without a tenant.
async fn nobody(
    inbound: &Inbound,
    calls: &[ToolCall],
    why: NoTenant,
) -> Result<Vec<ToolResult>, RequestError> {
    match why {
        NoTenant::Forbidden => Err(RequestError::Unauthorized),
        NoTenant::Nobody => Ok(not_configured(inbound, calls).await),
        NoTenant::Database(error) => Ok(failed(inbound, calls, &error)),
    }
}

/// A message that belongs to no call or chat is a call of its own, and the same one when it is
/// sent again.
fn without_call(inbound: &Inbound) -> String {
    let body = inbound.body.bytes();
    format!("none:{}", hash(&[&lossy(&body)]))
}

fn each(
    calls: &[ToolCall],
    outcome: &dyn Fn(&ToolCall) -> Result<String, ToolError>,
) -> Vec<ToolResult> {
    calls
        .iter()
        .map(|call| {
            let work = Err(fault());
            result(&Prepared { call, work }, outcome(call))
        })
        .collect()
}

/// The line is nobody's: the model is told so, and the message is kept for the operator.
async fn not_configured(inbound: &Inbound, calls: &[ToolCall]) -> Vec<ToolResult> {
    inbound.exchange.note("tenant", serde_json::Value::Null);
    if let Err(error) = inbound.keep_unrouted().await {
        inbound.exchange.note("error", error.to_string());
    }
    each(calls, &|_| {
        Err(ToolError(
            "This line is not configured, so nothing can be looked up or booked here. \
             Tell the caller that the business will have to be reached another way."
                .into(),
        ))
    })
}

fn failed(inbound: &Inbound, calls: &[ToolCall], error: &DbError) -> Vec<ToolResult> {
    inbound.exchange.note("error", error.to_string());
    let tenant = inbound.remembered();
    let (language, today) = (
        inbound.exchange.language(),
        inbound.exchange.now().date_naive(),
    );
    each(calls, &|call| {
        let first = alarm::unanswered(tenant.as_deref(), call, language, today);
        Err(match first {
            Some(first) => alarm::first_of_all(&first, &fault()),
            None => fault(),
        })
    })
}

/// Which tools ran and how they ended. Names that are not ours are the model's own text.
fn log(inbound: &Inbound, answered: &Answered) {
    let tools: Vec<String> = answered
        .results
        .iter()
        .map(|result| {
            let known = Tool::ALL.into_iter().map(Tool::name);
            let name = known
                .into_iter()
                .find(|name| result.name.as_deref() == Some(*name))
                .unwrap_or("unknown");
            let kind = if result.outcome.is_ok() {
                "result"
            } else {
                "error"
            };
            format!("{name}:{kind}")
        })
        .collect();
    inbound.exchange.note("tools", tools);
    if answered.reused_ids > 0 {
        inbound.exchange.note("reused_ids", answered.reused_ids);
    }
}
