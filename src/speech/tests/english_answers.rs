//! What English callers hear about their requests and the business, word for word.

use chrono::Weekday::{Fri, Mon, Sat, Sun};

use super::*;
use crate::outcome::Missing;

#[test]
fn prospects_and_call_backs() {
    for (missing, question) in [
        (Missing::Name, "May I have your name, please?"),
        (Missing::Contact, "Which phone number can we reach you on?"),
        (Missing::Budget, "What is your budget?"),
        (Missing::InterestType, "What are you planning to do?"),
        (Missing::Location, "Which area are you interested in?"),
        (
            Missing::PropertyType,
            "What type of property are you interested in?",
        ),
        (Missing::Timeline, "When would you like to go ahead?"),
        (
            Missing::DecisionMaker,
            "Are you deciding together with somebody else?",
        ),
    ] {
        let noted = Saying::ProspectNoted {
            missing: vec![missing, Missing::Name],
        };
        hears_english(noted, &format!("I have noted that. {question}"));
    }
    hears_english(
        Saying::ProspectNoted { missing: vec![] },
        "I have noted that, thank you very much.",
    );
    hears_english(
        Saying::BudgetUnclear,
        "The lowest budget is above the highest. Between which amounts is it?",
    );
    hears_english(
        Saying::CallBack { at: None },
        "I have noted that, we will call you back as soon as possible.",
    );
    hears_english(
        Saying::CallBack {
            at: Some(slot("2026-03-04 12:30")),
        },
        "I have noted that, we will call you back on Wednesday 4 March at 12 30 in the afternoon.",
    );
}

#[test]
fn tickets() {
    hears_english(
        Saying::TicketCreated { number: 2041 },
        "Your request is recorded under number T 20 41.",
    );
    let leak = || ticket(2041, "Water leak", "in_progress");
    hears_english(
        Saying::Tickets(vec![leak()]),
        "Your request number T 20 41, water leak, is in progress.",
    );
    let others = ["open", "waiting_customer", "resolved", "closed"];
    let mut list = vec![leak()];
    list.extend(
        others
            .iter()
            .zip(2042..)
            .map(|(status, number)| ticket(number, "", status)),
    );
    hears_english(
        Saying::Tickets(list),
        "Here are your requests. T 20 41, water leak, is in progress. T 20 42 is recorded. \
         T 20 43 is waiting for your answer. T 20 44 is resolved. T 20 45 is closed.",
    );
    let many = Saying::Tickets(vec![leak(); 20]);
    assert!(say(&many, Language::En, today()).ends_with("is in progress. And others."));
    hears_english(
        Saying::NoTicket,
        "I cannot find a matching request, could you give me its number and your name again?",
    );
    hears_english(
        Saying::NoteAdded { number: 12345 },
        "I have added your note to request number T 1 23 45.",
    );
    hears_english(
        Saying::TicketEscalated {
            number: 2041,
            to: None,
        },
        "I have raised your request number T 20 41 with the team.",
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
    hears_english(
        Saying::Hours {
            week,
            special: special.clone(),
        },
        "We are open Monday to Friday from 9 in the morning to 6 in the evening. \
         We are closed Saturday and Sunday. \
         As an exception, we open Saturday 14 March from 9 in the morning to noon, \
         and Friday 20 March from 9 in the morning to noon and from 2 to 4 in the afternoon.",
    );
    let week = vec![];
    let some = special[..1].to_vec();
    hears_english(
        Saying::Hours {
            week,
            special: some,
        },
        "As an exception, we open Saturday 14 March from 9 in the morning to noon.",
    );
    // The closed days are left out before the dates are.
    let many = [("08:00", "09:00"), ("10:00", "11:00"), ("12:00", "13:00")];
    let week = vec![open(Mon, Fri, &many), open(Sat, Sun, &[])];
    let said = say(&Saying::Hours { week, special }, Language::En, today());
    assert!(
        said.contains("exception") && !said.contains("closed"),
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
    hears_english(
        week_of(week),
        "We are open Monday to Friday from 9 in the morning to 12 30 in the afternoon \
         and from 1 30 in the afternoon to 6 in the evening, \
         and Saturday from 9 in the morning to noon. We are closed Sunday.",
    );
    hears_english(
        week_of(vec![open(Sat, Sun, &[])]),
        "We are closed Saturday and Sunday.",
    );
    hears_english(
        week_of(vec![open(Mon, Mon, &[("08:00", "10:00")])]),
        "We are open Monday from 8 to 10 in the morning.",
    );
    let not_known = "I do not have that information. Would you like to leave a message?";
    hears_english(week_of(vec![]), not_known);
    hears_english(Saying::NotKnown, not_known);
    hears_english(Saying::Address("[]".into()), not_known);
    hears_english(
        Saying::Address("12 Abbey Rd.\nLondon".into()),
        "Here is our address: 12 Abbey road, London.",
    );
    let services = vec![
        service("Visit", 60, Some("€90.50")),
        service("estimate", 90, Some("free")),
        service("signature", 1, None),
    ];
    hears_english(
        Saying::Services(services),
        "Here are our services. Visit, 1 hour, 90 euros 50. \
         Estimate, 1 hour 30 minutes, free. Signature, 1 minute.",
    );
    hears_english(Saying::Services(vec![]), not_known);
}

#[test]
fn closed_days_and_the_line_itself() {
    hears_english(
        Saying::Closures(vec![
            date("2026-05-01"),
            date("2026-05-08"),
            date("2027-01-01"),
        ]),
        "The next days we are closed are Friday 1 May, Friday 8 May and Friday 1 January 2027.",
    );
    hears_english(
        Saying::Closures(vec![date("2026-05-01")]),
        "The next day we are closed is Friday 1 May.",
    );
    hears_english(Saying::Closures(vec![]), "I see no closure planned.");
    hears_english(Saying::Pending, "one moment, I am checking");
    hears_english(
        Saying::CallsOnly,
        "This line takes calls, not text messages. Please call us.",
    );
    hears_english(
        Saying::AnotherWay,
        "I can't get this done over the phone. Shall somebody call you back?",
    );
}
