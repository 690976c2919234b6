//! What a caller dictates with a booking: read back once it is booked, and corrected by saying it
//! again in the same call.

use serde_json::{Value, json};

use super::{Caller, and, booking};
use crate::{app::TestApp, vapi::Call};

const BOOK: &str = "book_appointment";

fn said(answer: &Value) -> &str {
    answer["say"].as_str().unwrap()
}

fn row(app: &TestApp) -> Value {
    json!(
        app.row(
            "SELECT customer_name, customer_phone, phone_source, customer_email FROM rendez_vous"
        )
    )
}

#[tokio::test]
async fn a_dictated_number_and_address_are_read_back() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let wish = and(
        booking("demain", "10h"),
        json!({"customer_phone": "07 11 22 33 44"}),
    );
    let booked = caller.ask(BOOK, wish).await;
    assert!(
        said(&booked).ends_with("Le numéro est bien 07 11 22 33 44 ?"),
        "{booked}"
    );
    let wish = and(
        booking("jeudi", "10h"),
        json!({"customer_email": "jo@gmail.com", "in_addition": true, "language": "en"}),
    );
    let booked = caller.ask(BOOK, wish).await;
    assert!(
        said(&booked).ends_with("Is the address J, O, at gmail dot com?"),
        "{booked}"
    );
}

#[tokio::test]
async fn the_signalled_number_and_a_name_beside_it_need_no_confirming() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let wish = and(
        booking("demain", "10h"),
        json!({"customer_phone": "06 12 34 56 78"}),
    );
    let booked = caller.ask(BOOK, wish).await;
    assert!(!said(&booked).contains('?'), "{booked}");
    // Without a number it is the name by which the appointment is found again.
    let hidden = Caller::on(&app, Call::anonymous("d"));
    let wish = and(
        booking("jeudi", "10h"),
        json!({"customer_phone": "06 98 76 54 32"}),
    );
    let booked = hidden.ask(BOOK, wish).await;
    assert!(
        said(&booked)
            .ends_with("Le numéro est bien 06 98 76 54 32 ? Pouvez-vous m'épeler votre nom ?"),
        "{booked}"
    );
    // A simulation has no row to read from.
    let simulation = Call {
        more: json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}}),
        ..Call::new("sim")
    };
    let wish = and(
        booking("vendredi", "10h"),
        json!({"customer_email": "jo@gmail.com", "in_addition": true}),
    );
    let dry = Caller::on(&app, simulation).ask(BOOK, wish).await;
    assert!(!said(&dry).contains('?'), "{dry}");
}

#[tokio::test]
async fn saying_it_again_corrects_it_and_books_nothing_more() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let wish = |address: &str| and(booking("demain", "10h"), json!({"customer_email": address}));
    let first = caller.ask(BOOK, wish("jo@gmail.com")).await;
    let second = caller.ask(BOOK, wish("joe@gmail.com")).await;
    assert_eq!(
        (&second["status"], &second["replayed"]),
        (&json!("booked"), &json!(true))
    );
    assert_eq!(second["appointment_id"], first["appointment_id"]);
    assert!(said(&second).contains("J, O, E, arobase"), "{second}");
    assert_eq!(row(&app)["customer_email"], "joe@gmail.com");
    // Another number is another wish, and finds what is there already.
    let third = caller
        .ask(
            BOOK,
            and(
                wish("joe@gmail.com"),
                json!({"customer_phone": "07 11 22 33 44"}),
            ),
        )
        .await;
    assert_eq!(third["status"], "already_booked", "{third}");
    assert!(
        said(&third).contains("Le numéro est bien 07 11 22 33 44 ?"),
        "{third}"
    );
    assert_eq!(row(&app)["customer_phone"], "+33711223344");
    assert_eq!(row(&app)["phone_source"], "model");
}

#[tokio::test]
async fn only_the_call_that_dictated_it_corrects_it_and_only_under_the_same_name() {
    let app = TestApp::new();
    let wish = and(
        booking("demain", "10h"),
        json!({"customer_email": "jo@gmail.com"}),
    );
    Caller::new(&app, "c").ask(BOOK, wish.clone()).await;
    let before = row(&app);
    let other = json!({"customer_email": "x@gmail.com", "customer_phone": "07 11 22 33 44"});
    // A later call of the same person, another name in the first call, a simulation.
    let later = Caller::new(&app, "d")
        .ask(BOOK, and(wish.clone(), other.clone()))
        .await;
    assert_eq!(later["status"], "already_booked", "{later}");
    assert!(!said(&later).contains("arobase"), "{later}");
    let named = and(other.clone(), json!({"customer_name": "Anne Martin"}));
    Caller::new(&app, "c")
        .ask_as("n", BOOK, and(wish.clone(), named))
        .await;
    let simulation = Call {
        more: json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}}),
        ..Call::new("c")
    };
    Caller::on(&app, simulation)
        .ask_as("s", BOOK, and(wish, other))
        .await;
    assert_eq!(row(&app), before);
    assert_eq!(app.count("rendez_vous"), 1);
}
