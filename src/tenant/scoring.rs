//! How a tenant scores its prospects: rules that give points, and the scores from which the status
//! moves. The database applies them (`store::prospects`); here they are read and explained.

use std::sync::LazyLock;

use jsonschema::ValidationError;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    domain::{Language, fold},
    outcome::Missing,
    record::FromJson,
    speech,
};

#[cfg(test)]
mod tests;

/// The rules of a tenant that has none of its own, as documented in `docs/scoring.md`.
pub const DEFAULT: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/schemas/scoring-default.json"
));

/// The compiled schema of the rules.
#[jsonschema::validator(
    path = "schemas/scoring.json",
    draft = Draft202012,
    methods = { is_valid = false, validate = false, iter_errors = true }
)]
struct RulesSchema;

/// What points are explained as, in the order in which they are told.
pub const CRITERIA: [&str; 5] = ["budget", "authority", "need", "timeline", "contact"];

/// A tenant's rules, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoringRules {
    rules: Vec<Rule>,
    statuses: Statuses,
}

record! { ScoringRules: rules, statuses = or_default }

/// Points for a field that is known and is as asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Rule {
    criterion: String,
    field: String,
    points: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unless_says: Option<Vec<String>>,
}

record! { Rule: criterion, field, points, at_least, at_most, is, says, unless_says }

/// The scores from which a status is reached; `None`: never by the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Statuses {
    qualified: Option<i64>,
    follow_up: Option<i64>,
}

record! { Statuses: qualified, follow_up }

impl ScoringRules {
    /// Reads rules as the settings hold them.
    ///
    /// # Errors
    /// Each thing that is wrong, with its place: `/rules/0/points: 500 is greater than …`.
    pub fn parse(value: &Value) -> Result<Self, Vec<String>> {
        let wrong: Vec<String> = RulesSchema::iter_errors(value)
            .map(|error| problem(&error))
            .collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let rules = Self::from_json(value).map_err(|error| vec![format!("scoring: {error}")])?;
        match (rules.statuses.qualified, rules.statuses.follow_up) {
            (Some(qualified), Some(follow_up)) if follow_up > qualified => Err(vec![
                "/statuses/follow_up: must not be above qualified, or it is never reached".into(),
            ]),
            _ => Ok(rules),
        }
    }

    /// The tenant's rules, or the documented ones where it has none or none that can be read.
    #[must_use]
    pub fn read(json: Option<&str>) -> Self {
        json.and_then(|json| serde_json::from_str(json).ok())
            .and_then(|value: Value| Self::parse(&value).ok())
            .unwrap_or_else(|| DOCUMENTED.clone())
    }

    /// What the statements need: the rules with their phrases folded, what is worth asking for, and
    /// the words of the explanation in the tenant's language.
    #[must_use]
    pub fn plan(&self, language: Language) -> Value {
        let folded = |phrases: &Option<Vec<String>>| {
            phrases
                .as_ref()
                .map(|phrases| phrases.iter().map(|phrase| fold(phrase)).collect())
        };
        let rules: Vec<Rule> = self
            .rules
            .iter()
            .map(|rule| Rule {
                says: folded(&rule.says),
                unless_says: folded(&rule.unless_says),
                ..rule.clone()
            })
            .collect();
        let asked: Vec<&str> = self.asked().map(Missing::field).collect();
        json!({
            "rules": rules,
            "criteria": CRITERIA,
            "statuses": self.statuses,
            "asked": asked,
            "words": speech::score_words(language),
        })
    }

    /// What is missing while it is not known: a name and a contact always, else what gives points.
    fn asked(&self) -> impl Iterator<Item = Missing> {
        Missing::ALL.into_iter().filter(|missing| {
            matches!(missing, Missing::Name | Missing::Contact)
                || self.rules.iter().any(|rule| rule.field == missing.field())
        })
    }
}

static DOCUMENTED: LazyLock<ScoringRules> = LazyLock::new(|| {
    // The file is part of the program and a test reads it: without it nothing would be scored.
    let parsed = serde_json::from_str(DEFAULT).map(|value| ScoringRules::parse(&value));
    parsed.ok().and_then(Result::ok).unwrap_or(ScoringRules {
        rules: Vec::new(),
        statuses: Statuses::default(),
    })
});

fn problem(error: &ValidationError<'_>) -> String {
    let place = error.instance_path().as_str();
    format!("{place}: {error}")
}
