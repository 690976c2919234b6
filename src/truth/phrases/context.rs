//! What turns the words of a promise into something else, and what is said when a thing failed.

use crate::truth::Subject;

/// A clause with one of these says that something is not so.
pub(in crate::truth) const NEGATION: &[&str] = &[
    "ne|n|pas|jamais|rien|aucun|aucune|sans|impossible",
    "^non",
    "not|never|unable|without|nothing|none|nobody",
    "^no",
    "no appointment|booking|slot|record|ticket|request|visit",
];

/// Possible, usual, wanted or nearly: nothing to hold anybody to.
pub(in crate::truth) const HEDGE: &[&str] = &[
    "peut etre|aussi",
    "je|on|nous|il|elle|conseiller|collegue|quelqu|equipe|qui|technicien peux|peut|pouvons|peuvent|pourrai*|pourra|pourrons|pourront|pourrions",
    "pourrait|pourrions|pourriez|pourrais|pouvez|possible|eventuellement|presque|propose|proposer|proposons",
    "en attente",
    "faudra|faudrait",
    "il|elle|que faut",
    "aimerais|voudrais|voudriez|souhaitez|souhaiteriez|voulez|souhaitiez|voudrait|aimeriez|aimerait|souhaiterait",
    "serait|serais|seriez|aurait|aurais|auriez|devrait|ferait|ferais|confirmerait",
    "avant de|que|d",
    "besoin de|d",
    "il|me reste a",
    "essaie|essaye|essayer|essaierai",
    "verifier|regarder|voir|demander|savoir si|s|que",
    "etait|avait|etaient|avaient",
    "pas encore",
    "reste|remains|still a|to|needs",
    "could|would|might|maybe|perhaps|possibly|almost|nearly",
    "i|we|you|they|he|she|someone|somebody|advisor|agent|colleague|team|technician can|may|shall",
    "can|shall|may i|we|you|someone|somebody",
    "need|have|has|try|want|like|supposed to",
    "want|like me|us|someone|you",
    "before i|we|you",
    "do|would|did you",
    "was|were booked|confirmed|scheduled|cancelled|noted",
    "nos|les clients",
    "tous|toutes les|nos clients|rdv|patients|appelants|locataires",
    "our|all|every clients|customers|appointments|patients|callers|client|customer",
];

/// What is done as a rule is not promised to this caller.
pub(in crate::truth) const HABIT: &[&str] = &[
    "generalement|habituellement|normalement|usually|normally|typically|generally",
    "en general|principe|temps",
    "d habitude|ordinaire",
    "as a rule",
    "in general",
];

/// Something that may not come about.
pub(in crate::truth) const CONDITION: &[&str] = &[
    "si|if|unless|otherwise|sinon|whether|provided|jusqu|tant",
    "s il|ils",
    "a condition",
    "sous reserve",
    "au cas",
    "in case",
    "assuming",
];

/// A moment of time.
pub(in crate::truth) const MOMENT: &[&str] = &[
    "des qu*",
    "une fois",
    "lorsqu*|quand|apres|once|when|whenever|after|until",
    "as soon as",
];

/// "Once it is confirmed", "when you have chosen": a moment that may never come. "Once he is free"
/// comes by itself.
pub(in crate::truth) const UNCERTAIN: &[&str] = &[
    "vous|tu|you|votre|your",
    "confirm*|valid*|reserv*|book*|complet*|pris|prise|paid|pay*|regl*|sign*|recu|received|approv*",
];

/// "Du lundi au vendredi" is no day to come on.
pub(in crate::truth) const RANGE: &[&str] = &[
    "lundi|mardi|mercredi|jeudi|vendredi|samedi au|a mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "monday|tuesday|wednesday|thursday|friday|saturday to|through|till|until tuesday|wednesday|thursday|friday|saturday|sunday",
];

/// What somebody else is said to have said.
pub(in crate::truth) const HEARSAY: &[&str] = &[
    "vous m avez|aviez dit|indique|parle",
    "vous disiez|dites|avez dit|mentionnez|pensiez|souhaitez|voulez|vouliez|parlez",
    "vous avez dit|mentionne|indique|demande",
    "si je|j comprends|ai|resume",
    "d apres vous",
    "you mentioned|said|told|thought|wanted|want|say|asked",
    "you would like",
    "you are looking|saying|asking|calling|wanting",
    "if i|we understand|understood|got|hear",
    "let me read|repeat|recap|summarize|summarise|check|see|look|verify|find",
    "laissez moi verifier|regarder|voir|relire",
    "vais verifier|regarder|voir",
    "je verifie|regarde|recapitule|resume|reprends|relis",
    "to confirm|recap|summarize|summarise|repeat",
    "pour confirmer|resumer|recapituler|verifier",
];

