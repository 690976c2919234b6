//! Over a database in use: valid rows are copied, the others kept aside with their reason.

use std::collections::BTreeSet;

use serde_json::json;

use super::{apply, column};
use crate::sqlite::{SqliteDb, migrations};

const OWN_TABLES: &str = include_str!("own_tables.sql");
const GOOD_ROWS: &str = include_str!("good_rows.sql");
const BAD_ROWS: &str = include_str!("bad_rows.sql");

const TABLES: [&str; 6] = [
    "call_logs",
    "channel_configurations",
    "channel_messages_log",
    "prospects",
    "rendez_vous",
    "tickets",
];

/// The loose tables of the first migration, with good rows and bad ones.
fn loose() -> SqliteDb {
    let db = SqliteDb::empty();
    db.execute(&migrations()[0].1);
    db.execute(GOOD_ROWS);
    db.execute(BAD_ROWS);
    db
}

/// The checks of the migrations as `scripts/adopt.mjs` takes them: table and query.
fn checks() -> Vec<(String, String)> {
    let files = migrations().into_iter();
    files
        .filter_map(|(_, sql)| {
            let (_, view) = sql.split_once("CREATE VIEW ")?;
            let (name, rest) = view.split_once(" AS\n")?;
            let (query, _) = rest.split_once(';')?;
            Some((name.strip_suffix("_refusals")?.to_owned(), query.to_owned()))
        })
        .collect()
}

fn stored(db: &SqliteDb, table: &str) -> usize {
    let rejected = format!(
        "SELECT count(*) FROM {table} UNION ALL \
         SELECT count(*) FROM legacy_rejects WHERE table_name = '{table}'"
    );
    let counts = column(db, &rejected).into_iter();
    counts.map(|n| n.parse::<usize>().unwrap()).sum()
}

