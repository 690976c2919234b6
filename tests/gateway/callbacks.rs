//! Callbacks and follow-ups: who is owed a call, when, and on which number.

use serde_json::{Value, json};

use crate::{
    app::{MONDAY, TestApp},
    vapi::Call,
};

const ONE_ROW: &str = "SELECT * FROM callbacks";

/// Asks for a callback at these words, on Monday at ten.
async fn wished(when: &str) -> (TestApp, Value) {
    let app = TestApp::at(MONDAY);
    let result = app
        .ask(
            &Call::new("c"),
            "t",
            "request_callback",
            json!({"reason": "Devis", "when": when}),
        )
        .await;
    (app, result)
}

#[tokio::test]
async fn a_callback_is_an_entry_of_the_list() {
    let app = TestApp::new();
    let arguments = json!({"reason": "Devis", "name": "Anne Martin", "phone": "06 98 76 54 32"});
    let result = app
        .ask(&Call::new("c"), "t", "request_callback", arguments)
        .await;
    assert_eq!(result["status"], "recorded");
    assert!(
        result["say"].as_str().unwrap().contains("dès que possible"),
        "{result}"
    );
    let row = app.row(ONE_ROW);
    for (column, value) in [
        ("id", result["callback_id"].clone()),
        ("tenant_id", json!("tenant_demo_001")),
        ("kind", json!("callback")),
        ("reason", json!("Devis")),
        ("name", json!("Anne Martin")),
        ("phone", json!("+33698765432")),
        ("phone_source", json!("model")),
        ("caller_number", json!("+33612345678")),
        ("due_date", Value::Null),
        ("due_time", Value::Null),
        ("status", json!("due")),
        ("call_id", app.row("SELECT id FROM call_logs")["id"].clone()),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
}

#[tokio::test]
async fn words_for_the_time_become_a_day_and_a_time_that_lie_ahead() {
    for (when, date, time) in [
        ("demain après 17 h", "2026-10-06", Some("17:00")),
        ("jeudi à 14 h 30", "2026-10-08", Some("14:30")),
        ("2026-10-09 11:00", "2026-10-09", Some("11:00")),
        ("demain matin", "2026-10-06", None),
        ("demain avant 17 h", "2026-10-06", None),
        ("mercredi", "2026-10-07", None),
        // Three in the morning is no time to call.
        ("demain à 3 h", "2026-10-06", Some("15:00")),
        ("cet après-midi", "2026-10-05", None),
        // It is ten: nine has passed, eleven has not.
        ("à 9 h", "2026-10-06", Some("09:00")),
        ("à 11 h", "2026-10-05", Some("11:00")),
    ] {
        let (app, result) = wished(when).await;
        assert_eq!(result["status"], "recorded", "{when}: {result}");
        let row = app.row(ONE_ROW);
        assert_eq!(
            (&row["due_date"], &row["due_time"]),
            (&json!(date), &json!(time)),
            "{when}"
        );
        assert_eq!(row["when_text"], when);
        assert_eq!(
            (&result["date"], result.get("time").and_then(Value::as_str)),
            (&json!(date), time),
            "{when}"
        );
        assert!(result["weekday"].is_string(), "{result}");
    }
}

#[tokio::test]
async fn nobody_calls_while_the_business_is_closed() {
    for (when, date, time, due_at) in [
        // Sunday, the lunch break, the evening, a closed day and a public holiday.
        (
            "dimanche à 15 h",
            "2026-10-12",
            Some("09:00"),
            "2026-10-12T07:00:00.000Z",
        ),
        (
            "demain à 12 h 45",
            "2026-10-06",
            Some("13:30"),
            "2026-10-06T11:30:00.000Z",
        ),
        (
            "demain à 20 h",
            "2026-10-08",
            Some("09:00"),
            "2026-10-08T07:00:00.000Z",
        ),
        (
            "samedi matin",
            "2026-10-12",
            None,
            "2026-10-12T07:00:00.000Z",
        ),
        (
            "le 11 novembre à 10 h",
            "2026-11-12",
            Some("09:00"),
            "2026-11-12T08:00:00.000Z",
        ),
    ] {
        let app = TestApp::at(MONDAY);
        app.db.execute("INSERT INTO closures (id, tenant_id, from_date, until_date) VALUES ('k', 'tenant_demo_001', '2026-10-07', '2026-10-07')");
        let arguments = json!({"reason": "Devis", "when": when});
        let result = app
            .ask(&Call::new("c"), "t", "request_callback", arguments)
            .await;
        assert_eq!(result["status"], "recorded", "{when}: {result}");
        let say = result["say"].as_str().unwrap();
        assert!(say.starts_with("Nous serons fermés"), "{when}: {say}");
        let row = app.row(ONE_ROW);
        assert_eq!(
            [&row["due_date"], &row["due_time"], &row["due_at"]],
            [&json!(date), &json!(time), &json!(due_at)],
            "{when}"
        );
    }
}

#[tokio::test]
async fn an_entry_waits_from_the_instant_it_is_due() {
    for (now, when, due_at) in [
        (MONDAY, "demain à 10 h", "2026-10-06T08:00:00.000Z"),
        (MONDAY, "demain", "2026-10-06T07:00:00.000Z"),
        (MONDAY, "dès que possible", "2026-10-05T08:00:00.000Z"),
        // Saturday: nobody is there before Monday.
        (
            "2026-10-10T08:00:00Z",
            "dès que possible",
            "2026-10-12T07:00:00.000Z",
        ),
        // Across the change of the clocks.
        (
            "2026-10-23T15:00:00Z",
            "lundi à 9 h",
            "2026-10-26T08:00:00.000Z",
        ),
    ] {
        let app = TestApp::at(now);
        let arguments = json!({"reason": "Devis", "when": when});
        app.ask(&Call::new("c"), "t", "request_callback", arguments)
            .await;
        assert_eq!(app.row(ONE_ROW)["due_at"], due_at, "{now} {when}");
    }
}

#[tokio::test]
async fn as_soon_as_possible_names_no_day() {
    for when in [
        "dès que possible",
        "as soon as possible",
        "unknown",
        "{{when}}",
    ] {
        let (app, result) = wished(when).await;
        assert_eq!(
            (&result["status"], result.get("date")),
            (&json!("recorded"), None),
            "{when}"
        );
        assert_eq!(app.row(ONE_ROW)["due_date"], Value::Null);
    }
}

#[tokio::test]
async fn what_cannot_be_kept_is_asked_again_and_not_promised() {
    for when in [
        "hier à 15 h",
        "le 31 février",
        "aujourd'hui à 8 h",
        "quand les poules auront des dents",
    ] {
        let (app, result) = wished(when).await;
        assert_eq!(result["status"], "clarify", "{when}");
        assert_eq!(app.count("callbacks"), 0, "{when}");
    }
}

#[tokio::test]
async fn two_readings_are_asked_once_then_the_nearest_is_taken() {
    let app = TestApp::new();
    app.db.execute("DELETE FROM opening_hours; INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes) SELECT 'h' || value, 'tenant_demo_001', value, '00:00', '24:00' FROM json_each('[1,2,3,4,5,6,7]')");
    let call = Call::new("c");
    let arguments = json!({"reason": "Devis", "when": "demain à 3 h"});
    let asked = app
        .ask(&call, "t1", "request_callback", arguments.clone())
        .await;
    assert_eq!(asked["status"], "clarify");
    assert_eq!(app.count("callbacks"), 0);
    let taken = app.ask(&call, "t2", "request_callback", arguments).await;
    assert_eq!(
        (&taken["status"], &taken["time"]),
        (&json!("recorded"), &json!("15:00"))
    );
}

#[tokio::test]
async fn nobody_is_promised_a_call_without_a_number() {
    let app = TestApp::new();
    for (n, caller) in [
        None,
        Some("anonymous"),
        Some("+33987654321"),
        Some("+33939035761"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut call = Call::new(&format!("c{n}"));
        call.caller = caller.map(str::to_owned);
        for (id, tool, arguments) in [
            ("t1", "request_callback", json!({"reason": "Devis"})),
            (
                "t2",
                "request_callback",
                json!({"reason": "Devis", "phone": "12"}),
            ),
            ("t3", "schedule_follow_up", json!({"when": "demain"})),
        ] {
            let asked = app.ask(&call, id, tool, arguments).await;
            assert_eq!(asked["status"], "clarify", "{caller:?} {tool}");
        }
        let given = app
            .ask(
                &call,
                "t4",
                "request_callback",
                json!({"reason": "Devis", "phone": "06 12 34 56 78"}),
            )
            .await;
        assert_eq!(given["status"], "recorded", "{caller:?}");
    }
    assert_eq!(
        app.count("callbacks WHERE phone_source = 'model' AND caller_number IS NULL"),
        4
    );
}

#[tokio::test]
async fn the_same_wish_twice_is_one_entry() {
    let app = TestApp::new();
    let call = Call::new("c");
    let arguments = json!({"reason": "Devis", "when": "demain à 10 h"});
    let first = app.ask(&call, "t1", "request_callback", arguments).await;
    for (id, when) in [
        ("t1", "demain à 10 h"),
        ("t2", "demain à 10 h"),
        ("t3", "2026-10-06 10:00"),
    ] {
        let again = app
            .ask(
                &call,
                id,
                "request_callback",
                json!({"reason": "Devis", "when": when}),
            )
            .await;
        assert_eq!(
            (&again["replayed"], &again["callback_id"]),
            (&json!(true), &first["callback_id"]),
            "{id}"
        );
        assert_eq!(again["say"], first["say"]);
    }
    let other = app
        .ask(
            &call,
            "t4",
            "request_callback",
            json!({"reason": "Devis", "when": "demain à 11 h"}),
        )
        .await;
    assert!(other.get("replayed").is_none());
    let next_call = app
        .ask(
            &Call::new("d"),
            "t1",
            "request_callback",
            json!({"reason": "Devis", "when": "demain à 10 h"}),
        )
        .await;
    assert!(next_call.get("replayed").is_none());
    assert_eq!(app.count("callbacks"), 3);
    app.db.execute("UPDATE callbacks SET status = 'done'");
    let anew = app
        .ask(
            &call,
            "t5",
            "request_callback",
            json!({"reason": "Devis", "when": "demain à 11 h"}),
        )
        .await;
    assert!(
        anew.get("replayed").is_none(),
        "what is done is owed anew: {anew}"
    );
}

#[tokio::test]
async fn a_follow_up_shows_on_the_prospect_and_erases_nothing() {
    let app = TestApp::new();
    let call = Call::new("c");
    let prospect = app
        .ask(&call, "t1", "qualify_prospect", json!({"name": "Anne"}))
        .await;
    let follow = app
        .ask(
            &call,
            "t2",
            "schedule_follow_up",
            json!({"when": "dans deux semaines vers 15 h"}),
        )
        .await;
    assert_eq!(
        (&follow["status"], &follow["date"], &follow["time"]),
        (&json!("recorded"), &json!("2026-10-19"), &json!("15:00"))
    );
    let row = app.row(ONE_ROW);
    assert_eq!(
        (&row["kind"], &row["prospect_id"]),
        (&json!("follow_up"), &prospect["prospect_id"])
    );
    assert_eq!(
        app.row("SELECT next_follow_up_at FROM prospects")["next_follow_up_at"],
        "2026-10-19T15:00"
    );
    app.ask(
        &call,
        "t3",
        "schedule_follow_up",
        json!({"when": "dès que possible"}),
    )
    .await;
    assert_eq!(
        app.row("SELECT next_follow_up_at FROM prospects")["next_follow_up_at"],
        "2026-10-19T15:00"
    );
    let error = app
        .post(&call.tool("t4", "schedule_follow_up", json!({})))
        .await
        .error();
    assert!(error.contains("when is missing"), "{error}");
    app.ask(
        &Call::from("d", "+33699999999"),
        "t",
        "schedule_follow_up",
        json!({"when": "demain", "phone": "0612345678"}),
    )
    .await;
    assert_eq!(
        app.count("callbacks WHERE prospect_id IS NOT NULL"),
        2,
        "a number that is only told opens no prospect"
    );
}
