//! Prospects: what a call learns is kept, completed and scored, and opens nobody's record.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{app::TestApp, scenes::assert_speakable, vapi::Call};

const TOOL: &str = "qualify_prospect";

#[tokio::test]
async fn each_call_adds_and_nothing_is_erased() {
    let app = TestApp::new();
    let call = Call::new("c1");
    let first = app
        .ask(
            &call,
            "t1",
            TOOL,
            json!({"name": "Anne Martin", "interest_type": "achat"}),
        )
        .await;
    assert_eq!(first["status"], "recorded");
    assert_eq!(first["score"], 25, "need 10, contact 15");
    assert_eq!(
        first["missing"],
        json!([
            "budget",
            "location",
            "property_type",
            "timeline",
            "decision_maker"
        ])
    );
    let second = app
        .ask(&call, "t2", TOOL, json!({"budget_max": "deux cent cinquante mille euros", "timeline": "d'ici trois mois"}))
        .await;
    assert_eq!(second["prospect_id"], first["prospect_id"]);
    assert_eq!(second["score"], 70);
    assert_eq!(
        second["missing"],
        json!(["location", "property_type", "decision_maker"])
    );
    let third = app
        .ask(
            &call,
            "t3",
            TOOL,
            json!({"name": "null", "location_preference": "Lyon 6e", "property_type": "appartement",
                   "decision_maker": "oui", "email": "anne point martin arobase example point com"}),
        )
        .await;
    assert_eq!(
        (&third["score"], &third["missing"]),
        (&json!(100), &json!([]))
    );
    let row = app.row("SELECT * FROM prospects");
    assert_eq!(row["id"], first["prospect_id"]);
    assert_eq!(row["tenant_id"], "tenant_demo_001");
    assert_eq!(row["name"], "Anne Martin");
    assert_eq!(
        (&row["phone"], &row["phone_source"]),
        (&json!("+33612345678"), &json!("caller"))
    );
    assert_eq!(row["email"], "anne.martin@example.com");
    assert_eq!(row["interest_type"], "achat");
    assert_eq!(
        (&row["budget_min"], &row["budget_max"]),
        (&Value::Null, &json!(250_000))
    );
    assert_eq!(row["timeline"], "d'ici trois mois");
    assert_eq!(
        (&row["decision_maker"], &row["qualification_score"]),
        (&json!(1), &json!(100))
    );
    assert_eq!(
        (&row["source"], &row["created_by"]),
        (&json!("phone"), &json!("sara"))
    );
    let log = app.row("SELECT * FROM call_logs");
    assert_eq!(log["qualified_prospect_created"], first["prospect_id"]);
    assert_eq!(row["call_id"], log["id"]);
}

#[tokio::test]
async fn a_later_call_of_the_same_number_goes_on_where_the_first_ended() {
    let app = TestApp::new();
    let first = app
        .ask(
            &Call::new("c1"),
            "t1",
            TOOL,
            json!({"name": "Anne Martin", "notes": "aime les terrasses"}),
        )
        .await;
    let second = app
        .ask(
            &Call::new("c2"),
            "t1",
            TOOL,
            json!({"budget_max": "250k", "notes": "a un chien"}),
        )
        .await;
    assert_eq!(second["prospect_id"], first["prospect_id"]);
    assert!(second.get("replayed").is_none(), "{second}");
    let row = app.row("SELECT * FROM prospects");
    assert_eq!(
        (&row["name"], &row["budget_max"]),
        (&json!("Anne Martin"), &json!(250_000))
    );
    assert_eq!(row["notes"], "aime les terrasses\na un chien");
}

