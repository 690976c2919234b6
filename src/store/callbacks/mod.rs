//! The callback list: everybody who is owed a call, whichever part of the gateway found out.

pub mod desk;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::guard::Guard;
use crate::db::{Stmt, Value};

/// One [`Entry`] of tenant ?1, from the JSON parameter `$entry` at the time `$now`.
macro_rules! insert_entry {
    ($entry:literal, $now:literal, $when:expr) => {
        insert_entries!(concat!(
            "SELECT e->>'$.id', ?1, e->>'$.kind', e->>'$.source', e->>'$.reason', e->>'$.when_text', \
               e->>'$.due_date', e->>'$.due_time', e->>'$.due_at', e->>'$.urgent', e->>'$.name', e->>'$.phone', \
               e->>'$.phone_source', e->>'$.caller_number', e->>'$.prospect_id', \
               e->>'$.ticket_id', e->>'$.message_id', e->>'$.call_id', e->>'$.quote', ",
            $now,
            ", ",
            $now,
            " FROM (SELECT ",
            $entry,
            " AS e) WHERE ",
            $when
        ))
    };
}

/// What is owed: the `callbacks.kind` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody asked to be called.
    Callback,
    /// A prospect is to be called again.
    FollowUp,
    /// The assistant promised more than any tool has done.
    Promise,
    /// A tool call was still open when its call ended.
    Pending,
    /// A call ended before anybody could help.
    Missed,
    /// Nobody could take the call over.
    Transfer,
    /// A ticket is past its time.
    Ticket,
    /// A written message wants an answer.
    Message,
}

words! { Kind: Callback, FollowUp, Promise, Pending, Missed, Transfer, Ticket, Message }

/// Which part of the gateway put it there: the `callbacks.source` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Tool,
    /// What is found when a call has ended.
    Report,
    Transfer,
    Message,
    Job,
    Staff,
}

/// An entry of the list. Optional texts are kept as they come: whoever fills them cuts them.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The same for the same thing, e.g. `pending-<ledger id>`: it stands on the list once.
    pub id: String,
    pub kind: Kind,
    pub source: Source,
    pub reason: Option<String>,
    /// The caller's own words for the time.
    pub when_text: Option<String>,
    /// Local date and `HH:MM` that were promised, if any.
    pub due_date: Option<NaiveDate>,
    pub due_time: Option<String>,
    /// RFC 3339 in milliseconds, UTC: from when it waits to be done. Absent means at once.
    pub due_at: Option<String>,
    /// There is danger: before everything else.
    pub urgent: bool,
    pub name: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// `caller`, `model` or `staff`.
    pub phone_source: Option<&'static str>,
    /// The signalled number of the call.
    pub caller_number: Option<String>,
    pub prospect_id: Option<String>,
    pub ticket_id: Option<String>,
    /// `channel_messages_log.id`.
    pub message_id: Option<String>,
    /// `call_logs.id`.
    pub call_id: Option<String>,
    /// The words that the entry rests on, as they were said or written.
    pub quote: Option<String>,
}

impl Entry {
    /// An entry that says no more than what it is.
    #[must_use]
    pub fn new(id: String, kind: Kind, source: Source) -> Self {
        Self {
            id,
            kind,
            source,
            reason: None,
            when_text: None,
            due_date: None,
            due_time: None,
            due_at: None,
            urgent: false,
            name: None,
            phone: None,
            phone_source: None,
            caller_number: None,
            prospect_id: None,
            ticket_id: None,
            message_id: None,
            call_id: None,
            quote: None,
        }
    }

    /// Puts the entry on the tenant's list, for jobs and for what has no call.
    #[must_use]
    pub fn insert(&self, tenant_id: &str, now: &str) -> Stmt {
        Stmt::new(
            insert_entry!("?2", "?3", "1"),
            [tenant_id.into(), self.json(), now.into()],
        )
    }

    /// The same for a call, while the guard holds.
    #[must_use]
    pub fn insert_guarded(&self, guard: &Guard, now: &str) -> Stmt {
        Stmt {
            sql: insert_entry!("?6", "?7", guard!()),
            params: guard.with([self.json(), now.into()]),
        }
    }

