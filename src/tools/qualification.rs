//! The qualification tools: what a call learns of a prospect, and when to follow up.

use serde_json::{Map, Value, json};

use super::{
    Clean, Tool, ToolError,
    arguments::typed::{QualifyProspect, ScheduleFollowUp},
    callback, clean,
    contact::email,
    context::{CallContext, Decision, Planned, with},
};
use crate::{
    domain::{Email, PhoneNumber},
    store::prospects as sql,
    support::Alarm,
};

const QUALIFY: &[&str] = &[
    sql::REPLAY,
    sql::RECORD,
    sql::UPSERT,
    sql::SCORE,
    sql::FACTS,
];

/// `qualify_prospect`: each call saves what it brings; the answer comes from the row.
pub fn qualify(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: QualifyProspect = clean.read()?;
    let contact = context.contact(arguments.phone.as_deref(), "phone");
    let (learned, mut ignored) = learned(&arguments);
    ignored.extend(contact.ignored);
    let reached = json!({
        "phone": contact.phone.as_ref().map(PhoneNumber::as_str),
        "phone_source": contact.source,
    });
    let fields = with(learned, reached);
    let noted = json!({"notes": arguments.notes});
    Ok(Planned {
        // Notes are part of what is saved: other notes are no repeat.
        effect: Some(with(fields.clone(), noted.clone())),
        decision: Decision::Sql {
            plan: with(
                with(with(context.plan(None), fields.clone()), noted),
                json!({
                    "new_id": context.new_id(),
                    "identity_key": identity_key(context),
                    "dry_facts": dry_facts(&fields),
                }),
            ),
            statements: QUALIFY,
            offers: Vec::new(),
        },
        ignored,
    })
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

/// One person is one prospect by the signalled number, else by the call: a number or an address
/// given by the model opens nobody's record.
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

/// What a dry run would have known: only what this call brought.
fn dry_facts(fields: &Value) -> Value {
    let known = |key: &str| fields.get(key).is_some_and(|value| !value.is_null());
    let mut facts = Map::new();
    facts.insert("version".into(), 0.into());
    facts.insert("score".into(), Value::Null);
    for (fact, keys) in [
        ("name", &["name"][..]),
        ("contact", &["phone", "email"]),
        ("budget", &["budget_min", "budget_max"]),
        ("interest_type", &["interest_type"]),
        ("location", &["location_preference"]),
        ("property_type", &["property_type"]),
        ("timeline", &["timeline"]),
        ("decision_maker", &["decision_maker"]),
    ] {
        facts.insert(
            fact.into(),
            i64::from(keys.iter().any(|key| known(key))).into(),
        );
    }
    facts.insert("budget_unclear".into(), 0.into());
    Value::Object(facts)
}
