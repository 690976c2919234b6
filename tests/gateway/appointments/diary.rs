//! The tools against a diary on paper: whatever three callers do, both come to the same.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Caller, and, at, booking, slots, starts};
use crate::app::TestApp;

/// Minutes a visit takes, and between two starts.
const VISIT: i64 = 60;
const GRID: i64 = 30;
const DAY: i64 = 24 * 60;

#[derive(Clone, Debug)]
enum Step {
    Book {
        who: usize,
        start: i64,
        in_addition: bool,
    },
    Cancel {
        who: usize,
        day: Option<i64>,
    },
    Move {
        who: usize,
        day: Option<i64>,
        start: i64,
    },
    Check {
        start: i64,
    },
}

/// Minutes since Monday 5 October; Tuesday to Thursday, from nine to half past five.
fn a_start() -> impl Strategy<Value = i64> {
    (1..=3_i64, 18..=35_i64).prop_map(|(day, half_hour)| day * DAY + half_hour * GRID)
}

fn a_day() -> impl Strategy<Value = Option<i64>> {
    proptest::option::of(1..=3_i64)
}

fn a_step() -> impl Strategy<Value = Step> {
    let who = 0..3_usize;
    prop_oneof![
        4 => (who.clone(), a_start(), any::<bool>())
            .prop_map(|(who, start, in_addition)| Step::Book { who, start, in_addition }),
        1 => (who.clone(), a_day()).prop_map(|(who, day)| Step::Cancel { who, day }),
        2 => (who, a_day(), a_start()).prop_map(|(who, day, start)| Step::Move { who, day, start }),
        1 => a_start().prop_map(|start| Step::Check { start }),
    ]
}

/// Who comes when, in order of time.
#[derive(Default)]
struct Paper(Vec<(i64, usize)>);

