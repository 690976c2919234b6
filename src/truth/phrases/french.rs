//! French promises, as `sentence` leaves their words.

use super::{
    Phrase,
    Strength::{Done, Implied, Noted, Owed, Will},
};
use crate::truth::Subject::{
    Anything, Booking, Callback, Cancellation, Message, Move, Ticket, Transfer,
};

/// Ordered: the more special comes first.
pub(super) const PHRASES: &[Phrase] = &[
    Phrase::new(
        Transfer,
        Owed,
        &[
            "je|nous|on vous transfere|transferons|bascule|redirige|connecte",
            "je|nous|on vous passe|passons un|une|le|la|mon|ma|notre|quelqu|monsieur|madame|l",
            "vous le|la|les passe|passons|transfere",
            "vous mets|mettons|met en relation|communication|ligne|contact",
            "vais|allons|va vous transferer|basculer|rediriger|connecter",
            "vais|allons|va vous passer un|une|le|la|mon|ma|notre|quelqu|monsieur|madame|l",
            "vais|allons|va vous mettre en relation|communication|ligne|contact",
            "transfere|transferons|bascule|redirige|basculons votre|l appel",
            "vais|allons transferer|basculer|rediriger votre|l appel",
            "transfert est? en cours",
            "vous allez etre transfere*|mis*|redirige*",
        ],
    ),
    Phrase::new(
        Message,
        Owed,
        &[
            "vous|t ai|avons|a .. envoye|adresse|transmis .. sms|email|message|confirmation|lien|recapitulatif|adresse|whatsapp",
            "vous envoie|envoyons|enverr*|renvoi*|renvoyons|renverr*|adresse|adressons|adresser*|transmettr* .. sms|email|message|confirmation|lien|recapitulatif|adresse|whatsapp|document*|details|coordonnees|informations|numero|plan|devis|brochure|rappel|facture|contrat",
            "viens|venons de vous envoyer|renvoyer|adresser|transmettre",
            "ai|avons fait suivre|parvenir",
            "je|on|nous vais|va|allons vous envoyer|adresser|transmettre|faire",
            "je|on|nous vous fais parvenir|suivre",
            "je|on|nous vous transmets|transmettrai|transmettons|communique|partage .. par|sur sms|email|whatsapp",
            "je|nous|on vous l|les? envoie|enverrai|enverrons|envoyons|enverra|transmets|confirme|confirmerai par|sur sms|email|whatsapp",
            "vous recevrez|recevez .. sms|email|message|confirmation|lien|rappel|recapitulatif|notification|whatsapp|courrier|invitation",
            "vous allez|devriez .. recevoir",
            "sms|email|confirmation|lien|recapitulatif|message|rappel|invitation|document* .. vous sera|seront|est|sont|a|ont envoye*|adresse*|transmis*",
            "sms|email|confirmation|lien|recapitulatif|message .. vient|viennent d|de vous? etre|partir",
            "sms|email|confirmation|lien|recapitulatif .. vous? parviendra|arrive|arrivera|suivra",
            "vous sera|seront|est|sont envoye*|adresse* par sms|email|whatsapp",
            "sms|email|whatsapp|confirmation|recapitulatif|lien est|sont parti*|envoye*",
        ],
    )
    .unless(&["transmettre|transmets votre|cette|la demande|message", "faire patienter|attendre"]),
    Phrase::new(
        Callback,
        Owed,
        &[
            "je|j|on|nous|il|elle|ils|qui|conseill*|quelqu|collegue*|technicien*|responsable*|equipe|expert*|agent*|docteur|personne|service|un|une|gestionnaire|commercial*|directeur|directrice|secretaire|monsieur|madame .. vous rappel*",
            "vous rappelle",
            "vous aurez|recevrez un retour|reponse|appel|rappel",
            "attendez vous a un|l appel|rappel",
            "vous|te recontacte*|contactera|contacteront|contacterons|telephonera|appellera|appelleront|appellerons|appellerai|rappellera|rappelleront|rappellerons|rappellerai|rappelons|rappelle",
            "va|vont|allons|vais vous rappeler|recontacter|contacter|telephoner|appeler|joindre|revenir",
            "reviendra|reviendrons|reviendront|revient|reviens|revenons .. vers vous",
            "va|vont|allons|vais revenir|prendre .. vers|contact",
            "prendra|prendront|prendrons|prend|prends contact avec vous",
            "vous serez|etes rappel*|recontact*|contact*",
            "vous allez etre rappel*|recontact*|contact*",
            "rappel|demande de rappel est|sera programme*|prevu*|note*|planifie*|enregistre*|transmis*",
            "j|nous|on ai|avons|a .. programme|planifie|demande|note|enregistre .. rappel",
            "vous tiendra|tiendrons|tiendrai|tiens|tient au courant|informe",
            "vous donnera|donnerons|donnerai des nouvelles|une reponse",
            "vous recevrez|aurez un appel|rappel",
        ],
    )
    .unless(&[
        "je vous rappelle que|qu|l|la|le|les|notre|nos|ma|mon|si|d|juste",
        "vous rappelez|rappeliez",
        "vous rappelle|rappelons que|qu",
        "vous rappeler que|qu|votre|le|la|l|les|vos|notre|nos",
        "vous rappellera que|qu",
    ]),
    Phrase::new(
        Cancellation,
        Done,
        &[
            "rdv|visite|estimation|signature|reservation|creneau|celui|consultation|seance .. est|sont|sera annule*|supprime*",
            "j|nous|on|je ai|avons|a|viens|venons .. annule*|annuler|supprime*|supprimer",
            "c|tout|il|elle est annule*|supprime*",
            "annulation est faite|effectuee|enregistree|confirmee|prise",
            "vous confirme l annulation",
        ],
    ),
    Phrase::new(
        Cancellation,
        Will,
        &[
            "je|j|on|nous vous? l? annule|annulons",
            "vais|allons|va .. annuler|supprimer",
            "procede a l annulation",
        ],
    ),
    Phrase::new(
        Move,
        Done,
        &[
            "rdv|visite|estimation|signature|reservation|creneau|consultation|seance .. est|sont|sera deplace*|decale*|reporte*|modifie*|reprogramme*|avance*|change*|repousse*",
            "j|nous|on|je ai|avons|a|viens|venons .. deplace*|decale*|reporte*|modifie*|reprogramme*|repousse*|avance* .. rdv|visite|estimation|signature|reservation|creneau|consultation|seance",
            "c|il est deplace*|decale*|reporte*|reprogramme*|repousse*",
        ],
    ),
    Phrase::new(
        Move,
        Done,
        &["j|nous|je ai|avons|viens|venons .. deplace*|decale*|reporte*|modifie*|reprogramme*|repousse*|avance*"],
    )
    .dated(),
    Phrase::new(
        Move,
        Will,
        &[
            "je|on|nous vous? le? deplace|decale|reporte|modifie|reprogramme|repousse|decalons|deplacons",
            "vais|allons|va .. deplacer|decaler|reporter|modifier|reprogrammer|repousser",
        ],
    ),
    Phrase::new(
        Ticket,
        Done,
        &[
            "ai|avons|viens|venons .. ouvert|ouvrir|cree|creer|depose|ouverte|lance|declare|declarer .. ticket|dossier|incident|reclamation|signalement|plainte|demande|intervention",
            "ai|avons|viens|venons .. enregistre|enregistrer .. ticket|incident|reclamation|signalement|plainte|intervention",
            "ticket|dossier|incident|reclamation|signalement|plainte|intervention .. est|sont ouvert*|cree*|enregistre*|pris*|depose*|transmis*",
            "enregistre*|ouvert*|cree* sous le numero",
        ],
    ),
    Phrase::new(
        Ticket,
        Will,
        &[
            "j|je|nous|on vous? ouvre|cree|depose|ouvrons|creons .. ticket|dossier|incident|reclamation|signalement|plainte|demande",
            "vais|allons|va .. ouvrir|creer|deposer .. ticket|dossier|incident|reclamation|signalement|plainte|demande",
            "j|je enregistre .. ticket|incident|reclamation|signalement|plainte",
        ],
    ),
    Phrase::new(
        Booking,
        Done,
        &[
            "rdv|visite|estimation|signature|creneau|place|reservation|consultation|seance|entretien|horaire|table .. est|sont|sera deja? confirme*|reserve*|pris*|prise*|enregistre*|fixe*|programme*|bloque*|note*|planifie*|cale*|valide*|inscrit*|prevu*|pose*|assure*|acte*|conclu*",
            "rdv|vous .. dans|au|sur le|l|notre|nos planning|agenda|calendrier",
            "c|tout|cela est reserve*|confirme*|booke*|cale*|planifie*|programme*|inscrit|bloque*|fixe*",
            "j|je|nous|on vous? l? ai|avons|a|viens|venons de? vous? l? reserve*|reserver|inscrit*|inscrire|cale*|caler|bloque*|bloquer|booke*|programme|programmer|planifie|planifier|fixe|fixer|confirme|confirmer",
            "j|je|nous|on vous? l? ai|avons|a|viens|venons .. note|noter|pris|enregistre|enregistrer|mis|pose|valide|prendre .. rdv|visite|estimation|signature|creneau|consultation|seance|reservation",
            "vous etes inscrit*|attendu*|enregistre*|confirme*|booke*|cale*|note*|prevu*",
            "je|nous vous confirme|confirmons .. rdv|visite|estimation|signature|creneau|reservation|consultation|seance",
            "reservation|rdv|creneau confirme*|enregistre*|valide*",
            "creneau|place|horaire est a vous",
            "confirmation de votre rdv|visite|reservation est faite|enregistree",
        ],
    )
    .unless(&["^un|une|des|les rdv|visite|creneau|place|estimation|consultation", "par telephone", "prochain|premier|seul|autre .. disponible|libre", "le|ce|un creneau|place|horaire .. deja pris*|reserve*|occupe*", "creneau|place|horaire est pris*", "^est ce que", "dossier|ticket"]),
    Phrase::new(
        Booking,
        Done,
        &[
            "c|tout est note|bon|fait|enregistre|pris|valide|parfait|tout|ok|entendu|acte|convenu|conclu",
            "on|nous dit|disons|part|retient|retenons",
            "j|je|nous|on vous? l? ai|avons|a|viens|venons .. note|noter|mis|pris|enregistre|enregistrer|positionne|pose",
            "vous ai|avons place*",
            "je|nous vous? confirme|confirmons",
            "tout est en|regle|pret|cale ordre|pour",
            "vous etes pris*|bon|bonne|place*|positionne*",
            "ca marche|roule pour",
        ],
    )
    .dated()
    .unless(&["ouvert*|ferme*|retard|arriv*|rappel*"]),
    Phrase::new(
        Booking,
        Will,
        &[
            "je|j|on|nous vous? le|la|l|les? reserve|reservons|inscris|inscrivons|bloque|cale|programme|planifie|booke|positionne",
            "vais|allons|va vous? le|la|l|les? reserver|inscrire|bloquer|caler|programmer|planifier|fixer|booker|positionner|enregistrer",
            "vais|allons|va .. confirmer|noter|prendre|poser|finaliser|valider .. rdv|visite|estimation|signature|creneau|reservation|consultation|seance",
            "je|nous note|enregistre|confirme|prends|pose|finalise|valide .. rdv|visite|estimation|signature|creneau|reservation|consultation|seance",
            "procede|procedons a la|votre reservation|prise",
            "occupe|occupons|charge de la|votre reservation|rdv|prise",
        ],
    )
    .unless(&["prends|prendre note|soin", "ouvert*|ferme*"]),
    Phrase::new(
        Booking,
        Will,
        &["je|nous vous? note|notons|mets|mettons|place|pose|positionne|enregistre"],
    )
    .dated(),
    Phrase::new(
        Booking,
        Owed,
        &[
            "passera|passeront|viendra|viendront|interviendra|interviendront|passe|vient",
            "se rendra|rendront chez|sur",
            "sera|seront chez|sur vous|place",
        ],
    )
    .dated()
    .unless(&["vous|tu|cela|ca|vous y|il se passe|passera|viendra", "viens|vient d|de"]),
    Phrase::new(
        Booking,
        Implied,
        &[
            "vous attend|attends|attendons|attendra|attendrons|accueille|accueillera|accueillerons|recevra|recevrons|recoit",
            "on|nous se|nous|vous voit|voyons|verra|verrons|retrouve|retrouvons",
            "hate|heureux|ravi|ravis de vous voir|recevoir|accueillir|rencontrer|retrouver",
            "^au? plaisir de vous voir|recevoir|accueillir",
            "vous avez .. rdv|visite",
            "vous etes avec|chez",
            "^tres? rdv le|au|a|pour|ce",
            "^rdv",
            "^a demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|apres",
        ],
    )
    .dated()
    .unless(&["disponible*|libre*|possible"]),
    Phrase::new(
        Anything,
        Owed,
        &[
            "je|j|on|nous lui|leur? transmets|transmettrai|transmettons|transmettra|communique|previens|previendrai|prevenons|informe|informerai|signale|signalerai|remonte|fais|ferai .. message|demande|equipe|conseiller|information*|responsable|retard|remarque|probleme|passer|suivre|remonter|docteur|agence|technicien|service|collegue*|gardien*|direction|directeur|commercial|monsieur|madame",
            "je|nous|on l|le|la|les lui? signale|transmets|transmettrai|dis|dirai|communique|remonte .. a|au|aux|lui|leur",
            "j|je|nous en informe|previens|parle|avise|informons|parlerai|informerai",
            "^je|on|nous previens|previendrai|prevenons|avertis|avertirai|informe|informerai",
            "vais|allons|va .. transmettre|prevenir|informer|signaler|communiquer|remonter",
            "ai|avons|viens .. transmis|transmettre|prevenu|prevenir|informe|informer|signale|signaler|communique|remonte|remonter|fait",
            "message|demande|information*|remarque|equipe|conseiller|responsable|technicien|service .. est|sont|sera|seront transmis*|prevenu*|informe*|signale*|remonte*|traite*|pris*",
        ],
    )
    .unless(&["vous informe|signale|transmets|transmettre|communique|previens|remonte"]),
    Phrase::new(
        Anything,
        Done,
        &[
            "ai|avons|viens|venons .. rembourse*|rembourser|commande|commander|traite|traiter",
            "ai|avons|viens|venons .. ajoute*|ajouter|modifie*|modifier|complete*|completer|supprime*|corrige*",
            "ai|avons|viens|venons .. enregistre|enregistrer .. demande|projet|criteres|coordonnees|recherche|informations|remarque|numero|adresse|souhait*|besoin*|message",
            "c|tout|elle|il est ajoute*|enregistre*|transmis*|inscrit*|modifie*|rajoute*",
            "dossier|fiche|compte|coordonnees .. est|sont a jour",
            "dossier|compte .. est|sont modifie*|complete*|corrige*",
            "demande|projet|criteres|coordonnees|recherche|informations|remarque|numero|adresse|fiche|note|precision|message .. est|sont|sera ajoute*|enregistre*|mis*|modifie*|pris*|inscrit*",
            "c est fait|regle|reglee|effectue",
            "^fait$|^cest fait",
        ],
    )
    .unless(&["c est fait pour|de|en|a", "prise en compte"]),
    Phrase::new(
        Anything,
        Will,
        &["je m en occupe|charge", "je|nous fais|faisons le necessaire", "vais|allons faire le necessaire"],
    ),
    Phrase::new(
        Anything,
        Noted,
        &[
            "c|cela|ca est note",
            "^note",
            "ai|avons pris? note",
            "je|nous note|notons|prends|prenons",
            "ai|avons .. note .. demande|projet|criteres|coordonnees|numero|adresse|souhait*|message|remarque|preference*",
        ],
    ),
];
