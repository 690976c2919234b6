//! French times of the day, on Wednesday 7 October 2026 at 10:00.

use super::{Argument, Table, WEDNESDAY};

/// Every table of this file.
pub const ALL: &[Table] = &[
    HOURS_IN_FIGURES,
    HOURS_IN_WORDS,
    THE_PART_OF_THE_DAY_SETTLES_THE_HOUR,
    PARTS_OF_THE_DAY,
    BOUNDS_AND_RANGES,
    WITH_A_DAY,
    TODAY,
];

const HOURS_IN_FIGURES: Table = Table {
    argument: Argument::Time,
    now: WEDNESDAY,
    cases: &[
        ("9h", "- 09:00"),
        ("9 h", "- 09:00"),
        ("9h30", "- 09:30"),
        ("9 h 30", "- 09:30"),
        ("15:30", "- 15:30"),
        ("15:30:00", "- 15:30"),
        ("15:30:00Z", "- 15:30"),
        ("15:30:00+02:00", "- 15:30"),
        ("T15:30", "- 15:30"),
        ("15h", "- 15:00"),
        ("15", "- 15:00"),
        ("9", "- 09:00"),
        ("à 15 heures", "- 15:00"),
        ("vers 15h", "- 15:00"),
        ("vers les 15 h", "- 15:00"),
        ("09:00", "- 09:00"),
        ("03:00", "- 03:00"),
        ("3h", "- 15:00|03:00"),
        ("3:30", "- 15:30|03:30"),
        ("10.30", "- 10:30"),
        ("0h15", "- 00:15"),
    ],
};

const HOURS_IN_WORDS: Table = Table {
    argument: Argument::Time,
    now: WEDNESDAY,
    cases: &[
        ("quinze heures trente", "- 15:30"),
        ("quinze heure trente", "- 15:30"),
        ("neuf heures et demie", "- 09:30"),
        ("neuf heures et quart", "- 09:15"),
        ("neuf heures moins dix", "- 08:50"),
        ("neuf heures zéro cinq", "- 09:05"),
        ("vingt et une heures", "- 21:00"),
        ("dix-sept heures quarante-cinq", "- 17:45"),
        ("sept heures", "- 19:00|07:00"),
        ("trois heures", "- 15:00|03:00"),
        ("trois heures moins le quart", "- 14:45|02:45"),
        ("une heure", "- 13:00|01:00"),
        ("midi", "- 12:00"),
        ("midi et demi", "- 12:30"),
        ("midi moins le quart", "- 11:45"),
        ("midi vingt", "- 12:20"),
        ("minuit", "- 00:00"),
    ],
};

const THE_PART_OF_THE_DAY_SETTLES_THE_HOUR: Table = Table {
    argument: Argument::Time,
    now: WEDNESDAY,
    cases: &[
        ("10 heures du matin", "- 10:00"),
        ("3 heures du matin", "- 03:00"),
        ("3 heures de l'après-midi", "- 15:00"),
        ("8 heures du soir", "- 20:00"),
        ("le matin à 7h", "- 07:00"),
        ("15 h du matin", "contradiction"),
        ("10 heures de l'après-midi", "contradiction"),
    ],
};

const PARTS_OF_THE_DAY: Table = Table {
    argument: Argument::Time,
    now: WEDNESDAY,
    cases: &[
        ("le matin", "- 06:00..12:00"),
        ("dans l'après-midi", "- 12:00..18:00"),
        ("en soirée", "- 17:00..23:59"),
        ("en fin de journée", "- 16:00..19:00"),
        ("en fin d'après-midi", "- 16:00..18:00"),
        ("en début de matinée", "- 06:00..10:00"),
        ("en milieu d'après-midi", "- 14:00..16:00"),
        ("à l'heure du déjeuner", "- 12:00..14:00"),
        ("toute la journée", "- -"),
        ("peu importe l'heure", "- -"),
    ],
};

