//! What a tool knows of the call it serves.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::AgentType;
use crate::{
    domain::{Language, PhoneNumber, fold},
    ports::Ids,
    tenant::{Service, Tenant},
};

/// One message's calls share it.
pub struct CallContext<'a> {
    pub tenant: &'a Tenant,
    pub agent: AgentType,
    /// The signalled number; withheld ones and the tenant's own count as none.
    pub caller: Option<PhoneNumber>,
    /// `call_logs.id`.
    pub call_log_id: String,
    /// The message's own timestamp as it stands in the body (one without is new each time), and
    /// the request that brought it.
    pub message_at: String,
    pub request_id: String,
    /// Nothing is written but the ledger: simulations and dry chats.
    pub dry: bool,
    /// What is offered is held: in phone calls only, not in chats, web calls or dry runs.
    pub holds: bool,
    /// False in dry text chats: a customer reads the answers, so nothing may be told as done.
    pub promises: bool,
    pub now: DateTime<Utc>,
    pub ids: &'a dyn Ids,
}

impl CallContext<'_> {
    /// The tenant's wall clock.
    #[must_use]
    pub fn local(&self) -> NaiveDateTime {
        self.tenant.calendar.local(self.now)
    }

    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.local().date()
    }

    #[must_use]
    pub fn new_id(&self) -> String {
        self.ids.new_id(self.now).to_string()
    }

    /// The service a caller named, or the default one; the second value is what to tell the model
    /// when the name fits none.
    #[must_use]
    pub fn service(&self, named: Option<&str>) -> (Option<&Service>, Option<String>) {
        let default = self.tenant.default_service();
        match named {
            None => (default, None),
            Some(name) => match self.tenant.service(name) {
                Some(service) => (Some(service), None),
                None => (default, Some(self.services_allowed())),
            },
        }
    }

    fn services_allowed(&self) -> String {
        let names: Vec<&str> = self
            .tenant
            .services
            .iter()
            .map(|service| service.id.as_str())
            .collect();
        format!("service: {}", names.join(", "))
    }

    /// The part of every plan that says who calls and when.
    #[must_use]
    pub fn plan(&self, name: Option<&str>) -> Value {
        let named = i64::from(name.is_some());
        let name = name
            .map(without_titles)
            .filter(|name| !name.is_empty() && name.split(' ').count() <= NAME_WORDS);
        let offset = (self.local() - self.now.naive_utc()).num_minutes();
        json!({
            "caller": self.caller.as_ref().map(PhoneNumber::as_str),
            "caller_written": self.caller.as_ref().map(|caller| caller.notations(self.tenant.country)),
            "titles": TITLES,
            "named": named,
            "name": name,
            "name_words": name.as_deref().map(|name| name.split(' ').collect::<Vec<_>>()),
            "now": self.now.timestamp() / 60,
            "offset": offset,
            "holds": i64::from(self.holds),
            "default_resource": self.tenant.calendar.resources.first(),
        })
    }
}

/// Words of a name that is looked for; more are a list of names to try.
const NAME_WORDS: usize = 8;

/// What stands before a name without being part of it, folded.
const TITLES: [&str; 16] = [
    "m",
    "mr",
    "monsieur",
    "mme",
    "madame",
    "mlle",
    "mademoiselle",
    "mrs",
    "ms",
    "miss",
    "mister",
    "dr",
    "docteur",
    "doctor",
    "maitre",
    "me",
];

/// The folded name without its titles.
#[must_use]
pub fn without_titles(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded
        .split(' ')
        .filter(|word| !TITLES.contains(word))
        .collect();
    words.join(" ")
}

/// What a tool call comes to before the database is asked.
pub struct Planned {
    /// The resolved arguments without free text; `None` for reading tools.
    pub effect: Option<Value>,
    pub decision: Decision,
    /// Optional arguments that were left out, with what would be allowed, and doubts about others.
    pub ignored: Vec<String>,
}

/// Who decides.
pub enum Decision {
    /// The core, from the arguments and the configuration alone.
    Core { status: &'static str, facts: Value },
    /// The statements, in order, each hanging on the claim; then, for what they have left
    /// undecided, the offers.
    Sql {
        plan: Value,
        statements: &'static [&'static str],
        offers: Vec<Offer>,
    },
}

/// A statement that offers starts of a list, its parameter ?2: JSON of `Candidate`s.
pub struct Offer {
    pub sql: &'static str,
    pub starts: String,
}

impl Offer {
    pub fn new(sql: &'static str, starts: &impl Serialize) -> Self {
        // Numbers and texts only: serialization cannot fail.
        let starts = serde_json::to_string(starts).unwrap_or_default();
        Self { sql, starts }
    }
}

impl Planned {
    /// Asks the caller something; nothing is written but the ledger.
    #[must_use]
    pub fn ask(ask: super::facts::Ask) -> Self {
        Self {
            effect: None,
            decision: Decision::Core {
                status: "clarify",
                facts: json!(ask),
            },
            ignored: Vec::new(),
        }
    }
}

/// The languages an answer may be in: the model's argument wins over what the call switched to.
#[must_use]
pub fn language(argument: Option<Language>, switched: Option<&str>, tenant: &Tenant) -> Language {
    argument
        .or_else(|| switched.and_then(Language::parse))
        .unwrap_or(tenant.language)
}

/// Sets `key` in a plan.
pub fn with(mut plan: Value, fields: Value) -> Value {
    if let (Some(plan), Value::Object(fields)) = (plan.as_object_mut(), fields) {
        plan.extend(fields);
    }
    plan
}
