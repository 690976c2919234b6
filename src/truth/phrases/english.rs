//! English promises, as `sentence` leaves their words.

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
            "transferring|connecting|forwarding|patching you|your|the",
            "putting|patching you through",
            "handing you over|off",
            "will hand|pass|switch you over|off|to",
            "will transfer|connect|forward|patch you|your|the",
            "will put|get you through|over",
            "let me transfer|connect|forward|patch you|your|the",
            "i transfer|connect you|your|the",
            "let me put|get|pass you through|over|on",
            "you will be transferred|connected",
            "you are being transferred|connected",
        ],
    ),
    Phrase::new(
        Message,
        Owed,
        &[
            "i|we will|are|am|have text|texting|texted|email|emailing|emailed|message|messaging|messaged you|that|it|the|a",
            "i|we will|are|am|have .. send|sending|sent you|a|an|the|over|out|it|that",
            "you will|should .. receive|get|have|be .. text|sms|email|message|confirmation|link|reminder|whatsapp|notification|invite|invitation|receiving|getting",
            "text|sms|email|confirmation|link|reminder|invite|invitation|message .. will|is|are|was be? on|sent|being|coming|headed|follow|arrive",
            "let me text|email|send you",
            "i am .. texting|emailing|sending",
            "i|we have? sent|texted|emailed|shot|dropped you",
            "email|text|message|link i|we have? sent",
            "sent you .. text|sms|email|message|confirmation|link|details",
        ],
    )
    .unless(&[
        "someone|somebody|technician|person|plumber|engineer over|out|to|you",
        "send|sending|sent .. someone|somebody|technician|engineer|plumber",
        "send|sending|sent .. team|manager|doctor|colleague|office|department|them|him|her",
        "message is passed|relayed|forwarded|noted",
        "get|have a call|callback",
    ]),
    Phrase::new(
        Callback,
        Owed,
        &[
            "someone|somebody|we|i|he|she|they|one|agent|advisor|adviser|colleague|team|technician|manager|representative|specialist|member|doctor|office|person|expert|consultant|landlord|nurse|who .. will .. call|ring|phone|contact|reach|return|follow|calling|touching you|back|out|up|your",
            "will .. get|getting|come|coming back to you",
            "will .. be in touch",
            "will .. let you know",
            "will .. keep you posted|updated|informed",
            "will .. give you a call|ring|callback",
            "will .. be calling|contacting|reaching|ringing|phoning you|out",
            "can expect .. call|callback|hear|response",
            "you will|should|are .. get|receive|have|expect|hear .. call|callback|back|from",
            "you will|are be? .. called|contacted",
            "callback is|are .. scheduled|booked|arranged|set|logged|recorded|noted|requested",
            "i|we have .. arranged|scheduled|logged|noted|requested|booked|put|set .. callback|call|back",
            "i|we have .. asked .. to call|ring|contact|phone|get",
            "calling|calls you back",
            "will call|ring|phone|contact you",
        ],
    )
    .unless(&["will call .. if|you when", "call us", "you will have|need to call"]),
    Phrase::new(
        Cancellation,
        Done,
        &[
            "is|are cancelled|canceled|deleted|removed|taken",
            "i|we have .. cancelled|canceled|cancel|removed|deleted|taken",
            "consider it|that cancelled|canceled",
            "i|we cancelled|canceled",
            "appointment|booking|visit|viewing|reservation|that cancelled|canceled",
            "confirm .. cancellation",
        ],
    )
    .unless(&["taken care|down|note|your|the|a"]),
    Phrase::new(
        Cancellation,
        Will,
        &["i|we will cancel", "am|are cancelling|canceling", "let me cancel"],
    ),
    Phrase::new(
        Move,
        Done,
        &[
            "appointment|booking|visit|viewing|reservation|it|that|slot|you .. is|are moved|rescheduled|changed|pushed|shifted|switched|postponed",
            "i|we have .. moved|rescheduled|pushed|shifted|switched|postponed",
            "i|we moved|rescheduled|pushed|shifted|switched|postponed",
            "i|we have .. changed .. appointment|booking|visit|viewing|reservation|slot|time",
        ],
    ),
    Phrase::new(
        Move,
        Will,
        &[
            "i|we will .. move|reschedule|push|shift|switch|postpone",
            "am|are moving|rescheduling|pushing|shifting|switching",
            "let me move|reschedule|push|shift|switch",
        ],
    ),
    Phrase::new(
        Ticket,
        Done,
        &[
            "i|we opened|created|logged|filed|raised|submitted a|an|your|the",
            "i|we have .. opened|created|logged|filed|raised|submitted|registered|put|placed .. ticket|request|case|complaint|report|issue|order",
            "ticket|case|complaint|report|order .. is|are opened|created|logged|filed|recorded|submitted|registered|open|raised",
            "recorded|logged|registered|filed|created under|with number|reference|ticket|the",
        ],
    ),
    Phrase::new(
        Ticket,
        Will,
        &[
            "i|we will .. open|create|log|file|raise|submit .. ticket|request|case|complaint|report|issue|order",
            "am|are opening|creating|logging|filing|raising|submitting",
            "let me .. open|create|log|file|raise|submit .. ticket|request|case|complaint|report|issue|order",
        ],
    ),
    Phrase::new(
        Booking,
        Done,
        &[
            "your|the|that|this|viewing|visit .. appointment|booking|visit|viewing|slot|reservation|meeting|spot|time|consultation|table|session .. is|are already? confirmed|booked|scheduled|set|reserved|made|in|locked|secured|fixed|noted|down|arranged|registered|recorded|complete|completed|finalized|finalised|saved|placed|held|guaranteed",
            "appointment|booking|reservation|request went|gone through",
            "appointment|booking|visit|viewing|you|it|that .. on|in our|the|your|my calendar|schedule|books|diary|agenda|list|system",
            "locked in",
            "you are already? booked|confirmed|scheduled|down|registered|penciled|pencilled|reserved|locked",
            "i|we have .. booked|scheduled|reserved|penciled|pencilled|slotted|secured|blocked",
            "have .. put|got|have you|your|them|him|her .. down|in",
            "have you down|booked|scheduled|in",
            "have got you down|booked|scheduled|in",
            "i|we have .. confirmed|made|set|fixed|arranged .. appointment|booking|visit|viewing|slot|reservation|meeting",
            "i|we booked|scheduled|reserved|secured",
            "consider it|that|yourself booked|scheduled|reserved|confirmed",
            "it|that|everything is booked|confirmed|scheduled|reserved|locked",
            "confirm .. appointment|booking|visit|viewing|slot|reservation",
            "^booked|confirmed|scheduled|reserved",
            "appointment|booking|visit|viewing|slot confirmed|booked|scheduled",
        ],
    )
    .unless(&["to confirm|book|schedule", "by phone", "look|check|see .. calendar|schedule", "please confirm", "the|that|this slot|time|spot .. already", "is fully", "will confirm", "confirm .. before|first|a few", "callback"]),
    Phrase::new(
        Booking,
        Done,
        &[
            "you are set|in|good|sorted|expected",
            "it|that|everything is set|done|noted|sorted|good|arranged|in",
            "i|we have .. noted|put|set|arranged|confirmed|marked|added|entered|got",
            "^noted|done|set|sorted",
            "i|we confirm",
        ],
    )
    .dated()
    .unless(&["open|closed|late|free|available|call*"]),
    Phrase::new(
        Booking,
        Will,
        &[
            "i|we will .. book|schedule|reserve|pencil|slot|lock",
            "i|we will .. put|get you down|in",
            "am|are booking|scheduling|reserving|putting|penciling|pencilling",
            "^booking|scheduling|reserving that|it|you|this|your",
            "let me .. book|schedule|reserve|pencil|lock",
            "let me .. put|get you|that down|in|booked|scheduled",
            "i|we will .. confirm|set|make|arrange .. appointment|booking|visit|viewing|slot|reservation",
        ],
    )
    .unless(&["am booking|scheduling assistant|agent"]),
    Phrase::new(
        Booking,
        Owed,
        &[
            "will come|stop|drop|swing|be by|over|out|there|round|at|to",
            "will visit you|your",
            "coming|stopping by|over|out",
        ],
    )
    .dated()
    .unless(&["you will"]),
    Phrase::new(
        Booking,
        Implied,
        &[
            "^we|i|and? will? see you",
            "look|looking forward to seeing|meeting|welcoming|having",
            "expecting|expect you",
            "you have .. appointment|visit|viewing|booking",
            "will be waiting|expecting|ready for? you",
            "will see|meet|welcome|receive you",
            "until|till then? monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow",
        ],
    )
    .dated()
    .unless(&["available|free|possible"]),
    Phrase::new(
        Anything,
        Owed,
        &[
            "i|we will|have .. pass|passed|relay|relayed|forward|forwarded .. on|along|message|that|this|your|it|to",
            "i|we have? flagged|escalated|reported|raised",
            "i|we have? put in",
            "am|are passing|relaying|forwarding .. on|along|message|that|this|your|it|to",
            "i|we will|have .. tell|told|inform|informed|notify|notified|alert|alerted|let|ask|asked him|her|them|the|our|your|my",
            "team|manager|technician|doctor|colleague|office|department|landlord|message .. is|are notified|informed|alerted|passed|forwarded|aware|relayed",
            "i|we will|have .. make|made|leave|left .. note|message",
            "i|we will make sure",
            "let me pass|leave|make|let .. note|message|on|know",
        ],
    )
    .unless(&["let|tell you", "pass|forward you"]),
    Phrase::new(
        Anything,
        Done,
        &[
            "i|we have .. added|updated|recorded|saved|changed|corrected|registered|entered",
            "i|we added|updated|recorded|saved|corrected|entered",
            "i|we have .. noted|taken|put|got .. request|details|number|address|preferences|message|information|note|remark|complaint",
            "it|that|note|details|request|number|information|message|address|file|account|record|profile .. is added|recorded|saved|updated|logged|registered|changed|taken",
            "that|it|everything is taken? done|sorted|care|handled|set|settled",
            "i|we have .. processed|issued|refunded|ordered|credited|applied",
            "^done|sorted",
            "consider it|that done|handled|sorted",
        ],
    ),
    Phrase::new(
        Anything,
        Will,
        &[
            "i|we will .. take care of|handle|sort|see to|get that",
            "i|we will .. add|update|record|save",
            "let me .. take care|handle|add|update",
        ],
    ),
    Phrase::new(Anything, Noted, &["^noted|duly", "i have noted", "i will|have .. note|noted", "that|it is noted", "i have made? a note"]),
];
