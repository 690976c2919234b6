//! The tools against a diary on paper: whatever callers and staff do, both come to the same.

mod free;
mod paper;
mod steps;
mod world;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Caller, at, booking, slots, starts};
use crate::app::{MONDAY, TestApp};
use paper::{Paper, Told};
use steps::{CALLERS, CALLS, Call, Step, a_step};
use world::{Appointment, DAY, RESOURCES, SERVICES, State};

/// `2026-10-06 10:00`.
fn written(start: i64) -> String {
    format!(
        "{} {:02}:{:02}",
        date(start / DAY),
        start % DAY / 60,
        start % 60
    )
}

fn date(day: i64) -> String {
    format!("2026-10-{:02}", 5 + day)
}

fn number(who: usize) -> String {
    format!("+3361111111{who}")
}

/// Both diaries, and a line for every call.
struct Both {
    app: TestApp,
    calls: Vec<Caller>,
    paper: Paper,
    last: Option<Step>,
}

impl Both {
    fn new() -> Self {
        let app = TestApp::new();
        app.db.execute(
            "INSERT INTO resources (tenant_id, id, name, position)
               VALUES ('tenant_demo_001', 'zoe', 'Zoé', 1);
             INSERT INTO opening_hours (id, tenant_id, resource_id, weekday, opens, closes)
               SELECT 'zoe' || value, 'tenant_demo_001', 'zoe', value, '10:00', '16:00'
               FROM json_each('[2, 3, 4]');
             INSERT INTO service_resources VALUES ('tenant_demo_001', 'estimation', 'zoe');
             UPDATE services SET buffer_after_minutes = 15 WHERE id = 'signature';
             UPDATE services SET buffer_before_minutes = 15, buffer_after_minutes = 15
               WHERE id = 'estimation'",
        );
        let calls = (0..CALLERS).flat_map(|who| (0..CALLS).map(move |which| (who, which)));
        let calls = calls
            .map(|(who, which)| Caller::from(&app, &format!("c{who}{which}"), &number(who)))
            .collect();
        Self {
            app,
            calls,
            paper: Paper::default(),
            last: None,
        }
    }

    fn call(&self, call: Call) -> &Caller {
        &self.calls[call.0 * CALLS + call.1]
    }

    /// Does a step in both and compares; the answer, for the message.
    async fn step(&mut self, step: &Step) -> Value {
        match step {
            asked if asked.is_asked() => {
                self.last = Some(asked.clone());
                self.asked(asked).await
            }
            Step::Again => match self.last.clone() {
                Some(last) => self.asked(&last).await,
                None => Value::Null,
            },
            Step::End(call) => {
                let body = self
                    .call(*call)
                    .call
                    .message("end-of-call-report", json!({}));
                assert_eq!(self.app.post(&body).await.status(), 200);
                self.paper.end(*call);
                Value::Null
            }
            Step::Wait(seconds) => {
                self.paper.now += seconds;
                let now: DateTime<Utc> = MONDAY.parse().unwrap();
                let now = now + TimeDelta::seconds(self.paper.now);
                self.app.set_clock(&now.to_rfc3339());
                Value::Null
            }
            staff => self.by_staff(staff),
        }
    }

    async fn asked(&mut self, step: &Step) -> Value {
        let answer = self.by_phone(step).await;
        let expected = self.paper.answer(step);
        let told = expected.start.map_or("- -".to_owned(), written);
        let list: Vec<String> = expected.list.iter().copied().map(written).collect();
        let given = [slots(&answer), starts(&answer, "appointments")].concat();
        let held = answer["say"]
            .as_str()
            .unwrap()
            .contains("en cours de réservation");
        let found = (answer["status"].as_str().unwrap(), at(&answer), given, held);
        let Told { status, held, .. } = expected;
        assert_eq!(found, (status, told, list, held), "{answer}");
        answer
    }

    /// The same step by phone.
    async fn by_phone(&self, step: &Step) -> Value {
        let caller = self.call(step.call());
        let when = |start: i64| {
            let written = written(start);
            let (date, time) = written.split_once(' ').unwrap();
            (date.to_owned(), time.to_owned())
        };
        let on = |day: Option<i64>| day.map_or(json!({}), |day| json!({"date": date(day)}));
        let (tool, wish) = match *step {
            Step::Book {
                start,
                service,
                in_addition,
                ..
            } => {
                let (date, time) = when(start);
                let mut wish = booking(&date, &time);
                wish["service"] = SERVICES[service].id.into();
                wish["in_addition"] = in_addition.into();
                ("book_appointment", wish)
            }
            Step::Cancel { day, .. } => ("cancel_appointment", on(day)),
            Step::Move { day, start, .. } => {
                let (date, time) = when(start);
                let mut wish = on(day);
                wish["new_date"] = date.into();
                wish["new_time"] = time.into();
                ("reschedule_appointment", wish)
            }
            Step::Find { day, .. } => ("find_appointments", on(day)),
            Step::Check { start, service, .. } => {
                let (date, time) = when(start);
                let wish = json!({"date": date, "time": time, "service": SERVICES[service].id});
                ("check_availability", wish)
            }
            Step::CheckDay { day, service, .. } => {
                let wish = json!({"date": date(day), "service": SERVICES[service].id});
                ("check_availability", wish)
            }
            _ => unreachable!("not by phone: {step:?}"),
        };
        caller.ask(tool, wish).await
    }

