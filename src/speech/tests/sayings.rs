//! Every saying, made of given parts.

use super::*;
use crate::outcome::{Dictated, Missing, Refusal};

/// What sayings are made of.
#[derive(Clone, Debug)]
pub struct Parts {
    pub slots: Vec<Slot>,
    pub texts: Vec<String>,
    pub status: &'static str,
    pub why: Refusal,
    pub missing: Missing,
    pub number: i64,
    pub minutes: u16,
    pub week: Vec<DayHours>,
}

/// Every saying that can be made of the parts.
pub fn sayings(parts: &Parts) -> Vec<Saying> {
    let mut sayings = about_appointments(parts);
    sayings.extend(questions(parts));
    sayings.extend(about_requests(parts));
    sayings.extend(about_the_business(parts));
    sayings.extend(about_dangers_and_transfers(parts));
    sayings
}

fn appointments(parts: &Parts) -> Vec<Appointment> {
    let services = parts.texts.iter().cloned().map(Some).chain([None]).cycle();
    let slots = parts.slots.iter().copied();
    slots
        .zip(services)
        .map(|(slot, service)| Appointment { slot, service })
        .collect()
}

fn about_appointments(parts: &Parts) -> Vec<Saying> {
    let list = appointments(parts);
    let (one, other, wanted, why) = (&list[0], &list[1], parts.slots[0], parts.why);
    let mut sayings = vec![
        Saying::Booked(one.clone()),
        Saying::AlreadyBooked(one.clone()),
        Saying::ReadBack {
            said: Box::new(Saying::Booked(one.clone())),
            dictated: dictated(parts),
        },
        Saying::ExistingAppointment(one.clone()),
        Saying::Cancelled(one.clone()),
        Saying::Rescheduled {
            from: one.clone(),
            to: other.clone(),
        },
        Saying::WhichAppointment(list.clone()),
        Saying::Appointments(vec![one.clone()]),
        Saying::Appointments(list.clone()),
        Saying::NoAppointment,
    ];
    for free in [vec![], vec![wanted], parts.slots.clone()] {
        sayings.extend([
            Saying::Taken {
                wanted,
                free: free.clone(),
            },
            Saying::Refused {
                why,
                wanted,
                free: free.clone(),
            },
            Saying::Free(free.clone()),
            Saying::NothingFree { free: free.clone() },
            Saying::OnlyHeld { free: free.clone() },
            Saying::ClosedThen { free },
        ]);
    }
    sayings
}

/// What the texts would be if they had been dictated.
fn dictated(parts: &Parts) -> Vec<Dictated> {
    let address = format!("{}@gmail.com", parts.texts[0]);
    vec![
        Dictated::Phone(format!("+33{}", parts.number)),
        Dictated::Email(address),
        Dictated::Name(parts.texts[0].clone()),
    ]
}

fn questions(parts: &Parts) -> Vec<Saying> {
    let (one, other) = (parts.slots[0], parts.slots[1]);
    vec![
        Saying::WhichDate(one.date, other.date),
        Saying::WhichTime(one.time, other.time),
        Saying::InThePast {
            asked: one.date,
            today: other.date,
        },
        Saying::InThePast {
            asked: one.date,
            today: one.date,
        },
        Saying::WeekdayMismatch { date: one.date },
        Saying::DateUnclear { today: one.date },
        Saying::TimeUnclear,
        Saying::AskPhone,
        Saying::Pending,
        Saying::CallsOnly,
        Saying::AnotherWay,
    ]
}

fn about_requests(parts: &Parts) -> Vec<Saying> {
    let number = parts.number;
    let list: Vec<Ticket> = parts
        .texts
        .iter()
        .map(|subject| ticket(number, subject, parts.status))
        .collect();
    vec![
        Saying::ProspectNoted { missing: vec![] },
        Saying::ProspectNoted {
            missing: vec![parts.missing],
        },
        Saying::BudgetRead {
            least: Some(number.saturating_abs()),
            most: Some(300_000),
            missing: vec![parts.missing],
        },
        Saying::BudgetUnclear,
        Saying::CallBack { at: None },
        Saying::CallBack {
            at: Some(parts.slots[0]),
        },
        Saying::CallBackOn(parts.slots[0].date),
        Saying::CallBackInstead {
            date: parts.slots[0].date,
            time: None,
        },
        Saying::CallBackInstead {
            date: parts.slots[0].date,
            time: Some(parts.slots[0].time),
        },
        Saying::UrgentNoted,
        Saying::NobodyAvailable,
        Saying::TicketCreated { number },
        Saying::Tickets(list[..1].to_vec()),
        Saying::Tickets(list),
        Saying::NoTicket,
        Saying::NoteAdded { number },
        Saying::TicketEscalated { number, to: None },
        Saying::TicketEscalated {
            number,
            to: parts.texts.first().cloned(),
        },
    ]
}

