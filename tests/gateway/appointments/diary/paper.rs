//! The diary on paper: what the tools and the staff should come to, in plain loops over lists.
//!
//! Starts are minutes since Monday 5 October 2026, midnight; the clock counts seconds.

use std::collections::BTreeSet;

use super::{
    steps::{Call, Step},
    world::{Appointment, DAY, SERVICES, State, overlap},
};

pub struct Hold {
    pub call: Call,
    pub resource: usize,
    pub busy: (i64, i64),
    pub since: i64,
    pub expires: i64,
}

/// What a call did, for its repeats: the wish and the row that came of it.
#[derive(Clone, Copy, PartialEq)]
enum Did {
    Booked {
        start: i64,
        service: usize,
        in_addition: bool,
    },
    Cancelled {
        day: Option<i64>,
    },
    Moved {
        day: Option<i64>,
        to: i64,
    },
}

/// What an answer comes to: its status, the start it tells, the starts it offers or lists, and
/// whether it says that others are just booking what was wanted.
#[derive(Debug, PartialEq)]
pub struct Told {
    pub status: &'static str,
    pub start: Option<i64>,
    pub list: Vec<i64>,
    pub held: bool,
}

impl Told {
    fn at(status: &'static str, start: i64) -> Self {
        Self {
            status,
            start: Some(start),
            list: vec![],
            held: false,
        }
    }

    fn list(status: &'static str, list: Vec<i64>) -> Self {
        Self {
            status,
            start: None,
            list,
            held: false,
        }
    }
}

#[derive(Default)]
pub struct Paper {
    pub now: i64,
    pub appointments: Vec<Appointment>,
    pub holds: Vec<Hold>,
    pub closed: BTreeSet<i64>,
    pub ended: BTreeSet<Call>,
    done: Vec<(Call, Did, usize)>,
}

impl Paper {
    /// A question by phone; every one renews what its call holds.
    pub fn answer(&mut self, step: &Step) -> Told {
        let call = step.call();
        for hold in &mut self.holds {
            if hold.call == call && hold.expires > self.now {
                hold.expires = (self.now + 90).min(hold.since + 300);
            }
        }
        match *step {
            Step::Book {
                start,
                service,
                in_addition,
                ..
            } => self.book(call, start, service, in_addition),
            Step::Cancel { day, .. } => self.cancel(call, day),
            Step::Move { day, start, .. } => self.move_one(call, day, start),
            Step::Find { day, .. } => match self.own(call.0, day) {
                own if own.is_empty() => Told::list("not_found", vec![]),
                own => Told::list("found", self.starts(&own)),
            },
            Step::Check { start, service, .. } => self.check(call, start, service),
            Step::CheckDay { day, service, .. } => self.check_day(call, day, service),
            _ => unreachable!("not by phone: {step:?}"),
        }
    }

    fn book(&mut self, call: Call, start: i64, service: usize, in_addition: bool) -> Told {
        let did = Did::Booked {
            start,
            service,
            in_addition,
        };
        let stands = |it: &Appointment| it.state == State::Live && it.start == start;
        if self.did(call, did, stands).is_some() {
            return Told::at("booked", start);
        }
        let free = self.free(call, start, &SERVICES[service], SERVICES[service].by, None);
        let own = self.own(call.0, None);
        let mut there = own.iter().map(|id| self.appointments[*id]);
        let wanted = (start, start + SERVICES[service].minutes);
        let there =
            there.find(|it| overlap((it.start, it.start + SERVICES[it.service].minutes), wanted));
        if let Some(there) = there.filter(|_| !in_addition || free.is_empty()) {
            return Told::at("already_booked", there.start);
        }
        let mut same = own.iter().map(|id| self.appointments[*id]);
        let same = same.find(|it| it.service == service);
        let opens = !self
            .open_for(start, &SERVICES[service], SERVICES[service].by)
            .is_empty();
        if let Some(same) = same.filter(|_| !in_addition && opens) {
            return Told::at("existing_appointment", same.start);
        }
        let Some(resource) = free.first() else {
            return self.refuse(call, start, service, None);
        };
        let (resource, who) = (*resource, Some(call.0));
        let state = State::Live;
        self.appointments.push(Appointment {
            start,
            service,
            resource,
            who,
            state,
        });
        self.done.push((call, did, self.appointments.len() - 1));
        self.release(call);
        Told::at("booked", start)
    }

    fn cancel(&mut self, call: Call, day: Option<i64>) -> Told {
        let did = Did::Cancelled { day };
        match self.own(call.0, day)[..] {
            [] => {
                let cancelled = |it: &Appointment| it.state == State::Cancelled;
                match self.did(call, did, cancelled) {
                    Some(id) => Told::at("cancelled", self.appointments[id].start),
                    None => Told::list("not_found", vec![]),
                }
            }
            [id] => {
                self.appointments[id].state = State::Cancelled;
                self.done.push((call, did, id));
                Told::at("cancelled", self.appointments[id].start)
            }
            ref several => Told::list("clarify", self.starts(several)),
        }
    }

