//! What the model is told of an e-mail address.

use super::email;
use crate::domain::Email;

/// The address that is kept and what is told of it.
fn read(given: Option<&str>) -> (Option<String>, Option<String>) {
    let address = email(given, "customer_email");
    let kept = address.email.as_ref().map(Email::as_str);
    (kept.map(str::to_owned), address.ignored)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_usual_address_is_kept_without_a_word() {
    assert_eq!(read(None), (None, None));
    for given in ["marie@gmail.com", "marie@agence-dupont.fr"] {
        assert_eq!(read(Some(given)), (some(given), None));
    }
}

#[test]
fn an_unreadable_address_is_asked_for() {
    let told = some("customer_email: an e-mail address");
    assert_eq!(read(Some("marie at")), (None, told));
}

#[test]
fn a_mistyped_domain_is_asked_about_without_telling_the_address() {
    for (given, kept) in [
        ("marie@gmial.com", "marie@gmial.com"),
        ("Marie arobase gmai point com", "marie@gmai.com"),
    ] {
        let told = some("customer_email: ask whether the domain gmail.com is meant");
        assert_eq!(read(Some(given)), (some(kept), told));
    }
}
