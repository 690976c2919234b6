//! Tickets: numbered per tenant, found by their caller, annotated and escalated.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    scenes::{TICKET_CALLER, add_other_tenant, with_ticket},
    vapi::Call,
};

const STRANGER: &str = "+33699999999";

#[tokio::test]
async fn a_ticket_is_a_row_with_a_number_that_is_said() {
    let app = with_ticket().await;
    let row = app.row("SELECT * FROM tickets");
    for (column, value) in [
        ("tenant_id", json!("tenant_demo_001")),
        ("ticket_number", json!(2001)),
        ("customer_name", json!("Anne Martin")),
        ("customer_phone", json!(TICKET_CALLER)),
        ("caller_number", json!(TICKET_CALLER)),
        ("phone_source", json!("caller")),
        ("subject", json!("Chaudière en panne")),
        ("description", json!("Plus d'eau chaude.")),
        ("category", json!("technique")),
        ("priority", json!("urgent")),
        ("status", json!("open")),
        ("created_by", json!("sara")),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    let log = app.row("SELECT * FROM call_logs");
    assert_eq!(
        (&log["ticket_created"], &log["id"]),
        (&row["id"], &row["call_id"])
    );
}

#[tokio::test]
async fn numbers_count_for_each_tenant() {
    let app = with_ticket().await;
    add_other_tenant(&app);
    let second = app
        .ask(
            &Call::new("c2"),
            "t",
            "create_ticket",
            json!({"subject": "Clé perdue"}),
        )
        .await;
    assert_eq!(second["ticket_number"], "T-2002");
    let other = app
        .ask(
            &Call::new("c3").at_other(),
            "t",
            "create_ticket",
            json!({"subject": "Lost key"}),
        )
        .await;
    assert_eq!(other["ticket_number"], "T-2001");
    let message = Call::new("c4").tools(&[
        ("a", "create_ticket", json!({"subject": "Fenêtre"})),
        ("b", "create_ticket", json!({"subject": "Porte"})),
    ]);
    let results = app.post(&message).await.results();
    let numbers: Vec<Value> = results
        .iter()
        .map(|entry| parsed(entry)["ticket_number"].clone())
        .collect();
    assert_eq!(numbers, ["T-2003", "T-2004"]);
}

fn parsed(entry: &Value) -> Value {
    serde_json::from_str(entry["result"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn the_same_subject_twice_is_one_ticket_while_it_is_open() {
    let app = TestApp::new();
    let call = Call::new("c");
    let first = app
        .ask(
            &call,
            "t1",
            "create_ticket",
            json!({"subject": "Chaudière en panne"}),
        )
        .await;
    let again = app
        .ask(
            &call,
            "t2",
            "create_ticket",
            json!({"subject": "chaudiere EN PANNE !", "description": "toujours"}),
        )
        .await;
    assert_eq!(
        (&again["replayed"], &again["ticket_number"]),
        (&json!(true), &first["ticket_number"])
    );
    assert_eq!(again["status"], "created");
    assert_eq!(app.count("tickets"), 1);
    app.db.execute("UPDATE tickets SET status = 'closed'");
    let anew = app
        .ask(
            &call,
            "t3",
            "create_ticket",
            json!({"subject": "Chaudière en panne"}),
        )
        .await;
    assert_eq!(
        (anew.get("replayed"), &anew["ticket_number"]),
        (None, &json!("T-2002"))
    );
}

#[tokio::test]
async fn the_caller_finds_what_is_not_closed() {
    let app = with_ticket().await;
    app.ask(
        &Call::new("c2"),
        "t",
        "create_ticket",
        json!({"subject": "Clé perdue"}),
    )
    .await;
    app.db.execute("UPDATE tickets SET status = 'waiting_customer' WHERE ticket_number = 2001; UPDATE tickets SET created_at = '2026-10-05T09:00:00.000Z' WHERE ticket_number = 2002");
    let found = app
        .ask(&Call::new("c3"), "t", "find_tickets", json!({}))
        .await;
    assert_eq!(found["status"], "found");
    assert_eq!(
        found["tickets"],
        json!([
            {"number": 2002, "subject": "Clé perdue", "status": "open"},
            {"number": 2001, "subject": "Chaudière en panne", "status": "waiting_customer"},
        ])
    );
    app.db
        .execute("UPDATE tickets SET status = 'closed' WHERE ticket_number = 2002");
    let found = app
        .ask(&Call::new("c3"), "t", "find_tickets", json!({}))
        .await;
    assert_eq!(
        found["tickets"].as_array().unwrap().len(),
        1,
        "read afresh: {found}"
    );
    let closed = app
        .ask(
            &Call::new("c3"),
            "u",
            "find_tickets",
            json!({"ticket_number": "T-2002"}),
        )
        .await;
    assert_eq!(closed["tickets"][0]["status"], "closed");
}

#[tokio::test]
async fn notes_are_kept_in_order_and_once() {
    let app = with_ticket().await;
    let call = Call::new("c2");
    for (id, note, replayed) in [
        ("t1", "Il fait 12 degrés.", false),
        ("t2", "Le voisin aussi.", false),
        ("t3", "il fait 12 degrés", true),
    ] {
        let result = app
            .ask(
                &call,
                id,
                "add_ticket_note",
                json!({"ticket_number": "2001", "note": note}),
            )
            .await;
        assert_eq!(result["status"], "updated", "{note}");
        assert_eq!(result["ticket_number"], "T-2001");
        assert_eq!(
            result.get("replayed").is_some(),
            replayed,
            "{note}: {result}"
        );
    }
    let spouse = Call::from("c3", STRANGER);
    app.ask(
        &spouse,
        "t",
        "add_ticket_note",
        json!({"ticket_number": 2001, "customer_name": "Martin", "note": "Toujours rien."}),
    )
    .await;
    let notes = app
        .db
        .query("SELECT note, author, tenant_id FROM ticket_notes ORDER BY created_at, rowid");
    let texts: Vec<&Value> = notes.iter().map(|note| &note["note"]).collect();
    assert_eq!(
        texts,
        ["Il fait 12 degrés.", "Le voisin aussi.", "Toujours rien."]
    );
    assert!(
        notes
            .iter()
            .all(|note| note["author"] == "caller" && note["tenant_id"] == "tenant_demo_001")
    );
}

#[tokio::test]
async fn escalating_raises_reopens_and_is_done_once() {
    let app = with_ticket().await;
    app.db
        .execute("UPDATE tickets SET priority = 'low', status = 'resolved', assigned_to = 'paul'");
    let call = Call::new("c2");
    let first = app
        .ask(
            &call,
            "t1",
            "escalate_ticket",
            json!({"ticket_number": 2001, "reason": "Un bébé à la maison."}),
        )
        .await;
    assert_eq!(
        (&first["status"], &first["ticket_number"]),
        (&json!("escalated"), &json!("T-2001"))
    );
    let again = app
        .ask(
            &call,
            "t2",
            "escalate_ticket",
            json!({"ticket_number": 2001, "reason": "Vite !"}),
        )
        .await;
    assert_eq!(
        (&again["status"], &again["replayed"]),
        (&json!("escalated"), &json!(true))
    );
    let row = app.row("SELECT * FROM tickets");
    assert_eq!(
        (&row["priority"], &row["status"], &row["assigned_to"]),
        (&json!("high"), &json!("open"), &json!("paul"))
    );
    assert_eq!(row["escalated_at"], "2026-10-05T08:00:00.000Z");
    // The ticket went up once; every reason that was given is kept.
    let notes = app.row("SELECT json_group_array(note) AS notes FROM ticket_notes");
    assert_eq!(notes["notes"], r#"["Un bébé à la maison.","Vite !"]"#);
    let log = app.row("SELECT * FROM call_logs WHERE vapi_call_id = 'c2'");
    assert_eq!(log["ticket_created"], Value::Null, "this call made none");
}

#[tokio::test]
async fn hostile_text_is_text_and_arguments_without_sense_are_told() {
    let app = TestApp::new();
    let call = Call::new("c");
    let subject = "'); DELETE FROM tickets;-- \"😀\"\nT-9999";
    let arguments = json!({"subject": subject, "customer_name": "O'Brien \u{0}\r\n\"Zoé\"", "priority": "énorme",
        "customer_email": "nobody", "customer_phone": "12", "ticket_number": 5, "status": "closed"});
    let made = app.ask(&call, "t1", "create_ticket", arguments).await;
    assert_eq!(made["ticket_number"], "T-2001");
    let ignored = made["ignored"].to_string();
    for told in [
        "priority: low, medium, high or urgent",
        "customer_email: ",
        "customer_phone: ",
    ] {
        assert!(ignored.contains(told), "{ignored}");
    }
    let row = app.row("SELECT * FROM tickets");
    assert_eq!(row["subject"], "'); DELETE FROM tickets;-- \"😀\" T-9999");
    assert_eq!(
        (&row["priority"], &row["status"]),
        (&json!("medium"), &json!("open"))
    );
    let found = app.ask(&call, "t2", "find_tickets", json!({})).await;
    assert_eq!(found["tickets"][0]["subject"], row["subject"]);
    let error = app
        .post(&call.tool(
            "t3",
            "add_ticket_note",
            json!({"ticket_number": "celui d'hier", "note": "n"}),
        ))
        .await
        .error();
    assert!(
        error.contains("ticket_number") && error.contains("ask the caller"),
        "{error}"
    );
    let error = app
        .post(&call.tool("t4", "create_ticket", json!({"subject": " \u{200b}\n "})))
        .await
        .error();
    assert!(error.contains("subject is missing"), "{error}");
}
