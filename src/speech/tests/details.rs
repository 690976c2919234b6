//! Dates, times, lengths, phone numbers, spelling and mistyped e-mail addresses.

use super::*;
use crate::outcome::Dictated;
use crate::speech::{self, duration, email, email_typo, phone, spell, weekday};

use Language::{En, Fr};

#[test]
fn dates_tell_a_year_only_if_it_is_another() {
    let said = |iso, language| speech::date(date(iso), language, today());
    assert_eq!(said("2026-12-01", Fr), "mardi 1er décembre");
    assert_eq!(said("2026-12-02", Fr), "mercredi 2 décembre");
    assert_eq!(said("2027-02-01", Fr), "lundi 1er février 2027");
    assert_eq!(said("2026-12-01", En), "Tuesday 1 December");
    assert_eq!(said("2025-08-17", En), "Sunday 17 August 2025");
    assert_eq!(weekday(date("2026-08-15"), Fr), "samedi");
    assert_eq!(weekday(date("2026-08-15"), En), "Saturday");
}

#[test]
fn times() {
    for (clock, french, english) in [
        ("00:00", "minuit", "midnight"),
        ("00:30", "0 heure 30", "12 30 in the morning"),
        ("01:00", "1 heure", "1 in the morning"),
        ("09:05", "9 heures 5", "9 05 in the morning"),
        ("12:00", "midi", "noon"),
        ("12:30", "12 heures 30", "12 30 in the afternoon"),
        ("14:30", "14 heures 30", "2 30 in the afternoon"),
        ("18:00", "18 heures", "6 in the evening"),
    ] {
        assert_eq!(speech::time(time(clock), Fr), french);
        assert_eq!(speech::time(time(clock), En), english);
    }
}

#[test]
fn durations() {
    for (minutes, french, english) in [
        (0, "0 minute", "0 minutes"),
        (1, "1 minute", "1 minute"),
        (45, "45 minutes", "45 minutes"),
        (60, "1 heure", "1 hour"),
        (90, "1 heure 30", "1 hour 30 minutes"),
        (121, "2 heures 1", "2 hours 1 minute"),
        (u16::MAX, "1092 heures 15", "1092 hours 15 minutes"),
    ] {
        assert_eq!(duration(minutes, Fr), french);
        assert_eq!(duration(minutes, En), english);
    }
}

#[test]
fn phone_numbers() {
    for (number, french, english) in [
        ("+33612345678", "06 12 34 56 78", "0 6, 1 2, 3 4, 5 6, 7 8"),
        (
            "0033 6 12 34 56 78",
            "06 12 34 56 78",
            "0 6, 1 2, 3 4, 5 6, 7 8",
        ),
        (
            "06.12.34.56.78",
            "06 12 34 56 78",
            "0 6, 1 2, 3 4, 5 6, 7 8",
        ),
        (
            "+442071234567",
            "00 44 20 71 23 45 67",
            "plus 4 4, 2 0, 7 1, 2 3, 4 5, 6 7",
        ),
        (
            "+12025550123",
            "00 1 20 25 55 01 23",
            "plus 1, 2 0, 2 5, 5 5, 0 1, 2 3",
        ),
        (
            "+352621123456",
            "00 352 6 21 12 34 56",
            "plus 3 5 2, 6, 2 1, 1 2, 3 4, 5 6",
        ),
        ("3631", "36 31", "3 6, 3 1"),
        ("anonymous", "", ""),
        ("", "", ""),
    ] {
        assert_eq!(phone(number, Fr), french);
        assert_eq!(phone(number, En), english);
    }
    assert_eq!(phone("+352", Fr), "3 52");
    assert_eq!(phone("+", En), "");
}

#[test]
fn spelling() {
    assert_eq!(spell("Dupré", Fr), "D, U, P, R, E accent aigu");
    assert_eq!(spell("Dupre\u{301}", Fr), "D, U, P, R, E accent aigu");
    assert_eq!(spell("Dupré", En), "D, U, P, R, E acute");
    assert_eq!(
        spell("Le Goïc-Çœ'", Fr),
        "L, E, espace, G, O, I tréma, C, tiret, C cédille, O E collés, apostrophe"
    );
    assert_eq!(
        spell("a_b.1@c-d.fr", Fr),
        "A, tiret bas, B, point, 1, arobase, C, tiret, D, point, F, R"
    );
    assert_eq!(
        spell("a_b.1+x@c-d.fr", En),
        "A, underscore, B, dot, 1, plus, X, at, C, hyphen, D, dot, F, R"
    );
    assert_eq!(spell(" 🙂\n", Fr), "");
}

