//! The table of time zones against chrono-tz, from which it is made.

use std::{collections::BTreeMap, fmt::Write};

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::calendar::Zone;

const HOUR: i64 = 60;
/// UTC minutes of 2010-01-01 and 2045-01-01.
const FROM: i64 = 21_038_400;
const UNTIL: i64 = 39_447_360;

fn offset(zone: Tz, minute: i64) -> i32 {
    let at = DateTime::from_timestamp(minute * 60, 0).unwrap();
    zone.offset_from_utc_datetime(&at.naive_utc())
        .fix()
        .local_minus_utc()
        .div_euclid(60)
}

/// Every change, found between points half a day apart: zones change weeks apart.
fn changes(zone: Tz) -> Vec<(i64, i32)> {
    let mut found = vec![(i64::from(i32::MIN), offset(zone, FROM))];
    let mut minute = FROM;
    while minute < UNTIL {
        let next = minute + 12 * HOUR;
        let (old, new) = (offset(zone, minute), offset(zone, next));
        if old != new {
            let (mut before, mut after) = (minute, next);
            while after - before > 1 {
                let middle = i64::midpoint(before, after);
                if offset(zone, middle) == old {
                    before = middle
                } else {
                    after = middle
                }
            }
            found.push((after, new));
        }
        minute = next;
    }
    found
}

fn table() -> String {
    let mut groups: BTreeMap<Vec<(i64, i32)>, String> = BTreeMap::new();
    let mut zones = BTreeMap::new();
    for zone in TZ_VARIANTS {
        let next = format!("G{}", groups.len());
        zones.insert(
            zone.name(),
            groups.entry(changes(zone)).or_insert(next).clone(),
        );
    }
    let mut text = String::from("// Made from chrono-tz by `UPDATE_ZONES=1 cargo test zones`.\n");
    for (changes, name) in &groups {
        let list: Vec<String> = changes
            .iter()
            .map(|(at, to)| format!("({at},{to})"))
            .collect();
        writeln!(text, "const {name}: &[Change] = &[{}];", list.join(",")).unwrap();
    }
    writeln!(text, "const PARIS: &[Change] = {};", zones["Europe/Paris"]).unwrap();
    writeln!(text, "static ZONES: &[(&str, &[Change])] = &[").unwrap();
    for (zone, group) in &zones {
        writeln!(text, "(\"{zone}\", {group}),").unwrap();
    }
    text + "];\n"
}

#[test]
fn the_table_is_that_of_chrono_tz() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/calendar/zone/table.in");
    let made = table();
    if std::env::var_os("UPDATE_ZONES").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    assert!(
        made == std::fs::read_to_string(path).unwrap(),
        "the table of time zones is old"
    );
}

#[test]
fn every_zone_shows_the_same_clock_to_the_minute_of_each_change() {
    for tz in TZ_VARIANTS {
        let zone = Zone::from(tz);
        assert_eq!(zone.name(), tz.name());
        for (at, _) in changes(tz).into_iter().skip(1) {
            for minute in [at - 1, at, at + 1] {
                assert_eq!(zone.offset_at(minute), offset(tz, minute), "{tz} {minute}");
            }
        }
    }
}

#[test]
fn what_is_no_zone_is_none() {
    for name in ["", "Paris", "europe/paris", "Europe/Paris ", "UTC+1", "*"] {
        assert!(name.parse::<Zone>().is_err(), "{name}");
    }
    assert_eq!(Zone::default(), "Europe/Paris".parse().unwrap());
}
