//! What callers and staff do, at random.

use proptest::prelude::*;

use super::world::DAY;

/// Who calls, and in which of their calls.
pub type Call = (usize, usize);

pub const CALLERS: usize = 3;
pub const CALLS: usize = 2;

#[derive(Clone, Debug)]
pub enum Step {
    Book {
        call: Call,
        start: i64,
        service: usize,
        in_addition: bool,
    },
    Cancel {
        call: Call,
        day: Option<i64>,
    },
    Move {
        call: Call,
        day: Option<i64>,
        start: i64,
    },
    Find {
        call: Call,
        day: Option<i64>,
    },
    Check {
        call: Call,
        start: i64,
        service: usize,
    },
    CheckDay {
        call: Call,
        day: i64,
        service: usize,
    },
    /// The step before once more, under a new id.
    Again,
    /// Hangs up.
    End(Call),
    /// Seconds go by.
    Wait(i64),
    StaffBook {
        start: i64,
        service: usize,
        resource: usize,
        who: Option<usize>,
    },
    /// Which of the live appointments, counted round.
    StaffCancel(usize),
    StaffMove {
        which: usize,
        start: i64,
        resource: usize,
    },
    /// A day is closed; what is booked stays.
    StaffClose(i64),
}

impl Step {
    /// The call it is asked in.
    pub fn call(&self) -> Call {
        match self {
            Self::Book { call, .. }
            | Self::Cancel { call, .. }
            | Self::Move { call, .. }
            | Self::Find { call, .. }
            | Self::Check { call, .. }
            | Self::CheckDay { call, .. }
            | Self::End(call) => *call,
            _ => unreachable!("no call: {self:?}"),
        }
    }

    /// Whether it is a question by phone.
    pub fn is_asked(&self) -> bool {
        use Step::{Book, Cancel, Check, CheckDay, Find, Move};
        matches!(
            self,
            Book { .. }
                | Cancel { .. }
                | Move { .. }
                | Find { .. }
                | Check { .. }
                | CheckDay { .. }
        )
    }
}

fn a_call() -> impl Strategy<Value = Call> {
    (0..CALLERS, 0..CALLS)
}

/// Tuesday to Thursday, from nine to half past five.
fn a_start() -> impl Strategy<Value = i64> {
    (1..=3_i64, 18..=35_i64).prop_map(|(day, half_hour)| day * DAY + half_hour * 30)
}

/// A crowded morning: half of the wishes are for it.
fn a_wish() -> impl Strategy<Value = i64> {
    prop_oneof![
        a_start(),
        (20..=23_i64).prop_map(|half_hour| DAY + half_hour * 30)
    ]
}

fn a_day() -> impl Strategy<Value = Option<i64>> {
    proptest::option::of(1..=3_i64)
}

fn by_phone() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (a_call(), a_wish(), 0..3_usize, any::<bool>()).prop_map(
            |(call, start, service, in_addition)| Step::Book { call, start, service, in_addition }),
        1 => (a_call(), a_day()).prop_map(|(call, day)| Step::Cancel { call, day }),
        2 => (a_call(), a_day(), a_wish())
            .prop_map(|(call, day, start)| Step::Move { call, day, start }),
        1 => (a_call(), a_day()).prop_map(|(call, day)| Step::Find { call, day }),
        3 => (a_call(), a_wish(), 0..3_usize)
            .prop_map(|(call, start, service)| Step::Check { call, start, service }),
        2 => (a_call(), 1..=3_i64, 0..3_usize)
            .prop_map(|(call, day, service)| Step::CheckDay { call, day, service }),
    ]
}

fn by_staff() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (a_wish(), 0..3_usize, 0..2_usize, proptest::option::of(0..CALLERS)).prop_map(
            |(start, service, resource, who)| Step::StaffBook { start, service, resource, who }),
        2 => any::<usize>().prop_map(Step::StaffCancel),
        2 => (any::<usize>(), a_wish(), 0..2_usize)
            .prop_map(|(which, start, resource)| Step::StaffMove { which, start, resource }),
        1 => (1..=3_i64).prop_map(Step::StaffClose),
    ]
}

pub fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => by_phone(),
        2 => Just(Step::Again),
        1 => a_call().prop_map(Step::End),
        3 => (1..=140_i64).prop_map(Step::Wait),
        3 => by_staff(),
    ]
}
