//! Phone numbers and ticket numbers taken apart for reading out.

/// The digits of a number, as they are to be said.
#[derive(Debug, PartialEq, Eq)]
pub enum Digits {
    /// Said as dialled at home, e.g. `0612345678`.
    National(String),
    /// Country code without `+`, then the rest, which is not empty.
    International { code: String, rest: String },
}

impl Digits {
    /// Reads `+33612345678`, `0033…`, `06 12 34 56 78`; whatever is no digit is passed over.
    /// French numbers become national ones.
    pub fn read(number: &str) -> Self {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let abroad = match digits.strip_prefix("00") {
            Some(rest) => rest,
            None if number.trim_start().starts_with('+') => &digits,
            None => return Self::National(digits),
        };
        let (code, rest) = abroad
            .split_at_checked(code_length(abroad))
            .unwrap_or((abroad, ""));
        match code {
            _ if rest.is_empty() => Self::National(digits),
            "33" => Self::National(format!("0{rest}")),
            _ => Self::International {
                code: code.to_owned(),
                rest: rest.to_owned(),
            },
        }
    }
}

/// Length of the country code that a number starts with (ITU-T E.164, list of country codes).
fn code_length(number: &str) -> usize {
    match number.as_bytes() {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    }
}

/// Digits in pairs, a lone digit first: `06 12`, `1 23 45`.
pub fn pairs(digits: &str) -> Vec<String> {
    let digits: Vec<char> = digits.chars().collect();
    let (lone, paired) = digits
        .split_at_checked(digits.len() % 2)
        .unwrap_or_default();
    let lone = lone.chunks(1);
    lone.chain(paired.chunks(2))
        .map(|group| group.iter().collect())
        .collect()
}

/// The spoken number of a ticket: `T 20 41`.
pub fn ticket(number: i64) -> String {
    format!("T {}", pairs(&number.unsigned_abs().to_string()).join(" "))
}
