//! Tokens of meaning, the same for both languages.

use chrono::Weekday;

/// What a word or a fixed group of words means in a phrase about days and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(Number),
    /// "1er", "third": a day of the month.
    Ordinal(u32),
    /// One of `: . / - +`, as `fold` leaves them.
    Mark(char),
    Weekday(Weekday),
    /// January is 1.
    Month(u32),
    /// Days from today: "demain" is 1, "hier" -1.
    Shift(i64),
    Unit(Unit),
    /// "heures", "h", "o'clock": on the clock, or counted as in "dans deux heures".
    Hour,
    Weekend,
    Next,
    This,
    Last,
    /// "qui vient", "coming".
    Coming,
    /// Weeks past the coming one: "en huit" is 1.
    WeeksLater(u32),
    /// "semaine du", "week of".
    WeekOf,
    Edge(Edge),
    Part(Part),
    Noon,
    Midnight,
    /// Minutes after the hour just said: "et demie" 30, "moins le quart" -15.
    Plus(i32),
    /// Minutes before the hour to come: "half past" 30, "quarter to" -15.
    Offset(i32),
    /// "moins", as in "neuf heures moins dix".
    Minus,
    /// "past", as in "ten past nine".
    Past,
    /// "to", "au"; also a range between two times or days.
    To,
    In,
    FromNow,
    Between,
    And,
    After,
    Before,
    /// "à partir de", "from": that moment included.
    From,
    /// "jusqu'à", "by": that moment included.
    Until,
    /// "d'ici", "within": as `Until`, but "d'ici deux heures" counts hours.
    Within,
    At,
    The,
    Am,
    Pm,
    /// The `T` of ISO 8601 and its `Z`.
    IsoTime,
    IsoUtc,
    Soonest,
    /// "n'importe quand", "any day": no constraint.
    Any,
}

impl Token {
    /// A number in words.
    pub(super) const fn spelled(value: u32) -> Self {
        Self::Number(Number { value, digits: 0 })
    }
}

/// Phrases of one meaning: several words are split by one space, and the longest phrase wins.
/// Words that say nothing about when have no token.
pub(super) type Entry = (&'static [&'static str], &'static [Token]);

/// A cardinal; `digits` is 0 when it was spelled, else how many were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub value: u32,
    pub digits: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    /// English "hours", which only counts.
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Year,
}

/// Where in a period: "début", "mi-", "fin".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Middle,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Of the working day: only with an edge, "en fin de journée".
    Day,
    Morning,
    Lunch,
    Afternoon,
    Evening,
}

/// Passes over articles and prepositions that carry nothing where they stand.
pub(super) fn skip(mut tokens: &[Token]) -> &[Token] {
    while let [Token::The | Token::At | Token::In, rest @ ..] = tokens {
        tokens = rest;
    }
    tokens
}
