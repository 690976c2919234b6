//! Each way for a signed request to be refused.

use serde_json::json;

use super::{NOW, Post, hmac_plan};
use crate::auth::Refusal;

const SIGNATURE: &str = "fec4a2c3f42a9cceb9aa75ddcf930cd7cb05e76a195f414fea627ebc7aebdbd0";

fn signed() -> Post {
    Post::to(&hmac_plan(json!({})))
        .header("x-signature", SIGNATURE)
        .header("x-timestamp", NOW.to_string())
}

fn without(mut post: Post, header: &str) -> Post {
    post.headers.remove(header);
    post
}

#[test]
fn absent_headers() {
    signed().accepted();
    without(signed(), "x-signature").refused(Refusal::MissingHeader);
    without(signed(), "x-timestamp").refused(Refusal::MissingTimestamp);
    let format = json!({"payloadFormat": "{svix-id}.{body}", "messageIdHeader": "x-id"});
    Post::to(&hmac_plan(format))
        .header("x-signature", SIGNATURE)
        .refused(Refusal::MissingMessageId);
}

#[test]
fn five_minutes_either_way() {
    const LIMIT: i64 = 5 * 60 * 1000;
    signed().later(LIMIT).accepted();
    signed().later(-LIMIT).accepted();
    signed().later(LIMIT + 1).refused(Refusal::StaleTimestamp);
    signed().later(-LIMIT - 1).refused(Refusal::FutureTimestamp);
}

#[test]
fn seconds_and_milliseconds_are_told_apart_by_size() {
    let at = |text: &str| signed().header("x-timestamp", text).decide();
    let stale = Err(vec![Refusal::StaleTimestamp]);
    let future = Err(vec![Refusal::FutureTimestamp]);
    assert_eq!(at("100000000000"), stale, "the year 1973 in milliseconds");
    assert_eq!(at("99999999999"), future, "the year 5138 in seconds");
    assert_eq!(at("0"), stale);
    assert_eq!(at("9223372036854775807"), future);
}

#[test]
fn timestamps_that_are_none() {
    let bad: [&[u8]; 12] = [
        b"",
        b" ",
        b"now",
        b"-1804498200",
        b"+1804498200",
        b"1804498200.5",
        b"1804498200 ",
        b"0x6b8e7a58",
        b"2027-03-08T09:30:00Z",
        b"9223372036854775808",
        b"99999999999999999999999999",
        b"\xd9\xa1\xd9\xa8",
    ];
    for text in bad {
        let post = signed().header("x-timestamp", text);
        post.refused(Refusal::BadTimestamp);
    }
}

#[test]
fn a_changed_timestamp_breaks_the_signature() {
    signed()
        .header("x-timestamp", (NOW + 1).to_string())
        .refused(Refusal::WrongSignature);
}

#[test]
fn an_unsigned_timestamp_is_not_looked_at() {
    let plan = hmac_plan(json!({"payloadFormat": "{body}"}));
    let body_only = "c2c1ae279219a35222b3c76705fd3fb0a881f21bceb3d58d3720cf9f2151f085";
    let post = Post::to(&plan).header("x-signature", body_only);
    post.accepted();
    post.header("x-timestamp", "yesterday").accepted();
}

#[test]
fn values_that_are_no_signature() {
    let cases: [(&[u8], Refusal); 9] = [
        (b"", Refusal::WrongSignature),
        (&SIGNATURE.as_bytes()[..32], Refusal::WrongSignature),
        (&SIGNATURE.as_bytes()[..62], Refusal::WrongSignature),
        (&SIGNATURE.as_bytes()[..63], Refusal::BadEncoding),
        (b"no hexadecimal", Refusal::BadEncoding),
        (b"\xff\xfe", Refusal::BadEncoding),
        (b"00", Refusal::WrongSignature),
        (&[b'0'; 64], Refusal::WrongSignature),
        (&[b'0'; 9000], Refusal::WrongSignature),
    ];
    for (value, refusal) in cases {
        signed().header("x-signature", value).refused(refusal);
    }
    let twice = format!("{SIGNATURE}{SIGNATURE}");
    let with_byte = format!("{SIGNATURE}00");
    let listed = format!("{SIGNATURE},{SIGNATURE}");
    for (value, refusal) in [
        (twice, Refusal::WrongSignature),
        (with_byte, Refusal::WrongSignature),
        (listed, Refusal::BadEncoding),
    ] {
        signed().header("x-signature", value).refused(refusal);
    }
}

#[test]
fn another_secret() {
    let other = hmac_plan(json!({"secretKey": "correct-horse-batterz"}));
    let post = Post {
        plans: Post::to(&other).plans,
        ..signed()
    };
    post.refused(Refusal::WrongSignature);
}

#[test]
fn the_reasons_come_before_the_signature_is_computed() {
    let post = signed().header("x-signature", "00");
    let stale = post.clone().later(3_600_000);
    stale.refused(Refusal::StaleTimestamp);
    without(post, "x-timestamp").refused(Refusal::MissingTimestamp);
}
