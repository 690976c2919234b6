//! Scores written by hand for every documented rule and its boundary, and for a tenant's own rules.

use serde_json::{Value, json};

use crate::{app::TestApp, operator::ask, scenes::with_rules, vapi::Call};

const TOOL: &str = "qualify_prospect";

/// The documented rules: what is told, by a withheld number, and what it is worth.
#[tokio::test]
async fn the_documented_rules_give_the_documented_points() {
    let table: Vec<(Value, i64)> = vec![
        (json!({}), 0),
        (json!({"name": "Anne Martin"}), 0),
        // Budget: 30 for either end, once.
        (json!({"budget_max": "1 euro"}), 30),
        (json!({"budget_min": "200k"}), 30),
        (json!({"budget_min": "200k", "budget_max": "300k"}), 30),
        (json!({"budget_max": "pas trop cher"}), 0),
        // Authority: 20 for who decides alone.
        (json!({"decision_maker": true}), 20),
        (json!({"decision_maker": false}), 0),
        // Need: 10 + 5 + 5.
        (json!({"interest_type": "achat"}), 10),
        (json!({"property_type": "maison"}), 5),
        (json!({"location_preference": "Lyon"}), 5),
        (
            json!({"interest_type": "achat", "property_type": "maison", "location_preference": "Lyon"}),
            20,
        ),
        // Timeline: 10, and 5 more unless there is no hurry.
        (json!({"timeline": "d'ici trois mois"}), 15),
        (json!({"timeline": "rien ne presse"}), 10),
        (json!({"timeline": "Rien ne presse, vraiment."}), 10),
        (json!({"timeline": "je ne suis pas pressée"}), 10),
        (json!({"timeline": "PAS PRESSÉ"}), 10),
        (json!({"timeline": "pas-presse"}), 10),
        (json!({"timeline": "No rush"}), 10),
        (json!({"timeline": "some day"}), 10),
        (json!({"timeline": "dans 10 jours"}), 15),
        (json!({"timeline": "au plus tard en mai"}), 10),
        // Contact: 15 for either, once.
        (json!({"phone": "06 12 34 56 78"}), 15),
        (json!({"email": "anne@example.com"}), 15),
        (
            json!({"phone": "06 12 34 56 78", "email": "anne@example.com"}),
            15,
        ),
        (json!({"phone": "zéro six"}), 0),
        (
            json!({"name": "Anne", "budget_max": "200k", "decision_maker": true, "interest_type": "achat",
                "property_type": "maison", "location_preference": "Lyon", "timeline": "en juin",
                "email": "anne@example.com"}),
            100,
        ),
    ];
    for (told, score) in table {
        let app = TestApp::new();
        let result = app
            .ask(&Call::from("c", "anonymous"), "t", TOOL, told.clone())
            .await;
        assert_eq!(result["score"], score, "{told}");
        let row = app.row("SELECT qualification_score AS score, score_detail FROM prospects");
        assert_eq!(row["score"], score, "{told}");
        let detail: Value = serde_json::from_str(row["score_detail"].as_str().unwrap()).unwrap();
        assert_eq!(result["score_detail"], detail["criteria"]);
        let sum: i64 = detail["criteria"]
            .as_object()
            .unwrap()
            .values()
            .map(|points| points.as_i64().unwrap())
            .sum();
        assert_eq!(sum, score);
        let dry = TestApp::new();
        let mut simulated = Call::from("c", "anonymous");
        simulated.more =
            json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}});
        let result = dry.ask(&simulated, "t", TOOL, told.clone()).await;
        assert_eq!(
            (&result["score"], &result["dry_run"]),
            (&json!(score), &json!(true)),
            "{told}"
        );
    }
}