#[tokio::test]
async fn amounts_are_read_as_callers_say_them() {
    for (said, amount) in [
        ("200 000 euros", 200_000),
        ("deux cent mille", 200_000),
        ("1,2 million", 1_200_000),
        ("two hundred fifty thousand", 250_000),
        ("250000", 250_000),
    ] {
        let app = TestApp::new();
        app.ask(&Call::new("c"), "t", TOOL, json!({"budget_max": said}))
            .await;
        assert_eq!(
            app.db.value("SELECT budget_max FROM prospects"),
            amount,
            "{said}"
        );
    }
    let app = TestApp::new();
    let call = Call::new("c");
    app.ask(&call, "t1", TOOL, json!({"budget_max": 250_000}))
        .await;
    app.ask(
        &call,
        "t2",
        TOOL,
        json!({"budget_max": "entre 200 000 et 300 000 euros"}),
    )
    .await;
    let row = app.row("SELECT budget_min, budget_max FROM prospects");
    assert_eq!(
        (&row["budget_min"], &row["budget_max"]),
        (&json!(200_000), &json!(300_000))
    );
}

#[tokio::test]
async fn a_lowest_budget_above_the_highest_is_asked_and_the_rest_is_saved() {
    let app = TestApp::new();
    let call = Call::new("c");
    let asked = app
        .ask(
            &call,
            "t1",
            TOOL,
            json!({"name": "Anne Martin", "budget_min": "300k", "budget_max": "200k"}),
        )
        .await;
    assert_eq!(asked["status"], "clarify");
    assert_eq!(
        asked["prospect_id"],
        app.db.value("SELECT id FROM prospects")
    );
    assert_eq!(app.db.value("SELECT name FROM prospects"), "Anne Martin");
    let settled = app
        .ask(
            &call,
            "t2",
            TOOL,
            json!({"budget_min": "200k", "budget_max": "300k"}),
        )
        .await;
    assert_eq!(settled["status"], "recorded");
    let row = app.row("SELECT budget_min, budget_max FROM prospects");
    assert_eq!(
        (&row["budget_min"], &row["budget_max"]),
        (&json!(200_000), &json!(300_000))
    );
}