const BOUNDS_AND_RANGES: Table = Table {
    argument: Argument::Time,
    now: WEDNESDAY,
    cases: &[
        ("après 17 h", "- 17:00..23:59"),
        ("à partir de 14h", "- 14:00..23:59"),
        ("pas avant 10h", "- 10:00..23:59"),
        ("avant 10h", "- 00:00..10:00"),
        ("jusqu'à midi", "- 00:00..12:00"),
        ("au plus tard à 17h", "- 00:00..17:00"),
        ("entre midi et deux", "- 12:00..14:00"),
        ("entre 14h et 16h", "- 14:00..16:00"),
        ("de 14h à 16h", "- 14:00..16:00"),
        ("14h-16h", "- 14:00..16:00"),
        ("15h00-16h00", "- 15:00..16:00"),
        ("15:30-16:30", "- 15:30..16:30"),
        ("entre 9 et 11", "- 09:00..11:00"),
        ("entre 9h et 3h", "- 09:00..15:00"),
        ("entre 2 et 4", "- 14:00..16:00"),
        ("le matin entre 10 et 12", "- 10:00..12:00"),
        ("l'après-midi après 16h", "- 16:00..18:00"),
        ("le matin après 14h", "contradiction"),
    ],
};

const WITH_A_DAY: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("demain à 15h", "2026-10-08 15:00"),
        ("demain à 3h", "2026-10-08 15:00|03:00"),
        ("demain à 9", "2026-10-08 09:00"),
        ("demain matin", "2026-10-08 06:00..12:00"),
        ("demain matin à 9 h 30", "2026-10-08 09:30"),
        ("demain après-midi à 3 heures", "2026-10-08 15:00"),
        ("demain soir vers 8h", "2026-10-08 20:00"),
        ("le 3 à 15 h 30", "2026-11-03 15:30"),
        ("le 3 au matin", "2026-11-03 06:00..12:00"),
        ("lundi 12 15h", "2026-10-12 15:00"),
        ("lundi 12/10 à 15h", "2026-10-12 15:00"),
        ("demain pour 2 heures", "2026-10-08 14:00|02:00"),
        ("ce midi", "2026-10-07 12:00"),
        ("demain à minuit", "2026-10-08 00:00"),
        ("lundi 9 heures", "2026-10-12 09:00"),
        ("à 9h le 12 octobre", "2026-10-12 09:00"),
        ("à 9h 12 octobre", "2026-10-12 09:00"),
        ("jeudi 15 octobre 2026 à 15h00", "2026-10-15 15:00"),
        ("vendredi entre midi et deux", "2026-10-09 12:00..14:00"),
        (
            "pour le 15 octobre à quinze heures trente",
            "2026-10-15 15:30",
        ),
        (
            "la semaine prochaine le matin",
            "2026-10-12..2026-10-18 06:00..12:00",
        ),
        ("2026-12-05T15:30", "2026-12-05 15:30"),
        ("2026-12-05T15:30:00Z", "2026-12-05 15:30"),
        ("2026-12-05T15:30:00.000Z", "2026-12-05 15:30"),
        ("2026-12-05T15:30:00+02:00", "2026-12-05 15:30"),
        ("2026-12-05T15:30:00-0500", "2026-12-05 15:30"),
        ("2026-12-05T03:00:00", "2026-12-05 03:00"),
        ("2026-12-05 15:30", "2026-12-05 15:30"),
        ("05/12/2026 15h30", "2026-12-05 15:30"),
    ],
};

const TODAY: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("ce soir", "2026-10-07 17:00..23:59"),
        ("ce soir à 8 heures", "2026-10-07 20:00"),
        ("cet après-midi", "2026-10-07 12:00..18:00"),
        ("cet aprèm à 4h", "2026-10-07 16:00"),
        ("ce matin", "2026-10-07 06:00..12:00"),
        ("ce matin à 9h", "past 2026-10-07 09:00"),
        ("aujourd'hui à 10h", "past 2026-10-07 10:00"),
        ("aujourd'hui à 3h", "2026-10-07 15:00"),
        ("mercredi à 9h", "2026-10-14 09:00"),
        ("mercredi à 11h", "2026-10-07|2026-10-14 11:00"),
        ("dans deux heures", "2026-10-07 12:00"),
        ("dans une demi-heure", "2026-10-07 10:30"),
        ("dans une heure et demie", "2026-10-07 11:30"),
    ],
};
