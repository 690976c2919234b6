//! What both diaries are about: services, who can do them, hours; appointments and their time.

pub const DAY: i64 = 24 * 60;

pub struct Service {
    pub id: &'static str,
    pub minutes: i64,
    pub before: i64,
    pub after: i64,
    /// Resources that can do it.
    pub by: &'static [usize],
}

pub const SERVICES: [Service; 3] = [
    Service {
        id: "visite",
        minutes: 60,
        before: 0,
        after: 0,
        by: &[0, 1],
    },
    Service {
        id: "signature",
        minutes: 30,
        before: 0,
        after: 15,
        by: &[0, 1],
    },
    Service {
        id: "estimation",
        minutes: 60,
        before: 15,
        after: 15,
        by: &[1],
    },
];

pub const RESOURCES: [&str; 2] = ["default", "zoe"];

/// Opening ranges of a resource on a day of the week, Monday 0.
pub fn hours(resource: usize, weekday: i64) -> &'static [(i64, i64)] {
    match (resource, weekday) {
        (0, 0..=4) => &[(540, 750), (810, 1080)],
        (1, 1..=3) => &[(600, 960)],
        _ => &[],
    }
}

#[derive(Clone, Copy, PartialEq)]
pub enum State {
    Live,
    Cancelled,
    Moved,
}

#[derive(Clone, Copy)]
pub struct Appointment {
    pub start: i64,
    pub service: usize,
    pub resource: usize,
    pub who: Option<usize>,
    pub state: State,
}

impl Appointment {
    /// What it takes up, buffers included.
    pub fn busy(&self) -> (i64, i64) {
        busy(self.start, &SERVICES[self.service])
    }
}

pub fn busy(start: i64, service: &Service) -> (i64, i64) {
    (
        start - service.before,
        start + service.minutes + service.after,
    )
}

pub fn overlap(one: (i64, i64), other: (i64, i64)) -> bool {
    one.0 < other.1 && other.0 < one.1
}
