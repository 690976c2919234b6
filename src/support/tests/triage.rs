//! Category and priority from words, and due times by priority.

use serde_json::json;

use super::{default, with};
use crate::{
    calendar::{Calendar, Holidays, Opening, Zone},
    support::Priority::{self, High, Low, Medium, Urgent},
};

#[test]
fn a_category_comes_from_the_model_then_the_subject_then_the_rest() {
    for (given, subject, more, expected) in [
        (Some("technique"), "Bonjour", "", Some("technique")),
        (
            Some("Réclamation"),
            "Chaudière en panne",
            "",
            Some("reclamation"),
        ),
        // The model's own word for one of ours.
        (Some("billing"), "Bonjour", "", Some("facturation")),
        (None, "Chaudière en panne", "", Some("technique")),
        (None, "My boiler is broken", "", Some("technique")),
        (
            None,
            "Erreur sur ma facture",
            "La chaudière va bien.",
            Some("facturation"),
        ),
        (None, "Bonjour", "plus de chauffage", Some("technique")),
        (None, "Je suis mécontent", "", Some("reclamation")),
        // Denied or not, it is what the talk is about.
        (None, "Pas de chauffage", "", Some("technique")),
        // A word of nobody's is kept as it is.
        (Some("jardinage"), "Haie", "à tailler", Some("jardinage")),
        (None, "Haie", "à tailler", None),
    ] {
        let found = default().category(given, subject, more);
        assert_eq!(found.as_deref(), expected, "{given:?} {subject} {more}");
    }
}

#[test]
fn what_is_said_raises_a_priority_and_never_lowers_it() {
    let cases: [(Option<Priority>, &str, Option<Priority>); 17] = [
        (None, "Clé perdue", None),
        (None, "C'est urgent", Some(Urgent)),
        (None, "ce n'est pas urgent", Some(Low)),
        (None, "Pas urgent du tout", Some(Low)),
        (None, "rien d'urgent", Some(Low)),
        (None, "no rush", Some(Low)),
        (None, "not urgent", Some(Low)),
        (None, "Inondation dans la cave", Some(Urgent)),
        (None, "un dégât des eaux", Some(Urgent)),
        (None, "We are locked out", Some(Urgent)),
        (None, "plus de chauffage depuis hier", Some(High)),
        (None, "no hot water, as soon as possible please", Some(High)),
        (Some(Low), "C'est urgent", Some(Urgent)),
        (Some(Low), "plus d'électricité", Some(High)),
        (Some(Low), "Clé perdue", Some(Low)),
        (Some(Urgent), "rien ne presse", Some(Urgent)),
        (Some(High), "Clé perdue", Some(High)),
    ];
    for (given, said, expected) in cases {
        assert_eq!(default().priority(given, &[said]), expected, "{said}");
        assert_eq!(default().priority(given, &["", said]), expected, "{said}");
    }
}

#[test]
fn due_times_follow_priority_and_opening_hours() {
    let hours = (1..=5)
        .flat_map(|weekday| [(540, 750), (810, 1080)].map(|range| (weekday, range)))
        .map(|(weekday, (from, until))| Opening {
            resource: None,
            weekday,
            from,
            until,
        });
    let calendar = Calendar {
        zone: Zone::default(),
        holidays: Holidays::France,
        hours: hours.collect(),
        closures: Vec::new(),
        exceptions: Vec::new(),
        resources: vec!["default".into()],
    };
    // Friday 9 October 2026, 17:45 in Paris.
    let from = "2026-10-09T15:45:00Z".parse().unwrap();
    for (priority, first_response, resolution) in [
        // 15 minutes on Friday, the rest from Monday nine on.
        (Urgent, "2026-10-12T07:15:00Z", "2026-10-12T11:45:00Z"),
        (High, "2026-10-12T08:45:00Z", "2026-10-12T15:45:00Z"),
        (Medium, "2026-10-12T15:45:00Z", "2026-10-14T15:45:00Z"),
        (Low, "2026-10-13T15:45:00Z", "2026-10-16T15:45:00Z"),
    ] {
        let due = default().due(priority, &calendar, from);
        let expected: [chrono::DateTime<chrono::Utc>; 2] =
            [first_response, resolution].map(|at| at.parse().unwrap());
        assert_eq!(
            [due.first_response, due.resolution],
            expected,
            "{priority:?}"
        );
    }
    let own = with(json!({"times": {"urgent": {"first_response": 5}}}));
    let due = own.due(Urgent, &calendar, from);
    assert_eq!(due.first_response.to_rfc3339(), "2026-10-09T15:50:00+00:00");
    assert_eq!(
        own.times.urgent.resolution,
        default().times.urgent.resolution
    );
}
