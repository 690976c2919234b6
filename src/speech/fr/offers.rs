//! What French callers hear about free starts, and about those that they cannot have.

use chrono::NaiveDate;

use super::calendar::{date, slot, time};
use crate::domain::Slot;
use crate::outcome::Refusal;
use crate::speech::fit::enumerate;
use crate::speech::offer;

const OTHERWISE: &str = "Voulez-vous essayer un autre jour ou laisser un message ?";

pub fn taken(wanted: Slot, free: &[Slot], today: NaiveDate) -> String {
    let head = format!("Le {} n'est pas libre.", slot(wanted, today));
    offered(&head, free, Some(wanted.date), today)
}

pub fn refused(why: Refusal, wanted: Slot, free: &[Slot], today: NaiveDate) -> String {
    let (on, at) = (date(wanted.date, today), slot(wanted, today));
    let head = match why {
        Refusal::Held => format!("Le {at} est en cours de réservation."),
        Refusal::Closed => format!("Nous sommes fermés le {on}."),
        Refusal::OutsideHours => format!("Le {at}, cela sort de nos horaires d'ouverture."),
        Refusal::OffGrid => {
            format!(
                "Aucun rendez-vous ne commence à {} le {on}.",
                time(wanted.time)
            )
        }
        Refusal::TooSoon => format!("Le délai est trop court pour le {at}."),
        Refusal::TooFar => format!("Nous ne prenons pas encore de rendez-vous pour le {on}."),
        Refusal::NoHours => {
            return "Je ne peux pas prendre de rendez-vous par téléphone. \
                    Voulez-vous laisser un message ?"
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
    offered("Je n'ai rien de libre à ce moment-là.", free, None, today)
}

pub fn only_held(free: &[Slot], today: NaiveDate) -> String {
    offered(
        "Ce qui reste à ce moment-là est en cours de réservation.",
        free,
        None,
        today,
    )
}

pub fn closed_then(free: &[Slot], today: NaiveDate) -> String {
    offered("Nous sommes fermés à ce moment-là.", free, None, today)
}

/// `head`, then what is free, or else what the caller may do. `asked` is said as `ce jour-là`.
fn offered(head: &str, free: &[Slot], asked: Option<NaiveDate>, today: NaiveDate) -> String {
    let sentence = offer::offer(free, |slots, ask| {
        let question = match slots.len() {
            _ if !ask => "",
            1 => " Cela vous convient-il ?",
            _ => " Que préférez-vous ?",
        };
        let days = spoken_days(slots, asked, today);
        format!("{head} Je vous propose {days}.{question}")
            .trim_start()
            .to_owned()
    });
    sentence.unwrap_or_else(|| format!("{head} {OTHERWISE}"))
}

fn spoken_days(slots: &[Slot], asked: Option<NaiveDate>, today: NaiveDate) -> String {
    let days = offer::by_day(slots).into_iter().map(|(on, times)| {
        let times: Vec<String> = times.into_iter().map(time).collect();
        let on = match asked {
            Some(asked) if asked == on => "ce jour-là".to_owned(),
            _ => format!("le {}", date(on, today)),
        };
        format!("{on} à {}", enumerate(&times, ", ", " ou "))
    });
    enumerate(&days.collect::<Vec<_>>(), ", ", ", ou ")
}
