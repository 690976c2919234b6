//! Finding: the caller's own, or one by name and date; anything less gets one and the same answer.

use serde_json::{Value, json};

use super::{Caller, add_tenant, booking, call_to, id, listed};
use crate::{app::TestApp, vapi::Call};

const FIND: &str = "find_appointments";
const STRANGER: &str = "+33698765432";

/// An appointment of +33612345678 tomorrow at ten under a name.
async fn booked_as(name: &str) -> TestApp {
    let app = TestApp::new();
    let mut wish = booking("demain", "10h");
    wish["customer_name"] = name.into();
    let answer = Caller::new(&app, "before")
        .ask("book_appointment", wish)
        .await;
    assert_eq!(answer["status"], "booked");
    app
}

#[tokio::test]
async fn the_callers_own_are_found_with_their_ids() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let first = caller.book("demain", "10h").await;
    let mut more = booking("mardi prochain", "15h");
    more["date"] = "2026-10-13".into();
    more["in_addition"] = true.into();
    caller.ask("book_appointment", more).await;
    let found = caller.ask(FIND, json!({})).await;
    assert_eq!(found["status"], "found", "{found}");
    assert_eq!(listed(&found), ["2026-10-06 10:00", "2026-10-13 15:00"]);
    assert_eq!(id(&found["appointments"][0]), id(&first));
    for (date, expected) in [
        ("demain", vec!["2026-10-06 10:00"]),
        ("cette semaine", vec!["2026-10-06 10:00"]),
        ("la semaine prochaine", vec!["2026-10-13 15:00"]),
        ("en octobre", vec!["2026-10-06 10:00", "2026-10-13 15:00"]),
        ("au plus tôt", vec!["2026-10-06 10:00", "2026-10-13 15:00"]),
    ] {
        let found = caller.ask(FIND, json!({"date": date})).await;
        assert_eq!(found["status"], "found", "{date}: {found}");
        assert_eq!(listed(&found), expected, "{date}");
    }
    let none = caller.ask(FIND, json!({"date": "jeudi"})).await;
    assert_eq!(none["status"], "not_found", "{none}");
}

#[tokio::test]
async fn what_is_over_or_cancelled_is_not_found() {
    let app = TestApp::new();
    Caller::new(&app, "c1").book("demain", "10h").await;
    app.set_clock("2026-10-06T08:59:00Z");
    let during = Caller::new(&app, "c2").ask(FIND, json!({})).await;
    assert_eq!(during["status"], "found", "{during}");
    app.set_clock("2026-10-06T09:00:00Z");
    let after = Caller::new(&app, "c3").ask(FIND, json!({})).await;
    assert_eq!(after["status"], "not_found", "{after}");
}

#[tokio::test]
async fn from_another_line_the_family_name_and_the_date_find_it_without_its_id() {
    for (stored, given) in [
        ("Hélène Lefèvre", "lefevre"),
        ("Hélène Lefèvre", "Madame LEFEVRE"),
        ("Hélène Lefèvre", "Hélène Lefèvre"),
        ("Jean-Pierre d'Ormesson", "D'ORMESSON"),
        ("Anne Dupont-Durand", "dupont durand"),
        ("Anne Dupont-Durand", "Mme Durand"),
        ("Dupont", "Paul Dupont"),
        ("Mme Dupont", "Dupont"),
        ("Mme Dupont", "Anne Dupont"),
        ("Ayşe Yılmaz", "YILMAZ"),
        ("Doğan Şahin", "doğan şahin"),
        ("İpek Yılmaz", "Yılmaz"),
        ("Jan Kamiński", "Kamiński"),
    ] {
        let app = booked_as(stored).await;
        let spouse = Caller::from(&app, "c", STRANGER);
        let question = json!({"customer_name": given, "date": "2026-10-06"});
        let text = app.post(&spouse.call.tool("t", FIND, question)).await;
        let found = text.result();
        assert_eq!(found["status"], "found", "{stored} by {given}: {found}");
        assert_eq!(listed(&found), ["2026-10-06 10:00"]);
        assert!(
            found["appointments"][0]["appointment_id"].is_null(),
            "{found}"
        );
        assert_eq!(found["appointments"][0]["service"], "visite");
    }
}

#[tokio::test]
async fn anything_less_than_name_and_date_gets_the_answer_of_nothing_at_all() {
    let app = booked_as("Hélène Lefèvre").await;
    add_tenant(&app, "t2", "a2", "Europe/Paris");
    let stranger = Caller::from(&app, "c", STRANGER);
    let nothing = app
        .post(&stranger.call.tool(
            "t",
            FIND,
            json!({"customer_name": "Nobody", "date": "2026-12-01"}),
        ))
        .await
        .body;
    for question in [
        json!({}),
        json!({"customer_name": "Lefèvre"}),
        json!({"date": "2026-10-06"}),
        json!({"customer_name": "Hélène", "date": "2026-10-06"}),
        json!({"customer_name": "Madame", "date": "2026-10-06"}),
        json!({"customer_name": "Lefèvre", "date": "2026-10-07"}),
        json!({"customer_name": "Lefèvre", "date": "cette semaine"}),
        json!({"customer_name": "Lef", "date": "2026-10-06"}),
        json!({"customer_name": "%", "date": "2026-10-06"}),
        json!({"customer_name": "' OR 1=1 --", "date": "2026-10-06"}),
        json!({"customer_name": "Paul Lefèvre", "date": "2026-10-06"}),
    ] {
        for call in [
            Call::from("c1", STRANGER),
            Call::anonymous("c2"),
            Call::from("c3", "anonymous"),
        ] {
            let body = app.post(&call.tool("t", FIND, question.clone())).await.body;
            assert_eq!(body, nothing, "{question}");
        }
    }
    // Another tenant knows nothing of it, the caller's own number and the name included.
    let elsewhere = Caller::on(&app, call_to("a2", "c4", "+33612345678"));
    for question in [
        json!({}),
        json!({"customer_name": "Lefèvre", "date": "2026-10-06"}),
    ] {
        let answer = elsewhere.ask(FIND, question).await;
        assert_eq!(answer["status"], "not_found", "{answer}");
    }
}

#[tokio::test]
async fn a_long_list_stays_within_what_the_model_may_read() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    for day in 6..=9 {
        for time in ["09:00", "14:00"] {
            let mut wish = booking(&format!("2026-10-0{day}"), time);
            wish["in_addition"] = true.into();
            assert_eq!(
                caller.ask("book_appointment", wish).await["status"],
                "booked"
            );
        }
    }
    let found = caller.ask(FIND, json!({})).await;
    assert_eq!(found["status"], "found", "{found}");
    assert!(listed(&found).len() >= 4, "{found}");
    let asked = caller.ask("cancel_appointment", json!({})).await;
    assert_eq!(asked["status"], "clarify", "{asked}");
    assert!(
        asked["appointments"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["appointment_id"] != Value::Null)
    );
}
