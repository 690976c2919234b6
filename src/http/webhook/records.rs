//! Messages that want no answer: 200 once they are stored, 503 when they are not.

use std::sync::Arc;

use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{
    ok,
    routing::{Inbound, NoTenant, Routed},
};
use crate::{
    db::{DbError, Rows, Stmt},
    domain::Language,
    http::{RequestError, exchange::timestamp},
    jobs,
    store::{
        appointments,
        calls::{self, CallFacts, ReportFacts},
        guard::{Guard, GuardRow},
        prospects, tickets, truth,
    },
    tools::{AgentType, from_outputs},
    vapi::{self, Bucket, CallStatus, EndOfCallReport, Event, answer},
};

/// When a call without a report is checked by what else is known: reports come within seconds.
const WITHOUT_REPORT: TimeDelta = TimeDelta::minutes(15);

pub async fn store(mut inbound: Inbound, event: &Event) -> Result<Response, RequestError> {
    match try_store(&mut inbound, event).await {
        Ok(()) => {
            if matches!(event, Event::EndOfCallReport(_)) {
                check_promises(&inbound);
            }
            Ok(ok(answer::acknowledged()))
        }
        Err(NoTenant::Forbidden) => Err(RequestError::Unauthorized),
        Err(NoTenant::Nobody) => kept(&inbound, "no_tenant").await,
        Err(NoTenant::Database(error)) => Err(unavailable(&inbound, &error)),
    }
}

/// After the answer; what fails here the cron job makes good.
fn check_promises(inbound: &Inbound) {
    let Some(call_key) = inbound.call_key() else {
        return;
    };
    let ports = &inbound.exchange.ports;
    let run = inbound.exchange.request_id.clone();
    let scope = inbound.sender.scope().to_owned();
    let (db, log, now) = (
        Arc::clone(&ports.db),
        Arc::clone(&ports.log),
        inbound.exchange.now(),
    );
    ports.runtime.wait_until(Box::pin(async move {
        if let Err(error) = jobs::truth::check_call(&*db, &scope, &call_key, &run, now).await {
            log.write(&json!({"truth_check": error.to_string(), "request_id": run}));
        }
    }));
}

async fn kept(inbound: &Inbound, reason: &'static str) -> Result<Response, RequestError> {
    match inbound.keep(reason, None).await {
        Ok(()) => Ok(ok(answer::acknowledged())),
        Err(error) => Err(unavailable(inbound, &error)),
    }
}

fn unavailable(inbound: &Inbound, error: &DbError) -> RequestError {
    inbound.exchange.note("error", error.to_string());
    RequestError::Unavailable
}

async fn try_store(inbound: &mut Inbound, event: &Event) -> Result<(), NoTenant> {
    let Some(call_key) = inbound.call_key() else {
        return without_call(inbound).await;
    };
    for _ in 0..2 {
        let routed = inbound.route_to(&call_key).await?;
        let Some(agent) = routed
            .tenant
            .agent_for(inbound.envelope.keys.assistant_id.as_deref())
        else {
            return Err(NoTenant::Nobody);
        };
        if apply(inbound, &routed, agent, event, &call_key).await? {
            return Ok(());
        }
        inbound.refresh().await?;
    }
    Err(inbound.never_applied())
}

/// A message without a call becomes no row: it is kept for the tenant it names.
async fn without_call(inbound: &Inbound) -> Result<(), NoTenant> {
    let routed = inbound.resolve("").await?;
    inbound.keep("no_call", Some(&routed.tenant.id)).await?;
    Ok(())
}

/// One batch; false when the guard did not hold.
async fn apply(
    inbound: &Inbound,
    routed: &Routed,
    agent: AgentType,
    event: &Event,
    call_key: &str,
) -> Result<bool, NoTenant> {
    let tenant = &routed.tenant;
    let now = timestamp(inbound.exchange.now());
    let facts = facts(inbound.call_facts(tenant, call_key), event);
    let mut statements = vec![
        routed.bind.clone(),
        calls::upsert(&routed.guard, &facts, &now),
    ];
    if let Event::EndOfCallReport(report) = event {
        statements.extend(report_statements(routed, &facts.id, agent, report, &now));
    }
    statements.extend(promises(
        &routed.guard,
        &facts.id,
        event,
        inbound.exchange.now(),
    ));
    if facts.status_rank == CallStatus::Completed.rank() {
        statements.push(appointments::end_of_call(&routed.guard, &facts.id, &now));
    }
    if let Some(reason) = kept_whole(event) {
        let kept = inbound.stored_event(reason, Some(&tenant.id));
        statements.push(kept.insert_guarded(&routed.guard, &now));
    }
    statements.push(routed.guard.read(&facts.id));
    let rows = inbound.exchange.meter.insist(statements).await?;
    let state: Option<GuardRow> = rows.last().map(Rows::first).transpose()?.flatten();
    Ok(state.is_some_and(|state| state.holds == 1))
}

