//! The public holidays of France against dates written out by hand.

use chrono::{Datelike, NaiveDate};

use super::{date, office};
use crate::{calendar::Holidays, record::FromJson};

/// Easter Monday, Ascension, Whit Monday.
const MOVING: [(i32, [&str; 3]); 16] = [
    // The earliest and the latest Easter there is, and two years that the plain rule gets wrong.
    (1818, ["03-23", "04-30", "05-11"]),
    (1943, ["04-26", "06-03", "06-14"]),
    (1954, ["04-19", "05-27", "06-07"]),
    (1981, ["04-20", "05-28", "06-08"]),
    (2000, ["04-24", "06-01", "06-12"]),
    (2008, ["03-24", "05-01", "05-12"]),
    (2011, ["04-25", "06-02", "06-13"]),
    (2019, ["04-22", "05-30", "06-10"]),
    (2023, ["04-10", "05-18", "05-29"]),
    (2024, ["04-01", "05-09", "05-20"]),
    (2025, ["04-21", "05-29", "06-09"]),
    (2026, ["04-06", "05-14", "05-25"]),
    (2027, ["03-29", "05-06", "05-17"]),
    (2028, ["04-17", "05-25", "06-05"]),
    (2029, ["04-02", "05-10", "05-21"]),
    (2038, ["04-26", "06-03", "06-14"]),
];

const FIXED: [&str; 8] = [
    "01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25",
];

fn kept(holidays: Holidays, year: i32) -> Vec<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 1, 1)
        .unwrap()
        .iter_days()
        .take_while(|day| day.year() == year)
        .filter(|day| holidays.contains(*day))
        .collect()
}

fn expected(year: i32, days: &[&str]) -> Vec<NaiveDate> {
    let mut dates: Vec<_> = days
        .iter()
        .map(|day| date(&format!("{year}-{day}")))
        .collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

#[test]
fn france_keeps_its_eleven_days_each_year() {
    for (year, moving) in MOVING {
        let days = [FIXED.as_slice(), &moving].concat();
        assert_eq!(kept(Holidays::France, year), expected(year, &days));
    }
}

#[test]
fn alsace_and_moselle_add_good_friday_and_saint_stephen() {
    let good_fridays = [
        (2024, "03-29"),
        (2025, "04-18"),
        (2026, "04-03"),
        (2027, "03-26"),
    ];
    for (year, friday) in good_fridays {
        let mut days = kept(Holidays::France, year);
        days.extend(expected(year, &[friday, "12-26"]));
        days.sort_unstable();
        assert_eq!(kept(Holidays::AlsaceMoselle, year), days);
    }
}

#[test]
fn a_business_may_keep_none() {
    assert!(kept(Holidays::None, 2026).is_empty());
}

#[test]
fn any_year_has_an_answer() {
    assert!(Holidays::France.contains(date("0001-12-25")));
    assert!(
        Holidays::France.contains(NaiveDate::MIN),
        "a first of January"
    );
    assert!(
        !Holidays::France.contains(NaiveDate::MAX),
        "a last of December"
    );
}

#[test]
fn a_holiday_closes_the_business() {
    let office = office();
    assert!(office.holiday(date("2026-05-14")));
    assert!(!office.opens_on(date("2026-05-14")));
    assert!(office.opens_on(date("2026-05-15")));
}

#[test]
fn the_settings_column_reads_as_holidays() {
    let read = |text: &str| Holidays::from_text(text).ok();
    assert_eq!(read("none"), Some(Holidays::None));
    assert_eq!(read("france"), Some(Holidays::France));
    assert_eq!(read("alsace_moselle"), Some(Holidays::AlsaceMoselle));
    assert_eq!(read("belgium"), None);
}
