//! The grammar of days: a word for a day, a weekday, a date, a count of days.

use chrono::Weekday;

use super::clock::Parsed;
use super::date::{date, skip_the};
use super::period::period;
use super::token::{Edge, Token, Unit};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// Days from today.
    Shift(i64),
    /// So many units from now, at least a day each.
    After(u32, Unit),
    Weekday(Weekday, Which),
    /// Without a month, the next such day; without a year, the next such date.
    Date {
        day: u32,
        month: Option<u32>,
        year: Option<u32>,
    },
    /// A weekday with the date that it must fall on.
    Dated(Weekday, Box<Day>),
    /// A day of the month that is so many months ahead.
    OfMonth {
        day: u32,
        ahead: u32,
    },
    /// "12/05": the order of day and month depends on who says it.
    Numeric {
        first: u32,
        second: u32,
        year: Option<u32>,
    },
    /// So many weeks ahead, from Monday to Sunday; `None` for this one unless it is over.
    Week {
        ahead: Option<i64>,
        edge: Option<Edge>,
    },
    WeekOf(Box<Day>),
    Weekend {
        next: bool,
    },
    /// So many months ahead; `None` for this one unless it is over.
    MonthAhead {
        ahead: Option<u32>,
        edge: Option<Edge>,
    },
    Month {
        month: u32,
        year: Option<u32>,
        edge: Option<Edge>,
    },
    From(Box<Day>),
    FromAfter(Box<Day>),
    Before(Box<Day>),
    Until(Box<Day>),
    Range(Box<Day>, Box<Day>),
}

/// Which of the days of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Bare,
    This,
    Next,
    Last,
    /// Weeks past the coming one.
    Later(u32),
}

/// A day, a bound or a range of days. With `lone`, a number alone is a day of the month.
pub(super) fn day(tokens: &[Token], lone: bool) -> Parsed<'_, Day> {
    bounded(tokens).or_else(|| {
        let (first, rest) = one(tokens, lone)?;
        let end = match rest {
            [Token::To | Token::Mark('-'), end @ ..] => one(end, true),
            // "De lundi à vendredi", but not "lundi à 15".
            [Token::At, end @ ..] => one(end, false),
            _ => None,
        };
        Some(match end {
            Some((second, rest)) => (range(first, second), rest),
            None => (first, rest),
        })
    })
}

/// "d'ici vendredi", "after the 15th", "entre lundi et mercredi".
fn bounded(tokens: &[Token]) -> Parsed<'_, Day> {
    let [bound, rest @ ..] = tokens else {
        return None;
    };
    let make: fn(Box<Day>) -> Day = match bound {
        Token::From => Day::From,
        Token::After => Day::FromAfter,
        Token::Before => Day::Before,
        Token::Until | Token::Within => Day::Until,
        Token::Between => {
            let (first, rest) = one(rest, true)?;
            let [Token::And, rest @ ..] = rest else {
                return None;
            };
            let (second, rest) = one(rest, true)?;
            return Some((range(first, second), rest));
        }
        _ => return None,
    };
    let (day, rest) = count(rest).or_else(|| one(rest, true))?;
    match (bound, rest) {
        (Token::From, [Token::To | Token::Until, end @ ..]) => {
            let (second, rest) = one(end, true)?;
            Some((range(day, second), rest))
        }
        _ => Some((make(Box::new(day)), rest)),
    }
}

/// In "du 3 au 5 mars" the month is said once.
fn range(first: Day, second: Day) -> Day {
    let first = match (first, &second) {
        (
            Day::Date {
                day, month: None, ..
            },
            Day::Date { month, year, .. },
        ) => Day::Date {
            day,
            month: *month,
            year: *year,
        },
        (first, _) => first,
    };
    Day::Range(Box::new(first), Box::new(second))
}

/// A weekday and its date: "lundi 12", "Tuesday, March 3rd".
fn dated(tokens: &[Token]) -> Parsed<'_, Day> {
    let [Token::Weekday(weekday), rest @ ..] = tokens else {
        return None;
    };
    let (day, rest) = date(rest, true)?;
    Some((Day::Dated(*weekday, Box::new(day)), rest))
}

