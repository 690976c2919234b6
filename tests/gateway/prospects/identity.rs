//! By phone number, else by e-mail address, else by the call; by the name where a number is shared.

use serde_json::{Value, json};

use super::{TOOL, WITHHELD, names, told};
use crate::{app::TestApp, vapi::Call};

const HOME: &str = "+33412345678";

#[tokio::test]
async fn names_that_may_be_one_person_are_and_others_are_not() {
    for (first, second, same) in [
        ("Anne Martin", "Anne Martin", true),
        ("Anne Martin", "anne MARTIN", true),
        ("Anne Martin", "Martin", true),
        ("Martin", "Anne Martin", true),
        ("Anne", "Anne Martin", true),
        ("Madame Martin", "Anne Martin", true),
        ("Anne Martin", "Martin Anne", true),
        ("A. Martin", "Anne Martin", true),
        ("Élodie Lefèvre", "Elodie Lefevre", true),
        // One letter misheard.
        ("Anne Dupont", "Anne Dupond", true),
        ("Anne Lefevre", "Anne Lefebvre", true),
        ("Mathieu Durand", "Matthieu Durand", true),
        ("Jean-Pierre Petit", "Jean Pierre Petit", true),
        // A family, a couple, a switchboard.
        ("Anne Martin", "Jean Martin", false),
        ("Anne Martin", "Anna Martin", false),
        ("Anne Martin", "Paul Durand", false),
        ("Madame Martin", "Monsieur Martin", false),
        ("Mrs Martin", "Mr Martin", false),
        ("Pascal Durand", "Pascale Durand", false),
        ("André Petit", "Andrée Petit", false),
        ("Anne Martin", "Anne Bernard", false),
    ] {
        let app = TestApp::new();
        let one = told(&app, "c1", HOME, json!({"name": first})).await;
        let two = told(&app, "c2", HOME, json!({"name": second})).await;
        let joined = one["prospect_id"] == two["prospect_id"];
        assert_eq!(joined, same, "{first} and {second}");
        assert_eq!(names(&app).len(), if same { 1 } else { 2 });
    }
}

#[tokio::test]
async fn each_of_a_family_goes_on_with_their_own() {
    let app = TestApp::new();
    told(
        &app,
        "c1",
        HOME,
        json!({"name": "Anne Martin", "budget_max": "200k"}),
    )
    .await;
    told(
        &app,
        "c2",
        HOME,
        json!({"name": "Jean Martin", "budget_max": "400k"}),
    )
    .await;
    told(
        &app,
        "c3",
        HOME,
        json!({"name": "Anne Martin", "timeline": "cet été"}),
    )
    .await;
    told(
        &app,
        "c4",
        HOME,
        json!({"name": "Jean", "timeline": "en juin"}),
    )
    .await;
    let rows = app
        .db
        .query("SELECT name, budget_max, timeline FROM prospects ORDER BY budget_max");
    assert_eq!(
        json!(rows),
        json!([
            {"name": "Anne Martin", "budget_max": 200_000, "timeline": "cet été"},
            {"name": "Jean Martin", "budget_max": 400_000, "timeline": "en juin"},
        ])
    );
}

#[tokio::test]
async fn who_of_a_family_calls_is_not_guessed_and_found_once_it_is_said() {
    let app = TestApp::new();
    told(
        &app,
        "c1",
        HOME,
        json!({"name": "Anne Martin", "budget_max": "200k"}),
    )
    .await;
    told(&app, "c2", HOME, json!({"name": "Jean Martin"})).await;
    let call = Call::from("c3", HOME);
    app.ask(
        &call,
        "t1",
        TOOL,
        json!({"timeline": "cet été", "notes": "a un chien"}),
    )
    .await;
    assert_eq!(names(&app).len(), 3, "whose it is, is not known");
    let found = app
        .ask(&call, "t2", TOOL, json!({"name": "Anne Martin"}))
        .await;
    assert_eq!(names(&app), ["Anne Martin", "Jean Martin"]);
    let row = app.row("SELECT * FROM prospects WHERE name = 'Anne Martin'");
    assert_eq!(found["prospect_id"], row["id"]);
    assert_eq!(
        (&row["budget_max"], &row["timeline"], &row["notes"]),
        (&json!(200_000), &json!("cet été"), &json!("a un chien"))
    );
    assert_eq!(found["score"], 60, "budget 30, timeline 15, contact 15");
    let log = app.row("SELECT * FROM call_logs WHERE vapi_call_id = 'c3'");
    assert_eq!(log["qualified_prospect_created"], row["id"]);
}

