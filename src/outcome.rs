//! What a tool call comes to: the status for the model and what the caller is to hear.

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::Serialize;

use crate::domain::Slot;

/// The `status` of a tool result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Booked,
    AlreadyBooked,
    ExistingAppointment,
    Unavailable,
    Closed,
    Clarify,
    NotFound,
    Found,
    Available,
    Cancelled,
    Rescheduled,
    Recorded,
    Created,
    Updated,
    Escalated,
    Info,
    Pending,
}

words! { Status:
    Booked, AlreadyBooked, ExistingAppointment, Unavailable, Closed, Clarify, NotFound, Found,
    Available, Cancelled, Rescheduled, Recorded, Created, Updated, Escalated, Info, Pending,
}

/// An appointment as it is told to the caller: never a name or a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Appointment {
    #[serde(flatten)]
    pub slot: Slot,
    /// The service's name as the tenant wrote it, lower case in the middle of a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
}

record! { Appointment: slot = whole, service }

/// What a caller has dictated and is to confirm: a voice is easily misheard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dictated {
    /// E.164.
    Phone(String),
    Email(String),
    Name(String),
}

/// Why a wanted start cannot be given although nobody has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Another caller was offered it and may still take it.
    Held,
    /// The business is closed that whole day.
    Closed,
    /// Open that day, but not then, or it would run past closing time.
    OutsideHours,
    /// Between two starts of the grid.
    OffGrid,
    /// Inside the minimum notice.
    TooSoon,
    /// Beyond the booking horizon.
    TooFar,
    /// The tenant has no opening hours at all: nothing can be booked by phone.
    NoHours,
}

words! { Refusal: Held, Closed, OutsideHours, OffGrid, TooSoon, TooFar, NoHours }

/// A weekday's opening: ranges of local times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayHours {
    /// First and last day of a run of days with the same ranges (Monday to Friday).
    pub from: Weekday,
    pub until: Weekday,
    /// Empty: closed.
    pub ranges: Vec<(NaiveTime, NaiveTime)>,
}

/// Other hours than usual on one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialHours {
    pub date: NaiveDate,
    /// Never empty.
    pub ranges: Vec<(NaiveTime, NaiveTime)>,
}

/// What the caller is to hear, free of language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    Booked(Appointment),
    AlreadyBooked(Appointment),
    ExistingAppointment(Appointment),
    /// A sentence, then what was dictated read back, as far as it fits.
    ReadBack {
        said: Box<Saying>,
        dictated: Vec<Dictated>,
    },
    /// The wanted start is taken.
    Taken {
        wanted: Slot,
        free: Vec<Slot>,
    },
    /// Nobody has it, yet it cannot be given.
    Refused {
        why: Refusal,
        wanted: Slot,
        free: Vec<Slot>,
    },
    /// Free starts that answer the question.
    Free(Vec<Slot>),
    /// Nothing free in what was asked, these are the nearest; may be empty.
    NothingFree {
        free: Vec<Slot>,
    },
    /// Nothing is free in what was asked because other callers were offered the rest and may still
    /// take it; these are the nearest, may be empty.
    OnlyHeld {
        free: Vec<Slot>,
    },
    /// The asked days are all closed, these are the nearest; may be empty.
    ClosedThen {
        free: Vec<Slot>,
    },

    /// Two readings of the date: which one?
    WhichDate(NaiveDate, NaiveDate),
    /// Two readings of the time on that day: which one?
    WhichTime(NaiveTime, NaiveTime),
    /// The date or the start has passed; today is named.
    InThePast {
        asked: NaiveDate,
        today: NaiveDate,
    },
    /// The weekday named is not that of the date.
    WeekdayMismatch {
        date: NaiveDate,
    },
    /// The day or time does not exist or was not understood; today is named.
    DateUnclear {
        today: NaiveDate,
    },
    TimeUnclear,
    AskPhone,
    /// Several of the caller's appointments fit: which one?
    WhichAppointment(Vec<Appointment>),

    Cancelled(Appointment),
    Rescheduled {
        from: Appointment,
        to: Appointment,
    },
    Appointments(Vec<Appointment>),
    /// One sentence for what is not there and for what is not the caller's.
    NoAppointment,

    /// A prospect was noted; what is still to be asked, most useful first.
    ProspectNoted {
        missing: Vec<Missing>,
    },
    /// The same, and the budget as it was understood: said in thousands without the word.
    BudgetRead {
        least: Option<i64>,
        most: Option<i64>,
        missing: Vec<Missing>,
    },
    /// The lowest budget is above the highest.
    BudgetUnclear,
    /// Somebody will call back; without a time as soon as possible.
    CallBack {
        at: Option<Slot>,
    },

    /// Somebody will call back that day.
    CallBackOn(NaiveDate),
    /// The business is closed at the wished time; then somebody will call back.
    CallBackInstead {
        date: NaiveDate,
        time: Option<NaiveTime>,
    },

    TicketCreated {
        number: i64,
    },
    Tickets(Vec<Ticket>),
    NoTicket,
    NoteAdded {
        number: i64,
    },
    TicketEscalated {
        number: i64,
        /// Who has it now, in the tenant's words: `notre responsable technique`.
        to: Option<String>,
    },

    /// Said before anything else where there is danger.
    Safety {
        /// The tenant's own sentence.
        own: Option<String>,
        /// Whether to name the emergency line for gas in France.
        gas_line: bool,
    },
    /// Noted, and no time is promised.
    UrgentNoted,

    /// Opening hours of the week, and the dates ahead that have others.
    Hours {
        week: Vec<DayHours>,
        special: Vec<SpecialHours>,
    },
    Address(String),
    Services(Vec<ServiceLine>),
    /// Next closed days.
    Closures(Vec<NaiveDate>),
    /// The business has not told us.
    NotKnown,

    /// Neither done nor failed yet.
    Pending,
    /// Nobody can take the call now.
    NobodyAvailable,
    /// The same, and a call back is on the list.
    NobodyWillCall {
        own: Option<String>,
    },
    /// The call goes over to somebody.
    Transferring {
        own: Option<String>,
    },
    /// This line takes calls, not texts.
    CallsOnly,
    /// The call has asked too often: another way is offered.
    AnotherWay,
}

/// What is still unknown of a prospect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    Name,
    Contact,
    Budget,
    InterestType,
    Location,
    PropertyType,
    Timeline,
    DecisionMaker,
}

words! { Missing:
    Name, Contact, Budget, InterestType, Location, PropertyType, Timeline, DecisionMaker,
}

impl Missing {
    /// All of them, the most useful to ask for first.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Contact,
        Self::InterestType,
        Self::Budget,
        Self::Location,
        Self::PropertyType,
        Self::Timeline,
        Self::DecisionMaker,
    ];

    /// The field of the scoring rules (`schemas/scoring.json`).
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Contact => "contact",
            Self::Budget => "budget",
            Self::InterestType => "interest_type",
            Self::Location => "location_preference",
            Self::PropertyType => "property_type",
            Self::Timeline => "timeline",
            Self::DecisionMaker => "decision_maker",
        }
    }
}

/// A ticket as it is told to its caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ticket {
    pub number: i64,
    pub subject: String,
    /// The `tickets.status` column.
    pub status: String,
}

record! { Ticket: number, subject, status }

/// A service with what it costs, as told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLine {
    pub name: String,
    pub minutes: u16,
    /// The tenant's own words, e.g. `90 euros`.
    pub price: Option<String>,
}
