//! The grammar of dates: "le 3", "3 mars 2027", "March 3rd", "12/05", ISO 8601.

use super::clock::{Hint, Parsed, clock};
use super::day::Day;
use super::token::{Number, Token, Unit, skip};

/// "le 3", "3 mars 2027", "March 3rd", "12/05", "le 3 du mois prochain".
pub(super) fn date(tokens: &[Token], lone: bool) -> Parsed<'_, Day> {
    let after_article = skip_the(tokens);
    let lone = lone || after_article.len() < tokens.len();
    numeric(after_article)
        .or_else(|| month_first(after_article))
        .or_else(|| day_first(after_article, lone))
}

/// With slashes, dots or hyphens; dots and hyphens need the year.
pub(super) fn numeric(tokens: &[Token]) -> Parsed<'_, Day> {
    let [
        Token::Number(a),
        Token::Mark(mark @ ('/' | '-' | '.')),
        Token::Number(b),
        rest @ ..,
    ] = tokens
    else {
        return None;
    };
    let (third, rest) = match rest {
        [Token::Mark(again), Token::Number(third), rest @ ..] if again == mark => {
            (Some(third), rest)
        }
        _ => (None, rest),
    };
    match (a.digits, b.digits, third) {
        (4, 1..=2, Some(day)) if day.digits <= 2 => {
            let date = Day::Date {
                day: day.value,
                month: Some(b.value),
                year: Some(a.value),
            };
            Some((date, rest))
        }
        (1..=2, 1..=2, Some(year)) if matches!(year.digits, 2 | 4) => {
            let century = if year.digits == 2 { 2000 } else { 0 };
            let year = Some(century + year.value);
            Some((
                Day::Numeric {
                    first: a.value,
                    second: b.value,
                    year,
                },
                rest,
            ))
        }
        (1..=2, 1..=2, None) if *mark == '/' => Some((
            Day::Numeric {
                first: a.value,
                second: b.value,
                year: None,
            },
            rest,
        )),
        _ => None,
    }
}

/// "March 3rd", "March the third 2027".
fn month_first(tokens: &[Token]) -> Parsed<'_, Day> {
    let [Token::Month(month), rest @ ..] = tokens else {
        return None;
    };
    let after_article = skip_the(rest);
    let (day, rest) = match after_article {
        [Token::Ordinal(day), rest @ ..] => (*day, rest),
        // "En mars, 15 h" names no day.
        [Token::Number(day), rest @ ..]
            if day.digits <= 2 && clock(after_article, Hint::None).is_none() =>
        {
            (day.value, rest)
        }
        _ => return None,
    };
    let (year, rest) = year(rest);
    Some((
        Day::Date {
            day,
            month: Some(*month),
            year,
        },
        rest,
    ))
}

/// "3 mars 2027", "le 3", "the 3rd of next month".
fn day_first(tokens: &[Token], lone: bool) -> Parsed<'_, Day> {
    let (day, lone, rest) = match tokens {
        // "Le premier lundi de novembre".
        [
            Token::Ordinal(1..=5),
            Token::Weekday(_) | Token::Unit(_),
            ..,
        ] => return None,
        [Token::Ordinal(day), rest @ ..] => (*day, true, rest),
        [Token::Number(day), rest @ ..] => (day.value, lone && may_be_lone(*day), rest),
        _ => return None,
    };
    if let [Token::Month(month), rest @ ..] = rest {
        let (year, rest) = year(rest);
        return Some((
            Day::Date {
                day,
                month: Some(*month),
                year,
            },
            rest,
        ));
    }
    match skip_the(rest) {
        [
            Token::Unit(Unit::Month),
            Token::Next | Token::Coming,
            rest @ ..,
        ]
        | [Token::Next, Token::Unit(Unit::Month), rest @ ..] => {
            Some((Day::OfMonth { day, ahead: 1 }, rest))
        }
        [Token::This, Token::Unit(Unit::Month), rest @ ..] => {
            Some((Day::OfMonth { day, ahead: 0 }, rest))
        }
        _ if lone && !reads_as_time(tokens) => Some((
            Day::Date {
                day,
                month: None,
                year: None,
            },
            rest,
        )),
        _ => None,
    }
}

/// "Un mardi" is not the first of the month, and a year is no day.
fn may_be_lone(day: Number) -> bool {
    day.digits <= 2 && (day.digits > 0 || day.value > 1)
}

/// Whether a number is an hour for more than the part of the day after it: "le 3 au matin" is a
/// day, "le 15 h" is not.
fn reads_as_time(tokens: &[Token]) -> bool {
    match tokens {
        [Token::Number(_), Token::Unit(_) | Token::Hour, ..] => true,
        [Token::Number(_), rest @ ..] => {
            clock(tokens, Hint::None).is_some()
                && !matches!(skip(rest), [Token::Part(_), ..] | [Token::This, ..])
        }
        _ => false,
    }
}

/// A year after a month: "2027", "twenty twenty-seven".
fn year(tokens: &[Token]) -> (Option<u32>, &[Token]) {
    match tokens {
        [Token::Number(year), rest @ ..] if year.digits == 4 || year.value >= 2000 => {
            (Some(year.value), rest)
        }
        [
            Token::Number(Number {
                value: 20,
                digits: 0,
            }),
            Token::Number(Number {
                value: year @ 10..=99,
                digits: 0,
            }),
            rest @ ..,
        ] => (Some(2000 + year), rest),
        _ => (None, tokens),
    }
}

pub(super) fn skip_the(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token::The, rest @ ..] => rest,
        _ => tokens,
    }
}
