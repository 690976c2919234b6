//! A tenant's configuration, as one immutable value per version.

mod cache;
mod read;
mod scoring;
mod service;

pub use cache::{Endpoint, TenantCache};
pub use scoring::{DEFAULT as DEFAULT_SCORING, ScoringRules};
pub use service::Service;

use std::{borrow::Cow, time::Duration};

use crate::{
    calendar::Calendar,
    domain::{Country, Language, PhoneNumber},
    support::Support,
    tools::AgentType,
};

/// What texts (chats) a line takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextChats {
    /// Told that this line takes calls.
    Off,
    /// Answered, nothing is written.
    Dry,
    /// As calls.
    Live,
}

/// Everything the core needs of a tenant while it answers.
#[derive(Clone, Debug)]
pub struct Tenant {
    pub id: String,
    /// `config_versions` of the tenant and of the routing keys, when this was read.
    pub version: i64,
    pub routing_version: i64,
    /// Its own authentication plans, sealed.
    pub sealed_plans: Option<String>,
    pub language: Language,
    pub country: Country,
    pub address: Option<String>,
    pub text_chats: TextChats,
    pub deadline: Duration,
    /// Tool calls of one call after which the caller is offered another way.
    pub tool_calls_a_call: i64,
    pub calendar: Calendar,
    pub services: Vec<Service>,
    pub support: Support,
    pub scoring: ScoringRules,
    /// Its own numbers: as callers they identify nobody.
    pub numbers: Vec<PhoneNumber>,
    /// The channel's assistant, and what `agent_type` means for it and for unlisted ones.
    pub assistant_id: Option<String>,
    channel_agent: Option<AgentType>,
    assistants: Vec<(String, Option<AgentType>)>,
}

impl Tenant {
    /// What the assistant of a message is for; `None` when its agent type is unknown.
    #[must_use]
    pub fn agent_for(&self, assistant_id: Option<&str>) -> Option<AgentType> {
        self.assistants
            .iter()
            .find(|(id, _)| Some(id.as_str()) == assistant_id)
            .map_or(self.channel_agent, |(_, agent)| *agent)
    }

    /// The service a caller names, in either language or by a synonym.
    #[must_use]
    pub fn service(&self, text: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.is_called(text))
    }

    /// The service meant when none is named.
    #[must_use]
    pub fn default_service(&self) -> Option<&Service> {
        self.services
            .iter()
            .find(|service| service.is_default)
            .or_else(|| self.services.first())
    }

    /// The diary of those who can do a service.
    #[must_use]
    pub fn calendar_of(&self, service: &Service) -> Cow<'_, Calendar> {
        if service.resources.is_empty() {
            return Cow::Borrowed(&self.calendar);
        }
        let mut calendar = self.calendar.clone();
        calendar
            .resources
            .retain(|resource| service.resources.contains(resource));
        Cow::Owned(calendar)
    }

    /// How a service is called when spoken. What staff wrote by hand is said as it is written; an
    /// id that is no word, as of a service no longer offered, is not said at all.
    #[must_use]
    pub fn service_name(&self, id: &str, language: Language) -> Option<String> {
        let known = self.services.iter().find(|service| service.id == id);
        let is_words = || !id.contains(|c: char| c.is_ascii_digit() || c == '_');
        known
            .map(|service| service.name(language).to_owned())
            .or_else(|| is_words().then(|| id.to_owned()))
    }
}
