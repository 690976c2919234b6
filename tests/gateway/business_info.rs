//! What every assistant knows of the business: what its settings say, and nothing else.

use serde_json::json;

use crate::{app::TestApp, scenes::add_other_tenant, vapi::Call};

#[tokio::test]
async fn business_info_is_what_the_settings_say() {
    let app = TestApp::new();
    for (language, topic, told) in [
        (
            "fr",
            "hours",
            &["lundi au vendredi", "9 heures", "13 heures 30", "18 heures"][..],
        ),
        ("en", "hours", &["Monday to Friday", "9", "6 in the"]),
        ("fr", "horaires", &["lundi au vendredi"]),
        ("fr", "address", &["12 rue de la République"]),
        ("en", "address", &["12 rue de la République"]),
        (
            "fr",
            "services",
            &["Visite, 1 heure", "Estimation", "Signature, 30 minutes"],
        ),
        (
            "en",
            "services",
            &["Viewing, 1 hour", "Valuation", "Signing, 30 minutes"],
        ),
        ("fr", "prices", &["gratuit", "cent vingt euros"]),
        ("en", "prices", &["Signing", "cent vingt euros"]),
        ("fr", "closures", &["11 novembre"]),
        ("en", "closures", &["November"]),
    ] {
        let arguments = json!({"topic": topic, "language": language});
        let result = app
            .ask(
                &Call::new("c"),
                &format!("{language}-{topic}"),
                "get_business_info",
                arguments,
            )
            .await;
        assert_eq!(result["status"], "info", "{topic}");
        for words in told {
            assert!(
                result["say"].as_str().unwrap().contains(words),
                "{language} {topic}: {result}"
            );
        }
    }
    let result = app
        .ask(
            &Call::new("c"),
            "s",
            "get_business_info",
            json!({"topic": "services"}),
        )
        .await;
    assert!(
        !result["say"].as_str().unwrap().contains("gratuit"),
        "prices were not asked: {result}"
    );
}

#[tokio::test]
async fn dates_with_other_hours_are_told_with_the_hours() {
    let app = TestApp::new();
    let call = Call::new("c");
    let hours =
        |id: &'static str| app.ask(&call, id, "get_business_info", json!({"topic": "hours"}));
    let usual = hours("before").await;
    app.db.execute(
        "INSERT INTO opening_exceptions (id, tenant_id, date, opens, closes)
         VALUES ('a', 'tenant_demo_001', '2026-10-10', '09:00', '12:00'),
                ('b', 'tenant_demo_001', '2026-12-05', '09:00', '12:00'),
                ('c', 'tenant_demo_001', '2026-10-03', '09:00', '12:00')",
    );
    let told = hours("after").await["say"].as_str().unwrap().to_owned();
    let added = " Exceptionnellement, nous ouvrons le samedi 10 octobre de 9 heures à midi.";
    assert_eq!(told, format!("{}{added}", usual["say"].as_str().unwrap()));
}

#[tokio::test]
async fn nothing_is_invented_for_a_business_that_told_nothing() {
    let app = TestApp::new();
    add_other_tenant(&app);
    let call = Call::new("c").at_other();
    for topic in ["hours", "address", "services", "prices"] {
        let result = app
            .ask(&call, topic, "get_business_info", json!({"topic": topic}))
            .await;
        assert!(
            result["say"]
                .as_str()
                .unwrap()
                .starts_with("I do not have that information"),
            "{topic}: {result}"
        );
        let result = app
            .ask(
                &call,
                &format!("{topic}-fr"),
                "get_business_info",
                json!({"topic": topic, "language": "fr"}),
            )
            .await;
        assert!(
            result["say"]
                .as_str()
                .unwrap()
                .starts_with("Je n'ai pas cette information"),
            "{topic}: {result}"
        );
    }
    let closures = app
        .ask(
            &call,
            "closures",
            "get_business_info",
            json!({"topic": "closures"}),
        )
        .await;
    assert_eq!(closures["status"], "info");
}