    fn move_one(&mut self, call: Call, day: Option<i64>, to: i64) -> Told {
        let did = Did::Moved { day, to };
        let stands = |it: &Appointment| it.state == State::Live && it.start == to;
        if self.did(call, did, stands).is_some() {
            return Told::at("rescheduled", to);
        }
        let id = match self.own(call.0, day)[..] {
            [] => return Told::list("not_found", vec![]),
            [id] => id,
            ref several => return Told::list("clarify", self.starts(several)),
        };
        let old = self.appointments[id];
        if old.start == to {
            return Told::at("already_booked", to);
        }
        let service = &SERVICES[old.service];
        let free = self.free(call, to, service, service.by, Some(id));
        let stays = free.iter().find(|resource| **resource == old.resource);
        let Some(resource) = stays.or(free.first()) else {
            return self.refuse(call, to, old.service, Some(id));
        };
        let new = Appointment {
            start: to,
            resource: *resource,
            ..old
        };
        self.appointments[id].state = State::Moved;
        self.appointments.push(new);
        self.done.push((call, did, self.appointments.len() - 1));
        self.release(call);
        Told::at("rescheduled", to)
    }

    fn check(&mut self, call: Call, start: i64, service: usize) -> Told {
        let resources = SERVICES[service].by;
        if self
            .free(call, start, &SERVICES[service], resources, None)
            .is_empty()
        {
            return self.refuse(call, start, service, None);
        }
        self.offer(call, &[start], service, None);
        Told::list("available", vec![start])
    }

    fn check_day(&mut self, call: Call, day: i64, service: usize) -> Told {
        let starts = || (day * DAY..(day + 1) * DAY).step_by(30);
        let free = self.first_free(call, starts(), service, None);
        if !free.is_empty() {
            self.offer(call, &free, service, None);
            return Told::list("available", free);
        }
        let held = starts().any(|start| self.only_held(start, service, None));
        let others = self.first_free(
            call,
            (day * DAY..(day + 30) * DAY).step_by(30),
            service,
            None,
        );
        self.offer(call, &others, service, None);
        let status = if self.closed.contains(&day) {
            "closed"
        } else {
            "unavailable"
        };
        Told {
            held,
            ..Told::list(status, others)
        }
    }

    /// The three nearest free starts of that day, then of the days after; not where it is now.
    fn refuse(&mut self, call: Call, wanted: i64, service: usize, moving: Option<usize>) -> Told {
        let day = wanted / DAY * DAY;
        let mut same: Vec<i64> = (day..day + DAY).step_by(30).collect();
        same.sort_by_key(|start| ((start - wanted).abs(), *start));
        let now = moving.map(|id| self.appointments[id].start);
        let others = same
            .into_iter()
            .chain((day + DAY..day + 30 * DAY).step_by(30));
        let others = others.filter(|start| *start != wanted && Some(*start) != now);
        let free = self.first_free(call, others, service, moving);
        let held = self.only_held(wanted, service, moving);
        self.offer(call, &free, service, moving);
        let status = if self.closed.contains(&(wanted / DAY)) {
            "closed"
        } else {
            "unavailable"
        };
        Told {
            held,
            ..Told::list(status, free)
        }
    }

    /// The live rows, in the order they were made.
    pub fn live(&self) -> Vec<usize> {
        let ids = 0..self.appointments.len();
        ids.filter(|id| self.appointments[*id].state == State::Live)
            .collect()
    }

    /// The live appointments of a caller in order of time, of one day or of all.
    fn own(&self, who: usize, day: Option<i64>) -> Vec<usize> {
        let mut own = self.live();
        own.retain(|id| {
            let it = &self.appointments[*id];
            it.who == Some(who) && day.is_none_or(|day| it.start / DAY == day)
        });
        own.sort_by_key(|id| self.appointments[*id].start);
        own
    }

    fn starts(&self, ids: &[usize]) -> Vec<i64> {
        let ids = ids.iter().take(6);
        ids.map(|id| self.appointments[*id].start).collect()
    }

    /// The row of an earlier wish of that call that still is what was said.
    fn did(&self, call: Call, did: Did, stands: impl Fn(&Appointment) -> bool) -> Option<usize> {
        let mut done = self.done.iter().rev();
        let same = |it: &&(Call, Did, usize)| {
            it.0 == call && it.1 == did && stands(&self.appointments[it.2])
        };
        done.find(same).map(|(_, _, id)| *id)
    }
}
