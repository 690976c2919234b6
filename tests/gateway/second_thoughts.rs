//! What callers say after something has happened already: nobody else's appointment is touched,
//! nothing said is lost, nothing is told that is no longer so.

use serde_json::{Value, json};

use crate::{app::TestApp, vapi::Call};

const JEAN: &str = "+33612345678";
const PAUL: &str = "+33799999999";

async fn ask(app: &TestApp, call: &Call, id: &str, tool: &str, arguments: Value) -> Value {
    app.post(&call.tool(id, tool, arguments)).await.result()
}

async fn book(app: &TestApp, caller: &str, name: &str, time: &str) -> Value {
    let arguments = json!({"date": "2026-10-06", "time": time, "customer_name": name});
    let call = Call::from(&format!("booked by {name}"), caller);
    ask(app, &call, "b", "book_appointment", arguments).await
}

fn live(app: &TestApp) -> Vec<String> {
    let sql = "SELECT customer_name || ' ' || rdv_date || ' ' || rdv_time AS row FROM rendez_vous \
               WHERE status = 'confirmed' ORDER BY rdv_date, rdv_time";
    let rows = app.db.query(sql);
    let text = |row: &coccinelle_gateway::db::Row| row["row"].as_str().unwrap().to_owned();
    rows.iter().map(text).collect()
}

#[tokio::test]
async fn a_namesake_of_the_day_is_not_the_next_one_meant() {
    let app = TestApp::new();
    book(&app, PAUL, "Paul Dupont", "15h").await;
    book(&app, JEAN, "Jean Dupont", "10h").await;
    let call = Call::from("c", JEAN);
    let dupont = json!({"customer_name": "Dupont", "date": "2026-10-06"});
    for (id, replayed) in [("1", Value::Null), ("2", json!(true))] {
        let told = ask(&app, &call, id, "cancel_appointment", dupont.clone()).await;
        assert_eq!(told["status"], "cancelled", "{told}");
        assert_eq!(told["time"], "10:00");
        assert_eq!(told["replayed"], replayed);
    }
    let found = ask(&app, &call, "3", "find_appointments", dupont.clone()).await;
    assert_eq!(found["status"], "not_found", "{found}");
    let mut moved = dupont;
    moved["new_date"] = json!("2026-10-08");
    moved["new_time"] = json!("11h");
    let told = ask(&app, &call, "4", "reschedule_appointment", moved).await;
    assert_eq!(told["status"], "not_found", "{told}");
    assert_eq!(live(&app), ["Paul Dupont 2026-10-06 15:00"]);
}

#[tokio::test]
async fn a_long_name_is_a_name() {
    let app = TestApp::new();
    book(&app, JEAN, "Jean Martin", "10h").await;
    let name = "Marie Claire Anne Sophie de La Tour du Pin Chambly";
    let call = Call::from("c", JEAN);
    let told = ask(
        &app,
        &call,
        "1",
        "cancel_appointment",
        json!({"customer_name": name}),
    )
    .await;
    assert_eq!(told["status"], "clarify", "{told}");
    assert_eq!(live(&app), ["Jean Martin 2026-10-06 10:00"]);
}

#[tokio::test]
async fn a_simulation_never_takes_over_a_live_call() {
    let app = TestApp::new();
    book(&app, PAUL, "Paul Dupont", "10h").await;
    let arguments = json!({"date": "2026-10-06", "time": "10h", "customer_name": "Jean Dupont"});
    let call = Call::from("c", JEAN);
    let taken = ask(&app, &call, "call_0", "book_appointment", arguments.clone()).await;
    assert_eq!(taken["status"], "unavailable", "{taken}");
    app.db
        .execute("UPDATE rendez_vous SET status = 'cancelled'");
    let mut simulated = call.clone();
    simulated.more = json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}});
    let mut body = simulated.tool("call_0", "book_appointment", arguments);
    body["message"]["timestamp"] = 1_791_190_000_000_i64.into();
    let told = app.post(&body).await.result();
    assert_eq!(told["status"], "booked", "{told}");
    assert_eq!(told["dry_run"], true);
    assert_eq!(live(&app), [""; 0]);
}

#[tokio::test]
async fn somebody_elses_appointment_is_followed_no_further() {
    let app = TestApp::new();
    book(&app, JEAN, "Jean Dupont", "10h").await;
    let spouse = Call::from("s", PAUL);
    let which = json!({"customer_name": "Dupont", "date": "2026-10-06",
                       "new_date": "2026-10-08", "new_time": "10h"});
    let moved = ask(
        &app,
        &spouse,
        "call_0",
        "reschedule_appointment",
        which.clone(),
    )
    .await;
    assert_eq!(moved["status"], "rescheduled", "{moved}");
    assert_eq!(moved.get("appointment_id"), None, "{moved}");
    let owner = json!({"new_date": "2026-10-09", "new_time": "14h"});
    ask(
        &app,
        &Call::from("o", JEAN),
        "1",
        "reschedule_appointment",
        owner,
    )
    .await;
    let again = ask(&app, &spouse, "call_0", "reschedule_appointment", which).await;
    assert_eq!(again["status"], "not_found", "{again}");
    assert!(!again.to_string().contains("2026-10-09"), "{again}");
}

