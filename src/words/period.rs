//! The grammar of periods: weeks, weekends, months, and their beginnings and ends.

use super::clock::Parsed;
use super::day::Day;
use super::token::{Edge, Token, Unit, skip};

pub(super) fn period(tokens: &[Token]) -> Parsed<'_, Day> {
    week(tokens)
        .or_else(|| weekend(tokens))
        .or_else(|| month(tokens))
}

/// "la semaine prochaine", "early next week", "dans la semaine", "la semaine du 12".
fn week(tokens: &[Token]) -> Parsed<'_, Day> {
    if let [Token::WeekOf, rest @ ..] = tokens {
        let (day, rest) = super::day::day(rest, true)?;
        return Some((Day::WeekOf(Box::new(day)), rest));
    }
    let (edge, rest) = edge(tokens);
    let (ahead, rest) = match rest {
        [
            Token::Unit(Unit::Week),
            Token::Next | Token::Coming,
            rest @ ..,
        ]
        | [
            Token::Next | Token::Coming,
            Token::Unit(Unit::Week),
            rest @ ..,
        ]
        | [
            Token::This,
            Token::Coming,
            Token::Unit(Unit::Week),
            rest @ ..,
        ] => (Some(1), rest),
        [Token::This, Token::Unit(Unit::Week), rest @ ..] => (Some(0), rest),
        [Token::Unit(Unit::Week), rest @ ..] if edge.is_some() => (None, rest),
        [Token::In, Token::Unit(Unit::Week), rest @ ..] => (Some(0), rest),
        [Token::Unit(Unit::Week), Token::Last, rest @ ..]
        | [Token::Last, Token::Unit(Unit::Week), rest @ ..] => (Some(-1), rest),
        _ => return None,
    };
    Some((Day::Week { ahead, edge }, rest))
}

fn weekend(tokens: &[Token]) -> Parsed<'_, Day> {
    let (next, rest) = match tokens {
        [Token::Weekend, Token::Next, rest @ ..] | [Token::Next, Token::Weekend, rest @ ..] => {
            (true, rest)
        }
        [Token::Last, Token::Weekend, ..] | [Token::Weekend, Token::Last, ..] => return None,
        [Token::This, Token::Coming, Token::Weekend, rest @ ..]
        | [Token::This | Token::Coming, Token::Weekend, rest @ ..]
        | [Token::Weekend, Token::Coming, rest @ ..]
        | [Token::Weekend, rest @ ..] => (false, rest),
        _ => return None,
    };
    Some((Day::Weekend { next }, rest))
}

/// "début décembre", "fin du mois", "le mois prochain", "mars 2027".
fn month(tokens: &[Token]) -> Parsed<'_, Day> {
    let (edge, rest) = edge(tokens);
    let (ahead, rest) = match rest {
        [Token::Month(month), Token::Number(year), rest @ ..] if year.value >= 2000 => {
            return Some((
                Day::Month {
                    month: *month,
                    year: Some(year.value),
                    edge,
                },
                rest,
            ));
        }
        [Token::Month(month), rest @ ..] => {
            return Some((
                Day::Month {
                    month: *month,
                    year: None,
                    edge,
                },
                rest,
            ));
        }
        [
            Token::Unit(Unit::Month),
            Token::Next | Token::Coming,
            rest @ ..,
        ]
        | [
            Token::Next | Token::Coming,
            Token::Unit(Unit::Month),
            rest @ ..,
        ] => (Some(1), rest),
        [Token::This, Token::Unit(Unit::Month), rest @ ..] => (Some(0), rest),
        [Token::Unit(Unit::Month), rest @ ..] if edge.is_some() => (None, rest),
        _ => return None,
    };
    Some((Day::MonthAhead { ahead, edge }, rest))
}

fn edge(tokens: &[Token]) -> (Option<Edge>, &[Token]) {
    match tokens {
        [Token::Edge(edge), rest @ ..] => (Some(*edge), skip(rest)),
        _ => (None, tokens),
    }
}
