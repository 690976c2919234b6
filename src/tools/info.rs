//! `get_business_info`: what the tenant's settings say, so that nothing is invented.

use chrono::{NaiveDate, NaiveTime};
use serde_json::json;

use super::{
    Clean, ToolError,
    arguments::typed::{GetBusinessInfo, Topic},
    context::{CallContext, Decision, Planned},
};
use crate::{
    calendar::weekday,
    domain::Language,
    outcome::{DayHours, Saying, ServiceLine, SpecialHours},
    tenant::Tenant,
};

/// How far ahead closed days are told.
const CLOSURES_AHEAD: u16 = 60;

/// How far ahead other hours than usual are told.
const SPECIAL_AHEAD: u16 = 30;

/// How far ahead closed days are told with the hours.
const WEEK_AHEAD: u16 = 7;

pub fn info(_: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: GetBusinessInfo = clean.read()?;
    let is_foreign = |ignored: &String| ignored.starts_with("topic:");
    Ok(Planned {
        effect: None,
        decision: Decision::Core {
            status: "info",
            facts: json!({
                "topic": arguments.topic,
                "foreign": clean.ignored.iter().any(is_foreign),
            }),
        },
        ignored: Vec::new(),
    })
}

/// What is said about a topic, from the configuration as it is, the most important first; without
/// a topic whatever is known.
#[must_use]
pub fn sayings(
    tenant: &Tenant,
    topic: Option<Topic>,
    language: Language,
    today: NaiveDate,
) -> Vec<Saying> {
    let closed = |ahead| tenant.calendar.closed_dates(today, ahead);
    let wanted = |one| topic.is_none_or(|topic| topic == one);
    let mut sayings = Vec::new();
    if wanted(Topic::Hours) && tenant.calendar.has_hours() {
        sayings.push(Saying::Hours {
            week: hours(tenant),
            special: special_hours(tenant, today),
        });
        let soon = closed(WEEK_AHEAD);
        if !soon.is_empty() {
            sayings.push(Saying::Closures(soon));
        }
    }
    if wanted(Topic::Address) {
        sayings.extend(tenant.address.clone().map(Saying::Address));
    }
    let offered = match topic {
        None | Some(Topic::Services) => !tenant.services.is_empty(),
        Some(Topic::Prices) => tenant.services.iter().any(|it| it.price.is_some()),
        Some(_) => false,
    };
    if offered {
        sayings.push(Saying::Services(services(tenant, topic, language)));
    }
    if topic == Some(Topic::Closures) {
        sayings.push(Saying::Closures(closed(CLOSURES_AHEAD)));
    }
    if sayings.is_empty() {
        sayings.push(Saying::NotKnown);
    }
    sayings
}

fn services(tenant: &Tenant, topic: Option<Topic>, language: Language) -> Vec<ServiceLine> {
    tenant
        .services
        .iter()
        .map(|service| ServiceLine {
            name: service.name(language).to_owned(),
            minutes: service.duration,
            price: service
                .price
                .clone()
                .filter(|_| topic == Some(Topic::Prices)),
        })
        .collect()
}

/// The week as runs of days with the same hours, Monday first.
fn hours(tenant: &Tenant) -> Vec<DayHours> {
    let mut runs: Vec<DayHours> = Vec::new();
    for (index, ranges) in tenant.calendar.week().into_iter().enumerate() {
        let Some(day) = u8::try_from(index + 1).ok().and_then(weekday::from_iso) else {
            continue;
        };
        let ranges = times(&ranges);
        match runs.last_mut() {
            Some(run) if run.ranges == ranges => run.until = day,
            _ => runs.push(DayHours {
                from: day,
                until: day,
                ranges,
            }),
        }
    }
    runs
}

/// The dates ahead with other hours than their weekday's.
fn special_hours(tenant: &Tenant, today: NaiveDate) -> Vec<SpecialHours> {
    let ahead = tenant.calendar.special_dates(today, SPECIAL_AHEAD);
    ahead
        .into_iter()
        .map(|(date, ranges)| SpecialHours {
            date,
            ranges: times(&ranges),
        })
        .collect()
}

fn times(ranges: &[(u16, u16)]) -> Vec<(NaiveTime, NaiveTime)> {
    ranges
        .iter()
        .filter_map(|(from, until)| Some((time(*from)?, time(*until)?)))
        .collect()
}

/// A minute of the day; 24:00 is told as midnight.
fn time(minute: u16) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(u32::from(minute / 60) % 24, u32::from(minute % 60), 0)
}
