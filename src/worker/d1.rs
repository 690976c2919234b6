//! The `Database` port over a D1 binding.
//!
//! Every crossing between wasm and the host costs, so the statements' texts cross once an isolate,
//! and rows come back as one JSON text instead of value by value.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Array, JSON, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use worker::{
    D1Database,
    send::{SendFuture, SendWrapper},
};

use crate::db::{BoxFuture, Database, DbError, Row, Rows, Stmt, Value};

mod binding;

use binding::{Binding, Prepared};

thread_local! {
    /// Statements are constants of the program, so there are no more than it has.
    static TEXTS: RefCell<HashMap<&'static str, JsString>> = RefCell::default();
}

/// A bound D1 database.
pub struct D1(SendWrapper<Binding>);

impl D1 {
    pub fn new(database: D1Database) -> Self {
        Self(SendWrapper::new(JsValue::from(database).unchecked_into()))
    }

    async fn run(&self, statements: Vec<Stmt>) -> Result<Vec<Rows>, DbError> {
        let prepared = statements
            .iter()
            .map(|statement| prepare(&self.0, statement))
            .collect::<Result<Array, _>>()
            .map_err(|error| DbError::Invalid(cause(&error)))?;
        let sent = self
            .0
            .batch(&prepared)
            .map_err(|error| classify(cause(&error)))?;
        let results = JsFuture::from(sent)
            .await
            .map_err(|error| classify(cause(&error)))?;
        let results: Array = results.unchecked_into();
        results.iter().map(|result| rows(&result)).collect()
    }
}

impl Database for D1 {
    fn batch(&self, statements: Vec<Stmt>) -> BoxFuture<'_, Result<Vec<Rows>, DbError>> {
        Box::pin(SendFuture::new(self.run(statements)))
    }
}

fn prepare(binding: &Binding, statement: &Stmt) -> Result<Prepared, JsValue> {
    let prepared = TEXTS.with_borrow_mut(|texts| {
        let text = || JsString::from(statement.sql);
        binding.prepare(texts.entry(statement.sql).or_insert_with(text))
    })?;
    prepared.bind(&statement.params.iter().map(parameter).collect())
}

/// D1 binds every number as REAL.
#[allow(clippy::cast_precision_loss, reason = "D1 knows no other number")]
fn parameter(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Integer(number) => JsValue::from_f64(*number as f64),
        Value::Text(text) => JsValue::from_str(text),
    }
}

/// The rows of one statement; most have none.
fn rows(result: &JsValue) -> Result<Rows, DbError> {
    let undecodable = |_| DbError::Decode("not a D1 result".to_owned());
    let rows = Reflect::get(result, &JsValue::from_str("results")).map_err(undecodable)?;
    if rows
        .dyn_ref::<Array>()
        .is_none_or(|rows| rows.length() == 0)
    {
        return Ok(Rows::default());
    }
    let text = JSON::stringify(&rows).map_err(undecodable)?;
    serde_json::from_str::<Vec<Row>>(&String::from(text))
        .map(Rows)
        .map_err(DbError::from)
}

/// The database's own message is the cause of the error that is thrown; its text and its stack
/// name statements.
fn cause(error: &JsValue) -> String {
    let message = |error: &JsValue| {
        let error = error.dyn_ref::<js_sys::Error>()?;
        Some(String::from(error.message()))
    };
    let cause = error
        .dyn_ref::<js_sys::Error>()
        .and_then(|error| message(&error.cause()));
    cause
        .or_else(|| message(error))
        .unwrap_or_else(|| "no cause given".to_owned())
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
