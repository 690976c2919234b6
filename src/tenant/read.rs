//! From the configuration's row to a [`Tenant`].
//!
//! A row written by hand may hold anything its constraints allow. So that a typing error does not
//! silence a line, a setting that makes no sense reads as its default, and an entry of a list
//! that cannot be read is left out. Only an agent type that does not exist has no default: it is
//! `None`, and an assistant of that kind is not configured.

use std::time::Duration;

use serde_json::Value;

use super::{ScoringRules, Service, Tenant, TextChats};
use crate::{
    calendar::{Calendar, Closure, Exception, Holidays, Opening, minute},
    db::DbError,
    domain::{Country, Language, PhoneNumber},
    record::{self, FromJson},
    store::tenants::TenantRow,
    support::Support,
    tools::AgentType,
};

struct AssistantRow {
    assistant_id: String,
    agent_type: String,
}

record! { AssistantRow: assistant_id, agent_type }

struct ResourceRow {
    id: String,
}

record! { ResourceRow: id }

struct OpeningRow {
    resource: Option<String>,
    weekday: u8,
    opens: String,
    closes: String,
}

record! { OpeningRow: resource, weekday, opens, closes }

struct ClosureRow {
    resource: Option<String>,
    from: chrono::NaiveDate,
    until: chrono::NaiveDate,
}

record! { ClosureRow: resource, from, until }

struct ExceptionRow {
    resource: Option<String>,
    date: chrono::NaiveDate,
    opens: String,
    closes: String,
}

record! { ExceptionRow: resource, date, opens, closes }

impl Tenant {
    /// # Errors
    /// `DbError::Decode` when a JSON column is not what its statement builds.
    pub fn read(row: TenantRow) -> Result<Self, DbError> {
        let calendar = Calendar {
            zone: row.time_zone.parse().unwrap_or_default(),
            holidays: Holidays::from_text(&row.holidays).unwrap_or_default(),
            hours: list::<OpeningRow>(&row.hours)?
                .into_iter()
                .filter_map(opening)
                .collect(),
            closures: list::<ClosureRow>(&row.closures)?
                .into_iter()
                .map(|closure| Closure {
                    resource: closure.resource,
                    from: closure.from,
                    until: closure.until,
                })
                .collect(),
            exceptions: list::<ExceptionRow>(&row.exceptions)?
                .into_iter()
                .filter_map(exception)
                .collect(),
            resources: resources(&row.resources)?,
        };
        let country = Country::parse(&row.country).unwrap_or_default();
        Ok(Self {
            id: row.tenant_id,
            version: row.version,
            routing_version: row.routing_version,
            sealed_plans: row.auth_plans_encrypted,
            language: Language::parse(&row.language).unwrap_or_default(),
            country,
            address: row.address,
            text_chats: match row.text_chats.as_str() {
                "live" => TextChats::Live,
                "dry" => TextChats::Dry,
                _ => TextChats::Off,
            },
            tool_calls_a_call: row.tool_calls_a_call,
            deadline: Duration::from_millis(u64::try_from(row.tool_deadline_ms).unwrap_or(5000)),
            calendar,
            services: list::<Service>(&row.services)?,
            support: support(row.support.as_deref()),
            scoring: ScoringRules::read(row.scoring.as_deref()),
            numbers: [row.client_number, row.shared_number]
                .iter()
                .flatten()
                .filter_map(|number| PhoneNumber::parse(number, country))
                .collect(),
            assistant_id: row.assistant_id,
            channel_agent: AgentType::parse(row.agent_type.as_deref()),
            assistants: list::<AssistantRow>(&row.assistants)?
                .into_iter()
                .map(|row| (row.assistant_id, AgentType::parse(Some(&row.agent_type))))
                .collect(),
        })
    }
}

/// The entries that can be read.
fn list<T: FromJson>(json: &str) -> Result<Vec<T>, DbError> {
    let entries: Vec<Value> = record::parse(json)?;
    Ok(entries
        .iter()
        .filter_map(|entry| T::from_json(entry).ok())
        .collect())
}

/// A tenant that lists no resource has the one that rows written by hand are given.
fn resources(json: &str) -> Result<Vec<String>, DbError> {
    let mut ids: Vec<String> = list::<ResourceRow>(json)?
        .into_iter()
        .map(|row| row.id)
        .collect();
    if ids.is_empty() {
        ids.push("default".to_owned());
    }
    Ok(ids)
}

fn support(json: Option<&str>) -> Support {
    let own = json.and_then(|json| serde_json::from_str(json).ok());
    Support::read(&own.unwrap_or_default())
}

fn opening(row: OpeningRow) -> Option<Opening> {
    Some(Opening {
        resource: row.resource,
        weekday: row.weekday,
        from: minute(&row.opens)?,
        until: minute(&row.closes)?,
    })
}

fn exception(row: ExceptionRow) -> Option<Exception> {
    Some(Exception {
        resource: row.resource,
        date: row.date,
        from: minute(&row.opens)?,
        until: minute(&row.closes)?,
    })
}
