//! The migrations: each applied alone, over data, and every promise of the tables they make.

mod checks;
mod constraints;
mod documents;
mod legacy;
mod names;
mod overlap;
mod plans;
mod triggers;

use crate::sqlite::{SqliteDb, migrations};

/// Applies what `d1_migrations` does not list yet, as `wrangler d1 migrations apply` does.
fn apply(db: &SqliteDb) {
    db.execute("CREATE TABLE IF NOT EXISTS d1_migrations (name TEXT UNIQUE)");
    for (name, sql) in migrations() {
        let listed = db.value(&format!(
            "SELECT 1 FROM d1_migrations WHERE name = '{name}'"
        ));
        if listed.is_null() {
            db.execute(&sql);
            db.execute(&format!("INSERT INTO d1_migrations VALUES ('{name}')"));
        }
    }
}

/// A column of a query as texts, NULL as `-`.
fn column(db: &SqliteDb, sql: &str) -> Vec<String> {
    let rows = db.query(sql).into_iter();
    rows.map(|row| match row.into_iter().next() {
        Some((_, serde_json::Value::String(text))) => text,
        Some((_, serde_json::Value::Null)) | None => "-".to_owned(),
        Some((_, other)) => other.to_string(),
    })
    .collect()
}
