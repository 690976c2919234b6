//! What is put right: unknown keys, absent values, wrong JSON types, synonyms, long text.

use serde_json::{Value, json};

use super::{cleaned, values};
use crate::{domain::Language, tools::Tool};

#[test]
fn static_parameters_and_absent_values_are_dropped_silently() {
    let raw = json!({
        "date": " demain\n", "time": null, "service": "unknown", "part_of_day": "{{part}}",
        "tenant_id": "tenant_demo_001", "clinic": {"id": [1, 2]}, "when": ["x"], "": 1, "a/b~c": 2,
    });
    let clean = cleaned(Tool::CheckAvailability, raw).unwrap();
    assert_eq!(Value::Object(clean.values), json!({"date": "demain"}));
    assert_eq!(clean.ignored, [""; 0]);
    assert_eq!(clean.language, None);
}

#[test]
fn arguments_that_fit_stay_as_they_are() {
    for tool in Tool::ALL {
        let full = super::full(tool);
        let clean = super::clean(tool, &full).unwrap();
        assert_eq!((clean.values, clean.ignored), (full, vec![]), "{tool:?}");
        assert_eq!(clean.language, Some(Language::Fr));
    }
}

#[test]
fn numbers_become_text_where_text_is_wanted() {
    for (raw, expected) in [
        (json!(250_000), "250000"),
        (json!(250_000.0), "250000"),
        (json!(0.5), "0.5"),
        (json!(-0.0), "0"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!(1e300), "1e+300"),
        (json!(612_345_678), "612345678"),
    ] {
        let values = values(
            Tool::QualifyProspect,
            json!({"budget_max": raw, "phone": raw}),
        );
        assert_eq!(values, json!({"budget_max": expected, "phone": expected}));
    }
}

#[test]
fn booleans_are_read_from_words_and_digits() {
    let yes = [
        json!(true),
        json!("true"),
        json!("Oui"),
        json!(" YES! "),
        json!(1),
        json!("vrai"),
    ];
    let no = [
        json!(false),
        json!("False"),
        json!("non"),
        json!("No."),
        json!(0),
        json!(0.0),
    ];
    for (raw, expected) in yes
        .map(|raw| (raw, true))
        .into_iter()
        .chain(no.map(|raw| (raw, false)))
    {
        let values = values(Tool::QualifyProspect, json!({"decision_maker": raw}));
        assert_eq!(values, json!({"decision_maker": expected}), "{raw}");
    }
    for raw in [
        json!("avec mon mari"),
        json!(2),
        json!([true]),
        json!({}),
        json!("oui non"),
    ] {
        let clean = cleaned(Tool::QualifyProspect, json!({"decision_maker": raw})).unwrap();
        assert!(clean.values.is_empty(), "{raw}");
        assert_eq!(clean.ignored, ["decision_maker: true or false"]);
    }
}

#[test]
fn ticket_numbers_are_read_from_text() {
    for raw in [
        json!(42),
        json!(42.0),
        json!("42"),
        json!(" 42 "),
        json!("#42"),
        json!("n° 42"),
        json!("ticket T 42"),
        json!("N°42"),
        json!("Ticket 42"),
        json!("numéro : 42"),
        json!("nº42"),
        json!("№ 42"),
        json!("ticket numéro 42"),
        json!("0042"),
        json!("T-42"),
        json!("t 4 2"),
        json!("ticket T-42"),
    ] {
        let values = values(Tool::FindTickets, json!({"ticket_number": raw}));
        assert_eq!(values, json!({"ticket_number": 42}), "{raw}");
        assert!(values["ticket_number"].is_i64(), "{raw}");
    }
    for (said, number) in [
        ("4 2", 42),
        ("T 20 41", 2041),
        ("42 17", 4217),
        ("ticket T 20 41", 2041),
    ] {
        let values = values(Tool::FindTickets, json!({"ticket_number": said}));
        assert_eq!(values, json!({"ticket_number": number}), "{said}");
    }
}

