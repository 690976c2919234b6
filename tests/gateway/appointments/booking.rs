//! Booking: one row, or the reason why not with three free starts beside it.

use serde_json::json;

use super::{Caller, add_tenant, and, at, booking, call_to, diary, id, slots};
use crate::app::TestApp;

const OTHER: &str = "+33698765432";

#[tokio::test]
async fn a_free_start_is_booked_and_said_in_words() {
    let app = TestApp::new();
    let answer = Caller::new(&app, "c").book("mardi", "10 h").await;
    assert_eq!(answer["status"], "booked", "{answer}");
    assert_eq!(at(&answer), "2026-10-06 10:00");
    assert_eq!(answer["weekday"], "mardi");
    assert_eq!(
        answer["say"],
        "Votre rendez-vous de visite est confirmé pour le mardi 6 octobre à 10 heures."
    );
    let rows = app.db.query("SELECT * FROM rendez_vous");
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    for (column, value) in [
        ("id", json!(id(&answer))),
        ("tenant_id", json!("tenant_demo_001")),
        ("customer_name", json!("Jean Dupont")),
        ("customer_phone", json!("+33612345678")),
        ("phone_source", json!("caller")),
        ("caller_number", json!("+33612345678")),
        ("rdv_type", json!("visite")),
        ("rdv_duration_minutes", json!(60)),
        ("resource_id", json!("default")),
        ("utc_offset_minutes", json!(120)),
        ("status", json!("confirmed")),
        ("created_by", json!("sara")),
        ("series_id", json!(id(&answer))),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    let call = &app.db.query("SELECT * FROM call_logs")[0];
    assert_eq!(call["id"], row["call_id"]);
    assert_eq!(call["rdv_created"], row["id"]);
    assert!(
        call["actions_performed"]
            .as_str()
            .unwrap()
            .contains("\"booked\"")
    );
}

#[tokio::test]
async fn a_taken_start_is_answered_with_the_three_nearest_free_ones() {
    let app = TestApp::new();
    Caller::new(&app, "c1").book("mardi", "10h").await;
    let answer = Caller::from(&app, "c2", OTHER).book("mardi", "10h30").await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    assert_eq!(
        slots(&answer),
        ["2026-10-06 09:00", "2026-10-06 11:00", "2026-10-06 11:30"]
    );
    assert!(answer["say"].as_str().unwrap().contains("n'est pas libre"));
    assert_eq!(diary(&app), ["2026-10-06 10:00 confirmed"]);
}

/// Day, time, service; the status and one of the starts offered instead.
const REFUSED: [[&str; 5]; 9] = [
    // Sunday, and a public holiday.
    ["dimanche", "10h", "visite", "closed", "2026-10-12 09:00"],
    [
        "2026-11-11",
        "10:00",
        "visite",
        "closed",
        "2026-11-12 09:00",
    ],
    // Before opening, at noon for an hour, too late for an hour, at closing.
    ["demain", "8h", "visite", "unavailable", "2026-10-06 09:00"],
    [
        "demain",
        "midi",
        "visite",
        "unavailable",
        "2026-10-06 11:30",
    ],
    [
        "demain",
        "17h30",
        "visite",
        "unavailable",
        "2026-10-06 17:00",
    ],
    [
        "demain",
        "18h",
        "signature",
        "unavailable",
        "2026-10-06 17:30",
    ],
    // Between two starts: both of them are offered.
    [
        "demain",
        "10h15",
        "visite",
        "unavailable",
        "2026-10-06 10:00",
    ],
    [
        "demain",
        "10h15",
        "visite",
        "unavailable",
        "2026-10-06 10:30",
    ],
    // Inside the notice of an hour.
    [
        "aujourd'hui",
        "10h30",
        "visite",
        "unavailable",
        "2026-10-05 11:00",
    ],
];

#[tokio::test]
async fn what_the_rules_do_not_allow_is_refused_with_its_reason() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    for [date, time, service, status, offered] in REFUSED {
        let wish = and(booking(date, time), json!({ "service": service }));
        let answer = caller.ask("book_appointment", wish).await;
        assert_eq!(answer["status"], status, "{date} {time}: {answer}");
        assert_eq!(slots(&answer).len(), 3, "{date} {time}: {answer}");
        let offers = slots(&answer);
        assert!(
            offers.contains(&offered.to_owned()),
            "{date} {time}: {answer}"
        );
    }
    // Beyond the horizon of 180 days there is nothing to offer either.
    let answer = caller.book("2027-04-05", "10:00").await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    assert_eq!(slots(&answer), [""; 0]);
    assert_eq!(diary(&app), [""; 0]);
}