#[tokio::test]
async fn what_makes_no_sense_is_left_out_and_told() {
    let app = TestApp::new();
    let arguments = json!({"name": "Anne", "budget_max": "pas trop cher", "email": "anne", "phone": "zéro six",
        "decision_maker": "peut-être", "tenant_id": "tenant_other", "score": 100});
    let result = app.ask(&Call::new("c"), "t", TOOL, arguments).await;
    assert_eq!(result["status"], "recorded");
    let ignored: Vec<&str> = result["ignored"]
        .as_array()
        .unwrap()
        .iter()
        .map(|told| told.as_str().unwrap().split(':').next().unwrap())
        .collect();
    assert_eq!(ignored, ["decision_maker", "budget_max", "email", "phone"]);
    let row = app.row("SELECT * FROM prospects");
    assert_eq!(
        (&row["tenant_id"], &row["qualification_score"]),
        (&json!("tenant_demo_001"), &json!(15))
    );
    assert_eq!(
        (&row["budget_max"], &row["email"], &row["decision_maker"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(
        row["phone"], "+33612345678",
        "the signalled number stands in"
    );
}

#[tokio::test]
async fn what_a_human_decided_stays() {
    let app = TestApp::new();
    let call = Call::new("c");
    let arguments = json!({"name": "Anne Martin", "budget_max": "200k"});
    app.ask(&call, "t1", TOOL, arguments.clone()).await;
    app.db.execute("UPDATE prospects SET qualification_status = 'not_qualified', qualification_notes = 'hors secteur', budget_max = 180000");
    let again = app
        .ask(&call, "t2", TOOL, json!({"timeline": "cet été"}))
        .await;
    assert_eq!(again["status"], "recorded");
    let row = app.row("SELECT * FROM prospects");
    assert_eq!(
        (&row["qualification_status"], &row["qualification_notes"]),
        (&json!("not_qualified"), &json!("hors secteur"))
    );
    assert_eq!(
        row["budget_max"], 180_000,
        "the call did not speak of it again"
    );
}

#[tokio::test]
async fn a_withheld_number_is_one_prospect_a_call() {
    let app = TestApp::new();
    let call = Call::from("c1", "+266696687");
    let first = app.ask(&call, "t1", TOOL, json!({"name": "Anne"})).await;
    assert!(
        first["missing"]
            .as_array()
            .unwrap()
            .contains(&json!("contact"))
    );
    let second = app
        .ask(&call, "t2", TOOL, json!({"phone": "06 12 34 56 78"}))
        .await;
    assert_eq!(second["prospect_id"], first["prospect_id"]);
    assert!(
        !second["missing"]
            .as_array()
            .unwrap()
            .contains(&json!("contact"))
    );
    let row = app.row("SELECT * FROM prospects");
    assert_eq!(
        (&row["caller_number"], &row["phone_source"]),
        (&Value::Null, &json!("model"))
    );
}

#[tokio::test]
async fn another_number_to_be_reached_on_replaces_the_signalled_one() {
    let app = TestApp::new();
    let call = Call::new("c");
    app.ask(&call, "t1", TOOL, json!({"name": "Anne"})).await;
    app.ask(&call, "t2", TOOL, json!({"phone": "06 98 76 54 32"}))
        .await;
    app.ask(&call, "t3", TOOL, json!({"timeline": "cet été"}))
        .await;
    let row = app.row("SELECT * FROM prospects");
    assert_eq!(
        (&row["phone"], &row["phone_source"]),
        (&json!("+33698765432"), &json!("model"))
    );
    assert_eq!(row["caller_number"], "+33612345678");
}

#[tokio::test]
async fn repeats_change_nothing_and_new_notes_are_no_repeat() {
    let app = TestApp::new();
    let call = Call::new("c");
    let arguments = json!({"name": "Anne", "notes": "aime les terrasses"});
    let first = app.ask(&call, "t1", TOOL, arguments.clone()).await;
    for id in ["t1", "t2"] {
        let mut again = app.ask(&call, id, TOOL, arguments.clone()).await;
        assert_eq!(
            again.as_object_mut().unwrap().remove("replayed"),
            Some(json!(true)),
            "{id}"
        );
        assert_eq!(again, first, "{id}");
    }
    let more = app
        .ask(
            &call,
            "t3",
            TOOL,
            json!({"name": "Anne", "notes": "a un chien"}),
        )
        .await;
    assert!(more.get("replayed").is_none(), "{more}");
    assert_eq!(
        app.db.value("SELECT notes FROM prospects"),
        "aime les terrasses\na un chien"
    );
    assert_eq!(app.count("prospects"), 1);
}

#[tokio::test]
async fn twenty_calls_at_once_about_one_person_lose_nothing() {
    let app = TestApp::new();
    let calls = (0..20).map(|n| {
        let app = app.another_isolate();
        async move {
            let arguments = json!({"name": "Anne Martin", "notes": format!("remarque {n:02}.")});
            app.ask(&Call::new(&format!("c{n}")), "t", TOOL, arguments)
                .await
        }
    });
    let results = join_all(calls).await;
    let row = app.row("SELECT * FROM prospects");
    let notes = row["notes"].as_str().unwrap();
    for (n, result) in results.iter().enumerate() {
        assert_eq!(result["prospect_id"], row["id"]);
        assert!(notes.contains(&format!("remarque {n:02}.")), "{n}: {notes}");
    }
}

#[tokio::test]
async fn hostile_text_is_stored_as_text() {
    let app = TestApp::new();
    let name = "Robert'); DROP TABLE prospects;-- \u{202e}😀";
    let arguments = json!({"name": name, "notes": "ligne 1\nligne 2\u{0}\u{7}\r\n\"{{secret}}\"", "timeline": "é".repeat(5_000),
        "location_preference": "%_'\\\"", "property_type": {"a": [1]}});
    let reply = app.post(&Call::new("c").tool("t", TOOL, arguments)).await;
    let result = reply.result();
    assert_speakable(&result);
    assert_eq!(result["ignored"], json!(["property_type: text"]));
    let row = app.row("SELECT * FROM prospects");
    assert_eq!(row["name"], "Robert'); DROP TABLE prospects;-- 😀");
    assert_eq!(row["notes"], "ligne 1 ligne 2 \" \"");
    assert_eq!(row["timeline"].as_str().unwrap().chars().count(), 120);
    assert_eq!(row["location_preference"], "%_'\\\"");
}
