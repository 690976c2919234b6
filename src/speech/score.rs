//! The words in which a score is explained to staff; they are read, not spoken.

use serde::Serialize;

use crate::domain::Language;

/// One language's words.
#[derive(Serialize)]
pub struct ScoreWords {
    score: &'static str,
    /// Between a heading and its list.
    colon: &'static str,
    missing: &'static str,
    /// Said when nothing is missing.
    complete: &'static str,
    criteria: Criteria,
    fields: Fields,
}

/// The criteria of the rules.
#[derive(Serialize)]
struct Criteria {
    budget: &'static str,
    authority: &'static str,
    need: &'static str,
    timeline: &'static str,
    contact: &'static str,
}

/// The fields of the rules.
#[derive(Serialize)]
struct Fields {
    name: &'static str,
    contact: &'static str,
    budget: &'static str,
    interest_type: &'static str,
    location_preference: &'static str,
    property_type: &'static str,
    timeline: &'static str,
    decision_maker: &'static str,
}

/// The words of a language.
#[must_use]
pub fn score_words(language: Language) -> ScoreWords {
    match language {
        Language::Fr => ScoreWords {
            score: "Score",
            colon: " : ",
            missing: "Il manque",
            complete: "Il ne manque rien.",
            criteria: Criteria {
                budget: "budget",
                authority: "décideur",
                need: "besoin",
                timeline: "échéance",
                contact: "contact",
            },
            fields: Fields {
                name: "nom",
                contact: "contact",
                budget: "budget",
                interest_type: "projet",
                location_preference: "secteur",
                property_type: "type de bien",
                timeline: "échéance",
                decision_maker: "décideur",
            },
        },
        Language::En => ScoreWords {
            score: "Score",
            colon: ": ",
            missing: "Missing",
            complete: "Nothing is missing.",
            criteria: Criteria {
                budget: "budget",
                authority: "authority",
                need: "need",
                timeline: "timeline",
                contact: "contact",
            },
            fields: Fields {
                name: "name",
                contact: "contact",
                budget: "budget",
                interest_type: "project",
                location_preference: "area",
                property_type: "type of property",
                timeline: "timeline",
                decision_maker: "who decides",
            },
        },
    }
}
