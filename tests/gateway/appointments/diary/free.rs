//! What is free on paper, what is held for whom, and what the staff write.

use super::{
    paper::{Hold, Paper},
    steps::Call,
    world::{Appointment, DAY, SERVICES, Service, State, busy, hours, overlap},
};

impl Paper {
    pub fn first_free(
        &self,
        call: Call,
        starts: impl Iterator<Item = i64>,
        service: usize,
        moving: Option<usize>,
    ) -> Vec<i64> {
        let service = &SERVICES[service];
        let free = |start: &i64| {
            !self
                .free(call, *start, service, service.by, moving)
                .is_empty()
        };
        let mut free: Vec<i64> = starts.filter(free).take(3).collect();
        free.sort_unstable();
        free
    }

    /// Whether nobody has that start, so that only holds can keep it from a caller.
    pub fn only_held(&self, start: i64, service: usize, moving: Option<usize>) -> bool {
        let service = &SERVICES[service];
        let mut open = self.open_for(start, service, service.by).into_iter();
        open.any(|resource| self.is_unbooked(resource, busy(start, service), moving))
    }

    /// The resources that could take a start, in order of preference.
    pub fn free(
        &self,
        call: Call,
        start: i64,
        service: &Service,
        by: &[usize],
        moving: Option<usize>,
    ) -> Vec<usize> {
        let busy = busy(start, service);
        let held = |resource: usize| {
            self.holds.iter().any(|hold| {
                hold.resource == resource
                    && hold.expires > self.now
                    && hold.call.0 != call.0
                    && overlap(hold.busy, busy)
            })
        };
        let open = self.open_for(start, service, by).into_iter();
        open.filter(|resource| self.is_unbooked(*resource, busy, moving) && !held(*resource))
            .collect()
    }

    pub fn open_for(&self, start: i64, service: &Service, by: &[usize]) -> Vec<usize> {
        let (day, minute) = (start / DAY, start % DAY);
        let open = |resource: &usize| {
            let mut ranges = hours(*resource, day % 7).iter();
            ranges.any(|(from, until)| *from <= minute && minute + service.minutes <= *until)
        };
        let by = by.iter().copied();
        by.filter(|resource| !self.closed.contains(&day) && open(resource))
            .collect()
    }

    pub fn is_unbooked(&self, resource: usize, busy: (i64, i64), except: Option<usize>) -> bool {
        let mut all = self.appointments.iter().enumerate();
        !all.any(|(id, it)| {
            it.state == State::Live
                && it.resource == resource
                && Some(id) != except
                && overlap(it.busy(), busy)
        })
    }

    /// Holds each start on the first resource that is free for it.
    pub fn offer(&mut self, call: Call, starts: &[i64], service: usize, moving: Option<usize>) {
        if starts.is_empty() {
            return;
        }
        let service = &SERVICES[service];
        for hold in self.holds.iter_mut().filter(|hold| hold.call.0 == call.0) {
            hold.expires = hold.expires.min(self.now);
        }
        for start in starts.iter().filter(|_| !self.ended.contains(&call)) {
            let resource = self.free(call, *start, service, service.by, moving)[0];
            let busy = busy(*start, service);
            let own = |hold: &&Hold| {
                hold.call.0 == call.0 && hold.resource == resource && hold.busy.0 == busy.0
            };
            let earlier = self.holds.iter().filter(own).map(|hold| hold.since).min();
            let since = earlier.unwrap_or(self.now);
            let expires = (self.now + 90).min(since + 300);
            let same = self
                .holds
                .iter()
                .position(|hold| own(&hold) && hold.call == call);
            if since + 300 <= self.now {
            } else if let Some(same) = same {
                self.holds[same].busy = busy;
                self.holds[same].expires = expires;
            } else {
                self.holds.push(Hold {
                    call,
                    resource,
                    busy,
                    since,
                    expires,
                });
            }
        }
    }

    pub fn release(&mut self, call: Call) {
        self.holds.retain(|hold| hold.call.0 != call.0);
    }

    pub fn end(&mut self, call: Call) {
        let now = self.now;
        self.holds
            .retain(|hold| hold.call != call && hold.since >= now - 600);
        self.ended.insert(call);
    }

    pub fn close(&mut self, day: i64) {
        self.closed.insert(day);
    }

    /// What staff write by hand; false when it would overlap.
    pub fn write(&mut self, row: Appointment) -> bool {
        let fits = self.is_unbooked(row.resource, row.busy(), None);
        if fits {
            self.appointments.push(row);
        }
        fits
    }

    /// Staff move the row `id`; false when it would overlap.
    pub fn rewrite(&mut self, id: usize, start: i64, resource: usize) -> bool {
        let row = Appointment {
            start,
            resource,
            ..self.appointments[id]
        };
        let fits = self.is_unbooked(resource, row.busy(), Some(id));
        if fits {
            self.appointments[id] = row;
        }
        fits
    }
}
