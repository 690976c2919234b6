//! `check_availability`: free starts, three at most, nothing invented.

use serde_json::json;

use super::wish::{self, Diary, Wish};
use crate::{
    store::appointments as sql,
    tenant::Service,
    tools::{
        Clean, ToolError,
        arguments::typed::{CheckAvailability, PartOfDay},
        context::{CallContext, Decision, Planned, with},
        facts::Ask,
    },
};

const STATEMENTS: &[&str] = &[sql::ASK_ONCE];

pub fn check(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: CheckAvailability = clean.read()?;
    let (service, unknown_service) = context.service(arguments.service.as_deref());
    let Some(service) = service else {
        return Ok(no_services());
    };
    let diary = Diary::of(context.tenant, service);
    let time = arguments
        .time
        .as_deref()
        .or(arguments.part_of_day.map(part_of_day));
    let date = arguments.date.as_deref();
    let mut planned = wish::read(context, date, time, &diary)
        .and_then(|wish| offer(context, &wish, service, &diary))
        .unwrap_or_else(Planned::ask);
    planned.ignored.extend(unknown_service);
    Ok(planned)
}

/// Offers the starts that fit a wish; also for a booking that named no single one. `Err` is what
/// has to be asked first.
pub fn offer(
    context: &CallContext<'_>,
    wish: &Wish,
    service: &Service,
    diary: &Diary<'_>,
) -> Result<Planned, Ask> {
    let candidates = wish::candidates(context, wish, diary)?;
    let statements = candidates.statements(STATEMENTS);
    Ok(Planned {
        effect: None,
        decision: Decision::Sql {
            plan: with(
                with(context.plan(None), candidates.plan),
                json!({"duration": service.duration, "before": service.before, "after": service.after}),
            ),
            statements,
            offers: vec![
                wish::offering(sql::OFFER_EXACT, &candidates.exact),
                wish::offering(sql::OFFER_OTHERS, &candidates.others),
            ],
        },
        ignored: Vec::new(),
    })
}

/// The words of the enum are words the reader of times knows.
fn part_of_day(part: PartOfDay) -> &'static str {
    match part {
        PartOfDay::Morning => "morning",
        PartOfDay::Afternoon => "afternoon",
        PartOfDay::Evening => "evening",
    }
}

/// A tenant without services offers nothing that could be booked.
pub fn no_services() -> Planned {
    Planned {
        effect: None,
        decision: Decision::Core {
            status: "unavailable",
            facts: json!({"why": "no_hours", "wanted": null, "free": []}),
        },
        ignored: Vec::new(),
    }
}
