//! Tables for the cleaning of text.

use super::{cut, tidy, words};

fn tidied(text: &str) -> String {
    tidy(text).unwrap_or_else(|| "(absent)".to_owned())
}

#[test]
fn text_becomes_one_clean_line() {
    for (text, expected) in [
        ("Jean Dupont", "Jean Dupont"),
        ("  Jean \t  Dupont  ", "Jean Dupont"),
        ("ligne 1\nligne 2\r\nligne 3", "ligne 1 ligne 2 ligne 3"),
        (
            "un\u{2028}deux\u{2029}trois\u{85}quatre",
            "un deux trois quatre",
        ),
        ("15\u{a0}h\u{202f}30", "15 h 30"),
        ("a\0b\u{7}c\u{1b}[31md\u{7f}", "a b c [31md"),
        ("zé\u{200b}ro\u{feff} lar\u{ad}geur", "zéro largeur"),
        ("\u{202e}tnaP\u{202c}", "tnaP"),
        ("fe\u{301}vrier", "février"),
        (
            "a\u{300} midi, garc\u{327}on, No\u{308}el, E\u{301}mile",
            "à midi, garçon, Nöel, Émile",
        ),
        ("x\u{301}", "x\u{301}"),
        ("\u{301}", "\u{301}"),
        ("🎉 fête 👩🏽‍🚒", "🎉 fête 👩🏽🚒"),
        ("l'\"été\" \\ </say>", "l'\"été\" \\ </say>"),
        ("le {{date}} à 15 h", "le à 15 h"),
        ("{{a}}{{b}} Zoé {{c}}", "Zoé"),
        ("Zoé {\u{200b}{c}\u{feff}}", "Zoé"),
        ("accolades {{ ouvertes", "accolades {{ ouvertes"),
        ("}} avant {{", "}} avant {{"),
    ] {
        assert_eq!(tidied(text), expected, "{text:?}");
    }
}

#[test]
fn words_for_no_value_count_as_absent() {
    for text in [
        "",
        " ",
        "\n",
        "\u{200b}",
        "null",
        "NULL",
        " Null ",
        "none",
        "nil",
        "undefined",
        "unknown",
        "Unknown.",
        "inconnu",
        "Inconnue",
        "N/A",
        "n/a",
        "\"null\"",
        "<unknown>",
        "(none)",
        "''",
        "{{customer.number}}",
        "{{ customer.number }}",
        "{{a}} {{b}}",
        "non renseigné",
        "non pre\u{301}cise\u{301}",
        ".",
    ] {
        assert_eq!(tidy(text), None, "{text:?}");
    }
    for text in [
        "Nunn",
        "non",
        "Inconnu Dupont",
        "nullement",
        "N/A à ce jour",
        "aucun",
        "0",
        "-",
    ] {
        assert_eq!(tidied(text), text);
    }
}

#[test]
fn cutting_keeps_letters_whole() {
    for (text, limit, expected) in [
        ("court", 10, "court"),
        ("court", 5, "court"),
        ("éàü", 2, "éà"),
        ("🎉🎉🎉", 2, "🎉🎉"),
        ("un mot", 3, "un"),
        ("abx\u{301}\u{302}y", 3, "ab"),
        ("abx\u{301}\u{302}y", 4, "ab"),
        ("abx\u{301}\u{302}y", 5, "abx\u{301}\u{302}"),
        ("x\u{301}", 1, ""),
        ("", 0, ""),
    ] {
        assert_eq!(cut(text, limit), expected, "{text:?} {limit}");
    }
}

#[test]
fn words_fold_case_accents_and_punctuation() {
    for (text, expected) in [
        ("Après-midi", "apres midi"),
        ("L'ÉTÉ, déjà!", "l ete deja"),
        ("Ça coûte", "ca coute"),
        ("fr_FR", "fr fr"),
        ("🎉", ""),
    ] {
        assert_eq!(words(text).join(" "), expected, "{text:?}");
    }
    assert!(words(&"a ".repeat(100_000)).len() <= 100);
}

#[test]
fn huge_text_is_no_trouble() {
    for piece in ["a", "{{", "{{x}}", "e\u{301}", "\u{301}", "\n", "\u{200b}"] {
        let _ = tidy(&piece.repeat(100_000));
    }
}
