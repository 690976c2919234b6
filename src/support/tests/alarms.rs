//! What is an emergency and what only sounds like one.

use serde_json::json;

use super::{default, with};

/// Told and the kind it is; `-` for none.
#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (told, kind) in cases {
        let alarm = default().alarm(&[told]);
        let found = alarm.as_ref().map_or("-", |alarm| alarm.kind.as_str());
        assert_eq!(found, *kind, "{told}");
    }
}

#[test]
fn dangers_are_heard_however_they_are_told() {
    check(&[
        ("Il y a une fuite de gaz dans la cuisine", "gas"),
        ("FUITE DE GAZ", "gas"),
        ("fuites de gaz au sous-sol", "gas"),
        ("une odeur très forte de gaz", "gas"),
        ("Ça sent le gaz partout", "gas"),
        ("Je sens une odeur de gaz, je ne sais pas d'où", "gas"),
        ("I can smell gas", "gas"),
        ("there is a gas leak", "gas"),
        ("Incendie au troisième étage", "fire"),
        ("La poubelle est en feu !", "fire"),
        ("il y a le feu dans la cave", "fire"),
        ("Un feu de cheminée chez le voisin", "fire"),
        ("There's a fire in the kitchen", "fire"),
        ("the curtains are on fire", "fire"),
        ("l'alarme incendie sonne depuis dix minutes", "fire"),
        ("the fire alarm is going off", "fire"),
        ("beaucoup de fumée noire", "fire"),
        ("Alerte au monoxyde de carbone", "danger"),
        ("Mon mari s'est électrocuté", "danger"),
    ]);
}

#[test]
fn what_is_denied_is_none() {
    check(&[
        ("Il n'y a pas de fuite de gaz", "-"),
        ("pas d'incendie", "-"),
        ("Il n'y a pas d'incendie, juste une ampoule grillée", "-"),
        ("ce n'est pas un incendie", "-"),
        ("aucune odeur de gaz", "-"),
        ("pas la moindre odeur de gaz", "-"),
        ("il n'y a plus d'odeur de gaz", "-"),
        ("sans odeur de gaz", "-"),
        ("ça ne sent pas le gaz", "-"),
        ("no fire, just a broken lamp", "-"),
        ("there is no gas leak", "-"),
        ("there isn't a fire", "-"),
        ("it's not a fire", "-"),
        ("I don't smell gas", "-"),
    ]);
}

#[test]
fn a_denial_of_something_else_denies_no_danger() {
    check(&[
        ("Le chauffage ne marche pas fuite de gaz", "gas"),
        ("je ne sais pas s'il y a une fuite de gaz", "gas"),
        ("Pas d'eau chaude mais une odeur de gaz", "gas"),
        ("Ce n'est pas la chaudière, c'est une fuite de gaz", "gas"),
        ("Pas de panique : fuite de gaz", "gas"),
        ("sans doute une fuite de gaz", "gas"),
        ("pas seulement une fuite d'eau, une fuite de gaz", "gas"),
        ("no it's a fire", "fire"),
        ("not sure if it's a gas leak", "gas"),
        ("no hot water, gas leak", "gas"),
    ]);
}

#[test]
fn what_only_sounds_like_a_danger_is_none() {
    check(&[
        ("Ma pompe à feu est en panne", "-"),
        ("La porte coupe-feu ne ferme plus", "-"),
        ("The fire door does not close", "-"),
        ("fire doors and a fire extinguisher", "-"),
        ("L'alarme incendie est à réviser", "-"),
        ("une question sur mon assurance incendie", "-"),
        ("exercice d'incendie jeudi", "-"),
        ("ma facture de gaz est trop élevée", "-"),
        ("my gas bill", "-"),
        ("une fuite d'eau sous la chaudière à gaz", "-"),
        ("arrêté au feu rouge", "-"),
        ("fuite d'eau", "-"),
        ("I was fired", "-"),
        ("you should fire him", "-"),
        ("", "-"),
    ]);
}

#[test]
fn an_exception_hides_only_itself() {
    check(&[
        ("La porte incendie est en feu", "fire"),
        (
            "fire door blocked and there is a fire in the corridor",
            "fire",
        ),
    ]);
}

#[test]
fn the_quote_is_the_text_that_told_it() {
    let alarm = default()
        .alarm(&["Cuisine", "Ça sent le gaz chez nous."])
        .unwrap();
    assert_eq!(alarm.quote, "Ça sent le gaz chez nous.");
    assert!(alarm.is_gas());
}

#[test]
fn a_tenant_has_its_own_words_and_sentences() {
    let pool = with(json!({"emergencies": [
        {"kind": "noyade", "words": ["noyade", "se noie"], "say": {"fr": "Sortez-le de l'eau."}},
    ]}));
    let alarm = pool.alarm(&["Un enfant se noie"]).unwrap();
    assert_eq!(
        (alarm.kind.as_str(), alarm.say.fr.as_deref()),
        ("noyade", Some("Sortez-le de l'eau."))
    );
    // A list is replaced as a whole.
    assert_eq!(pool.alarm(&["fuite de gaz"]), None);
    assert_eq!(
        with(json!({"emergencies": []})).alarm(&["fuite de gaz"]),
        None
    );
}
