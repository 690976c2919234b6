//! A tenant's support settings: one JSON document, whatever it leaves out being the default.

use jsonschema::{ValidationError, error::ValidationErrorKind};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Priority, Target};
use crate::{domain::Language, record::FromJson};

/// The settings of a tenant that has settled nothing: a document of the same shape.
pub const DEFAULT: &str = include_str!("default.json");

/// The compiled schema of the document.
#[jsonschema::validator(
    path = "tool-schemas/settings/support.json",
    methods = { is_valid = false, validate = false, iter_errors = true }
)]
struct Schema;

/// What a business has settled about support.
#[derive(Clone, Debug)]
pub struct Support {
    pub categories: Vec<Category>,
    pub priorities: PriorityWords,
    pub times: Times,
    pub escalation: Vec<Rule>,
    pub emergencies: Vec<Emergency>,
    pub transfer: Transfer,
}

/// A kind of matter and the words that tell it.
#[derive(Clone, Debug)]
pub struct Category {
    pub name: String,
    pub words: Vec<String>,
}

record! { Category: name, words }

/// The words that tell how urgent a matter is.
#[derive(Clone, Debug, Default)]
pub struct PriorityWords {
    pub urgent: Vec<String>,
    pub high: Vec<String>,
    pub low: Vec<String>,
}

record! { PriorityWords: urgent, high, low }

/// How soon a ticket of each priority is dealt with.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub urgent: Time,
    pub high: Time,
    pub medium: Time,
    pub low: Time,
}

record! { Times: urgent, high, medium, low }

/// Minutes of opening time.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    pub first_response: u32,
    pub resolution: u32,
}

record! { Time: first_response, resolution }

/// Who gets a ticket that goes up. An absent category or priority fits all.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    pub category: Option<String>,
    pub priority: Option<Priority>,
    pub to: String,
    /// How the caller may hear of them: `notre responsable technique`.
    pub told: Texts,
}

record! { Rule: category, priority, to, told = or_default }

/// A danger, the words that tell it, and those that only look like it.
#[derive(Clone, Debug)]
pub struct Emergency {
    /// `gas` is told the gas emergency line in France.
    pub kind: String,
    pub words: Vec<String>,
    pub except: Vec<String>,
    /// Instead of the sentence of the language.
    pub say: Texts,
}

record! { Emergency: kind, words, except = or_default, say = or_default }

/// To whom calls are handed over.
#[derive(Clone, Debug, Default)]
pub struct Transfer {
    pub targets: Vec<Target>,
    /// Said when nobody is reachable, instead of the sentence of the language.
    pub nobody: Texts,
}

record! { Transfer: targets = or_default, nobody = or_default }

/// A tenant's own words, by language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Texts {
    pub fr: Option<String>,
    pub en: Option<String>,
}

record! { Texts: fr, en }

impl Texts {
    /// In that language; never in another one.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::Fr => self.fr.as_deref(),
            Language::En => self.en.as_deref(),
        }
    }
}

impl Default for Support {
    fn default() -> Self {
        Self::read(&Value::Null)
    }
}

impl Support {
    /// The settings that a stored document makes. A row written by hand may hold anything: a part
    /// that makes no sense reads as its default, so that a typing error silences no line.
    #[must_use]
    pub fn read(own: &Value) -> Self {
        let default = serde_json::from_str(DEFAULT).unwrap_or_default();
        let parts = Parts {
            own: own.as_object().cloned().unwrap_or_default(),
            default,
        };
        Self {
            categories: parts.read("categories").unwrap_or_default(),
            priorities: parts.read("priorities").unwrap_or_default(),
            times: parts.read("times").unwrap_or(Times::NONE),
            escalation: parts.read("escalation").unwrap_or_default(),
            emergencies: parts.read("emergencies").unwrap_or_default(),
            transfer: parts.read("transfer").unwrap_or_default(),
        }
    }

    /// Checks a document before it is stored.
    ///
    /// # Errors
    /// Every fault as `place: what is allowed`, never a value.
    pub fn check(document: &Value) -> Result<(), Vec<String>> {
        let mut faults: Vec<String> = Schema::iter_errors(document)
            .map(|error| fault(&error))
            .collect();
        if faults.is_empty() {
            let support = Self::read(document);
            faults.extend(support.transfer.faults());
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}

impl Times {
    /// Only where not even the default can be read: the tests hold that it can.
    const NONE: Self = {
        let day = Time {
            first_response: 480,
            resolution: 480,
        };
        Self {
            urgent: day,
            high: day,
            medium: day,
            low: day,
        }
    };

    #[must_use]
    pub fn of(&self, priority: Priority) -> Time {
        match priority {
            Priority::Low => self.low,
            Priority::Medium => self.medium,
            Priority::High => self.high,
            Priority::Urgent => self.urgent,
        }
    }
}

/// A tenant's document beside the default one.
struct Parts {
    own: Map<String, Value>,
    default: Map<String, Value>,
}

impl Parts {
    fn read<T: FromJson>(&self, key: &str) -> Option<T> {
        let default = self.default.get(key).cloned().unwrap_or_default();
        let own = self.own.get(key).cloned();
        own.and_then(|own| T::from_json(&laid_over(default.clone(), own)).ok())
            .or_else(|| T::from_json(&default).ok())
    }
}

/// Objects key by key; lists and everything else are replaced as a whole.
fn laid_over(default: Value, own: Value) -> Value {
    match (default, own) {
        (Value::Object(mut default), Value::Object(own)) => {
            for (key, value) in own {
                let below = default.remove(&key).unwrap_or_default();
                default.insert(key, laid_over(below, value));
            }
            Value::Object(default)
        }
        (_, own) => own,
    }
}

fn fault(error: &ValidationError<'_>) -> String {
    let place = error.instance_path().as_str();
    let place = if place.is_empty() { "/" } else { place };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            format!("{place}: unknown {}", unexpected.join(", "))
        }
        kind => format!("{place}: {}", kind.keyword()),
    }
}
