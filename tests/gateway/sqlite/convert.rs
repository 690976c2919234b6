//! One statement as D1 runs it: numbers cross as JavaScript numbers, errors by their cause.

use coccinelle_gateway::db::{DbError, Row, Rows, Value};
use rusqlite::{
    Connection, ErrorCode, Statement,
    types::{Null, ValueRef},
};
use serde_json::{Number, Value as Json};

/// JavaScript's `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// Runs one statement and reads all its rows.
///
/// # Errors
/// `Constraint` for a refused row, `Invalid` for everything that D1 would not run.
pub fn rows(connection: &Connection, sql: &str, params: &[Value]) -> Result<Rows, DbError> {
    if sql.to_ascii_lowercase().contains("sqlite_version") {
        return Err(DbError::Invalid(
            "not authorized to use function: sqlite_version".into(),
        ));
    }
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    bind(&mut statement, params)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut answer = statement.raw_query();
    let mut rows = Vec::new();
    while let Some(row) = answer.next().map_err(error)? {
        let values = names.iter().enumerate();
        rows.push(
            values
                .map(|(at, name)| (name.clone(), json(row.get_ref_unwrap(at))))
                .collect::<Row>(),
        );
    }
    Ok(Rows(rows))
}

/// Exactly as many parameters as the statement has, numbers as REAL.
fn bind(statement: &mut Statement<'_>, params: &[Value]) -> Result<(), DbError> {
    if statement.parameter_count() != params.len() {
        return Err(DbError::Invalid(format!(
            "Wrong number of parameter bindings for SQL query: {} for {}",
            params.len(),
            statement.parameter_count()
        )));
    }
    for (at, param) in params.iter().enumerate() {
        match param {
            Value::Null => statement.raw_bind_parameter(at + 1, Null),
            Value::Integer(n) if n.abs() > MAX_SAFE_INTEGER => {
                return Err(DbError::Invalid(format!("{n} is no safe integer")));
            }
            Value::Integer(n) => statement.raw_bind_parameter(at + 1, *n as f64),
            Value::Text(text) => statement.raw_bind_parameter(at + 1, text),
        }
        .map_err(error)?;
    }
    Ok(())
}

/// A value as it arrives in JavaScript: 60.0 is 60, large integers lose digits, infinity is null.
fn json(value: ValueRef<'_>) -> Json {
    match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(n) if n.abs() <= MAX_SAFE_INTEGER => n.into(),
        ValueRef::Integer(n) => number(n as f64),
        ValueRef::Real(n) => number(n),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        ValueRef::Blob(bytes) => bytes.to_vec().into(),
    }
}

fn number(n: f64) -> Json {
    if n.fract() == 0.0 && n.abs() <= MAX_SAFE_INTEGER as f64 {
        (n as i64).into()
    } else {
        Number::from_f64(n).map_or(Json::Null, Json::Number)
    }
}

/// The cause as `DbError`; constraints keep SQLite's text, which names the constraint.
pub fn error(error: rusqlite::Error) -> DbError {
    match error {
        rusqlite::Error::SqliteFailure(cause, Some(text))
            if cause.code == ErrorCode::ConstraintViolation =>
        {
            DbError::Constraint(text)
        }
        other => DbError::Invalid(other.to_string()),
    }
}
