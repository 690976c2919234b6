//! English short forms in full, and the names of letters and signs.

use chrono::{NaiveTime, Timelike};

use crate::speech::spell::{Accent, Sign};
use crate::speech::text::Words;

pub const WORDS: Words = Words {
    abbreviations: &[
        ("mr", "mister"),
        ("mrs", "missus"),
        ("ms", "miss"),
        ("dr", "doctor"),
        ("prof.", "professor"),
        ("st", "street"),
        ("rd", "road"),
        ("av", "avenue"),
        ("ave", "avenue"),
        ("blvd", "boulevard"),
        ("sq.", "square"),
        ("ln.", "lane"),
        ("apt", "apartment"),
        ("bldg", "building"),
        ("appt", "appointment"),
        ("rdv", "appointment"),
        ("tel", "telephone"),
        ("approx.", "approximately"),
        ("incl.", "including"),
        ("excl.", "excluding"),
        ("max.", "maximum"),
        ("min.", "minimum"),
        ("etc", "and so on"),
        ("asap", "as soon as possible"),
        ("eg", "for example"),
        ("ie", "that is"),
        ("vs", "versus"),
        ("pm", "in the afternoon"),
        ("eur", "euros"),
        ("€", "euros"),
    ],
    units: &[
        ("€", "euros"),
        ("$", "dollars"),
        ("£", "pounds"),
        ("eur", "euros"),
        ("h", "hours"),
        ("hr", "hours"),
        ("hrs", "hours"),
        ("min", "minutes"),
        ("mins", "minutes"),
        ("am", "in the morning"),
        ("pm", "in the afternoon"),
        ("m", "metres"),
        ("m2", "square metres"),
        ("cm", "centimetres"),
        ("km", "kilometres"),
        ("kg", "kilos"),
    ],
    signs: &[
        ('&', "and"),
        ('@', "at"),
        ('+', "plus"),
        ('%', "percent"),
        ('№', "number"),
        ('°', "degrees"),
    ],
    dot: "dot",
    decimal: " point ",
    clock,
};

/// As written, since a part of the day may follow: `2 30`.
fn clock(time: NaiveTime) -> String {
    match (time.hour(), time.minute()) {
        (hour, 0) => hour.to_string(),
        (hour, minute) => format!("{hour} {minute:02}"),
    }
}

/// `E acute`.
pub fn letter(base: &str, accent: Accent) -> String {
    let name = match accent {
        Accent::Acute => "acute",
        Accent::Grave => "grave",
        Accent::Circumflex => "circumflex",
        Accent::Diaeresis => "with two dots",
        Accent::Cedilla => "cedilla",
        Accent::Tilde => "tilde",
        Accent::Ring => "with a ring",
        Accent::Stroke => "with a stroke",
        Accent::Caron => "caron",
        Accent::Joined => "joined",
    };
    format!("{base} {name}")
}

pub fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::At => "at",
        Sign::Dot => "dot",
        Sign::Hyphen => "hyphen",
        Sign::Underscore => "underscore",
        Sign::Plus => "plus",
        Sign::Apostrophe => "apostrophe",
        Sign::Space => "space",
    }
}
