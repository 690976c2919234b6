//! What French callers hear about appointments, word for word.

use super::*;
use crate::outcome::{Refusal, Saying};

fn december() -> Slot {
    slot("2026-12-01 09:00")
}

#[test]
fn what_was_done_to_an_appointment() {
    let visit = || appointment("2026-12-01 14:30", "Visite");
    hears_french(
        Saying::Booked(visit()),
        "Votre rendez-vous de visite est confirmé pour le mardi 1er décembre à 14 heures 30.",
    );
    hears_french(
        Saying::Booked(appointment("2027-01-04 12:00", "")),
        "Votre rendez-vous est confirmé pour le lundi 4 janvier 2027 à midi.",
    );
    hears_french(
        Saying::AlreadyBooked(appointment("2026-03-04 00:00", "estimation")),
        "Vous avez déjà un rendez-vous d'estimation le mercredi 4 mars à minuit.",
    );
    hears_french(
        Saying::ExistingAppointment(visit()),
        "Vous avez déjà un rendez-vous de visite le mardi 1er décembre à 14 heures 30. \
         Voulez-vous le déplacer, ou en ajouter un autre ?",
    );
    hears_french(
        Saying::Cancelled(visit()),
        "Votre rendez-vous de visite du mardi 1er décembre à 14 heures 30 est annulé.",
    );
    hears_french(
        Saying::Rescheduled {
            from: visit(),
            to: appointment("2026-12-03 09:00", "IRM"),
        },
        "Votre rendez-vous d'IRM du mardi 1er décembre à 14 heures 30 \
         est déplacé au jeudi 3 décembre à 9 heures.",
    );
}

#[test]
fn a_service_that_does_not_fit_is_left_out() {
    let name = "Consultation de suivi annuel avec bilan";
    let moved = Saying::Rescheduled {
        from: appointment("2027-09-22 14:30", name),
        to: appointment("2027-09-29 14:30", name),
    };
    hears_french(
        moved,
        "Votre rendez-vous du mercredi 22 septembre 2027 à 14 heures 30 \
         est déplacé au mercredi 29 septembre 2027 à 14 heures 30.",
    );
}

#[test]
fn elisions_before_services() {
    for (service, expected) in [
        ("Évaluation", "d'évaluation"),
        ("hygiène dentaire", "d'hygiène dentaire"),
        ("Hammam", "de hammam"),
        ("Yoga", "de yoga"),
        ("œnologie", "d'œnologie"),
        ("RDV tél.", "de rendez-vous téléphone"),
    ] {
        hears_french(
            Saying::Cancelled(appointment("2026-12-01 09:00", service)),
            &format!("Votre rendez-vous {expected} du mardi 1er décembre à 9 heures est annulé."),
        );
    }
}

#[test]
fn the_callers_appointments() {
    let one = || appointment("2026-12-01 09:00", "Visite");
    let other = || appointment("2026-12-03 10:00", "");
    hears_french(
        Saying::Appointments(vec![one()]),
        "Vous avez un rendez-vous de visite le mardi 1er décembre à 9 heures.",
    );
    hears_french(
        Saying::Appointments(vec![one(), other()]),
        "Voici vos rendez-vous : visite le mardi 1er décembre à 9 heures, \
         et le jeudi 3 décembre à 10 heures.",
    );
    hears_french(
        Saying::Appointments(vec![one(); 9]),
        "Voici vos rendez-vous : visite le mardi 1er décembre à 9 heures, \
         visite le mardi 1er décembre à 9 heures, visite le mardi 1er décembre à 9 heures, \
         visite le mardi 1er décembre à 9 heures, visite le mardi 1er décembre à 9 heures, \
         visite le mardi 1er décembre à 9 heures, et d'autres.",
    );
    hears_french(
        Saying::WhichAppointment(vec![one(), other()]),
        "De quel rendez-vous parlez-vous : visite le mardi 1er décembre à 9 heures, \
         ou le jeudi 3 décembre à 10 heures ?",
    );
    hears_french(
        Saying::WhichAppointment(vec![]),
        "De quel rendez-vous parlez-vous ?",
    );
    let none = "Je ne trouve pas de rendez-vous correspondant, pouvez-vous me redonner le nom et la date ?";
    hears_french(Saying::NoAppointment, none);
    hears_french(Saying::Appointments(vec![]), none);
}

#[test]
fn a_start_that_is_taken() {
    let free = vec![
        slot("2026-12-01 09:30"),
        slot("2026-12-01 10:00"),
        slot("2026-12-02 12:00"),
    ];
    hears_french(
        Saying::Taken {
            wanted: december(),
            free,
        },
        "Le mardi 1er décembre à 9 heures n'est pas libre. Je vous propose ce jour-là \
         à 9 heures 30 ou 10 heures, ou le mercredi 2 décembre à midi. Que préférez-vous ?",
    );
    hears_french(
        Saying::Taken {
            wanted: december(),
            free: vec![],
        },
        "Le mardi 1er décembre à 9 heures n'est pas libre. \
         Voulez-vous essayer un autre jour ou laisser un message ?",
    );
}