/// A tenant's own rules, at and around every boundary.
#[tokio::test]
async fn a_tenants_own_rules_count_instead() {
    let table: Vec<(Value, Value, i64)> = vec![
        (
            json!({"field": "budget", "at_least": 200_000, "points": 40}),
            json!({"budget_max": "199999"}),
            0,
        ),
        (
            json!({"field": "budget", "at_least": 200_000, "points": 40}),
            json!({"budget_max": "200000"}),
            40,
        ),
        (
            json!({"field": "budget", "at_least": 200_000, "points": 40}),
            json!({"budget_min": "200001"}),
            40,
        ),
        (
            json!({"field": "budget", "at_most": 200_000, "points": 40}),
            json!({"budget_max": "200000"}),
            40,
        ),
        (
            json!({"field": "budget", "at_most": 200_000, "points": 40}),
            json!({"budget_max": "200001"}),
            0,
        ),
        (
            json!({"field": "budget", "at_least": 100_000, "at_most": 200_000, "points": 40}),
            json!({"budget_max": "150k"}),
            40,
        ),
        (
            json!({"field": "budget", "at_least": 100_000, "at_most": 200_000, "points": 40}),
            json!({"budget_max": "250k"}),
            0,
        ),
        (
            json!({"field": "budget", "at_least": 200_000, "points": 40}),
            json!({"budget_min": "100k", "budget_max": "300k"}),
            40,
        ),
        (
            json!({"field": "decision_maker", "is": false, "points": 9}),
            json!({"decision_maker": false}),
            9,
        ),
        (
            json!({"field": "decision_maker", "is": false, "points": 9}),
            json!({"decision_maker": true}),
            0,
        ),
        (
            json!({"field": "decision_maker", "points": 9}),
            json!({"decision_maker": false}),
            9,
        ),
        (
            json!({"field": "interest_type", "says": ["achat", "acheter"], "points": 12}),
            json!({"interest_type": "un ACHAT"}),
            12,
        ),
        (
            json!({"field": "interest_type", "says": ["achat"], "points": 12}),
            json!({"interest_type": "rachats"}),
            0,
        ),
        (
            json!({"field": "timeline", "says": ["cet été"], "points": 12}),
            json!({"timeline": "plutôt cet ete"}),
            12,
        ),
        (
            json!({"field": "timeline", "says": ["mois"], "unless_says": ["six mois"], "points": 12}),
            json!({"timeline": "dans un mois"}),
            12,
        ),
        (
            json!({"field": "timeline", "says": ["mois"], "unless_says": ["six mois"], "points": 12}),
            json!({"timeline": "dans six mois"}),
            0,
        ),
        (
            json!({"field": "location_preference", "says": ["l'Isle-d'Abeau"], "points": 3}),
            json!({"location_preference": "vers L’Isle d’Abeau"}),
            3,
        ),
        (
            json!({"field": "name", "points": 1}),
            json!({"name": "Anne"}),
            1,
        ),
        // Never below 0 nor above 100.
        (
            json!({"field": "contact", "points": -20}),
            json!({"email": "anne@example.com"}),
            0,
        ),
        (
            json!({"field": "contact", "points": 100}),
            json!({"email": "anne@example.com"}),
            100,
        ),
    ];
    for (rule, told, score) in table {
        let mut rule = rule;
        rule["criterion"] = json!("need");
        let app = with_rules(&json!({"rules": [rule]}));
        let result = app
            .ask(&Call::from("c", "anonymous"), "t", TOOL, told.clone())
            .await;
        assert_eq!(result["score"], score, "{rule} {told}");
        assert_eq!(
            app.row("SELECT qualification_status AS s FROM prospects")["s"],
            "new",
            "no thresholds"
        );
    }
    let over = json!({"criterion": "need", "field": "contact", "points": 60});
    let app = with_rules(&json!({"rules": [over, over]}));
    assert_eq!(
        app.ask(&Call::new("c"), "t", TOOL, json!({})).await["score"],
        100
    );
}

#[tokio::test]
async fn the_status_follows_the_thresholds_to_the_point() {
    for (points, status) in [
        (39, "new"),
        (40, "follow_up"),
        (69, "follow_up"),
        (70, "qualified"),
        (100, "qualified"),
    ] {
        let rules = json!({"rules": [{"criterion": "contact", "field": "contact", "points": points}],
            "statuses": {"qualified": 70, "follow_up": 40}});
        let app = with_rules(&rules);
        app.ask(&Call::new("c"), "t", TOOL, json!({})).await;
        assert_eq!(
            app.row("SELECT qualification_status AS s FROM prospects")["s"],
            status,
            "{points}"
        );
    }
}

#[tokio::test]
async fn only_what_the_rules_ask_for_is_missing() {
    let rules = json!({"rules": [{"criterion": "timeline", "field": "timeline", "points": 50}]});
    let app = with_rules(&rules);
    let result = app
        .ask(&Call::from("c", "anonymous"), "t", TOOL, json!({}))
        .await;
    assert_eq!(result["missing"], json!(["name", "contact", "timeline"]));
}

