//! Values that miss the schema by a little, put right where the meaning is plain.

use jsonschema::{
    JsonType,
    error::{TypeKind, ValidationErrorKind},
};
use serde_json::{Number, Value};

use super::text;
use crate::domain::Language;

/// What decides the effect of a call is never shortened and never left out.
const DECIDING: [&str; 7] = [
    "date",
    "time",
    "new_date",
    "new_time",
    "when",
    "appointment_id",
    "ticket_number",
];

/// Whether an unusable value of this property must be asked for again even where it is optional.
pub(super) fn decides(property: &str) -> bool {
    DECIDING.contains(&property)
}

/// The value without this kind of error, or `None` if its meaning is not plain.
pub(super) fn repair(property: &str, value: &Value, kind: &ValidationErrorKind) -> Option<Value> {
    match kind {
        ValidationErrorKind::Type {
            kind: TypeKind::Single(wanted),
        } => coerce(value, *wanted),
        ValidationErrorKind::Enum { options } => {
            let words = text::words(value.as_str()?);
            options
                .as_array()?
                .iter()
                .find(|option| means(&words, option))
                .cloned()
        }
        ValidationErrorKind::MaxLength { limit } if !decides(property) => {
            let cut = text::cut(value.as_str()?, usize::try_from(*limit).ok()?);
            text::tidy(&cut).map(Value::from)
        }
        _ => None,
    }
}

/// The integer that a number without a fraction is; `None` beyond what a double tells apart.
pub(super) fn whole(number: &Number) -> Option<i64> {
    let float = number
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() < 9e15)?;
    number.as_i64().or(Some(float as i64))
}

/// A scalar of another JSON type than the schema's.
fn coerce(value: &Value, wanted: JsonType) -> Option<Value> {
    match (wanted, value) {
        (JsonType::String, Value::Number(number)) => Some(number.to_string().into()),
        (JsonType::Boolean, Value::Number(number)) => match number.as_i64()? {
            0 => Some(false.into()),
            1 => Some(true.into()),
            _ => None,
        },
        (JsonType::Boolean, Value::String(text)) => boolean(text).map(Value::from),
        (JsonType::Integer, Value::String(text)) => integer(text).map(Value::from),
        _ => None,
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text::words(text).join(" ").as_str() {
        "true" | "yes" | "y" | "oui" | "vrai" | "1" => Some(true),
        "false" | "no" | "n" | "non" | "faux" | "0" => Some(false),
        _ => None,
    }
}

/// `42`, `#42`, `n° 42`, `ticket T-2041` as answers give it, `T 20 41` as it is said: digits at the
/// end of a text that says nothing but that they are a number.
fn integer(text: &str) -> Option<i64> {
    const LABELS: [&str; 9] = [
        "n", "nº", "no", "num", "numero", "number", "ticket", "t", "id",
    ];
    let text = text.replace("T-", "T ").replace("t-", "t ");
    let label = text.trim_end_matches(|char: char| char.is_ascii_digit() || char == ' ');
    let digits = text.strip_prefix(label)?.replace(' ', "");
    let plain = label
        .chars()
        .all(|char| char.is_alphabetic() || "#°№: ".contains(char));
    let known = text::words(label)
        .iter()
        .all(|word| LABELS.contains(&word.as_str()));
    (plain && known).then(|| digits.parse().ok()).flatten()
}

/// Whether the words say this option of an enumeration, in French or English.
fn means(words: &[String], option: &Value) -> bool {
    const FILLERS: [&str; 13] = [
        "le", "la", "les", "l", "en", "dans", "de", "des", "d", "the", "in", "tres", "very",
    ];
    let Some(option) = option.as_str() else {
        return false;
    };
    let said: Vec<_> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !FILLERS.contains(word))
        .collect();
    let said = said.join(" ");
    said == option || synonyms(option).contains(&said.as_str()) || is_language(words, option)
}

fn is_language(words: &[String], option: &str) -> bool {
    words
        .first()
        .and_then(|tag| Language::parse(tag))
        .is_some_and(|language| language.code() == option)
}

fn synonyms(option: &str) -> &'static [&'static str] {
    match option {
        "morning" => &["matin", "matinee", "am", "a m"],
        "afternoon" => &["apres midi", "aprem", "pm", "p m"],
        "evening" => &["soir", "soiree", "fin journee"],
        "low" => &[
            "bas",
            "basse",
            "faible",
            "mineure",
            "minor",
            "pas urgent",
            "not urgent",
        ],
        "medium" => &["moyen", "moyenne", "normal", "normale"],
        "high" => &[
            "haut",
            "haute",
            "eleve",
            "elevee",
            "important",
            "importante",
        ],
        "urgent" => &["urgente", "urgence", "critique", "critical", "emergency"],
        "hours" => &[
            "horaire",
            "horaires",
            "heures",
            "ouverture",
            "heures ouverture",
            "horaires ouverture",
            "opening hours",
        ],
        "address" => &["adresse", "lieu", "location", "where", "ou"],
        "services" => &["service", "prestation", "prestations"],
        "prices" => &[
            "price", "pricing", "prix", "tarif", "tarifs", "cost", "costs",
        ],
        "closures" => &[
            "closure",
            "closed days",
            "fermeture",
            "fermetures",
            "conges",
            "vacances",
            "holidays",
            "jours feries",
        ],
        _ => &[],
    }
}
