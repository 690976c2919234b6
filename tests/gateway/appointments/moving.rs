//! Moving: the old row becomes `rescheduled`, a linked one takes the new start, or nothing changes.

use serde_json::{Value, json};

use super::{Caller, and, at, booking, diary, id, listed, slots};
use crate::app::TestApp;

const BOOK: &str = "book_appointment";
const MOVE: &str = "reschedule_appointment";
const OTHER: &str = "+33698765432";

fn to(date: &str, time: &str) -> Value {
    json!({"new_date": date, "new_time": time})
}

#[tokio::test]
async fn a_move_links_a_new_row_to_the_old_one() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let more =
        json!({"notes": "digicode", "location": "Lyon", "customer_email": "jean@example.com"});
    let booked = caller.ask(BOOK, and(booking("demain", "10h"), more)).await;
    let moved = caller.ask(MOVE, to("jeudi", "14h")).await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    assert_eq!(at(&moved), "2026-10-08 14:00");
    let say = moved["say"].as_str().unwrap();
    assert!(
        say.contains("mardi 6 octobre") && say.contains("jeudi 8 octobre"),
        "{say}"
    );
    let rows = app.db.query("SELECT * FROM rendez_vous ORDER BY rowid");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["status"], "rescheduled");
    assert_eq!(rows[1]["status"], "confirmed");
    assert_eq!(rows[1]["id"], id(&moved));
    assert_eq!(rows[1]["replaces_id"], id(&booked));
    for column in [
        "customer_name",
        "customer_phone",
        "phone_source",
        "customer_email",
        "caller_number",
        "rdv_type",
        "rdv_duration_minutes",
        "rdv_location",
        "notes",
        "series_id",
        "tenant_id",
    ] {
        assert_eq!(rows[0][column], rows[1][column], "{column}");
    }
}

#[tokio::test]
async fn half_an_hour_later_overlaps_only_itself() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller.book("demain", "10h").await;
    let moved = caller.ask(MOVE, to("demain", "10h30")).await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    assert_eq!(
        diary(&app),
        ["2026-10-06 10:00 rescheduled", "2026-10-06 10:30 confirmed"]
    );
    // What it left behind is free, what it took is not.
    let other = Caller::from(&app, "d", OTHER);
    assert_eq!(other.book("demain", "9h30").await["status"], "booked");
}

#[tokio::test]
async fn a_taken_or_impossible_start_changes_nothing() {
    let app = TestApp::new();
    Caller::from(&app, "d", OTHER).book("jeudi", "14h").await;
    let caller = Caller::new(&app, "c");
    caller.book("demain", "10h").await;
    for (date, time, status, reason) in [
        ("jeudi", "14h30", "unavailable", "n'est pas libre"),
        ("jeudi", "midi", "unavailable", "horaires d'ouverture"),
        (
            "jeudi",
            "14h10",
            "unavailable",
            "Aucun rendez-vous ne commence",
        ),
        ("dimanche", "10h", "closed", "fermés"),
        ("2027-06-01", "10h", "unavailable", "pas encore"),
    ] {
        let answer = caller.ask(MOVE, to(date, time)).await;
        assert_eq!(answer["status"], status, "{date} {time}: {answer}");
        assert!(answer["say"].as_str().unwrap().contains(reason), "{answer}");
        assert_eq!(slots(&answer).is_empty(), date == "2027-06-01", "{answer}");
    }
    assert_eq!(
        caller.ask(MOVE, to("hier", "10h")).await["status"],
        "clarify"
    );
    assert_eq!(
        diary(&app),
        ["2026-10-08 14:00 confirmed", "2026-10-06 10:00 confirmed"]
    );
}

#[tokio::test]
async fn where_it_is_already_is_not_offered_instead() {
    let app = TestApp::new();
    Caller::from(&app, "d", OTHER).book("demain", "11h").await;
    let caller = Caller::new(&app, "c");
    caller.book("demain", "10h").await;
    let answer = caller.ask(MOVE, to("demain", "10h30")).await;
    assert_eq!(answer["status"], "unavailable", "{answer}");
    assert_eq!(
        slots(&answer),
        ["2026-10-06 09:00", "2026-10-06 09:30", "2026-10-06 13:30"]
    );
}

#[tokio::test]
async fn it_keeps_the_length_and_the_grid_of_its_service() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO services (tenant_id, id, name_fr, name_en, duration_minutes, grid_minutes)
         VALUES ('tenant_demo_001', 'appel', 'appel', 'call', 20, 20)",
    );
    let caller = Caller::new(&app, "c");
    let short = and(booking("demain", "10h"), json!({"service": "signature"}));
    assert_eq!(caller.ask(BOOK, short).await["status"], "booked");
    // Half an hour before noon closing; an hour would not fit.
    let moved = caller.ask(MOVE, to("demain", "midi")).await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    // 10:20 is on the grid of calls, not on that of signatures.
    let off = caller.ask(MOVE, to("jeudi", "10h20")).await;
    assert_eq!(off["status"], "unavailable", "{off}");
    assert!(
        slots(&off)
            .iter()
            .all(|start| start.ends_with("00") || start.ends_with("30")),
        "{off}"
    );
    let call = and(
        booking("vendredi", "10h20"),
        json!({"service": "appel", "customer_name": "A B"}),
    );
    let call = caller.ask(BOOK, call).await;
    assert_eq!(call["status"], "booked", "{call}");
    let wish = and(to("vendredi", "9h40"), json!({"appointment_id": id(&call)}));
    assert_eq!(caller.ask(MOVE, wish).await["status"], "rescheduled");
    let lengths = app
        .db
        .value("SELECT group_concat(rdv_duration_minutes) FROM rendez_vous");
    assert_eq!(lengths, "30,30,20,20");
}

