//! A local day as the wall clock shows it: one stretch under one UTC offset, or two stretches
//! around a clock change.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

use super::Zone;

const DAY: i64 = 24 * 60;

/// Minutes of a local day that the wall clock shows under one UTC offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Minutes east of UTC.
    pub offset: i32,
    pub from: u16,
    /// Exclusive.
    pub until: u16,
}

/// The stretches of `date`, in order of time. Two that leave minutes out show a gap, two that
/// overlap a fold.
///
/// Looks the zone up twice on most days; near a change it searches for its minute. Zones change
/// their clocks weeks apart, never twice within the three days looked at.
pub(super) fn stretches(zone: Zone, date: NaiveDate) -> Vec<Stretch> {
    let midnight = wall_minute(date.and_time(NaiveTime::MIN));
    // Every UTC minute of the local day lies between these, whatever the offset.
    let (mut before, mut after) = (midnight - DAY, midnight + 2 * DAY);
    let (old, new) = (zone.offset_at(before), zone.offset_at(after));
    if old == new {
        return vec![stretch(old, 0, DAY)];
    }
    while after - before > 1 {
        let middle = i64::midpoint(before, after);
        if zone.offset_at(middle) == old {
            before = middle;
        } else {
            after = middle;
        }
    }
    let change = after - midnight;
    [
        stretch(old, 0, change + i64::from(old)),
        stretch(new, change + i64::from(new), DAY),
    ]
    .into_iter()
    .filter(|stretch| stretch.from < stretch.until)
    .collect()
}

/// Cuts the bounds to the day.
fn stretch(offset: i32, from: i64, until: i64) -> Stretch {
    let cut = |minute: i64| minute.clamp(0, DAY) as u16;
    Stretch {
        offset,
        from: cut(from),
        until: cut(until),
    }
}

/// Minutes of the wall clock since 1970-01-01T00:00 local.
pub(super) fn wall_minute(at: NaiveDateTime) -> i64 {
    at.and_utc().timestamp().div_euclid(60)
}

/// The first whole UTC minute that is not before `now`.
pub(super) fn minute_from(now: DateTime<Utc>) -> i64 {
    let seconds = now.timestamp() + i64::from(now.timestamp_subsec_nanos() > 0);
    (seconds + 59).div_euclid(60)
}

/// The minute of the day, seconds dropped.
pub(super) fn minute_of_day(time: NaiveTime) -> u16 {
    (time.num_seconds_from_midnight() / 60) as u16
}

/// The time of a minute of the day below 1440.
pub(super) fn time_of_day(minute: u16) -> NaiveTime {
    NaiveTime::MIN + TimeDelta::minutes(minute.into())
}