    /// The same step as staff write it; the database takes it exactly when the paper does.
    fn by_staff(&mut self, step: &Step) -> Value {
        let live = self.paper.live();
        let (sql, fits) = match *step {
            Step::StaffBook {
                start,
                service,
                resource,
                who,
            } => {
                let row = Appointment {
                    start,
                    service,
                    resource,
                    who,
                    state: State::Live,
                };
                let id = self.paper.appointments.len();
                (insert(&row, id), self.paper.write(row))
            }
            Step::StaffCancel(which) if !live.is_empty() => {
                let id = live[which % live.len()];
                self.paper.appointments[id].state = State::Cancelled;
                (self.update(id, "status = 'cancelled'"), true)
            }
            Step::StaffMove {
                which,
                start,
                resource,
            } if !live.is_empty() => {
                let id = live[which % live.len()];
                let (when, resource_id) = (written(start), RESOURCES[resource]);
                let (date, time) = when.split_once(' ').unwrap();
                let set = format!(
                    "rdv_date = '{date}', rdv_time = '{time}', resource_id = '{resource_id}'"
                );
                (
                    self.update(id, &set),
                    self.paper.rewrite(id, start, resource),
                )
            }
            Step::StaffClose(day) => {
                self.paper.close(day);
                let day = date(day);
                let sql = format!(
                    "INSERT INTO closures (id, tenant_id, from_date, until_date)
                     VALUES ('{day}', 'tenant_demo_001', '{day}', '{day}') ON CONFLICT DO NOTHING"
                );
                (sql, true)
            }
            _ => return Value::Null,
        };
        let done = self.app.db.try_execute(&sql);
        let expected = if fits {
            Ok(())
        } else {
            Err("appointment_overlap".to_owned())
        };
        assert_eq!(done, expected, "{sql}");
        Value::Null
    }

    /// Changes the row that paper counts as `id`: the live one at its start on its resource.
    fn update(&self, id: usize, set: &str) -> String {
        let row = self.paper.appointments[id];
        let start = written(row.start);
        format!(
            "UPDATE rendez_vous SET {set} WHERE status = 'confirmed'
               AND rdv_date || ' ' || rdv_time = '{start}' AND resource_id = '{}'",
            RESOURCES[row.resource]
        )
    }

    /// The tables hold what the paper does: who comes when and where, and what is held for whom.
    fn compare(&self) {
        let mut live: Vec<String> = self
            .paper
            .live()
            .into_iter()
            .map(|id| self.line(id))
            .collect();
        live.sort_unstable();
        let rows =
            "SELECT rdv_date || ' ' || rdv_time || ' ' || resource_id || ' ' || rdv_type || ' '
             || coalesce(caller_number, customer_phone, '-') AS line FROM rendez_vous
           WHERE status = 'confirmed' ORDER BY 1";
        assert_eq!(self.lines(rows), live);
        let holds = self
            .paper
            .holds
            .iter()
            .filter(|hold| hold.expires > self.paper.now);
        let mut holds: Vec<String> = holds
            .map(|hold| {
                let (who, resource) = (number(hold.call.0), RESOURCES[hold.resource]);
                format!("{who} {resource} {} {}", hold.busy.0, hold.busy.1)
            })
            .collect();
        holds.sort_unstable();
        let start: DateTime<Utc> = MONDAY.parse().unwrap();
        // Midnight in Paris, ten hours before, in UTC minutes since 1970.
        let monday = start.timestamp() / 60 - 600;
        let now = (start + TimeDelta::seconds(self.paper.now)).format("%Y-%m-%dT%H:%M:%S.000Z");
        let rows = format!(
            "SELECT caller_number || ' ' || resource_id || ' ' || (busy_from - {monday}) || ' '
               || (busy_until - {monday}) AS line
             FROM slot_holds WHERE expires_at > '{now}' ORDER BY 1"
        );
        assert_eq!(self.lines(&rows), holds);
    }

    fn line(&self, id: usize) -> String {
        let row = self.paper.appointments[id];
        let who = row.who.map_or("-".to_owned(), number);
        let (resource, service) = (RESOURCES[row.resource], SERVICES[row.service].id);
        format!("{} {resource} {service} {who}", written(row.start))
    }

    fn lines(&self, sql: &str) -> Vec<String> {
        let rows = self.app.db.query(sql);
        let line = |row: &coccinelle_gateway::db::Row| row["line"].as_str().unwrap().to_owned();
        rows.iter().map(line).collect()
    }
}

/// A row as staff write it.
fn insert(row: &Appointment, id: usize) -> String {
    let service = &SERVICES[row.service];
    let when = written(row.start);
    let (date, time) = when.split_once(' ').unwrap();
    let phone = row
        .who
        .map_or("NULL".to_owned(), |who| format!("'{}'", number(who)));
    format!(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, rdv_date, rdv_time,
           rdv_type, rdv_duration_minutes, buffer_before_minutes, buffer_after_minutes, resource_id,
           utc_offset_minutes, created_by)
         VALUES ('staff-{id}', 'tenant_demo_001', 'X', {phone}, '{date}', '{time}', '{}', {}, {}, {},
           '{}', 120, 'manual')",
        service.id, service.minutes, service.before, service.after, RESOURCES[row.resource]
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tools_and_a_paper_diary_agree(steps in prop::collection::vec(a_step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut both = Both::new();
            for step in &steps {
                both.step(step).await;
                both.compare();
            }
        });
    }
}
