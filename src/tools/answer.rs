//! The structured result of a tool call: what the model reads and the caller hears.
//!
//! An answer is a pure function of the ledger row, the tenant and the language; its clock is the
//! row's `created_at`, so that a repeated answer says the same.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::{
    appointment,
    catalogue::Tool,
    facts::{Ask, CallbackFacts, Listed, TicketFacts, TicketsFacts},
    info, prospect_answer,
};
use crate::{
    domain::{Language, Slot},
    outcome::{Appointment, Missing, Saying, Status, Ticket},
    record::{self, Record},
    speech,
    store::ledger::LedgerRow,
    tenant::Tenant,
    vapi::answer::MAX_TEXT,
};

/// `result`, in the order a cut answer still makes sense.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    pub status: Status,
    pub say: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekday: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appointment_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Slot>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub appointments: Vec<ListedAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prospect_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<i64>,
    /// The points by criterion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_detail: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Vec<Missing>>,
    /// `T-2041`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_number: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tickets: Vec<Ticket>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub replayed: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub dry_run: bool,
}

/// An appointment in `appointments`; its id only if it is the caller's own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListedAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appointment_id: Option<String>,
    #[serde(flatten)]
    pub slot: Slot,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// What a ledger row could not be turned into: a defect or a write that did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault;

/// How an answer is to be worded.
pub struct Rendering<'a> {
    pub tenant: &'a Tenant,
    pub language: Language,
    pub today: NaiveDate,
}

impl Rendering<'_> {
    /// An answer that is all speech.
    #[must_use]
    pub fn say(&self, status: Status, saying: &Saying) -> Answer {
        Answer::spoken(status, speech::say(saying, self.language, self.today))
    }

    /// An answer about one start.
    #[must_use]
    pub fn at(&self, status: Status, saying: &Saying, slot: Slot) -> Answer {
        Answer {
            date: Some(slot.date),
            time: Some(slot.time.format("%H:%M").to_string()),
            weekday: Some(speech::weekday(slot.date, self.language)),
            ..self.say(status, saying)
        }
    }

    /// An appointment as it is told.
    #[must_use]
    pub fn appointment(&self, slot: Slot, service: Option<&str>) -> Appointment {
        Appointment {
            slot,
            service: service.and_then(|id| self.tenant.service_name(id, self.language)),
        }
    }
}

impl Answer {
    /// An answer that is all speech.
    #[must_use]
    pub fn spoken(status: Status, say: String) -> Self {
        Self {
            status,
            say,
            date: None,
            time: None,
            weekday: None,
            appointment_id: None,
            slots: Vec::new(),
            appointments: Vec::new(),
            prospect_id: None,
            score: None,
            score_detail: None,
            missing: None,
            ticket_number: None,
            tickets: Vec::new(),
            callback_id: None,
            ignored: Vec::new(),
            replayed: false,
            dry_run: false,
        }
    }

    /// The answer where nothing is done and nobody may be told that it was.
    #[must_use]
    pub fn without_promise(self, language: Language, today: NaiveDate) -> Self {
        let done = matches!(
            self.status,
            Status::Booked
                | Status::Rescheduled
                | Status::Cancelled
                | Status::Recorded
                | Status::Created
                | Status::Updated
                | Status::Escalated
        );
        if !done {
            return self;
        }
        Self {
            dry_run: self.dry_run,
            ..Self::spoken(
                Status::Info,
                speech::say(&Saying::CallsOnly, language, today),
            )
        }
    }

    /// The `result` string; the field order is the contract's. Lists that do not fit lose their
    /// last entries, so that the answer stays whole JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A struct of plain fields: serialization cannot fail.
        let json = serde_json::to_string(self).unwrap_or_default();
        if json.encode_utf16().count() <= MAX_TEXT {
            return json;
        }
        let mut shorter = self.clone();
        if shorter.shorten() {
            shorter.to_json()
        } else {
            json
        }
    }

    /// Drops an entry; false when there is none left.
    fn shorten(&mut self) -> bool {
        self.ignored.pop().is_some()
            || self.appointments.pop().is_some()
            || self.tickets.pop().is_some()
    }
}

/// The answer to a decided call.
///
/// # Errors
/// `Fault` when the row does not bear out what the ledger says.
pub fn answer(
    tenant: &Tenant,
    tool: Tool,
    language: Language,
    row: &LedgerRow,
) -> Result<Answer, Fault> {
    let created: DateTime<Utc> = row
        .created_at
        .as_deref()
        .and_then(|text| text.parse().ok())
        .ok_or(Fault)?;
    let rendering = Rendering {
        tenant,
        language,
        today: tenant.calendar.today(created),
    };
    let status = row.status.as_deref().ok_or(Fault)?;
    let mut answer = match status {
        "clarify" => ask(&rendering, &facts(row)?),
        "info" => about(&rendering, row)?,
        "found" if tool == Tool::FindTickets => tickets(&rendering, &facts(row)?),
        "not_found" if tool.folder() == "support" => {
            rendering.say(Status::NotFound, &Saying::NoTicket)
        }
        "recorded" if tool == Tool::QualifyProspect => prospect_answer::answer(&rendering, row)?,
        "recorded" => callback(&rendering, row)?,
        "created" | "updated" | "escalated" => ticket(&rendering, status, row)?,
        _ => appointment::answer(&rendering, status, row)?,
    };
    answer.replayed = tool.writes() && (row.mine != Some(1) || row.replayed == Some(1));
    answer.dry_run = row.dry == Some(1);
    Ok(answer)
}

