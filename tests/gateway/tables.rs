//! What a database holds, for tests that say: nothing was written, nothing of that tenant changed.

use std::collections::BTreeMap;

use coccinelle_gateway::db::Row;

use crate::sqlite::SqliteDb;

/// The rows of every table, by its name.
pub type Tables = BTreeMap<String, Vec<Row>>;

/// Every row of every table but the record of migrations.
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
         AND name NOT LIKE 'sqlite_%' AND name <> 'd1_migrations'",
    );
    let names = names
        .iter()
        .map(|row| row["name"].as_str().unwrap().to_owned());
    names
        .map(|name| {
            let sql = format!(
                "SELECT * FROM {name} WHERE {} ORDER BY rowid",
                condition(&name)
            );
            let rows = db.query(&sql);
            (name, rows)
        })
        .collect()
}

/// How many rows there are in all tables together.
pub fn count(tables: &Tables) -> usize {
    tables.values().map(Vec::len).sum()
}
