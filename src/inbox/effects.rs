//! What a stored message does: the statements of the one batch that stores and processes it.

use chrono::TimeDelta;

use super::{Arrival, Happening, facts::of_arrival};
use crate::{
    db::{Stmt, timestamp},
    store::{
        appointments, calls, events::State, guard::Guard, prospects, reconciliation, tickets, truth,
    },
    tenant::Tenant,
    tools::{AgentType, from_outputs},
    vapi::EndOfCallReport,
};

/// When a call without a report is checked by what else is known: reports come within seconds.
const WITHOUT_REPORT: TimeDelta = TimeDelta::minutes(15);

/// Stores the message as processed and processes it, while the guard holds; the last statement
/// tells whether it did. `bind` binds the call to its tenant.
#[must_use]
pub fn statements(
    arrival: &Arrival,
    call_key: &str,
    tenant: &Tenant,
    agent: AgentType,
    guard: &Guard,
    bind: Stmt,
    now: &str,
) -> Vec<Stmt> {
    let heard_at = timestamp(arrival.received_at);
    let facts = of_arrival(arrival, &guard.tenant_id, call_key);
    let stored = arrival.stored(State::Done, Some(&guard.tenant_id), arrival.reason());
    let mut statements = vec![
        bind,
        stored.insert_processed(guard, now),
        calls::upsert(guard, &facts, &heard_at),
    ];
    match &arrival.happening {
        Happening::Report {
            report,
            conversation,
            fetched,
        } => {
            let disclosed = [report.ai_disclosed_at(), report.recording_announced_at()];
            statements.push(calls::disclosed(
                guard,
                &facts.id,
                disclosed.map(|at| at.map(timestamp)),
            ));
            if *fetched {
                statements.push(reconciliation::mark_fetched(guard, &facts.id, &heard_at));
            }
            statements.push(calls::rebuild_actions(guard, &facts.id, &heard_at));
            statements.extend(of_report(
                guard,
                &facts.id,
                (tenant, agent),
                report,
                &heard_at,
            ));
            let said = match conversation.is_empty() {
                true => report.conversation().to_json(),
                false => conversation.to_json(),
            };
            statements.push(truth::plan(guard, &facts.id, Some(said), &heard_at, now));
        }
        Happening::Status(update) if update.has_ended() => {
            let due = timestamp(arrival.received_at + WITHOUT_REPORT);
            statements.push(truth::plan(guard, &facts.id, None, &due, now));
        }
        _ => {}
    }
    if facts.is_over {
        statements.push(appointments::end_of_call(guard, &facts.id, now));
    }
    statements.push(guard.read(&facts.id));
    statements
}

/// What a report does besides its row, by the agent type of the assistant.
fn of_report(
    guard: &Guard,
    call_log_id: &str,
    (tenant, agent): (&Tenant, AgentType),
    report: &EndOfCallReport,
    now: &str,
) -> Vec<Stmt> {
    let does = |kind: AgentType| agent == kind || agent == AgentType::MultiPurpose;
    let mut statements = Vec::new();
    if does(AgentType::Qualification) {
        let outputs = report.structured_outputs();
        if let Some(fields) = outputs.and_then(|outputs| from_outputs(&outputs)) {
            let fields = fields.to_string();
            statements.push(Stmt {
                sql: prospects::FILL_GAPS,
                params: guard.with([call_log_id.into(), fields.into(), now.into()]),
            });
            statements.push(Stmt {
                sql: prospects::SCORE_OF_CALL,
                params: guard.with([
                    call_log_id.into(),
                    tenant.scoring.plan(tenant.language).to_string().into(),
                    now.into(),
                ]),
            });
        }
    }
    if does(AgentType::Support) && report.summary().is_some() {
        statements.push(tickets::add_summary(guard, call_log_id, now));
    }
    statements
}
