//! The qualification tools: what a call learns of a prospect, and when to follow up.

use serde_json::{Map, Value, json};

use super::{
    Clean, Tool, ToolError,
    arguments::typed::{QualifyProspect, ScheduleFollowUp},
    callback, clean,
    contact::email,
    context::{CallContext, Decision, Planned, with, without_titles},
};
use crate::{
    domain::{Email, PhoneNumber, fold},
    store::prospects as sql,
    support::Alarm,
};

const QUALIFY: &[&str] = &[
    sql::REPLAY,
    sql::CANDIDATES,
    sql::CHOOSE,
    sql::SETTLE,
    sql::BEGIN,
    sql::APPLY,
    sql::TELL,
    sql::FOLLOW,
    sql::MERGE,
    sql::SCORE,
    sql::FACTS,
];

/// `qualify_prospect`: each call saves what it brings; the answer comes from the row.
pub fn qualify(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: QualifyProspect = clean.read()?;
    let given = Given::read(context, arguments.phone.as_deref());
    let (learned, mut ignored) = learned(&arguments);
    ignored.extend(given.ignored.clone());
    let reached = json!({
        "phone": given.phone.as_ref().map(PhoneNumber::as_str),
        "phone_source": given.phone.as_ref().map(|_| "model"),
        "caller_number": context.caller.as_ref().map(PhoneNumber::as_str),
        "notes": arguments.notes,
    });
    let told = without_nulls(with(learned, reached));
    let tenant = context.tenant;
    let plan = json!({
        "told": told,
        "new_id": context.new_id(),
        "identity_key": identity_key(context),
        "scoring": tenant.scoring.plan(tenant.language),
    });
    let who = with(given.plan(context), name_plan(arguments.name.as_deref()));
    Ok(Planned {
        // Notes are part of what is saved: other notes are no repeat.
        effect: Some(told),
        decision: Decision::Sql {
            plan: with(with(context.plan(None), plan), who),
            statements: QUALIFY,
            offers: Vec::new(),
        },
        ignored,
    })
}

/// A number that the caller gave, other than the one they call from.
struct Given {
    phone: Option<PhoneNumber>,
    ignored: Option<String>,
}

impl Given {
    fn read(context: &CallContext<'_>, phone: Option<&str>) -> Self {
        let contact = context.contact(phone, "phone");
        Self {
            phone: contact.phone.filter(|_| contact.source == Some("model")),
            ignored: contact.ignored,
        }
    }

    /// The numbers that a prospect is looked for by, also as people write them by hand.
    fn plan(&self, context: &CallContext<'_>) -> Value {
        let country = context.tenant.country;
        let own: Vec<String> = context
            .caller
            .iter()
            .flat_map(|caller| caller.notations(country))
            .collect();
        let given = self.phone.iter().flat_map(|phone| phone.notations(country));
        let numbers: Vec<&str> = [&context.caller, &self.phone]
            .into_iter()
            .flatten()
            .map(PhoneNumber::as_str)
            .collect();
        json!({
            "numbers": numbers,
            "written": own.iter().cloned().chain(given).collect::<Vec<_>>(),
            "own_written": own,
        })
    }
}

/// The folded name, its title included, and how many words it has without.
fn name_plan(name: Option<&str>) -> Value {
    let name = name.unwrap_or_default();
    json!({"name_key": fold(name), "name_size": without_titles(name).split_whitespace().count()})
}

fn without_nulls(mut fields: Value) -> Value {
    if let Some(fields) = fields.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    fields
}

/// What the structured outputs of a report say of a prospect, read like the tool's arguments;
/// outputs of other names and values of no use are left out.
#[must_use]
pub fn from_outputs(outputs: &Map<String, Value>) -> Option<Value> {
    let clean = clean(Tool::QualifyProspect, outputs).ok()?;
    let (fields, _) = learned(&clean.read().ok()?);
    Some(fields)
}

/// The columns that were told, absent ones null, and what was not understood.
fn learned(arguments: &QualifyProspect) -> (Value, Vec<String>) {
    let (budget_min, budget_max, mut ignored) = budget(arguments);
    let address = email(arguments.email.as_deref(), "email");
    ignored.extend(address.ignored);
    let fields = json!({
        "name": arguments.name,
        "email": address.email.as_ref().map(Email::as_str),
        "interest_type": arguments.interest_type,
        "budget_min": budget_min,
        "budget_max": budget_max,
        "location_preference": arguments.location_preference,
        "property_type": arguments.property_type,
        "timeline": arguments.timeline,
        "decision_maker": arguments.decision_maker.map(i64::from),
    });
    (fields, ignored)
}

/// `schedule_follow_up`: an entry of the callback list, also noted on the prospect.
pub fn follow_up(
    context: &CallContext<'_>,
    clean: &Clean,
    alarm: Option<&Alarm>,
) -> Result<Planned, ToolError> {
    let arguments: ScheduleFollowUp = clean.read()?;
    let wish = callback::Wish {
        kind: "follow_up",
        when: Some(&arguments.when),
        reason: arguments.reason.as_deref(),
        name: arguments.name.as_deref(),
        phone: arguments.phone.as_deref(),
        alarm,
    };
    Ok(wish
        .plan(context, json!({"identity_key": identity_key(context)}))
        .unwrap_or_else(Planned::ask))
}

/// What a prospect is first known by: the signalled number, else the call.
fn identity_key(context: &CallContext<'_>) -> String {
    match &context.caller {
        Some(number) => format!("tel:{}", number.as_str()),
        None => format!("call:{}", context.call_log_id),
    }
}

/// Amounts as spoken, each of which may be a range; what is not understood is left out and said.
fn budget(arguments: &QualifyProspect) -> (Option<i64>, Option<i64>, Vec<String>) {
    let mut ignored = Vec::new();
    let mut read = |name: &str, text: &Option<String>| {
        let text = text.as_deref()?;
        let range = crate::words::amount_range(text);
        if range.is_none() {
            ignored.push(format!("{name}: an amount such as 250000"));
        }
        range
    };
    let (least, at_most) = read("budget_min", &arguments.budget_min).unwrap_or_default();
    let (at_least, most) = read("budget_max", &arguments.budget_max).unwrap_or_default();
    // A single amount is read as both ends of a range and is only the end it was given as.
    let min = least.or(at_least.filter(|_| at_least != most));
    let max = most.or(at_most.filter(|_| at_most != least));
    (min, max, ignored)
}
