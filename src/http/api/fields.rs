//! What the fields of bodies and filters may hold. Each type refuses by itself, so that the
//! problem is told with the field's name.

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::{
    calendar,
    domain::{Country, Language},
    record::{FromJson, Problem, scalar},
};

/// 1 to `MAX` characters, trimmed; line breaks and tabs are the only control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text<const MAX: usize>(pub String);

impl<const MAX: usize> FromJson for Text<MAX> {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let text = String::from_json(value)?.replace("\r\n", "\n");
        let text = text.trim();
        let unfit = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
        if text.is_empty() || text.chars().count() > MAX || text.contains(unfit) {
            return Err(Problem::new(format!(
                "must be 1 to {MAX} characters without control characters"
            )));
        }
        Ok(Self(text.to_owned()))
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// 1 to 64 letters, digits, `_` and `-`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Id(pub String);

impl FromJson for Id {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let text = String::from_json(value)?;
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if (1..=64).contains(&text.len()) && text.bytes().all(allowed) {
            return Ok(Self(text));
        }
        Err(Problem::new("must be 1 to 64 letters, digits, _ and -"))
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// A number from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Within<const MIN: i64, const MAX: i64>(pub i64);

impl<const MIN: i64, const MAX: i64> FromJson for Within<MIN, MAX> {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let number = i64::from_json(value)?;
        if (MIN..=MAX).contains(&number) {
            return Ok(Self(number));
        }
        Err(Problem::new(format!("must be {MIN} to {MAX}")))
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        Self::from_json(&scalar(text))
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// A calendar date of the years 2000 to 2100, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Day(pub NaiveDate);

impl Day {
    /// Reads the form in which dates compare as text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let date: NaiveDate = text.parse().ok()?;
        // chrono also takes `2026-1-5`, which compares wrongly as text.
        let usual = text.len() == 10 && (2000..=2100).contains(&date.year());
        usual.then_some(Self(date))
    }
}

impl FromJson for Day {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let text = String::from_json(value)?;
        Self::parse(&text).ok_or_else(|| {
            Problem::new("must be a date of the years 2000 to 2100, as in 2026-10-05")
        })
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// `HH:MM` and nothing else: chrono also takes seconds and white space.
fn clock(text: &str) -> Option<NaiveTime> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.parse().ok().filter(|_| text.len() == 5 && digits == 4)
}

/// A local time, `HH:MM`, below 24:00.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocalTime(pub NaiveTime);

impl FromJson for LocalTime {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let text = String::from_json(value)?;
        clock(&text)
            .map(Self)
            .ok_or_else(|| Problem::new("must be a time, as in 09:30"))
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// When a range opens or closes: `HH:MM`, and `24:00` for the end of the day.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Bound(pub String);

impl FromJson for Bound {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let text = String::from_json(value)?;
        if text == "24:00" || clock(&text).is_some() {
            return Ok(Self(text));
        }
        Err(Problem::new("must be a time, as in 09:30 or 24:00"))
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// An IANA time zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zone(pub calendar::Zone);

impl FromJson for Zone {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let text = String::from_json(value)?;
        text.parse()
            .map(Self)
            .map_err(|_| Problem::new("must be an IANA time zone, as in Europe/Paris"))
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name())
    }
}

/// A language we speak, with a region or without: `fr-FR`, `en`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LanguageTag(pub String);

impl FromJson for LanguageTag {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let text = String::from_json(value)?;
        let tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_tag = (2..=10).contains(&text.len()) && text.bytes().all(tag);
        match Language::parse(&text).filter(|_| is_tag) {
            Some(_) => Ok(Self(text)),
            None => Err(Problem::new(
                "must be fr or en, with a region or without, as in fr-FR",
            )),
        }
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// A country whose national phone numbers can be read, as its ISO 3166 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountryCode(pub Country);

impl FromJson for CountryCode {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let text = String::from_json(value)?;
        Country::parse(&text)
            .map(Self)
            .ok_or_else(|| Problem::new("must be the ISO code of a country we know, as in FR"))
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Serialize for CountryCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}
