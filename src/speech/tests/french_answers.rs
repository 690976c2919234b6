//! What French callers hear about their requests and the business, word for word.

use chrono::Weekday::{Fri, Mon, Sat, Sun};

use super::*;
use crate::domain::Language;
use crate::outcome::{Missing, Saying};
use crate::speech::say;

#[test]
fn prospects_and_call_backs() {
    for (missing, question) in [
        (Missing::Name, "À quel nom, s'il vous plaît ?"),
        (
            Missing::Contact,
            "À quel numéro de téléphone peut-on vous joindre ?",
        ),
        (Missing::Budget, "Quel est votre budget ?"),
        (Missing::InterestType, "Quel est votre projet ?"),
        (Missing::Location, "Quel secteur vous intéresse ?"),
        (Missing::PropertyType, "Quel type de bien vous intéresse ?"),
        (Missing::Timeline, "Pour quand est votre projet ?"),
        (
            Missing::DecisionMaker,
            "Décidez-vous avec quelqu'un d'autre ?",
        ),
    ] {
        let noted = Saying::ProspectNoted {
            missing: vec![missing, Missing::Name],
        };
        hears_french(noted, &format!("C'est noté. {question}"));
    }
    hears_french(
        Saying::ProspectNoted { missing: vec![] },
        "C'est noté, merci beaucoup.",
    );
    hears_french(
        Saying::BudgetUnclear,
        "Le budget le plus bas dépasse le plus haut. Entre quels montants se situe-t-il ?",
    );
    hears_french(
        Saying::CallBack { at: None },
        "C'est noté, nous vous rappellerons dès que possible.",
    );
    hears_french(
        Saying::CallBack {
            at: Some(slot("2026-03-04 12:30")),
        },
        "C'est noté, nous vous rappellerons le mercredi 4 mars à 12 heures 30.",
    );
}

#[test]
fn tickets() {
    hears_french(
        Saying::TicketCreated { number: 2041 },
        "Votre demande est enregistrée sous le numéro T 20 41.",
    );
    let leak = || ticket(2041, "Fuite d'eau", "in_progress");
    hears_french(
        Saying::Tickets(vec![leak()]),
        "Votre demande numéro T 20 41, fuite d'eau, est en cours.",
    );
    let others = ["open", "waiting_customer", "resolved", "closed"];
    let mut list = vec![leak()];
    list.extend(
        others
            .iter()
            .zip(2042..)
            .map(|(status, number)| ticket(number, "", status)),
    );
    hears_french(
        Saying::Tickets(list),
        "Voici vos demandes. T 20 41, fuite d'eau, est en cours. T 20 42 est enregistrée. \
         T 20 43 attend votre réponse. T 20 44 est résolue. T 20 45 est close.",
    );
    let many = Saying::Tickets(vec![leak(); 20]);
    assert!(say(&many, Language::Fr, today()).ends_with("est en cours. Et d'autres."));
    hears_french(
        Saying::NoTicket,
        "Je ne trouve pas de demande correspondante, \
         pouvez-vous me redonner son numéro et votre nom ?",
    );
    hears_french(
        Saying::NoteAdded { number: 12345 },
        "J'ai ajouté votre remarque à la demande numéro T 1 23 45.",
    );
    hears_french(
        Saying::TicketEscalated {
            number: 2041,
            to: None,
        },
        "J'ai fait remonter votre demande numéro T 20 41 à l'équipe.",
    );
}