#[test]
fn a_start_that_is_refused() {
    let refused = |why, free| Saying::Refused {
        why,
        wanted: december(),
        free,
    };
    let next = || vec![slot("2026-12-02 09:00")];
    hears_french(
        refused(Refusal::Closed, next()),
        "Nous sommes fermés le mardi 1er décembre. \
         Je vous propose le mercredi 2 décembre à 9 heures. Cela vous convient-il ?",
    );
    let otherwise = "Voulez-vous essayer un autre jour ou laisser un message ?";
    for (why, head) in [
        (Refusal::Closed, "Nous sommes fermés le mardi 1er décembre."),
        (
            Refusal::OutsideHours,
            "Le mardi 1er décembre à 9 heures, cela sort de nos horaires d'ouverture.",
        ),
        (
            Refusal::OffGrid,
            "Aucun rendez-vous ne commence à 9 heures le mardi 1er décembre.",
        ),
        (
            Refusal::TooSoon,
            "Le délai est trop court pour le mardi 1er décembre à 9 heures.",
        ),
        (
            Refusal::TooFar,
            "Nous ne prenons pas encore de rendez-vous pour le mardi 1er décembre.",
        ),
    ] {
        hears_french(refused(why, vec![]), &format!("{head} {otherwise}"));
    }
    hears_french(
        refused(Refusal::NoHours, next()),
        "Je ne peux pas prendre de rendez-vous par téléphone. Voulez-vous laisser un message ?",
    );
}

#[test]
fn free_starts() {
    let three = [
        "2026-12-01 09:00",
        "2026-12-01 09:30",
        "2026-12-01 10:00",
        "2026-12-01 10:30",
    ];
    hears_french(
        Saying::Free(three.map(slot).to_vec()),
        "Je vous propose le mardi 1er décembre à 9 heures, 9 heures 30 ou 10 heures. \
         Que préférez-vous ?",
    );
    let nothing = "Je n'ai rien de libre à ce moment-là.";
    let otherwise = "Voulez-vous essayer un autre jour ou laisser un message ?";
    hears_french(Saying::Free(vec![]), &format!("{nothing} {otherwise}"));
    hears_french(
        Saying::NothingFree { free: vec![] },
        &format!("{nothing} {otherwise}"),
    );
    hears_french(
        Saying::NothingFree {
            free: vec![december()],
        },
        "Je n'ai rien de libre à ce moment-là. \
         Je vous propose le mardi 1er décembre à 9 heures. Cela vous convient-il ?",
    );
    hears_french(
        Saying::ClosedThen {
            free: vec![december()],
        },
        "Nous sommes fermés à ce moment-là. \
         Je vous propose le mardi 1er décembre à 9 heures. Cela vous convient-il ?",
    );
    // What does not fit into one breath is left out: the question first, then a start.
    let far = ["2027-09-15 14:30", "2027-09-22 14:30", "2027-09-29 14:30"]
        .map(slot)
        .to_vec();
    hears_french(
        Saying::Free(far.clone()),
        "Je vous propose le mercredi 15 septembre 2027 à 14 heures 30, \
         le mercredi 22 septembre 2027 à 14 heures 30, \
         ou le mercredi 29 septembre 2027 à 14 heures 30.",
    );
    hears_french(
        Saying::NothingFree { free: far },
        "Je n'ai rien de libre à ce moment-là. \
         Je vous propose le mercredi 15 septembre 2027 à 14 heures 30, \
         ou le mercredi 22 septembre 2027 à 14 heures 30.",
    );
}

#[test]
fn questions_about_day_and_time() {
    hears_french(
        Saying::WhichDate(date("2026-04-03"), date("2027-03-04")),
        "Parlez-vous du vendredi 3 avril ou du jeudi 4 mars 2027 ?",
    );
    hears_french(
        Saying::WhichTime(time("02:00"), time("14:00")),
        "Est-ce à 2 heures ou à 14 heures ?",
    );
    hears_french(
        Saying::InThePast {
            asked: date("2025-12-01"),
            today: today(),
        },
        "Le lundi 1er décembre 2025 est déjà passé, nous sommes le mardi 3 mars. \
         Quel jour souhaitez-vous ?",
    );
    hears_french(
        Saying::InThePast {
            asked: today(),
            today: today(),
        },
        "Nous sommes le mardi 3 mars et cette heure est passée. Laquelle voulez-vous ?",
    );
    hears_french(
        Saying::WeekdayMismatch {
            date: date("2026-12-01"),
        },
        "Le 1er décembre est un mardi. Est-ce bien le jour que vous voulez ?",
    );
    hears_french(
        Saying::DateUnclear { today: today() },
        "Je n'ai pas bien saisi le jour. Nous sommes le mardi 3 mars, quel jour souhaitez-vous ?",
    );
    hears_french(
        Saying::TimeUnclear,
        "Je n'ai pas bien saisi l'heure. Laquelle souhaitez-vous ?",
    );
    hears_french(
        Saying::AskPhone,
        "À quel numéro de téléphone peut-on vous joindre ?",
    );
}