#[tokio::test]
async fn it_stays_with_those_who_can_do_its_service() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO resources (tenant_id, id, name, position)
         VALUES ('tenant_demo_001', 'zoe', 'Zoé', 1);
         INSERT INTO service_resources VALUES ('tenant_demo_001', 'signature', 'zoe');
         INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, resource_id)
         VALUES ('busy', 'tenant_demo_001', 'X', '2026-10-08', '10:00', 'zoe')",
    );
    let caller = Caller::new(&app, "c");
    let wish = and(booking("demain", "10h"), json!({"service": "signature"}));
    caller.ask(BOOK, wish).await;
    let taken = caller.ask(MOVE, to("jeudi", "10h")).await;
    assert_eq!(taken["status"], "unavailable", "{taken}");
    let moved = caller.ask(MOVE, to("jeudi", "11h")).await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    let made = format!(
        "SELECT resource_id FROM rendez_vous WHERE id = '{}'",
        id(&moved)
    );
    assert_eq!(app.db.value(&made), "zoe");
}

#[tokio::test]
async fn an_old_id_follows_a_chain_of_moves() {
    let app = TestApp::new();
    let first = id(&Caller::new(&app, "c1").book("demain", "10h").await);
    let mut ids = vec![first.clone()];
    for (call, date) in [("c2", "mercredi"), ("c3", "jeudi"), ("c4", "vendredi")] {
        let wish = and(to(date, "10h"), json!({"appointment_id": first}));
        let moved = Caller::new(&app, call).ask(MOVE, wish).await;
        assert_eq!(moved["status"], "rescheduled", "{moved}");
        ids.push(id(&moved));
    }
    assert_eq!(
        app.db
            .value("SELECT count(DISTINCT series_id) FROM rendez_vous"),
        1
    );
    // Every id of the chain means the same appointment, also for cancelling.
    let caller = Caller::new(&app, "c5");
    let found = caller.ask("find_appointments", json!({})).await;
    assert_eq!(listed(&found), ["2026-10-09 10:00"]);
    let cancelled = caller
        .ask("cancel_appointment", json!({"appointment_id": ids[1]}))
        .await;
    assert_eq!(cancelled["status"], "cancelled", "{cancelled}");
    assert_eq!(id(&cancelled), ids[3]);
}

#[tokio::test]
async fn moving_to_where_it_is_changes_nothing() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let booked = caller.book("demain", "10h").await;
    let answer = caller.ask(MOVE, to("mardi", "10:00")).await;
    assert_eq!(answer["status"], "already_booked", "{answer}");
    assert_eq!(id(&answer), id(&booked));
    assert_eq!(diary(&app), ["2026-10-06 10:00 confirmed"]);
}

#[tokio::test]
async fn somebody_elses_moves_only_by_name_and_date() {
    let app = TestApp::new();
    let booked = id(&Caller::new(&app, "c1").book("demain", "10h").await);
    let other = Caller::from(&app, "c2", OTHER);
    for which in [
        json!({}),
        json!({"appointment_id": booked}),
        json!({"customer_name": "Dupont"}),
        json!({"customer_name": "Jean", "date": "demain"}),
    ] {
        let answer = other.ask(MOVE, and(to("jeudi", "14h"), which)).await;
        assert_eq!(answer["status"], "not_found", "{answer}");
    }
    assert_eq!(diary(&app), ["2026-10-06 10:00 confirmed"]);
    let which = json!({"customer_name": "Dupont", "date": "demain"});
    let moved = other.ask(MOVE, and(to("jeudi", "14h"), which)).await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    // It stays its owner's.
    let owner = Caller::new(&app, "c3")
        .ask("find_appointments", json!({}))
        .await;
    assert_eq!(listed(&owner), ["2026-10-08 14:00"]);
    let stranger = other.ask("find_appointments", json!({})).await;
    assert_eq!(stranger["status"], "not_found", "{stranger}");
}

#[tokio::test]
async fn one_of_several_is_asked_for() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    caller.book("demain", "10h").await;
    caller
        .ask(
            BOOK,
            and(booking("jeudi", "10h"), json!({"in_addition": true})),
        )
        .await;
    let asked = caller.ask(MOVE, to("vendredi", "10h")).await;
    assert_eq!(asked["status"], "clarify", "{asked}");
    assert_eq!(listed(&asked), ["2026-10-06 10:00", "2026-10-08 10:00"]);
    let moved = caller
        .ask(MOVE, and(to("vendredi", "10h"), json!({"date": "jeudi"})))
        .await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    assert_eq!(diary(&app)[1], "2026-10-08 10:00 rescheduled");
}
