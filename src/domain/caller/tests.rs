//! Tables of callers as networks signal them.

use super::{PhoneNumber, signalled};

fn own() -> [PhoneNumber; 2] {
    ["+33939035761", "+33987654321"].map(|number| PhoneNumber::parse_e164(number).unwrap())
}

#[test]
fn signalled_numbers_identify_the_caller() {
    for raw in [
        "+33612345678",
        " +33612345678 ",
        "sip:+33612345678@sip.example.com",
        "SIP:+33612345678@10.0.0.1:5060;transport=udp",
        "sips:+33612345678:secret@example.com",
        "sip:+33612345678;phone-context=+33@example.com",
        "tel:+33612345678",
        "tel:+33612345678;ext=12",
    ] {
        let number = signalled(Some(raw), &own());
        assert_eq!(
            number.as_ref().map(PhoneNumber::as_str),
            Some("+33612345678"),
            "{raw}"
        );
    }
}

#[test]
fn withheld_own_and_other_callers_are_nobody() {
    assert_eq!(signalled(None, &own()), None);
    for raw in [
        "",
        " ",
        "anonymous",
        "Anonymous",
        "RESTRICTED",
        "unavailable",
        "Unknown",
        "private",
        "+266696687",
        "+7378742833",
        "+2562533",
        "+8656696",
        "+86282452253",
        "sip:anonymous@anonymous.invalid",
        "sip:+266696687@example.com",
        "tel:+2562533",
        "+33939035761",
        "+33987654321",
        "sip:+33939035761@example.com",
        "0612345678",
        "33612345678",
        "sip:0612345678@example.com",
        "sip:jean@example.com",
        "sip:1001@pbx.example.com",
        "sip:+33612345678",
        "sip:@example.com",
        "sip:",
        ":",
        "@",
        "sip:example.com;x=+33612345678@",
        "https://+33612345678@example.com",
        "+33612345678@example.com",
        "+33612345678, +33612345679",
        "🎉",
    ] {
        assert_eq!(signalled(Some(raw), &own()), None, "{raw}");
    }
    assert!(
        signalled(Some("+33939035761"), &[]).is_some(),
        "another tenant's number is a caller"
    );
}