    /// The same for what a check of a call's promises found, if that check was closed by `run`.
    /// Of a transfer that failed there may be an entry already.
    #[must_use]
    pub fn insert_if_checked(&self, tenant_id: &str, now: &str, run: &str) -> Stmt {
        Stmt::new(
            insert_entry!(
                "?2",
                "?3",
                "EXISTS (SELECT 1 FROM truth_checks k WHERE k.tenant_id = ?1 \
                   AND k.call_id = e->>'$.call_id' AND k.checked_by = ?4) \
                 AND NOT EXISTS (SELECT 1 FROM callbacks x WHERE x.tenant_id = ?1 \
                   AND x.call_id = e->>'$.call_id' AND x.kind = 'transfer' AND e->>'$.kind' = 'transfer')"
            ),
            [tenant_id.into(), self.json(), now.into(), run.into()],
        )
    }

    fn json(&self) -> Value {
        // A plain struct with string keys: serialization cannot fail.
        serde_json::to_string(self).map_or(Value::Null, Value::Text)
    }
}

/// The same wish in the same call, still open and untouched.
pub const REPLAY: &str = replay!("callbacks", "recorded", "r.status = 'due'");

/// Another reason told later joins the first one.
pub const ADD_REASON: &str = "UPDATE callbacks AS k SET (reason, updated_at) = ( \
       SELECT substr(coalesce(k.reason || ' / ', '') || (t.plan->>'$.reason'), 1, 1000), t.created_at \
       FROM tool_calls t WHERE t.id = ?1) \
     WHERE (k.tenant_id, k.id) = (SELECT t.tenant_id, t.effect_id FROM tool_calls t \
         WHERE t.id = ?1 AND t.status = 'replayed' AND t.dry = 0 AND t.plan->>'$.reason' IS NOT NULL) \
       AND instr(coalesce(k.reason, ''), (SELECT t.plan->>'$.reason' FROM tool_calls t WHERE t.id = ?1)) = 0";

pub const RECORD: &str = "UPDATE tool_calls AS t SET status = 'recorded', effect_id = t.plan->>'$.new_id', \
       facts = json_object('date', t.plan->>'$.date', 'time', t.plan->>'$.time', \
         'moved', t.plan->>'$.moved', 'urgent', t.plan->>'$.urgent') \
     WHERE t.id = ?1 AND t.status IS NULL";

/// The wish of a tool call. Where the batch had committed before, the plan is gone by now.
pub const INSERT: &str = insert_entries!(concat!(
    "SELECT t.effect_id, t.tenant_id, t.plan->>'$.kind', 'tool', t.plan->>'$.reason', \
       t.plan->>'$.when_text', t.plan->>'$.date', t.plan->>'$.time', t.plan->>'$.due_at', \
       t.plan->>'$.urgent', t.plan->>'$.name', t.plan->>'$.phone', t.plan->>'$.phone_source', t.plan->>'$.caller', \
       ",
    prospect_of_call!(),
    ", \
       NULL, NULL, t.call_id, t.plan->>'$.quote', t.created_at, t.created_at \
     FROM tool_calls t WHERE t.id = ?1 AND t.status = 'recorded' AND t.dry = 0 \
       AND NOT EXISTS (SELECT 1 FROM callbacks x WHERE x.id = t.effect_id)"
));

/// A follow-up also shows on the prospect.
pub const NOTE_ON_PROSPECT: &str = concat!(
    "UPDATE prospects AS p SET next_follow_up_at = coalesce( \
         t.plan->>'$.date' || coalesce('T' || (t.plan->>'$.time'), ''), p.next_follow_up_at), \
       updated_at = t.created_at, last_change = ",
    by_call!("follow_up"),
    " FROM tool_calls t WHERE t.id = ?1 AND t.status = 'recorded' AND t.dry = 0 \
       AND +p.tenant_id = t.tenant_id AND p.id = ",
    prospect_of_call!()
);
