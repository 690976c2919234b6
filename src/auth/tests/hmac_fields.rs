//! What an `hmac` plan may say: each field, its default and what it refuses.

use serde_json::{Value, json};

use super::{NOW, Post, SECRET, hmac_plan, merged};
use crate::auth::{PlanError, Plans, Refusal};

fn error(plan: &Value) -> PlanError {
    let list = json!([{"type": "bearer", "token": "fine"}, plan]).to_string();
    let error = Plans::parse(&list).expect_err("an unusable plan");
    assert_eq!(error.plan, Some(1));
    error
}

#[test]
fn each_unusable_field_is_named() {
    let cases = [
        (json!({"secretKey": null}), "secretKey", "is required"),
        (json!({"secretKey": ""}), "secretKey", "must not be empty"),
        (
            json!({"secretKey": " \n"}),
            "secretKey",
            "must not be empty",
        ),
        (json!({"secretKey": 7}), "secretKey", "must be a string"),
        (json!({"algorithm": null}), "algorithm", "is required"),
        (
            json!({"algorithm": "SHA256"}),
            "algorithm",
            "must be sha256, sha512 or sha1",
        ),
        (
            json!({"algorithm": "md5"}),
            "algorithm",
            "must be sha256, sha512 or sha1",
        ),
        (
            json!({"signatureHeader": ""}),
            "signatureHeader",
            "must be the name of a header",
        ),
        (
            json!({"signatureHeader": "x sig"}),
            "signatureHeader",
            "must be the name of a header",
        ),
        (
            json!({"timestampHeader": "é"}),
            "timestampHeader",
            "must be the name of a header",
        ),
        (
            json!({"messageIdHeader": "a:b"}),
            "messageIdHeader",
            "must be the name of a header",
        ),
        (
            json!({"signaturePrefix": 1}),
            "signaturePrefix",
            "must be a string",
        ),
        (
            json!({"signatureEncoding": "HEX"}),
            "signatureEncoding",
            "must be hex or base64",
        ),
        (
            json!({"includeTimestamp": "no"}),
            "includeTimestamp",
            "must be true or false",
        ),
        (
            json!({"includeTimestamp": 0, "payloadFormat": "{body}"}),
            "includeTimestamp",
            "must be true or false",
        ),
        (
            json!({"secretIsBase64": "yes"}),
            "secretIsBase64",
            "must be true or false",
        ),
        (
            json!({"payloadFormat": ["{body}"]}),
            "payloadFormat",
            "must be a string",
        ),
    ];
    for (changes, field, problem) in cases {
        let error = error(&hmac_plan(changes));
        assert_eq!((error.field, error.problem), (Some(field), problem));
    }
}

#[test]
fn a_format_covers_the_body_once() {
    for format in [
        "",
        "{timestamp}",
        "{Body}",
        "{ body }",
        "body",
        "{timestamp}.{body",
    ] {
        let error = error(&hmac_plan(json!({"payloadFormat": format})));
        assert_eq!(error.field, Some("payloadFormat"), "{format}");
        assert!(error.problem.contains("cover the body"), "{format}");
    }
    let twice = hmac_plan(json!({"payloadFormat": "{body}.{timestamp}.{body}"}));
    assert_eq!(error(&twice).problem, "must contain {body} only once");
}

#[test]
fn a_signed_timestamp_is_an_included_one() {
    let plan = |format| hmac_plan(json!({"includeTimestamp": false, "payloadFormat": format}));
    let refused = [plan(json!("{timestamp}.{body}")), plan(Value::Null)];
    for plan in refused {
        assert_eq!(error(&plan).field, Some("includeTimestamp"));
    }
    Post::to(&plan(json!("{body}")));
}

#[test]
fn a_signed_message_id_needs_its_header() {
    let plan = hmac_plan(json!({"payloadFormat": "{svix-id}{body}"}));
    assert_eq!(error(&plan).field, Some("messageIdHeader"));
}

#[test]
fn base64_secrets_are_checked_when_the_plan_is_read() {
    let secret = |secret: &str| hmac_plan(json!({"secretKey": secret, "secretIsBase64": true}));
    for bad in ["no base64!", "a", "QUJ-", "whsec_*"] {
        assert_eq!(error(&secret(bad)).field, Some("secretKey"), "{bad}");
    }
    assert_eq!(error(&secret("whsec_")).problem, "must not be empty");
    for fine in ["QUJD", "QUI=", "QUI", "whsec_QUI="] {
        Post::to(&secret(fine));
    }
}

#[test]
fn null_counts_as_absent_and_unknown_fields_are_ignored() {
    let nulls = json!({
        "signatureHeader": null, "timestampHeader": null, "signaturePrefix": null,
        "includeTimestamp": null, "payloadFormat": null, "messageIdHeader": null,
        "signatureEncoding": null, "secretIsBase64": null, "addedByVapiLater": {"x": 1},
    });
    let signature = "fec4a2c3f42a9cceb9aa75ddcf930cd7cb05e76a195f414fea627ebc7aebdbd0";
    let sent = |plan: &Value| {
        Post::to(plan)
            .header("x-signature", signature)
            .header("x-timestamp", NOW.to_string())
    };
    sent(&hmac_plan(nulls)).accepted();
    sent(&hmac_plan(json!({"signaturePrefix": ""}))).accepted();
}

#[test]
fn header_names_of_the_plans_own_in_any_case() {
    let names = json!({"signatureHeader": "X-Our-SIGNATURE", "timestampHeader": "Sent-AT"});
    let signature = "fec4a2c3f42a9cceb9aa75ddcf930cd7cb05e76a195f414fea627ebc7aebdbd0";
    Post::to(&hmac_plan(names))
        .header("x-OUR-signature", signature)
        .header("sent-at", NOW.to_string())
        .accepted();
}

#[test]
fn a_secret_without_the_base64_flag_is_taken_literally() {
    let marked = merged(
        hmac_plan(json!({})),
        json!({"secretKey": format!("whsec_{SECRET}")}),
    );
    let signature = "fec4a2c3f42a9cceb9aa75ddcf930cd7cb05e76a195f414fea627ebc7aebdbd0";
    Post::to(&marked)
        .header("x-signature", signature)
        .header("x-timestamp", NOW.to_string())
        .refused(Refusal::WrongSignature);
}
