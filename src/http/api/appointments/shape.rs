//! An appointment as the API shows it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    calendar::{Objection, instant},
    domain::Slot,
    http::timestamp,
};

/// An appointment. Its date and time are those of the wall clock in the business's zone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Appointment {
    pub id: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
    /// The same start in UTC, RFC 3339.
    pub starts_at: String,
    /// The end in UTC, RFC 3339.
    pub ends_at: String,
    pub utc_offset_minutes: Option<i32>,
    pub duration_minutes: i64,
    pub buffer_before_minutes: i64,
    pub buffer_after_minutes: i64,
    /// `services.id`, or what was written by hand.
    pub service: Option<String>,
    pub resource_id: String,
    /// confirmed, cancelled, completed, no_show or rescheduled (another row has its place now).
    pub status: String,
    pub customer_name: String,
    pub customer_phone: Option<String>,
    pub customer_email: Option<String>,
    /// The number it was made from, if it was made by phone.
    pub caller_number: Option<String>,
    pub location: Option<String>,
    pub notes: Option<String>,
    pub internal_notes: Option<String>,
    /// sara (by phone), manual (by staff) or web.
    pub created_by: Option<String>,
    /// `call_logs.id`.
    pub call_id: Option<String>,
    /// The id of the first appointment of a chain of moves.
    pub series_id: Option<String>,
    /// The appointment whose place it took.
    pub replaces_id: Option<String>,
    pub cancel_reason: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    pub cancelled_at: Option<String>,
    pub completed_at: Option<String>,
    /// The `ETag`.
    pub version: i64,
    /// As it is stored: rows written by hand may have seconds.
    #[serde(skip_serializing)]
    pub rdv_time: String,
    #[serde(skip_serializing)]
    pub time_zone: Option<String>,
}

record! { Appointment:
    id, date, time, starts_at = later, ends_at = later, utc_offset_minutes, duration_minutes,
    buffer_before_minutes, buffer_after_minutes, service, resource_id, status, customer_name,
    customer_phone, customer_email, caller_number, location, notes, internal_notes, created_by,
    call_id, series_id, replaces_id, cancel_reason, created_at, updated_at, cancelled_at,
    completed_at, version, rdv_time, time_zone,
}

impl Appointment {
    /// With its instants.
    #[must_use]
    pub fn timed(mut self) -> Self {
        let starts = self.starts();
        self.starts_at = timestamp(starts);
        self.ends_at = timestamp(starts + TimeDelta::minutes(self.duration_minutes));
        self
    }

    /// Where it stands on the wall clock. The table holds no other dates and times than these.
    #[must_use]
    pub fn slot(&self) -> Slot {
        Slot {
            date: self.date.parse().unwrap_or(NaiveDate::MIN),
            time: self.time.parse().unwrap_or_default(),
        }
    }

    fn starts(&self) -> DateTime<Utc> {
        let zone = self.time_zone.as_deref();
        let zone = zone.and_then(|zone| zone.parse().ok());
        instant(
            zone.unwrap_or_default(),
            self.slot(),
            self.utc_offset_minutes,
        )
    }
}

/// What staff should know of an appointment that was made all the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct Warning {
    /// in_the_past, closure, public_holiday, outside_hours or not_offered.
    pub code: &'static str,
    pub message: &'static str,
}

/// The resource is not among those of the service.
pub const NOT_OFFERED: Warning = Warning {
    code: "not_offered",
    message: "this resource does not do that service",
};

impl From<Objection> for Warning {
    fn from(objection: Objection) -> Self {
        let (code, message) = match objection {
            Objection::InThePast => ("in_the_past", "it begins in the past"),
            Objection::Closure => ("closure", "it is on a closure"),
            Objection::PublicHoliday => ("public_holiday", "it is on a public holiday"),
            Objection::OutsideHours => ("outside_hours", "it is outside opening hours"),
        };
        Self { code, message }
    }
}

/// An appointment that was made or moved.
#[derive(Debug, Serialize, ToSchema)]
pub struct Placed {
    #[serde(flatten)]
    pub appointment: Appointment,
    pub warnings: Vec<Warning>,
}
