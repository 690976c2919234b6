//! A finding in a sentence for the staff, in the language of the business.

use super::{Finding, Subject, Wrong};
use crate::domain::Language;

/// What is wrong and about what, without anything that was said.
#[must_use]
pub fn reason(finding: &Finding, language: Language) -> String {
    let (wrong, about) = match language {
        Language::Fr => (french(finding.wrong), french_subject(finding.about)),
        Language::En => (english(finding.wrong), english_subject(finding.about)),
    };
    format!("{wrong} ({about})")
}

fn french(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::PromiseWithoutRow => "Promis pendant l'appel, mais rien n'est enregistré",
        Wrong::PromiseContradicted => "Annoncé autrement que ce qui est enregistré",
        Wrong::FailedNotTold => "N'a pas abouti, et l'appelant n'en a rien su",
        Wrong::CutOff => "L'appel a été coupé avant la fin de la demande",
        Wrong::PendingUnresolved => "L'appelant attendait encore une réponse à la fin de l'appel",
    }
}

fn english(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::PromiseWithoutRow => "Promised during the call, but nothing is recorded",
        Wrong::PromiseContradicted => "Announced otherwise than it is recorded",
        Wrong::FailedNotTold => "Did not work, and the caller was not told",
        Wrong::CutOff => "The call was cut off before the request was done",
        Wrong::PendingUnresolved => {
            "The caller was still waiting for an answer when the call ended"
        }
    }
}

fn french_subject(about: Subject) -> &'static str {
    match about {
        Subject::Booking => "rendez-vous",
        Subject::Move => "déplacement d'un rendez-vous",
        Subject::Cancellation => "annulation d'un rendez-vous",
        Subject::Callback => "rappel",
        Subject::Ticket => "demande",
        Subject::Message => "SMS ou e-mail",
        Subject::Transfer => "transfert de l'appel",
        Subject::Anything => "note ou message",
    }
}

fn english_subject(about: Subject) -> &'static str {
    match about {
        Subject::Booking => "appointment",
        Subject::Move => "moving an appointment",
        Subject::Cancellation => "cancelling an appointment",
        Subject::Callback => "callback",
        Subject::Ticket => "request",
        Subject::Message => "text message or e-mail",
        Subject::Transfer => "transfer of the call",
        Subject::Anything => "note or message",
    }
}
