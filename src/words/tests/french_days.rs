//! French days, on Wednesday 7 October 2026 at 10:00.

use super::{WEDNESDAY, dates};

#[test]
fn words_for_a_day() {
    dates(
        WEDNESDAY,
        &[
            ("aujourd'hui", "2026-10-07 -"),
            ("aujourd’hui", "2026-10-07 -"),
            ("demain", "2026-10-08 -"),
            ("Demain, s'il vous plaît !", "2026-10-08 -"),
            ("après-demain", "2026-10-09 -"),
            ("apres demain", "2026-10-09 -"),
            ("après demain matin", "2026-10-09 06:00..12:00"),
            ("euh demain jeudi", "2026-10-08 -"),
            ("dans trois jours", "2026-10-10 -"),
            ("dans un jour", "2026-10-08 -"),
            ("dans 10 jours", "2026-10-17 -"),
            ("dans une semaine", "2026-10-14 -"),
            ("dans deux semaines", "2026-10-21 -"),
            ("dans un mois", "2026-11-07 -"),
            ("dans un an", "2027-10-07 -"),
            ("dans vingt et un jours", "2026-10-28 -"),
        ],
    );
}

#[test]
fn eight_days_may_be_a_week() {
    dates(
        WEDNESDAY,
        &[
            ("dans huit jours", "2026-10-14|2026-10-15 -"),
            ("dans quinze jours", "2026-10-21|2026-10-22 -"),
            ("mercredi dans huit jours", "2026-10-14 -"),
        ],
    );
}

#[test]
fn weekdays() {
    dates(
        WEDNESDAY,
        &[
            ("lundi", "2026-10-12 -"),
            ("jeudi", "2026-10-08 -"),
            ("samedi matin", "2026-10-10 06:00..12:00"),
            ("lundi prochain", "2026-10-12 -"),
            ("le lundi prochain", "2026-10-12 -"),
            ("mardi prochain", "2026-10-13 -"),
            ("vendredi prochain", "2026-10-09|2026-10-16 -"),
            ("prochain vendredi", "2026-10-09|2026-10-16 -"),
            ("vendredi qui vient", "2026-10-09 -"),
            ("ce vendredi", "2026-10-09 -"),
            ("mercredi", "2026-10-07|2026-10-14 -"),
            ("mercredi prochain", "2026-10-14 -"),
            ("lundi en huit", "2026-10-19 -"),
            ("vendredi en huit", "2026-10-16 -"),
            ("lundi en quinze", "2026-10-26 -"),
            ("mercredi en huit", "2026-10-14|2026-10-21 -"),
            ("mardi de la semaine prochaine", "2026-10-13 -"),
            ("la semaine prochaine, mardi", "2026-10-13 -"),
            ("mardi semaine prochaine", "2026-10-13 -"),
            ("vendredi de cette semaine", "2026-10-09 -"),
            ("lundi de cette semaine", "past 2026-10-05"),
            ("lundi dernier", "past 2026-10-05"),
            ("mercredi dernier", "past 2026-09-30"),
            ("un lundi", "?"),
        ],
    );
}

#[test]
fn days_of_a_month() {
    dates(
        WEDNESDAY,
        &[
            ("le 3", "2026-11-03 -"),
            ("le 7", "2026-10-07 -"),
            ("le 15", "2026-10-15 -"),
            ("15", "2026-10-15 -"),
            ("le quinze", "2026-10-15 -"),
            ("le premier", "2026-11-01 -"),
            ("le 1er", "2026-11-01 -"),
            ("le vingt et un", "2026-10-21 -"),
            ("lundi 12", "2026-10-12 -"),
            ("lundi le 12", "2026-10-12 -"),
            ("le lundi douze", "2026-10-12 -"),
            ("le 3 du mois prochain", "2026-11-03 -"),
            ("le 12 de ce mois", "2026-10-12 -"),
            ("le 3 de ce mois-ci", "past 2026-10-03"),
            ("le 31 du mois prochain", "impossible"),
            ("le 32", "impossible"),
        ],
    );
}

#[test]
fn dates_with_a_month() {
    dates(
        WEDNESDAY,
        &[
            ("1er décembre", "2026-12-01 -"),
            ("le premier décembre", "2026-12-01 -"),
            ("mardi 1er décembre", "2026-12-01 -"),
            ("3 mars 2027", "2027-03-03 -"),
            ("mercredi 3 mars 2027", "2027-03-03 -"),
            ("le trois mars", "2027-03-03 -"),
            ("le trois mars deux mille vingt-sept", "2027-03-03 -"),
            ("le 12 oct.", "2026-10-12 -"),
            ("3 sept 2027", "2027-09-03 -"),
            ("le sept novembre", "2026-11-07 -"),
            ("le dix sept novembre", "2026-11-17 -"),
            ("le 8 août", "past 2026-08-08"),
            ("le 7 août", "2027-08-07 -"),
            ("le 6 octobre", "past 2026-10-06"),
            ("3 mars 2026", "past 2026-03-03"),
            ("le 29 février", "impossible"),
            ("31 février", "impossible"),
            ("31 novembre", "impossible"),
            ("vendredi 13 octobre", "mismatch 2026-10-13"),
        ],
    );
}

