//! Cancelling: the one that is meant, or a question which one; never somebody else's.

use serde_json::{Value, json};

use super::{Caller, add_tenant, and, at, booking, call_to, diary, id, listed};
use crate::{app::TestApp, vapi::Call};

const BOOK: &str = "book_appointment";
const CANCEL: &str = "cancel_appointment";
const SPOUSE: &str = "+33698765432";

#[tokio::test]
async fn the_callers_only_one_is_cancelled_and_its_start_is_free_again() {
    let app = TestApp::new();
    let booked = Caller::new(&app, "c1").book("demain", "10h").await;
    let caller = Caller::new(&app, "c2");
    let answer = caller.ask(CANCEL, json!({"reason": "malade"})).await;
    assert_eq!(answer["status"], "cancelled", "{answer}");
    assert_eq!(at(&answer), "2026-10-06 10:00");
    assert_eq!(id(&answer), id(&booked));
    assert_eq!(
        answer["say"],
        "Votre rendez-vous de visite du mardi 6 octobre à 10 heures est annulé."
    );
    let row = &app.db.query("SELECT * FROM rendez_vous")[0];
    assert_eq!(row["status"], "cancelled");
    assert_eq!(row["cancel_reason"], "malade");
    assert_eq!(row["cancelled_at"], "2026-10-05T08:00:00.000Z");
    let other = Caller::from(&app, "c3", SPOUSE).book("demain", "10h").await;
    assert_eq!(other["status"], "booked", "{other}");
}

#[tokio::test]
async fn one_of_several_is_asked_for_then_taken_by_its_id_its_day_or_its_time() {
    for choice in ["id", "day", "time", "both days"] {
        let app = TestApp::new();
        let caller = Caller::new(&app, "c");
        caller.book("demain", "10h").await;
        let second = and(booking("jeudi", "15h"), json!({"in_addition": true}));
        let second = id(&caller.ask(BOOK, second).await);
        let asked = caller.ask(CANCEL, json!({})).await;
        assert_eq!(asked["status"], "clarify", "{asked}");
        assert_eq!(listed(&asked), ["2026-10-06 10:00", "2026-10-08 15:00"]);
        assert_eq!(id(&asked["appointments"][1]), second);
        assert_eq!(
            diary(&app)
                .iter()
                .filter(|row| row.ends_with("confirmed"))
                .count(),
            2
        );
        let arguments = match choice {
            "id" => json!({"appointment_id": second}),
            "day" => json!({"date": "jeudi"}),
            "time" => json!({"time": "trois heures"}),
            _ => json!({"date": "jeudi ou vendredi", "time": "l'après-midi"}),
        };
        let answer = caller.ask(CANCEL, arguments).await;
        if choice == "both days" && answer["status"] == "clarify" {
            continue;
        }
        assert_eq!(answer["status"], "cancelled", "{choice}: {answer}");
        assert_eq!(at(&answer), "2026-10-08 15:00");
    }
}

#[tokio::test]
async fn words_with_two_readings_are_settled_by_the_appointment_itself() {
    // Said on a Monday, "lundi" may be today or next week; there is one next week.
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller.book("2026-10-12", "15:00").await;
    let answer = caller
        .ask(CANCEL, json!({"date": "lundi", "time": "3h"}))
        .await;
    assert_eq!(answer["status"], "cancelled", "{answer}");
    assert_eq!(at(&answer), "2026-10-12 15:00");
}

#[tokio::test]
async fn a_spouse_cancels_by_name_and_date_from_another_line() {
    let app = TestApp::new();
    Caller::new(&app, "c1").book("demain", "10h").await;
    let spouse = Caller::from(&app, "c2", SPOUSE);
    let question = json!({"customer_name": "Mme DUPONT", "date": "demain"});
    let answer = spouse.ask(CANCEL, question).await;
    assert_eq!(answer["status"], "cancelled", "{answer}");
    assert_eq!(diary(&app), ["2026-10-06 10:00 cancelled"]);
    // The history names the line it came from.
    let history = app.db.value(
        "SELECT l.from_number FROM tool_calls t JOIN call_logs l ON l.id = t.call_id
         JOIN rendez_vous r ON r.id = t.effect_id WHERE t.status = 'cancelled'",
    );
    assert_eq!(history, SPOUSE);
}

