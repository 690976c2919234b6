//! Secrets at rest: round trips, weak keys, and everything that must not open.

use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::prelude::*;

use crate::auth::{CannotOpen, Cipher, WeakKey};

const KEY: &str = "a key text of thirty-two letters";
const NONCE: [u8; 12] = [7; 12];
const CONTEXT: &str = "tenant_a/sms.secret";

fn cipher() -> Cipher {
    Cipher::new(KEY).expect("a good key")
}

fn sealed() -> String {
    cipher().seal("s3cret", CONTEXT, NONCE).expect("sealed")
}

#[test]
fn weak_keys_are_refused() {
    let refused = |text: &str| Cipher::new(text).expect_err("a weak key");
    assert_eq!(refused("votre-cle-32-caracteres"), WeakKey::Placeholder);
    assert_eq!(refused(" votre-cle-32-caracteres\n"), WeakKey::Placeholder);
    assert_eq!(refused(""), WeakKey::TooShort);
    assert_eq!(refused(&KEY[1..]), WeakKey::TooShort);
    assert_eq!(
        refused(&format!("short{}", " ".repeat(40))),
        WeakKey::TooShort
    );
    assert_eq!(refused(&"é".repeat(31)), WeakKey::TooShort);
    assert!(Cipher::new(&"é".repeat(32)).is_ok());
}

#[test]
fn a_sealed_text_opens_in_its_place_only() {
    assert_eq!(cipher().open(&sealed(), CONTEXT).as_deref(), Ok("s3cret"));
    let elsewhere = cipher().open(&sealed(), "tenant_b/sms.secret");
    assert_eq!(elsewhere, Err(CannotOpen));
    let other = Cipher::new("another key text of many letters").expect("a good key");
    assert_eq!(other.open(&sealed(), CONTEXT), Err(CannotOpen));
}

/// Made with Node's crypto: key = SHA-256 of the domain and the key text, AES-256-GCM, all as stored.
#[test]
fn the_layout_stays_readable() {
    let stored = "v1.BwcHBwcHBwcHBwcHAe8ajAGVosPq9LPmLTp703Po3GqN8Q==";
    assert_eq!(sealed(), stored);
    assert_eq!(cipher().open(stored, CONTEXT).as_deref(), Ok("s3cret"));
}

#[test]
fn nothing_shows_and_nonces_matter() {
    assert_eq!(format!("{:?}", cipher()), "Cipher");
    assert!(!sealed().contains("s3cret"));
    let other = cipher().seal("s3cret", CONTEXT, [8; 12]).expect("sealed");
    assert_ne!(sealed(), other);
}

#[test]
fn texts_that_are_not_sealed() {
    let unversioned = sealed().replacen("v1.", "", 1);
    let newer = sealed().replacen("v1.", "v2.", 1);
    let short = format!("v1.{}", STANDARD.encode([0; 11]));
    let bare_nonce = format!("v1.{}", STANDARD.encode([0; 12]));
    for text in [
        "",
        "v1.",
        "v1.é",
        "s3cret",
        &unversioned,
        &newer,
        &short,
        &bare_nonce,
    ] {
        assert_eq!(cipher().open(text, CONTEXT), Err(CannotOpen), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_comes_back(plain in "\\PC{0,200}", context in "\\PC{0,40}", nonce: [u8; 12]) {
        let sealed = cipher().seal(&plain, &context, nonce).expect("sealed");
        prop_assert_eq!(cipher().open(&sealed, &context), Ok(plain));
    }

    #[test]
    fn a_changed_byte_does_not_open(place: prop::sample::Index, change in 1..=255u8) {
        let text = sealed();
        let mut bytes = STANDARD.decode(text.trim_start_matches("v1.")).expect("base64");
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        let changed = format!("v1.{}", STANDARD.encode(bytes));
        prop_assert_eq!(cipher().open(&changed, CONTEXT), Err(CannotOpen));
    }
}
