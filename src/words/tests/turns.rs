//! The turns of weeks, months, years and leap years.

use super::{Argument, Table};

/// Every table of this file.
pub const ALL: &[Table] = &[
    ON_A_MONDAY,
    ON_A_SUNDAY,
    AT_THE_END_OF_THE_YEAR,
    AT_THE_START_OF_THE_YEAR,
    AT_THE_END_OF_A_MONTH,
    IN_LEAP_YEARS_1,
    IN_LEAP_YEARS_2,
    IN_LEAP_YEARS_3,
    A_DATE_OF_THIS_MONTH_THAT_IS_OVER,
];

/// Monday 12 October 2026.
const ON_A_MONDAY: Table = Table {
    argument: Argument::Date,
    now: "2026-10-12 10:00",
    cases: &[
        ("lundi", "2026-10-12|2026-10-19 -"),
        ("lundi prochain", "2026-10-19 -"),
        ("mardi prochain", "2026-10-13|2026-10-20 -"),
        ("next Tuesday", "2026-10-13|2026-10-20 -"),
        ("lundi en huit", "2026-10-19|2026-10-26 -"),
        ("lundi à 9h", "2026-10-19 09:00"),
        ("lundi matin", "2026-10-12|2026-10-19 06:00..12:00"),
        ("ce lundi", "2026-10-12 -"),
        ("la semaine prochaine", "2026-10-19..2026-10-25 -"),
        ("lundi 12", "2026-10-12 -"),
    ],
};

/// Sunday 11 October 2026, late.
const ON_A_SUNDAY: Table = Table {
    argument: Argument::Date,
    now: "2026-10-11 19:30",
    cases: &[
        ("lundi prochain", "2026-10-12 -"),
        ("next Monday", "2026-10-12 -"),
        ("demain", "2026-10-12 -"),
        ("la semaine prochaine", "2026-10-12..2026-10-18 -"),
        ("cette semaine", "2026-10-11 -"),
        ("ce week-end", "2026-10-11 -"),
        ("next weekend", "2026-10-17..2026-10-18 -"),
        ("cet après-midi", "past 2026-10-11 18:00"),
        ("ce soir", "2026-10-11 17:00..23:59"),
        ("aujourd'hui à 5 heures", "past 2026-10-11 17:00"),
    ],
};

/// Thursday 31 December 2026.
const AT_THE_END_OF_THE_YEAR: Table = Table {
    argument: Argument::Date,
    now: "2026-12-31 23:30",
    cases: &[
        ("demain", "2027-01-01 -"),
        ("après-demain", "2027-01-02 -"),
        ("le 1er", "2027-01-01 -"),
        ("le 31", "2026-12-31 -"),
        ("3 janvier", "2027-01-03 -"),
        ("le 29 décembre", "past 2026-12-29"),
        ("next month", "2027-01-01..2027-01-31 -"),
        ("in two weeks", "2027-01-14 -"),
        ("vendredi", "2027-01-01 -"),
        ("dans une heure", "2027-01-01 00:30"),
        ("ce week-end", "2027-01-02..2027-01-03 -"),
    ],
};

/// Tuesday 5 January 2027.
const AT_THE_START_OF_THE_YEAR: Table = Table {
    argument: Argument::Date,
    now: "2027-01-05 08:00",
    cases: &[
        ("20 décembre", "past 2026-12-20"),
        ("20 octobre", "2027-10-20 -"),
        ("en décembre", "past 2026-12-31"),
        ("le 29 février", "impossible"),
        ("2026-01-06", "past 2026-01-06"),
    ],
};

/// Sunday 31 January 2027.
const AT_THE_END_OF_A_MONTH: Table = Table {
    argument: Argument::Date,
    now: "2027-01-31 12:00",
    cases: &[
        ("dans un mois", "2027-02-28 -"),
        ("le 30", "2027-03-30 -"),
        ("le 31", "2027-01-31 -"),
        ("le 31 du mois prochain", "impossible"),
        ("fin du mois", "2027-01-31 -"),
        ("début du mois", "2027-02-01..2027-02-10 -"),
        ("demain", "2027-02-01 -"),
    ],
};

/// Monday 28 February 2028.
const IN_LEAP_YEARS_1: Table = Table {
    argument: Argument::Date,
    now: "2028-02-28 09:00",
    cases: &[
        ("demain", "2028-02-29 -"),
        ("le 29 février", "2028-02-29 -"),
        ("le 29", "2028-02-29 -"),
        ("29/02/2028", "2028-02-29 -"),
        ("29 février 2029", "impossible"),
        ("dans deux jours", "2028-03-01 -"),
        ("dans un an", "2029-02-28 -"),
        ("fin février", "2028-02-28..2028-02-29 -"),
    ],
};

/// Friday 1 October 2027: the coming 29 February exists.
const IN_LEAP_YEARS_2: Table = Table {
    argument: Argument::Date,
    now: "2027-10-01 09:00",
    cases: &[("le 29 février", "2028-02-29 -")],
};

/// Friday 10 March 2028.
const IN_LEAP_YEARS_3: Table = Table {
    argument: Argument::Date,
    now: "2028-03-10 09:00",
    cases: &[("le 29 février", "past 2028-02-29")],
};

/// Friday 20 March 2026.
const A_DATE_OF_THIS_MONTH_THAT_IS_OVER: Table = Table {
    argument: Argument::Date,
    now: "2026-03-20 11:00",
    cases: &[
        ("le 3 mars", "past 2026-03-03"),
        ("le 3", "2026-04-03 -"),
        ("le 20", "2026-03-20 -"),
        ("March 3rd", "past 2026-03-03"),
        ("le 15 janvier", "2027-01-15 -"),
    ],
};