#[tokio::test]
async fn starts_at_the_edge_of_the_rules_are_booked() {
    let app = TestApp::new();
    for (call, date, time, service) in [
        ("c1", "aujourd'hui", "11h", "visite"),
        ("c2", "demain", "17h", "visite"),
        ("c3", "demain", "midi", "signature"),
        ("c4", "demain", "11h", "estimer"),
        ("c5", "2027-04-02", "17:30", "signing"),
    ] {
        let wish = and(booking(date, time), json!({ "service": service }));
        let number = format!("+3361111111{}", &call[1..]);
        let answer = Caller::from(&app, call, &number)
            .ask("book_appointment", wish)
            .await;
        assert_eq!(answer["status"], "booked", "{date} {time}: {answer}");
    }
    let types = app
        .db
        .value("SELECT group_concat(rdv_type, ' ') FROM rendez_vous");
    assert_eq!(types, "visite visite signature estimation signature");
}

#[tokio::test]
async fn what_is_over_is_asked_again_and_today_is_named() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    for (date, time) in [
        ("hier", "10h"),
        ("2026-10-04", "10:00"),
        ("2023-10-06", "10:00"),
        ("aujourd'hui", "9h"),
    ] {
        let answer = caller.book(date, time).await;
        assert_eq!(answer["status"], "clarify", "{date}: {answer}");
        let say = answer["say"].as_str().unwrap();
        assert!(say.contains("lundi 5 octobre"), "{date}: {say}");
    }
    assert_eq!(diary(&app), [""; 0]);
}

#[tokio::test]
async fn a_start_needs_a_name_a_day_and_a_time() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    for (missing, asked) in [
        ("date", "the day"),
        ("time", "the time"),
        ("customer_name", "their name"),
    ] {
        let wish = and(booking("mardi", "10h"), json!({ missing: "{{unknown}}" }));
        let error = caller.error("book_appointment", wish).await;
        assert!(error.contains(asked), "{error}");
    }
    // Half a wish is answered with what would fit it.
    let answer = caller.book("mardi", "matin").await;
    assert_eq!(answer["status"], "available", "{answer}");
    assert_eq!(
        slots(&answer),
        ["2026-10-06 09:00", "2026-10-06 09:30", "2026-10-06 10:00"]
    );
    assert_eq!(diary(&app), [""; 0]);
}

#[tokio::test]
async fn an_unknown_service_or_address_does_not_stop_a_booking() {
    let app = TestApp::new();
    let wish = and(
        booking("mardi", "10h"),
        json!({"service": "massage", "customer_email": "jean at", "customer_phone": "12"}),
    );
    let answer = Caller::new(&app, "c").ask("book_appointment", wish).await;
    assert_eq!(answer["status"], "booked", "{answer}");
    let ignored = answer["ignored"].as_array().unwrap();
    assert!(ignored.contains(&json!("service: visite, estimation, signature")));
    assert_eq!(ignored.len(), 3, "{ignored:?}");
    let row = &app.db.query("SELECT * FROM rendez_vous")[0];
    assert_eq!(row["rdv_type"], "visite");
    assert_eq!(row["customer_phone"], "+33612345678");
    assert!(row["customer_email"].is_null());
}

#[tokio::test]
async fn the_callers_own_appointment_at_that_time_is_told_not_doubled() {
    let app = TestApp::new();
    let first = Caller::new(&app, "c1").book("mardi", "10h").await;
    let caller = Caller::new(&app, "c2");
    for (time, service) in [
        ("10h", "visite"),
        ("10h30", "estimation"),
        ("9h30", "visite"),
    ] {
        let wish = and(booking("mardi", time), json!({ "service": service }));
        let answer = caller.ask("book_appointment", wish).await;
        assert_eq!(answer["status"], "already_booked", "{time}: {answer}");
        assert_eq!(at(&answer), "2026-10-06 10:00");
        assert_eq!(id(&answer), id(&first));
    }
    assert_eq!(diary(&app).len(), 1);
}

