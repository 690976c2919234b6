//! What an assistant has told a caller about itself: that it is a machine, that the call is recorded.
//!
//! Only what it says counts, French or English, one sentence at a time, and nothing in a sentence
//! that denies something. `votre demande est enregistrée` is no announcement: what is recorded must
//! be the call. A prompt or a setting that should make it say so proves nothing.

use crate::domain::fold;

/// What an assistant calls itself, folded.
const MACHINES: [&str; 26] = [
    "assistant virtuel",
    "assistante virtuelle",
    "assistant vocal",
    "assistante vocale",
    "assistant automatique",
    "assistante automatique",
    "assistant numerique",
    "assistante numerique",
    "assistant ia",
    "assistante ia",
    "agent virtuel",
    "agent vocal",
    "agent ia",
    "une ia",
    "intelligence artificielle",
    "robot",
    "virtual assistant",
    "digital assistant",
    "automated assistant",
    "ai assistant",
    "voice assistant",
    "virtual agent",
    "ai agent",
    "an ai",
    "artificial intelligence",
    "automated system",
];

const DENIALS: [&str; 9] = [
    "pas", "ni", "non", "sans", "not", "isn", "never", "without", "jamais",
];

/// A call, and the words that make it this one.
const CALLS: [&str; 5] = ["appel", "conversation", "communication", "echange", "call"];
const THIS: [&str; 11] = [
    "cet", "cette", "l", "la", "notre", "votre", "vos", "les", "this", "your", "the",
];

/// Words between the call and its being recorded (`est susceptible d'être`, `may be`).
const BETWEEN: usize = 5;

/// Whether the text says that a machine speaks.
pub(super) fn is_ai(text: &str) -> bool {
    sentences(text).any(|sentence| {
        let padded = format!(" {sentence} ");
        MACHINES
            .iter()
            .any(|machine| padded.contains(&format!(" {machine} ")))
    })
}

/// Whether the text says that the call is recorded.
pub(super) fn is_recorded(text: &str) -> bool {
    sentences(text).any(|sentence| {
        let words: Vec<&str> = sentence.split(' ').collect();
        words.windows(2).enumerate().any(|(at, pair)| {
            let [this, call] = pair else { return false };
            // `vos appels`, `all calls`.
            let call = call.strip_suffix('s').unwrap_or(call);
            CALLS.contains(&call)
                && THIS.contains(this)
                && (records(words.get(at + 2..).unwrap_or_default()) || recorded(&words, at))
        })
    })
}

/// `cet appel peut être enregistré`.
fn records(after: &[&str]) -> bool {
    after
        .iter()
        .take(BETWEEN + 1)
        .any(|word| word.starts_with("enregistre") || *word == "recorded")
}

/// `l'enregistrement de cet appel`, `we record this call`.
fn recorded(words: &[&str], this: usize) -> bool {
    let before = words.get(this.saturating_sub(2)..this).unwrap_or_default();
    before.iter().any(|word| {
        matches!(
            *word,
            "enregistrons" | "enregistrer" | "enregistrement" | "record" | "recording"
        )
    })
}

/// The sentences that deny nothing, folded.
fn sentences(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(['.', '!', '?', ';', '\n'])
        .map(fold)
        .filter(|sentence| !sentence.split(' ').any(|word| DENIALS.contains(&word)))
}

#[cfg(test)]
mod tests {
    use super::{is_ai, is_recorded};

    #[test]
    fn a_machine_says_that_it_is_one() {
        for said in [
            "Bonjour, je suis Sara, l'assistante virtuelle de l'agence.",
            "Vous parlez avec une intelligence artificielle.",
            "Ici l'assistant vocal du cabinet, je vous écoute !",
            "Hi, I'm an AI assistant for Acme.",
            "You are talking to an automated system.",
        ] {
            assert!(is_ai(said), "{said}");
        }
        for said in [
            "Bonjour, agence Martin, je vous écoute.",
            "Je ne suis pas un robot.",
            "I am not an AI.",
            "Je vous passe mon assistante.",
            "Vous habitez à Aia ?",
            "",
        ] {
            assert!(!is_ai(said), "{said}");
        }
    }

    #[test]
    fn a_recording_is_announced_only_of_the_call() {
        for said in [
            "Cet appel est enregistré.",
            "Votre appel est susceptible d'être enregistré à des fins de qualité.",
            "Pour la qualité, vos appels peuvent être enregistrés.",
            "Nous enregistrons cette conversation.",
            "This call may be recorded for quality purposes.",
            "We are recording this call.",
        ] {
            assert!(is_recorded(said), "{said}");
        }
        for said in [
            "Votre demande de rappel est enregistrée.",
            "Votre demande d'appel est bien enregistrée.",
            "J'ai enregistré votre rendez-vous.",
            "Cet appel n'est pas enregistré.",
            "This call is not recorded.",
            "I have recorded your request, thank you for your call.",
            "Merci de votre appel. C'est enregistré pour mardi.",
            "",
        ] {
            assert!(!is_recorded(said), "{said}");
        }
    }
}
