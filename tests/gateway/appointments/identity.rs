//! Who calls: the signalled number opens what is the caller's; a number that is told opens nothing.

use serde_json::json;

use super::{Caller, and, booking, diary};
use crate::{app::TestApp, vapi::Call};

const BOOK: &str = "book_appointment";
const FIND: &str = "find_appointments";

#[tokio::test]
async fn without_any_number_booking_asks_for_one() {
    let app = TestApp::new();
    let caller = Caller::on(&app, Call::anonymous("c"));
    let asked = caller.book("demain", "10h").await;
    assert_eq!(asked["status"], "clarify", "{asked}");
    assert!(asked["say"].as_str().unwrap().contains("numéro"), "{asked}");
    assert_eq!(diary(&app), [""; 0]);
    let told = and(
        booking("demain", "10h"),
        json!({"customer_phone": "06 98 76 54 32"}),
    );
    let booked = caller.ask(BOOK, told.clone()).await;
    assert_eq!(booked["status"], "booked", "{booked}");
    assert_eq!(caller.ask(BOOK, told).await["replayed"], true);
    let row = &app.db.query("SELECT * FROM rendez_vous")[0];
    assert_eq!(row["customer_phone"], "+33698765432");
    assert_eq!(row["phone_source"], "model");
    assert!(row["caller_number"].is_null());
}

#[tokio::test]
async fn a_number_that_cannot_be_read_is_asked_again() {
    let app = TestApp::new();
    let wish = and(
        booking("demain", "10h"),
        json!({"customer_phone": "zéro six"}),
    );
    let asked = Caller::on(&app, Call::anonymous("c")).ask(BOOK, wish).await;
    assert_eq!(asked["status"], "clarify", "{asked}");
    assert_eq!(
        asked["ignored"][0],
        "customer_phone: a complete phone number"
    );
}

#[tokio::test]
async fn withheld_and_own_numbers_are_nobody() {
    let app = TestApp::new();
    for (index, number) in [
        "anonymous",
        "Anonymous",
        "restricted",
        "unavailable",
        "unknown",
        "private",
        "+266696687",
        "+7378742833",
        "+2562533",
        "+8656696",
        "+86282452253",
        "sip:anonymous@anonymous.invalid",
        "",
        "+33987654321",
        "+33939035761",
    ]
    .into_iter()
    .enumerate()
    {
        let caller = Caller::from(&app, &format!("c{index}"), number);
        let asked = caller.book("demain", "10h").await;
        assert_eq!(asked["status"], "clarify", "{number}: {asked}");
        // A row that holds such a number is not theirs.
        app.db.execute(&format!(
            "INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, rdv_date, rdv_time)
             VALUES ('{index}', 'tenant_demo_001', 'X', '{number}', '2027-01-{:02}', '10:00')",
            index + 1
        ));
        let found = caller.ask(FIND, json!({})).await;
        assert_eq!(found["status"], "not_found", "{number}: {found}");
    }
}

#[tokio::test]
async fn a_number_that_is_told_is_stored_and_opens_nothing() {
    let app = TestApp::new();
    Caller::new(&app, "victim").book("demain", "10h").await;
    for call in [Call::anonymous("a"), Call::from("b", "+33698765432")] {
        let caller = Caller::on(&app, call);
        let wish = and(
            booking("jeudi", "10h"),
            json!({"customer_phone": "+33612345678", "customer_name": "Eve"}),
        );
        let booked = caller.ask(BOOK, wish).await;
        // The victim's appointment of that week is not told either.
        assert_ne!(booked["status"], "existing_appointment", "{booked}");
        for tool in [FIND, "cancel_appointment"] {
            let answer = caller
                .ask(tool, json!({"customer_phone": "+33612345678", "phone": "+33612345678", "date": "demain"}))
                .await;
            assert_eq!(answer["status"], "not_found", "{answer}");
        }
    }
    assert_eq!(diary(&app)[0], "2026-10-06 10:00 confirmed");
}

#[tokio::test]
async fn the_number_a_booking_was_made_for_opens_it_when_it_calls() {
    let app = TestApp::new();
    let wish = and(
        booking("demain", "10h"),
        json!({"customer_phone": "06 98 76 54 32"}),
    );
    assert_eq!(
        Caller::new(&app, "c1").ask(BOOK, wish).await["status"],
        "booked"
    );
    let row = &app.db.query("SELECT * FROM rendez_vous")[0];
    assert_eq!(row["phone_source"], "model");
    assert_eq!(row["caller_number"], "+33612345678");
    for number in ["+33612345678", "+33698765432"] {
        let found = Caller::from(&app, number, number)
            .ask(FIND, json!({}))
            .await;
        assert_eq!(found["status"], "found", "{number}: {found}");
    }
}