#[tokio::test]
async fn a_spouses_own_appointment_that_day_is_not_the_one_meant() {
    let app = TestApp::new();
    Caller::new(&app, "c1").book("demain", "10h").await;
    let spouse = Caller::from(&app, "c2", SPOUSE);
    let own = and(
        booking("demain", "15h"),
        json!({"customer_name": "Claire Martin"}),
    );
    assert_eq!(spouse.ask(BOOK, own).await["status"], "booked");
    let wish = json!({"customer_name": "Jean Dupont", "date": "demain"});
    let answer = spouse.ask(CANCEL, wish).await;
    assert_eq!(at(&answer), "2026-10-06 10:00", "{answer}");
    assert_eq!(
        diary(&app),
        ["2026-10-06 10:00 cancelled", "2026-10-06 15:00 confirmed"]
    );
}

#[tokio::test]
async fn a_name_that_is_not_the_callers_is_asked_about() {
    for arguments in [
        json!({"customer_name": "Durand"}),
        json!({"customer_name": "Durand", "date": "demain"}),
    ] {
        let app = TestApp::new();
        let caller = Caller::new(&app, "c");
        let booked = caller.book("demain", "10h").await;
        let asked = caller.ask(CANCEL, arguments).await;
        assert_eq!(asked["status"], "clarify", "{asked}");
        assert_eq!(id(&asked["appointments"][0]), id(&booked));
        assert_eq!(diary(&app), ["2026-10-06 10:00 confirmed"]);
        let sure = json!({"customer_name": "Durand", "appointment_id": id(&booked)});
        assert_eq!(caller.ask(CANCEL, sure).await["status"], "cancelled");
    }
}

#[tokio::test]
async fn what_is_not_the_callers_and_what_is_not_there_are_byte_for_byte_the_same() {
    let app = TestApp::new();
    let booked = id(&Caller::new(&app, "c1").book("demain", "10h").await);
    add_tenant(&app, "t2", "a2", "Europe/Paris");
    let elsewhere = Caller::on(&app, call_to("a2", "c2", SPOUSE));
    let foreign = id(&elsewhere.ask(BOOK, booking("tomorrow", "10:00")).await);
    let nothing = app
        .post(&Call::from("c3", SPOUSE).tool("t", CANCEL, json!({"appointment_id": "none"})))
        .await
        .body;
    for arguments in [
        json!({}),
        json!({"appointment_id": "0199b0a0-0000-7000-8000-000000000000"}),
        json!({"appointment_id": booked}),
        json!({"appointment_id": foreign}),
        json!({"appointment_id": booked, "customer_name": "Jean"}),
        json!({"appointment_id": booked, "customer_name": "Dupont"}),
        json!({"appointment_id": foreign, "customer_name": "Dupont", "date": "demain"}),
        json!({"customer_name": "Dupont"}),
        json!({"customer_name": "Jean", "date": "demain"}),
        json!({"date": "demain", "time": "10h"}),
    ] {
        // As if from the owner's number, were it not withheld.
        for call in [
            Call::from("c4", SPOUSE),
            Call::anonymous("c5"),
            Call::from("c6", "Anonymous"),
        ] {
            let body = app
                .post(&call.tool("t", CANCEL, arguments.clone()))
                .await
                .body;
            assert_eq!(body, nothing, "{arguments}");
        }
    }
    assert_eq!(diary(&app), ["2026-10-06 10:00 confirmed"; 2]);
}

#[tokio::test]
async fn two_of_one_name_on_a_day_are_told_apart_without_ids() {
    let app = TestApp::new();
    Caller::new(&app, "c1").book("demain", "10h").await;
    let brother = and(
        booking("demain", "15h"),
        json!({"customer_name": "Paul Dupont"}),
    );
    Caller::from(&app, "c2", "+33611111111")
        .ask(BOOK, brother)
        .await;
    let spouse = Caller::from(&app, "c3", SPOUSE);
    let asked = spouse
        .ask(CANCEL, json!({"customer_name": "Dupont", "date": "demain"}))
        .await;
    assert_eq!(asked["status"], "clarify", "{asked}");
    assert_eq!(listed(&asked), ["2026-10-06 10:00", "2026-10-06 15:00"]);
    assert!(
        asked["appointments"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["appointment_id"] == Value::Null)
    );
    let wish = json!({"customer_name": "Dupont", "date": "demain", "time": "15h"});
    assert_eq!(at(&spouse.ask(CANCEL, wish).await), "2026-10-06 15:00");
}
