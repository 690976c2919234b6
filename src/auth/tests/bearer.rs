//! The `bearer` plan and the decision over several plans.

use serde_json::{Value, json};

use super::{Post, merged};
use crate::auth::{Plans, Refusal};

fn bearer(changes: Value) -> Value {
    merged(json!({"type": "bearer", "token": "token-of-ours"}), changes)
}

#[test]
fn the_default_is_the_authorization_header_with_its_prefix() {
    let post = Post::to(&bearer(json!({})));
    post.refused(Refusal::MissingHeader);
    let sent = |value: &str| post.clone().header("Authorization", value);
    sent("Bearer token-of-ours").accepted();
    for (value, refusal) in [
        ("token-of-ours", Refusal::PrefixMissing),
        ("bearer token-of-ours", Refusal::PrefixMissing),
        ("Basic token-of-ours", Refusal::PrefixMissing),
        ("Bearer", Refusal::PrefixMissing),
        ("", Refusal::PrefixMissing),
        ("Bearer ", Refusal::WrongToken),
        ("Bearer  token-of-ours", Refusal::WrongToken),
        ("Bearer token-of-our", Refusal::WrongToken),
        ("Bearer token-of-ours2", Refusal::WrongToken),
        ("Bearer Token-of-ours", Refusal::WrongToken),
        (
            "Bearer token-of-ours, Bearer token-of-ours",
            Refusal::WrongToken,
        ),
    ] {
        sent(value).refused(refusal);
    }
}

#[test]
fn a_header_of_the_plans_own_keeps_the_prefix() {
    let post = Post::to(&bearer(json!({"headerName": "X-Gateway-Token"})));
    post.clone()
        .header("x-gateway-token", "Bearer token-of-ours")
        .accepted();
    post.clone()
        .header("x-gateway-token", "token-of-ours")
        .refused(Refusal::PrefixMissing);
    post.header("authorization", "Bearer token-of-ours")
        .refused(Refusal::MissingHeader);
}

#[test]
fn the_legacy_secret_is_a_plan_without_prefix() {
    let plan = bearer(json!({"headerName": "X-Vapi-Secret", "bearerPrefixEnabled": false}));
    let post = Post::to(&plan);
    post.clone()
        .header("X-VAPI-SECRET", "token-of-ours")
        .accepted();
    for wrong in ["Bearer token-of-ours", "other", ""] {
        let post = post.clone().header("x-vapi-secret", wrong);
        post.refused(Refusal::WrongToken);
    }
    post.header("x-vapi-signature", "token-of-ours")
        .refused(Refusal::MissingHeader);
}

#[test]
fn null_and_unknown_fields_change_nothing() {
    let plan = bearer(json!({"headerName": null, "bearerPrefixEnabled": null, "expiresAt": 3}));
    Post::to(&plan)
        .header("authorization", "Bearer token-of-ours")
        .accepted();
}

#[test]
fn bytes_that_are_no_text_are_a_wrong_token() {
    Post::to(&bearer(json!({})))
        .header("authorization", b"Bearer \xff\xfe")
        .refused(Refusal::WrongToken);
}

#[test]
fn without_a_plan_everything_is_refused() {
    let post = Post::to_all(&json!([])).header("authorization", "Bearer ");
    post.refused(Refusal::NoPlans);
    assert!(post.plans.is_empty());
    let unset = Post {
        plans: Plans::default(),
        ..post
    };
    unset.refused(Refusal::NoPlans);
}

#[test]
fn any_plan_lets_in_and_a_refusal_names_each_plans_reason() {
    let post = Post::to_all(&json!([
        {"type": "bearer", "token": "new"},
        {"type": "bearer", "token": "old"},
        {"type": "hmac", "secretKey": "key", "algorithm": "sha256"},
    ]));
    let sent = |value: &str| post.clone().header("authorization", value).decide();
    assert_eq!(sent("Bearer new"), Ok(0));
    assert_eq!(sent("Bearer old"), Ok(1));
    assert_eq!(
        sent("Bearer older"),
        Err(vec![
            Refusal::WrongToken,
            Refusal::WrongToken,
            Refusal::MissingHeader
        ])
    );
}

#[test]
fn refusals_are_logged_in_snake_case() {
    let refusals = [
        (Refusal::NoPlans, "no_plans"),
        (Refusal::MissingHeader, "missing_header"),
        (Refusal::StaleTimestamp, "stale_timestamp"),
        (Refusal::WrongSignature, "wrong_signature"),
    ];
    for (refusal, name) in refusals {
        assert_eq!(json!(refusal), name);
    }
}