#[test]
fn addresses_to_be_confirmed() {
    for (address, french, english) in [
        (
            "jo@gmail.com",
            "J, O, arobase gmail point com",
            "J, O, at gmail dot com",
        ),
        (
            "jo.b@club-internet.fr",
            "J, O, point, B, arobase club-internet point fr",
            "J, O, dot, B, at club-internet dot fr",
        ),
        // A domain that few people have may be misheard as well.
        (
            "jo@ab.fr",
            "J, O, arobase, A, B, point, F, R",
            "J, O, at, A, B, dot, F, R",
        ),
    ] {
        assert_eq!(email(address, Fr), french);
        assert_eq!(email(address, En), english);
    }
}

#[test]
fn what_was_dictated_is_read_back_as_far_as_it_fits() {
    let read_back = |dictated: Vec<Dictated>, language| {
        let said = Box::new(Saying::Booked(appointment("2026-03-10 10:00", "visite")));
        say(&Saying::ReadBack { said, dictated }, language, today())
    };
    let phone = || Dictated::Phone("+33612345678".into());
    let name = |name: &str| Dictated::Name(name.into());
    let address = |address: &str| Dictated::Email(address.into());
    let booked = "Votre rendez-vous de visite est confirmé pour le mardi 10 mars à 10 heures.";
    for (dictated, asked) in [
        (vec![], ""),
        (vec![phone()], " Le numéro est bien 06 12 34 56 78 ?"),
        (
            vec![address("jo@gmail.com")],
            " L'adresse est bien J, O, arobase gmail point com ?",
        ),
        (
            vec![phone(), name("Duré")],
            " Le numéro est bien 06 12 34 56 78 ? Le nom est bien D, U, R, E accent aigu ?",
        ),
        // Too many letters.
        (
            vec![address("marie-antoinette.dupont@agence-dupont.fr")],
            " Pouvez-vous m'épeler votre adresse ?",
        ),
        (vec![name("🙂")], " Pouvez-vous m'épeler votre nom ?"),
        (
            vec![address("🙂@gmail.com")],
            " Pouvez-vous m'épeler votre adresse ?",
        ),
    ] {
        assert_eq!(read_back(dictated, Fr), format!("{booked}{asked}"));
    }
    assert_eq!(
        read_back(vec![phone(), name("Duré")], En),
        "Your visite appointment is confirmed for Tuesday 10 March at 10 in the morning. \
         Is the number 0 6, 1 2, 3 4, 5 6, 7 8? Is the name D, U, R, E acute?"
    );
}

#[test]
fn mistyped_domains_are_corrected() {
    for (address, meant) in [
        ("marie@gmial.com", "marie@gmail.com"),
        ("marie@gmail.con", "marie@gmail.com"),
        ("Marie@GMAI.com", "Marie@gmail.com"),
        ("marie@gmailcom", "marie@gmail.com"),
        ("m@orangge.fr", "m@orange.fr"),
        ("m@wanado.fr", "m@wanadoo.fr"),
        ("m@hotmal.fr", "m@hotmail.fr"),
        ("m@yaho.fr", "m@yahoo.fr"),
        ("m@outlok.com", "m@outlook.com"),
        ("m@fre.fr", "m@free.fr"),
        ("m@srf.fr", "m@sfr.fr"),
        ("m@lapost.net", "m@laposte.net"),
        ("m@iclould.com", "m@icloud.com"),
    ] {
        assert_eq!(email_typo(address).as_deref(), Some(meant), "{address}");
    }
}

#[test]
fn other_domains_are_left_alone() {
    for address in [
        "m@gmail.com",
        "m@GMAIL.com",
        "m@yahoo.com",
        "m@live.fr",
        "m@ymail.com",
        "m@mail.com",
        "m@gmx.fr",
        "m@agence-dupont.fr",
        "m@gmaaiil.com",
        "@gmial.com",
        "gmial.com",
        "m@",
        "",
        "m@gmail@gmial.com",
        "🙂@🙂",
    ] {
        assert_eq!(email_typo(address), None, "{address}");
    }
}