#[test]
fn enumerations_have_synonyms_in_both_languages() {
    for (tool, property, raw, expected) in [
        (Tool::CheckAvailability, "part_of_day", "Matin", "morning"),
        (
            Tool::CheckAvailability,
            "part_of_day",
            "dans la matinée",
            "morning",
        ),
        (
            Tool::CheckAvailability,
            "part_of_day",
            "in the morning",
            "morning",
        ),
        (
            Tool::CheckAvailability,
            "part_of_day",
            "l'après-midi",
            "afternoon",
        ),
        (
            Tool::CheckAvailability,
            "part_of_day",
            "APRE\u{300}S-MIDI",
            "afternoon",
        ),
        (
            Tool::CheckAvailability,
            "part_of_day",
            "en soirée",
            "evening",
        ),
        (Tool::CreateTicket, "priority", "Haute", "high"),
        (Tool::CreateTicket, "priority", "élevée", "high"),
        (Tool::CreateTicket, "priority", "très urgente", "urgent"),
        (Tool::CreateTicket, "priority", "Urgent!", "urgent"),
        (Tool::CreateTicket, "priority", "pas urgent", "low"),
        (Tool::CreateTicket, "priority", "normale", "medium"),
        (
            Tool::GetBusinessInfo,
            "topic",
            "Horaires d'ouverture",
            "hours",
        ),
        (Tool::GetBusinessInfo, "topic", "tarifs", "prices"),
        (Tool::GetBusinessInfo, "topic", "jours fériés", "closures"),
        (Tool::GetBusinessInfo, "topic", "l'adresse", "address"),
        (
            Tool::GetBusinessInfo,
            "topic",
            "les prestations",
            "services",
        ),
        (Tool::GetBusinessInfo, "language", "anglais", "en"),
        (Tool::GetBusinessInfo, "language", "fr-FR", "fr"),
        (Tool::GetBusinessInfo, "language", "Français", "fr"),
        (Tool::GetBusinessInfo, "language", "EN_us", "en"),
    ] {
        let mut raw_values = super::full(tool);
        raw_values.insert(property.into(), json!(raw));
        let clean = super::clean(tool, &raw_values).unwrap();
        assert_eq!(clean.values[property], expected, "{raw}");
        assert!(clean.ignored.is_empty(), "{raw}");
    }
}

#[test]
fn the_language_is_that_of_the_argument() {
    for (raw, expected) in [
        (json!("fr"), Some(Language::Fr)),
        (json!("English"), Some(Language::En)),
        (json!("deutsch"), None),
        (json!(null), None),
        (json!(7), None),
    ] {
        let clean = cleaned(Tool::GetBusinessInfo, json!({"language": raw})).unwrap();
        assert_eq!(clean.language, expected, "{raw}");
        assert_eq!(clean.values.contains_key("language"), expected.is_some());
    }
}

#[test]
fn senseless_optional_values_are_left_out_and_told() {
    let raw = json!({
        "subject": "Chaudière", "priority": "violet", "description": {"text": "x"},
        "category": ["a"], "customer_phone": true, "language": "de",
    });
    let clean = cleaned(Tool::CreateTicket, raw).unwrap();
    assert_eq!(Value::Object(clean.values), json!({"subject": "Chaudière"}));
    assert_eq!(
        clean.ignored,
        [
            "category: text",
            "customer_phone: text",
            "description: text",
            "language: fr or en",
            "priority: low, medium, high or urgent",
        ]
    );
    for senseless in [json!(3), json!({}), json!([]), json!("never")] {
        let clean = cleaned(Tool::CheckAvailability, json!({"part_of_day": senseless})).unwrap();
        assert_eq!(
            clean.ignored,
            ["part_of_day: morning, afternoon or evening"]
        );
    }
}

#[test]
fn long_free_text_is_cut_on_a_letter() {
    for (letter, count) in [("a", 2000), ("é", 2000), ("🎉", 2000), ("李", 2000)] {
        let raw = json!({"ticket_number": 7, "note": letter.repeat(100_000)});
        let values = values(Tool::AddTicketNote, raw);
        assert_eq!(values["note"], letter.repeat(count));
    }
    let exact = "x".repeat(120);
    let raw = json!({"date": "demain", "time": "15 h", "customer_name": exact});
    assert_eq!(values(Tool::BookAppointment, raw)["customer_name"], exact);
}
