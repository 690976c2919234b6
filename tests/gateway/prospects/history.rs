//! Who changed what, from which call; what a human decided stays.

use serde_json::{Value, json};

use super::{TOOL, WITHHELD, told};
use crate::{app::TestApp, report_effects::report, vapi::Call};

/// The history of the only prospect: who, and what changed to what.
fn history(app: &TestApp) -> Vec<(String, Value)> {
    app.db
        .query("SELECT kind, changed_by, changes FROM prospect_history ORDER BY seq")
        .iter()
        .map(|row| {
            let by = format!(
                "{} {}",
                row["kind"].as_str().unwrap(),
                row["changed_by"].as_str().unwrap()
            );
            (
                by,
                serde_json::from_str(row["changes"].as_str().unwrap()).unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn every_change_is_kept_with_who_made_it() {
    let app = TestApp::new();
    told(
        &app,
        "c1",
        "+33612345678",
        json!({"name": "Anne", "timeline": "cet été"}),
    )
    .await;
    let call = Call::new("c2");
    app.ask(&call, "t", TOOL, json!({"timeline": "en juin"}))
        .await;
    app.db.execute("UPDATE prospects SET budget_max = 180000");
    let outputs = json!({"1": {"name": "property_type", "result": "maison"}});
    app.post(&report(
        &call,
        json!({"artifact": {"structuredOutputs": outputs}}),
    ))
    .await;
    let history = history(&app);
    let of = |by: &str, column: &str| -> Vec<Value> {
        let entries = history.iter().filter(|(who, _)| who == by);
        entries
            .filter_map(|(_, changes)| changes.get(column).cloned())
            .collect()
    };
    assert_eq!(
        of("created call", "qualification_status"),
        [json!({"from": null, "to": "new"})]
    );
    assert_eq!(
        of("changed call", "timeline"),
        [
            json!({"from": null, "to": "cet été"}),
            json!({"from": "cet été", "to": "en juin"})
        ]
    );
    assert_eq!(
        of("changed hand", "budget_max"),
        [json!({"from": null, "to": 180_000})]
    );
    assert_eq!(
        of("changed report", "property_type"),
        [json!({"from": null, "to": "maison"})]
    );
    assert_eq!(
        of("changed report", "qualification_score"),
        [json!({"from": 30, "to": 65})]
    );
    let calls = app.db.query("SELECT DISTINCT l.vapi_call_id FROM prospect_history h JOIN call_logs l ON l.id = h.call_id ORDER BY 1");
    assert_eq!(
        json!(calls),
        json!([{"vapi_call_id": "c1"}, {"vapi_call_id": "c2"}])
    );
}

#[tokio::test]
async fn a_merge_keeps_what_the_other_row_held_and_its_id() {
    let app = TestApp::new();
    told(
        &app,
        "c1",
        WITHHELD,
        json!({"name": "Anne Martin", "email": "a@example.com"}),
    )
    .await;
    let call = Call::from("c2", WITHHELD);
    let begun = app
        .ask(
            &call,
            "t1",
            TOOL,
            json!({"name": "Anne", "timeline": "cet été"}),
        )
        .await;
    app.ask(&call, "t2", TOOL, json!({"email": "a@example.com"}))
        .await;
    let entry = app.row("SELECT merged_id, changes FROM prospect_history WHERE kind = 'merged'");
    assert_eq!(entry["merged_id"], begun["prospect_id"]);
    let held: Value = serde_json::from_str(entry["changes"].as_str().unwrap()).unwrap();
    assert_eq!(held["timeline"], json!({"from": "cet été", "to": null}));
    let owners = app
        .db
        .query("SELECT DISTINCT prospect_id FROM prospect_history");
    assert_eq!(owners.len(), 1, "nothing hangs on a row that is gone");
}

#[tokio::test]
async fn who_is_deleted_leaves_nothing_behind() {
    let app = TestApp::new();
    told(
        &app,
        "c1",
        "+33612345678",
        json!({"name": "Anne", "timeline": "cet été"}),
    )
    .await;
    app.db.execute("DELETE FROM prospects");
    assert_eq!(
        (app.count("prospect_history"), app.count("prospect_calls")),
        (0, 0)
    );
}

#[tokio::test]
async fn staff_can_make_two_rows_one_and_never_across_tenants() {
    let app = TestApp::new();
    told(&app, "c1", "+33612345678", json!({"name": "Anne"})).await;
    told(&app, "c2", "+33699999999", json!({"name": "Anne"})).await;
    app.db.execute(
        "INSERT INTO prospects (id, tenant_id, name) VALUES ('p', 'tenant_other', 'Anne')",
    );
    let merge = |into: &str| {
        format!("UPDATE prospects SET merged_into = {into} WHERE caller_number = '+33699999999'")
    };
    for into in ["'p'", "'nobody'", "id"] {
        app.db.try_execute(&merge(into)).unwrap_err();
    }
    let kept = "(SELECT id FROM prospects WHERE caller_number = '+33612345678')";
    app.db.execute(&merge(kept));
    let row = app.row("SELECT id FROM prospects WHERE tenant_id = 'tenant_demo_001'");
    let links = app
        .db
        .query("SELECT DISTINCT qualified_prospect_created AS id FROM call_logs");
    assert_eq!(json!(links), json!([{"id": row["id"]}]));
    assert_eq!(app.count("prospect_calls"), 2);
}

#[tokio::test]
async fn the_status_moves_by_rule_until_somebody_sets_it() {
    let app = TestApp::new();
    let call = Call::new("c");
    let status = || {
        let row =
            app.row("SELECT qualification_status AS status, status_set_by AS by FROM prospects");
        (row["status"].clone(), row["by"].clone())
    };
    for (id, arguments, expected) in [
        ("t1", json!({"name": "Anne"}), "new"),
        ("t2", json!({"budget_max": "200k"}), "follow_up"),
        (
            "t3",
            json!({"timeline": "cet été", "interest_type": "achat"}),
            "qualified",
        ),
    ] {
        app.ask(&call, id, TOOL, arguments).await;
        assert_eq!(status(), (json!(expected), json!("rule")), "{id}");
    }
    app.db
        .execute("UPDATE prospects SET qualification_status = 'lost'");
    assert_eq!(status(), (json!("lost"), json!("human")));
    let result = app
        .ask(&call, "t4", TOOL, json!({"decision_maker": true}))
        .await;
    assert_eq!(result["score"], 90, "the score still ranks");
    assert_eq!(status(), (json!("lost"), json!("human")));
    app.db
        .execute("UPDATE prospects SET status_set_by = 'rule'");
    app.ask(&call, "t5", TOOL, json!({"property_type": "maison"}))
        .await;
    assert_eq!(status(), (json!("qualified"), json!("rule")));
}

#[tokio::test]
async fn a_row_that_is_written_with_a_status_has_it_from_a_human() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO prospects (id, tenant_id, name, phone, qualification_status) \
         VALUES ('p', 'tenant_demo_001', 'Anne', '0612345678', 'converted')",
    );
    let all = json!({"budget_max": "200k", "timeline": "cet été", "decision_maker": true, "interest_type": "achat"});
    told(&app, "c", "+33612345678", all).await;
    assert_eq!(
        app.row("SELECT qualification_status AS s FROM prospects")["s"],
        "converted"
    );
}

#[tokio::test]
async fn the_ledger_holds_neither_name_nor_number() {
    let app = TestApp::new();
    let call = Call::from("c", WITHHELD);
    let anne = json!({"name": "Anne Martin", "phone": "0612345678", "email": "a@example.com", "notes": "a un chien"});
    app.ask(&call, "t1", TOOL, anne).await;
    app.ask(
        &call,
        "t2",
        TOOL,
        json!({"name": "Anne", "budget_min": "3", "budget_max": "2"}),
    )
    .await;
    let ledger = json!(app.db.query("SELECT * FROM tool_calls")).to_string();
    for told in ["Anne", "12345678", "example.com", "chien"] {
        assert!(!ledger.contains(told), "{told} in {ledger}");
    }
}
