//! Running the calls of one message: one batch, answers from what was read back.

use super::{
    ToolError, alarm,
    answer::{Answer, Fault, answer},
    context::{CallContext, language},
    prepare::{CALLS_PER_MESSAGE, Prepared, Work},
};
use crate::{
    db::{Database, DbError, Rows, Stmt},
    domain::Language,
    outcome::{Saying, Status},
    speech,
    store::{
        appointments,
        calls::{self, CallFacts},
        guard::{Guard, GuardRow},
        ledger::{LedgerRow, clear_plans},
        tickets,
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

/// The answers of a message, one a call, in order.
#[derive(Debug, Default)]
pub struct Answered {
    pub results: Vec<ToolResult>,
    /// Calls whose id came with other arguments before: some models number every call alike.
    pub reused_ids: usize,
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

/// Runs all calls in one batch. What a constraint or a limit refuses is found by running each call
/// in a batch of its own; an outage after which nothing is known is retried once: claims make it safe.
///
/// # Errors
/// [`NotRun`].
pub async fn run(
    db: &dyn Database,
    message: &Message<'_>,
    calls: &[Prepared<'_>],
) -> Result<Answered, NotRun> {
    match batch(db, message, calls).await {
        Err(NotRun::Database(DbError::Unavailable(_))) => batch(db, message, calls).await,
        Err(NotRun::Database(DbError::Constraint(_) | DbError::Invalid(_))) if calls.len() > 1 => {
            one_by_one(db, message, calls).await
        }
        other => other,
    }
}

async fn one_by_one(
    db: &dyn Database,
    message: &Message<'_>,
    calls: &[Prepared<'_>],
) -> Result<Answered, NotRun> {
    let mut all = Answered::default();
    for call in calls {
        match batch(db, message, std::slice::from_ref(call)).await {
            Ok(answered) => {
                all.results.extend(answered.results);
                all.reused_ids += answered.reused_ids;
            }
            Err(NotRun::Stale) => return Err(NotRun::Stale),
            Err(NotRun::Database(_)) => all.results.push(result(call, Err(fault()))),
        }
    }
    Ok(all)
}

async fn batch(
    db: &dyn Database,
    message: &Message<'_>,
    calls: &[Prepared<'_>],
) -> Result<Answered, NotRun> {
    let guard = message.guard;
    let tenant = message.context.tenant;
    let call_log_id = &message.facts.id;
    let mut statements = vec![message.bind.clone()];
    if message.context.holds {
        statements.push(appointments::renew(guard, call_log_id, message.now));
    }
    let mut reads = Vec::new();
    for work in calls.iter().filter_map(|call| call.work.as_ref().ok()) {
        statements.push(work.claim.insert(guard, message.now));
        statements.extend(work.statements.iter().map(|sql| work.claim.then(sql)));
        let offers = work.offers.iter();
        statements.extend(offers.map(|offer| work.claim.then_over(offer.sql, &offer.starts)));
        if message.context.holds && !work.offers.is_empty() {
            let held = [appointments::REPLACE_OFFER, appointments::HOLD];
            statements.extend(held.map(|sql| work.claim.then(sql)));
        }
        reads.push(statements.len());
        statements.push(work.claim.read(guard));
    }
    statements.push(calls::meet(guard, message.facts, message.now));
    statements.push(calls::rebuild_actions(guard, call_log_id, message.now));
    // Those past the limit of one message have been told so already.
    let errors = calls.iter().filter(|call| call.work.is_err()).count();
    let errors = errors.min(CALLS_PER_MESSAGE);
    if errors > 0 {
        statements.push(calls::add_tool_errors(guard, call_log_id, errors));
    }
    // A report may have come before: what it says belongs to a ticket that is made after it too.
    let is_support = |call: &Prepared<'_>| {
        let work = call.work.as_ref();
        work.is_ok_and(|work| work.tool.folder() == "support")
    };
    if calls.iter().any(is_support) {
        statements.push(tickets::add_summary(guard, call_log_id, message.now));
    }
    statements.push(clear_plans(&tenant.id, call_log_id));
    // Every row that is read back also says whether the guard held.
    let state_at = reads.first().copied().unwrap_or(statements.len());
    if reads.is_empty() {
        statements.push(guard.read(call_log_id));
    }

    let rows = db.batch(statements).await?;
    let state: GuardRow = rows
        .get(state_at)
        .map(Rows::first)
        .transpose()?
        .flatten()
        .ok_or_else(|| DbError::Decode("no guard row".into()))?;
    if state.holds == 0 {
        return Err(NotRun::Stale);
    }
    let mut reads = reads.into_iter().map(|index| rows.get(index));
    let mut answered = Answered::default();
    for call in calls {
        let read = call.work.as_ref().ok().and_then(|_| reads.next()).flatten();
        let row: Option<LedgerRow> = read.map(Rows::first).transpose()?.flatten();
        answered.reused_ids += usize::from(row.as_ref().is_some_and(LedgerRow::is_reused));
        let outcome = outcome(message.context, &state, call, row);
        answered.results.push(result(call, outcome));
    }
    Ok(answered)
}

/// What a call is answered with, by what was read back.
fn outcome(
    context: &CallContext<'_>,
    state: &GuardRow,
    call: &Prepared<'_>,
    row: Option<LedgerRow>,
) -> Result<String, ToolError> {
    let tenant = context.tenant;
    let work = match &call.work {
        Ok(work) => work,
        Err(_) if state.spent >= tenant.tool_calls_a_call => {
            let language = language(None, state.language.as_deref(), tenant);
            let mut way = another_way(context, language);
            let first = alarm::unanswered(Some(tenant), call.call, language, context.today());
            if let Some(first) = first {
                way.say = speech::before(first, &way.say);
            }
            return Ok(way.to_json());
        }
        Err(error) => return Err(error.clone()),
    };
    let language = language(work.language, state.language.as_deref(), tenant);
    let row = row.ok_or_else(fault)?;
    let refused = row.mine != Some(1) && row.spent >= work.claim.budget;
    // What a call has done before is told all the same.
    let answer = if refused && (row.status.is_none() || !work.tool.writes()) {
        another_way(context, language)
    } else {
        answer(tenant, work.tool, language, &row).map_err(|Fault| fault())?
    };
    Ok(complete(context, answer, work, language))
}

/// The way out of a loop: the caller is offered to be called back, which still can be asked for.
fn another_way(context: &CallContext<'_>, language: Language) -> Answer {
    let say = speech::say(&Saying::AnotherWay, language, context.today());
    Answer::spoken(Status::Info, say)
}

/// The answer as it is sent.
fn complete(context: &CallContext<'_>, answer: Answer, work: &Work, language: Language) -> String {
    let answer = if context.promises {
        answer
    } else {
        answer.without_promise(language, context.today())
    };
    let answer = match &work.alarm {
        Some(alarm) => alarm::answer(alarm, context, language, answer),
        None => answer,
    };
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
