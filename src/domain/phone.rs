//! Phone numbers in E.164, read from what callers and models give.

use std::fmt;

use serde::Serialize;

use super::Country;

/// A phone number in E.164: `+`, then 7 to 15 digits, the first not zero.
///
/// `Debug` and `Display` show the first two and the last two digits only, so that a number does
/// not get into a log line by accident.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads E.164 and nothing else, as signalling has it.
    #[must_use]
    pub fn parse_e164(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let valid = (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        valid.then(|| Self(text.to_owned()))
    }

    /// Reads a number as it is said or written: international (`+33 (0)6…`, `0033…`, `plus 33…`)
    /// or national in `country`. `None` if it is no number or too short or long for its country.
    #[must_use]
    pub fn parse(text: &str, country: Country) -> Option<Self> {
        let (international, digits) = dialled(text, country)?;
        if !international {
            return Self::join(country, &country.national(&digits)?);
        }
        match Country::of_international(&digits) {
            Some(called) => {
                let rest = digits.strip_prefix(called.calling_code())?;
                Self::join(called, &called.without_trunk(rest)?)
            }
            None => Self::parse_e164(&format!("+{digits}")),
        }
    }

    fn join(country: Country, national: &str) -> Option<Self> {
        Self::parse_e164(&format!("+{}{national}", country.calling_code()))
    }

    /// How people in `country` write the number in a column: E.164, with the exit code, and at
    /// home in one piece or in pairs.
    #[must_use]
    pub fn notations(&self, country: Country) -> Vec<String> {
        let digits = self.0.trim_start_matches('+');
        let mut written = vec![self.0.clone(), format!("{}{digits}", country.exit_code())];
        if let Some(rest) = digits.strip_prefix(country.calling_code()) {
            let trunk = country.trunk();
            let national: Vec<char> = trunk.chars().chain(rest.chars()).collect();
            let pairs: Vec<String> = national.chunks(2).map(String::from_iter).collect();
            let spaced = pairs.join(" ");
            let abroad = spaced.strip_prefix(trunk).unwrap_or(&spaced);
            written.push(format!("+{} {abroad}", country.calling_code()));
            written.extend([pairs.concat(), pairs.join("."), pairs.join("-"), spaced]);
        }
        written
    }

    /// Every form that a `phone_key` column (migrations/0043) may have of this number when people of
    /// `country` have written it: the notations without the signs that set groups apart.
    #[must_use]
    pub fn keys(&self, country: Country) -> Vec<String> {
        let digits = self.0.trim_start_matches('+');
        let mut keys = vec![self.0.clone(), format!("00{digits}"), digits.to_owned()];
        if let Some(called) = Country::of_international(digits) {
            let (code, trunk) = (called.calling_code(), called.trunk());
            let rest = digits.strip_prefix(code).unwrap_or(digits);
            // `+33 (0)6…`, with or without the brackets.
            keys.extend(["+", "00", ""].map(|exit| format!("{exit}{code}{trunk}{rest}")));
        }
        if let Some(rest) = digits.strip_prefix(country.calling_code()) {
            let exit = country.exit_code();
            keys.extend([
                format!("{}{rest}", country.trunk()),
                rest.to_owned(),
                format!("{exit}{digits}"),
            ]);
        }
        keys.sort();
        keys.dedup();
        keys
    }

    /// The number in full.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the text is an international number, and its digits without the prefix.
fn dialled(text: &str, country: Country) -> Option<(bool, String)> {
    // Longer than any number with separators: not worth a look.
    if text.len() > 100 {
        return None;
    }
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("tel:").unwrap_or(&text);
    let signed = text.strip_prefix('+').or_else(|| text.strip_prefix("plus"));
    let digits = digits(signed.unwrap_or(text))?;
    let exit = country.exit_code();
    match signed {
        Some(_) => Some((true, digits)),
        None => Some(
            match digits
                .strip_prefix(exit)
                .or_else(|| digits.strip_prefix("00"))
            {
                Some(rest) => (true, rest.to_owned()),
                None => (false, digits),
            },
        ),
    }
}

/// The digits of a number whose groups are set apart in a usual way, without a `(0)`.
fn digits(text: &str) -> Option<String> {
    let mut digits = String::with_capacity(16);
    for char in text.replace("(0)", "").chars() {
        match char {
            '0'..='9' => digits.push(char),
            '.' | '-' | '/' | '(' | ')' | '\u{2010}'..='\u{2014}' => {}
            _ if char.is_whitespace() => {}
            _ => return None,
        }
    }
    (!digits.is_empty()).then_some(digits)
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start: String = self.0.chars().take(3).collect();
        let end: String = self
            .0
            .chars()
            .skip(self.0.len().saturating_sub(2))
            .collect();
        write!(f, "{start}…{end}")
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber({self})")
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests;