#[test]
fn dates_with_other_hours() {
    let special = vec![
        SpecialHours {
            date: date("2026-03-14"),
            ranges: vec![(time("09:00"), time("12:00"))],
        },
        SpecialHours {
            date: date("2026-03-20"),
            ranges: vec![
                (time("09:00"), time("12:00")),
                (time("14:00"), time("16:00")),
            ],
        },
    ];
    let week = vec![open(Mon, Fri, &[("09:00", "18:00")]), open(Sat, Sun, &[])];
    hears_french(
        Saying::Hours {
            week,
            special: special.clone(),
        },
        "Nous sommes ouverts du lundi au vendredi de 9 heures à 18 heures. \
         Nous sommes fermés le samedi et le dimanche. \
         Exceptionnellement, nous ouvrons le samedi 14 mars de 9 heures à midi, \
         et le vendredi 20 mars de 9 heures à midi et de 14 heures à 16 heures.",
    );
    let week = vec![];
    let some = special[..1].to_vec();
    hears_french(
        Saying::Hours {
            week,
            special: some,
        },
        "Exceptionnellement, nous ouvrons le samedi 14 mars de 9 heures à midi.",
    );
    // The closed days are left out before the dates are.
    let many = [
        ("08:00", "09:00"),
        ("10:00", "11:00"),
        ("12:00", "13:00"),
        ("14:00", "15:00"),
    ];
    let week = vec![open(Mon, Fri, &many), open(Sat, Sun, &[])];
    let said = say(&Saying::Hours { week, special }, Language::Fr, today());
    assert!(
        said.contains("Exceptionnellement") && !said.contains("fermés"),
        "{said}"
    );
}

#[test]
fn the_business() {
    let week = vec![
        open(Mon, Fri, &[("09:00", "12:30"), ("13:30", "18:00")]),
        open(Sat, Sat, &[("09:00", "12:00")]),
        open(Sun, Sun, &[]),
    ];
    hears_french(
        week_of(week),
        "Nous sommes ouverts du lundi au vendredi de 9 heures à 12 heures 30 \
         et de 13 heures 30 à 18 heures, et le samedi de 9 heures à midi. \
         Nous sommes fermés le dimanche.",
    );
    hears_french(
        week_of(vec![open(Sat, Sun, &[])]),
        "Nous sommes fermés le samedi et le dimanche.",
    );
    hears_french(
        week_of(vec![open(Mon, Sun, &[])]),
        "Nous sommes fermés du lundi au dimanche.",
    );
    let not_known = "Je n'ai pas cette information. Voulez-vous laisser un message ?";
    hears_french(week_of(vec![]), not_known);
    hears_french(Saying::NotKnown, not_known);
    hears_french(Saying::Address("[]".into()), not_known);
    hears_french(
        Saying::Address("12 bd. Victor-Hugo\n75002 Paris".into()),
        "Voici notre adresse : 12 boulevard Victor-Hugo, 75002 Paris.",
    );
    let services = vec![
        service("Visite", 60, Some("90 €")),
        service("estimation", 90, Some("gratuit")),
        service("signature", 30, None),
    ];
    hears_french(
        Saying::Services(services),
        "Voici nos services. Visite, 1 heure, 90 euros. Estimation, 1 heure 30, gratuit. \
         Signature, 30 minutes.",
    );
    hears_french(Saying::Services(vec![]), not_known);
}

#[test]
fn closed_days_and_the_line_itself() {
    hears_french(
        Saying::Closures(vec![
            date("2026-05-01"),
            date("2026-05-08"),
            date("2027-01-01"),
        ]),
        "Nos prochains jours de fermeture sont le vendredi 1er mai, le vendredi 8 mai \
         et le vendredi 1er janvier 2027.",
    );
    hears_french(
        Saying::Closures(vec![date("2026-05-01")]),
        "Notre prochain jour de fermeture est le vendredi 1er mai.",
    );
    hears_french(
        Saying::Closures(vec![]),
        "Je ne vois pas de fermeture prévue.",
    );
    hears_french(Saying::Pending, "je vérifie, un instant");
    hears_french(
        Saying::CallsOnly,
        "Cette ligne prend les appels, pas les messages écrits. Merci de nous appeler.",
    );
    hears_french(
        Saying::AnotherWay,
        "Je n'y arrive pas au téléphone. Voulez-vous que quelqu'un vous rappelle ?",
    );
}
