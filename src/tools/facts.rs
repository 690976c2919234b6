//! The facts of the ledger: what a tool call came to, as the deciding statements wrote it.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use crate::{
    domain::Slot,
    outcome::{Dictated, Refusal},
    record::{Fields, Record},
    support::Texts,
};

/// What has to be asked before anything can be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    WhichDate { a: NaiveDate, b: NaiveDate },
    WhichTime { a: NaiveTime, b: NaiveTime },
    Past { asked: NaiveDate },
    WeekdayMismatch { date: NaiveDate },
    DateUnclear,
    TimeUnclear,
    Phone,
    WhichAppointment { appointments: Vec<Listed> },
}

impl Record for Ask {
    fn from_fields(fields: &Fields<'_>) -> Self {
        match fields.get::<String>("ask").as_str() {
            "which_date" => Self::WhichDate {
                a: fields.get("a"),
                b: fields.get("b"),
            },
            "which_time" => Self::WhichTime {
                a: fields.get("a"),
                b: fields.get("b"),
            },
            "past" => Self::Past {
                asked: fields.get("asked"),
            },
            "weekday_mismatch" => Self::WeekdayMismatch {
                date: fields.get("date"),
            },
            "date_unclear" => Self::DateUnclear,
            "time_unclear" => Self::TimeUnclear,
            "phone" => Self::Phone,
            "which_appointment" => Self::WhichAppointment {
                appointments: fields.get("appointments"),
            },
            _ => {
                fields.refuse("ask", "is no question");
                Self::DateUnclear
            }
        }
    }
}

/// An appointment in a list; the id only when it is the caller's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    pub id: Option<String>,
    #[serde(flatten)]
    pub slot: Slot,
    pub service: Option<String>,
}

record! { Listed: id, slot = whole, service }

/// Facts of `booked`, `already_booked`, `existing_appointment`, `cancelled`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentFacts {
    pub slot: Slot,
    pub service: Option<String>,
    /// 0 when it was found by name: somebody else's, whose id is not told.
    pub own: Option<i64>,
}

record! { AppointmentFacts: slot = whole, service, own }

impl AppointmentFacts {
    /// Whether it is the caller's.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.own != Some(0)
    }
}

/// What a call dictated for the appointment it made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DictatedFacts {
    /// `None` when it is the signalled number.
    pub phone: Option<String>,
    pub email: Option<String>,
    /// `None` when the appointment can be found by its number.
    pub name: Option<String>,
}

record! { DictatedFacts: phone, email, name }

impl DictatedFacts {
    /// What is to be read back, the most needed first.
    #[must_use]
    pub fn list(self) -> Vec<Dictated> {
        let phone = self.phone.map(Dictated::Phone);
        let email = self.email.map(Dictated::Email);
        let name = self.name.map(Dictated::Name);
        [phone, email, name].into_iter().flatten().collect()
    }
}

/// Facts of `rescheduled`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedFacts {
    pub to: AppointmentFacts,
    pub from_date: NaiveDate,
    pub from_time: String,
}

record! { MovedFacts: to = whole, from_date, from_time }

/// Why a start was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    Taken,
    Held,
    Closed,
    OutsideHours,
    OffGrid,
    TooSoon,
    TooFar,
    NoHours,
}

words! { Why: Taken, Held, Closed, OutsideHours, OffGrid, TooSoon, TooFar, NoHours }

impl Why {
    /// `None` when it was simply taken.
    #[must_use]
    pub fn refusal(self) -> Option<Refusal> {
        Some(match self {
            Self::Taken => return None,
            Self::Held => Refusal::Held,
            Self::Closed => Refusal::Closed,
            Self::OutsideHours => Refusal::OutsideHours,
            Self::OffGrid => Refusal::OffGrid,
            Self::TooSoon => Refusal::TooSoon,
            Self::TooFar => Refusal::TooFar,
            Self::NoHours => Refusal::NoHours,
        })
    }
}

/// Facts of `available`, `unavailable` and `closed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferFacts {
    pub why: Option<Why>,
    /// The start that was asked for, when it was a single one.
    pub wanted: Option<Slot>,
    pub free: Vec<Slot>,
}

record! { OfferFacts: why, wanted, free }

/// Facts of `found` for appointments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFacts {
    pub appointments: Vec<Listed>,
}

record! { FoundFacts: appointments }

/// Facts of `recorded` callbacks and follow-ups; without a date as soon as possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackFacts {
    pub date: Option<NaiveDate>,
    pub time: Option<String>,
    /// 1 when the business is closed at the wished time and this is the next it is open.
    pub moved: Option<i64>,
    /// 1 when there is danger: no time is promised then.
    pub urgent: Option<i64>,
}

record! { CallbackFacts: date, time, moved, urgent }

/// Facts of `created`, `updated` and `escalated` tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketFacts {
    pub number: i64,
    /// Of `escalated`: how the caller may hear of who has it now.
    pub told: Option<Texts>,
}

record! { TicketFacts: number, told }

/// Facts of `found` for tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketsFacts {
    pub tickets: Vec<crate::outcome::Ticket>,
}

record! { TicketsFacts: tickets }
