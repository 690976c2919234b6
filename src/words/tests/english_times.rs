//! English times of the day, on Wednesday 7 October 2026 at 10:00.

use super::{Argument, Table, WEDNESDAY};

/// Every table of this file.
pub const ALL: &[Table] = &[
    HOURS,
    PARTS_BOUNDS_AND_RANGES,
    WITH_A_DAY,
    AS_CALLERS_SAY_IT,
];

const HOURS: Table = Table {
    argument: Argument::Time,
    now: WEDNESDAY,
    cases: &[
        ("3 pm", "- 15:00"),
        ("3pm", "- 15:00"),
        ("3 p.m.", "- 15:00"),
        ("3:30 PM", "- 15:30"),
        ("9 am", "- 09:00"),
        ("12 am", "- 00:00"),
        ("12 pm", "- 12:00"),
        ("three", "- 15:00|03:00"),
        ("three o'clock", "- 15:00|03:00"),
        ("three thirty", "- 15:30|03:30"),
        ("nine fifteen", "- 09:15"),
        ("nine oh five", "- 09:05"),
        ("ten thirty a m", "- 10:30"),
        ("half past four", "- 16:30|04:30"),
        ("half past nine", "- 09:30"),
        ("quarter to five", "- 16:45|04:45"),
        ("a quarter past nine", "- 09:15"),
        ("ten past nine", "- 09:10"),
        ("twenty to ten", "- 09:40"),
        ("at ten to nine", "- 08:50"),
        ("ten to five", "?"),
        ("noon", "- 12:00"),
        ("12 noon", "- 12:00"),
        ("midnight", "- 00:00"),
        ("15 pm", "- 15:00"),
        ("15 am", "contradiction"),
    ],
};

const PARTS_BOUNDS_AND_RANGES: Table = Table {
    argument: Argument::Time,
    now: WEDNESDAY,
    cases: &[
        ("morning", "- 06:00..12:00"),
        ("in the afternoon", "- 12:00..18:00"),
        ("late afternoon", "- 16:00..18:00"),
        ("mid-morning", "- 09:00..11:00"),
        ("first thing in the morning", "- 06:00..10:00"),
        ("end of the day", "- 16:00..19:00"),
        ("lunchtime", "- 12:00..14:00"),
        ("9 in the morning", "- 09:00"),
        ("3 in the afternoon", "- 15:00"),
        ("8 in the evening", "- 20:00"),
        ("after 5", "- 17:00..23:59"),
        ("after 5 pm", "- 17:00..23:59"),
        ("before noon", "- 00:00..12:00"),
        ("no earlier than 10", "- 10:00..23:59"),
        ("between 2 and 4 pm", "- 14:00..16:00"),
        ("from 9 to 11 pm", "- 21:00..23:00"),
        ("from 9 to 5", "- 09:00..17:00"),
        ("9 am to 11 am", "- 09:00..11:00"),
        ("any time", "- -"),
    ],
};

const WITH_A_DAY: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("tomorrow at 3 pm", "2026-10-08 15:00"),
        ("tomorrow at three", "2026-10-08 15:00|03:00"),
        ("tomorrow 3 pm", "2026-10-08 15:00"),
        ("tomorrow morning", "2026-10-08 06:00..12:00"),
        ("tomorrow morning at 9:30", "2026-10-08 09:30"),
        ("tomorrow night at 8", "2026-10-08 20:00"),
        ("next Tuesday at half past four", "2026-10-13 16:30|04:30"),
        ("Thursday afternoon", "2026-10-08 12:00..18:00"),
        ("Monday 3 pm", "2026-10-12 15:00"),
        ("Monday 12th at 9", "2026-10-12 09:00"),
        ("March 3rd at noon", "2027-03-03 12:00"),
        ("3 pm on Monday", "2026-10-12 15:00"),
        ("Monday between 9 and 11", "2026-10-12 09:00..11:00"),
        ("tonight", "2026-10-07 17:00..23:59"),
        ("tonight at 8", "2026-10-07 20:00"),
        ("8 tonight", "2026-10-07 20:00"),
        ("this afternoon at 4", "2026-10-07 16:00"),
        ("this morning at 9", "past 2026-10-07 09:00"),
        ("today at 3", "2026-10-07 15:00"),
        ("in two hours", "2026-10-07 12:00"),
        ("in half an hour", "2026-10-07 10:30"),
        ("in an hour", "2026-10-07 11:00"),
    ],
};

const AS_CALLERS_SAY_IT: Table = Table {
    argument: Argument::Time,
    now: WEDNESDAY,
    cases: &[
        ("at 3", "- 15:00|03:00"),
        ("quarter past three", "- 15:15|03:15"),
        ("half past ten", "- 10:30"),
        ("between noon and two", "- 12:00..14:00"),
        ("before 10 am", "- 00:00..10:00"),
        ("half past noon", "- 12:30"),
        ("five thirty pm", "- 17:30"),
        ("around 11", "- 11:00"),
    ],
};
