//! Answers about appointments: never more than the row bears out.

use chrono::NaiveTime;

use crate::{
    domain::Slot,
    outcome::{Dictated, Refusal, Saying, Status},
    record,
    store::ledger::LedgerRow,
    tools::{
        answer::{Answer, Fault, Rendering, facts, listed},
        facts::{AppointmentFacts, DictatedFacts, FoundFacts, MovedFacts, OfferFacts},
    },
};

pub fn answer(rendering: &Rendering<'_>, status: &str, row: &LedgerRow) -> Result<Answer, Fault> {
    let gone = row.effect_id.is_some() && row.row_status.is_none();
    if gone && row.is_repeat() {
        return Ok(rendering.say(Status::NotFound, &Saying::NoAppointment));
    }
    match status {
        "booked" => there(rendering, Status::Booked, Saying::Booked, row),
        "rescheduled" => moved(rendering, row),
        "cancelled" => cancelled(rendering, row),
        "already_booked" => there(rendering, Status::AlreadyBooked, Saying::AlreadyBooked, row),
        "existing_appointment" => {
            let status = Status::ExistingAppointment;
            there(rendering, status, Saying::ExistingAppointment, row)
        }
        "available" | "unavailable" | "closed" => offer(rendering, status, &facts(row)?),
        "found" => Ok(found(rendering, &facts(row)?)),
        "not_found" => Ok(rendering.say(Status::NotFound, &Saying::NoAppointment)),
        _ => Err(Fault),
    }
}

/// An appointment that is there, as it was said or as it is by now.
fn there(
    rendering: &Rendering<'_>,
    status: Status,
    saying: impl Fn(crate::outcome::Appointment) -> Saying,
    row: &LedgerRow,
) -> Result<Answer, Fault> {
    let said: AppointmentFacts = facts(row)?;
    // What a dry run has booked has no row.
    if (row.dry == Some(1) && status == Status::Booked) || stands(row, said.slot)? {
        Ok(told(rendering, status, saying, &said, row))
    } else {
        changed(rendering, &said, row)
    }
}

/// Whether the row of the answer still holds what was said; a missing row is a fault.
fn stands(row: &LedgerRow, said: Slot) -> Result<bool, Fault> {
    Ok(row.row_status.as_deref().ok_or(Fault)? == "confirmed" && slot_of_row(row)? == said)
}

fn told(
    rendering: &Rendering<'_>,
    status: Status,
    saying: impl Fn(crate::outcome::Appointment) -> Saying,
    said: &AppointmentFacts,
    row: &LedgerRow,
) -> Answer {
    let saying = saying(rendering.appointment(said.slot, said.service.as_deref()));
    let saying = match dictated(row) {
        dictated if dictated.is_empty() => saying,
        dictated => Saying::ReadBack {
            said: Box::new(saying),
            dictated,
        },
    };
    Answer {
        appointment_id: row.effect_id.clone().filter(|_| said.is_own()),
        ..rendering.at(status, &saying, said.slot)
    }
}

/// What this call dictated for the appointment it made. Facts that cannot be read are none: the
/// answer itself does not depend on them.
fn dictated(row: &LedgerRow) -> Vec<Dictated> {
    let facts = row.dictated.as_deref().map(record::parse::<DictatedFacts>);
    facts.and_then(Result::ok).unwrap_or_default().list()
}

fn moved(rendering: &Rendering<'_>, row: &LedgerRow) -> Result<Answer, Fault> {
    let said: MovedFacts = facts(row)?;
    if row.dry != Some(1) && !stands(row, said.to.slot)? {
        return changed(rendering, &said.to, row);
    }
    let from = Slot {
        date: said.from_date,
        time: time(&said.from_time)?,
    };
    let saying = Saying::Rescheduled {
        from: rendering.appointment(from, said.to.service.as_deref()),
        to: rendering.appointment(said.to.slot, said.to.service.as_deref()),
    };
    Ok(Answer {
        appointment_id: row.effect_id.clone().filter(|_| said.to.is_own()),
        ..rendering.at(Status::Rescheduled, &saying, said.to.slot)
    })
}