#[tokio::test]
async fn a_row_moved_by_hand_across_a_clock_change_keeps_its_wall_clock() {
    let app = TestApp::new();
    book(&app, JEAN, "Jean Dupont", "10h").await;
    app.db
        .execute("UPDATE rendez_vous SET rdv_date = '2026-11-03'");
    let call = Call::from("c", PAUL);
    for (id, time, status) in [("1", "10h", "unavailable"), ("2", "11h", "booked")] {
        let arguments = json!({"date": "2026-11-03", "time": time, "customer_name": "Paul Petit"});
        let told = ask(&app, &call, id, "book_appointment", arguments).await;
        assert_eq!(told["status"], status, "{told}");
    }
}

#[tokio::test]
async fn a_move_keeps_to_the_notice_and_horizon_of_its_service() {
    let app = TestApp::new();
    app.db.execute(
        "UPDATE services SET notice_minutes = 2880, horizon_days = 20 WHERE id = 'signature'",
    );
    let call = Call::from("c", JEAN);
    let arguments = json!({"date": "2026-10-08", "time": "10h", "service": "signature",
                           "customer_name": "Jean Dupont"});
    let booked = ask(&app, &call, "1", "book_appointment", arguments).await;
    assert_eq!(booked["status"], "booked", "{booked}");
    for (id, date) in [("2", "2026-10-05"), ("3", "2026-12-01")] {
        let to = json!({"new_date": date, "new_time": "15h"});
        let told = ask(&app, &call, id, "reschedule_appointment", to).await;
        assert_eq!(told["status"], "unavailable", "{told}");
    }
    assert_eq!(live(&app), ["Jean Dupont 2026-10-08 10:00"]);
}

#[tokio::test]
async fn what_a_second_telling_adds_to_a_ticket_is_kept() {
    let app = TestApp::new();
    let call = Call::from("c", JEAN);
    let first =
        json!({"subject": "Panne de chauffage", "customer_name": "Jean", "priority": "low"});
    let second = json!({"subject": "panne de chauffage", "customer_name": "Jean",
                        "priority": "urgent", "description": "Un bébé a froid"});
    let neighbour = json!({"subject": "Panne de chauffage", "customer_name": "Marie Martin"});
    let mut numbers = Vec::new();
    for (id, arguments) in [("1", first), ("2", second), ("3", neighbour)] {
        let told = ask(&app, &call, id, "create_ticket", arguments).await;
        numbers.push(told["ticket_number"].as_str().unwrap().to_owned());
    }
    assert_eq!(numbers, ["T-2001", "T-2001", "T-2002"]);
    let priority = "SELECT priority FROM tickets WHERE ticket_number = 2001";
    assert_eq!(app.db.value(priority), "urgent");
    assert_eq!(
        app.db.value("SELECT note FROM ticket_notes"),
        "Un bébé a froid"
    );
}

#[tokio::test]
async fn a_repeat_tells_what_has_become_of_a_ticket_and_a_callback() {
    let app = TestApp::new();
    let call = Call::from("c", JEAN);
    let ticket = json!({"subject": "Fuite"});
    let callback = json!({"reason": "Devis", "when": "demain à 10h"});
    ask(&app, &call, "t", "create_ticket", ticket.clone()).await;
    ask(&app, &call, "c", "request_callback", callback.clone()).await;
    app.db
        .execute("UPDATE tickets SET status = 'closed'; UPDATE callbacks SET status = 'cancelled'");
    let told = ask(&app, &call, "t", "create_ticket", ticket).await;
    assert_eq!(told["status"], "found", "{told}");
    assert_eq!(told["tickets"][0]["status"], "closed");
    let told = ask(&app, &call, "c", "request_callback", callback).await;
    assert_eq!(told["status"], "not_found", "{told}");
}

#[tokio::test]
async fn many_resources_are_not_too_many() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO resources (tenant_id, id, name) \
         SELECT 'tenant_demo_001', 'resource-with-a-rather-long-name-' || value, 'R' FROM \
           (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 60) \
            SELECT value FROM n)",
    );
    let told = ask(&app, &Call::new("c"), "1", "check_availability", json!({})).await;
    assert_eq!(told["status"], "available", "{told}");
}

#[tokio::test]
async fn the_id_of_a_service_no_longer_offered_is_not_spoken() {
    let app = TestApp::new();
    book(&app, JEAN, "Jean Dupont", "10h").await;
    app.db
        .execute("UPDATE rendez_vous SET rdv_type = 'svc_8f3a_90'");
    let found = ask(
        &app,
        &Call::from("c", JEAN),
        "1",
        "find_appointments",
        json!({}),
    )
    .await;
    assert_eq!(found["status"], "found", "{found}");
    let say = found["say"].as_str().unwrap();
    assert!(!say.contains("svc") && !say.contains("90"), "{say}");
}

#[tokio::test]
async fn both_hours_of_an_autumn_night_can_be_booked_and_no_third() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes) \
         VALUES ('night', 'tenant_demo_001', 7, '00:00', '04:00')",
    );
    let night = json!({"date": "2026-10-25", "time": "02:00", "customer_name": "Paul Petit"});
    for (index, status) in ["booked", "booked", "unavailable"].into_iter().enumerate() {
        let call = Call::from(&format!("c{index}"), &format!("+3379999000{index}"));
        let told = ask(&app, &call, "1", "book_appointment", night.clone()).await;
        assert_eq!(told["status"], status, "{told}");
    }
    let offsets = "SELECT json_group_array(utc_offset_minutes) FROM rendez_vous";
    assert_eq!(app.db.value(offsets), "[120,60]");
}
