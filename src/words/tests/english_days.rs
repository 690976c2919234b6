//! English days, on Wednesday 7 October 2026 at 10:00.

use super::{Argument, Table, WEDNESDAY};

/// Every table of this file.
pub const ALL: &[Table] = &[
    WORDS_FOR_A_DAY,
    WEEKDAYS,
    DATES_WITH_A_MONTH,
    FIGURES_MAY_PUT_THE_MONTH_FIRST,
    PERIODS,
    NO_DAY_IN_PARTICULAR,
    AS_CALLERS_SAY_IT,
];

const WORDS_FOR_A_DAY: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("today", "2026-10-07 -"),
        ("tomorrow, please", "2026-10-08 -"),
        ("the day after tomorrow", "2026-10-09 -"),
        ("in three days", "2026-10-10 -"),
        ("in a week", "2026-10-14 -"),
        ("in two weeks", "2026-10-21 -"),
        ("two weeks from now", "2026-10-21 -"),
        ("a week from today", "2026-10-14 -"),
        ("a week tomorrow", "2026-10-15 -"),
        ("sometime tomorrow", "2026-10-08 -"),
        ("in a fortnight", "2026-10-21 -"),
        ("in fifteen days", "2026-10-22 -"),
        ("in a month", "2026-11-07 -"),
        ("yesterday", "past 2026-10-06"),
    ],
};

const WEEKDAYS: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("Friday", "2026-10-09 -"),
        ("this Friday", "2026-10-09 -"),
        ("this coming Friday", "2026-10-09 -"),
        ("next Tuesday", "2026-10-13 -"),
        ("next Friday", "2026-10-09|2026-10-16 -"),
        ("next Wednesday", "2026-10-14 -"),
        ("Wednesday", "2026-10-07|2026-10-14 -"),
        ("Tuesday week", "2026-10-20 -"),
        ("a week on Tuesday", "2026-10-20 -"),
        ("two weeks from Monday", "2026-10-26 -"),
        ("Tuesday of next week", "2026-10-13 -"),
        ("Tuesday next week", "2026-10-13 -"),
        ("next week on Thursday", "2026-10-15 -"),
        ("last Monday", "past 2026-10-05"),
    ],
};

const DATES_WITH_A_MONTH: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("March 3rd", "2027-03-03 -"),
        ("March the 3rd", "2027-03-03 -"),
        ("3rd of March", "2027-03-03 -"),
        ("the third of March", "2027-03-03 -"),
        ("March 3, 2027", "2027-03-03 -"),
        ("march third twenty twenty-seven", "2027-03-03 -"),
        ("Monday, October 12, 2026", "2026-10-12 -"),
        ("October twenty first", "2026-10-21 -"),
        ("the 21st", "2026-10-21 -"),
        ("the twenty-first", "2026-10-21 -"),
        ("on the 3rd", "2026-11-03 -"),
        ("the 3rd of next month", "2026-11-03 -"),
        ("Sept 3rd 2027", "2027-09-03 -"),
        ("Tuesday, March 3rd", "mismatch 2027-03-03"),
        ("February 30th", "impossible"),
        ("October 5th", "past 2026-10-05"),
        ("October 5th, 2024", "past 2024-10-05"),
    ],
};

const FIGURES_MAY_PUT_THE_MONTH_FIRST: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("on 12/05", "2026-12-05|2027-05-12 -"),
        ("12/05/2027 at 3 pm", "2027-05-12|2027-12-05 15:00"),
        ("on 12/25", "2026-12-25 -"),
        ("on 11/11", "2026-11-11 -"),
        ("on 12/05/2026", "2026-12-05 -"),
        ("on 13/13/2026", "impossible"),
    ],
};

const PERIODS: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("next week", "2026-10-12..2026-10-18 -"),
        ("this week", "2026-10-07..2026-10-11 -"),
        ("early next week", "2026-10-12..2026-10-13 -"),
        ("the week of the 19th", "2026-10-19..2026-10-25 -"),
        ("this weekend", "2026-10-10..2026-10-11 -"),
        ("next weekend", "2026-10-10|2026-10-17 -"),
        ("next month", "2026-11-01..2026-11-30 -"),
        ("end of the month", "2026-10-21..2026-10-31 -"),
        ("mid-January", "2027-01-11..2027-01-20 -"),
        ("in early December", "2026-12-01..2026-12-10 -"),
        ("by Friday", "2026-10-07..2026-10-09 -"),
        ("by the end of the month", "2026-10-07..2026-10-31 -"),
        ("within two weeks", "2026-10-07..2026-10-21 -"),
        ("after the 15th", "2026-10-16..2027-10-16 -"),
        ("from Monday to Wednesday", "2026-10-12..2026-10-14 -"),
        ("between the 12th and the 14th", "2026-10-12..2026-10-14 -"),
        ("any day next week", "2026-10-12..2026-10-18 -"),
    ],
};

const NO_DAY_IN_PARTICULAR: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("ASAP", "soonest -"),
        ("as soon as possible", "soonest -"),
        ("the earliest", "soonest -"),
        ("any time", "- -"),
        ("tomorrow, any time", "2026-10-08 -"),
    ],
};

const AS_CALLERS_SAY_IT: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("tomorrow", "2026-10-08 -"),
        ("Monday", "2026-10-12 -"),
        ("Saturday morning", "2026-10-10 06:00..12:00"),
        ("in ten days", "2026-10-17 -"),
        ("the 3rd at 3:30 pm", "2026-11-03 15:30"),
        ("this evening", "2026-10-07 17:00..23:59"),
        ("Thursday at noon", "2026-10-08 12:00"),
        ("early December", "2026-12-01..2026-12-10 -"),
        ("next Monday at 9", "2026-10-12 09:00"),
        ("Friday, October 9", "2026-10-09 -"),
        ("Monday, October 13", "mismatch 2026-10-13"),
        ("November 31", "impossible"),
        ("tomorrow between 2 and 4", "2026-10-08 14:00..16:00"),
    ],
};
