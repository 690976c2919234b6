//! Written numbers, amounts and times as they are said.

use chrono::NaiveTime;

use super::separate::{MONEY, digit};
use super::{Words, look_up};

/// Digits with the signs of numbers, times and dates between them.
pub fn is_number(word: &str) -> bool {
    word.starts_with(digit) && word.ends_with(digit) && word.chars().all(part_of_number)
}

fn part_of_number(c: char) -> bool {
    digit(c) || matches!(c, ',' | '.' | ':' | '-')
}

/// A number, an amount with its unit (`90€`, `€90.50`, `30min`) or a time (`14h30`); `None`
/// for any other word.
pub fn read(word: &str, words: &Words) -> Option<String> {
    if let Some(amount) = word.strip_prefix(MONEY) {
        let unit = look_up(words.units, word.strip_suffix(amount)?)?;
        return is_number(amount).then(|| measure(amount, unit, words));
    }
    let end = word.find(|c| !part_of_number(c));
    let (amount, rest) = word.split_at_checked(end.unwrap_or(word.len()))?;
    if !is_number(amount) {
        return None;
    }
    if let Some(time) = clock(amount, rest) {
        return Some((words.clock)(time));
    }
    if rest.is_empty() {
        return Some(decimal(amount, words));
    }
    look_up(words.units, rest).map(|unit| measure(amount, unit, words))
}

/// A unit in the grammatical number of what it counts.
pub fn counted(number: &str, unit: &str) -> String {
    if number != "1" {
        return unit.to_owned();
    }
    let singular: Vec<&str> = unit
        .split(' ')
        .map(|word| word.trim_end_matches('s'))
        .collect();
    singular.join(" ")
}

/// `14h30`, `14h`, `14:30`.
fn clock(amount: &str, rest: &str) -> Option<NaiveTime> {
    let (hour, minute) = match rest.strip_prefix(['h', 'H']) {
        Some("") => (amount, "0"),
        Some(minute) => (amount, minute),
        None if rest.is_empty() => amount.split_once(':')?,
        None => return None,
    };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// A number and its unit, cents said after the unit: `90 euros 50`.
fn measure(amount: &str, unit: &str, words: &Words) -> String {
    let money = MONEY
        .iter()
        .any(|sign| look_up(words.units, &sign.to_string()) == Some(unit));
    let (whole, cents) = match amount.rsplit_once([',', '.']) {
        Some((whole, cents)) if money && cents.len() == 2 => (whole, cents),
        _ => (amount, "00"),
    };
    let said = format!("{} {}", decimal(whole, words), counted(whole, unit));
    if cents == "00" {
        said
    } else {
        format!("{said} {cents}")
    }
}

/// Digits with the language's decimal sign; signs before groups of three digits go. Signs that
/// mean neither are gaps.
fn decimal(number: &str, words: &Words) -> String {
    let number = number.replace([':', '-'], " ");
    let parts: Vec<&str> = number.split([',', '.']).collect();
    let grouped = |groups: &[&str]| groups.iter().skip(1).all(|group| group.len() == 3);
    match parts.as_slice() {
        whole if grouped(whole) => whole.concat(),
        [whole @ .., fraction] if grouped(whole) => {
            format!("{}{}{fraction}", whole.concat(), words.decimal)
        }
        _ => parts.join(" "),
    }
}
