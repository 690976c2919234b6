//! Cells that mean what they say in every program that opens them.

use serde_json::json;

use super::*;

#[test]
fn cells_follow_rfc_4180() {
    let cells = [
        "plain",
        "with, comma",
        "say \"hi\"",
        "two\nlines",
        "",
        "é 漢",
    ];
    assert_eq!(
        line(cells.iter().map(|cell| (*cell).to_owned())),
        "plain,\"with, comma\",\"say \"\"hi\"\"\",\"two\nlines\",,é 漢\r\n"
    );
}

#[test]
fn values_are_text_and_nothing_is_nothing() {
    let told = |value: Value| cell(Some(&value));
    assert_eq!(cell(None), "");
    assert_eq!(told(Value::Null), "");
    assert_eq!(told(json!(250_000)), "250000");
    assert_eq!(told(json!(-5)), "-5");
    assert_eq!(told(json!("Anne")), "Anne");
}

#[test]
fn no_text_begins_to_compute() {
    for (text, safe) in [
        ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
        ("+1+1", "'+1+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "\t'=1"),
        ("\r\n =1", "\r\n '=1"),
        ("\u{feff}=1", "\u{feff}'=1"),
        ("\u{ff1d}1", "'\u{ff1d}1"),
        // In a spreadsheet whose separator is another one, a cell starts here.
        ("oui;=1+1", "oui;'=1+1"),
        ("oui, @x", "oui, '@x"),
        ("a\"=1", "a\"'=1"),
        ("ligne\n-1+2", "ligne\n'-1+2"),
    ] {
        assert_eq!(cell(Some(&json!(text))), safe);
    }
}

#[test]
fn what_computes_nothing_is_left_alone() {
    for text in [
        "+33612345678",
        "-12",
        "2026-10-05T08:00:00.000Z",
        "anne@example.com",
        "Jean-Pierre",
        "1 + 1 = 2",
        "'quoted'",
        "",
    ] {
        assert_eq!(cell(Some(&json!(text))), text);
    }
    assert_eq!(cell(Some(&json!("+"))), "'+");
}