/// What an answer comes to: its status, the start it tells, the starts it offers or lists.
type Told = (&'static str, Option<i64>, Vec<i64>);

impl Paper {
    fn step(&mut self, step: &Step) -> Told {
        match *step {
            Step::Book {
                who,
                start,
                in_addition,
            } => self.book(who, start, in_addition),
            Step::Cancel { who, day } => match self.own(who, day)[..] {
                [] => ("not_found", None, vec![]),
                [start] => {
                    self.remove(start);
                    ("cancelled", Some(start), vec![])
                }
                ref several => ("clarify", None, several.to_vec()),
            },
            Step::Move { who, day, start } => match self.own(who, day)[..] {
                [] => ("not_found", None, vec![]),
                [from] => self.move_to(who, from, start),
                ref several => ("clarify", None, several.to_vec()),
            },
            Step::Check { start } if self.is_free(start, None) => ("available", None, vec![start]),
            Step::Check { start } => ("unavailable", None, self.nearest(start, None)),
        }
    }

    fn book(&mut self, who: usize, start: i64, in_addition: bool) -> Told {
        let own = self.own(who, None);
        let there = own.iter().find(|own| (*own - start).abs() < VISIT);
        if let Some(there) = there {
            ("already_booked", Some(*there), vec![])
        } else if !in_addition && opens(start) && !own.is_empty() {
            ("existing_appointment", Some(own[0]), vec![])
        } else if self.is_free(start, None) {
            self.add(who, start);
            ("booked", Some(start), vec![])
        } else {
            ("unavailable", None, self.nearest(start, None))
        }
    }

    fn move_to(&mut self, who: usize, from: i64, start: i64) -> Told {
        if from == start {
            ("already_booked", Some(start), vec![])
        } else if self.is_free(start, Some(from)) {
            self.remove(from);
            self.add(who, start);
            ("rescheduled", Some(start), vec![])
        } else {
            ("unavailable", None, self.nearest(start, Some(from)))
        }
    }

    fn add(&mut self, who: usize, start: i64) {
        self.0.push((start, who));
        self.0.sort_unstable();
    }

    fn remove(&mut self, start: i64) {
        self.0.retain(|(other, _)| *other != start);
    }

    fn own(&self, who: usize, day: Option<i64>) -> Vec<i64> {
        let own = self.0.iter().filter(|(_, whose)| *whose == who);
        own.map(|(start, _)| *start)
            .filter(|start| day.is_none_or(|day| start / DAY == day))
            .collect()
    }

    fn is_free(&self, start: i64, except: Option<i64>) -> bool {
        let mut others = self.0.iter().filter(|(other, _)| Some(*other) != except);
        opens(start) && others.all(|(other, _)| (other - start).abs() >= VISIT)
    }

    /// The three nearest free starts of that day, then of the days after; not where it is now.
    fn nearest(&self, wanted: i64, moving: Option<i64>) -> Vec<i64> {
        let day = wanted / DAY * DAY;
        let mut same: Vec<i64> = (day..day + DAY).step_by(30).collect();
        same.sort_by_key(|start| ((start - wanted).abs(), *start));
        let later = (day + DAY..day + 9 * DAY).step_by(30);
        let mut free: Vec<i64> = same
            .into_iter()
            .chain(later)
            .filter(|start| *start != wanted && Some(*start) != moving)
            .filter(|start| self.is_free(*start, moving))
            .take(3)
            .collect();
        free.sort_unstable();
        free
    }
}

/// Weekdays, 9:00-12:30 and 13:30-18:00, long enough for a visit.
fn opens(start: i64) -> bool {
    let minute = start % DAY;
    (start / DAY) % 7 < 5 && ((540..=690).contains(&minute) || (810..=1020).contains(&minute))
}

/// `2026-10-06 10:00`.
fn written(start: i64) -> String {
    format!(
        "2026-10-{:02} {:02}:{:02}",
        5 + start / DAY,
        start % DAY / 60,
        start % 60
    )
}

fn date(day: i64) -> String {
    format!("2026-10-{:02}", 5 + day)
}

/// The same step by phone, in a call of its own.
async fn by_phone(app: &TestApp, index: usize, step: &Step) -> Value {
    let caller = |who: usize| Caller::from(app, &format!("c{index}"), &format!("+3361111111{who}"));
    let when = |start: i64| {
        let written = written(start);
        let (date, time) = written.split_once(' ').unwrap();
        (date.to_owned(), time.to_owned())
    };
    let on = |day: Option<i64>| day.map_or(json!({}), |day| json!({"date": date(day)}));
    match *step {
        Step::Book {
            who,
            start,
            in_addition,
        } => {
            let (date, time) = when(start);
            let wish = and(booking(&date, &time), json!({"in_addition": in_addition}));
            caller(who).ask("book_appointment", wish).await
        }
        Step::Cancel { who, day } => caller(who).ask("cancel_appointment", on(day)).await,
        Step::Move { who, day, start } => {
            let (date, time) = when(start);
            let wish = and(on(day), json!({"new_date": date, "new_time": time}));
            caller(who).ask("reschedule_appointment", wish).await
        }
        Step::Check { start } => {
            let (date, time) = when(start);
            let wish = json!({"date": date, "time": time});
            caller(0).ask("check_availability", wish).await
        }
    }
}

async fn both(steps: &[Step]) {
    let app = TestApp::new();
    let mut paper = Paper::default();
    for (index, step) in steps.iter().enumerate() {
        let (status, told, list) = paper.step(step);
        let answer = by_phone(&app, index, step).await;
        let context = format!("step {index} of {steps:?}: {answer}");
        assert_eq!(answer["status"], status, "{context}");
        let told = told.map_or("- -".to_owned(), written);
        assert_eq!(at(&answer), told, "{context}");
        let list: Vec<String> = list.into_iter().map(written).collect();
        let given = [slots(&answer), starts(&answer, "appointments")].concat();
        assert_eq!(given, list, "{context}");
        let live: Vec<String> = paper
            .0
            .iter()
            .map(|(start, who)| format!("{} +3361111111{who}", written(*start)))
            .collect();
        let rows = app.db.query(
            "SELECT rdv_date || ' ' || rdv_time || ' ' || caller_number AS line FROM rendez_vous \
             WHERE status = 'confirmed' ORDER BY 1",
        );
        let rows: Vec<&str> = rows
            .iter()
            .map(|row| row["line"].as_str().unwrap())
            .collect();
        assert_eq!(rows, live, "{context}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tools_and_a_paper_diary_agree(steps in prop::collection::vec(a_step(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(both(&steps));
    }
}
