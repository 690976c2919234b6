//! The database port: one method, one round trip, one transaction.

use std::{fmt, future::Future, pin::Pin};

use crate::record::{Problem, Record};
use chrono::{DateTime, SecondsFormat, Utc};

/// A future that the core can hold across threads; adapters wrap what their host gives them.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A bound parameter. D1 binds every number as REAL: inside expressions write
/// `CAST(?1 AS INTEGER)`; a STRICT INTEGER column converts by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Text(String),
}

/// One SQL statement with its parameters, `?1` first.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    pub sql: &'static str,
    pub params: Vec<Value>,
}

impl Stmt {
    #[must_use]
    pub fn new<const N: usize>(sql: &'static str, params: [Value; N]) -> Self {
        Self {
            sql,
            params: params.into(),
        }
    }
}

/// A result row: column name to value, as D1 answers it.
pub type Row = serde_json::Map<String, serde_json::Value>;

/// The rows of one statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows(pub Vec<Row>);

impl Rows {
    /// The first row, if any.
    ///
    /// # Errors
    /// `DbError::Decode` when the row does not have the shape of `T`.
    pub fn first<T: Record>(&self) -> Result<Option<T>, DbError> {
        Ok(self.0.first().map(T::from_object).transpose()?)
    }

    /// All rows.
    ///
    /// # Errors
    /// `DbError::Decode` when a row does not have the shape of `T`.
    pub fn all<T: Record>(&self) -> Result<Vec<T>, DbError> {
        // A loop: collecting results is five functions for every type of row.
        let mut rows = Vec::with_capacity(self.0.len());
        for row in &self.0 {
            rows.push(T::from_object(row)?);
        }
        Ok(rows)
    }
}

/// Why a batch failed. The texts are for the log, never for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DbError {
    /// A constraint or a trigger refused a row: the whole batch was rolled back.
    Constraint(String),
    /// Overloaded, reset or unreachable: the batch may or may not have committed.
    Unavailable(String),
    /// The statement itself is wrong: a defect of ours.
    Invalid(String),
    /// A row did not have the expected shape: a defect of ours.
    Decode(String),
}

impl fmt::Display for DbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, text) = match self {
            Self::Constraint(text) => ("constraint", text),
            Self::Unavailable(text) => ("unavailable", text),
            Self::Invalid(text) => ("invalid statement", text),
            Self::Decode(text) => ("unexpected row", text),
        };
        write!(f, "{kind}: {text}")
    }
}

impl std::error::Error for DbError {}

impl From<Problem> for DbError {
    fn from(problem: Problem) -> Self {
        Self::Decode(problem.to_string())
    }
}

/// What kind of fault and where: serde_json's own text quotes what it read, which may be anybody's.
impl From<serde_json::Error> for DbError {
    fn from(error: serde_json::Error) -> Self {
        let (kind, line, column) = (error.classify(), error.line(), error.column());
        Self::Decode(format!("{kind:?} at line {line}, column {column}"))
    }
}

/// RFC 3339 in UTC milliseconds, as every timestamp column holds it.
#[must_use]
pub fn timestamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// D1 in the Worker, SQLite in the tests.
pub trait Database: Send + Sync {
    /// Runs all statements in order in one transaction: all of them take effect or none.
    fn batch(&self, statements: Vec<Stmt>) -> BoxFuture<'_, Result<Vec<Rows>, DbError>>;
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Integer(i64::from(flag))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
