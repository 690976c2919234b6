//! `book_appointment`: one start, one row, or the reason why not with free starts beside it.

use serde_json::json;

use super::{
    check::{no_services, offer},
    wish::{self, Diary, Wish},
};
use crate::{
    domain::{Email, PhoneNumber, fold},
    store::appointments as sql,
    tenant::Service,
    tools::{
        Clean, ToolError,
        arguments::typed::BookAppointment,
        contact::{Contact, email},
        context::{CallContext, Decision, Planned, with},
        facts::Ask,
    },
};

const STATEMENTS: &[&str] = &[
    sql::ASK_ONCE,
    sql::REPLAY_BOOKING,
    sql::OWN_AT_THAT_TIME,
    sql::OWN_NEARBY,
    sql::BOOK,
    sql::INSERT_BOOKED,
    sql::CORRECT,
    sql::RELEASE,
    sql::NAME_CALL,
];

pub fn book(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: BookAppointment = clean.read()?;
    let (service, unknown_service) = context.service(arguments.service.as_deref());
    let Some(service) = service else {
        return Ok(no_services());
    };
    let diary = Diary::of(context.tenant, service);
    let contact = context.contact(arguments.customer_phone.as_deref(), "customer_phone");
    let address = email(arguments.customer_email.as_deref(), "customer_email");
    let (date, time) = (&arguments.date, &arguments.time);
    let mut planned = wish::read(context, Some(date), Some(time), &diary)
        .and_then(|wish| match wish {
            Wish::Window { .. } => offer(context, &wish, service, &diary),
            Wish::Start { .. } if contact.phone.is_none() => Err(Ask::Phone),
            Wish::Start { slot, .. } => {
                let candidates = wish::candidates(context, &wish, &diary)?;
                let statements = candidates.statements(STATEMENTS);
                let caller = context.plan(Some(&arguments.customer_name));
                let plan = with(caller, candidates.plan);
                let row = row(
                    context,
                    &arguments,
                    service,
                    &contact,
                    address.email.as_ref(),
                );
                Ok(Planned {
                    effect: Some(json!({
                        "slot": slot, "service": service.id, "name": fold(&arguments.customer_name),
                        "phone": contact.phone.as_ref().map(PhoneNumber::as_str),
                        "in_addition": arguments.in_addition,
                    })),
                    decision: Decision::Sql {
                        plan: with(plan, row),
                        statements,
                        offers: vec![wish::offering(sql::OFFER_OTHERS, &candidates.others)],
                    },
                    ignored: Vec::new(),
                })
            }
        })
        .unwrap_or_else(Planned::ask);
    let doubts = [unknown_service, contact.ignored, address.ignored];
    planned.ignored.extend(doubts.into_iter().flatten());
    Ok(planned)
}

/// What the statements write.
fn row(
    context: &CallContext<'_>,
    arguments: &BookAppointment,
    service: &Service,
    contact: &Contact,
    email: Option<&Email>,
) -> serde_json::Value {
    json!({
        "new_id": context.new_id(),
        "service": service.id,
        "duration": service.duration,
        "before": service.before,
        "after": service.after,
        "in_addition": i64::from(arguments.in_addition.unwrap_or(false)),
        "row": {
            "customer_name": arguments.customer_name,
            "customer_phone": contact.phone.as_ref().map(PhoneNumber::as_str),
            "phone_source": contact.source,
            "customer_email": email.map(Email::as_str),
            "location": arguments.location,
            "notes": arguments.notes,
        },
    })
}
