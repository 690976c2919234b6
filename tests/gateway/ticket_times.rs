//! Tickets by category and priority: by when they are due, and who gets what goes up.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    scenes::{add_other_tenant, with_ticket},
    vapi::Call,
};

fn settle(app: &TestApp, settings: &Value) {
    app.db.execute(&format!(
        "INSERT INTO support_settings (tenant_id, settings) VALUES ('tenant_demo_001', '{}')",
        settings.to_string().replace('\'', "''")
    ));
}

async fn made(app: &TestApp, arguments: Value) -> serde_json::Map<String, Value> {
    app.ask(&Call::new("c"), "t", "create_ticket", arguments)
        .await;
    app.row("SELECT category, priority, response_due_at, due_at FROM tickets")
}

#[tokio::test]
async fn a_ticket_is_due_in_opening_time() {
    // Friday 10 July 2026, 17:00 in Paris, before 14 July, which is a Tuesday.
    for (said, category, priority, response, resolution) in [
        (
            json!({"subject": "Clé perdue"}),
            Value::Null,
            "medium",
            "2026-07-13T15:00:00.000Z",
            "2026-07-16T15:00:00.000Z",
        ),
        (
            json!({"subject": "Dégât des eaux"}),
            Value::Null,
            "urgent",
            "2026-07-10T15:30:00.000Z",
            "2026-07-13T10:00:00.000Z",
        ),
        (
            json!({"subject": "Ma facture, rien d'urgent"}),
            json!("facturation"),
            "low",
            "2026-07-15T15:00:00.000Z",
            "2026-07-20T15:00:00.000Z",
        ),
        (
            json!({"subject": "The boiler is broken", "description": "no heating"}),
            json!("technique"),
            "high",
            "2026-07-13T08:00:00.000Z",
            "2026-07-13T15:00:00.000Z",
        ),
    ] {
        let app = TestApp::at("2026-07-10T15:00:00Z");
        let row = made(&app, said.clone()).await;
        assert_eq!(
            json!(row),
            json!({"category": category, "priority": priority,
                   "response_due_at": response, "due_at": resolution}),
            "{said}"
        );
    }
}

#[tokio::test]
async fn a_business_without_hours_counts_by_the_clock() {
    let app = TestApp::at("2026-07-10T15:00:00Z");
    app.db.execute("DELETE FROM opening_hours");
    let row = made(&app, json!({"subject": "Clé perdue"})).await;
    assert_eq!(row["response_due_at"], "2026-07-10T23:00:00.000Z");
    assert_eq!(row["due_at"], "2026-07-11T15:00:00.000Z");
}

#[tokio::test]
async fn words_and_times_are_the_tenants() {
    let app = TestApp::at("2026-10-05T08:00:00Z");
    settle(
        &app,
        &json!({"categories": [{"name": "jardin", "words": ["haie", "pelouse"]}],
                "priorities": {"high": ["tempête"]},
                "times": {"high": {"first_response": 10, "resolution": 20}}}),
    );
    let row = made(&app, json!({"subject": "Haies à terre après la tempête"})).await;
    assert_eq!(
        json!(row),
        json!({"category": "jardin", "priority": "high",
               "response_due_at": "2026-10-05T08:10:00.000Z", "due_at": "2026-10-05T08:20:00.000Z"})
    );
}

