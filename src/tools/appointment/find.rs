//! `find_appointments` and `cancel_appointment`: which appointment is meant.

use chrono::{NaiveTime, TimeDelta};
use serde_json::{Value, json};

use super::wish;
use crate::{
    domain::fold,
    store::appointments as sql,
    tools::{
        Clean, ToolError,
        arguments::typed::{CancelAppointment, FindAppointments},
        context::{CallContext, Decision, Planned, with},
        facts::Ask,
    },
    words::{Days, Times},
};

const FIND: &[&str] = &[
    sql::FIND_OWN_NAMED,
    sql::FIND_BY_NAME,
    sql::FIND_OWN,
    sql::NOT_FOUND,
];

const CANCEL: &[&str] = &[
    sql::TARGET_OWN_NAMED,
    sql::TARGET_OWN,
    sql::REPLAY_CANCELLING,
    sql::TARGET_BY_NAME,
    sql::TARGET_OWN_OTHER_NAME,
    sql::NOT_FOUND,
    sql::CANCEL,
    sql::CANCEL_ROW,
    sql::NAME_CALL,
];

pub fn find(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: FindAppointments = clean.read()?;
    let target = Target {
        id: None,
        date: arguments.date.as_deref(),
        time: None,
        name: arguments.customer_name.as_deref(),
    };
    let planned = target.plan(context).map(|plan| Planned {
        effect: None,
        decision: Decision::Sql {
            plan,
            statements: FIND,
            offers: Vec::new(),
        },
        ignored: Vec::new(),
    });
    Ok(planned.unwrap_or_else(Planned::ask))
}

pub fn cancel(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: CancelAppointment = clean.read()?;
    let target = Target {
        id: arguments.appointment_id.as_deref(),
        date: arguments.date.as_deref(),
        time: arguments.time.as_deref(),
        name: arguments.customer_name.as_deref(),
    };
    let planned = target.plan(context).map(|plan| Planned {
        effect: Some(target.effect(&plan)),
        decision: Decision::Sql {
            plan: with(plan, json!({"reason": arguments.reason})),
            statements: CANCEL,
            offers: Vec::new(),
        },
        ignored: Vec::new(),
    });
    Ok(planned.unwrap_or_else(Planned::ask))
}

/// How a caller points at an appointment.
pub struct Target<'a> {
    pub id: Option<&'a str>,
    pub date: Option<&'a str>,
    pub time: Option<&'a str>,
    pub name: Option<&'a str>,
}

impl Target<'_> {
    /// The plan with what narrows the choice. Words with two readings need not be asked about:
    /// the diary knows which of them holds an appointment, and if both do, it is asked which one.
    pub fn plan(&self, context: &CallContext<'_>) -> Result<Value, Ask> {
        let when = wish::when(context, self.date, self.time)?;
        let days = match when.days {
            Days::Unsaid | Days::Soonest => None,
            Days::On(day) => Some(vec![(day, day)]),
            Days::Either(a, b) => Some(vec![(a, a), (b, b)]),
            Days::Between(from, until) => Some(vec![(from, until)]),
        };
        let times = match when.times {
            Times::Unsaid => None,
            Times::At(time) => Some(vec![(time, time)]),
            Times::Either(a, b) => Some(vec![(a, a), (b, b)]),
            Times::Between(from, until) => Some(vec![(from, until - TimeDelta::minutes(1))]),
        };
        Ok(with(
            context.plan(self.name),
            json!({
                "id": self.id,
                "days": days,
                "on_a_day": matches!(when.days, Days::On(_) | Days::Either(..)),
                "times": times.map(|times| times.into_iter().map(minutes).collect::<Vec<_>>()),
            }),
        ))
    }

    /// What makes two requests the same one.
    pub fn effect(&self, plan: &Value) -> Value {
        json!({
            "id": self.id, "days": plan.get("days"), "times": plan.get("times"),
            "name": self.name.map(fold),
        })
    }
}

fn minutes((from, until): (NaiveTime, NaiveTime)) -> [String; 2] {
    [from, until].map(|time| time.format("%H:%M").to_string())
}
