//! The arguments of each tool as a struct, read from clean values.
//!
//! Text is as the caller said it: dates, times, amounts, phone numbers and e-mail addresses are
//! still to be read in the tenant's zone, country and language. `language` is in `Clean`.

use serde::Serialize;

use crate::support::Priority;

/// Declares the argument structs; the tests serialize them to compare them with the schemas.
macro_rules! arguments {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq)]
            #[cfg_attr(test, derive(Serialize))]
            pub struct $name {
                $(pub $field: $type,)*
            }

            record! { $name: $($field,)* }

        )*
    };
}

arguments! {
    /// `check_availability`; without a date from now on.
    CheckAvailability {
        date: Option<String>,
        time: Option<String>,
        service: Option<String>,
        part_of_day: Option<PartOfDay>,
    }

    /// `book_appointment`.
    BookAppointment {
        date: String,
        time: String,
        customer_name: String,
        customer_phone: Option<String>,
        customer_email: Option<String>,
        service: Option<String>,
        location: Option<String>,
        notes: Option<String>,
        in_addition: Option<bool>,
    }

    /// `find_appointments`.
    FindAppointments {
        customer_name: Option<String>,
        date: Option<String>,
    }

    /// `reschedule_appointment`; `date` and `time` are those of the appointment as it is.
    RescheduleAppointment {
        new_date: String,
        new_time: String,
        customer_name: Option<String>,
        appointment_id: Option<String>,
        date: Option<String>,
        time: Option<String>,
    }

    /// `cancel_appointment`.
    CancelAppointment {
        customer_name: Option<String>,
        appointment_id: Option<String>,
        date: Option<String>,
        time: Option<String>,
        reason: Option<String>,
    }

    /// `qualify_prospect`; amounts are words (`200k`, `deux cent mille`).
    QualifyProspect {
        name: Option<String>,
        phone: Option<String>,
        email: Option<String>,
        interest_type: Option<String>,
        budget_min: Option<String>,
        budget_max: Option<String>,
        location_preference: Option<String>,
        property_type: Option<String>,
        timeline: Option<String>,
        decision_maker: Option<bool>,
        notes: Option<String>,
    }

    /// `schedule_follow_up`.
    ScheduleFollowUp {
        when: String,
        name: Option<String>,
        phone: Option<String>,
        reason: Option<String>,
    }

    /// `create_ticket`.
    CreateTicket {
        subject: String,
        customer_name: Option<String>,
        description: Option<String>,
        category: Option<String>,
        priority: Option<Priority>,
        customer_phone: Option<String>,
        customer_email: Option<String>,
    }

    /// `find_tickets`.
    FindTickets {
        ticket_number: Option<i64>,
        customer_name: Option<String>,
    }

    /// `add_ticket_note`.
    AddTicketNote {
        ticket_number: i64,
        note: String,
        customer_name: Option<String>,
    }

    /// `escalate_ticket`.
    EscalateTicket {
        ticket_number: i64,
        reason: String,
        customer_name: Option<String>,
    }

    /// `request_callback`; without `when` as soon as possible.
    RequestCallback {
        reason: String,
        when: Option<String>,
        name: Option<String>,
        phone: Option<String>,
    }

    /// `get_business_info`; without a topic an overview.
    GetBusinessInfo {
        topic: Option<Topic>,
    }
}

/// The part of the day a caller prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfDay {
    Morning,
    Afternoon,
    Evening,
}

words! { PartOfDay: Morning, Afternoon, Evening }

/// What the caller asks about the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Hours,
    Address,
    Services,
    Prices,
    Closures,
}

words! { Topic: Hours, Address, Services, Prices, Closures }
