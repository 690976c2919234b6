//! The public holidays of France, computed for any year.
//!
//! Source: Code du travail, article L3133-1 (the eleven), L3134-13 (Alsace-Moselle).

use chrono::{Datelike, NaiveDate, TimeDelta};

/// Which public holidays a business keeps; named as in `tenant_settings.holidays`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holidays {
    #[default]
    None,
    /// The eleven of the whole country.
    France,
    /// Those of France, Good Friday and 26 December.
    AlsaceMoselle,
}

words! { Holidays: None, France, AlsaceMoselle }

/// Month and day.
const FIXED: [(u32, u32); 8] = [
    (1, 1),
    (5, 1),
    (5, 8),
    (7, 14),
    (8, 15),
    (11, 1),
    (11, 11),
    (12, 25),
];

/// Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
const AFTER_EASTER: [i64; 3] = [1, 39, 50];

const GOOD_FRIDAY: i64 = -2;
const SAINT_STEPHEN: (u32, u32) = (12, 26);

impl Holidays {
    /// Whether `date` is one of them.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        let day = (date.month(), date.day());
        let from_easter = easter(date.year()).map(|easter| (date - easter).num_days());
        let french = FIXED.contains(&day) || from_easter.is_some_and(|n| AFTER_EASTER.contains(&n));
        match self {
            Self::None => false,
            Self::France => french,
            Self::AlsaceMoselle => {
                french || day == SAINT_STEPHEN || from_easter == Some(GOOD_FRIDAY)
            }
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Jones, Butcher);
/// `None` only for a year that chrono cannot hold.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let skipped_leap_days = century - century.div_euclid(4);
    let moon_correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + skipped_leap_days - moon_correction + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4)
        - epact
        - of_century.rem_euclid(4))
    .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday).div_euclid(451);
    let after_22_march = epact + to_sunday - 7 * late;
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_signed(TimeDelta::days(after_22_march.into()))
}
