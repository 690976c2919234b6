//! A number or an address that is only said opens nobody's record: the answer is, byte by byte, the
//! one it would be if nobody had ever called.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{TOOL, WITHHELD, names, told, without_id};
use crate::{
    app::TestApp,
    scenes::add_other_tenant,
    tables::{assert_same, of_tenant},
    vapi::Call,
};

const ANNE: &str = "+33612345678";

/// Anne, of whom everything is known.
async fn anne(app: &TestApp) -> Value {
    let all = json!({"name": "Anne Martin", "budget_max": "200k", "email": "anne@example.com",
        "interest_type": "achat", "timeline": "cet été", "decision_maker": true,
        "location_preference": "Lyon", "property_type": "maison"});
    let anne = told(app, "c1", ANNE, all).await;
    assert_eq!(anne["missing"], json!([]));
    anne
}

#[tokio::test]
async fn who_claims_to_be_somebody_hears_what_a_stranger_hears() {
    let claims = [
        json!({"name": "Anne Martin", "phone": "06 12 34 56 78"}),
        json!({"phone": "06 12 34 56 78"}),
        json!({"email": "anne@example.com", "name": "Martin"}),
        json!({"phone": "06 12 34 56 78", "email": "anne@example.com", "budget_min": "900k"}),
    ];
    for (n, claim) in claims.iter().enumerate() {
        for from in ["+33699999999", WITHHELD, "+33987654321"] {
            let app = TestApp::new();
            let known = anne(&app).await;
            let before = app.row("SELECT * FROM prospects");
            let call = Call::from("c2", from);
            let fresh = TestApp::new();
            for id in ["t1", "t2"] {
                let claimed = app.ask(&call, id, TOOL, claim.clone()).await;
                assert_ne!(claimed["prospect_id"], known["prospect_id"]);
                let strange = fresh.ask(&call, id, TOOL, claim.clone()).await;
                assert_eq!(without_id(claimed), without_id(strange), "{n} {from}");
            }
            let row = app.row("SELECT * FROM prospects WHERE call_id = (SELECT id FROM call_logs WHERE vapi_call_id = 'c1')");
            for column in [
                "name",
                "phone",
                "email",
                "budget_max",
                "caller_number",
                "qualification_score",
            ] {
                assert_eq!(row[column], before[column], "{column}");
            }
        }
    }
}

#[tokio::test]
async fn what_was_said_to_be_somebodys_does_not_open_it_to_that_number() {
    let app = TestApp::new();
    anne(&app).await;
    // A stranger claims the address and leaves their own number, then calls from it.
    let stranger =
        json!({"email": "anne@example.com", "name": "Anne Martin", "phone": "06 99 99 99 99"});
    told(&app, "c2", "+33699999999", stranger).await;
    let result = told(&app, "c3", "+33699999999", json!({"notes": "bonjour"})).await;
    assert!(
        result["missing"]
            .as_array()
            .unwrap()
            .contains(&json!("budget")),
        "{result}"
    );
}

#[tokio::test]
async fn another_tenants_prospect_does_not_exist() {
    let app = TestApp::new();
    add_other_tenant(&app);
    anne(&app).await;
    let before = of_tenant(&app.db, "tenant_demo_001");
    let fresh = TestApp::new();
    add_other_tenant(&fresh);
    let call = Call::from("c2", ANNE).at_other();
    let claim = json!({"name": "Anne Martin", "email": "anne@example.com"});
    let there = app.ask(&call, "t", TOOL, claim.clone()).await;
    let alone = fresh.ask(&call, "t", TOOL, claim).await;
    assert_eq!(without_id(there), without_id(alone));
    assert_same(&of_tenant(&app.db, "tenant_demo_001"), &before);
}

#[tokio::test]
async fn twenty_calls_at_once_that_claim_one_number_are_one_prospect() {
    let app = TestApp::new();
    let calls = (0..20).map(|n| {
        let app = app.another_isolate();
        let arguments = json!({"name": "Anne Martin", "phone": "06 12 34 56 78",
            "notes": format!("remarque {n:02}."), "timeline": format!("dans {n} mois")});
        async move { told(&app, &format!("c{n}"), WITHHELD, arguments).await }
    });
    join_all(calls).await;
    assert_eq!(names(&app), ["Anne Martin"]);
    let row = app.row("SELECT * FROM prospects");
    let notes = row["notes"].as_str().unwrap();
    for n in 0..20 {
        assert!(notes.contains(&format!("remarque {n:02}.")), "{n}: {notes}");
        let timeline = format!("dans {n} mois");
        let kept = app.count(&format!(
            "prospect_calls WHERE told->>'$.timeline' = '{timeline}'"
        ));
        assert_eq!(kept, 1, "{timeline}");
    }
    assert_eq!(app.count("prospect_calls"), 20);
}
