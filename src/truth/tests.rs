//! Sentences that promise, and their neighbours that do not.

use super::{Call, Finding, check};
use crate::vapi::{Conversation, Moment};

/// What is found in a call of one request and one answer, with an empty ledger, on Monday 5
/// October 2026 at ten.
fn found(request: &str, answer: &str) -> Vec<Finding> {
    let conversation = Conversation(vec![
        Moment::Caller(request.to_owned()),
        Moment::Assistant(answer.to_owned()),
    ]);
    check(&Call {
        conversation: &conversation,
        ledger: &[],
        now: "2026-10-05T10:00:00".parse().unwrap(),
        ended_reason: Some("customer-ended-call"),
        transfer_succeeded: None,
        outbound: false,
        simulated: false,
        messages_sent: false,
    })
}

/// Subject and sentence; a dash for nothing.
const FRENCH: &[(&str, &str)] = &[
    ("booking", "Votre rendez-vous est bien enregistré."),
    ("booking", "C'est noté, je vous attends mardi à 14 heures."),
    (
        "booking",
        "Parfait, j'ai bien noté votre rendez-vous pour demain 9 heures.",
    ),
    (
        "booking",
        "Je vous ai réservé un créneau jeudi à 11 heures.",
    ),
    (
        "booking",
        "Très bien, le rendez-vous est fixé à mercredi, 15 heures.",
    ),
    ("booking", "C'est bon, vous êtes inscrite pour jeudi matin."),
    (
        "booking",
        "Je vous confirme votre visite demain à 10 heures.",
    ),
    (
        "booking",
        "Je peux vous confirmer que votre rendez-vous est réservé.",
    ),
    (
        "booking",
        "C'est tout bon pour vendredi à 16 heures, bonne journée.",
    ),
    ("booking", "La réservation est confirmée, à jeudi !"),
    ("booking", "Voilà, j'ai calé ça mercredi à neuf heures."),
    ("booking", "Je bloque le créneau de 10 heures pour vous."),
    (
        "booking",
        "Entendu, rendez-vous jeudi 8 octobre à 10 heures.",
    ),
    (
        "booking",
        "Votre visite a été programmée pour lundi prochain.",
    ),
    ("booking", "Je vous note pour mardi 10 heures."),
    ("booking", "C'est validé pour mardi 10 heures."),
    (
        "booking",
        "Votre créneau du 8 octobre à 10h30 est bien réservé.",
    ),
    (
        "booking",
        "Votre rendez-vous est confirmé, si vous avez un empêchement, rappelez-nous.",
    ),
    (
        "booking",
        "Votre rendez-vous est confirmé pour mardi, puis-je faire autre chose pour vous ?",
    ),
    (
        "cancellation",
        "Votre rendez-vous est annulé, bonne journée.",
    ),
    ("cancellation", "Je viens d'annuler votre visite de jeudi."),
    ("cancellation", "C'est annulé."),
    (
        "cancellation",
        "L'annulation est bien prise en compte, c'est annulé.",
    ),
    ("move", "Votre rendez-vous est reporté à vendredi."),
    ("move", "J'ai déplacé votre visite à mercredi 14 heures."),
    ("move", "Votre rendez-vous a bien été décalé au 9 octobre."),
    ("callback", "Un conseiller vous rappellera dans la journée."),
    ("callback", "On vous rappelle demain."),
    ("callback", "Nous allons vous rappeler très vite."),
    ("callback", "Quelqu'un va vous recontacter."),
    ("callback", "Vous serez rappelé avant midi."),
    ("callback", "Le docteur Morel vous appellera ce soir."),
    ("callback", "Je vous rappelle dans dix minutes."),
    (
        "callback",
        "Un technicien prendra contact avec vous sous 48 heures.",
    ),
    (
        "callback",
        "Notre équipe reviendra vers vous dès que possible.",
    ),
    (
        "callback",
        "Monsieur Petit vous rappelle dès qu'il est disponible.",
    ),
    ("callback", "J'ai programmé un rappel pour demain matin."),
    ("callback", "Je vous tiens au courant."),
    ("message", "Je vous envoie un SMS."),
    ("message", "Vous recevrez un mail de confirmation."),
    (
        "message",
        "Un SMS de confirmation va vous être envoyé, vous allez le recevoir.",
    ),
    ("message", "Je vous ai envoyé le lien par SMS."),
    (
        "message",
        "Un e-mail de confirmation vous sera adressé dans quelques minutes.",
    ),
    ("message", "Je vous envoie ça par mail."),
    (
        "message",
        "Vous devriez recevoir un SMS d'ici quelques minutes.",
    ),
    ("message", "Je vous transmets les informations par e-mail."),
    ("message", "Vous recevrez un rappel par SMS la veille."),
    ("transfer", "Je vous passe un conseiller, ne quittez pas."),
    ("transfer", "Je transfère votre appel."),
    (
        "transfer",
        "Je vais vous mettre en relation avec mon collègue.",
    ),
    ("ticket", "J'ai créé un ticket pour votre panne."),
    ("ticket", "Votre réclamation a bien été enregistrée."),
    ("ticket", "Je viens d'ouvrir un dossier à votre nom."),
    (
        "ticket",
        "Votre demande est enregistrée sous le numéro 2041.",
    ),
    ("anything", "J'ai transmis votre message à l'équipe."),
    ("anything", "Je préviens monsieur Petit."),
    ("anything", "J'ai mis à jour votre numéro de téléphone."),
    ("anything", "C'est fait !"),
    ("anything", "C'est noté, bonne journée."),
    (
        "anything",
        "Votre demande a bien été transmise à notre service technique.",
    ),
    ("-", "Voulez-vous que je confirme votre rendez-vous ?"),
    ("-", "Je vais vérifier si c'est noté."),
    ("-", "Si vous voulez, on peut vous rappeler."),
    ("-", "Je peux vous réserver un créneau mardi à 10 heures."),
    ("-", "Souhaitez-vous que je vous envoie un SMS ?"),
    (
        "-",
        "Une fois le rendez-vous confirmé, vous recevrez un SMS.",
    ),
    ("-", "Votre rendez-vous n'est pas encore confirmé."),
    ("-", "Pour réserver, il me faut votre nom."),
    ("-", "Donc mardi à 10 heures, c'est bien ça ?"),
    ("-", "Vous m'avez dit mardi, c'est noté ?"),
    ("-", "Je n'ai pas pu enregistrer votre rendez-vous."),
    ("-", "Le créneau de mardi 10 heures est déjà réservé."),
    (
        "-",
        "Nous sommes ouverts du lundi au vendredi de 9 heures à 18 heures.",
    ),
    ("-", "Je vous rappelle que nous sommes fermés le mardi."),
    ("-", "Je vous rappelle l'adresse : 12 rue des Lilas."),
    ("-", "Vous pouvez nous rappeler demain."),
    ("-", "Rappelez-nous demain, nous verrons."),
    (
        "-",
        "En général, un conseiller vous rappelle sous 48 heures.",
    ),
    (
        "-",
        "Un conseiller pourrait vous rappeler demain si vous le souhaitez.",
    ),
    (
        "-",
        "Dès que vous aurez choisi, je vous réserve le créneau.",
    ),
    (
        "-",
        "Si vous me donnez votre nom, je vous inscris pour mardi.",
    ),
    ("-", "Je ne vous envoie pas de SMS, désolée."),
    ("-", "Quel jour souhaitez-vous que je vous inscrive ?"),
    (
        "-",
        "J'ai un créneau mardi à 10 heures ou mercredi à 14 heures.",
    ),
    ("-", "Le prochain créneau disponible est mardi à 10 heures."),
    ("-", "Il me reste à confirmer votre rendez-vous."),
    (
        "-",
        "Avant de confirmer votre rendez-vous, puis-je avoir votre nom ?",
    ),
    ("-", "Je vous propose mardi à 10 heures."),
    (
        "-",
        "Les rendez-vous sont confirmés par SMS habituellement.",
    ),
    (
        "-",
        "Il est impossible d'annuler votre rendez-vous par téléphone.",
    ),
    ("-", "Je n'ai aucun rendez-vous confirmé à votre nom."),
    ("-", "Merci de votre appel, à bientôt."),
    ("-", "Je comprends, c'est noté. Quel est votre nom ?"),
    ("-", "Laissez-moi regarder, un instant."),
    ("-", "Faut-il que je transfère votre appel ?"),
    (
        "-",
        "Si je comprends bien, vous voulez annuler votre rendez-vous.",
    ),
    ("-", "Je vous réserve mardi à 10 heures, ça vous va ?"),
    ("-", "Est-ce que c'est confirmé pour vous ?"),
    ("-", "L'estimation dure une heure et elle est gratuite."),
    (
        "-",
        "Malheureusement, je ne peux pas vous transférer, personne n'est disponible.",
    ),
];

