//! The adapter refuses what D1 refuses and answers as D1 answers.

use std::sync::Arc;

use coccinelle_gateway::db::{Database, DbError, Rows, Stmt, Value};
use serde_json::json;

use super::{Fault, Gate, SqliteDb};

/// Rows that a test wrote: `*` is there from the migration.
const NOTED: &str = "SELECT count(*) FROM config_versions WHERE tenant_id <> '*'";

async fn one(db: &SqliteDb, sql: &'static str, params: Vec<Value>) -> Result<Rows, DbError> {
    let answer = db.batch(vec![Stmt { sql, params }]).await;
    answer.map(|mut rows| rows.remove(0))
}

async fn refusal(sql: &'static str, params: Vec<Value>) -> String {
    match one(&SqliteDb::migrated(), sql, params).await {
        Err(DbError::Invalid(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn text(length: usize) -> Value {
    Value::Text("x".repeat(length))
}

/// A statement made at run time; `Stmt` takes literals only.
fn leaked(sql: String) -> &'static str {
    Box::leak(sql.into_boxed_str())
}

#[tokio::test]
async fn numbers_cross_as_javascript_numbers() {
    let db = SqliteDb::empty();
    let sql = "SELECT typeof(?1) AS kind, ?1 AS n, 60.0 AS whole, 0.5 AS half,
        9007199254740993 AS big, 9e999 AS no, x'0102' AS bytes";
    let rows = one(&db, sql, vec![7.into()]).await.unwrap();
    let expected = json!({"kind": "real", "n": 7, "whole": 60, "half": 0.5,
        "big": 9_007_199_254_740_992.0_f64, "no": null, "bytes": [1, 2]});
    assert_eq!(json!(rows.0[0]), expected);
}

#[tokio::test]
async fn integers_beyond_javascript_are_refused() {
    assert!(
        refusal("SELECT ?1", vec![(1_i64 << 53).into()])
            .await
            .contains("safe integer")
    );
}

#[tokio::test]
async fn every_parameter_is_bound_and_no_other() {
    for params in [vec![], vec![1.into(), 2.into()]] {
        assert!(
            refusal("SELECT ?1", params)
                .await
                .starts_with("Wrong number of parameter")
        );
    }
}

#[tokio::test]
async fn limits_of_d1_hold() {
    let five = "SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5";
    let db = SqliteDb::empty();
    assert_eq!(one(&db, five, vec![]).await.unwrap().0.len(), 5);
    let deep = format!("SELECT {}1{}", "(".repeat(100), "+1)".repeat(100));
    let arguments = format!("SELECT json_array({}1)", "1,".repeat(32));
    let long = format!("SELECT '{}'", "x".repeat(100_000));
    for (sql, params, cause) in [
        (
            format!("{five} UNION SELECT 6"),
            vec![],
            "too many terms in compound SELECT",
        ),
        (deep, vec![], "Expression tree is too large"),
        ("SELECT ?101".into(), vec![], "variable number"),
        (arguments, vec![], "too many arguments"),
        (long, vec![], "statement too long"),
        ("SELECT ?1".into(), vec![text(2_000_001)], "too big"),
        (
            "SELECT 'x' LIKE ?1".into(),
            vec![text(51)],
            "pattern too complex",
        ),
    ] {
        let refused = refusal(leaked(sql), params).await;
        assert!(refused.contains(cause), "{cause}: {refused:.200}");
    }
}

#[tokio::test]
async fn one_statement_a_prepare_and_no_empty_batch() {
    refusal("SELECT 1; SELECT 2", vec![]).await;
    refusal("SELECT sqlite_version()", vec![]).await;
    let empty = SqliteDb::empty().batch(vec![]).await;
    assert!(matches!(empty, Err(DbError::Invalid(_))), "{empty:?}");
}

#[tokio::test]
async fn a_batch_is_one_transaction() {
    let db = SqliteDb::migrated();
    let note = "INSERT INTO config_versions VALUES (?1, 1)";
    let twice = vec![Stmt::new(note, ["a".into()]), Stmt::new(note, ["a".into()])];
    assert_eq!(
        db.batch(twice).await,
        Err(DbError::Constraint(
            "UNIQUE constraint failed: config_versions.tenant_id".into()
        ))
    );
    assert_eq!(db.value(NOTED), json!(0));
}

#[tokio::test]
async fn foreign_keys_are_on() {
    let sql = "INSERT INTO service_resources VALUES ('t', 'none', 'none')";
    let answer = one(&SqliteDb::migrated(), sql, vec![]).await;
    assert_eq!(
        answer,
        Err(DbError::Constraint("FOREIGN KEY constraint failed".into()))
    );
}

#[tokio::test]
async fn faults_hit_the_batch_they_are_meant_for() {
    let db = SqliteDb::migrated();
    let insert = "INSERT INTO config_versions VALUES (?1, 1)";
    db.inject(Fault::Refused);
    db.inject_nothing(1);
    db.inject(Fault::CommittedThenFailed);
    for (tenant, fails) in [("a", true), ("b", false), ("c", true), ("d", false)] {
        let answer = one(&db, insert, vec![tenant.into()]).await;
        assert_eq!(
            matches!(answer, Err(DbError::Unavailable(_))),
            fails,
            "{tenant}"
        );
    }
    let kept =
        db.value("SELECT group_concat(tenant_id) FROM config_versions WHERE tenant_id <> '*'");
    assert_eq!((kept, db.batches()), (json!("b,c,d"), 4));
}

#[tokio::test]
async fn a_slow_batch_runs_when_its_gate_opens() {
    let (db, gate) = (Arc::new(SqliteDb::migrated()), Gate::new());
    db.inject(Fault::Slow(gate.clone()));
    let slow = tokio::spawn({
        let db = Arc::clone(&db);
        async move { one(&db, "INSERT INTO config_versions VALUES ('a', 1)", vec![]).await }
    });
    gate.arrived().await;
    assert_eq!(db.value(NOTED), json!(0));
    gate.open();
    slow.await.unwrap().unwrap();
    assert_eq!(db.value(NOTED), json!(1));
}

#[tokio::test]
async fn a_file_keeps_what_was_written() {
    let path = std::env::temp_dir().join(format!("gateway-{}.sqlite", std::process::id()));
    SqliteDb::file(&path).execute("CREATE TABLE kept (n INTEGER); INSERT INTO kept VALUES (1)");
    let kept = SqliteDb::file(&path).value("SELECT n FROM kept");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(kept, json!(1));
}