#[tokio::test]
async fn a_second_one_within_a_fortnight_is_made_only_in_addition() {
    let app = TestApp::new();
    let first = Caller::new(&app, "c1").book("mardi", "10h").await;
    let caller = Caller::new(&app, "c2");
    for date in ["jeudi", "2026-10-20"] {
        let answer = caller.book(date, "14h").await;
        assert_eq!(answer["status"], "existing_appointment", "{date}: {answer}");
        assert_eq!(at(&answer), "2026-10-06 10:00");
        assert_eq!(id(&answer), id(&first));
    }
    for (date, more) in [
        ("2026-10-20", json!({"in_addition": "oui"})),
        ("2026-10-21", json!({"service": "estimation"})),
        ("2026-11-04", json!({})),
    ] {
        let answer = caller
            .ask("book_appointment", and(booking(date, "14h"), more))
            .await;
        assert_eq!(answer["status"], "booked", "{date}: {answer}");
    }
    assert_eq!(diary(&app).len(), 4);
}

#[tokio::test]
async fn two_resources_take_two_appointments_at_once() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO resources (tenant_id, id, name, position)
         VALUES ('tenant_demo_001', 'zoe', 'Zoé', 1)",
    );
    for (number, status, resource) in [
        ("+33611111111", "booked", "default"),
        ("+33611111112", "booked", "zoe"),
        ("+33611111113", "unavailable", ""),
    ] {
        let answer = Caller::from(&app, number, number)
            .book("mardi", "10h")
            .await;
        assert_eq!(answer["status"], status, "{answer}");
        if status == "booked" {
            let made = format!(
                "SELECT resource_id FROM rendez_vous WHERE id = '{}'",
                id(&answer)
            );
            assert_eq!(app.db.value(&made), resource);
        }
    }
    // The same caller again: on the other resource, when it was asked for.
    let caller = Caller::new(&app, "c");
    assert_eq!(caller.book("jeudi", "10h").await["status"], "booked");
    assert_eq!(caller.book("jeudi", "10h").await["replayed"], true);
    let more = and(booking("jeudi", "10h"), json!({"in_addition": true}));
    assert_eq!(
        caller.ask("book_appointment", more).await["status"],
        "booked"
    );
    assert_eq!(diary(&app).len(), 4);
}

#[tokio::test]
async fn a_service_is_given_only_by_those_who_can_do_it() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO resources (tenant_id, id, name, position)
         VALUES ('tenant_demo_001', 'zoe', 'Zoé', 1);
         INSERT INTO service_resources VALUES ('tenant_demo_001', 'signature', 'zoe')",
    );
    let wish = and(booking("mardi", "10h"), json!({"service": "signature"}));
    let first = Caller::new(&app, "c1")
        .ask("book_appointment", wish.clone())
        .await;
    assert_eq!(first["status"], "booked", "{first}");
    assert_eq!(app.db.value("SELECT resource_id FROM rendez_vous"), "zoe");
    let second = Caller::from(&app, "c2", OTHER)
        .ask("book_appointment", wish)
        .await;
    assert_eq!(second["status"], "unavailable", "{second}");
}

#[tokio::test]
async fn a_line_without_hours_or_services_gives_nothing() {
    let app = TestApp::new();
    add_tenant(&app, "t2", "a2", "Europe/Paris");
    app.db
        .execute("DELETE FROM opening_hours WHERE tenant_id = 't2'");
    let caller = Caller::on(&app, call_to("a2", "c", "+33612345678"));
    for tool in ["book_appointment", "check_availability"] {
        let answer = caller.ask(tool, booking("2026-10-06", "10:00")).await;
        assert_eq!(answer["status"], "unavailable", "{answer}");
        assert_eq!(slots(&answer), [""; 0]);
    }
    app.db.execute(
        "INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
         VALUES ('h', 't2', 2, '09:00', '18:00');
         DELETE FROM services WHERE tenant_id = 't2'",
    );
    let answer = caller.book("2026-10-06", "10:00").await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    assert_eq!(diary(&app), [""; 0]);
}