/// Reads the facts of a row.
pub fn facts<T: Record>(row: &LedgerRow) -> Result<T, Fault> {
    record::parse(row.facts.as_deref().ok_or(Fault)?).map_err(|_| Fault)
}

fn ask(rendering: &Rendering<'_>, ask: &Ask) -> Answer {
    let today = rendering.today;
    let saying = match ask {
        Ask::WhichDate { a, b } => Saying::WhichDate(*a, *b),
        Ask::WhichTime { a, b } => Saying::WhichTime(*a, *b),
        Ask::Past { asked } => Saying::InThePast {
            asked: *asked,
            today,
        },
        Ask::WeekdayMismatch { date } => Saying::WeekdayMismatch { date: *date },
        Ask::DateUnclear => Saying::DateUnclear { today },
        Ask::TimeUnclear => Saying::TimeUnclear,
        Ask::Phone => Saying::AskPhone,
        Ask::WhichAppointment { appointments } => Saying::WhichAppointment(
            appointments
                .iter()
                .map(|listed| rendering.appointment(listed.slot, listed.service.as_deref()))
                .collect(),
        ),
    };
    let appointments = match ask {
        Ask::WhichAppointment { appointments } => listed(appointments),
        _ => Vec::new(),
    };
    Answer {
        appointments,
        ..rendering.say(Status::Clarify, &saying)
    }
}

/// Characters of a service in a list; rows written by hand may hold any text.
const SERVICE: usize = 60;

/// The list as the model reads it.
#[must_use]
pub fn listed(appointments: &[Listed]) -> Vec<ListedAnswer> {
    appointments
        .iter()
        .map(|listed| ListedAnswer {
            appointment_id: listed.id.clone(),
            slot: listed.slot,
            service: listed
                .service
                .as_deref()
                .map(|service| service.chars().take(SERVICE).collect()),
        })
        .collect()
}

fn about(rendering: &Rendering<'_>, row: &LedgerRow) -> Result<Answer, Fault> {
    struct Facts {
        topic: Option<super::arguments::typed::Topic>,
        /// Asked for something that is no topic.
        foreign: bool,
    }

    record! { Facts: topic, foreign = or_default }

    let Facts { topic, foreign } = facts(row)?;
    let (language, today) = (rendering.language, rendering.today);
    let sayings = if foreign {
        vec![Saying::NotKnown]
    } else {
        info::sayings(rendering.tenant, topic, language, today)
    };
    let said = speech::say_all(&sayings, language, today);
    Ok(Answer::spoken(Status::Info, said))
}

fn callback(rendering: &Rendering<'_>, row: &LedgerRow) -> Result<Answer, Fault> {
    // Nobody may be told that somebody will call who will not.
    if row.is_repeat() && row.callback_status.as_deref() != Some("due") {
        return Ok(rendering.say(Status::NotFound, &Saying::NotKnown));
    }
    let facts: CallbackFacts = facts(row)?;
    let time = facts.time.as_deref().and_then(|time| time.parse().ok());
    let saying = match (facts.date, time) {
        _ if facts.urgent == Some(1) => Saying::UrgentNoted,
        (Some(date), time) if facts.moved == Some(1) => Saying::CallBackInstead { date, time },
        (Some(date), Some(time)) => Saying::CallBack {
            at: Some(Slot { date, time }),
        },
        (Some(date), None) => Saying::CallBackOn(date),
        (None, _) => Saying::CallBack { at: None },
    };
    Ok(Answer {
        date: facts.date,
        time: facts.time,
        weekday: facts
            .date
            .map(|date| speech::weekday(date, rendering.language)),
        callback_id: row.effect_id.clone(),
        ..rendering.say(Status::Recorded, &saying)
    })
}

fn ticket(rendering: &Rendering<'_>, status: &str, row: &LedgerRow) -> Result<Answer, Fault> {
    let TicketFacts { number, told } = facts(row)?;
    if row.is_repeat() {
        let now: Option<Ticket> = row
            .ticket
            .as_deref()
            .and_then(|ticket| record::parse(ticket).ok());
        match now {
            None => return Ok(rendering.say(Status::NotFound, &Saying::NoTicket)),
            Some(ticket) if matches!(ticket.status.as_str(), "resolved" | "closed") => {
                let tickets = vec![ticket];
                return Ok(self::tickets(rendering, &TicketsFacts { tickets }));
            }
            Some(_) => {}
        }
    }
    let (status, saying) = match status {
        "created" => (Status::Created, Saying::TicketCreated { number }),
        "updated" => (Status::Updated, Saying::NoteAdded { number }),
        _ => {
            let to = told.and_then(|told| told.get(rendering.language).map(str::to_owned));
            (Status::Escalated, Saying::TicketEscalated { number, to })
        }
    };
    Ok(Answer {
        ticket_number: Some(format!("T-{number}")),
        ..rendering.say(status, &saying)
    })
}

fn tickets(rendering: &Rendering<'_>, facts: &TicketsFacts) -> Answer {
    Answer {
        tickets: facts.tickets.clone(),
        ..rendering.say(Status::Found, &Saying::Tickets(facts.tickets.clone()))
    }
}
