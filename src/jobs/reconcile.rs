//! Finds the calls whose report never came, at Vapi.
//!
//! 1 which accounts have a key → 2 list, span by span, what was updated since the last run → 3 of
//! what has ended, which calls have no report here → 4 take them as if the report had come, marked
//! as fetched → 5 save how far it got. A run that breaks off goes on at the span it was at: what was
//! taken twice changes nothing.

mod windows;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use http::Method;
use serde_json::{Value, json};

use crate::{
    db::{BoxFuture, Database, DbError, Rows, timestamp},
    http::Exchange,
    inbox::{self, Arrival, Happening, Processed},
    store::reconciliation::{self as store, AccountRow, Progress},
    vapi::{
        self, Event, FetchedCall, Message,
        api::{Api, ApiError},
        listed_calls,
    },
};
use windows::{Span, Windows};

/// Accounts of one run.
const ACCOUNTS: i64 = 5;
/// Pages of one account in a run.
const PAGES: usize = 30;
/// Calls of one page: each comes with its whole conversation.
const PAGE: usize = 25;
/// How far back the first run looks.
const FIRST: TimeDelta = TimeDelta::days(7);
/// What each run looks at again: clocks differ, and a call may be changed after its end.
const OVERLAP: TimeDelta = TimeDelta::minutes(10);
/// Longest wait after failures.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// What a run did.
#[derive(Default)]
struct Tally {
    pages: usize,
    fetched: usize,
    /// Ended calls that are nobody's here, or not this account's to tell of.
    foreign: usize,
    /// Calls that could not be processed: left to the inbox.
    kept: usize,
    waiting: usize,
}

/// The job: `{"accounts", "pages", "fetched", "foreign", "kept", "waiting"}`.
pub fn run(exchange: Arc<Exchange>) -> BoxFuture<'static, Result<Value, DbError>> {
    Box::pin(async move {
        let platform = exchange.ports.settings.vapi_api_key.is_some();
        let mut statements = Vec::new();
        if platform {
            statements.push(store::open_platform());
        }
        statements.push(store::accounts(
            &timestamp(exchange.now()),
            ACCOUNTS,
            platform,
        ));
        let rows = exchange.meter.insist(statements).await?;
        let accounts: Vec<AccountRow> = rows.last().map(Rows::all).transpose()?.unwrap_or_default();
        let mut tally = Tally::default();
        for account in &accounts {
            look_at(&exchange, account, &mut tally).await?;
        }
        Ok(
            json!({"accounts": accounts.len(), "pages": tally.pages, "fetched": tally.fetched,
            "foreign": tally.foreign, "kept": tally.kept, "waiting": tally.waiting}),
        )
    })
}

/// The associated data of a tenant's sealed key.
#[must_use]
pub fn key_context(tenant_id: &str) -> String {
    format!("reconciliations.api_key_encrypted:{tenant_id}")
}

/// Steps 2 to 5 for one account.
async fn look_at(exchange: &Exchange, row: &AccountRow, tally: &mut Tally) -> Result<(), DbError> {
    // Waits are measured by the real clock, whatever day was chosen.
    let waits =
        |until: &String| until.as_str() > timestamp(exchange.ports.stopwatch.now()).as_str();
    if row.retry_at.as_ref().is_some_and(waits) {
        tally.waiting += 1;
        return Ok(());
    }
    let mut work = Work::new(exchange, row);
    let Some(key) = work.key() else {
        let why = "the key cannot be opened with this ENCRYPTION_KEY".to_owned();
        work.fail(why, None);
        return work.save().await.map(|_| ());
    };
    let api = Api {
        http: &*exchange.ports.http,
        runtime: &*exchange.ports.runtime,
        base_url: &exchange.ports.settings.vapi_base_url,
        key: &key,
    };
    for _ in 0..PAGES {
        let Some(span) = work.windows.next() else {
            break;
        };
        tally.pages += 1;
        match list(&api, span).await {
            Ok(calls) => work.take(&calls, tally).await?,
            Err((why, after)) => work.fail(why, after),
        }
        let saved = work.save().await?;
        if !saved || work.progress.retry_at.is_some() {
            break;
        }
    }
    Ok(())
}

/// One page. The text tells why not, and whether Vapi named a wait.
async fn list(api: &Api<'_>, span: Span) -> Result<Vec<FetchedCall>, (String, Option<Duration>)> {
    let at = |ms: i64| {
        DateTime::from_timestamp_millis(ms)
            .map(timestamp)
            .unwrap_or_default()
    };
    let Span(from, until) = span;
    let path = format!(
        "/call?limit={PAGE}&updatedAtGe={}&updatedAtLt={}",
        at(from),
        at(until)
    );
    match api.send(Method::GET, &path).await {
        Ok(body) => listed_calls(&body).ok_or(("the answer is no list of calls".to_owned(), None)),
        Err(ApiError::Later { why, after }) => Err((why, after)),
        Err(ApiError::Refused(status)) => Err((format!("refused with {}", status.as_u16()), None)),
    }
}

/// One account in work.
struct Work<'a> {
    exchange: &'a Exchange,
    row: &'a AccountRow,
    windows: Windows,
    progress: Progress,
    revision: i64,
    /// Calls dealt with in this run: pages overlap.
    done: BTreeSet<String>,
}

