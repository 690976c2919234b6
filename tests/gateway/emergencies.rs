//! Dangers: whatever tool they are told to, the caller hears first what to do.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    scenes::{add_other_tenant, with_ticket},
    sqlite::{Fault, Gate},
    vapi::Call,
};

const GAS: &str = "Quittez les lieux et appelez le 112, ou Urgence Sécurité Gaz au 0 800 47 33 33.";
const FIRE: &str = "Quittez les lieux tout de suite et appelez le 112.";

fn say(result: &Value) -> &str {
    result["say"].as_str().unwrap()
}

/// Neither a day nor an hour is told.
#[track_caller]
fn promises_no_time(result: &Value) {
    for field in ["date", "time", "weekday"] {
        assert!(result.get(field).is_none(), "{result}");
    }
    for word in ["heure", "demain", "dès que", "lundi", "mardi"] {
        assert!(!say(result).contains(word), "{result}");
    }
}

#[tokio::test]
async fn an_emergency_is_an_urgent_ticket_with_the_callers_words() {
    let app = TestApp::new();
    let arguments = json!({"subject": "Problème dans la cuisine", "customer_name": "Anne Martin",
        "description": "Ça sent le gaz très fort chez nous.", "priority": "low", "category": "question"});
    let made = app
        .ask(&Call::new("c"), "t", "create_ticket", arguments)
        .await;
    assert_eq!(made["status"], "created");
    assert_eq!(
        say(&made),
        format!("{GAS} Votre demande est enregistrée sous le numéro T 20 01.")
    );
    assert_eq!(made["ticket_number"], "T-2001");
    promises_no_time(&made);
    let row = app.row("SELECT * FROM tickets");
    for (column, value) in [
        ("priority", json!("urgent")),
        ("emergency", json!("gas")),
        ("description", json!("Ça sent le gaz très fort chez nous.")),
        ("escalated_at", json!("2026-10-05T08:00:00.000Z")),
        // 30 minutes and 4 hours of opening time, Monday at ten.
        ("response_due_at", json!("2026-10-05T08:30:00.000Z")),
        ("due_at", json!("2026-10-05T13:00:00.000Z")),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
}

#[tokio::test]
async fn a_subject_alone_is_kept_as_the_quote() {
    let app = TestApp::new();
    let made = app
        .ask(
            &Call::new("c"),
            "t",
            "create_ticket",
            json!({"subject": "Incendie au deuxième étage"}),
        )
        .await;
    assert!(say(&made).starts_with(FIRE), "{made}");
    let row = app.row("SELECT description, emergency FROM tickets");
    assert_eq!(
        (&row["description"], &row["emergency"]),
        (&json!("Incendie au deuxième étage"), &json!("fire"))
    );
}

#[tokio::test]
async fn it_wins_in_every_tool_that_hears_of_it() {
    for (tool, arguments, status) in [
        (
            "add_ticket_note",
            json!({"ticket_number": 2001, "note": "Maintenant il y a une fuite de gaz"}),
            "updated",
        ),
        (
            "escalate_ticket",
            json!({"ticket_number": 2001, "reason": "Maintenant il y a une fuite de gaz"}),
            "escalated",
        ),
        (
            "request_callback",
            json!({"reason": "Une fuite de gaz", "when": "demain à 10 h"}),
            "recorded",
        ),
        (
            "schedule_follow_up",
            json!({"when": "jeudi à 15 h", "reason": "ça sent le gaz"}),
            "recorded",
        ),
    ] {
        let app = with_ticket().await;
        app.db
            .execute("UPDATE tickets SET priority = 'low', status = 'closed'");
        for id in ["t1", "t2"] {
            let result = app.ask(&Call::new("c"), id, tool, arguments.clone()).await;
            assert_eq!(result["status"], status, "{tool}: {result}");
            assert!(say(&result).starts_with(GAS), "{tool}: {result}");
            promises_no_time(&result);
        }
        let row = app.row("SELECT priority, status, emergency FROM tickets");
        if tool.ends_with("ticket") || tool.ends_with("note") {
            assert_eq!(
                json!(row),
                json!({"priority": "urgent", "status": "open", "emergency": "gas"}),
                "{tool}"
            );
            assert!(
                app.db
                    .value("SELECT note FROM ticket_notes")
                    .as_str()
                    .unwrap()
                    .contains("gaz"),
                "{tool}"
            );
        } else {
            let entry = app.row("SELECT * FROM callbacks");
            assert_eq!(
                (&entry["urgent"], &entry["due_at"], &entry["due_date"]),
                (&json!(1), &json!("2026-10-05T08:00:00.000Z"), &Value::Null),
                "{tool}"
            );
            assert!(
                entry["source_quote"].as_str().unwrap().contains("gaz"),
                "{tool}"
            );
        }
    }
}

#[tokio::test]
async fn it_is_said_before_what_is_missing_and_before_what_is_not_there() {
    let app = with_ticket().await;
    let stranger = Call::from("s", "+33699999999");
    let mut bodies = Vec::new();
    for number in [2001, 7777] {
        let reply = app
            .post(&stranger.tool(
                "t",
                "add_ticket_note",
                json!({"ticket_number": number, "note": "fuite de gaz"}),
            ))
            .await;
        assert_eq!(reply.result()["status"], "not_found");
        assert!(say(&reply.result()).starts_with(GAS));
        bodies.push(reply.body);
    }
    assert_eq!(bodies[0], bodies[1], "the danger reveals no ticket");
    assert_eq!(app.count("ticket_notes"), 0);
    let asked = app
        .ask(
            &Call::anonymous("a"),
            "t",
            "request_callback",
            json!({"reason": "incendie"}),
        )
        .await;
    assert_eq!(asked["status"], "clarify");
    assert!(
        say(&asked).starts_with(FIRE) && say(&asked).contains("numéro"),
        "{asked}"
    );
    let error = app
        .post(&Call::new("c").tool("t", "add_ticket_note", json!({"note": "fuite de gaz"})))
        .await
        .error();
    assert!(
        error.contains(GAS) && error.contains("ticket_number is missing"),
        "{error}"
    );
}

#[tokio::test]
async fn a_repeat_that_turns_dangerous_raises_the_ticket() {
    let app = TestApp::new();
    let call = Call::new("c");
    let calm = json!({"subject": "Fuite", "customer_name": "Anne Martin"});
    let alarming = json!({"subject": "Fuite de gaz", "customer_name": "Anne Martin"});
    app.ask(&call, "t1", "create_ticket", calm).await;
    let second = app.ask(&call, "t2", "create_ticket", alarming).await;
    assert_eq!(second["ticket_number"], "T-2001");
    assert!(say(&second).starts_with(GAS), "{second}");
    let row = app.row("SELECT priority, emergency, due_at FROM tickets");
    assert_eq!(
        json!(row),
        json!({"priority": "urgent", "emergency": "gas", "due_at": "2026-10-05T13:00:00.000Z"})
    );
    assert_eq!(
        app.db.value("SELECT note FROM ticket_notes"),
        "Fuite de gaz"
    );
}

#[tokio::test]
async fn what_is_denied_or_only_sounds_like_it_changes_nothing() {
    for subject in [
        "Chaudière en panne, pas de fuite de gaz",
        "La porte coupe-feu ne ferme plus",
        "The fire door is stuck",
    ] {
        let app = TestApp::new();
        let made = app
            .ask(
                &Call::new("c"),
                "t",
                "create_ticket",
                json!({"subject": subject}),
            )
            .await;
        assert!(say(&made).starts_with("Votre demande"), "{subject}: {made}");
        assert_eq!(
            app.row("SELECT emergency, priority FROM tickets")["emergency"],
            Value::Null
        );
    }
}

#[tokio::test]
async fn the_sentence_is_the_tenants_and_in_the_callers_language() {
    let app = TestApp::new();
    add_other_tenant(&app);
    let tool = json!({"subject": "gas leak", "language": "en"});
    let made = app
        .ask(&Call::new("c"), "t", "create_ticket", tool.clone())
        .await;
    assert!(
        say(&made).starts_with(
            "Leave the place and call 112, or the gas emergency line on 0 800 47 33 33."
        ),
        "{made}"
    );
    // Abroad there is another line.
    app.db
        .execute("UPDATE tenant_settings SET country = 'BE' WHERE tenant_id = 'tenant_other'");
    let made = app
        .ask(&Call::new("o").at_other(), "t", "create_ticket", tool)
        .await;
    assert!(
        say(&made).starts_with("Leave the place at once and call 112. "),
        "{made}"
    );
    app.db.execute(
        r#"INSERT INTO support_settings (tenant_id, settings) VALUES ('tenant_demo_001',
          '{"emergencies": [{"kind": "gas", "words": ["gaz"], "say": {"fr": "sortez (vite) & sonnez chez le gardien"}}]}')"#,
    );
    let made = app
        .ask(
            &Call::new("d"),
            "t",
            "create_ticket",
            json!({"subject": "Le gaz"}),
        )
        .await;
    assert!(say(&made).starts_with("Sortez"), "{made}");
}

