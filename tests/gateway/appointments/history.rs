//! The history of appointments: who changed what, by phone or by hand.

use serde_json::json;

use super::{Caller, and, booking};
use crate::{app::TestApp, vapi::Call};

/// `confirmed 2026-10-06 10:00 > cancelled 2026-10-06 10:00 +33612345678`, oldest first; `-` for
/// what is not there.
fn history(app: &TestApp) -> Vec<String> {
    let rows = app.db.query(
        "SELECT coalesce(h.old_status || ' ' || h.old_start, '-') || ' > ' || h.new_status || ' '
           || h.new_start || ' ' || coalesce(h.caller_number, '-') || ' ' || coalesce(l.vapi_call_id, '-')
           AS line
         FROM appointment_history h LEFT JOIN call_logs l ON l.id = h.call_id ORDER BY h.seq",
    );
    rows.iter()
        .map(|row| row["line"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_history_names_the_number_that_called() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "first");
    caller.book("demain", "10h").await;
    let wish = json!({"new_date": "demain", "new_time": "11h"});
    caller.ask("reschedule_appointment", wish).await;
    // A spouse cancels from another line.
    let spouse = Caller::from(&app, "second", "+33698765432");
    let wish = json!({"customer_name": "Dupont", "date": "demain"});
    let cancelled = spouse.ask("cancel_appointment", wish).await;
    assert_eq!(cancelled["status"], "cancelled", "{cancelled}");
    assert_eq!(
        history(&app),
        [
            "- > confirmed 2026-10-06 10:00 +33612345678 first",
            "confirmed 2026-10-06 10:00 > rescheduled 2026-10-06 10:00 +33612345678 first",
            "- > confirmed 2026-10-06 11:00 +33612345678 first",
            "confirmed 2026-10-06 11:00 > cancelled 2026-10-06 11:00 +33698765432 second",
        ]
    );
}

#[tokio::test]
async fn what_changes_nothing_leaves_no_line_and_staff_leave_no_number() {
    let app = TestApp::new();
    let caller = Caller::new(&app, "c");
    let booked = caller.book("demain", "10h").await;
    caller.book("demain", "10h").await;
    Caller::from(&app, "d", "+33698765432")
        .book("demain", "10h")
        .await;
    let simulation = Call {
        more: json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}}),
        ..Call::new("sim")
    };
    let simulated = Caller::on(&app, simulation);
    simulated.ask("cancel_appointment", json!({})).await;
    simulated
        .ask(
            "book_appointment",
            and(booking("jeudi", "10h"), json!({"in_addition": true})),
        )
        .await;
    assert_eq!(history(&app).len(), 1);
    let id = booked["appointment_id"].as_str().unwrap();
    app.db.execute(&format!(
        "UPDATE rendez_vous SET status = 'no_show' WHERE id = '{id}'"
    ));
    assert_eq!(
        history(&app)[1],
        "confirmed 2026-10-06 10:00 > no_show 2026-10-06 10:00 - -"
    );
}
