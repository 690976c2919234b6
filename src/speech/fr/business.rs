//! What French callers hear about the business itself.

use chrono::{NaiveDate, NaiveTime};

use super::calendar::{date, duration, time, weekday};
use crate::domain::Language;
use crate::outcome::{DayHours, ServiceLine, SpecialHours};
use crate::speech::fit::{self, LIMIT, List, enumerate};
use crate::speech::text::{self, PRICE, SERVICE};

pub const NOT_KNOWN: &str = "Je n'ai pas cette information. Voulez-vous laisser un message ?";

const OPEN: List = List {
    head: "Nous sommes ouverts ",
    comma: ", ",
    last: ", et ",
    more: ", et à d'autres heures les autres jours",
    tail: ".",
};
const CLOSED: List = List {
    head: "Nous sommes fermés ",
    comma: ", ",
    last: " et ",
    more: " et d'autres jours",
    tail: ".",
};
const SPECIAL: List = List {
    head: "Exceptionnellement, nous ouvrons ",
    comma: ", ",
    last: ", et ",
    more: ", et d'autres jours",
    tail: ".",
};
/// Openings of one day that are told at most.
const RANGES: usize = 4;

/// Open days first, then the closed ones, then the dates with other hours.
pub fn hours(week: &[DayHours], special: &[SpecialHours], today: NaiveDate) -> String {
    let (open, closed): (Vec<&DayHours>, Vec<_>) = week.iter().partition(|d| !d.ranges.is_empty());
    let open: Vec<String> = open.into_iter().map(open_days).collect();
    let closed: Vec<String> = closed.into_iter().map(days).collect();
    let special: Vec<String> = special.iter().map(|it| special_day(it, today)).collect();
    let told = |list: &List, items: &[String]| (!items.is_empty()).then(|| list.join(items));
    fit::most(&[
        (told(&OPEN, &open), 1),
        (told(&CLOSED, &closed), 3),
        (told(&SPECIAL, &special), 2),
    ])
    .unwrap_or_else(|| NOT_KNOWN.to_owned())
}

/// `le samedi 12 décembre de 9 heures à midi`.
fn special_day(hours: &SpecialHours, today: NaiveDate) -> String {
    format!("le {} {}", date(hours.date, today), ranges(&hours.ranges))
}

/// `le samedi`, `le samedi et le dimanche`, `du lundi au vendredi`.
fn days(hours: &DayHours) -> String {
    let (from, until) = (weekday(hours.from), weekday(hours.until));
    if hours.from == hours.until {
        format!("le {from}")
    } else if hours.from.succ() == hours.until {
        format!("le {from} et le {until}")
    } else {
        format!("du {from} au {until}")
    }
}

/// `le samedi de 9 heures à midi`.
fn open_days(hours: &DayHours) -> String {
    format!("{} {}", days(hours), ranges(&hours.ranges))
}

fn ranges(ranges: &[(NaiveTime, NaiveTime)]) -> String {
    let mut told: Vec<String> = ranges.iter().copied().map(range).take(RANGES).collect();
    if ranges.len() > RANGES {
        told.push("à d'autres heures".to_owned());
    }
    enumerate(&told, ", ", " et ")
}

fn range((opens, closes): (NaiveTime, NaiveTime)) -> String {
    if opens == closes {
        return "24 heures sur 24".to_owned();
    }
    format!("de {} à {}", time(opens), time(closes))
}

pub fn address(written: &str, today: NaiveDate) -> String {
    const HEAD: &str = "Voici notre adresse : ";
    match text::clean(written, LIMIT - HEAD.len() - 1, Language::Fr, today) {
        address if address.is_empty() => NOT_KNOWN.to_owned(),
        address => format!("{HEAD}{address}."),
    }
}

pub fn services(list: &[ServiceLine], today: NaiveDate) -> String {
    let sentence = List {
        head: "Voici nos services. ",
        comma: ". ",
        last: ". ",
        more: ". Et d'autres",
        tail: ".",
    };
    let items: Vec<String> = list
        .iter()
        .filter_map(|line| service(line, today))
        .collect();
    if items.is_empty() {
        NOT_KNOWN.to_owned()
    } else {
        sentence.join(&items)
    }
}

/// `Visite, 1 heure, 90 euros`.
fn service(line: &ServiceLine, today: NaiveDate) -> Option<String> {
    let name = text::noun(&line.name, SERVICE, Language::Fr, today)?;
    let mut said = text::capital(&name);
    if line.minutes > 0 {
        said.push_str(&format!(", {}", duration(line.minutes)));
    }
    let price = text::clean(
        line.price.as_deref().unwrap_or(""),
        PRICE,
        Language::Fr,
        today,
    );
    if !price.is_empty() {
        said.push_str(&format!(", {price}"));
    }
    Some(said)
}

pub fn closures(days: &[NaiveDate], today: NaiveDate) -> String {
    let days: Vec<String> = days
        .iter()
        .map(|on| format!("le {}", date(*on, today)))
        .collect();
    let sentence = List {
        head: "Nos prochains jours de fermeture sont ",
        comma: ", ",
        last: " et ",
        more: " et d'autres jours",
        tail: ".",
    };
    match days.as_slice() {
        [] => "Je ne vois pas de fermeture prévue.".to_owned(),
        [one] => format!("Notre prochain jour de fermeture est {one}."),
        days => sentence.join(days),
    }
}
