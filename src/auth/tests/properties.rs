//! Whatever is sent: a change of one byte is refused, and nothing panics.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use serde_json::json;
use sha2::Sha256;

use super::{BODY, NOW, Post, SECRET, hmac_plan};
use crate::auth::{Plans, Refusal};

fn sign(body: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key");
    mac.update(format!("{NOW}.").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().to_vec()
}

fn signed(body: &[u8]) -> Post {
    Post::to(&hmac_plan(json!({})))
        .header("x-signature", hex::encode(sign(body)))
        .header("x-timestamp", NOW.to_string())
        .body(body)
}

fn header_value() -> impl Strategy<Value = Vec<u8>> {
    let any = prop::collection::vec(prop_oneof![0x20..=0x7eu8, 0x80..=0xffu8], 0..80);
    let near = "(v1,|sha256=|Bearer )?[0-9a-fA-F+/= ,]{0,90}".prop_map(String::into_bytes);
    prop_oneof![any, near]
}

fn any_plan() -> impl Strategy<Value = serde_json::Value> {
    let text = || prop_oneof![Just(json!(null)), "\\PC{0,12}".prop_map(|text| json!(text))];
    let format = "(\\{timestamp\\}|\\{url\\}|\\{svix-id\\}|[.{}a-z]){0,3}\\{body\\}[}{a-z]{0,3}";
    let algorithm = prop::sample::select(vec!["sha1", "sha256", "sha512"]);
    let encoding = prop::sample::select(vec!["hex", "base64"]);
    (text(), text(), format, algorithm, encoding).prop_map(
        |(secret, prefix, format, algorithm, encoding)| {
            json!({
                "type": "hmac", "secretKey": secret, "algorithm": algorithm,
                "signaturePrefix": prefix, "payloadFormat": format,
                "signatureEncoding": encoding, "messageIdHeader": "x-id",
            })
        },
    )
}

proptest! {
    #[test]
    fn a_changed_byte_of_the_body_is_refused(
        body in prop::collection::vec(any::<u8>(), 1..200),
        place: prop::sample::Index,
        change in 1..=255u8,
    ) {
        let post = signed(&body);
        prop_assert_eq!(post.decide(), Ok(0));
        let mut changed = body.clone();
        changed[place.index(body.len())] ^= change;
        let refused = Err(vec![Refusal::WrongSignature]);
        prop_assert_eq!(post.clone().body(&changed).decide(), refused.clone());
        prop_assert_eq!(post.clone().body(&body[1..]).decide(), refused.clone());
        prop_assert_eq!(post.body([&body[..], &[change]].concat()).decide(), refused);
    }

    #[test]
    fn a_changed_byte_of_the_signature_is_refused(
        body in prop::collection::vec(any::<u8>(), 0..50),
        place: prop::sample::Index,
        byte in prop_oneof![0x20..=0x7eu8, 0x80..=0xffu8],
        base64: bool,
    ) {
        let (encoding, text) = if base64 {
            ("base64", STANDARD.encode(sign(&body)))
        } else {
            ("hex", hex::encode(sign(&body)))
        };
        let mut changed = text.clone().into_bytes();
        changed[place.index(text.len())] = byte;
        prop_assume!(changed != text.as_bytes());
        prop_assume!(base64 || !changed.eq_ignore_ascii_case(text.as_bytes()));
        let plan = hmac_plan(json!({"signatureEncoding": encoding}));
        let post = Post { plans: Post::to(&plan).plans, ..signed(&body) };
        prop_assert_eq!(post.clone().header("x-signature", text).decide(), Ok(0));
        prop_assert!(post.header("x-signature", changed).decide().is_err());
    }

    #[test]
    fn a_changed_digit_of_the_timestamp_is_refused(place in 0..10usize, digit in b'0'..=b'9') {
        let mut timestamp = NOW.to_string().into_bytes();
        prop_assume!(timestamp[place] != digit);
        timestamp[place] = digit;
        let post = signed(b"{}").header("x-timestamp", timestamp);
        prop_assert!(post.decide().is_err());
    }

    #[test]
    fn arbitrary_headers_are_refused_without_a_panic(
        plan in any_plan(),
        signature in header_value(),
        timestamp in prop_oneof![header_value(), Just(NOW.to_string().into_bytes())],
        id in header_value(),
        authorization in header_value(),
    ) {
        let list = json!([plan, {"type": "bearer", "token": "long-enough-to-be-unguessable"}]);
        let Ok(plans) = Plans::parse(&list.to_string()) else { return Ok(()) };
        let post = Post { plans, ..signed(BODY.as_bytes()) }
            .header("x-signature", signature)
            .header("x-timestamp", timestamp)
            .header("x-id", id)
            .header("authorization", authorization);
        prop_assert_eq!(post.decide().map_err(|reasons| reasons.len()), Err(2));
    }

    #[test]
    fn arbitrary_texts_are_no_plans(text in "\\PC{0,60}") {
        prop_assert!(Plans::parse(&text).is_err() || text.trim().starts_with('['));
    }
}
