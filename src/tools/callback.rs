//! The callback list: `request_callback`, and what follow-ups share with it.

use serde_json::{Value, json};

use super::{
    Clean, ToolError,
    appointment::unclear,
    arguments::typed::RequestCallback,
    context::{CallContext, Decision, Planned, with},
    facts::Ask,
};
use crate::{
    domain::PhoneNumber,
    store::callbacks as sql,
    words::{Days, Times},
};

const STATEMENTS: &[&str] = &[sql::REPLAY, sql::RECORD, sql::INSERT, sql::NOTE_ON_PROSPECT];

/// `request_callback`: somebody will call back; without a time as soon as possible.
pub fn request(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: RequestCallback = clean.read()?;
    let wish = Wish {
        kind: "callback",
        when: arguments.when.as_deref(),
        reason: Some(&arguments.reason),
        name: arguments.name.as_deref(),
        phone: arguments.phone.as_deref(),
    };
    Ok(wish
        .plan(context, json!({}))
        .unwrap_or_else(|ask| Planned::ask(&ask)))
}

/// An entry somebody wants on the list.
pub struct Wish<'a> {
    /// `callback` or `follow_up`.
    pub kind: &'static str,
    pub when: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub name: Option<&'a str>,
    pub phone: Option<&'a str>,
}

impl Wish<'_> {
    /// Plans the entry; `Err` is what has to be asked first: a promise to call back needs a number.
    pub fn plan(&self, context: &CallContext<'_>, more: Value) -> Result<Planned, Ask> {
        let contact = context.contact(self.phone);
        let phone = contact.phone.as_ref().map(PhoneNumber::as_str);
        if phone.is_none() {
            return Err(Ask::Phone);
        }
        let (date, time) = self.due(context)?;
        let fields = json!({"kind": self.kind, "date": date, "time": time, "phone": phone});
        let mut planned = Planned {
            effect: Some(fields.clone()),
            decision: Decision::Sql {
                plan: with(
                    with(with(context.plan(None), fields), more),
                    json!({
                        "new_id": context.new_id(),
                        "phone_source": contact.source,
                        "when_text": self.when,
                        "reason": self.reason,
                        "name": self.name,
                    }),
                ),
                statements: STATEMENTS,
            },
            ignored: Vec::new(),
        };
        if contact.unreadable {
            planned
                .ignored
                .push("phone: a complete phone number".into());
        }
        Ok(planned)
    }

    /// The local date and time that was asked for; a span becomes its beginning.
    fn due(&self, context: &CallContext<'_>) -> Result<(Option<String>, Option<String>), Ask> {
        let when = crate::words::read(self.when, None, context.local()).map_err(unclear)?;
        let date = match when.days {
            Days::On(day) | Days::Between(day, _) => Some(day),
            Days::Either(a, b) => return Err(Ask::WhichDate { a, b }),
            Days::Unsaid | Days::Soonest => None,
        };
        let time = match when.times {
            Times::At(time) | Times::Between(time, _) => Some(time),
            Times::Unsaid => None,
            Times::Either(a, b) => return Err(Ask::WhichTime { a, b }),
        };
        // A time alone means today.
        let date = date.or(time.map(|_| context.today()));
        Ok((
            date.map(|date| date.to_string()),
            time.map(|time| time.format("%H:%M").to_string()),
        ))
    }
}
