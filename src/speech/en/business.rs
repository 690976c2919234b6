//! What English callers hear about the business itself.

use chrono::{NaiveDate, NaiveTime};

use super::calendar::{date, duration, times, weekday};
use crate::domain::Language;
use crate::outcome::{DayHours, ServiceLine, SpecialHours};
use crate::speech::fit::{self, LIMIT, List, enumerate};
use crate::speech::text::{self, PRICE, SERVICE};

pub const NOT_KNOWN: &str = "I do not have that information. Would you like to leave a message?";

const OPEN: List = List {
    head: "We are open ",
    comma: ", ",
    last: ", and ",
    more: ", and at other times on other days",
    tail: ".",
};
const CLOSED: List = List {
    head: "We are closed ",
    comma: ", ",
    last: " and ",
    more: " and other days",
    tail: ".",
};
const SPECIAL: List = List {
    head: "As an exception, we open ",
    comma: ", ",
    last: ", and ",
    more: ", and on other days",
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

/// `Saturday 12 December from 9 in the morning to noon`.
fn special_day(hours: &SpecialHours, today: NaiveDate) -> String {
    format!("{} {}", date(hours.date, today), ranges(&hours.ranges))
}

/// `Saturday`, `Saturday and Sunday`, `Monday to Friday`.
fn days(hours: &DayHours) -> String {
    let (from, until) = (weekday(hours.from), weekday(hours.until));
    if hours.from == hours.until {
        from.to_owned()
    } else if hours.from.succ() == hours.until {
        format!("{from} and {until}")
    } else {
        format!("{from} to {until}")
    }
}

/// `Saturday from 9 in the morning to noon`.
fn open_days(hours: &DayHours) -> String {
    format!("{} {}", days(hours), ranges(&hours.ranges))
}

fn ranges(ranges: &[(NaiveTime, NaiveTime)]) -> String {
    let mut told: Vec<String> = ranges.iter().copied().map(range).take(RANGES).collect();
    if ranges.len() > RANGES {
        told.push("at other times".to_owned());
    }
    enumerate(&told, ", ", " and ")
}

fn range((opens, closes): (NaiveTime, NaiveTime)) -> String {
    if opens == closes {
        return "24 hours a day".to_owned();
    }
    format!("from {}", times(&[opens, closes], " to "))
}

pub fn address(written: &str, today: NaiveDate) -> String {
    const HEAD: &str = "Here is our address: ";
    match text::clean(written, LIMIT - HEAD.len() - 1, Language::En, today) {
        address if address.is_empty() => NOT_KNOWN.to_owned(),
        address => format!("{HEAD}{address}."),
    }
}

pub fn services(list: &[ServiceLine], today: NaiveDate) -> String {
    let sentence = List {
        head: "Here are our services. ",
        comma: ". ",
        last: ". ",
        more: ". And others",
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

/// `Visit, 1 hour, 90 euros`.
fn service(line: &ServiceLine, today: NaiveDate) -> Option<String> {
    let name = text::noun(&line.name, SERVICE, Language::En, today)?;
    let mut said = text::capital(&name);
    if line.minutes > 0 {
        said.push_str(&format!(", {}", duration(line.minutes)));
    }
    let price = text::clean(
        line.price.as_deref().unwrap_or(""),
        PRICE,
        Language::En,
        today,
    );
    if !price.is_empty() {
        said.push_str(&format!(", {price}"));
    }
    Some(said)
}

pub fn closures(days: &[NaiveDate], today: NaiveDate) -> String {
    let days: Vec<String> = days.iter().map(|on| date(*on, today)).collect();
    let sentence = List {
        head: "The next days we are closed are ",
        comma: ", ",
        last: " and ",
        more: " and other days",
        tail: ".",
    };
    match days.as_slice() {
        [] => "I see no closure planned.".to_owned(),
        [one] => format!("The next day we are closed is {one}."),
        days => sentence.join(days),
    }
}
