//! The answer about a prospect: what its row still lacks, from the row itself.

use serde::Deserialize;

use super::answer::{Answer, Fault, Rendering, facts};
use crate::{
    outcome::{Missing, Saying, Status},
    store::ledger::LedgerRow,
};

/// Which parts of the prospect are known (1) or not (0, null).
#[derive(Deserialize)]
struct Known {
    score: Option<i64>,
    name: Option<i64>,
    contact: Option<i64>,
    budget: Option<i64>,
    interest_type: Option<i64>,
    location: Option<i64>,
    property_type: Option<i64>,
    timeline: Option<i64>,
    decision_maker: Option<i64>,
    budget_unclear: Option<i64>,
}

pub fn answer(rendering: &Rendering<'_>, row: &LedgerRow) -> Result<Answer, Fault> {
    let known: Known = facts(row)?;
    let missing: Vec<Missing> = [
        (known.name, Missing::Name),
        (known.contact, Missing::Contact),
        (known.interest_type, Missing::InterestType),
        (known.budget, Missing::Budget),
        (known.location, Missing::Location),
        (known.property_type, Missing::PropertyType),
        (known.timeline, Missing::Timeline),
        (known.decision_maker, Missing::DecisionMaker),
    ]
    .into_iter()
    .filter(|(known, _)| *known != Some(1))
    .map(|(_, missing)| missing)
    .collect();
    let (status, saying) = if known.budget_unclear == Some(1) {
        (Status::Clarify, Saying::BudgetUnclear)
    } else {
        let missing = missing.clone();
        (Status::Recorded, Saying::ProspectNoted { missing })
    };
    Ok(Answer {
        prospect_id: row.effect_id.clone(),
        score: known.score,
        missing: Some(missing),
        ..rendering.say(status, &saying)
    })
}
