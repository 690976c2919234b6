//! Who takes a call over right now.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{Support, Texts, settings::Transfer};
use crate::{
    calendar::{self, Calendar, Opening},
    domain::{Country, PhoneNumber},
    record::{FromJson, Problem},
};

/// Somebody to whom calls may be handed over.
#[derive(Clone, Debug)]
pub struct Target {
    /// For the model, e.g. `Accueil`.
    pub name: Option<String>,
    /// As it is dialled at home or in E.164.
    pub number: String,
    pub hours: Reachable,
    /// Said to the caller before the call goes over.
    pub say: Texts,
}

record! { Target: name, number, hours = or_default, say = or_default }

/// When somebody can be reached.
#[derive(Clone, Debug, Default)]
pub enum Reachable {
    /// While the business is open.
    #[default]
    Opening,
    Always,
    /// At these times of the week, holidays and closures aside.
    Weekly(Vec<Opening>),
}

impl Support {
    /// The first target that is reachable at `now`, with its number in E.164.
    #[must_use]
    pub fn reachable(
        &self,
        calendar: &Calendar,
        country: Country,
        now: DateTime<Utc>,
    ) -> Option<(&Target, PhoneNumber)> {
        self.transfer
            .targets
            .iter()
            .filter(|target| target.hours.includes(calendar, now))
            .find_map(|target| Some((target, PhoneNumber::parse(&target.number, country)?)))
    }
}

impl Reachable {
    fn includes(&self, calendar: &Calendar, now: DateTime<Utc>) -> bool {
        match self {
            Self::Always => true,
            // A business without hours has not said when anybody is there.
            Self::Opening => calendar.has_hours() && calendar.is_open(now),
            Self::Weekly(hours) => {
                let own = Calendar {
                    hours: hours.clone(),
                    exceptions: Vec::new(),
                    ..calendar.clone()
                };
                !hours.is_empty() && own.is_open(now)
            }
        }
    }
}

impl Transfer {
    /// Numbers that cannot be dialled, which no schema finds.
    pub(super) fn faults(&self) -> impl Iterator<Item = String> {
        self.targets
            .iter()
            .enumerate()
            .filter_map(|(index, target)| {
                let readable = PhoneNumber::parse_e164(&target.number).is_some();
                (!readable)
                    .then(|| format!("/transfer/targets/{index}/number: must be like +33612345678"))
            })
    }
}

/// Times of day on some weekdays.
struct Span {
    weekdays: Vec<u8>,
    from: String,
    until: String,
}

record! { Span: weekdays, from, until }

impl FromJson for Reachable {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        match value.as_str() {
            Some("opening") => Ok(Self::Opening),
            Some("always") => Ok(Self::Always),
            Some(_) => Err(Problem::new("must be opening, always or a list")),
            None => {
                let spans = Vec::<Span>::from_json(value)?;
                Ok(Self::Weekly(
                    spans.iter().flat_map(Span::openings).collect(),
                ))
            }
        }
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Span {
    fn openings(&self) -> impl Iterator<Item = Opening> {
        let range = calendar::minute(&self.from).zip(calendar::minute(&self.until));
        let days = self.weekdays.iter().copied();
        days.filter_map(move |weekday| {
            let (from, until) = range?;
            Some(Opening {
                resource: None,
                weekday,
                from,
                until,
            })
        })
    }
}
