//! Two arguments that say one thing, or two.

use super::{WEDNESDAY, clock, read, written};

fn both(cases: &[(&str, &str, &str)]) {
    for (date, time, expected) in cases {
        let found = written(read(Some(date), Some(time), clock(WEDNESDAY)));
        assert_eq!(&found, expected, "{date:?} and {time:?}");
    }
}

#[test]
fn they_complete_each_other() {
    both(&[
        ("2026-10-13", "15:30", "2026-10-13 15:30"),
        ("demain", "15h", "2026-10-08 15:00"),
        ("demain", "3 heures", "2026-10-08 15:00|03:00"),
        ("demain après-midi", "3 heures", "2026-10-08 15:00"),
        ("demain après-midi", "3", "2026-10-08 15:00"),
        ("lundi matin", "10h", "2026-10-12 10:00"),
        ("demain matin", "entre 9 et 11", "2026-10-08 09:00..11:00"),
        ("", "demain à 15h", "2026-10-08 15:00"),
        ("le 12", "le 12 octobre à 9h", "2026-10-12 09:00"),
        ("cette semaine", "vendredi 10h", "2026-10-09 10:00"),
        ("mercredi", "9h", "2026-10-14 09:00"),
        ("tomorrow", "afternoon", "2026-10-08 12:00..18:00"),
        ("next Tuesday", "half past four", "2026-10-13 16:30|04:30"),
        (
            "next week",
            "mornings",
            "2026-10-12..2026-10-18 06:00..12:00",
        ),
        ("ASAP", "morning", "soonest 06:00..12:00"),
        ("demain", "au plus tôt", "2026-10-08 -"),
        ("12/05/2027", "3 pm", "2027-05-12|2027-12-05 15:00"),
        ("2026-10-13T15:30:00Z", "15:30", "2026-10-13 15:30"),
        ("demain à 3h", "15:00", "2026-10-08 15:00"),
        ("d'ici vendredi", "15h", "2026-10-07..2026-10-09 15:00"),
        ("", "", "- -"),
    ]);
}

#[test]
fn they_contradict_each_other() {
    both(&[
        ("demain à 15h", "16:00", "contradiction"),
        ("demain", "vendredi à 15h", "mismatch 2026-10-08"),
        ("demain", "après-demain à 15h", "contradiction"),
        ("demain matin", "15h", "contradiction"),
        ("2026-10-13", "2026-10-14T10:00", "contradiction"),
        ("la semaine prochaine", "demain 10h", "contradiction"),
        ("lundi", "mardi 10h", "contradiction"),
        ("vendredi prochain", "le 23", "contradiction"),
        ("dans deux heures", "15h", "contradiction"),
        ("aujourd'hui", "9h", "past 2026-10-07 09:00"),
        ("demain", "25h", "impossible"),
        ("demain", "{{time}}", "?"),
        ("null", "15h", "?"),
    ]);
}

#[test]
fn missing_arguments_say_nothing() {
    assert_eq!(written(read(None, None, clock(WEDNESDAY))), "- -");
}
