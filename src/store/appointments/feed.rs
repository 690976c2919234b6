//! Appointments as calendar programs read them: what has become of each series, not its steps.

use crate::db::{Stmt, Value};

/// The columns of an [`EventRow`] of the appointment `v`. A series keeps the id of its first
/// appointment; every move and every change of status, start or resource raises `sequence`. A row
/// that was put back by hand beside a later one of its series goes by its own id: no UID may stand
/// twice.
macro_rules! event {
    () => {
        "iif(EXISTS (SELECT 1 FROM rendez_vous n WHERE n.tenant_id = v.tenant_id \
             AND n.series_id = coalesce(v.series_id, v.id) AND n.status <> 'rescheduled' \
             AND (n.created_at, n.id) > (v.created_at, v.id)), \
           'row-' || v.id, coalesce(v.series_id, v.id)) AS uid, v.rdv_date AS date, substr(v.rdv_time, 1, 5) AS time, \
         v.utc_offset_minutes, v.rdv_duration_minutes AS minutes, v.status, v.customer_name, \
         coalesce(v.customer_phone, v.caller_number) AS phone, v.rdv_location AS location, \
         v.created_at, v.updated_at, \
         coalesce((SELECT iif(substr(p.language, 1, 2) = 'en', x.name_en, x.name_fr) \
           FROM services x LEFT JOIN tenant_settings p ON p.tenant_id = x.tenant_id \
           WHERE x.tenant_id = v.tenant_id AND x.id = v.rdv_type), v.rdv_type) AS service, \
         (SELECT count(*) FROM rendez_vous r WHERE r.tenant_id = v.tenant_id \
             AND r.series_id = coalesce(v.series_id, v.id) AND r.id <> r.series_id) \
         + (SELECT count(*) FROM appointment_history h WHERE h.tenant_id = v.tenant_id \
             AND h.appointment_id IN (SELECT coalesce(v.series_id, v.id) UNION SELECT r.id \
               FROM rendez_vous r WHERE r.tenant_id = v.tenant_id \
                 AND r.series_id = coalesce(v.series_id, v.id)) \
             AND h.old_status IS NOT NULL AND h.new_status IS NOT NULL) AS sequence "
    };
}

/// What the feed with that secret, unless revoked, is called and shows: one row or none.
#[must_use]
pub fn feed(secret_hash: &str) -> Stmt {
    Stmt::new(
        "SELECT f.tenant_id, f.name, f.with_phone, s.business_name, s.time_zone \
         FROM calendar_feeds f LEFT JOIN tenant_settings s ON s.tenant_id = f.tenant_id \
         WHERE f.secret_hash = ?1 AND f.revoked_at IS NULL",
        [secret_hash.into()],
    )
}

/// The appointments of that feed from one date to another, the earliest 5000.
#[must_use]
pub fn events(secret_hash: &str, from: &str, until: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            event!(),
            "FROM calendar_feeds f CROSS JOIN rendez_vous v ON v.tenant_id = f.tenant_id \
             WHERE f.secret_hash = ?1 AND f.revoked_at IS NULL \
               AND v.rdv_date BETWEEN ?2 AND ?3 AND v.status <> 'rescheduled' \
               AND (f.resource_id IS NULL OR v.resource_id = f.resource_id \
                 OR v.resource_id = 'default' AND f.resource_id = (SELECT r.id FROM resources r \
                   WHERE r.tenant_id = f.tenant_id AND r.enabled = 1 \
                   ORDER BY r.position, r.id LIMIT 1)) \
             ORDER BY v.rdv_date, v.rdv_time, v.id LIMIT 5000"
        ),
        [secret_hash.into(), from.into(), until.into()],
    )
}

/// What has become of an appointment, also by the id of one that was moved since.
#[must_use]
pub fn event(tenant_id: &str, id: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            event!(),
            "FROM rendez_vous v WHERE v.tenant_id = ?1 AND v.id = coalesce( \
               (SELECT r.id FROM rendez_vous r WHERE r.tenant_id = ?1 AND r.series_id = ( \
                  SELECT coalesce(a.series_id, a.id) FROM rendez_vous a \
                  WHERE a.tenant_id = ?1 AND a.id = ?2) AND r.status <> 'rescheduled' \
                ORDER BY r.created_at DESC, r.id DESC LIMIT 1), ?2)"
        ),
        [tenant_id.into(), id.into()],
    )
}

/// How a tenant's diary is called and in which zone it is kept: always a row.
#[must_use]
pub fn diary(tenant_id: &str) -> Stmt {
    Stmt::new(
        "SELECT s.business_name, s.time_zone FROM (SELECT 1) \
         LEFT JOIN tenant_settings s ON s.tenant_id = ?1",
        [Value::from(tenant_id)],
    )
}

/// The row of [`feed`].
#[derive(Debug)]
pub struct FeedRow {
    pub tenant_id: String,
    pub name: String,
    pub with_phone: bool,
    pub diary: DiaryRow,
}

record! { FeedRow: tenant_id, name, with_phone = flag, diary = whole }

/// The row of [`diary`].
#[derive(Debug)]
pub struct DiaryRow {
    pub business_name: Option<String>,
    pub time_zone: Option<String>,
}

record! { DiaryRow: business_name, time_zone }

/// The row of [`events`] and [`event`].
#[derive(Clone, Debug)]
pub struct EventRow {
    pub uid: String,
    pub date: chrono::NaiveDate,
    /// `HH:MM`.
    pub time: String,
    pub utc_offset_minutes: Option<i32>,
    pub minutes: i64,
    pub status: String,
    pub customer_name: String,
    pub phone: Option<String>,
    pub location: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    pub service: Option<String>,
    pub sequence: u32,
}

record! { EventRow:
    uid, date, time, utc_offset_minutes, minutes, status, customer_name, phone, location,
    created_at, updated_at, service, sequence,
}
