//! Valid JSON that serde_json refuses, rewritten so that it does not.
//!
//! JavaScript senders cut strings in the middle of an emoji and then write half of it as a lone
//! `\ud83d`; numbers beyond `f64` are valid JSON too. Neither may cost a whole message.

use std::str::Chars;

/// Lone surrogate escapes become U+FFFD and numbers beyond `f64` become `null`; everything else is
/// copied, also what is no JSON.
pub(super) fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => copy_string(&mut chars, &mut out),
            '-' | '0'..='9' => copy_number(c, &mut chars, &mut out),
            _ => out.push(c),
        }
    }
    out
}

fn copy_string(chars: &mut Chars<'_>, out: &mut String) {
    out.push('"');
    while let Some(c) = chars.next() {
        match c {
            '\\' => copy_escape(chars, out),
            _ => out.push(c),
        }
        if c == '"' {
            return;
        }
    }
}

fn copy_escape(chars: &mut Chars<'_>, out: &mut String) {
    out.push('\\');
    let Some(kind) = chars.next() else { return };
    out.push(kind);
    if kind != 'u' {
        return;
    }
    let mut ahead = chars.clone();
    match code_unit(&mut ahead) {
        Some(0xD800..=0xDBFF) if low_surrogate_follows(&ahead) => {}
        Some(0xD800..=0xDFFF) => {
            out.push_str("fffd");
            *chars = ahead;
            return;
        }
        _ => return,
    }
    // A pair: both halves are copied, so that the second is not taken for a lone one.
    out.extend(chars.by_ref().take(10));
}

fn low_surrogate_follows(rest: &Chars<'_>) -> bool {
    let mut rest = rest.clone();
    rest.next() == Some('\\')
        && rest.next() == Some('u')
        && matches!(code_unit(&mut rest), Some(0xDC00..=0xDFFF))
}

/// Four hexadecimal digits.
fn code_unit(chars: &mut Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |unit, _| Some(unit * 16 + chars.next()?.to_digit(16)?))
}

fn copy_number(first: char, chars: &mut Chars<'_>, out: &mut String) {
    let mut number = String::from(first);
    let mut ahead = chars.clone();
    while let Some(c @ ('0'..='9' | '+' | '-' | '.' | 'e' | 'E')) = ahead.next() {
        number.push(c);
        *chars = ahead.clone();
    }
    match number.parse::<f64>() {
        Ok(parsed) if parsed.is_infinite() => out.push_str("null"),
        _ => out.push_str(&number),
    }
}
