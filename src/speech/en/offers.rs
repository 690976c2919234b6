//! What English callers hear about free starts, and about those that they cannot have.

use chrono::NaiveDate;

use super::calendar::{date, slot, time, times};
use crate::domain::Slot;
use crate::outcome::Refusal;
use crate::speech::fit::enumerate;
use crate::speech::offer;

const OTHERWISE: &str = "Would you like to try another day or leave a message?";

pub fn taken(wanted: Slot, free: &[Slot], today: NaiveDate) -> String {
    let head = format!("{} is not free.", slot(wanted, today));
    offered(&head, free, Some(wanted.date), today)
}

pub fn refused(why: Refusal, wanted: Slot, free: &[Slot], today: NaiveDate) -> String {
    let (on, at) = (date(wanted.date, today), slot(wanted, today));
    let head = match why {
        Refusal::Held => format!("{at} is just being booked."),
        Refusal::Closed => format!("We are closed on {on}."),
        Refusal::OutsideHours => format!("{at} is outside our opening hours."),
        Refusal::OffGrid => format!("No appointment starts at {} on {on}.", time(wanted.time)),
        Refusal::TooSoon => format!("{at} is too short notice."),
        Refusal::TooFar => format!("We do not take appointments for {on} yet."),
        Refusal::NoHours => {
            return "I cannot book appointments by phone. Would you like to leave a message?"
                .into();
        }
    };
    offered(&head, free, Some(wanted.date), today)
}

pub fn free(free: &[Slot], today: NaiveDate) -> String {
    if free.is_empty() {
        return nothing_free(free, today);
    }
    offered("", free, None, today)
}

pub fn nothing_free(free: &[Slot], today: NaiveDate) -> String {
    offered("I have nothing free then.", free, None, today)
}

pub fn only_held(free: &[Slot], today: NaiveDate) -> String {
    offered("What is left then is just being booked.", free, None, today)
}

pub fn closed_then(free: &[Slot], today: NaiveDate) -> String {
    offered("We are closed then.", free, None, today)
}

/// `head`, then what is free, or else what the caller may do. `asked` is said as `that day`.
fn offered(head: &str, free: &[Slot], asked: Option<NaiveDate>, today: NaiveDate) -> String {
    let sentence = offer::offer(free, |slots, ask| {
        let question = match slots.len() {
            _ if !ask => "",
            1 => " Would that suit you?",
            _ => " Which would you prefer?",
        };
        let days = spoken_days(slots, asked, today);
        format!("{head} I can offer {days}.{question}")
            .trim_start()
            .to_owned()
    });
    sentence.unwrap_or_else(|| format!("{head} {OTHERWISE}"))
}

fn spoken_days(slots: &[Slot], asked: Option<NaiveDate>, today: NaiveDate) -> String {
    let days = offer::by_day(slots).into_iter().map(|(on, starts)| {
        let on = match asked {
            Some(asked) if asked == on => "that day".to_owned(),
            _ => date(on, today),
        };
        format!("{on} at {}", times(&starts, " or "))
    });
    enumerate(&days.collect::<Vec<_>>(), ", ", ", or ")
}