/// A question that asks whether what was just said may be done: it was a proposal.
pub(in crate::truth) const TAG: &[&str] = &[
    "c|est est|ce? ca|cela|correct|exact|juste|bon|bien|d",
    "est ce correct|exact|bon|ca|cela|que",
    "ca|cela|ceci vous? convient|va|conviendrait|irait|iraient|marche|ira|convient|conviennent",
    "vous convient|va|conviendrait|irait",
    "^d accord",
    "^n est ce pas",
    "^oui|vrai|correct|exact|ok",
    "vous confirmez|validez",
    "je confirme|valide|reserve",
    "on|nous fait|fait comme|valide|confirme|part",
    "^c est",
    "^is|am|are that|this|it|i|we right|correct|ok|okay|good|fine|alright",
    "does|would|will|do that|this|it|those work|suit|sound|be|do",
    "^right|correct|yes|sound|sounds|good|fine",
    "shall|should|may i|we",
    "would|do you like|want|prefer",
    "can|could you|i confirm",
    "that work|suit|sound",
];

/// A question that only closes the call.
pub(in crate::truth) const CLOSING: &[&str] = &[
    "autre chose",
    "autres questions|question|demande",
    "anything|something else",
    "anything|something more",
    "puis|peux je vous aider|faire",
    "can|may i .. help|do|assist",
    "else i can",
    "further|other questions|assistance",
];

/// It did not work, and this is said.
pub(in crate::truth) const FAILURE: &[&str] = &[
    "vient|viennent d etre pris*|reserve*",
    "est|sont pris*|complet*|ferme*|indisponible*|occupe*|introuvable*|impossible",
    "sommes complet*|ferme*",
    "n|ne .. plus|pas .. disponible*|libre*|possible|place",
    "n|ne .. ai|est|a|peux|arrive*|trouve|parvien*|reussi*|avons|vois pas|plus|aucun|rien",
    "pas de|d rdv|creneau|place|disponibilite*|reponse|ticket|dossier|demande",
    "souci|probleme|incident|erreur technique|systeme|informatique",
    "echoue|echec|erreur|bug|bloque",
    "aucun|aucune creneau|place|rdv|disponibilite*|demande|dossier|ticket",
    "malheureusement|helas|navre*",
    "is|are .. taken|closed|full|unavailable|gone|occupied",
    "fully booked",
    "could|can|did|was|were|is|are|do|does|am|have|has .. not|unable",
    "unable|unavailable|unfortunately|failed|fails|failing",
    "not .. available|possible|find|found|able|free|open",
    "no .. slot|slots|appointment|availability|openings|opening|record|booking|request|ticket",
    "technical|system issue|problem|error|difficulty|trouble|glitch",
    "having trouble|issues|difficulty",
    "went wrong",
];

/// The words of what a failure can be about.
pub(in crate::truth) const VOCABULARY: &[(&[Subject], &[&str])] = &[
    (
        &[Subject::Booking, Subject::Move, Subject::Cancellation],
        &[
            "rdv|creneau*|reserv*|place|horaire*|visite*|disponib*|libre*|pris|ferme*|complet*|annul*|decal*|deplac*",
            "appointment*|booking*|book|booked|slot*|visit|viewing|available|taken|closed|full|cancel*|reschedul*",
        ],
    ),
    (&[Subject::Callback], &["rappel*|recontact*|call|callback"]),
    (
        &[Subject::Ticket],
        &["ticket*|demande*|dossier*|reclamation|request*|case|complaint"],
    ),
    (&[Subject::Message], &["sms|email|envoy*|send|text|message"]),
    (
        &[Subject::Transfer],
        &[
            "transfer*|joindre|personne|conseill*|collegue*|joignable|disponible*|reach|agent*|available|nobody|colleague*",
        ],
    ),
];

