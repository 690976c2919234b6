//! Starts that staff write down: their instants, and what speaks against them.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{KOLKATA, LORD_HOWE, NEW_YORK, PARIS, at, closed, office, slot};
use crate::calendar::{Objection, instant, offsets, wall};

#[test]
fn a_gap_has_no_instant_and_a_fold_has_two() {
    for (zone, start, expected) in [
        (PARIS, "2026-10-06 10:00", vec![120]),
        (PARIS, "2027-03-28 01:59", vec![60]),
        (PARIS, "2027-03-28 02:00", vec![]),
        (PARIS, "2027-03-28 02:59", vec![]),
        (PARIS, "2027-03-28 03:00", vec![120]),
        (PARIS, "2026-10-25 01:59", vec![120]),
        (PARIS, "2026-10-25 02:00", vec![120, 60]),
        (PARIS, "2026-10-25 02:59", vec![120, 60]),
        (PARIS, "2026-10-25 03:00", vec![60]),
        (NEW_YORK, "2026-11-01 01:30", vec![-240, -300]),
        (NEW_YORK, "2027-03-14 02:30", vec![]),
        // Half an hour.
        (LORD_HOWE, "2026-10-04 02:15", vec![]),
        (LORD_HOWE, "2027-04-04 01:45", vec![660, 630]),
        (KOLKATA, "2026-10-25 02:30", vec![330]),
    ] {
        assert_eq!(
            offsets(zone.into(), slot(start)),
            expected,
            "{zone} {start}"
        );
    }
}

/// Every half hour of a year: what the wall clock shows at an instant is among its offsets.
#[test]
fn every_instant_of_a_year_is_found_by_its_wall_clock() {
    for zone in [PARIS, NEW_YORK, KOLKATA, LORD_HOWE] {
        let mut now: DateTime<Utc> = at("2026-01-01T00:00:00Z");
        while now < at("2027-01-01T00:00:00Z") {
            let local = now.with_timezone(&zone).naive_local();
            let shown = crate::domain::Slot {
                date: local.date(),
                time: local.time(),
            };
            let found: Vec<_> = offsets(zone.into(), shown)
                .into_iter()
                .map(|offset| instant(zone.into(), shown, Some(offset)))
                .collect();
            assert!(found.contains(&now), "{zone} {now}: {found:?}");
            assert!(found.is_sorted() && found.len() <= 2, "{found:?}");
            now += TimeDelta::minutes(30);
        }
    }
}

#[test]
fn a_row_without_an_offset_has_an_instant_too() {
    let utc = |zone: Tz, start| instant(zone.into(), slot(start), None).to_rfc3339();
    assert_eq!(utc(PARIS, "2026-10-25 02:30"), "2026-10-25T00:30:00+00:00");
    // As if the clock had not been put forward yet.
    assert_eq!(utc(PARIS, "2027-03-28 02:30"), "2027-03-28T01:30:00+00:00");
    assert_eq!(wall(slot("1970-01-02 00:01")), 24 * 60 + 1);
}

#[test]
fn what_speaks_against_a_start_is_told_in_order_of_weight() {
    use Objection::{Closure, InThePast, OutsideHours, PublicHoliday};
    let mut calendar = office();
    calendar.resources.push("paul".to_owned());
    calendar.closures = vec![closed(Some("paul"), "2026-10-07", "2026-10-08")];
    let now = at("2026-10-05T08:00:00Z");
    for (resource, start, minutes, expected) in [
        ("default", "2026-10-06 10:00", 60, vec![]),
        ("default", "2026-10-06 11:30", 60, vec![]),
        ("default", "2026-10-06 11:31", 60, vec![OutsideHours]),
        ("default", "2026-10-06 12:30", 1, vec![OutsideHours]),
        ("default", "2026-10-05 10:00", 60, vec![]),
        ("default", "2026-10-05 09:59", 60, vec![InThePast]),
        (
            "default",
            "2026-10-05 08:00",
            60,
            vec![InThePast, OutsideHours],
        ),
        ("default", "2026-10-07 10:00", 60, vec![]),
        ("paul", "2026-10-07 10:00", 60, vec![Closure]),
        ("default", "2026-11-11 10:00", 60, vec![PublicHoliday]),
        // A Sunday is closed for itself.
        ("default", "2026-10-11 10:00", 60, vec![OutsideHours]),
    ] {
        let found = calendar.objections(resource, slot(start), offset(start), minutes, now);
        assert_eq!(found, expected, "{resource} {start}");
    }
}

fn offset(start: &str) -> i32 {
    offsets(PARIS.into(), slot(start))[0]
}