fn about_dangers_and_transfers(parts: &Parts) -> Vec<Saying> {
    let own = parts.texts.first().cloned();
    let mut sayings = Vec::new();
    for own in [None, own] {
        sayings.extend([true, false].map(|gas_line| Saying::Safety {
            own: own.clone(),
            gas_line,
        }));
        sayings.push(Saying::NobodyWillCall { own: own.clone() });
        sayings.push(Saying::Transferring { own });
    }
    sayings
}

fn about_the_business(parts: &Parts) -> Vec<Saying> {
    let texts = &parts.texts;
    let prices = texts.iter().rev().map(Some).chain([None]).cycle();
    let lines = texts.iter().zip(prices);
    let lines = lines.map(|(name, price)| service(name, parts.minutes, price.map(String::as_str)));
    vec![
        week_of(parts.week.clone()),
        Saying::Hours {
            week: parts.week.clone(),
            special: special(parts),
        },
        Saying::Address(texts[0].clone()),
        Saying::Services(lines.collect()),
        Saying::Closures(parts.slots.iter().map(|slot| slot.date).collect()),
        Saying::NotKnown,
    ]
}

/// The dates of the slots, with the hours of the week.
fn special(parts: &Parts) -> Vec<SpecialHours> {
    let open = parts.week.iter().filter(|day| !day.ranges.is_empty());
    let dates = parts.slots.iter().map(|slot| slot.date);
    dates
        .zip(open)
        .map(|(date, day)| SpecialHours {
            date,
            ranges: day.ranges.clone(),
        })
        .collect()
}

/// The place of a saying among all of them; a new one has to be added here and above.
pub fn position(saying: &Saying) -> usize {
    match saying {
        Saying::Booked(..) => 0,
        Saying::AlreadyBooked(..) => 1,
        Saying::ExistingAppointment(..) => 2,
        Saying::Taken { .. } => 3,
        Saying::Refused { .. } => 4,
        Saying::Free(..) => 5,
        Saying::NothingFree { .. } => 6,
        Saying::ClosedThen { .. } => 7,
        Saying::WhichDate(..) => 8,
        Saying::WhichTime(..) => 9,
        Saying::InThePast { .. } => 10,
        Saying::WeekdayMismatch { .. } => 11,
        Saying::DateUnclear { .. } => 12,
        Saying::TimeUnclear => 13,
        Saying::AskPhone => 14,
        Saying::WhichAppointment(..) => 15,
        Saying::Cancelled(..) => 16,
        Saying::Rescheduled { .. } => 17,
        Saying::Appointments(..) => 18,
        Saying::NoAppointment => 19,
        Saying::ProspectNoted { .. } => 20,
        Saying::BudgetUnclear => 21,
        Saying::BudgetRead { .. } => 44,
        Saying::CallBack { .. } => 22,
        Saying::TicketCreated { .. } => 23,
        Saying::Tickets(..) => 24,
        Saying::NoTicket => 25,
        Saying::NoteAdded { .. } => 26,
        Saying::TicketEscalated { .. } => 27,
        Saying::Hours { .. } => 28,
        Saying::Address(..) => 29,
        Saying::Services(..) => 30,
        Saying::Closures(..) => 31,
        Saying::NotKnown => 32,
        Saying::Pending => 33,
        Saying::CallsOnly => 34,
        Saying::CallBackOn(..) => 35,
        Saying::NobodyAvailable => 36,
        Saying::CallBackInstead { .. } => 37,
        Saying::UrgentNoted => 38,
        Saying::Safety { .. } => 39,
        Saying::NobodyWillCall { .. } => 40,
        Saying::Transferring { .. } => 41,
        Saying::OnlyHeld { .. } => 42,
        Saying::ReadBack { .. } => 43,
        Saying::AnotherWay => 44,
    }
}