#[tokio::test]
async fn the_notes_say_what_made_the_score_and_what_is_missing() {
    let app = TestApp::new();
    let call = Call::new("c");
    let notes = || app.row("SELECT qualification_notes AS n FROM prospects")["n"].clone();
    app.ask(
        &call,
        "t1",
        TOOL,
        json!({"name": "Anne", "budget_max": "200k"}),
    )
    .await;
    assert_eq!(
        notes(),
        "Score 45/100 : budget 30, décideur 0, besoin 0, échéance 0, contact 15. \
         Il manque : projet, secteur, type de bien, échéance, décideur."
    );
    let rest = json!({"interest_type": "achat", "property_type": "maison", "location_preference": "Lyon",
        "timeline": "en juin", "decision_maker": true});
    app.ask(&call, "t2", TOOL, rest).await;
    assert_eq!(
        notes(),
        "Score 100/100 : budget 30, décideur 20, besoin 20, échéance 15, contact 15. Il ne manque rien."
    );
    app.db
        .execute("UPDATE prospects SET qualification_notes = 'hors secteur'");
    app.ask(&call, "t3", TOOL, json!({"timeline": "plus tard"}))
        .await;
    assert_eq!(notes(), "hors secteur", "what somebody wrote stays");
}

#[tokio::test]
async fn rules_that_cannot_be_read_are_as_if_there_were_none() {
    let app = with_rules(&json!({"rules": "all"}));
    let result = app
        .ask(&Call::new("c"), "t", TOOL, json!({"budget_max": "200k"}))
        .await;
    assert_eq!(result["score"], 45);
}

#[tokio::test]
async fn rules_are_changed_through_the_settings_and_count_from_the_next_question_on() {
    let app = TestApp::new();
    let settings = "/api/settings?tenant_id=tenant_demo_001";
    let call = Call::new("c");
    let score = |id: &'static str| {
        let (app, call) = (&app, &call);
        async move {
            let told = json!({"budget_max": "200k", "notes": id});
            app.ask(call, id, TOOL, told).await["score"].clone()
        }
    };
    assert_eq!(score("t1").await, 45);
    let rules = json!({"rules": [{"criterion": "budget", "field": "budget", "points": 7}]});
    let wrong = json!({"rules": [{"criterion": "budget", "field": "budget", "points": 700}]});
    let refused = ask(&app, "PATCH", settings, &json!({"scoring": wrong})).await;
    assert_eq!(refused.status(), 422);
    let message = refused.json()["error"]["message"].to_string();
    assert!(message.contains("scoring: /rules/0/points"), "{message}");
    assert_eq!(score("t2").await, 45, "as if nobody had asked");
    let saved = ask(&app, "PATCH", settings, &json!({"scoring": rules})).await;
    assert_eq!((saved.status(), &saved.json()["scoring"]), (200, &rules));
    assert_eq!(score("t3").await, 7);
    let cleared = ask(&app, "PATCH", settings, &json!({"scoring": null})).await;
    assert_eq!(cleared.json()["scoring"], Value::Null);
    assert_eq!(score("t4").await, 45);
}

/// What the documentation says of the rules is what the file says.
#[test]
fn the_documented_rules_are_those_of_the_file() {
    let read = |path: &str| {
        std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let (document, file) = (
        read("docs/scoring.md"),
        read("schemas/scoring-default.json"),
    );
    assert!(
        document.contains(&format!("```json\n{file}```")),
        "the JSON"
    );
    let rules: Value = serde_json::from_str(&file).unwrap();
    let mut rows: Vec<String> = Vec::new();
    for rule in rules["rules"].as_array().unwrap() {
        let field = rule["field"].as_str().unwrap();
        let phrases = rule["unless_says"].as_array();
        let phrases = phrases.map(|list| {
            list.iter()
                .map(|phrase| phrase.as_str().unwrap())
                .collect::<Vec<_>>()
        });
        let holds = match (&rule["is"], phrases) {
            (Value::Bool(value), None) => format!("is {value}"),
            (Value::Null, Some(phrases)) => format!("says none of: {}", phrases.join(", ")),
            _ => "is known".to_owned(),
        };
        let criterion = rule["criterion"].as_str().unwrap();
        rows.push(format!(
            "| {criterion} | `{field}` {holds} | {} |",
            rule["points"]
        ));
    }
    let readme = read("README.md");
    for page in [&document, &readme] {
        let table = page
            .lines()
            .skip_while(|line| !line.starts_with("| criterion | what"))
            .skip(2)
            .take_while(|line| line.starts_with('|'));
        assert_eq!(table.collect::<Vec<_>>(), rows);
    }
    let from = |status: &str| rules["statuses"][status].to_string();
    let (qualified, follow_up) = (from("qualified"), from("follow_up"));
    let thresholds =
        format!("`qualified` from {qualified}, `follow_up` from {follow_up}, else `new`");
    for page in [&document, &readme] {
        assert!(page.contains(&thresholds), "{thresholds}");
    }
}
