//! The grammar of one time on the clock: "15h30", "half past four", "midi moins le quart".

use super::date::numeric;
use super::token::{Number, Token, Unit, skip};

/// A time as said. `hour` and `minute` are not checked; `minute` is below 0 for "moins le quart".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: u32,
    pub minute: i32,
    pub reading: Reading,
}

/// How the hour is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// On 24 hours: "midi", "15h", "03:00".
    Exact,
    /// From 1 to 12 with nothing said about the half of the day.
    Bare,
    Am,
    Pm,
}

/// What stands before a number that could be an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// Nothing: only what looks like a time is one.
    None,
    /// It is the start of an argument that holds a time.
    TimeArgument,
    /// "à", "at", "vers".
    At,
    /// "après", "from", "between".
    Bound,
}

/// A reading and the tokens after it.
pub(super) type Parsed<'a, T> = Option<(T, &'a [Token])>;

pub(super) fn clock(tokens: &[Token], hint: Hint) -> Parsed<'_, Clock> {
    let (mut clock, rest) = named(tokens)
        .or_else(|| offset(tokens, hint))
        .or_else(|| digital(tokens, hint))
        .or_else(|| with_unit(tokens))
        .or_else(|| counted(tokens, hint))?;
    let rest = match rest {
        [Token::Hour, rest @ ..] => rest,
        _ => rest,
    };
    match rest {
        [Token::Am, rest @ ..] => {
            clock.reading = Reading::Am;
            Some((clock, rest))
        }
        [Token::Pm, rest @ ..] => {
            clock.reading = Reading::Pm;
            Some((clock, rest))
        }
        _ => Some((clock, rest)),
    }
}

/// Noon and midnight, with the minutes said after them.
fn named(tokens: &[Token]) -> Parsed<'_, Clock> {
    let (hour, rest) = match tokens {
        [Token::Number(Number { value: 12, .. }), rest @ ..] => named_hour(rest)?,
        _ => named_hour(tokens)?,
    };
    let (minute, rest) = minutes(rest);
    Some((
        Clock {
            hour,
            minute,
            reading: Reading::Exact,
        },
        rest,
    ))
}

fn named_hour(tokens: &[Token]) -> Parsed<'_, u32> {
    match tokens {
        [Token::Noon, rest @ ..] => Some((12, rest)),
        [Token::Midnight, rest @ ..] => Some((0, rest)),
        _ => None,
    }
}

/// Minutes before the hour: "half past four", "ten to nine", "five minutes past noon".
fn offset(tokens: &[Token], hint: Hint) -> Parsed<'_, Clock> {
    let (minute, rest) = match tokens {
        [Token::Offset(minute), rest @ ..] => (*minute, rest),
        [Token::Number(number), rest @ ..] => {
            let minute = i32::try_from(number.value)
                .ok()
                .filter(|minute| *minute < 60)?;
            match rest {
                [
                    Token::Unit(Unit::Minute),
                    Token::Past | Token::After,
                    rest @ ..,
                ]
                | [Token::Past, rest @ ..] => (minute, rest),
                [
                    Token::Unit(Unit::Minute),
                    Token::To | Token::Before,
                    rest @ ..,
                ] => (-minute, rest),
                // "Ten to five" may be a range unless something says that it is one time.
                [Token::To, rest @ ..] if matches!(minute, 20 | 25) && hint != Hint::Bound => {
                    (-minute, rest)
                }
                [Token::To, rest @ ..] if matches!(minute, 5 | 10) && hint == Hint::At => {
                    (-minute, rest)
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    if let Some((hour, rest)) = named_hour(rest) {
        return Some((
            Clock {
                hour,
                minute,
                reading: Reading::Exact,
            },
            rest,
        ));
    }
    let (number, rest) = lone_hour(rest).filter(|(number, _)| number.value <= 12)?;
    Some((on_the_hour(number, minute), rest))
}

/// "15:30", "15:30:00", "10.30".
fn digital(tokens: &[Token], hint: Hint) -> Parsed<'_, Clock> {
    let [
        Token::Number(hour),
        Token::Mark(mark),
        Token::Number(minute),
        rest @ ..,
    ] = tokens
    else {
        return None;
    };
    let meridiem = matches!(rest, [Token::Am | Token::Pm, ..]);
    let dotted = *mark == '.' && minute.digits == 2 && (hint != Hint::None || meridiem);
    if (*mark != ':' && !dotted) || hour.digits > 2 || minute.digits != 2 {
        return None;
    }
    let rest = match rest {
        [
            Token::Mark(':'),
            Token::Number(_),
            Token::Mark('.'),
            Token::Number(_),
            rest @ ..,
        ]
        | [Token::Mark(':'), Token::Number(_), rest @ ..] => skip_offset(rest, &['+']),
        _ => rest,
    };
    Some((on_the_hour(*hour, i32::try_from(minute.value).ok()?), rest))
}

/// Passes over an offset from UTC. The time is the local wall time as written: models add an
/// offset or a `Z` without knowing the zone of the business. A hyphen starts an offset only after
/// a time written with `T`; elsewhere it is a range.
pub(super) fn skip_offset<'a>(tokens: &'a [Token], signs: &[char]) -> &'a [Token] {
    match tokens {
        [Token::IsoUtc, rest @ ..] => rest,
        [Token::Mark(sign), Token::Number(_), rest @ ..] if signs.contains(sign) => match rest {
            [Token::Mark(':'), Token::Number(_), rest @ ..] => rest,
            _ => rest,
        },
        _ => tokens,
    }
}