#[test]
fn dates_in_figures() {
    dates(
        WEDNESDAY,
        &[
            ("2026-12-05", "2026-12-05 -"),
            ("2026/12/05", "2026-12-05 -"),
            ("05/12/2026", "2026-12-05 -"),
            ("05-12-2026", "2026-12-05 -"),
            ("05.12.2026", "2026-12-05 -"),
            ("5/12/26", "2026-12-05 -"),
            ("5/12", "2026-12-05 -"),
            ("le 12/05", "2027-05-12 -"),
            ("12/05", "2027-05-12 -"),
            ("25/12", "2026-12-25 -"),
            ("12/25", "2026-12-25 -"),
            ("12/05/2026", "past 2026-05-12"),
            ("2023-10-06", "past 2023-10-06"),
            ("2026-02-29", "impossible"),
            ("2026-13-01", "impossible"),
            ("31/02/2027", "impossible"),
            ("mardi 2026-10-13", "2026-10-13 -"),
            ("mardi 2026-10-14", "mismatch 2026-10-14"),
        ],
    );
}

#[test]
fn periods() {
    dates(
        WEDNESDAY,
        &[
            ("la semaine prochaine", "2026-10-12..2026-10-18 -"),
            ("cette semaine", "2026-10-07..2026-10-11 -"),
            ("dans la semaine", "2026-10-07..2026-10-11 -"),
            ("la semaine du 19", "2026-10-19..2026-10-25 -"),
            ("la semaine du 21 octobre", "2026-10-19..2026-10-25 -"),
            ("début de semaine prochaine", "2026-10-12..2026-10-13 -"),
            ("en début de semaine", "2026-10-12..2026-10-13 -"),
            ("en fin de semaine", "2026-10-08..2026-10-09 -"),
            ("ce week-end", "2026-10-10..2026-10-11 -"),
            ("le weekend prochain", "2026-10-10|2026-10-17 -"),
            ("le mois prochain", "2026-11-01..2026-11-30 -"),
            ("ce mois-ci", "2026-10-07..2026-10-31 -"),
            ("en décembre", "2026-12-01..2026-12-31 -"),
            ("début décembre", "2026-12-01..2026-12-10 -"),
            ("mi-janvier", "2027-01-11..2027-01-20 -"),
            ("fin du mois", "2026-10-21..2026-10-31 -"),
            ("à la fin du mois prochain", "2026-11-21..2026-11-30 -"),
            ("début du mois", "2026-10-07..2026-10-10 -"),
            ("fin septembre", "past 2026-09-30"),
            ("mars 2027", "2027-03-01..2027-03-31 -"),
            ("un lundi de décembre", "?"),
            (
                "n'importe quel jour la semaine prochaine",
                "2026-10-12..2026-10-18 -",
            ),
            (
                "un jour de la semaine prochaine",
                "2026-10-12..2026-10-18 -",
            ),
        ],
    );
}

#[test]
fn bounds_and_ranges() {
    dates(
        WEDNESDAY,
        &[
            ("d'ici vendredi", "2026-10-07..2026-10-09 -"),
            ("d'ici lundi 12", "2026-10-07..2026-10-12 -"),
            ("d'ici mardi 12", "mismatch 2026-10-12"),
            ("dans les deux semaines", "2026-10-07..2026-10-21 -"),
            ("avant fin octobre", "2026-10-07..2026-10-31 -"),
            ("sous huit jours", "2026-10-07..2026-10-15 -"),
            ("de lundi à vendredi", "2026-10-12..2026-10-16 -"),
            (
                "du lundi 12 au vendredi 16 octobre",
                "2026-10-12..2026-10-16 -",
            ),
            ("du 12/10 au 14/10", "2026-10-12..2026-10-14 -"),
            ("2026-10-12 - 2026-10-14", "2026-10-12..2026-10-14 -"),
            ("le 28 au 3", "2026-10-28..2026-11-03 -"),
            ("d'ici deux semaines", "2026-10-07..2026-10-21 -"),
            ("d'ici la fin du mois", "2026-10-07..2026-10-31 -"),
            ("avant la fin de la semaine", "2026-10-07..2026-10-09 -"),
            ("avant vendredi", "2026-10-07..2026-10-08 -"),
            ("avant demain", "2026-10-07 -"),
            ("jusqu'au 15", "2026-10-07..2026-10-15 -"),
            ("à partir de lundi", "2026-10-12..2027-10-12 -"),
            ("dès demain", "2026-10-08..2027-10-08 -"),
            ("après le 15", "2026-10-16..2027-10-16 -"),
            ("entre lundi et mercredi", "2026-10-12..2026-10-14 -"),
            ("du lundi au vendredi", "2026-10-12..2026-10-16 -"),
            ("du 3 au 5 mars", "2027-03-03..2027-03-05 -"),
            (
                "entre le 28 décembre et le 3 janvier",
                "2026-12-28..2027-01-03 -",
            ),
            ("d'ici vendredi 17h", "?"),
        ],
    );
}

#[test]
fn no_day_in_particular() {
    dates(
        WEDNESDAY,
        &[
            ("au plus tôt", "soonest -"),
            ("dès que possible", "soonest -"),
            ("le plus tôt possible", "soonest -"),
            ("dès que possible demain matin", "2026-10-08 06:00..12:00"),
            ("n'importe quand", "- -"),
            ("peu importe", "- -"),
            ("   ", "- -"),
        ],
    );
}
