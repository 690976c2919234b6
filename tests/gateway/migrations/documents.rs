//! The commands that people copy: those of the user's document and those of `docs/`.

use coccinelle_gateway::db::{Database, Stmt};

use super::{apply, column};
use crate::sqlite::{SqliteDb, read};

/// The SQL of every `--command="…"` of a text, in order.
fn commands(text: &str) -> Vec<String> {
    text.split("--command=\"")
        .skip(1)
        .map(|rest| {
            let mut ends = rest.match_indices('"').map(|(at, _)| at);
            let end = ends.find(|at| !rest[..*at].ends_with('\\')).unwrap();
            rest[..end].replace("\\\"", "\"")
        })
        .collect()
}

const DEMO_INSERT: &str = r#"
INSERT INTO channel_configurations
(id, tenant_id, channel_type, enabled, configured, config_public, assistant_id)
VALUES ('cfg_phone_demo', 'tenant_demo_001', 'phone', 1, 1,
  '{"clientPhoneNumber": "+33987654321", "sara": {"voice": "female"}}', 'vapi_assistant_demo_123')"#;

const TEST_QUERIES: [&str; 4] = [
    "SELECT name FROM sqlite_master WHERE type='table';",
    "SELECT * FROM channel_configurations LIMIT 1;",
    "SELECT tenant_id, COUNT(*) as count FROM rendez_vous GROUP BY tenant_id;",
    "SELECT * FROM rendez_vous WHERE rdv_date = date('now', '+1 day')
     AND reminder_24h_sent = 0 AND status = 'confirmed';",
];

const ROLLBACK: &str = "
DROP TABLE IF EXISTS channel_configurations;
DROP TABLE IF EXISTS channel_messages_log;
DROP TABLE IF EXISTS call_logs;
DROP TABLE IF EXISTS rendez_vous;
DROP TABLE IF EXISTS prospects;
DROP TABLE IF EXISTS tickets;";

fn schema(db: &SqliteDb) -> Vec<String> {
    column(
        db,
        "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY type, name",
    )
}

#[test]
fn the_users_statements_work_on_a_fresh_database() {
    let db = SqliteDb::migrated();
    db.execute(DEMO_INSERT);
    for query in TEST_QUERIES {
        db.query(query);
    }
    assert_eq!(
        column(&db, "SELECT client_number FROM channel_configurations"),
        ["+33987654321"]
    );
    db.execute(ROLLBACK);
}

#[test]
fn the_users_document_works_as_printed() {
    let Ok(shared) = std::env::var("SHARED_DIR") else {
        println!("skipped: SHARED_DIR names no folder");
        return;
    };
    let document = std::fs::read_to_string(format!("{shared}/seed.md")).unwrap();
    let db = SqliteDb::migrated();
    let commands = commands(&document);
    assert!(commands.len() >= 7, "{commands:?}");
    for command in commands {
        db.execute(&command.replace('\n', " "));
    }
}

#[tokio::test]
async fn the_users_worker_code_works_with_bound_parameters() {
    let insert = "INSERT INTO channel_configurations
        (id, tenant_id, channel_type, enabled, configured, config_public, assistant_id)
        VALUES (?, ?, 'phone', 1, 1, ?, ?)";
    let read = "SELECT * FROM channel_configurations WHERE tenant_id = ?";
    let statements = vec![
        Stmt::new(insert, ["c".into(), "t".into(), "{}".into(), "a".into()]),
        Stmt::new(read, ["t".into()]),
    ];
    let rows = SqliteDb::migrated().batch(statements).await.unwrap();
    assert_eq!(rows[1].0.len(), 1);
}

#[test]
fn other_tables_stay_usable_after_the_rollback() {
    let db = SqliteDb::migrated().with_demo();
    db.execute(ROLLBACK);
    db.execute(
        "INSERT INTO tool_calls (id, tenant_id, call_id, tool_call_id, tool, writes, args_hash)
         VALUES ('1', 't', 'c', 'i', 'x', 1, 'h');
         INSERT INTO ticket_notes (id, tenant_id, ticket_id, note, author)
         VALUES ('1', 't', 'k', 'N', 'staff');
         INSERT INTO callbacks (id, tenant_id, kind, call_id) VALUES ('1', 't', 'callback', 'c');
         UPDATE services SET price_text = 'x';
         DELETE FROM resources",
    );
}

#[test]
fn after_the_rollback_the_documented_commands_start_again() {
    let db = SqliteDb::empty();
    apply(&db);
    let fresh = schema(&db);
    db.execute(&read("seeds/demo.sql"));
    db.execute(ROLLBACK);
    let documented = read("docs/seed-commands.md");
    let (_, again) = documented.split_once("## Starting again").unwrap();
    db.execute(&commands(again)[0]);
    apply(&db);
    assert_eq!(schema(&db), fresh);
    db.execute(&read("seeds/demo.sql"));
    let rows = column(&db, "SELECT count(*) FROM channel_configurations");
    assert_eq!(rows, ["1"]);
}

#[test]
fn the_demo_seed_is_complete_and_changes_nothing_twice() {
    let db = SqliteDb::migrated().with_demo();
    let tables = [
        "tenant_settings",
        "channel_configurations",
        "resources",
        "services",
        "opening_hours",
    ];
    let rows = |db: &SqliteDb| tables.map(|table| db.query(&format!("SELECT * FROM {table}")));
    let (once, version) = (rows(&db), db.value("SELECT version FROM config_versions"));
    assert_eq!(once.each_ref().map(Vec::len), [1, 1, 1, 3, 10]);
    let db = db.with_demo();
    assert_eq!(
        (rows(&db), db.value("SELECT version FROM config_versions")),
        (once, version)
    );

    db.execute(
        "UPDATE opening_hours SET opens = '10:00' WHERE opens = '09:00';
         DELETE FROM opening_hours WHERE weekday = 1",
    );
    let edited = rows(&db);
    assert_eq!(rows(&db.with_demo()), edited);
}

#[test]
fn the_demo_seed_follows_the_users_demo_insert() {
    let db = SqliteDb::migrated();
    db.execute(DEMO_INSERT);
    db.execute(&read("seeds/demo.sql"));
    assert_eq!(
        column(&db, "SELECT count(*) FROM channel_configurations"),
        ["1"]
    );
}
