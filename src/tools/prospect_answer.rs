//! The answer about a prospect: its score, what made it and what is still to be asked.

use super::answer::{Answer, Fault, Rendering, facts};
use crate::{
    outcome::{Missing, Saying, Status},
    record,
    store::ledger::LedgerRow,
};

/// Facts of `recorded` prospects.
struct Facts {
    /// The id the call is answered.
    id: String,
    /// Whether the answer may come from the row (1), or from what the call told alone.
    open: i64,
    detail: Detail,
    /// The lowest amount told is above the highest.
    unclear: Option<i64>,
    /// The budget, when it was read as thousands.
    budget_min: Option<i64>,
    budget_max: Option<i64>,
}

record! { Facts: id, open, detail, unclear, budget_min, budget_max }

/// The `score_detail` column, as far as it is told.
struct Detail {
    score: i64,
    /// Points by criterion.
    criteria: serde_json::Map<String, serde_json::Value>,
    /// Fields of the scoring rules.
    missing: Vec<String>,
}

record! { Detail: score, criteria, missing }

/// The prospect as it is now.
struct Now {
    detail: Option<Detail>,
}

record! { Now: detail }

pub fn answer(rendering: &Rendering<'_>, row: &LedgerRow) -> Result<Answer, Fault> {
    let facts: Facts = facts(row)?;
    // A repeat tells what is true now.
    let now: Option<Now> = row
        .prospect
        .as_deref()
        .filter(|_| row.is_repeat() && facts.open == 1)
        .and_then(|json| record::parse(json).ok());
    let detail = now.and_then(|now| now.detail).unwrap_or(facts.detail);
    let missing: Vec<Missing> = Missing::ALL
        .into_iter()
        .filter(|one| detail.missing.iter().any(|field| field == one.field()))
        .collect();
    let (least, most) = (facts.budget_min, facts.budget_max);
    let (status, saying) = if facts.unclear == Some(1) {
        (Status::Clarify, Saying::BudgetUnclear)
    } else if least.or(most).is_some() {
        let missing = missing.clone();
        let read = Saying::BudgetRead {
            least,
            most,
            missing,
        };
        (Status::Recorded, read)
    } else {
        let missing = missing.clone();
        (Status::Recorded, Saying::ProspectNoted { missing })
    };
    Ok(Answer {
        prospect_id: Some(facts.id),
        score: Some(detail.score),
        score_detail: Some(detail.criteria),
        missing: Some(missing),
        ..rendering.say(status, &saying)
    })
}