const ENGLISH: &[(&str, &str)] = &[
    (
        "booking",
        "Your appointment has been booked for Tuesday at 10 AM.",
    ),
    ("booking", "Great, you're all booked in for tomorrow at 9."),
    (
        "booking",
        "I've scheduled your visit for Thursday, October 8th at 3 PM.",
    ),
    ("booking", "I have put you down for Wednesday morning."),
    ("booking", "I can confirm your appointment is booked."),
    ("booking", "That's booked for you."),
    ("booking", "Okay, you're confirmed for Friday at noon."),
    ("booking", "We'll see you on Tuesday at ten."),
    ("booking", "Everything's set for Tuesday at 10."),
    (
        "booking",
        "I'm booking you in for Tuesday at ten, have a great day.",
    ),
    ("booking", "Your slot is reserved."),
    ("booking", "You are scheduled for Monday the 12th at 9."),
    ("booking", "I went ahead and booked Tuesday at ten for you."),
    (
        "booking",
        "Your visit is confirmed, if anything changes just call us back.",
    ),
    (
        "booking",
        "Your viewing's been confirmed. Your appointment is confirmed.",
    ),
    ("cancellation", "Your appointment has been cancelled."),
    ("cancellation", "I've canceled it for you."),
    ("cancellation", "That's cancelled now."),
    ("move", "Your appointment has been moved to Thursday at 10."),
    ("move", "I've rescheduled you to Friday at 2 PM."),
    ("callback", "We'll call you back tomorrow."),
    ("callback", "Someone will call you back."),
    ("callback", "An agent will be in touch shortly."),
    (
        "callback",
        "One of our advisors will get back to you today.",
    ),
    ("callback", "You'll get a call back within the hour."),
    (
        "callback",
        "You can expect a call, our team will reach out to you soon.",
    ),
    (
        "callback",
        "The manager is going to give you a call this afternoon.",
    ),
    ("callback", "He'll call you back as soon as he's free."),
    ("callback", "I've arranged a callback for tomorrow at nine."),
    ("message", "I'll send you a confirmation email."),
    ("message", "I've just sent you a text with the details."),
    ("message", "You'll receive a confirmation text shortly."),
    ("message", "A confirmation email is on its way."),
    ("message", "I'm emailing you the brochure now."),
    ("message", "We'll text you a reminder the day before."),
    ("transfer", "Let me transfer you to a colleague."),
    ("transfer", "I'll put you through now."),
    ("transfer", "Connecting you now, please hold."),
    ("ticket", "I've created a support ticket for you."),
    ("ticket", "I have logged your complaint."),
    ("ticket", "Your ticket has been opened."),
    ("anything", "I've passed your message on to the team."),
    ("anything", "I'll let the doctor know."),
    ("anything", "I've updated your phone number."),
    ("anything", "That's all taken care of."),
    ("anything", "I've added a note to your file."),
    ("anything", "I've informed our technician."),
    ("-", "Would you like me to confirm the appointment?"),
    ("-", "I can book you in for Tuesday at ten."),
    ("-", "Once it's confirmed you'll get a text message."),
    ("-", "If you like, someone can call you back."),
    ("-", "Let me check whether it's booked."),
    ("-", "Your appointment is not confirmed yet."),
    ("-", "I couldn't book that slot."),
    ("-", "That slot has already been booked."),
    ("-", "Shall I book it?"),
    ("-", "To book an appointment I need your name."),
    ("-", "So that's Tuesday at ten, is that right?"),
    ("-", "You said your appointment was confirmed."),
    ("-", "We usually call back within a day."),
    ("-", "You could get a text reminder."),
    ("-", "I'd be happy to book that for you."),
    ("-", "Before I book it, may I have your name?"),
    ("-", "I won't be able to send you an email."),
    ("-", "We're open Monday to Friday from 9 to 6."),
    ("-", "I'm sorry, I can't transfer you right now."),
    ("-", "You can call us back tomorrow."),
    ("-", "We have Tuesday at ten or Wednesday at two."),
    ("-", "The next available slot is Tuesday at ten."),
    (
        "-",
        "If you give me your name I'll put you down for Tuesday.",
    ),
    ("-", "Do you want me to send you a text?"),
    ("-", "I'll check that for you."),
    ("-", "I see, noted. What's your name?"),
    ("-", "Let me see what I can find for you."),
    ("-", "Thanks for calling, goodbye."),
    (
        "-",
        "I don't see any appointment confirmed under that name.",
    ),
    ("-", "Unfortunately nobody can call you back today."),
    ("-", "I'll book Tuesday at ten for you, does that work?"),
    ("-", "It would be confirmed by email."),
    ("-", "Have you been confirmed already?"),
    ("-", "You would then receive a confirmation."),
];

fn assert_read(request: &str, table: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (about, sentence) in table {
        let found = found(request, sentence);
        let read = found.first().map_or("-", |finding| finding.about.name());
        if read != *about {
            wrong.push(format!("{read} for {about}: {sentence}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn french_sentences_are_told_apart() {
    assert_read(
        "Pouvez-vous faire ça pour moi, et me donner un rendez-vous ?",
        FRENCH,
    );
}

#[test]
fn english_sentences_are_told_apart() {
    assert_read("Can you do that for me, please, and book me in?", ENGLISH);
}
