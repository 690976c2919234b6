//! French.

mod appointments;
mod business;
mod calendar;
mod offers;
mod questions;
mod requests;
mod support;
mod words;

use chrono::NaiveDate;

pub use calendar::{date, duration, phone, time, weekday};
pub use words::{WORDS, letter, sign};

use crate::domain::Language;
use crate::outcome::Saying;
use crate::speech::read_back::read_back;

/// The sentence for `saying`.
pub fn say(saying: &Saying, today: NaiveDate) -> String {
    use {
        appointments as a, business as b, offers as o, questions as q, requests as r, support as s,
    };
    match saying {
        Saying::Booked(it) => a::booked(it, today),
        Saying::AlreadyBooked(it) => a::already(it, today),
        Saying::ExistingAppointment(it) => a::existing(it, today),
        Saying::ReadBack { said, dictated } => {
            read_back(say(said, today), dictated, Language::Fr, &q::READ_BACK)
        }
        Saying::Taken { wanted, free } => o::taken(*wanted, free, today),
        Saying::Refused { why, wanted, free } => o::refused(*why, *wanted, free, today),
        Saying::Free(free) => o::free(free, today),
        Saying::NothingFree { free } => o::nothing_free(free, today),
        Saying::OnlyHeld { free } => o::only_held(free, today),
        Saying::ClosedThen { free } => o::closed_then(free, today),

        Saying::WhichDate(one, other) => q::which_date(*one, *other, today),
        Saying::WhichTime(one, other) => q::which_time(*one, *other),
        Saying::InThePast { asked, today: now } => q::in_the_past(*asked, *now, today),
        Saying::WeekdayMismatch { date } => q::weekday_mismatch(*date, today),
        Saying::DateUnclear { today: now } => q::date_unclear(*now, today),
        Saying::TimeUnclear => "Je n'ai pas bien saisi l'heure. Laquelle souhaitez-vous ?".into(),
        Saying::AskPhone => "À quel numéro de téléphone peut-on vous joindre ?".into(),
        Saying::WhichAppointment(list) => a::which(list, today),

        Saying::Cancelled(it) => a::cancelled(it, today),
        Saying::Rescheduled { from, to } => a::rescheduled(from, to, today),
        Saying::Appointments(list) => a::list(list, today),
        Saying::NoAppointment => a::NONE.into(),

        Saying::ProspectNoted { missing } => r::prospect(missing),
        Saying::BudgetRead {
            least,
            most,
            missing,
        } => r::budget_read(*least, *most, missing),
        Saying::BudgetUnclear => {
            "Le budget le plus bas dépasse le plus haut. Entre quels montants se situe-t-il ?"
                .into()
        }
        Saying::CallBack { at } => r::call_back(*at, today),
        Saying::CallBackOn(date) => r::call_back_on(*date, today),
        Saying::CallBackInstead { date, time } => s::call_back_instead(*date, *time, today),
        Saying::UrgentNoted => s::URGENT_NOTED.into(),
        Saying::Safety { own, gas_line } => s::safety(own.as_deref(), *gas_line, today),
        Saying::NobodyWillCall { own } => s::nobody_will_call(own.as_deref(), today),
        Saying::Transferring { own } => s::transferring(own.as_deref(), today),
        Saying::TicketCreated { number } => r::created(*number),
        Saying::Tickets(list) => r::tickets(list, today),
        Saying::NoTicket => r::NONE.into(),
        Saying::NoteAdded { number } => r::note_added(*number),
        Saying::TicketEscalated { number, to } => s::escalated(*number, to.as_deref(), today),

        Saying::Hours { week, special } => b::hours(week, special, today),
        Saying::Address(address) => b::address(address, today),
        Saying::Services(list) => b::services(list, today),
        Saying::Closures(days) => b::closures(days, today),
        Saying::NotKnown => b::NOT_KNOWN.into(),
        Saying::Pending => "je vérifie, un instant".into(),
        Saying::NobodyAvailable => {
            "Personne n'est disponible pour le moment. Merci de rappeler un peu plus tard.".into()
        }
        Saying::AnotherWay => {
            "Je n'y arrive pas au téléphone. Voulez-vous que quelqu'un vous rappelle ?".into()
        }
        Saying::CallsOnly => {
            "Cette ligne prend les appels, pas les messages écrits. Merci de nous appeler.".into()
        }
    }
}
