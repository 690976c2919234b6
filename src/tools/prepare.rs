//! From the calls of a message to claims and statements.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    Clean, ToolError, alarm, appointment, callback, canonical,
    catalogue::Tool,
    clean,
    context::{CallContext, Decision, Offer, Planned},
    info, qualification, support,
};
use crate::{
    domain::Language,
    store::ledger::Claim,
    support::Alarm,
    vapi::{Arguments, ToolCall},
};

/// Calls of one message that run; a model that sends more is looping.
pub const CALLS_PER_MESSAGE: usize = 8;

/// One call of a message, ready to run or already answered.
pub struct Prepared<'a> {
    pub call: &'a ToolCall,
    pub work: Result<Work, ToolError>,
}

/// What a call does in the batch.
pub struct Work {
    pub tool: Tool,
    pub claim: Claim,
    pub statements: &'static [&'static str],
    pub offers: Vec<Offer>,
    pub ignored: Vec<String>,
    pub language: Option<Language>,
    /// The danger that the call tells of.
    pub alarm: Option<Alarm>,
}

/// Prepares every call of a message; one that cannot run does not spoil its neighbours.
#[must_use]
pub fn prepare<'a>(context: &CallContext<'_>, calls: &'a [ToolCall]) -> Vec<Prepared<'a>> {
    calls
        .iter()
        .enumerate()
        .map(|(index, call)| Prepared {
            call,
            work: if index < CALLS_PER_MESSAGE {
                work(context, call)
            } else {
                Err(ToolError(format!(
                    "Only {CALLS_PER_MESSAGE} calls of one message run; call this tool again on its own."
                )))
            },
        })
        .collect()
}

fn work(context: &CallContext<'_>, call: &ToolCall) -> Result<Work, ToolError> {
    let tool = find(context, call.name.as_deref())?;
    let Arguments::Object(raw) = &call.arguments else {
        return Err(ToolError(
            "The arguments are not a JSON object of a usable size; call the tool again with its \
             parameters as one, in few words."
                .into(),
        ));
    };
    let alarm = alarm::heard(&context.tenant.support, tool, raw);
    let clean = clean(tool, raw).map_err(|error| match &alarm {
        Some(alarm) => alarm::error(alarm, context, &error),
        None => error,
    })?;
    let planned = plan(context, tool, &clean, alarm.as_ref())?;
    let arguments = canonical(&clean.values, &["language"]);
    let (plan, statements, offers, decided) = match planned.decision {
        Decision::Core { status, facts } => {
            (Value::Null, &[][..], Vec::new(), Some((status, facts)))
        }
        Decision::Sql {
            plan,
            statements,
            offers,
        } => (plan, statements, offers, None),
    };
    // What a dry run has said is never repeated to a caller, nor the other way round.
    let mode = if context.dry { "dry" } else { "live" };
    let claim = Claim {
        id: context.new_id(),
        call_log_id: context.call_log_id.clone(),
        tool_call_id: match &call.id {
            Some(id) => bounded(id),
            None => format!(
                "no-id:{}",
                hash(&[tool.name(), &arguments, &context.message_at])
            ),
        },
        tool: tool.name(),
        writes: tool.writes(),
        args_hash: hash(&[tool.name(), &arguments, mode]),
        effect_key: planned
            .effect
            .map(|effect| hash(&[tool.name(), &effect.to_string(), mode])),
        dry: context.dry,
        message_at: context.message_at.clone(),
        request_id: context.request_id.clone(),
        budget: budget(context, tool, alarm.is_some()),
        plan,
        decided,
    };
    Ok(Work {
        tool,
        claim,
        statements,
        offers,
        ignored: clean.ignored.into_iter().chain(planned.ignored).collect(),
        language: clean.language,
        alarm,
    })
}

/// Calls that are still run past the budget: the way out itself, and whoever is in danger.
const BEYOND: i64 = 10;

fn budget(context: &CallContext<'_>, tool: Tool, alarmed: bool) -> i64 {
    let beyond = alarmed || tool == Tool::RequestCallback;
    context.tenant.tool_calls_a_call + if beyond { BEYOND } else { 0 }
}

fn find(context: &CallContext<'_>, name: Option<&str>) -> Result<Tool, ToolError> {
    name.and_then(|name| Tool::find(context.agent, name))
        .ok_or_else(|| {
            let known: Vec<&str> = context.agent.tools().map(Tool::name).collect();
            ToolError(format!(
                "This assistant does not have that tool; it has {}.",
                known.join(", ")
            ))
        })
}

fn plan(
    context: &CallContext<'_>,
    tool: Tool,
    clean: &Clean,
    alarm: Option<&Alarm>,
) -> Result<Planned, ToolError> {
    match tool {
        Tool::CheckAvailability => appointment::check(context, clean),
        Tool::BookAppointment => appointment::book(context, clean),
        Tool::FindAppointments => appointment::find(context, clean),
        Tool::RescheduleAppointment => appointment::reschedule(context, clean),
        Tool::CancelAppointment => appointment::cancel(context, clean),
        Tool::QualifyProspect => qualification::qualify(context, clean),
        Tool::ScheduleFollowUp => qualification::follow_up(context, clean, alarm),
        Tool::CreateTicket => support::create(context, clean, alarm),
        Tool::FindTickets => support::find(context, clean),
        Tool::AddTicketNote => support::add_note(context, clean, alarm),
        Tool::EscalateTicket => support::escalate(context, clean, alarm),
        Tool::RequestCallback => callback::request(context, clean, alarm),
        Tool::GetBusinessInfo => info::info(context, clean),
    }
}

/// An id that others chose, as a key: a very long one by its hash.
#[must_use]
pub fn bounded(id: &str) -> String {
    if id.len() <= 200 {
        id.to_owned()
    } else {
        format!("long:{}", hash(&[id]))
    }
}

/// SHA-256 over length-prefixed parts, in hex.
#[must_use]
pub fn hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hex::encode(hasher.finalize())
}
