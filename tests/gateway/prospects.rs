//! Whose prospect a call speaks of: one person is one row, somebody else never is, and what is
//! taken in from where can be read afterwards.

mod api;
mod history;
mod identity;
mod others;

use serde_json::{Value, json};

use crate::{app::TestApp, vapi::Call};

pub const TOOL: &str = "qualify_prospect";
/// A caller whose number is withheld.
pub const WITHHELD: &str = "anonymous";

/// One question of a call of its own, from that number.
pub async fn told(app: &TestApp, call: &str, from: &str, arguments: Value) -> Value {
    app.ask(&Call::from(call, from), "t", TOOL, arguments).await
}

/// The names of the prospects, in the order they were made.
pub fn names(app: &TestApp) -> Vec<Value> {
    let rows = app
        .db
        .query("SELECT name FROM prospects ORDER BY created_at, id");
    rows.iter().map(|row| row["name"].clone()).collect()
}

/// An answer without the one thing that differs between two calls.
pub fn without_id(mut result: Value) -> String {
    assert!(result["prospect_id"].is_string(), "{result}");
    result["prospect_id"] = json!("…");
    result.to_string()
}
