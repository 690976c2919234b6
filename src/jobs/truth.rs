//! Checks ended calls for promises that nothing keeps: at once after a report, and by the cron job
//! what was missed then or never had a report.

use std::sync::Arc;

use crate::calendar::Zone;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    db::{BoxFuture, Database, DbError, Rows},
    domain::{Language, PhoneNumber, signalled},
    http::{Exchange, timestamp},
    record,
    store::{
        callbacks::{Entry, Kind, Source},
        truth::{CheckRow, close, due_checks, open_check, postpone},
    },
    truth::{self, Finding, Subject, Wrong},
    vapi::Conversation,
};

/// Calls checked in one run of the job.
const AT_MOST: i64 = 20;

/// How long a check waits that cannot be made: something is wrong with it, not with the others.
const POSTPONED: TimeDelta = TimeDelta::hours(1);

/// The job: `{"checked", "findings"}`.
pub fn run(exchange: Arc<Exchange>) -> BoxFuture<'static, Result<Value, DbError>> {
    Box::pin(async move {
        let now = exchange.now();
        let rows = exchange
            .meter
            .read(due_checks(&timestamp(now), AT_MOST))
            .await?;
        let rows: Vec<CheckRow> = rows.all()?;
        let mut findings = 0;
        for row in &rows {
            // Each under an id of its own: what two runs find is written by the one that closes.
            let run = exchange.ports.ids.new_id(now).to_string();
            match check(&exchange.meter, row, &run, now).await {
                Ok(found) => findings += found,
                Err(error @ DbError::Unavailable(_)) => return Err(error),
                Err(error) => {
                    exchange.note("truth_check", error.to_string());
                    let later = postpone(row, &timestamp(now + POSTPONED));
                    exchange.meter.insist(vec![later]).await?;
                }
            }
        }
        Ok(json!({"checked": rows.len(), "findings": findings}))
    })
}

/// Checks one call, if a check of it is open. `run` is an id of this run alone.
///
/// # Errors
/// That of the database; the check stays open.
pub async fn check_call(
    db: &dyn Database,
    scope: &str,
    vapi_call_id: &str,
    run: &str,
    now: DateTime<Utc>,
) -> Result<usize, DbError> {
    let rows = db.batch(vec![open_check(scope, vapi_call_id)]).await?;
    match rows.first().map(Rows::first).transpose()?.flatten() {
        Some(row) => check(db, &row, run, now).await,
        None => Ok(0),
    }
}

/// Closes the check and lists what it found, in one batch.
async fn check(
    db: &dyn Database,
    row: &CheckRow,
    run: &str,
    now: DateTime<Utc>,
) -> Result<usize, DbError> {
    let findings = findings(row)?;
    let now = timestamp(now);
    let mut statements = vec![close(row, run, findings.len(), &now)];
    statements.extend(
        findings
            .iter()
            .map(|finding| entry(row, finding).insert_if_checked(&row.tenant_id, &now, run)),
    );
    db.batch(statements).await?;
    Ok(findings.len())
}

fn findings(row: &CheckRow) -> Result<Vec<Finding>, DbError> {
    let said = row
        .said
        .as_deref()
        .map(serde_json::from_str::<Conversation>);
    let conversation = said.transpose()?.unwrap_or_default();
    let ledger: Vec<truth::Entry> = record::parse(&row.ledger)?;
    let started: DateTime<Utc> = row
        .started_at
        .parse()
        .map_err(|_| DbError::Decode("started_at is no time".into()))?;
    let zone: Zone = row
        .time_zone
        .parse()
        .map_err(|_| DbError::Decode("time_zone is none".into()))?;
    Ok(truth::check(&truth::Call {
        conversation: &conversation,
        ledger: &ledger,
        now: zone.local(started),
        ended_reason: row.ended_reason.as_deref(),
        transfer_succeeded: row.transfer_succeeded.map(|flag| flag != 0),
        outbound: row.direction.as_deref() == Some("outbound"),
        simulated: row.simulated,
        messages_sent: row.messages_sent,
    }))
}

/// The entry of a finding: the same for the same finding about the same call.
fn entry(row: &CheckRow, finding: &Finding) -> Entry {
    let id = format!(
        "truth-{}-{}-{}",
        row.call_id,
        finding.wrong.name(),
        finding.about.name()
    );
    let language = Language::parse(&row.language).unwrap_or_default();
    let own: Vec<Option<String>> = record::parse(&row.own_numbers).unwrap_or_default();
    let own: Vec<PhoneNumber> = own
        .iter()
        .flatten()
        .filter_map(|number| PhoneNumber::parse_e164(number))
        .collect();
    let caller =
        signalled(row.from_number.as_deref(), &own).map(|number| number.as_str().to_owned());
    Entry {
        reason: Some(truth::reason(finding, language)),
        phone_source: caller.is_some().then_some("caller"),
        phone: caller.clone(),
        caller_number: caller,
        call_id: Some(row.call_id.clone()),
        quote: Some(finding.quote.clone()).filter(|quote| !quote.is_empty()),
        ..Entry::new(id, kind(finding), Source::Report)
    }
}

fn kind(finding: &Finding) -> Kind {
    match (finding.wrong, finding.about) {
        (Wrong::PromiseWithoutRow, Subject::Transfer) => Kind::Transfer,
        (Wrong::PromiseWithoutRow | Wrong::PromiseContradicted, _) => Kind::Promise,
        (Wrong::PendingUnresolved, _) => Kind::Pending,
        (Wrong::FailedNotTold | Wrong::CutOff, _) => Kind::Missed,
    }
}
