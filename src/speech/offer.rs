//! Free starts put in order for an offer.

use chrono::{NaiveDate, NaiveTime};

use super::fit::{LIMIT, fits};
use crate::domain::Slot;

/// Free starts spoken at most.
const SPOKEN: usize = 3;

/// An offer of as many of the first three starts as fit, with the question that ends it if
/// that fits as well. `sentence` builds it from the starts and whether to ask. `None` if
/// nothing is free.
pub fn offer(free: &[Slot], sentence: impl Fn(&[Slot], bool) -> String) -> Option<String> {
    let most = free.len().min(SPOKEN);
    (1..=most)
        .rev()
        .filter_map(|count| free.get(..count))
        .flat_map(|slots| [(slots, true), (slots, false)])
        .map(|(slots, ask)| sentence(slots, ask))
        .find(|sentence| fits(sentence, LIMIT))
}

/// The starts by day, days in the order of their first start.
pub fn by_day(slots: &[Slot]) -> Vec<(NaiveDate, Vec<NaiveTime>)> {
    let mut days: Vec<(NaiveDate, Vec<NaiveTime>)> = Vec::new();
    for slot in slots {
        match days.iter_mut().find(|(date, _)| *date == slot.date) {
            Some((_, times)) => times.push(slot.time),
            None => days.push((slot.date, vec![slot.time])),
        }
    }
    days
}