#[tokio::test]
async fn a_topic_that_is_none_is_told_and_facts_are_read_afresh() {
    let app = TestApp::new();
    let call = Call::new("c");
    let result = app
        .ask(
            &call,
            "t",
            "get_business_info",
            json!({"topic": "weather", "city": "Lyon"}),
        )
        .await;
    assert_eq!(
        result["ignored"],
        json!(["topic: hours, address, services, prices or closures"])
    );
    // Who asks for the weather is not told the hours.
    assert!(
        result["say"].as_str().unwrap().starts_with("Je n'ai pas"),
        "{result}"
    );
    app.db
        .execute("UPDATE tenant_settings SET address = '3 place Bellecour, Lyon'");
    let first = app
        .ask(&call, "a", "get_business_info", json!({"topic": "address"}))
        .await;
    assert!(
        first["say"].as_str().unwrap().contains("place Bellecour"),
        "{first}"
    );
    app.db.execute("UPDATE tenant_settings SET address = NULL");
    let second = app
        .ask(&call, "a", "get_business_info", json!({"topic": "address"}))
        .await;
    assert!(
        second["say"].as_str().unwrap().starts_with("Je n'ai pas"),
        "{second}"
    );
    assert!(second.get("replayed").is_none());
}

#[tokio::test]
async fn every_assistant_has_the_common_tools() {
    for agent in ["appointment", "qualification", "support", "reception"] {
        let app = TestApp::new();
        app.db.execute(&format!("UPDATE channel_configurations SET config_public = json_set(config_public, '$.sara.agentType', '{agent}')"));
        let call = Call::new("c");
        let result = app
            .ask(&call, "t1", "request_callback", json!({"reason": "Devis"}))
            .await;
        assert_eq!(result["status"], "recorded", "{agent}");
        assert_eq!(
            app.ask(&call, "t2", "get_business_info", json!({})).await["status"],
            "info"
        );
        for (folder, tool) in [
            ("qualification", "qualify_prospect"),
            ("support", "find_tickets"),
        ] {
            let reply = app.post(&call.tool("t3", tool, json!({}))).await;
            let has_it = agent == folder || agent == "reception";
            assert_eq!(
                reply.results()[0].get("error").is_none(),
                has_it,
                "{agent} {tool}"
            );
        }
    }
}

async fn told(app: &TestApp, id: &str, arguments: serde_json::Value) -> String {
    let result = app
        .ask(&Call::new("c"), id, "get_business_info", arguments)
        .await;
    assert_eq!(result["status"], "info", "{result}");
    let say = result["say"].as_str().unwrap().to_owned();
    assert!(say.chars().count() <= 300, "{say}");
    say
}

#[tokio::test]
async fn without_a_topic_whatever_is_known_is_told_as_far_as_it_fits() {
    let app = TestApp::new();
    let all = told(&app, "all", json!({})).await;
    assert!(all.starts_with("Nous sommes ouverts du lundi"), "{all}");
    assert!(all.contains("12 rue de la République"), "{all}");
    app.db.execute("DELETE FROM opening_hours");
    let rest = told(&app, "rest", json!({})).await;
    assert!(rest.contains("12 rue de la République"), "{rest}");
    assert!(
        rest.contains("Visite") && !rest.contains("gratuit"),
        "{rest}"
    );
    assert!(!rest.contains("ouverts"), "{rest}");
    app.db.execute("UPDATE tenant_settings SET address = NULL");
    app.db.execute("DELETE FROM services");
    let none = told(&app, "none", json!({})).await;
    assert!(none.starts_with("Je n'ai pas cette information"), "{none}");
}

#[tokio::test]
async fn a_closed_day_of_this_week_is_told_with_the_hours() {
    for (now, told_too) in [
        ("2026-11-09T08:00:00Z", Some("mercredi 11 novembre")),
        ("2026-11-02T08:00:00Z", None),
    ] {
        let app = TestApp::at(now);
        let say = told(&app, "t", json!({"topic": "hours"})).await;
        assert!(say.contains("lundi au vendredi"), "{say}");
        match told_too {
            Some(day) => assert!(say.contains(day), "{say}"),
            None => assert!(!say.contains("novembre"), "{say}"),
        }
    }
}

#[tokio::test]
async fn prices_are_told_only_where_there_is_one() {
    let app = TestApp::new();
    app.db
        .execute("UPDATE services SET price_text = NULL WHERE id <> 'signature'");
    let some = told(&app, "a", json!({"topic": "prices"})).await;
    assert!(some.contains("cent vingt euros"), "{some}");
    app.db.execute("UPDATE services SET price_text = NULL");
    let none = told(&app, "b", json!({"topic": "prices"})).await;
    assert!(none.starts_with("Je n'ai pas cette information"), "{none}");
}
