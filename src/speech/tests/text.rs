//! What becomes of texts that tenants and callers wrote.

use super::*;
use crate::speech::text::{clean, noun};

#[track_caller]
fn reads(written: &str, french: &str) {
    assert_eq!(clean(written, 200, Language::Fr, today()), french);
}

#[track_caller]
fn reads_english(written: &str, english: &str) {
    assert_eq!(clean(written, 200, Language::En, today()), english);
}

#[test]
fn signs_go_and_words_stay() {
    reads(
        "  Fuite d’eau (cuisine) / \"urgent\" 🔥🔥",
        "Fuite d'eau cuisine urgent",
    );
    reads(
        "Panne {{total}} <b>chaudière</b> [gaz]",
        "Panne total b chaudière b gaz",
    );
    reads("l'eau\r\ncoule\tpartout\u{0}!", "l'eau, coule partout");
    reads("Aïe !!! Ça coule… ; vite,,", "Aïe, Ça coule, vite");
    reads(
        "Rendez-vous - dès que possible -",
        "Rendez-vous dès que possible",
    );
    reads("porte_clés 'perdu'", "porte clés perdu");
    reads("① ½ ª 𝐇𝐢 ⓐ 🅰 été\u{200b}", "été");
    reads("***", "");
    reads("", "");
}

#[test]
fn abbreviations_are_said_in_full() {
    reads(
        "RDV avec M. et Mme Dupont",
        "rendez-vous avec monsieur et madame Dupont",
    );
    reads("M.Dupont, J. Martin", "monsieur Dupont, J Martin");
    reads(
        "12 av. Foch, bât. B, appt n°5",
        "12 avenue Foch, bâtiment B, appartement numéro 5",
    );
    reads("S.A.R.L. Dupont & Fils", "SARL Dupont et Fils");
    reads("contact@agence.fr", "contact arobase agence point fr");
    reads_english(
        "Mr. Smith, 3 High St. etc.",
        "mister Smith, 3 High street and so on",
    );
    reads_english("e.g. a leak", "for example a leak");
}

#[test]
fn numbers_prices_dates_and_times_are_said() {
    reads("90€ TTC", "90 euros toutes taxes comprises");
    reads("1 € ou 1,50 € ou 90.00€", "1 euro ou 1 euro 50 ou 90 euros");
    reads("1.200 € (20%)", "1200 euros 20 pour cent");
    reads(
        "30min, 45 min, 50 m²",
        "30 minutes, 45 minutes, 50 mètres carrés",
    );
    reads(
        "version 1.2.3, 1.200,50 km",
        "version 1 2 3, 1200,50 kilomètres",
    );
    reads("1.5 km", "1,5 kilomètres");
    reads(
        "depuis 8h, le 12/05 à 14h30 ou 14:00",
        "depuis 8 heures, le 12 05 à 14 heures 30 ou 14 heures",
    );
    reads(
        "le 2026-12-01 et le 2027-12-01",
        "le mardi 1er décembre et le mercredi 1er décembre 2027",
    );
    reads("lundi 9h-12h30", "lundi 9 heures 12 heures 30");
    reads("06-12-34", "06 12 34");
    reads_english(
        "€90.50, $1,200 or 1.5 hrs",
        "90 euros 50, 1200 dollars or 1 point 5 hours",
    );
    reads_english("at 2:30 pm", "at 2 30 in the afternoon");
    reads_english("at 9 a.m., 9 a.m", "at 9 in the morning, 9 in the morning");
    reads_english("at 9am", "at 9 in the morning");
    reads_english("I am late", "I am late");
}

#[test]
fn identifiers_are_left_out() {
    reads(
        "appareil 550e8400-e29b-41d4-a716-446655440000 cassé",
        "appareil cassé",
    );
    reads("rdv_a1b2c3d4", "rendez-vous");
    reads("commande CMD-2024", "commande CMD 2024");
    reads("appartement T3, iPhone14", "appartement T3, iPhone14");
}

#[test]
fn long_texts_are_cut_at_a_word() {
    let cut = |text: &str, max| clean(text, max, Language::Fr, today());
    assert_eq!(cut("fuite d'eau, cuisine", 20), "fuite d'eau, cuisine");
    assert_eq!(cut("fuite d'eau, cuisine", 19), "fuite d'eau");
    assert_eq!(cut(&"é".repeat(5000), 10), "é".repeat(10));
    assert_eq!(cut("fuite", 0), "");
}

#[test]
fn names_begin_in_lower_case_unless_they_are_acronyms() {
    let noun = |text| noun(text, 40, Language::Fr, today());
    assert_eq!(
        noun("Évaluation Premium").as_deref(),
        Some("évaluation Premium")
    );
    assert_eq!(noun("IRM du genou").as_deref(), Some("IRM du genou"));
    assert_eq!(noun("💇"), None);
}
