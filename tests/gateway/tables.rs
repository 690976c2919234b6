//! What a database holds, for tests that say: nothing was written, nothing of that tenant changed.

use std::collections::BTreeMap;

use coccinelle_gateway::db::Row;
use serde_json::json;

use crate::sqlite::SqliteDb;

/// The rows of every table, by its name.
#[derive(Clone, PartialEq)]
pub struct Tables(BTreeMap<String, Vec<Row>>);

impl Tables {
    /// The rows that are here and not there, as text.
    fn without(&self, other: &Self) -> Vec<String> {
        let rows = |(table, rows): (&String, &Vec<Row>)| -> Vec<String> {
            let known = other.0.get(table);
            rows.iter()
                .filter(|row| known.is_none_or(|known| !known.contains(row)))
                .map(|row| format!("{table} {}", json!(row)))
                .collect()
        };
        self.0.iter().flat_map(rows).collect()
    }

    /// All tables but these.
    pub fn except(mut self, names: &[&str]) -> Self {
        self.0.retain(|name, _| !names.contains(&name.as_str()));
        self
    }

    /// Every value of every row, as text.
    pub fn text(&self) -> String {
        format!("{:?}", self.0)
    }
}

/// Fails with what was written or lost since.
#[track_caller]
pub fn assert_same(now: &Tables, before: &Tables) {
    if now != before {
        let (new, gone) = (now.without(before), before.without(now));
        panic!("new: {new:#?}\ngone: {gone:#?}");
    }
}

/// Every row of every table but the record of migrations and the audit log, in which a change that
/// was refused stands too.
pub fn all(db: &SqliteDb) -> Tables {
    rows(db, |_| "1")
}

/// Every row that belongs to a tenant, in every table that has tenants.
pub fn of_tenant(db: &SqliteDb, tenant: &str) -> Tables {
    let condition = format!("tenant_id = '{tenant}'");
    rows(db, |table| {
        let columns = db.query(&format!("SELECT name FROM pragma_table_info('{table}')"));
        if columns.iter().any(|column| column["name"] == "tenant_id") {
            &condition
        } else {
            "0"
        }
    })
}

fn rows<'a>(db: &SqliteDb, condition: impl Fn(&str) -> &'a str) -> Tables {
    let names = db.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' \
         AND name NOT LIKE 'sqlite_%' AND name NOT IN ('d1_migrations', 'audit_log')",
    );
    let names = names
        .iter()
        .map(|row| row["name"].as_str().unwrap().to_owned());
    Tables(
        names
            .map(|name| {
                let sql = format!(
                    "SELECT * FROM {name} WHERE {} ORDER BY rowid",
                    condition(&name)
                );
                let rows = db.query(&sql);
                (name, rows)
            })
            .collect(),
    )
}