/// An ended call is checked for what was promised in it: at once with its report, else later.
fn promises(guard: &Guard, call_log_id: &str, event: &Event, now: DateTime<Utc>) -> Option<Stmt> {
    let (said, due) = match event {
        Event::EndOfCallReport(report) => (Some(report.conversation().to_json()), now),
        Event::StatusUpdate(update) if update.has_ended() => (None, now + WITHOUT_REPORT),
        _ => return None,
    };
    Some(truth::plan(
        guard,
        call_log_id,
        said,
        &timestamp(due),
        &timestamp(now),
    ))
}

/// Why a message is kept as it came besides what it does to its call's row.
fn kept_whole(event: &Event) -> Option<&'static str> {
    match event {
        Event::Unknown | Event::TransferUpdate => Some("unknown_type"),
        // The only diagnosis there is of an assistant that did not validate.
        Event::StatusUpdate(update) if update.diagnosis.is_some() => Some("not_accepted"),
        _ => None,
    }
}

/// What the message itself tells of the call.
fn facts(facts: CallFacts, event: &Event) -> CallFacts {
    let (status, reason) = match event {
        Event::StatusUpdate(update) => (update.call_status(), update.ended_reason.as_deref()),
        Event::EndOfCallReport(report) => (
            Some(CallStatus::of_ended(report.ended_reason())),
            report.ended_reason(),
        ),
        _ => (None, None),
    };
    let language = match event {
        Event::LanguageChanged { language } => Language::parse(language).map(Language::code),
        _ => None,
    };
    let started_at = match event {
        Event::EndOfCallReport(report) => report.started_at().map(timestamp),
        _ => None,
    };
    CallFacts {
        call_status: status.map(CallStatus::as_str),
        status_rank: status.map_or(0, CallStatus::rank),
        language,
        started_at: started_at.or(facts.started_at),
        ended_reason: reason.map(str::to_owned),
        ended_bucket: reason.map(|reason| Bucket::of(reason).as_str()),
        ..facts
    }
}

fn report_statements(
    routed: &Routed,
    call_log_id: &str,
    agent: AgentType,
    report: &EndOfCallReport,
    now: &str,
) -> Vec<Stmt> {
    let (guard, tenant) = (&routed.guard, &routed.tenant);
    let mut statements = vec![
        calls::merge_report(guard, call_log_id, &report_facts(report), now),
        calls::disclosed(
            guard,
            call_log_id,
            [report.ai_disclosed_at(), report.recording_announced_at()].map(|at| at.map(timestamp)),
        ),
        calls::rebuild_actions(guard, call_log_id, now),
    ];
    let does = |kind: AgentType| agent == kind || agent == AgentType::MultiPurpose;
    let with = |sql, text: &str| Stmt {
        sql,
        params: guard.with([call_log_id.into(), text.into(), now.into()]),
    };
    if does(AgentType::Qualification) {
        let outputs = report.structured_outputs();
        if let Some(fields) = outputs.and_then(|outputs| from_outputs(&outputs)) {
            statements.push(with(prospects::FILL_GAPS, &fields.to_string()));
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
    if let Some(summary) = report.summary().filter(|_| does(AgentType::Support)) {
        statements.push(with(tickets::ADD_SUMMARY, summary));
    }
    statements
}

fn report_facts(report: &EndOfCallReport) -> ReportFacts {
    ReportFacts {
        duration_seconds: report.duration_seconds(),
        cost_microdollars: report.cost_microdollars(),
        recording_url: report.recording_url().map(str::to_owned),
        transcript: report.transcript().map(str::to_owned),
        summary: report.summary().map(str::to_owned),
        sentiment: report.structured("sentiment").and_then(sentiment),
        ended_at: report.ended_at().map(timestamp),
        transfer_succeeded: report
            .ended_reason()
            .and_then(|reason| vapi::transfer_succeeded(reason, &report.transfers())),
        structured_outputs: report.structured_outputs().map(Value::Object),
        recording_consent: report.recording_consent().map(|consent| {
            json!({"type": consent.kind, "granted_at": consent.granted_at.map(timestamp)})
        }),
        violations: vapi::violations(report),
    }
}

/// Only from structured data, and only the values of the column.
fn sentiment(value: &Value) -> Option<&'static str> {
    match value.as_str()?.to_lowercase().as_str() {
        "positive" => Some("positive"),
        "neutral" => Some("neutral"),
        "negative" => Some("negative"),
        _ => None,
    }
}
