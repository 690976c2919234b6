//! By when a ticket is to be answered and settled, in the tenant's opening time.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::{Priority, Support};
use crate::{calendar::Calendar, http::timestamp};

/// Both instants of one priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub first_response: DateTime<Utc>,
    pub resolution: DateTime<Utc>,
}

impl Support {
    /// Counted from `from` on.
    #[must_use]
    pub fn due(&self, priority: Priority, calendar: &Calendar, from: DateTime<Utc>) -> Due {
        let time = self.times.of(priority);
        Due {
            first_response: calendar.after_open_minutes(from, time.first_response),
            resolution: calendar.after_open_minutes(from, time.resolution),
        }
    }

    /// Those of every priority as SQL reads them:
    /// `{"urgent":{"first_response":"2026-…Z","resolution":"…"},…}`.
    #[must_use]
    pub fn dues(&self, calendar: &Calendar, from: DateTime<Utc>) -> Value {
        let of = |priority: Priority| {
            let due = self.due(priority, calendar, from);
            let entry = json!({
                "first_response": timestamp(due.first_response),
                "resolution": timestamp(due.resolution),
            });
            Some((json!(priority).as_str()?.to_owned(), entry))
        };
        let dues: Map<String, Value> = Priority::ALL.into_iter().filter_map(of).collect();
        Value::Object(dues)
    }
}