impl<'a> Work<'a> {
    /// Goes on where the last run broke off, else with the time since.
    fn new(exchange: &'a Exchange, row: &'a AccountRow) -> Self {
        let mut windows = Windows::read(&row.windows);
        let mut looked_until = row.looked_until.clone();
        if windows.next().is_none() {
            let now = exchange.now();
            let last = looked_until
                .as_ref()
                .and_then(|last| last.parse::<DateTime<Utc>>().ok());
            let from = last.map_or(now - FIRST, |last| last.min(now) - OVERLAP);
            windows.add(Span(from.timestamp_millis(), now.timestamp_millis() + 1));
            looked_until = Some(timestamp(now));
        }
        Self {
            exchange,
            row,
            windows,
            progress: Progress {
                looked_until,
                failures: row.failures,
                ..Progress::default()
            },
            revision: row.revision,
            done: BTreeSet::new(),
        }
    }

    fn key(&self) -> Option<String> {
        let settings = &self.exchange.ports.settings;
        if self.row.account.is_empty() {
            return settings.vapi_api_key.clone();
        }
        let sealed = self.row.api_key_encrypted.as_ref()?;
        let cipher = settings.cipher.as_ref()?;
        cipher.open(sealed, &key_context(&self.row.account)).ok()
    }

    /// Steps 3 and 4 for one page.
    async fn take(&mut self, calls: &[FetchedCall], tally: &mut Tally) -> Result<(), DbError> {
        let db = &self.exchange.meter;
        let ended: Vec<&FetchedCall> = calls.iter().filter(|call| call.ended).collect();
        for id in self.without_report(&ended).await? {
            let Some(call) = ended.iter().find(|call| call.id == id) else {
                continue;
            };
            if self.done.contains(&id) {
                continue;
            }
            let now = self.exchange.now();
            match fetched(now, &self.row.account, call) {
                Some(arrival) => match inbox::process(db, now, &arrival).await {
                    Ok(Processed::Done(_)) => {
                        tally.fetched += 1;
                        self.progress.fetched += 1;
                    }
                    Ok(Processed::Unrouted | Processed::Refused) => tally.foreign += 1,
                    Err(error @ DbError::Unavailable(_)) => return Err(error),
                    // Something is wrong with this one: the others do not wait for it.
                    Err(error) => {
                        db.insist(vec![arrival.pending(None, &error, now)]).await?;
                        tally.kept += 1;
                    }
                },
                None => tally.foreign += 1,
            }
            self.done.insert(id);
        }
        let times: Vec<i64> = calls
            .iter()
            .map(|call| call.updated_at.timestamp_millis())
            .collect();
        self.windows.listed(&times);
        self.progress.failures = 0;
        self.progress.last_error = None;
        self.progress.retry_at = None;
        Ok(())
    }

    async fn without_report(&self, calls: &[&FetchedCall]) -> Result<Vec<String>, DbError> {
        struct Missing {
            id: String,
        }

        record! { Missing: id }

        if calls.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<&str> = calls.iter().map(|call| call.id.as_str()).collect();
        let statement = store::without_report(&self.row.account, &json!(ids).to_string());
        let missing: Vec<Missing> = self.exchange.meter.read(statement).await?.all()?;
        Ok(missing.into_iter().map(|missing| missing.id).collect())
    }

    /// What Vapi asks for, else a minute doubled with every failure.
    fn fail(&mut self, why: String, after: Option<Duration>) {
        self.progress.failures += 1;
        let doublings = u32::try_from(self.progress.failures.clamp(1, 7)).unwrap_or(1) - 1;
        let backoff = TimeDelta::minutes(2_i64.pow(doublings));
        let asked = after.and_then(|after| TimeDelta::from_std(after).ok());
        let wait = asked.unwrap_or(backoff).min(LONGEST_WAIT);
        let now = self.exchange.ports.stopwatch.now();
        self.progress.retry_at = Some(timestamp(now + wait));
        self.progress.last_error = Some(why);
    }

    /// Step 5. False when another run has come between.
    async fn save(&mut self) -> Result<bool, DbError> {
        self.progress.windows = self.windows.to_json();
        self.progress.last_run_at = timestamp(self.exchange.now());
        let statement = store::save(&self.row.account, self.revision, &self.progress);
        // Not insisted upon: a save that was lost is seen as another run.
        let rows = self.exchange.meter.batch(vec![statement]).await?;
        self.progress.fetched = 0;
        self.revision += 1;
        Ok(rows.first().is_some_and(|rows| !rows.0.is_empty()))
    }
}

/// A listed call as the message that never came.
fn fetched(now: DateTime<Utc>, scope: &str, call: &FetchedCall) -> Option<Arrival> {
    let Message {
        mut envelope,
        event,
    } = vapi::parse(&call.report).ok()?;
    let Event::EndOfCallReport(report) = event else {
        return None;
    };
    envelope.message_type = "call.fetched".to_owned();
    let happening = Happening::Report {
        conversation: report.conversation(),
        report,
        fetched: true,
    };
    Some(Arrival::new(scope, now, envelope, happening, &call.report))
}
