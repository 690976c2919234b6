//! Tables of addresses, written and spoken.

use super::Email;

#[test]
fn addresses_are_read_in_lower_case() {
    for (text, expected) in [
        ("jean.dupont@gmail.com", "jean.dupont@gmail.com"),
        (" Jean.Dupont@Gmail.COM ", "jean.dupont@gmail.com"),
        (
            "jean point dupont arobase gmail point com",
            "jean.dupont@gmail.com",
        ),
        (
            "Jean Point Dupont Arobase Gmail Point Com",
            "jean.dupont@gmail.com",
        ),
        ("jean dot dupont at gmail dot com", "jean.dupont@gmail.com"),
        ("jean.dupont at gmail.com", "jean.dupont@gmail.com"),
        ("jean.dupont @ gmail.com", "jean.dupont@gmail.com"),
        (
            "jean tiret dupont arobase orange point fr",
            "jean-dupont@orange.fr",
        ),
        (
            "j underscore d at example dot co dot uk",
            "j_d@example.co.uk",
        ),
        ("j p 7 5 arobase free point fr", "jp75@free.fr"),
        ("point@at.fr", "point@at.fr"),
        (
            "jean+rdv@sous.domaine.example.fr",
            "jean+rdv@sous.domaine.example.fr",
        ),
        ("o'brien@xn--exmple-cua.fr", "o'brien@xn--exmple-cua.fr"),
        ("mailto:jean@example.fr", "jean@example.fr"),
        ("jean@example.fr.", "jean@example.fr"),
        ("jean arobase\ngmail point com", "jean@gmail.com"),
    ] {
        assert_eq!(
            Email::parse(text).as_ref().map(Email::as_str),
            Some(expected),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_address_is_refused() {
    let long = format!("{}@example.fr", "a".repeat(65));
    let longer = format!("a@{}fr", "abcdefgh.".repeat(30));
    let huge = "a".repeat(1_000_000) + "@b.fr";
    for text in [
        "",
        " ",
        "@",
        "jean",
        "jean@",
        "@gmail.com",
        "jean@gmail",
        "jean@@gmail.com",
        "a@b@c.fr",
        "jean at work at gmail.com",
        "jean..dupont@gmail.com",
        ".jean@gmail.com",
        "jean.@gmail.com",
        "jean@.com",
        "jean@gmail..com",
        "jean@-gmail.com",
        "jean@gmail-.com",
        "jean@gmail.c",
        "jean@127.0.0.1",
        "hélène@gmail.com",
        "jean@exämple.fr",
        "jean🎉@gmail.com",
        "jean\u{0}@gmail.com",
        "<jean@gmail.com>",
        "\"jean\"@gmail.com",
        "jean@gmail.com, x@y.fr",
        "jean,dupont@gmail.com",
        "point arobase point",
        &long,
        &longer,
        &huge,
    ] {
        assert_eq!(Email::parse(text), None, "{text:.60}");
    }
}

#[test]
fn an_address_is_masked_unless_asked_for() {
    let email = Email::parse("jean@example.fr").unwrap();
    assert_eq!(
        format!("{email} {email:?}"),
        "…@example.fr Email(…@example.fr)"
    );
}
