//! Tables of numbers as they are said and written.

use proptest::prelude::*;

use super::{Country, PhoneNumber};

fn read(text: &str, country: &str) -> String {
    let country = Country::parse(country).unwrap();
    let number = PhoneNumber::parse(text, country);
    number.map_or_else(|| "-".to_owned(), |number| number.as_str().to_owned())
}

#[test]
fn french_numbers() {
    let mobile = "+33612345678";
    for text in [
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "0612345678",
        "06/12/34/56/78",
        " 06 12 34 56 78 ",
        "06\u{a0}12\u{202f}34 56 78",
        "(06) 12 34 56 78",
        "0 612 345 678",
        "06\u{2011}12\u{2011}34\u{2011}56\u{2011}78",
        "+33612345678",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "+33(0)612345678",
        "+33 06 12 34 56 78",
        "0033 6 12 34 56 78",
        "0033612345678",
        "00 33 (0)6 12 34 56 78",
        "plus 33 6 12 34 56 78",
        "plus33 612345678",
        "Plus 33 06 12 34 56 78",
        "tel:+33612345678",
        "612345678",
        "6 12 34 56 78",
        "33612345678",
        "33 6 12 34 56 78",
        "33 06 12 34 56 78",
    ] {
        assert_eq!(read(text, "FR"), mobile, "{text}");
    }
}

#[test]
fn national_numbers_are_read_in_their_country() {
    for (country, text, expected) in [
        ("FR", "01 42 68 53 00", "+33142685300"),
        ("FR", "09 39 03 57 61", "+33939035761"),
        ("FR", "0800 123 456", "+33800123456"),
        ("BE", "0470 12 34 56", "+32470123456"),
        ("BE", "02 555 12 12", "+3225551212"),
        ("CH", "079 123 45 67", "+41791234567"),
        ("LU", "621 123 456", "+352621123456"),
        ("LU", "26 12 34 56", "+35226123456"),
        ("LU", "352 26 12 34 56", "+35226123456"),
        ("MC", "93 15 22 22", "+37793152222"),
        ("MC", "06 12 34 56 78", "+377612345678"),
        ("GB", "020 7946 0958", "+442079460958"),
        ("GB", "07700 900123", "+447700900123"),
        ("IE", "01 234 5678", "+35312345678"),
        ("IE", "085 123 4567", "+353851234567"),
        ("US", "(415) 555-2671", "+14155552671"),
        ("US", "1-415-555-2671", "+14155552671"),
        ("US", "415.555.2671", "+14155552671"),
        ("US", "011 33 6 12 34 56 78", "+33612345678"),
        ("US", "00 33 6 12 34 56 78", "+33612345678"),
        ("CA", "514 555 0123", "+15145550123"),
        ("DE", "030 123456", "+4930123456"),
        ("DE", "0151 12345678", "+4915112345678"),
        ("DE", "49 30 1234567", "+49301234567"),
        ("ES", "612 34 56 78", "+34612345678"),
        ("ES", "34 612 34 56 78", "+34612345678"),
        ("IT", "06 1234 5678", "+390612345678"),
        ("IT", "393 123 4567", "+393931234567"),
        ("IT", "+39 06 1234 5678", "+390612345678"),
        ("PT", "912 345 678", "+351912345678"),
        ("NL", "06 12345678", "+31612345678"),
        ("NL", "+31 (0)20 123 4567", "+31201234567"),
        ("FR", "+44 20 7946 0958", "+442079460958"),
        ("FR", "+1 (415) 555-2671", "+14155552671"),
        ("FR", "+81 3-1234-5678", "+81312345678"),
        ("FR", "+225 07 12 34 56 78", "+2250712345678"),
    ] {
        assert_eq!(read(text, country), expected, "{country} {text}");
    }
}

#[test]
fn what_is_no_number_of_its_country_is_refused() {
    let huge = "06 ".repeat(50_000);
    for (country, text) in [
        ("FR", ""),
        ("FR", " "),
        ("FR", "+"),
        ("FR", "plus"),
        ("FR", "()"),
        ("FR", "(0)"),
        ("FR", "15"),
        ("FR", "3615"),
        ("FR", "06 12 34 56 7"),
        ("FR", "06 12 34 56 78 9"),
        ("FR", "+33 6 12 34 56 7"),
        ("FR", "+33 6 12 34 56 78 9"),
        ("FR", "+336"),
        ("FR", "00 06 12 34 56 78"),
        ("FR", "+00612345678"),
        ("FR", "++33612345678"),
        ("FR", "06 12 34 56 78 / 06 12 34 56 79"),
        ("FR", "06 12 34 56 78 poste 12"),
        ("FR", "06x1234567"),
        ("FR", "mon numéro"),
        ("FR", "zéro six douze"),
        ("FR", "anonymous"),
        ("FR", "٠٦١٢٣٤٥٦٧٨"),
        ("FR", "０６１２３４５６７８"),
        ("FR", "06 12 34 56 78 🎉"),
        ("FR", "06 12 34+56 78"),
        ("FR", "1e10"),
        ("FR", "-1"),
        ("FR", "\u{0}0612345678"),
        ("FR", "000000000"),
        ("FR", "0000000000"),
        ("FR", "+81"),
        ("FR", "+8112345678901234"),
        ("US", "555-2671"),
        ("US", "2 415 555 2671"),
        ("US", "+1 415 555 267"),
        ("ES", "0612345678"),
        ("PT", "91234567"),
        ("CH", "079 123 45 6"),
        ("FR", &huge),
    ] {
        assert_eq!(read(text, country), "-", "{country} {text:.40}");
    }
}

#[test]
fn signalled_numbers_are_e164_and_nothing_else() {
    for text in ["+33612345678", "+2562533", "+123456789012345"] {
        assert_eq!(PhoneNumber::parse_e164(text).unwrap().as_str(), text);
    }
    for text in [
        "",
        "+",
        "33612345678",
        "0612345678",
        "+0612345678",
        "+33 612345678",
        "+336",
        "+123456",
        "+1234567890123456",
        "+3361234567a",
        "＋33612345678",
        "+٣٣٦١٢٣٤٥٦٧",
        "sip:+33612345678@x.fr",
    ] {
        assert_eq!(PhoneNumber::parse_e164(text), None, "{text}");
    }
}

#[test]
fn a_number_is_masked_unless_asked_for() {
    let number = PhoneNumber::parse_e164("+33612345678").unwrap();
    assert_eq!(format!("{number} {number:?}"), "+33…78 PhoneNumber(+33…78)");
    assert_eq!(serde_json::to_string(&number).unwrap(), r#""+33612345678""#);
}

#[test]
fn countries_have_codes() {
    for code in [
        "FR", "BE", "CH", "LU", "MC", "GB", "IE", "US", "CA", "DE", "ES", "IT", "PT", "NL",
    ] {
        assert_eq!(Country::parse(code).unwrap().code(), code);
        assert_eq!(
            Country::parse(&format!(" {} ", code.to_lowercase()))
                .unwrap()
                .code(),
            code
        );
    }
    for code in ["", "F", "FRA", "ZZ", "33", "🇫🇷"] {
        assert_eq!(Country::parse(code), None, "{code}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_number_in_e164_or_none(text in "\\PC*|[+0-9 ().-]{0,24}", country in 0..14usize) {
        if let Some(number) = PhoneNumber::parse(&text, Country::ALL[country]) {
            prop_assert_eq!(PhoneNumber::parse_e164(number.as_str()), Some(number.clone()));
            prop_assert_eq!(PhoneNumber::parse(number.as_str(), Country::Fr), Some(number));
        }
    }
}