/// One day or one period.
fn one(tokens: &[Token], lone: bool) -> Parsed<'_, Day> {
    let after_article = skip_the(tokens);
    relative(tokens)
        .or_else(|| dated(after_article))
        .or_else(|| weekday(after_article))
        .or_else(|| date(tokens, lone))
        .or_else(|| period(after_article))
}

/// "demain", "dans trois jours", "two weeks from now", "a week from Monday".
fn relative(tokens: &[Token]) -> Parsed<'_, Day> {
    match tokens {
        [Token::Shift(days), Token::WeeksLater(weeks), rest @ ..] => {
            Some((Day::Shift(days + i64::from(*weeks) * 7), rest))
        }
        [Token::Shift(days), rest @ ..] => Some((Day::Shift(*days), rest)),
        [Token::In, rest @ ..] => count(rest),
        _ => match count(tokens)? {
            (day, [Token::FromNow | Token::From, Token::Shift(0), rest @ ..])
            | (day, [Token::FromNow, rest @ ..]) => Some((day, rest)),
            (Day::After(weeks, Unit::Week), [Token::Shift(days), rest @ ..]) => {
                Some((Day::Shift(days + i64::from(weeks) * 7), rest))
            }
            (
                Day::After(weeks, Unit::Week),
                [Token::From | Token::The, Token::Weekday(day), rest @ ..],
            ) => Some((Day::Weekday(*day, Which::Later(weeks)), rest)),
            _ => None,
        },
    }
}

/// A number of days or of more than days: "trois jours", "a month".
fn count(tokens: &[Token]) -> Parsed<'_, Day> {
    let tokens = match tokens {
        [Token::The, rest @ ..] => rest,
        _ => tokens,
    };
    let (number, rest) = match tokens {
        [Token::Number(number), rest @ ..] => (number.value, rest),
        [Token::At, rest @ ..] => (1, rest),
        _ => return None,
    };
    match rest {
        [Token::Unit(Unit::Hour | Unit::Minute), ..] => None,
        [Token::Unit(unit), rest @ ..] => Some((Day::After(number, *unit), rest)),
        _ => None,
    }
}

/// "lundi", "lundi prochain", "this Friday", "lundi en huit", "Tuesday week".
fn weekday(tokens: &[Token]) -> Parsed<'_, Day> {
    let (day, which, rest) = match tokens {
        [
            Token::This | Token::Next,
            Token::Coming,
            Token::Weekday(day),
            rest @ ..,
        ]
        | [Token::This | Token::Coming, Token::Weekday(day), rest @ ..]
        | [Token::Weekday(day), Token::Coming, rest @ ..] => (day, Which::This, rest),
        [Token::Next, Token::Weekday(day), rest @ ..] => (day, Which::Next, rest),
        [Token::Last, Token::Weekday(day), rest @ ..]
        | [Token::Weekday(day), Token::Last, rest @ ..] => (day, Which::Last, rest),
        [Token::Weekday(day), Token::WeeksLater(weeks), rest @ ..] => {
            (day, Which::Later(*weeks), rest)
        }
        // Not "mardi semaine prochaine".
        [
            Token::Weekday(_),
            Token::Unit(Unit::Week),
            Token::Next | Token::Coming,
            ..,
        ]
        | [Token::Weekday(_), Token::Next, Token::Unit(Unit::Week), ..] => return bare(tokens),
        [Token::Weekday(day), Token::Unit(Unit::Week), rest @ ..] => (day, Which::Later(1), rest),
        [Token::Weekday(day), Token::Next, rest @ ..] => (day, Which::Next, rest),
        _ => return bare(tokens),
    };
    Some((Day::Weekday(*day, which), rest))
}

fn bare(tokens: &[Token]) -> Parsed<'_, Day> {
    match tokens {
        [Token::Weekday(day), rest @ ..] => Some((Day::Weekday(*day, Which::Bare), rest)),
        _ => None,
    }
}
