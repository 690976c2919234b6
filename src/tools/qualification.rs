//! The qualification tools: what a call learns of a prospect, and when to follow up.

use serde_json::{Map, Value, json};

use super::{
    Clean, ToolError,
    arguments::typed::{QualifyProspect, ScheduleFollowUp},
    callback,
    context::{CallContext, Decision, Planned, with},
};
use crate::{
    domain::{Email, PhoneNumber},
    store::prospects as sql,
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
    let contact = context.contact(arguments.phone.as_deref());
    let email = arguments.email.as_deref().map(Email::parse);
    let (budget_min, budget_max, ignored) = budget(&arguments);
    let fields = json!({
        "name": arguments.name,
        "phone": contact.phone.as_ref().map(PhoneNumber::as_str),
        "phone_source": contact.source,
        "email": email.clone().flatten().as_ref().map(Email::as_str),
        "interest_type": arguments.interest_type,
        "budget_min": budget_min,
        "budget_max": budget_max,
        "location_preference": arguments.location_preference,
        "property_type": arguments.property_type,
        "timeline": arguments.timeline,
        "decision_maker": arguments.decision_maker.map(i64::from),
    });
    let mut planned = Planned {
        effect: Some(fields.clone()),
        decision: Decision::Sql {
            plan: with(
                with(context.plan(None), fields.clone()),
                json!({
                    "new_id": context.new_id(),
                    "identity_key": identity_key(context),
                    "notes": arguments.notes,
                    "dry_facts": dry_facts(&fields),
                }),
            ),
            statements: QUALIFY,
        },
        ignored,
    };
    if contact.unreadable {
        planned
            .ignored
            .push("phone: a complete phone number".into());
    }
    if email == Some(None) {
        planned.ignored.push("email: an e-mail address".into());
    }
    Ok(planned)
}

/// `schedule_follow_up`: an entry of the callback list, also noted on the prospect.
pub fn follow_up(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: ScheduleFollowUp = clean.read()?;
    let wish = callback::Wish {
        kind: "follow_up",
        when: Some(&arguments.when),
        reason: arguments.reason.as_deref(),
        name: arguments.name.as_deref(),
        phone: arguments.phone.as_deref(),
    };
    Ok(wish
        .plan(context, json!({"identity_key": identity_key(context)}))
        .unwrap_or_else(|ask| Planned::ask(&ask)))
}

/// One person is one prospect by the signalled number, else by the call: a number or an address
/// given by the model opens nobody's record.
fn identity_key(context: &CallContext<'_>) -> String {
    match &context.caller {
        Some(number) => format!("tel:{}", number.as_str()),
        None => format!("call:{}", context.call_log_id),
    }
}

/// Amounts as spoken; what is not understood is left out and said.
fn budget(arguments: &QualifyProspect) -> (Option<i64>, Option<i64>, Vec<String>) {
    let mut ignored = Vec::new();
    let mut read = |name: &str, text: &Option<String>| {
        let text = text.as_deref()?;
        let amount = crate::words::amount(text);
        if amount.is_none() {
            ignored.push(format!("{name}: an amount such as 250000"));
        }
        amount
    };
    let min = read("budget_min", &arguments.budget_min);
    let max = read("budget_max", &arguments.budget_max);
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
