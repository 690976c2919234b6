//! Signatures made elsewhere, for each algorithm, encoding and payload format.

use serde_json::{Value, json};

use super::{BODY, NOW, Post, hmac_plan};
use crate::auth::Refusal;

const SHA256: &str = "fec4a2c3f42a9cceb9aa75ddcf930cd7cb05e76a195f414fea627ebc7aebdbd0";
const SHA512: &str = "20d75fda0e26578747b7715aba7eebdfdded2d1489afdb1a6b344e21cf164ed4\
                      145fb5c9078779e2053466e37c714155b21898b31858500a9a6c2f1c621ebe28";

fn signed(changes: Value, signature: &str) -> Post {
    Post::to(&hmac_plan(changes))
        .header("x-signature", signature)
        .header("x-timestamp", NOW.to_string())
}

#[test]
fn the_defaults_are_hex_over_timestamp_and_body() {
    signed(json!({}), SHA256).accepted();
    signed(json!({}), &SHA256.to_uppercase()).accepted();
}

#[test]
fn each_algorithm() {
    signed(json!({"algorithm": "sha512"}), SHA512).accepted();
    let sha1 = "3612328b14c33c96f6dcb6088a3f3937e5597636";
    signed(json!({"algorithm": "sha1"}), sha1).accepted();
    signed(json!({"algorithm": "sha512"}), SHA256).refused(Refusal::WrongSignature);
}

#[test]
fn base64_with_and_without_padding() {
    let base64 = json!({"signatureEncoding": "base64"});
    let signature = "/sSiw/QqnM65qnXdz5MM18sF52oZX0FP6mJ+vHrr29A=";
    signed(base64.clone(), signature).accepted();
    signed(base64.clone(), signature.trim_end_matches('=')).accepted();
    signed(base64.clone(), &signature.replace("/sSi", "/ssi")).refused(Refusal::WrongSignature);
    // The last letter carries two spare bits: B differs from A in nothing else.
    signed(base64, &signature.replace("9A=", "9B=")).refused(Refusal::BadEncoding);
    signed(json!({"signatureEncoding": "hex"}), signature).refused(Refusal::BadEncoding);
}

#[test]
fn milliseconds_are_signed_as_received() {
    let signature = "1bd9dcb29e6f2c082a4c1cf2a9c807366a3cec5f9bc99c75c3a7bed94360d6c9";
    signed(json!({}), signature)
        .header("x-timestamp", format!("{NOW}250"))
        .accepted();
}

#[test]
fn the_body_alone_with_a_prefix() {
    let signature = "c2c1ae279219a35222b3c76705fd3fb0a881f21bceb3d58d3720cf9f2151f085";
    let plan = hmac_plan(json!({
        "signaturePrefix": "sha256=", "signatureHeader": "X-Hub-Signature-256",
        "payloadFormat": "{body}", "includeTimestamp": false,
    }));
    let sent = |value: String| Post::to(&plan).header("x-hub-signature-256", value);
    sent(format!("sha256={signature}")).accepted();
    sent(signature.to_owned()).refused(Refusal::PrefixMissing);
    sent(format!("SHA256={signature}")).refused(Refusal::PrefixMissing);
    sent(format!("sha256=sha256={signature}")).refused(Refusal::BadEncoding);
}

#[test]
fn every_placeholder_expands_once_from_left_to_right() {
    let format = "{method} {url} {svix-id} {timestamp} {body} {end}";
    let changes = json!({"payloadFormat": format, "messageIdHeader": "X-Message-Id"});
    let signature = "5388f50930ca7f4f87374761686d61d2f532cbdd92fa5a937f51938e5815a5de";
    let post = signed(changes, signature)
        .header("x-message-id", "msg_7")
        .url("https://gateway.example.fr/webhooks/vapi?to={body}&at={timestamp}");
    post.accepted();
    let put = Post {
        method: "PUT".into(),
        ..post.clone()
    };
    put.refused(Refusal::WrongSignature);
    let elsewhere = "https://gateway.example.fr/webhooks/other";
    post.clone().url(elsewhere).refused(Refusal::WrongSignature);
    post.header("x-message-id", "msg_8")
        .refused(Refusal::WrongSignature);
}

#[test]
fn placeholders_inside_the_body_are_text() {
    let signature = "ee5b077463d0edf4d37f747cf02466331e3ffd315730a7cfab81be2dcf7b2b0a";
    signed(json!({}), signature)
        .body(r#"{"note":"{timestamp} {url} {method} {svix-id} {body}"}"#)
        .accepted();
}

#[test]
fn bodies_that_are_empty_or_no_text() {
    let no_text = "2105cfd3a84fcc212b43842c33feca7322054b2d1f8927b1034fce7d32b4aa3c";
    signed(json!({}), no_text).body(b"\xff\x00\xfe").accepted();
    let empty = "3334ab1f40df22475ee3598c579c664ceb073f685f788cad78b97f836bf3f0a4";
    signed(json!({}), empty).body("").accepted();
}

#[test]
fn a_base64_secret_is_decoded() {
    let secret = "AAH+/yBrZXkgaW4gYnl0ZXMggA==";
    let signature = "0db223fa446aa4d9936a341c3b633c381a5b9673c704a205516a37f6f3884789";
    let decoded = json!({"secretKey": secret, "secretIsBase64": true});
    signed(decoded, signature).accepted();
    let literal = json!({"secretKey": secret});
    signed(literal, signature).refused(Refusal::WrongSignature);
}

#[test]
fn the_body_is_signed_as_sent_and_not_as_parsed() {
    let spaced = BODY.replace(':', ": ");
    signed(json!({}), SHA256)
        .body(spaced)
        .refused(Refusal::WrongSignature);
}
