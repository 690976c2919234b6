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
    sql::OFFER_OTHERS,
    sql::INSERT_BOOKED,
];

pub fn book(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: BookAppointment = clean.read()?;
    let (service, unknown_service) = context.service(arguments.service.as_deref());
    let Some(service) = service else {
        return Ok(no_services());
    };
    let diary = Diary::of(context.tenant, service);
    let wish = wish::read(
        context,
        Some(&arguments.date),
        Some(&arguments.time),
        &diary,
    );
    let contact = context.contact(arguments.customer_phone.as_deref(), "customer_phone");
    let address = email(arguments.customer_email.as_deref(), "customer_email");
    let mut planned = match wish {
        Err(ask) => Planned::ask(&ask),
        Ok(wish @ Wish::Window { .. }) => offer(context, &wish, service, &diary),
        Ok(Wish::Start { .. }) if contact.phone.is_none() => Planned::ask(&Ask::Phone),
        Ok(wish @ Wish::Start { slot, .. }) => match wish::candidates(context, &wish, &diary) {
            Err(ask) => Planned::ask(&ask),
            Ok(candidates) => Planned {
                effect: Some(json!({
                    "slot": slot, "service": service.id, "name": fold(&arguments.customer_name),
                    "phone": contact.phone.as_ref().map(PhoneNumber::as_str),
                    "in_addition": arguments.in_addition,
                })),
                decision: Decision::Sql {
                    plan: with(
                        with(context.plan(Some(&arguments.customer_name)), candidates),
                        row(
                            context,
                            &arguments,
                            service,
                            &contact,
                            address.email.as_ref(),
                        ),
                    ),
                    statements: STATEMENTS,
                },
                ignored: Vec::new(),
            },
        },
    };
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