/// Asking to wait: something is on its way.
pub(in crate::truth) const WAIT: &[&str] = &[
    "un|petit instant|moment|seconde",
    "une petite? seconde|minute",
    "patientez|patienter",
    "one|a|just moment|second|sec|minute",
    "hold on|please",
    "bear with",
];

/// The caller asks for something to be done.
pub(in crate::truth) const REQUEST: &[&str] = &[
    "pouvez|pourriez vous",
    "vous pouvez|pourriez",
    "dites|prevenez|notez|annulez|reservez|ajoutez|transmettez|faites|mettez|rappelez|envoyez|decalez|deplacez|reportez|inscrivez|demandez|enregistrez|informez|signalez|qu",
    "je voudrais|veux|souhaite|souhaiterais|voulais",
    "j aimerais|ai besoin",
    "il me|nous faut|faudrait",
    "faut",
    "can|could|would you",
    "please|tell|cancel|book|add|put|note|reschedule|move|inform|leave",
    "i|we would|want|need",
    "let .. know",
    "have .. call|ring",
];

/// The caller wants nothing done after all, or does it himself.
pub(in crate::truth) const WAIVER: &[&str] = &[
    "je|j rappellerai|rappelle|repasserai|passerai|reflechis|verrai",
    "vais reflechir|voir|rappeler",
    "laissez tomber",
    "tant pis",
    "n|ne .. pas|plus|rien",
    "pas la peine",
    "i will call|think|see|come|try|ring|check",
    "never mind",
    "not|do not|no",
];

/// The caller agrees.
pub(in crate::truth) const ASSENT: &[&str] = &[
    "^oui|ok|okay|parfait|entendu|super|volontiers|exactement|d|tres|impeccable|allez|c|ca|yes|yeah|sure|great|perfect|sounds|that|correct|right|please|absolutely|yep|good|fine|bien",
];

/// Looking something up, or offering it: the last word is still to come.
pub(in crate::truth) const LOOKING: &[&str] = &[
    "regarde|verifie|cherche|recherche|consulte|essaie|essaye",
    "laissez moi",
    "un|petit instant|moment|seconde",
    "propose|proposer",
    "let me",
    "looking|checking|trying|look|check",
    "one|a moment|second",
    "offer|suggest",
    "me faut|faudrait",
    "i need|will need",
];

/// A day that is spoken of for another reason than an appointment.
pub(in crate::truth) const OTHERWISE: &[&str] = &[
    "ouvert*|ouvr*|ferme*|ferie|horaire*|disponib*|libre*|place|places|absent*|conge*|complet*|pris|prise",
    "j|nous|on ai|avons|a",
    "rappel*|rappeler|appel*|contact*|jusqu|partir|entre|depuis|sauf|creneau*|avant|apres",
    "souhait*|vous|tu voul*|prefer*|pens*|demand*",
    "dure*|coute*|minutes|gratuit*|takes|lasts|costs|free",
    "journee|soiree|week|merci|prochaine|bientot|plus tard",
    "je|j passerai|viendrai",
    "open|opens|opening|closed|close|closes|holiday|hours|available|free|off|away|full|taken|booked|busy",
    "we|i have|has",
    "call*|contact|until|from|between|since|except|before|after|try",
    "you want|wanted|prefer|asked|said",
    "day|evening|weekend|thank|thanks|later",
];

/// The caller names a time.
pub(in crate::truth) const CLOCK: &[&str] = &[
    "heure|heures|midi|clock|noon|am|pm",
    "at|a one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
    "0*|1*|2*|3*|4*|5*|6*|7*|8*|9*",
];

/// The caller speaks of an appointment that there is, or of coming without one.
pub(in crate::truth) const OWN_APPOINTMENT: &[&str] = &[
    "j|on|nous ai|avais|a|avons deja? un? rdv|visite",
    "mon|ma|notre|mes rdv|visite|reservation",
    "my|our appointment|booking|visit|reservation|viewing",
    "i|we have|had|already an? appointment|booking",
    "je|j passerai|viendrai",
    "i will|would come|drop|stop by",
];

/// The caller speaks of an appointment.
pub(in crate::truth) const APPOINTMENT: &[&str] = &[
    "rdv|visite*|visiter|creneau|reserver|reservation|reservez|appointment|booking|book|viewing|schedule|slot|estimation",
    "annuler|annulez|decaler|deplacer|cancel|reschedule",
];
