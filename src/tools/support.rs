//! The support tools: opening, finding, annotating and escalating tickets.

use serde_json::json;

use super::{
    Clean, ToolError,
    arguments::typed::{AddTicketNote, CreateTicket, EscalateTicket, FindTickets},
    contact::email,
    context::{CallContext, Decision, Planned, with},
};
use crate::{
    domain::{Email, PhoneNumber, fold},
    store::{appointments::NOT_FOUND, tickets as sql},
};

const CREATE: &[&str] = &[
    sql::REPLAY_CREATING,
    sql::NOTE_REPEATED,
    sql::RAISE_PRIORITY,
    sql::CREATE,
    sql::INSERT_CREATED,
];

const FIND: &[&str] = &[sql::FIND_BY_NUMBER, sql::FIND_OWN, NOT_FOUND];

const ADD_NOTE: &[&str] = &[
    sql::TARGET,
    sql::REPLAY_CHANGING,
    NOT_FOUND,
    sql::CHANGE,
    sql::INSERT_NOTE,
];

const ESCALATE: &[&str] = &[
    sql::TARGET,
    sql::REPLAY_CHANGING,
    NOT_FOUND,
    sql::CHANGE,
    sql::INSERT_NOTE,
    sql::ESCALATE_ROW,
];

/// `create_ticket`: the same subject twice in one call is one ticket.
pub fn create(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: CreateTicket = clean.read()?;
    let contact = context.contact(arguments.customer_phone.as_deref(), "customer_phone");
    let address = email(arguments.customer_email.as_deref(), "customer_email");
    Ok(Planned {
        effect: Some(json!({
            "subject": fold(&arguments.subject),
            "name": arguments.customer_name.as_deref().map(fold),
            "phone": arguments.customer_phone.as_deref().and(contact.phone.as_ref()).map(PhoneNumber::as_str),
        })),
        decision: Decision::Sql {
            plan: with(
                context.plan(None),
                json!({
                    "new_id": context.new_id(),
                    "customer_name": arguments.customer_name,
                    "phone": contact.phone.as_ref().map(PhoneNumber::as_str),
                    "phone_source": contact.source,
                    "email": address.email.as_ref().map(Email::as_str),
                    "subject": arguments.subject,
                    "description": arguments.description,
                    "category": arguments.category,
                    "priority": arguments.priority,
                }),
            ),
            statements: CREATE,
            offers: Vec::new(),
        },
        ignored: contact.ignored.into_iter().chain(address.ignored).collect(),
    })
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
pub fn add_note(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: AddTicketNote = clean.read()?;
    Ok(Change {
        change: "updated",
        number: arguments.ticket_number,
        note: &arguments.note,
        name: arguments.customer_name.as_deref(),
        statements: ADD_NOTE,
    }
    .plan(context))
}

/// `escalate_ticket`: the reason is kept as a note.
pub fn escalate(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: EscalateTicket = clean.read()?;
    Ok(Change {
        change: "escalated",
        number: arguments.ticket_number,
        note: &arguments.reason,
        name: arguments.customer_name.as_deref(),
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
                    context.plan(self.name),
                    json!({
                        "new_id": context.new_id(),
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
