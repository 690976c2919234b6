//! Standard Webhooks, as its npm package `standardwebhooks` signs, also during a rotation.

use serde_json::{Value, json};

use super::{NOW, Post};
use crate::auth::Refusal;

const CURRENT: &str = "23zCjykyC3o/oDfXh0FeGqTcxP3nbagXQndEi/4IOeg=";
const FORMER: &str = "+xRWBFqwAE+lL+moArsfLIJQg3v2SH0AMHsyOaJ7sVo=";

fn plan(secret: &str) -> Value {
    json!({
        "type": "hmac", "algorithm": "sha256", "secretKey": secret, "secretIsBase64": true,
        "payloadFormat": "{svix-id}.{timestamp}.{body}", "messageIdHeader": "webhook-id",
        "timestampHeader": "webhook-timestamp", "signatureHeader": "webhook-signature",
        "signaturePrefix": "v1,", "signatureEncoding": "base64",
    })
}

fn sent(signature: impl AsRef<[u8]>) -> Post {
    Post::to(&plan("whsec_QW5vdGhlciBrZXkgb2YgdGhpcnR5LXR3byBieXRlcyE="))
        .header("webhook-id", "msg_31Hk9")
        .header("webhook-timestamp", NOW.to_string())
        .header("webhook-signature", signature)
}

#[test]
fn one_signature() {
    sent(format!("v1,{CURRENT}")).accepted();
    let unmarked = Post {
        plans: Post::to(&plan("QW5vdGhlciBrZXkgb2YgdGhpcnR5LXR3byBieXRlcyE=")).plans,
        ..sent(format!("v1,{CURRENT}"))
    };
    unmarked.accepted();
}

#[test]
fn several_signatures_in_any_order_and_of_any_version() {
    for list in [
        format!("v1,{CURRENT} v1,{FORMER}"),
        format!("v1,{FORMER} v1,{CURRENT}"),
        format!("v1,{FORMER},v1,{CURRENT}"),
        format!("v1,{FORMER}, v1,{CURRENT}"),
        format!("v1a,{FORMER} v1,{CURRENT}"),
        format!("v2,future v1,{CURRENT}"),
        format!("v1,broken! v1,{CURRENT}"),
        format!("v1,{CURRENT} "),
    ] {
        assert_eq!(sent(&list).decide(), Ok(0), "{list}");
    }
}

#[test]
fn the_former_secret_alone_is_the_other_plans_business() {
    sent(format!("v1,{FORMER}")).refused(Refusal::WrongSignature);
    let both = json!([
        plan("whsec_QW5vdGhlciBrZXkgb2YgdGhpcnR5LXR3byBieXRlcyE="),
        plan("whsec_VGhlIGtleSBiZWZvcmUgdGhlIHJvdGF0aW9uIHdhcyE="),
    ]);
    let post = Post {
        plans: Post::to_all(&both).plans,
        ..sent(format!("v1,{FORMER}"))
    };
    assert_eq!(post.decide(), Ok(1));
}

#[test]
fn each_refusal_for_its_own_reason() {
    for (value, refusal) in [
        (CURRENT.to_owned(), Refusal::PrefixMissing),
        (format!("v1a,{CURRENT}"), Refusal::PrefixMissing),
        (format!("xv1,{CURRENT}"), Refusal::PrefixMissing),
        (String::new(), Refusal::PrefixMissing),
        (" , ,".to_owned(), Refusal::PrefixMissing),
        ("v1,*** v1,???".to_owned(), Refusal::BadEncoding),
        ("v1,".to_owned(), Refusal::WrongSignature),
        (format!("v1,{}", &CURRENT[..40]), Refusal::WrongSignature),
    ] {
        sent(value).refused(refusal);
    }
    let post = sent(format!("v1,{CURRENT}"));
    let other_id = post.clone().header("webhook-id", "msg_31Hk8");
    other_id.refused(Refusal::WrongSignature);
    let mut no_id = post;
    no_id.headers.remove("webhook-id");
    no_id.refused(Refusal::MissingMessageId);
}

#[test]
fn a_header_full_of_signatures_costs_four_checks() {
    let wrong = |count| format!("v1,{FORMER} ").repeat(count);
    sent(format!("{}v1,{CURRENT}", wrong(3))).accepted();
    sent(format!("{}v1,{CURRENT}", wrong(4))).refused(Refusal::WrongSignature);
    let shortened = "v1,AAAA ".repeat(500);
    sent(format!("{shortened}v1,{CURRENT}")).accepted();
}
