//! Emergencies that are told to a tool: what is said about them comes before its own answer,
//! whatever that is, and before what is wrong with its arguments.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::{Answer, Tool, ToolError, arguments::tidy, context::CallContext};
use crate::{
    domain::{Country, Language},
    outcome::Saying,
    speech,
    support::{Alarm, Support},
    tenant::Tenant,
    vapi::{Arguments, ToolCall},
};

/// Characters of a quote.
const QUOTE: usize = 500;

/// The danger that a call tells of, in its own words. Only tools that somebody of the business reads
/// afterwards are listened to.
#[must_use]
pub fn heard(support: &Support, tool: Tool, raw: &Map<String, Value>) -> Option<Alarm> {
    let texts: Vec<String> = told_in(tool)
        .iter()
        .filter_map(|name| tidy(raw.get(*name)?.as_str()?))
        .map(|text| text.chars().take(QUOTE).collect())
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    support.alarm(&texts)
}

/// The safety sentence for a call that is not run, or not to its end: whoever is in danger hears it
/// all the same. Without a tenant that is known already by the words and sentences of the default.
#[must_use]
pub fn unanswered(
    tenant: Option<&Tenant>,
    call: &ToolCall,
    language: Language,
    today: NaiveDate,
) -> Option<String> {
    let name = call.name.as_deref()?;
    let tool = Tool::ALL.into_iter().find(|tool| tool.name() == name)?;
    let Arguments::Object(raw) = &call.arguments else {
        return None;
    };
    let alarm = match tenant {
        Some(tenant) => heard(&tenant.support, tool, raw),
        None => heard(&Support::default(), tool, raw),
    }?;
    Some(sentence(&alarm, tenant, language, today))
}

/// The arguments in which a caller tells what it is about.
fn told_in(tool: Tool) -> &'static [&'static str] {
    match tool {
        // The description first: it quotes the caller, the subject sums up.
        Tool::CreateTicket => &["description", "subject"],
        Tool::AddTicketNote => &["note"],
        Tool::EscalateTicket | Tool::RequestCallback | Tool::ScheduleFollowUp => &["reason"],
        _ => &[],
    }
}

/// The answer with the safety sentence first.
#[must_use]
pub fn answer(
    alarm: &Alarm,
    context: &CallContext<'_>,
    language: Language,
    rest: Answer,
) -> Answer {
    let first = sentence(alarm, Some(context.tenant), language, context.today());
    Answer {
        say: speech::before(first, &rest.say),
        ..rest
    }
}

/// An error that has the safety sentence said first.
#[must_use]
pub fn error(alarm: &Alarm, context: &CallContext<'_>, error: &ToolError) -> ToolError {
    let tenant = context.tenant;
    let first = sentence(alarm, Some(tenant), tenant.language, context.today());
    first_of_all(&first, error)
}

/// An error that has something said to the caller before anything else.
#[must_use]
pub fn first_of_all(first: &str, error: &ToolError) -> ToolError {
    ToolError(format!("Tell the caller first: {first} Then: {}", error.0))
}

fn sentence(
    alarm: &Alarm,
    tenant: Option<&Tenant>,
    language: Language,
    today: NaiveDate,
) -> String {
    let saying = Saying::Safety {
        own: alarm.say.get(language).map(str::to_owned),
        gas_line: alarm.is_gas() && tenant.is_some_and(|tenant| tenant.country == Country::Fr),
    };
    speech::say(&saying, language, today)
}
