//! What single values are read as.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::{Map, Value};

use super::{Fields, FromJson, Problem, Record};

/// # Errors
/// For what is no text.
pub fn text(value: &Value) -> Result<&str, Problem> {
    value.as_str().ok_or_else(|| Problem::new("must be text"))
}

fn whole_number(value: &Value) -> Result<i64, Problem> {
    value.as_i64().ok_or_else(not_whole)
}

fn not_whole() -> Problem {
    Problem::new("must be a whole number")
}

/// A number or a boolean as a query has it.
pub fn scalar(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

impl FromJson for String {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        text(value).map(str::to_owned)
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl FromJson for bool {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        value
            .as_bool()
            .ok_or_else(|| Problem::new("must be true or false"))
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        Self::from_json(&scalar(text))
    }

    fn blank() -> Self {
        Self::default()
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl FromJson for $number {
            fn from_json(value: &Value) -> Result<Self, Problem> {
                whole_number(value)?.try_into().map_err(|_| not_whole())
            }

            fn from_text(text: &str) -> Result<Self, Problem> {
                Self::from_json(&scalar(text))
            }

            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}

numbers! { i32 i64 u8 u16 u32 u64 usize }

macro_rules! parsed {
    ($($kind:ty: $problem:literal)*) => {$(
        impl FromJson for $kind {
            fn from_json(value: &Value) -> Result<Self, Problem> {
                text(value)?.parse().map_err(|_| Problem::new($problem))
            }

            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}

parsed! {
    NaiveDate: "must be a date, as in 2026-10-05"
    NaiveTime: "must be a time, as in 09:30"
    DateTime<Utc>: "must be an RFC 3339 instant, as in 2026-10-05T09:30:00Z"
}

impl FromJson for Value {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        Ok(value.clone())
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Record for Map<String, Value> {
    fn from_fields(fields: &Fields<'_>) -> Self {
        fields.object.clone()
    }
}

/// Null and nothing are `None`.
impl<T: FromJson> FromJson for Option<T> {
    const NULLABLE: bool = true;

    fn from_json(value: &Value) -> Result<Self, Problem> {
        if value.is_null() && !T::NULLABLE {
            return Ok(None);
        }
        T::from_json(value).map(Some)
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        T::from_text(text).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// In a query, a parameter that may come several times.
impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let entries = value
            .as_array()
            .ok_or_else(|| Problem::new("must be a list"))?;
        let mut read = Self::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            match T::from_json(entry) {
                Ok(entry) => read.push(entry),
                Err(problem) => return Err(problem.at_index(index)),
            }
        }
        Ok(read)
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        Ok(vec![T::from_text(text)?])
    }

    fn blank() -> Self {
        Self::default()
    }
}
