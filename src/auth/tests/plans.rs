//! The list of plans: what is refused when it is read, and that no secret shows.

use serde_json::{Value, json};

use super::hmac_plan;
use crate::auth::{PlanError, Plans};

fn error(list: &Value) -> PlanError {
    Plans::parse(&list.to_string()).expect_err("an unusable list")
}

#[test]
fn what_is_no_list_is_refused() {
    for text in [
        "",
        "[",
        "tok-secret",
        "{}",
        "null",
        "\"tok-secret\"",
        "7",
        "[]]",
    ] {
        let error = Plans::parse(text).expect_err("no list");
        assert_eq!((error.plan, error.field), (None, None), "{text}");
        assert!(!error.to_string().contains("tok-secret"));
    }
}

#[test]
fn errors_say_which_plan_and_which_field() {
    let fine = json!({"type": "bearer", "token": "fine"});
    for (plan, text) in [
        (json!(7), "plans[1]: must be an object"),
        (json!({}), "plans[1].type: is required"),
        (
            json!({"type": "basic"}),
            "plans[1].type: must be bearer or hmac",
        ),
        (
            json!({"type": "Bearer"}),
            "plans[1].type: must be bearer or hmac",
        ),
        (json!({"type": "bearer"}), "plans[1].token: is required"),
        (
            json!({"type": "bearer", "token": ""}),
            "plans[1].token: must not be empty",
        ),
        (
            json!({"type": "bearer", "token": 12}),
            "plans[1].token: must be a string",
        ),
        (
            json!({"type": "bearer", "token": "t", "bearerPrefixEnabled": "false"}),
            "plans[1].bearerPrefixEnabled: must be true or false",
        ),
        (
            json!({"type": "bearer", "token": "t", "headerName": "X Secret"}),
            "plans[1].headerName: must be the name of a header",
        ),
    ] {
        assert_eq!(error(&json!([fine, plan])).to_string(), text);
    }
}

#[test]
fn oauth2_is_refused_in_clear_words() {
    let plan = json!([{
        "type": "oauth2", "url": "https://example.com/token", "clientId": "i",
        "clientSecret": "tok-secret",
    }]);
    let text = error(&plan).to_string();
    assert!(
        text.starts_with("plans[0].type: oauth2 is not supported"),
        "{text}"
    );
}

#[test]
fn a_token_that_no_header_can_carry_is_refused() {
    for token in ["clé", "two\nlines", " spaced ", "tab\u{7f}"] {
        let error = error(&json!([{"type": "bearer", "token": token}]));
        assert_eq!(error.field, Some("token"), "{token:?}");
    }
}

#[test]
fn neither_debug_nor_errors_show_a_secret() {
    let list = json!([
        {"type": "bearer", "token": "tok-secret"},
        hmac_plan(json!({"secretKey": "tok-secret"})),
        hmac_plan(json!({"secretKey": "dG9rLXNlY3JldA==", "secretIsBase64": true})),
    ]);
    let shown = format!(
        "{:?}",
        Plans::parse(&list.to_string()).expect("usable plans")
    );
    assert!(shown.contains("x-signature"), "{shown}");
    for secret in ["tok-secret", "dG9rLXNlY3JldA", "116, 111, 107"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let broken = error(&json!([{"type": "tok-secret", "token": ["tok-secret"]}]));
    assert!(!format!("{broken} {broken:?}").contains("tok-secret"));
}

#[test]
fn development_secrets_are_recognised_in_every_plan() {
    let dev = |plan: Value| {
        let list = json!([{"type": "bearer", "token": "real"}, plan]).to_string();
        Plans::parse(&list)
            .expect("usable plans")
            .contains_dev_secret()
    };
    assert!(dev(json!({"type": "bearer", "token": "dev-secret"})));
    assert!(dev(json!({"type": "bearer", "token": "dev-hmac-secret"})));
    assert!(dev(hmac_plan(json!({"secretKey": "dev-hmac-secret"}))));
    let encoded = json!({"secretKey": "ZGV2LWhtYWMtc2VjcmV0", "secretIsBase64": true});
    assert!(dev(hmac_plan(encoded)));
    assert!(!dev(hmac_plan(json!({}))));
    assert!(!Plans::default().contains_dev_secret());
}
