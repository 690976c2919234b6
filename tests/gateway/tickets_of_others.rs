//! Whose ticket: from another line the number and the name find one, and anything less is answered
//! like a ticket that does not exist.

use serde_json::json;

use crate::{
    scenes::{TICKET_CALLER, add_other_tenant, assert_speakable, with_ticket},
    vapi::Call,
};

const STRANGER: &str = "+33699999999";

#[tokio::test]
async fn from_another_line_number_and_name_find_one() {
    let app = with_ticket().await;
    for (name, call) in [
        ("Martin", Call::from("c1", STRANGER)),
        ("madame MARTIN", Call::anonymous("c2")),
        ("anne martin", Call::from("c3", "anonymous")),
    ] {
        let found = app
            .ask(
                &call,
                "t",
                "find_tickets",
                json!({"ticket_number": 2001, "customer_name": name}),
            )
            .await;
        assert_eq!(found["status"], "found", "{name}");
    }
}

#[tokio::test]
async fn anything_less_is_answered_like_nothing() {
    let app = with_ticket().await;
    add_other_tenant(&app);
    app.db.execute("INSERT INTO tickets (id, tenant_id, customer_name, customer_phone, caller_number, subject, status) VALUES ('x', 'tenant_demo_001', '?', NULL, NULL, 's', 'open')");
    let missing = app
        .post(&Call::from("c0", STRANGER).tool(
            "t",
            "find_tickets",
            json!({"ticket_number": 7777, "customer_name": "Martin"}),
        ))
        .await;
    assert_eq!(missing.result()["status"], "not_found");
    assert_speakable(&missing.result());
    for (call, arguments) in [
        (Call::from("c1", STRANGER), json!({})),
        (
            Call::from("c1", STRANGER),
            json!({"customer_name": "Anne Martin"}),
        ),
        (Call::from("c1", STRANGER), json!({"ticket_number": 2001})),
        (
            Call::from("c1", STRANGER),
            json!({"ticket_number": 2001, "customer_name": "Anne"}),
        ),
        (
            Call::from("c1", STRANGER),
            json!({"ticket_number": 2001, "customer_name": "Marti"}),
        ),
        (
            Call::from("c1", STRANGER),
            json!({"ticket_number": 2001, "customer_name": "%"}),
        ),
        (
            Call::from("c1", STRANGER),
            json!({"ticket_number": 2001, "customer_name": "Madame"}),
        ),
        (
            Call::from("c1", STRANGER),
            json!({"ticket_number": 2001, "customer_phone": TICKET_CALLER}),
        ),
        (
            Call::from("c1", STRANGER),
            json!({"ticket_number": 2002, "customer_name": "?"}),
        ),
        (
            Call::from("c1", STRANGER),
            json!({"ticket_number": 2002, "customer_name": "-"}),
        ),
        (Call::anonymous("c2"), json!({})),
        (Call::anonymous("c2"), json!({"ticket_number": 2001})),
        (
            Call::from("c3", "+33987654321"),
            json!({"ticket_number": 2001}),
        ),
        (Call::new("c4"), json!({"ticket_number": 2002})),
    ] {
        let reply = app
            .post(&call.tool("t", "find_tickets", arguments.clone()))
            .await;
        assert_eq!(reply.body, missing.body, "{arguments}");
    }
    for (tool, text) in [("add_ticket_note", "note"), ("escalate_ticket", "reason")] {
        let mut answers = Vec::new();
        for number in [2001, 7777] {
            let arguments = json!({"ticket_number": number, "customer_name": "Anne", text: "vite"});
            answers.push(
                app.post(&Call::from("c5", STRANGER).tool("t", tool, arguments))
                    .await
                    .body,
            );
        }
        assert_eq!(answers[0], answers[1], "{tool}");
    }
    let other = Call::new("c6").at_other();
    for tool in ["find_tickets", "add_ticket_note", "escalate_ticket"] {
        let arguments = json!({"ticket_number": 2001, "customer_name": "Anne Martin", "note": "n", "reason": "r"});
        assert_eq!(
            app.ask(&other, tool, tool, arguments).await["status"],
            "not_found"
        );
    }
    assert_eq!(app.count("ticket_notes"), 0);
    assert_eq!(
        app.row("SELECT priority FROM tickets WHERE ticket_number = 2001")["priority"],
        "urgent"
    );
}
