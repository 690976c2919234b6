//! A prospect as staff are shown it.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A prospect.
#[derive(Debug, Serialize, ToSchema)]
pub struct Prospect {
    pub id: String,
    /// null while nobody has said it.
    pub name: Option<String>,
    /// E.164, or as staff wrote it.
    pub phone: Option<String>,
    /// `caller` (signalled), `model` (said in a call), `staff`.
    pub phone_source: Option<String>,
    pub email: Option<String>,
    /// The number that calls came from.
    pub caller_number: Option<String>,
    pub interest_type: Option<String>,
    /// Whole units of the tenant's currency.
    pub budget_min: Option<i64>,
    pub budget_max: Option<i64>,
    pub location_preference: Option<String>,
    pub property_type: Option<String>,
    pub timeline: Option<String>,
    pub decision_maker: Option<bool>,
    /// 0 to 100.
    pub qualification_score: i64,
    /// Points by criterion, what is missing, and the status by the rules.
    #[schema(value_type = Object)]
    pub score_detail: Value,
    /// new, qualified, `not_qualified`, `follow_up`, converted or lost.
    pub qualification_status: String,
    /// `rule` or `human`.
    pub status_set_by: String,
    pub qualification_notes: Option<String>,
    pub notes: Option<String>,
    pub source: Option<String>,
    /// The call that began it: `call_logs.id`.
    pub call_id: Option<String>,
    pub created_by: Option<String>,
    pub last_contact_at: Option<String>,
    pub next_follow_up_at: Option<String>,
    pub converted_to_client: bool,
    pub converted_at: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    /// The `ETag`.
    pub version: i64,
}

record! { Prospect:
    id, name, phone, phone_source, email, caller_number, interest_type, budget_min, budget_max,
    location_preference, property_type, timeline, decision_maker = flag, qualification_score,
    score_detail = json, qualification_status, status_set_by, qualification_notes, notes, source,
    call_id, created_by, last_contact_at, next_follow_up_at, converted_to_client = flag,
    converted_at, created_at, updated_at, version,
}

/// A prospect with what each call told of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProspectInFull {
    #[serde(flatten)]
    pub prospect: Prospect,
    /// The latest 50.
    pub calls: Vec<Told>,
}

/// What one call told, whether or not the prospect took it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Told {
    /// `call_logs.id`.
    pub call_id: String,
    /// Values by column.
    #[schema(value_type = Object)]
    pub told: Value,
    pub at: String,
}

record! { Told: call_id, told = json, at }

/// A change of a prospect.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProspectEvent {
    #[serde(skip_serializing)]
    pub seq: i64,
    pub at: String,
    /// created, changed or merged.
    pub kind: String,
    /// `call`, `report`, `api`, or `hand` for a change in the database itself.
    pub changed_by: String,
    /// `call_logs.id`.
    pub call_id: Option<String>,
    /// The id of the row that was taken in.
    pub merged_id: Option<String>,
    /// `{"column": {"from", "to"}}`.
    #[schema(value_type = Object)]
    pub changes: Value,
}

record! { ProspectEvent: seq, at, kind, changed_by, call_id, merged_id, changes = json }
