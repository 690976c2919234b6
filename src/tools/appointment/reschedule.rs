//! `reschedule_appointment`: frees the old start and takes the new one, or changes nothing.

use std::borrow::Cow;

use chrono::Days;
use serde_json::{Map, Value, json};

use super::{
    check::{no_services, offer},
    find::Target,
    wish::{self, Diary, Wish},
};
use crate::{
    calendar::Rules,
    domain::Slot,
    store::appointments as sql,
    tools::{
        Clean, ToolError,
        arguments::typed::RescheduleAppointment,
        context::{CallContext, Decision, Offer, Planned, with},
        facts::Ask,
    },
};

const STATEMENTS: &[&str] = &[
    sql::ASK_ONCE,
    sql::REPLAY_MOVING,
    sql::TARGET_OWN_NAMED,
    sql::TARGET_OWN,
    sql::TARGET_BY_NAME,
    sql::TARGET_OWN_OTHER_NAME,
    sql::NOT_FOUND,
    sql::SAME_TIME,
    sql::MOVE,
    sql::MARK_MOVED,
    sql::INSERT_MOVED,
    sql::RELEASE,
    sql::NAME_CALL,
];

pub fn reschedule(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: RescheduleAppointment = clean.read()?;
    let Some(service) = context.tenant.default_service() else {
        return Ok(no_services());
    };
    let diary = Diary {
        calendar: Cow::Borrowed(&context.tenant.calendar),
        rules: any_length(context, service.rules()),
    };
    let target = Target {
        id: arguments.appointment_id.as_deref(),
        date: arguments.date.as_deref(),
        time: arguments.time.as_deref(),
        name: arguments.customer_name.as_deref(),
    };
    let (date, time) = (&arguments.new_date, &arguments.new_time);
    let planned = wish::read(context, Some(date), Some(time), &diary).and_then(|wish| match wish {
        Wish::Window { .. } => offer(context, &wish, service, &Diary::of(context.tenant, service)),
        Wish::Start { slot, .. } => plan(context, &target, &wish, slot, &diary),
    });
    Ok(planned.unwrap_or_else(Planned::ask))
}

fn plan(
    context: &CallContext<'_>,
    target: &Target<'_>,
    wish: &Wish,
    slot: Slot,
    diary: &Diary<'_>,
) -> Result<Planned, Ask> {
    let candidates = wish::candidates(context, wish, diary)?;
    let statements = candidates.statements(STATEMENTS);
    let plan = target.plan(context)?;
    let effect = with(target.effect(&plan), json!({"to": slot}));
    let services = || context.tenant.services.iter();
    let grids: Map<String, Value> = services()
        .map(|service| (service.id.clone(), service.grid.into()))
        .collect();
    let only_by: Map<String, Value> = services()
        .filter(|service| !service.resources.is_empty())
        .map(|service| (service.id.clone(), json!(service.resources)))
        .collect();
    // The earliest instant, in UTC minutes, and the last day of each service.
    let windows: Map<String, Value> = services()
        .map(|service| {
            let from = context.now.timestamp().div_euclid(60) + i64::from(service.notice);
            let ahead = Days::new(u64::from(service.horizon));
            let until = context.today().checked_add_days(ahead);
            (service.id.clone(), json!([from, until]))
        })
        .collect();
    let grid = context
        .tenant
        .default_service()
        .map_or(1, |service| service.grid);
    Ok(Planned {
        effect: Some(effect),
        decision: Decision::Sql {
            plan: with(
                with(plan, candidates.plan),
                json!({"new_id": context.new_id(), "grids": grids, "grid": grid,
                    "only_by": only_by, "windows": windows}),
            ),
            statements,
            offers: vec![Offer::new(sql::NOT_MOVED, &candidates.others)],
        },
        ignored: Vec::new(),
    })
}

/// The appointment that moves brings its own length, grid, notice and horizon: candidates are what
/// any service could take, and the statements compare them with what the row needs.
fn any_length(context: &CallContext<'_>, rules: Rules) -> Rules {
    let services = || context.tenant.services.iter();
    let grids = services().map(|service| service.grid);
    Rules {
        duration: 1,
        grid: grids.reduce(common_divisor).unwrap_or(rules.grid),
        notice: services()
            .map(|service| service.notice)
            .min()
            .unwrap_or(rules.notice),
        horizon: services()
            .map(|service| service.horizon)
            .max()
            .unwrap_or(rules.horizon),
    }
}

fn common_divisor(a: u16, b: u16) -> u16 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}
