//! The support tools: opening, finding, annotating and escalating tickets.

use serde_json::{Value, json};

use super::{
    Clean, ToolError,
    arguments::typed::{AddTicketNote, CreateTicket, EscalateTicket, FindTickets},
    contact::email,
    context::{CallContext, Decision, Planned, with},
    prepare::hash,
};
use crate::{
    domain::{Email, PhoneNumber, fold},
    store::{appointments::NOT_FOUND, tickets as sql},
    support::{Alarm, Priority},
};

const CREATE: &[&str] = &[
    sql::SAME_PROBLEM,
    sql::NOTE_REPEATED,
    sql::COMPLETE_REPEATED,
    sql::RAISE_REPEATED,
    sql::CREATE,
    sql::INSERT_CREATED,
    sql::GO_UP,
    sql::SOONER,
    sql::ASSIGN,
];

const FIND: &[&str] = &[sql::FIND_BY_NUMBER, sql::FIND_OWN, NOT_FOUND];

const ADD_NOTE: &[&str] = &[
    sql::TARGET,
    sql::REPLAY_CHANGING,
    NOT_FOUND,
    sql::CHANGE,
    sql::INSERT_NOTE,
    sql::GO_UP,
    sql::SOONER,
    sql::ASSIGN,
];

const ESCALATE: &[&str] = &[
    sql::TARGET,
    sql::REPLAY_CHANGING,
    NOT_FOUND,
    sql::CHANGE,
    sql::INSERT_NOTE,
    sql::GO_UP,
    sql::SOONER,
    sql::ASSIGN,
    sql::TELL_WHO,
];

/// `create_ticket`: the same problem twice in one call is one ticket.
pub fn create(
    context: &CallContext<'_>,
    clean: &Clean,
    alarm: Option<&Alarm>,
) -> Result<Planned, ToolError> {
    let arguments: CreateTicket = clean.read()?;
    let contact = context.contact(arguments.customer_phone.as_deref(), "customer_phone");
    let address = email(arguments.customer_email.as_deref(), "customer_email");
    let support = &context.tenant.support;
    let subject = arguments.subject.as_str();
    let more = arguments.description.as_deref().unwrap_or_default();
    let priority = match alarm {
        Some(_) => Some(Priority::Urgent),
        None => support.priority(arguments.priority, &[subject, more]),
    };
    let quote = || alarm.map(|alarm| alarm.quote.clone());
    Ok(Planned {
        effect: Some(json!({
            "subject": fold(subject),
            "name": arguments.customer_name.as_deref().map(fold),
            "phone": arguments.customer_phone.as_deref().and(contact.phone.as_ref()).map(PhoneNumber::as_str),
        })),
        decision: Decision::Sql {
            plan: with(
                going_up(context, arguments.customer_name.as_deref(), alarm),
                json!({
                    "words": significant_words(subject),
                    "customer_name": arguments.customer_name,
                    "phone": contact.phone.as_ref().map(PhoneNumber::as_str),
                    "phone_source": contact.source,
                    "email": address.email.as_ref().map(Email::as_str),
                    "subject": subject,
                    "told": arguments.description.clone().or_else(quote),
                    "category": support.category(arguments.category.as_deref(), subject, more),
                    "priority": priority,
                }),
            ),
            statements: CREATE,
            offers: Vec::new(),
        },
        ignored: contact.ignored.into_iter().chain(address.ignored).collect(),
    })
}

/// The part of a plan that every change of a ticket has.
fn going_up(context: &CallContext<'_>, name: Option<&str>, alarm: Option<&Alarm>) -> Value {
    let support = &context.tenant.support;
    with(
        context.plan(name),
        json!({
            "new_id": context.new_id(),
            "due": support.dues(&context.tenant.calendar, context.now),
            "rules": support.escalation,
            "emergency": alarm.map(|alarm| &alarm.kind),
        }),
    )
}

/// Say nothing about what the matter is.
const EMPTY_WORDS: [&str; 53] = [
    "a", "an", "and", "au", "aux", "avec", "c", "ce", "d", "dans", "de", "des", "depuis", "du",
    "elle", "en", "est", "et", "for", "i", "il", "in", "is", "it", "j", "l", "la", "le", "les",
    "ma", "me", "mon", "my", "n", "ne", "no", "of", "on", "par", "pas", "plus", "pour", "qui", "s",
    "sur", "the", "there", "to", "un", "une", "with", "y", "notre",
];

/// What a subject is about, as hashes: the ledger keeps no text of a caller's.
fn significant_words(subject: &str) -> Vec<String> {
    let folded = fold(subject);
    let plain = |word: &str| word.trim_end_matches('s').to_owned();
    let mut words: Vec<String> = folded
        .split(' ')
        .filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(word))
        .map(plain)
        .collect();
    if words.is_empty() {
        words.push(subject.to_owned());
    }
    words.sort_unstable();
    words.dedup();
    words.iter().map(|word| short_hash(word)).collect()
}

fn short_hash(word: &str) -> String {
    hash(&[word]).chars().take(16).collect()
}

/// `find_tickets`: the caller's own, or one by number and name.
pub fn find(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: FindTickets = clean.read()?;
    Ok(Planned {
        effect: None,
        decision: Decision::Sql {
            plan: with(
                context.plan(arguments.customer_name.as_deref()),
                json!({"number": arguments.ticket_number}),
            ),
            statements: FIND,
            offers: Vec::new(),
        },
        ignored: Vec::new(),
    })
}

/// `add_ticket_note`.
pub fn add_note(
    context: &CallContext<'_>,
    clean: &Clean,
    alarm: Option<&Alarm>,
) -> Result<Planned, ToolError> {
    let arguments: AddTicketNote = clean.read()?;
    Ok(Change {
        change: "updated",
        number: arguments.ticket_number,
        note: &arguments.note,
        name: arguments.customer_name.as_deref(),
        alarm,
        statements: ADD_NOTE,
    }
    .plan(context))
}

/// `escalate_ticket`: the reason is kept as a note.
pub fn escalate(
    context: &CallContext<'_>,
    clean: &Clean,
    alarm: Option<&Alarm>,
) -> Result<Planned, ToolError> {
    let arguments: EscalateTicket = clean.read()?;
    Ok(Change {
        change: "escalated",
        number: arguments.ticket_number,
        note: &arguments.reason,
        name: arguments.customer_name.as_deref(),
        alarm,
        statements: ESCALATE,
    }
    .plan(context))
}

/// What happens to one ticket.
struct Change<'a> {
    change: &'static str,
    number: i64,
    note: &'a str,
    name: Option<&'a str>,
    alarm: Option<&'a Alarm>,
    statements: &'static [&'static str],
}

impl Change<'_> {
    fn plan(&self, context: &CallContext<'_>) -> Planned {
        // A note is its text; an escalation is one whatever reason is given for it.
        let said = (self.change == "updated").then(|| fold(self.note));
        Planned {
            effect: Some(json!({"change": self.change, "number": self.number, "note": said})),
            decision: Decision::Sql {
                plan: with(
                    going_up(context, self.name, self.alarm),
                    json!({
                        "change": self.change,
                        "number": self.number,
                        "note": self.note,
                    }),
                ),
                statements: self.statements,
                offers: Vec::new(),
            },
            ignored: Vec::new(),
        }
    }
}
