//! Running the calls of one message: one batch, answers from what was read back.

use super::{
    ToolError,
    answer::{Answer, Fault, answer},
    context::{CallContext, language},
    prepare::{Prepared, Work},
};
use crate::{
    db::{Database, DbError, Rows, Stmt},
    store::{
        calls::{self, CallFacts},
        guard::{Guard, GuardRow},
        ledger::{LedgerRow, clear_plans},
    },
    vapi::ToolResult,
};

/// What a batch of tool calls needs besides the calls.
pub struct Message<'a> {
    pub context: &'a CallContext<'a>,
    pub guard: &'a Guard,
    /// Binds the call; at an endpoint seen for the first time it also checks the routing keys.
    pub bind: &'a Stmt,
    pub facts: &'a CallFacts,
    /// RFC 3339 in milliseconds.
    pub now: &'a str,
}

/// Why a message has no answers yet.
#[derive(Debug)]
pub enum NotRun {
    /// The configuration changed under us, or the call belongs to another tenant: load it again.
    Stale,
    Database(DbError),
}

impl From<DbError> for NotRun {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

/// The sentence for the model when something broke inside.
#[must_use]
pub fn fault() -> ToolError {
    ToolError(
        "Something went wrong inside and nothing is certain; do not say it is done. \
         Offer the caller to be called back, or try once more."
            .into(),
    )
}

/// Runs all calls in one batch. A constraint that refuses it is found by running each call in a
/// batch of its own; an outage after which nothing is known is retried once: claims make it safe.
///
/// # Errors
/// [`NotRun`].
pub async fn run(
    db: &dyn Database,
    message: &Message<'_>,
    calls: &[Prepared<'_>],
) -> Result<Vec<ToolResult>, NotRun> {
    match batch(db, message, calls).await {
        Err(NotRun::Database(DbError::Unavailable(_))) => batch(db, message, calls).await,
        Err(NotRun::Database(DbError::Constraint(_))) if calls.len() > 1 => {
            one_by_one(db, message, calls).await
        }
        other => other,
    }
}

async fn one_by_one(
    db: &dyn Database,
    message: &Message<'_>,
    calls: &[Prepared<'_>],
) -> Result<Vec<ToolResult>, NotRun> {
    let mut results = Vec::with_capacity(calls.len());
    for call in calls {
        match batch(db, message, std::slice::from_ref(call)).await {
            Ok(answered) => results.extend(answered),
            Err(NotRun::Stale) => return Err(NotRun::Stale),
            Err(NotRun::Database(_)) => results.push(result(call, Err(fault()))),
        }
    }
    Ok(results)
}

async fn batch(
    db: &dyn Database,
    message: &Message<'_>,
    calls: &[Prepared<'_>],
) -> Result<Vec<ToolResult>, NotRun> {
    let guard = message.guard;
    let tenant = message.context.tenant;
    let call_log_id = &message.facts.id;
    let mut statements = vec![message.bind.clone()];
    let mut reads = Vec::new();
    for work in calls.iter().filter_map(|call| call.work.as_ref().ok()) {
        statements.push(work.claim.insert(guard, message.now));
        statements.extend(work.statements.iter().map(|sql| work.claim.then(sql)));
        reads.push(statements.len());
        statements.push(work.claim.read(guard));
    }
    statements.push(calls::upsert(guard, message.facts, message.now));
    statements.push(calls::rebuild_actions(guard, call_log_id, message.now));
    statements.push(clear_plans(&tenant.id, call_log_id));
    statements.push(guard.read(call_log_id));

    let rows = db.batch(statements).await?;
    let state: GuardRow = rows
        .last()
        .map(Rows::first)
        .transpose()?
        .flatten()
        .ok_or_else(|| DbError::Decode("no guard row".into()))?;
    if state.holds == 0 {
        return Err(NotRun::Stale);
    }
    let mut reads = reads.into_iter().map(|index| rows.get(index));
    calls
        .iter()
        .map(|call| {
            let outcome = match &call.work {
                Err(error) => Err(error.clone()),
                Ok(work) => {
                    let row: Option<LedgerRow> = reads
                        .next()
                        .flatten()
                        .map(Rows::first)
                        .transpose()?
                        .flatten();
                    let language = language(work.language, state.language.as_deref(), tenant);
                    row.ok_or(Fault)
                        .and_then(|row| answer(tenant, work.tool, language, &row))
                        .map(|answer| match message.context.promises {
                            true => answer,
                            false => answer.without_promise(language, message.context.today()),
                        })
                        .map(|answer| complete(answer, work))
                        .map_err(|Fault| fault())
                }
            };
            Ok(result(call, outcome))
        })
        .collect()
}

fn complete(answer: Answer, work: &Work) -> String {
    Answer {
        ignored: work.ignored.clone(),
        ..answer
    }
    .to_json()
}

/// The entry of one call.
#[must_use]
pub fn result(call: &Prepared<'_>, outcome: Result<String, ToolError>) -> ToolResult {
    ToolResult {
        tool_call_id: call.call.id.clone(),
        name: call.call.name.clone(),
        outcome: outcome.map_err(|error| error.0),
    }
}
