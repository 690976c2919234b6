//! The `Database` port over a D1 binding.

use worker::{D1Database, D1Type, send::SendFuture};

use crate::db::{BoxFuture, Database, DbError, Row, Rows, Stmt, Value};

/// A bound D1 database.
pub struct D1(D1Database);

impl D1 {
    pub fn new(database: D1Database) -> Self {
        Self(database)
    }

    async fn run(&self, statements: Vec<Stmt>) -> Result<Vec<Rows>, DbError> {
        let prepared = statements
            .iter()
            .map(|statement| {
                let values: Vec<D1Type<'_>> = statement.params.iter().map(parameter).collect();
                self.0.prepare(statement.sql).bind_refs(&values)
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| DbError::Invalid(cause(&error)))?;
        let results = self
            .0
            .batch(prepared)
            .await
            .map_err(|error| classify(cause(&error)))?;
        results
            .iter()
            .map(|result| {
                let rows = result.results::<Row>();
                rows.map(Rows)
                    .map_err(|error| DbError::Decode(error.to_string()))
            })
            .collect()
    }
}

impl Database for D1 {
    fn batch(&self, statements: Vec<Stmt>) -> BoxFuture<'_, Result<Vec<Rows>, DbError>> {
        Box::pin(SendFuture::new(self.run(statements)))
    }
}

/// D1 binds every number as REAL; `D1Type::Integer` would cut it to 32 bits.
#[allow(clippy::cast_precision_loss, reason = "D1 knows no other number")]
fn parameter(value: &Value) -> D1Type<'_> {
    match value {
        Value::Null => D1Type::Null,
        Value::Integer(number) => D1Type::Real(*number as f64),
        Value::Text(text) => D1Type::Text(text),
    }
}

/// The database's own message; `Display` would carry a JavaScript stack.
fn cause(error: &worker::Error) -> String {
    match error {
        worker::Error::D1(error) => error.cause(),
        _ => "no cause given".to_owned(),
    }
}

/// D1 tells the kind of error by the text alone.
fn classify(cause: String) -> DbError {
    const CONSTRAINTS: [&str; 2] = ["constraint failed", "SQLITE_CONSTRAINT"];
    const DEFECTS: [&str; 5] = [
        "syntax error",
        "no such",
        "SQLITE_ERROR",
        "bind",
        "SQLITE_TOOBIG",
    ];
    if CONSTRAINTS.iter().any(|sign| cause.contains(sign)) {
        DbError::Constraint(cause)
    } else if DEFECTS.iter().any(|sign| cause.contains(sign)) {
        DbError::Invalid(cause)
    } else {
        DbError::Unavailable(cause)
    }
}
