//! What English callers hear about appointments, word for word.

use super::*;
use crate::outcome::Refusal;

const OTHERWISE: &str = "Would you like to try another day or leave a message?";

fn december() -> Slot {
    slot("2026-12-01 09:00")
}

#[test]
fn what_was_done_to_an_appointment() {
    let visit = || appointment("2026-12-01 14:30", "Visit");
    hears_english(
        Saying::Booked(visit()),
        "Your visit appointment is confirmed for Tuesday 1 December at 2 30 in the afternoon.",
    );
    hears_english(
        Saying::Booked(appointment("2027-01-04 12:00", "")),
        "Your appointment is confirmed for Monday 4 January 2027 at noon.",
    );
    hears_english(
        Saying::AlreadyBooked(appointment("2026-03-04 00:00", "estimate")),
        "You already have an estimate appointment on Wednesday 4 March at midnight.",
    );
    hears_english(
        Saying::ExistingAppointment(visit()),
        "You already have a visit appointment on Tuesday 1 December at 2 30 in the afternoon. \
         Would you like to move it, or add another?",
    );
    hears_english(
        Saying::Cancelled(visit()),
        "Your visit appointment on Tuesday 1 December at 2 30 in the afternoon is cancelled.",
    );
    hears_english(
        Saying::Rescheduled {
            from: visit(),
            to: appointment("2026-12-03 09:00", "Visit"),
        },
        "Your visit appointment on Tuesday 1 December at 2 30 in the afternoon \
         is moved to Thursday 3 December at 9 in the morning.",
    );
}

#[test]
fn the_callers_appointments() {
    let one = || appointment("2026-12-01 09:00", "Visit");
    let other = || appointment("2026-12-03 18:05", "");
    hears_english(
        Saying::Appointments(vec![one()]),
        "You have a visit appointment on Tuesday 1 December at 9 in the morning.",
    );
    hears_english(
        Saying::Appointments(vec![one(), other()]),
        "Your appointments are: visit on Tuesday 1 December at 9 in the morning, \
         and Thursday 3 December at 6 05 in the evening.",
    );
    hears_english(
        Saying::Appointments(vec![one(); 9]),
        "Your appointments are: visit on Tuesday 1 December at 9 in the morning, \
         visit on Tuesday 1 December at 9 in the morning, \
         visit on Tuesday 1 December at 9 in the morning, \
         visit on Tuesday 1 December at 9 in the morning, \
         visit on Tuesday 1 December at 9 in the morning, and others.",
    );
    hears_english(
        Saying::WhichAppointment(vec![one(), other()]),
        "Which appointment do you mean: visit on Tuesday 1 December at 9 in the morning, \
         or Thursday 3 December at 6 05 in the evening?",
    );
    hears_english(
        Saying::WhichAppointment(vec![]),
        "Which appointment do you mean?",
    );
    let none =
        "I cannot find a matching appointment, could you give me the name and the date again?";
    hears_english(Saying::NoAppointment, none);
    hears_english(Saying::Appointments(vec![]), none);
}

#[test]
fn a_start_that_is_taken() {
    let free = vec![
        slot("2026-12-01 09:30"),
        slot("2026-12-01 10:00"),
        slot("2026-12-02 12:00"),
    ];
    hears_english(
        Saying::Taken {
            wanted: december(),
            free,
        },
        "Tuesday 1 December at 9 in the morning is not free. I can offer that day \
         at 9 30 or 10 in the morning, or Wednesday 2 December at noon. Which would you prefer?",
    );
    hears_english(
        Saying::Taken {
            wanted: december(),
            free: vec![],
        },
        &format!("Tuesday 1 December at 9 in the morning is not free. {OTHERWISE}"),
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
    hears_english(
        refused(Refusal::Closed, next()),
        "We are closed on Tuesday 1 December. \
         I can offer Wednesday 2 December at 9 in the morning. Would that suit you?",
    );
    for (why, head) in [
        (Refusal::Closed, "We are closed on Tuesday 1 December."),
        (
            Refusal::OutsideHours,
            "Tuesday 1 December at 9 in the morning is outside our opening hours.",
        ),
        (
            Refusal::OffGrid,
            "No appointment starts at 9 in the morning on Tuesday 1 December.",
        ),
        (
            Refusal::TooSoon,
            "Tuesday 1 December at 9 in the morning is too short notice.",
        ),
        (
            Refusal::TooFar,
            "We do not take appointments for Tuesday 1 December yet.",
        ),
    ] {
        hears_english(refused(why, vec![]), &format!("{head} {OTHERWISE}"));
    }
    hears_english(
        refused(Refusal::NoHours, next()),
        "I cannot book appointments by phone. Would you like to leave a message?",
    );
}

#[test]
fn free_starts() {
    let three = [
        "2026-12-01 11:30",
        "2026-12-01 12:00",
        "2026-12-01 12:30",
        "2026-12-01 13:00",
    ];
    hears_english(
        Saying::Free(three.map(slot).to_vec()),
        "I can offer Tuesday 1 December at 11 30 in the morning, noon or 12 30 in the afternoon. \
         Which would you prefer?",
    );
    let nothing = format!("I have nothing free then. {OTHERWISE}");
    hears_english(Saying::Free(vec![]), &nothing);
    hears_english(Saying::NothingFree { free: vec![] }, &nothing);
    hears_english(
        Saying::NothingFree {
            free: vec![december()],
        },
        "I have nothing free then. I can offer Tuesday 1 December at 9 in the morning. \
         Would that suit you?",
    );
    hears_english(
        Saying::ClosedThen {
            free: vec![december()],
        },
        "We are closed then. I can offer Tuesday 1 December at 9 in the morning. \
         Would that suit you?",
    );
}

#[test]
fn questions_about_day_and_time() {
    hears_english(
        Saying::WhichDate(date("2026-04-03"), date("2027-03-04")),
        "Do you mean Friday 3 April or Thursday 4 March 2027?",
    );
    hears_english(
        Saying::WhichTime(time("02:00"), time("14:00")),
        "Do you mean 2 in the morning or 2 in the afternoon?",
    );
    hears_english(
        Saying::InThePast {
            asked: date("2025-12-01"),
            today: today(),
        },
        "Monday 1 December 2025 has passed, today is Tuesday 3 March. Which day would you like?",
    );
    hears_english(
        Saying::InThePast {
            asked: today(),
            today: today(),
        },
        "Today is Tuesday 3 March and that time has passed. Which time would you like?",
    );
    hears_english(
        Saying::WeekdayMismatch {
            date: date("2026-12-01"),
        },
        "1 December is a Tuesday. Is that the day you want?",
    );
    hears_english(
        Saying::DateUnclear { today: today() },
        "I did not catch the day. Today is Tuesday 3 March, which day would you like?",
    );
    hears_english(
        Saying::TimeUnclear,
        "I did not catch the time. Which time would you like?",
    );
    hears_english(Saying::AskPhone, "Which phone number can we reach you on?");
}