/// "quinze heures trente", "9h", "9 heures moins dix".
fn with_unit(tokens: &[Token]) -> Parsed<'_, Clock> {
    let [Token::Number(hour), Token::Hour, rest @ ..] = tokens else {
        return None;
    };
    let (minute, rest) = minutes(rest);
    Some((on_the_hour(*hour, minute), rest))
}

/// A number alone where an hour is expected, or "three thirty pm", "9 in the morning".
fn counted(tokens: &[Token], hint: Hint) -> Parsed<'_, Clock> {
    let (number, rest) = lone_hour(tokens)?;
    let (minute, after) = minutes(rest);
    let meridiem = matches!(after, [Token::Am | Token::Pm, ..]);
    if hint != Hint::None || meridiem || matches!(rest, [Token::Plus(_), ..]) {
        return Some((on_the_hour(number, minute), after));
    }
    let part = matches!(
        skip(rest),
        [Token::Part(_), ..] | [Token::This, Token::Part(_), ..]
    );
    part.then_some((on_the_hour(number, 0), rest))
}

/// A number that what follows does not make a day or a count.
fn lone_hour(tokens: &[Token]) -> Parsed<'_, Number> {
    let [Token::Number(number), rest @ ..] = tokens else {
        return None;
    };
    let counts = matches!(
        rest,
        [
            Token::Unit(_) | Token::Month(_) | Token::Mark('/' | ':' | '.'),
            ..
        ]
    );
    (!counts && number.value < 100).then_some((*number, rest))
}

/// The minutes after an hour, 0 when none follow.
fn minutes(tokens: &[Token]) -> (i32, &[Token]) {
    let (minute, rest) = match tokens {
        [Token::Plus(minute), rest @ ..] => return (*minute, rest),
        [Token::Minus, Token::Number(number), rest @ ..] => (-as_minute(*number), rest),
        [
            Token::Number(Number { value: 0, .. }),
            Token::Number(number),
            rest @ ..,
        ] if number.value < 10 => (as_minute(*number), rest),
        [Token::Number(number), rest @ ..] if number.digits <= 2 => (as_minute(*number), rest),
        _ => return (0, tokens),
    };
    match rest {
        [Token::Unit(Unit::Minute), rest @ ..] => (minute, rest),
        // The number belongs to what follows it: "à 9 h 12 octobre".
        [
            Token::Month(_) | Token::Unit(_) | Token::Hour | Token::Mark('/' | ':'),
            ..,
        ] => (0, tokens),
        _ if numeric(tokens).is_some() => (0, tokens),
        _ => (minute, rest),
    }
}

/// Minutes past the hour; what is no minute stays out of range and is refused later.
fn as_minute(number: Number) -> i32 {
    i32::try_from(number.value).unwrap_or(i32::MAX)
}

fn on_the_hour(hour: Number, minute: i32) -> Clock {
    // A leading zero is the 24-hour notation.
    let zero_led = hour.digits == 2 && hour.value < 10;
    let bare = (1..=12).contains(&hour.value) && !zero_led;
    let reading = if bare { Reading::Bare } else { Reading::Exact };
    Clock {
        hour: hour.value,
        minute,
        reading,
    }
}