#[test]
fn one_at_a_time_no_row_is_lost() {
    let db = loose();
    db.execute(&migrations()[1].1);
    let before = TABLES.map(|table| stored(&db, table));
    for (name, sql) in migrations().iter().skip(2) {
        db.execute(sql);
        assert_eq!(TABLES.map(|table| stored(&db, table)), before, "{name}");
    }
    let left = column(
        &db,
        "SELECT name FROM sqlite_master WHERE name LIKE '%/_loose' ESCAPE '/'",
    );
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn every_reason_is_told_and_matches_what_adopt_lists() {
    let db = loose();
    let mut listed = Vec::new();
    for (table, query) in checks() {
        for row in db.query(&query) {
            listed.push(format!("{table} {} {}", row["id"], row["reason"]));
        }
    }
    for (_, sql) in migrations().iter().skip(1) {
        db.execute(sql);
    }
    let kept = db.query(r#"SELECT table_name, "row" ->> 'id' AS id, reason FROM legacy_rejects"#);
    let mut kept: Vec<String> = kept
        .iter()
        .map(|row| {
            format!(
                "{} {} {}",
                row["table_name"].as_str().unwrap(),
                row["id"],
                row["reason"]
            )
        })
        .collect();
    listed.sort();
    kept.sort();
    assert_eq!(kept, listed);
    assert_eq!(kept.len(), BAD_ROWS.matches("\n  (").count());

    let told: BTreeSet<String> = column(
        &db,
        "SELECT table_name || ': ' || reason FROM legacy_rejects",
    )
    .into_iter()
    .collect();
    let possible = checks().into_iter().flat_map(|(table, query)| {
        let reasons = query
            .split("THEN '")
            .skip(1)
            .map(|rest| rest.split('\'').next().unwrap().to_owned())
            .collect::<Vec<_>>();
        reasons
            .into_iter()
            .map(move |reason| format!("{table}: {reason}"))
    });
    assert_eq!(told, possible.collect::<BTreeSet<_>>());
}

#[test]
fn a_rejected_row_keeps_its_columns() {
    let db = loose();
    for (_, sql) in migrations().iter().skip(1) {
        db.execute(sql);
    }
    let row = db.value(
        r#"SELECT json_extract("row", '$.customer_name', '$.rdv_date', '$.status', '$.created_by',
             '$.reminder_24h_sent')
           FROM legacy_rejects WHERE "row" ->> 'id' = 'demain'"#,
    );
    assert_eq!(row, json!(r#"["A","demain","confirmed","sara",0]"#));
}

#[test]
fn the_users_own_tables_are_adopted() {
    let db = SqliteDb::empty();
    db.execute(OWN_TABLES);
    db.execute(GOOD_ROWS);
    db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time)
         VALUES ('bad', 't1', 'A', 'demain', '10:00')",
    );
    apply(&db);
    assert_eq!(
        column(
            &db,
            "SELECT table_name || ' ' || reason FROM legacy_rejects"
        ),
        ["rendez_vous rdv_date is not a calendar date"]
    );
    assert_eq!(column(&db, "SELECT n FROM dashboard"), ["3"]);
    assert_eq!(
        column(
            &db,
            "SELECT name FROM pragma_table_list
             WHERE schema = 'main' AND NOT strict
               AND name NOT LIKE 'sqlite/_%' ESCAPE '/' AND type = 'table'"
        ),
        ["d1_migrations"]
    );
}

#[test]
fn values_are_brought_into_the_strict_form() {
    let db = SqliteDb::empty();
    db.execute(OWN_TABLES);
    db.execute(GOOD_ROWS);
    apply(&db);
    for (sql, expected) in [
        (
            "SELECT created_at FROM rendez_vous WHERE id = 'r1'",
            "2025-03-04T05:06:07.000Z",
        ),
        (
            "SELECT created_at FROM rendez_vous WHERE id = 'r2'",
            "2025-01-01T00:00:00.000Z",
        ),
        (
            "SELECT rdv_duration_minutes FROM rendez_vous WHERE id = 'r1'",
            "60",
        ),
        (
            "SELECT resource_id FROM rendez_vous WHERE id = 'r1'",
            "default",
        ),
        (
            "SELECT config_public FROM channel_configurations WHERE id = 'cfg2'",
            "{}",
        ),
        (
            "SELECT templates FROM channel_configurations WHERE id = 'cfg1'",
            "{}",
        ),
        (
            "SELECT client_number FROM channel_configurations WHERE id = 'cfg1'",
            "+33987654321",
        ),
        (
            "SELECT created_at FROM channel_configurations WHERE id = 'cfg1'",
            "2025-03-04T05:06:07.000Z",
        ),
        ("SELECT cost_cents FROM channel_messages_log", "8"),
        (
            "SELECT budget_max || qualification_status FROM prospects",
            "250000new",
        ),
        (
            "SELECT group_concat(id || ticket_number || priority ORDER BY id)
             FROM tickets WHERE id < 'k4'",
            "k12001medium,k22001high,k32002low",
        ),
        (
            "SELECT cancelled_at FROM rendez_vous WHERE id = 'r3'",
            "2025-03-04T05:06:07.000Z",
        ),
        (
            "SELECT closed_at FROM tickets WHERE id = 'k4'",
            "2025-03-04T05:06:07.000Z",
        ),
        ("SELECT actions_performed FROM call_logs", "[]"),
        (
            "SELECT group_concat(tenant_id ORDER BY 1) FROM config_versions",
            "*,t1,t2",
        ),
    ] {
        assert_eq!(column(&db, sql), [expected], "{sql}");
    }
}

#[test]
fn an_old_overlap_stays_until_it_is_touched() {
    let db = loose();
    for (_, sql) in migrations().iter().skip(1) {
        db.execute(sql);
    }
    db.execute("UPDATE rendez_vous SET notes = 'rappeler' WHERE id = 'r2'");
    let touched = db.try_execute("UPDATE rendez_vous SET rdv_time = '10:15' WHERE id = 'r2'");
    assert!(touched.unwrap_err().contains("appointment_overlap"));
    db.execute("UPDATE rendez_vous SET status = 'cancelled' WHERE id = 'r2'");
    db.execute("UPDATE rendez_vous SET rdv_time = '10:15' WHERE id = 'r1'");
}
