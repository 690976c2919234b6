//! Emergencies that are told to a tool: what is said about them comes before its own answer,
//! whatever that is, and before what is wrong with its arguments.

use serde_json::{Map, Value};

use super::{Answer, Tool, ToolError, arguments::tidy, context::CallContext};
use crate::{
    domain::{Country, Language},
    outcome::Saying,
    speech,
    support::Alarm,
    tenant::Tenant,
};

/// Characters of a quote.
const QUOTE: usize = 500;

/// The danger that a call tells of, in its own words. Only tools that somebody of the business reads
/// afterwards are listened to.
#[must_use]
pub fn heard(context: &CallContext<'_>, tool: Tool, raw: &Map<String, Value>) -> Option<Alarm> {
    let texts: Vec<String> = told_in(tool)
        .iter()
        .filter_map(|name| tidy(raw.get(*name)?.as_str()?))
        .map(|text| text.chars().take(QUOTE).collect())
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    context.tenant.support.alarm(&texts)
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
    let first = sentence(alarm, context, language);
    Answer {
        say: speech::before(first, &rest.say),
        ..rest
    }
}

/// An error that has the safety sentence said first.
#[must_use]
pub fn error(alarm: &Alarm, context: &CallContext<'_>, error: &ToolError) -> ToolError {
    let first = sentence(alarm, context, context.tenant.language);
    ToolError(format!("Tell the caller first: {first} Then: {}", error.0))
}

fn sentence(alarm: &Alarm, context: &CallContext<'_>, language: Language) -> String {
    let tenant: &Tenant = context.tenant;
    let saying = Saying::Safety {
        own: alarm.say.get(language).map(str::to_owned),
        gas_line: alarm.is_gas() && tenant.country == Country::Fr,
    };
    speech::say(&saying, language, context.today())
}