#[tokio::test]
async fn the_same_problem_in_other_words_is_one_ticket() {
    let app = TestApp::new();
    let call = Call::new("c");
    for (n, (arguments, number)) in [
        (json!({"subject": "Chaudière en panne"}), "T-2001"),
        (
            json!({"subject": "Panne de la chaudière", "customer_name": "Anne Martin"}),
            "T-2001",
        ),
        (
            json!({"subject": "panne de chaudière depuis hier", "customer_name": "Martin",
                   "customer_email": "anne@example.com", "customer_phone": "06 98 76 54 32"}),
            "T-2001",
        ),
        (json!({"subject": "Serrure cassée"}), "T-2002"),
        (
            json!({"subject": "Chaudière en panne", "customer_name": "Paul Durand"}),
            "T-2003",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let told = app
            .ask(&call, &format!("t{n}"), "create_ticket", arguments.clone())
            .await;
        assert_eq!(told["ticket_number"], number, "{arguments}");
        // Something that happens to the ticket in between makes no second one.
        app.ask(
            &call,
            &format!("n{n}"),
            "add_ticket_note",
            json!({"ticket_number": 2001, "note": format!("note {n}")}),
        )
        .await;
    }
    let row = app.row("SELECT * FROM tickets WHERE ticket_number = 2001");
    assert_eq!(
        [
            &row["customer_name"],
            &row["customer_email"],
            &row["customer_phone"]
        ],
        ["Anne Martin", "anne@example.com", "+33698765432"],
        "what was told later completes the ticket"
    );
    // Another call is another matter.
    let next = app
        .ask(
            &Call::new("d"),
            "t",
            "create_ticket",
            json!({"subject": "Chaudière en panne"}),
        )
        .await;
    assert_eq!(next["ticket_number"], "T-2004");
}

#[tokio::test]
async fn what_goes_up_is_assigned_by_the_first_rule_that_fits() {
    let rules = json!({"escalation": [
        {"category": "facturation", "to": "compta"},
        {"category": "technique", "priority": "urgent", "to": "paul",
         "told": {"fr": "notre technicien d'astreinte"}},
        {"category": "technique", "to": "atelier"},
        {"to": "lea", "told": {"fr": "l'accueil", "en": "the front desk"}},
    ]});
    for (category, priority, to, said) in [
        ("facturation", "low", "compta", "à l'équipe"),
        (
            "technique",
            "urgent",
            "paul",
            "notre technicien d'astreinte",
        ),
        ("technique", "low", "atelier", "à l'équipe"),
        ("reclamation", "low", "lea", "l'accueil"),
    ] {
        let app = with_ticket().await;
        settle(&app, &rules);
        app.db.execute(&format!(
            "UPDATE tickets SET category = '{category}', priority = '{priority}', assigned_to = 'x'"
        ));
        for id in ["t1", "t2"] {
            let told = app
                .ask(
                    &Call::new("c"),
                    id,
                    "escalate_ticket",
                    json!({"ticket_number": 2001, "reason": "Trop long"}),
                )
                .await;
            assert_eq!(told["status"], "escalated");
            let say = told["say"].as_str().unwrap();
            assert!(
                say.contains(said) && !say.contains(to),
                "{category} {priority}: {say}"
            );
        }
        let row = app.row("SELECT assigned_to, assigned_at FROM tickets");
        assert_eq!(
            json!(row),
            json!({"assigned_to": to, "assigned_at": "2026-10-05T08:00:00.000Z"})
        );
    }
}

#[tokio::test]
async fn going_up_makes_it_due_sooner_and_never_later() {
    let app = with_ticket().await;
    let change = |due: &str| {
        app.db.execute(&format!(
            "UPDATE tickets SET priority = 'low', response_due_at = '{due}', due_at = '{due}'"
        ));
    };
    let up = |id: &'static str| {
        let app = &app;
        async move {
            app.ask(
                &Call::new(id),
                "t",
                "escalate_ticket",
                json!({"ticket_number": 2001, "reason": "Trop long"}),
            )
            .await;
            app.row("SELECT response_due_at, due_at FROM tickets")
        }
    };
    change("2026-11-05T08:00:00.000Z");
    // High: 120 and 480 minutes from Monday ten o'clock.
    assert_eq!(
        json!(up("c1").await),
        json!({"response_due_at": "2026-10-05T10:00:00.000Z", "due_at": "2026-10-06T08:00:00.000Z"})
    );
    change("2026-10-05T08:01:00.000Z");
    assert_eq!(
        json!(up("c2").await),
        json!({"response_due_at": "2026-10-05T08:01:00.000Z", "due_at": "2026-10-05T08:01:00.000Z"})
    );
}

#[tokio::test]
async fn rules_of_one_tenant_are_no_rules_of_another() {
    let app = TestApp::new();
    add_other_tenant(&app);
    settle(&app, &json!({"escalation": [{"to": "compta"}]}));
    let call = Call::new("c").at_other();
    app.ask(&call, "t1", "create_ticket", json!({"subject": "Lost key"}))
        .await;
    app.ask(
        &call,
        "t2",
        "escalate_ticket",
        json!({"ticket_number": 2001, "reason": "now"}),
    )
    .await;
    assert_eq!(
        app.row("SELECT assigned_to FROM tickets")["assigned_to"],
        Value::Null
    );
}