#[tokio::test]
async fn two_people_in_one_call_are_two() {
    let app = TestApp::new();
    let call = Call::from("c", HOME);
    for (id, arguments) in [
        ("t1", json!({"name": "Anne Martin", "timeline": "cet été"})),
        ("t2", json!({"name": "Paul Durand", "timeline": "en juin"})),
        ("t3", json!({"property_type": "maison"})),
        (
            "t4",
            json!({"name": "Anne Martin", "property_type": "terrain"}),
        ),
    ] {
        app.ask(&call, id, TOOL, arguments).await;
    }
    let rows = app
        .db
        .query("SELECT name, timeline, property_type FROM prospects ORDER BY name");
    assert_eq!(
        json!(rows),
        json!([
            {"name": "Anne Martin", "timeline": "cet été", "property_type": "terrain"},
            {"name": "Paul Durand", "timeline": "en juin", "property_type": "maison"},
        ])
    );
}

#[tokio::test]
async fn a_call_that_tells_its_number_late_becomes_one_with_the_person() {
    let app = TestApp::new();
    told(
        &app,
        "c1",
        WITHHELD,
        json!({"name": "Anne Martin", "phone": "06 12 34 56 78", "budget_max": "200k"}),
    )
    .await;
    let call = Call::from("c2", WITHHELD);
    let begun = app
        .ask(
            &call,
            "t1",
            TOOL,
            json!({"name": "Anne Martin", "timeline": "cet été"}),
        )
        .await;
    app.ask(
        &call,
        "t2",
        "schedule_follow_up",
        json!({"when": "demain", "phone": "0612345678"}),
    )
    .await;
    assert_eq!(names(&app).len(), 2);
    let merged = app
        .ask(
            &call,
            "t3",
            TOOL,
            json!({"phone": "0612345678", "budget_max": "300k"}),
        )
        .await;
    assert_eq!(
        merged["prospect_id"], begun["prospect_id"],
        "the call keeps the id it was told"
    );
    let row = app.row("SELECT * FROM prospects");
    assert_eq!(
        (&row["name"], &row["timeline"], &row["phone"]),
        (
            &json!("Anne Martin"),
            &json!("cet été"),
            &json!("+33612345678")
        )
    );
    assert_eq!(
        row["budget_max"], 200_000,
        "who only says whose number it is replaces nothing"
    );
    let told = app.row(&format!(
        "SELECT told FROM prospect_calls WHERE told_id = '{}'",
        begun["prospect_id"].as_str().unwrap()
    ));
    let told: Value = serde_json::from_str(told["told"].as_str().unwrap()).unwrap();
    assert_eq!(
        told["budget_max"], 300_000,
        "and nothing of what they say is lost"
    );
    assert_eq!(
        app.row("SELECT prospect_id FROM callbacks")["prospect_id"],
        row["id"]
    );
    let log = app.row("SELECT * FROM call_logs WHERE vapi_call_id = 'c2'");
    assert_eq!(log["qualified_prospect_created"], row["id"]);
}

#[tokio::test]
async fn without_a_number_the_address_says_who_it_is() {
    let app = TestApp::new();
    told(
        &app,
        "c1",
        WITHHELD,
        json!({"name": "Anne Martin", "email": "anne@example.com", "timeline": "cet été"}),
    )
    .await;
    told(
        &app,
        "c2",
        WITHHELD,
        json!({"name": "Anne Martin", "email": "Anne@Example.com", "property_type": "maison"}),
    )
    .await;
    told(
        &app,
        "c3",
        WITHHELD,
        json!({"name": "Paul Durand", "email": "anne@example.com"}),
    )
    .await;
    assert_eq!(names(&app), ["Anne Martin", "Paul Durand"]);
    let row = app.row("SELECT * FROM prospects WHERE name = 'Anne Martin'");
    assert_eq!(
        (&row["timeline"], &row["property_type"]),
        (&json!("cet été"), &json!("maison"))
    );
}

#[tokio::test]
async fn a_row_that_staff_wrote_is_found_however_the_number_is_written() {
    for written in [
        "+33612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "0612345678",
    ] {
        let app = TestApp::new();
        app.db.execute(&format!(
            "INSERT INTO prospects (id, tenant_id, name, phone, budget_max) \
             VALUES ('by_hand', 'tenant_demo_001', 'Anne Martin', '{written}', 250000)"
        ));
        let result = told(&app, "c", "+33612345678", json!({"timeline": "cet été"})).await;
        assert_eq!(result["prospect_id"], "by_hand", "{written}");
        assert_eq!(result["score"], 60);
    }
}

#[tokio::test]
async fn a_shorter_name_does_not_replace_a_longer_one() {
    let app = TestApp::new();
    for (call, name, kept) in [
        ("c1", "Martin", "Martin"),
        ("c2", "Anne Martin", "Anne Martin"),
        ("c3", "Madame Martin", "Anne Martin"),
        ("c4", "Anne", "Anne Martin"),
        ("c5", "Anne Marten", "Anne Marten"),
    ] {
        told(&app, call, HOME, json!({"name": name})).await;
        assert_eq!(names(&app), [kept]);
    }
}
