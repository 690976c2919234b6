//! French short forms in full, and the names of letters and signs.

use crate::speech::spell::{Accent, Sign};
use crate::speech::text::Words;

pub const WORDS: Words = Words {
    abbreviations: &[
        ("m.", "monsieur"),
        ("mr", "monsieur"),
        ("mm.", "messieurs"),
        ("mme", "madame"),
        ("mmes", "mesdames"),
        ("mlle", "mademoiselle"),
        ("dr", "docteur"),
        ("pr.", "professeur"),
        ("st", "saint"),
        ("ste", "sainte"),
        ("av", "avenue"),
        ("ave", "avenue"),
        ("bd", "boulevard"),
        ("bld", "boulevard"),
        ("blvd", "boulevard"),
        ("pl.", "place"),
        ("rte", "route"),
        ("imp.", "impasse"),
        ("chem.", "chemin"),
        ("ch.", "chemin"),
        ("bât", "bâtiment"),
        ("bat.", "bâtiment"),
        ("appt", "appartement"),
        ("apt", "appartement"),
        ("ét.", "étage"),
        ("rdc", "rez-de-chaussée"),
        ("rdv", "rendez-vous"),
        ("tel", "téléphone"),
        ("tél", "téléphone"),
        ("env.", "environ"),
        ("ex.", "exemple"),
        ("max.", "maximum"),
        ("min.", "minimum"),
        ("pers.", "personnes"),
        ("etc", "et cetera"),
        ("svp", "s'il vous plaît"),
        ("ttc", "toutes taxes comprises"),
        ("ht", "hors taxes"),
        ("pm", "de l'après-midi"),
        ("eur", "euros"),
        ("€", "euros"),
    ],
    units: &[
        ("€", "euros"),
        ("$", "dollars"),
        ("£", "livres"),
        ("eur", "euros"),
        ("h", "heures"),
        ("min", "minutes"),
        ("mn", "minutes"),
        ("am", "du matin"),
        ("pm", "de l'après-midi"),
        ("j", "jours"),
        ("m", "mètres"),
        ("m2", "mètres carrés"),
        ("cm", "centimètres"),
        ("km", "kilomètres"),
        ("kg", "kilos"),
    ],
    signs: &[
        ('&', "et"),
        ('@', "arobase"),
        ('+', "plus"),
        ('%', "pour cent"),
        ('№', "numéro"),
        ('°', "degrés"),
    ],
    dot: "point",
    decimal: ",",
    clock: super::time,
};

/// `E accent aigu`.
pub fn letter(base: &str, accent: Accent) -> String {
    let name = match accent {
        Accent::Acute => "accent aigu",
        Accent::Grave => "accent grave",
        Accent::Circumflex => "accent circonflexe",
        Accent::Diaeresis => "tréma",
        Accent::Cedilla => "cédille",
        Accent::Tilde => "tilde",
        Accent::Ring => "rond en chef",
        Accent::Stroke => "barré",
        Accent::Caron => "caron",
        Accent::Joined => "collés",
    };
    format!("{base} {name}")
}

pub fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::At => "arobase",
        Sign::Dot => "point",
        Sign::Hyphen => "tiret",
        Sign::Underscore => "tiret bas",
        Sign::Plus => "plus",
        Sign::Apostrophe => "apostrophe",
        Sign::Space => "espace",
    }
}
