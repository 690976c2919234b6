//! `find_appointments` and `cancel_appointment`: which appointment is meant.

use serde_json::{Value, json};

use super::wish::unclear;
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

const FIND: &[&str] = &[sql::FIND_OWN, sql::FIND_BY_NAME, sql::NOT_FOUND];

const CANCEL: &[&str] = &[
    sql::TARGET_OWN_NAMED,
    sql::TARGET_OWN,
    sql::TARGET_BY_NAME,
    sql::TARGET_OWN_OTHER_NAME,
    sql::REPLAY_CANCELLING,
    sql::NOT_FOUND,
    sql::CANCEL,
    sql::CANCEL_ROW,
];

pub fn find(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: FindAppointments = clean.read()?;
    let target = Target {
        id: None,
        date: arguments.date.as_deref(),
        time: None,
        name: arguments.customer_name.as_deref(),
    };
    Ok(match target.plan(context) {
        Err(ask) => Planned::ask(&ask),
        Ok(plan) => Planned {
            effect: None,
            decision: Decision::Sql {
                plan,
                statements: FIND,
            },
            ignored: Vec::new(),
        },
    })
}

pub fn cancel(context: &CallContext<'_>, clean: &Clean) -> Result<Planned, ToolError> {
    let arguments: CancelAppointment = clean.read()?;
    let target = Target {
        id: arguments.appointment_id.as_deref(),
        date: arguments.date.as_deref(),
        time: arguments.time.as_deref(),
        name: arguments.customer_name.as_deref(),
    };
    Ok(match target.plan(context) {
        Err(ask) => Planned::ask(&ask),
        Ok(plan) => Planned {
            effect: Some(target.effect(&plan)),
            decision: Decision::Sql {
                plan: with(plan, json!({"reason": arguments.reason})),
                statements: CANCEL,
            },
            ignored: Vec::new(),
        },
    })
}

/// How a caller points at an appointment.
pub struct Target<'a> {
    pub id: Option<&'a str>,
    pub date: Option<&'a str>,
    pub time: Option<&'a str>,
    pub name: Option<&'a str>,
}

impl Target<'_> {
    /// The plan with what narrows the choice; words that name no single day or time do not guess,
    /// they ask.
    pub fn plan(&self, context: &CallContext<'_>) -> Result<Value, Ask> {
        let when = crate::words::read(self.date, self.time, context.local()).map_err(unclear)?;
        let date = match when.days {
            Days::On(day) => Some(day),
            Days::Unsaid => None,
            Days::Either(a, b) => return Err(Ask::WhichDate { a, b }),
            Days::Between(..) | Days::Soonest => return Err(Ask::Date),
        };
        let time = match when.times {
            Times::At(time) => Some(time),
            Times::Unsaid | Times::Between(..) => None,
            Times::Either(a, b) => return Err(Ask::WhichTime { a, b }),
        };
        Ok(with(
            context.plan(self.name),
            json!({
                "id": self.id,
                "date": date,
                "time": time.map(|time| time.format("%H:%M").to_string()),
            }),
        ))
    }

    /// What makes two requests the same one.
    pub fn effect(&self, plan: &Value) -> Value {
        json!({
            "id": self.id, "date": plan.get("date"), "time": plan.get("time"),
            "name": self.name.map(fold),
        })
    }
}