#[tokio::test]
async fn a_dry_run_says_it_too_and_writes_nothing() {
    let app = TestApp::new();
    app.db
        .execute("UPDATE tenant_settings SET text_chats = 'dry'");
    let mut chat = Call::new("c");
    chat.more = json!({"type": "webCall"});
    let body = json!({"message": {"type": "tool-calls", "chat": {"id": "chat-1",
        "assistantId": "vapi_assistant_demo_123"},
        "toolCallList": [{"id": "t", "type": "function", "function": {"name": "create_ticket",
            "arguments": {"subject": "Fuite de gaz"}}}]}});
    let result = app.post(&body).await.result();
    assert!(say(&result).starts_with(GAS), "{result}");
    assert_eq!(app.count("tickets"), 0);
}

#[tokio::test]
async fn it_is_said_first_also_while_the_database_is_slow_or_down() {
    let leak = |call: &str, id: &str| {
        Call::new(call).tool(id, "create_ticket", json!({"subject": "Fuite de gaz"}))
    };
    // An isolate that knows the tenant, and one that has never heard of it.
    for (warm, first) in [(true, GAS), (false, FIRE)] {
        let app = TestApp::new();
        if warm {
            app.ask(&Call::new("w"), "t", "get_business_info", json!({}))
                .await;
        }
        let slow = app.clone().impatient();
        let gate = Gate::new();
        slow.db.inject(Fault::Slow(gate.clone()));
        let pending = slow.post(&leak("c", "t")).await.result();
        assert_eq!(pending["status"], "pending");
        assert!(say(&pending).starts_with(first), "{warm}: {pending}");
        promises_no_time(&pending);
        let calm = Call::new("d").tool("t", "create_ticket", json!({"subject": "Une porte"}));
        gate.open();
        slow.settled().await;
        slow.db.inject(Fault::Slow(Gate::new()));
        let pending = slow.post(&calm).await.result();
        assert!(say(&pending).starts_with("je vérifie"), "{pending}");
    }
    let app = TestApp::new();
    app.ask(&Call::new("w"), "t", "get_business_info", json!({}))
        .await;
    for _ in 0..2 {
        app.db.inject(Fault::Refused);
    }
    let error = app.post(&leak("c", "t")).await.error();
    assert!(
        error.contains(GAS) && error.contains("nothing is certain"),
        "{error}"
    );
    assert_eq!(app.count("tickets"), 0);
}
