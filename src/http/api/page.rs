//! Lists come in pages: `{"data": […], "next_cursor": "…"}`, the cursor opaque to who asks.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::fields::Day;
use crate::{
    db::{Row, Value},
    record::{FromJson, Problem, scalar},
};

/// Rows of one page: 1 to 200, 50 unless asked otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(usize);

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl Limit {
    /// What the statement's LIMIT takes: one row more tells whether there is a next page.
    #[must_use]
    pub fn with_next(self) -> Value {
        Value::Integer(i64::try_from(self.0 + 1).unwrap_or(i64::MAX))
    }
}

impl FromJson for Limit {
    fn from_json(value: &Json) -> Result<Self, Problem> {
        let number = usize::from_json(value)?;
        if (1..=200).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Problem::new("must be 1 to 200"))
        }
    }

    fn from_text(text: &str) -> Result<Self, Problem> {
        Self::from_json(&scalar(text))
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// Where the next page begins: the sort key and the id of the last row seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub key: String,
    pub id: String,
}

impl Cursor {
    /// The two parameters of `(key, id) > (?, ?)`; without a cursor from the first row on.
    #[must_use]
    pub fn after(cursor: Option<&Self>) -> [Value; 2] {
        match cursor {
            Some(cursor) => [cursor.key.as_str().into(), cursor.id.as_str().into()],
            None => ["".into(), "".into()],
        }
    }

    /// The two parameters of `(key, id) < (?, ?)`, newest first.
    #[must_use]
    pub fn before(cursor: Option<&Self>) -> [Value; 2] {
        match cursor {
            Some(cursor) => [cursor.key.as_str().into(), cursor.id.as_str().into()],
            // Above every date, number as text and identifier.
            None => ["\u{10ffff}".into(), "".into()],
        }
    }

    /// The place of a row with that sort key.
    #[must_use]
    pub fn at(key: &str, id: &str) -> Self {
        Self {
            key: key.to_owned(),
            id: id.to_owned(),
        }
    }

    /// The place of a row that is sorted by the column `key`.
    #[must_use]
    pub fn of(row: &Row, key: &str) -> Self {
        let text = |column| {
            let value = row.get(column).and_then(serde_json::Value::as_str);
            value.unwrap_or_default()
        };
        Self::at(text(key), text("id"))
    }

    fn encode(&self) -> String {
        BASE64.encode(format!("{}\n{}", self.key, self.id))
    }
}

impl FromJson for Cursor {
    fn from_json(value: &Json) -> Result<Self, Problem> {
        let text = String::from_json(value)?;
        BASE64
            .decode(text)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .and_then(|text| {
                let (key, id) = text.split_once('\n')?;
                Some(Self::at(key, id))
            })
            .ok_or_else(|| Problem::new("must be the next_cursor of an earlier page"))
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub data: Vec<T>,
    /// What `?cursor=` takes for the next page; null on the last one.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Cuts the row that only told that there is more. `at` names the place of a row in the order
    /// of the statement.
    #[must_use]
    pub fn of(mut rows: Vec<T>, limit: Limit, at: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > limit.0;
        rows.truncate(limit.0);
        let next_cursor = rows.last().filter(|_| more).map(|row| at(row).encode());
        Self {
            data: rows,
            next_cursor,
        }
    }
}

/// The query of a list that is not narrowed.
#[derive(Debug)]
pub struct PageQuery {
    pub limit: Limit,
    pub cursor: Option<Cursor>,
}

record! { query PageQuery: limit = or_default, cursor }

/// The query of a list of days.
#[derive(Debug)]
pub struct SpanQuery {
    pub limit: Limit,
    pub cursor: Option<Cursor>,
    pub from: Option<Day>,
    /// Included.
    pub until: Option<Day>,
}

record! { query SpanQuery: limit = or_default, cursor, from, until }

impl SpanQuery {
    /// First and last day as parameters, NULL where there is no bound.
    #[must_use]
    pub fn span(&self) -> [Value; 2] {
        [self.from, self.until].map(|day| day.map(|day| day.0.to_string()).into())
    }
}
