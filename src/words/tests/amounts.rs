//! Amounts of money and ranges of them.

use super::super::amount_range;

/// A single amount is both ends of its range.
fn single(amount: i64) -> Option<(Option<i64>, Option<i64>)> {
    Some((Some(amount), Some(amount)))
}

#[test]
fn amounts() {
    let cases = [
        ("250000", 250_000),
        ("0", 0),
        ("300k", 300_000),
        ("300 K€", 300_000),
        ("€300k", 300_000),
        ("300 000 €", 300_000),
        ("300\u{a0}000\u{202f}€", 300_000),
        ("300000 euros", 300_000),
        ("300.000", 300_000),
        ("300,000", 300_000),
        ("$1,250,000", 1_250_000),
        ("1 250,50 €", 1_250),
        ("1,2 million", 1_200_000),
        ("1.2M", 1_200_000),
        ("deux virgule cinq millions", 2_500_000),
        ("un virgule vingt-cinq million", 1_250_000),
        ("one point two million", 1_200_000),
        ("1,250 million d'euros", 1_250_000),
        ("300 mille", 300_000),
        ("2 millions 500 mille", 2_500_000),
        ("trois cent mille", 300_000),
        ("trois cents mille euros", 300_000),
        ("trois cent cinquante mille", 350_000),
        ("quatre-vingt-dix mille", 90_000),
        ("deux cent quatre-vingt-quinze mille", 295_000),
        ("soixante et onze mille cinq cents", 71_500),
        ("cent mille", 100_000),
        ("mille", 1_000),
        ("mille deux cents", 1_200),
        ("un million", 1_000_000),
        ("un million deux cent mille", 1_200_000),
        ("un million et demi", 1_500_000),
        ("un demi-million", 500_000),
        ("environ 200 000", 200_000),
        ("budget de 180 mille euros", 180_000),
        ("two hundred fifty thousand", 250_000),
        ("two hundred and fifty thousand dollars", 250_000),
        ("a hundred thousand", 100_000),
        ("half a million", 500_000),
        ("one and a half million", 1_500_000),
        ("a million", 1_000_000),
    ];
    for (text, expected) in cases {
        assert_eq!(amount_range(text), single(expected), "{text:?}");
    }
}

#[test]
fn no_amounts() {
    let texts = [
        "",
        " ",
        "cher",
        "null",
        "{{budget}}",
        "-5",
        "1e9",
        "trois quatre",
        "un million deux",
        "un million deux cents",
        "300k 200k",
        "12 m2",
        "9999999999999",
        "999999999999 milliards",
        "mille millions",
        "300 000 😀",
        "et",
        "demi",
        "€",
        "300 grand",
    ];
    for text in texts {
        assert_eq!(amount_range(text), None, "{text:?}");
    }
    assert_eq!(amount_range(&"9 ".repeat(150)), None);
}

#[test]
fn ranges() {
    let cases = [
        ("300k", (Some(300_000), Some(300_000))),
        ("environ 300 000", (Some(300_000), Some(300_000))),
        ("entre 200 et 250 mille", (Some(200_000), Some(250_000))),
        ("entre 200 et 250", (Some(200), Some(250))),
        (
            "entre deux cents et deux cent cinquante mille",
            (Some(200_000), Some(250_000)),
        ),
        ("entre 500 et deux mille euros", (Some(500), Some(2_000))),
        ("entre 500 et mille euros", (Some(500), Some(1_000))),
        ("de 200 à 250 mille euros", (Some(200_000), Some(250_000))),
        ("200-250k", (Some(200_000), Some(250_000))),
        ("200k - 250k", (Some(200_000), Some(250_000))),
        ("entre 1 et 1,5 million", (Some(1_000_000), Some(1_500_000))),
        (
            "between two hundred and fifty and three hundred thousand",
            (Some(250_000), Some(300_000)),
        ),
        (
            "between one hundred and two hundred and fifty",
            (Some(100), Some(250)),
        ),
        ("from 200 to 250 thousand", (Some(200_000), Some(250_000))),
        ("250000 à 200000", (Some(200_000), Some(250_000))),
        ("maximum 300k", (None, Some(300_000))),
        ("au max 300k", (None, Some(300_000))),
        ("300k maximum", (None, Some(300_000))),
        ("budget max 300k", (None, Some(300_000))),
        ("jusqu'à 300 000 €", (None, Some(300_000))),
        ("pas plus de trois cent mille", (None, Some(300_000))),
        ("under 300k", (None, Some(300_000))),
        ("up to half a million", (None, Some(500_000))),
        ("à partir de 150 000", (Some(150_000), None)),
        ("au moins 150 mille", (Some(150_000), None)),
        ("150 mille minimum", (Some(150_000), None)),
        ("pas moins de 150k", (Some(150_000), None)),
        ("plus de 150k", (Some(150_000), None)),
        ("more than 150 thousand", (Some(150_000), None)),
        ("from 150k", (Some(150_000), None)),
    ];
    for (text, expected) in cases {
        assert_eq!(amount_range(text), Some(expected), "{text:?}");
    }
}

#[test]
fn no_ranges() {
    let texts = [
        "",
        "entre",
        "entre 200",
        "maximum",
        "minimum 200k maximum",
        "entre 200 et un million",
        "entre 300 et 200 mille",
        "entre 200 et un million d'euros",
        "entre cher et 200k",
        "200k ou 300k",
        "pas cher",
        "maximum 300k pour la maison",
    ];
    for text in texts {
        assert_eq!(amount_range(text), None, "{text:?}");
    }
}