fn cancelled(rendering: &Rendering<'_>, row: &LedgerRow) -> Result<Answer, Fault> {
    let said: AppointmentFacts = facts(row)?;
    let stands = row.row_status.as_deref().ok_or(Fault)? == "cancelled" && row.live_id.is_none();
    if row.dry == Some(1) || stands {
        Ok(told(
            rendering,
            Status::Cancelled,
            Saying::Cancelled,
            &said,
            row,
        ))
    } else {
        changed(rendering, &said, row)
    }
}

/// A repeat of a call whose row has changed since: what is true now.
fn changed(
    rendering: &Rendering<'_>,
    said: &AppointmentFacts,
    row: &LedgerRow,
) -> Result<Answer, Fault> {
    // Somebody else's, found by name and day: what has become of it is not told without them.
    if !said.is_own() {
        return Ok(rendering.say(Status::NotFound, &Saying::NoAppointment));
    }
    let service = said.service.as_deref();
    if let (Some(id), Some(date), Some(at)) = (&row.live_id, &row.live_date, &row.live_time) {
        let now = Slot {
            date: date.parse().map_err(|_| Fault)?,
            time: time(at)?,
        };
        let saying = Saying::AlreadyBooked(rendering.appointment(now, service));
        return Ok(Answer {
            appointment_id: Some(id.clone()),
            ..rendering.at(Status::AlreadyBooked, &saying, now)
        });
    }
    let slot = slot_of_row(row)?;
    let appointment = rendering.appointment(slot, service);
    let (status, saying) = match row.row_status.as_deref() {
        Some("confirmed") => (Status::AlreadyBooked, Saying::AlreadyBooked(appointment)),
        Some("cancelled" | "rescheduled") => (Status::Cancelled, Saying::Cancelled(appointment)),
        // Over: whatever was said about it no longer matters.
        _ => (Status::NotFound, Saying::NoAppointment),
    };
    Ok(Answer {
        appointment_id: row.effect_id.clone(),
        ..rendering.at(status, &saying, slot)
    })
}

fn slot_of_row(row: &LedgerRow) -> Result<Slot, Fault> {
    Ok(Slot {
        date: row
            .row_date
            .as_deref()
            .and_then(|date| date.parse().ok())
            .ok_or(Fault)?,
        time: time(row.row_time.as_deref().ok_or(Fault)?)?,
    })
}

fn time(text: &str) -> Result<NaiveTime, Fault> {
    text.parse().map_err(|_| Fault)
}

fn offer(rendering: &Rendering<'_>, status: &str, facts: &OfferFacts) -> Result<Answer, Fault> {
    let mut free = facts.free.clone();
    free.sort_unstable();
    let refusal = facts.why.and_then(crate::tools::facts::Why::refusal);
    let (status, saying) = match (status, facts.wanted, refusal) {
        ("available", ..) => (Status::Available, Saying::Free(free.clone())),
        ("closed", Some(wanted), Some(why)) => (
            Status::Closed,
            Saying::Refused {
                why,
                wanted,
                free: free.clone(),
            },
        ),
        ("closed", ..) => (Status::Closed, Saying::ClosedThen { free: free.clone() }),
        (_, Some(wanted), Some(why)) => (
            Status::Unavailable,
            Saying::Refused {
                why,
                wanted,
                free: free.clone(),
            },
        ),
        (_, Some(wanted), None) => (
            Status::Unavailable,
            Saying::Taken {
                wanted,
                free: free.clone(),
            },
        ),
        (_, None, Some(Refusal::Held)) => {
            (Status::Unavailable, Saying::OnlyHeld { free: free.clone() })
        }
        (_, None, _) => (
            Status::Unavailable,
            Saying::NothingFree { free: free.clone() },
        ),
    };
    Ok(Answer {
        slots: free,
        ..rendering.say(status, &saying)
    })
}

fn found(rendering: &Rendering<'_>, facts: &FoundFacts) -> Answer {
    let saying = Saying::Appointments(
        facts
            .appointments
            .iter()
            .map(|listed| rendering.appointment(listed.slot, listed.service.as_deref()))
            .collect(),
    );
    Answer {
        appointments: listed(&facts.appointments),
        ..rendering.say(Status::Found, &saying)
    }
}
