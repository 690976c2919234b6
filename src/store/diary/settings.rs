//! A tenant's settings. One that has never changed them has the defaults of the table, version 0.

use crate::db::{Stmt, Value};

/// The settings as they are: always a row.
#[must_use]
pub fn read(tenant_id: &str) -> Stmt {
    Stmt::new(
        "SELECT s.business_name, coalesce(s.time_zone, 'Europe/Paris') AS time_zone, \
           coalesce(s.language, 'fr-FR') AS language, coalesce(s.country, 'FR') AS country, \
           coalesce(s.holidays, 'none') AS holidays, coalesce(s.text_chats, 'off') AS text_chats, \
           coalesce(s.tool_deadline_ms, 5000) AS tool_deadline_ms, s.address, s.scoring, \
           coalesce(s.version, 0) AS version \
         FROM (SELECT 1) LEFT JOIN tenant_settings s ON s.tenant_id = ?1",
        [tenant_id.into()],
    )
}

/// The first live appointment from a date on, while the change would put the diary into another
/// zone: its hours would no longer be those that were agreed.
macro_rules! bound_to_zone {
    () => {
        "(SELECT v.id FROM rendez_vous v WHERE v.tenant_id = ?1 AND v.status = 'confirmed' \
            AND v.rdv_date >= ?4 AND ?2->>'$.time_zone' <> coalesce((SELECT z.time_zone \
              FROM tenant_settings z WHERE z.tenant_id = ?1), 'Europe/Paris') \
          ORDER BY v.rdv_date LIMIT 1)"
    };
}

/// A setting as the change has it, as it is, or by default.
macro_rules! merged {
    ($column:literal, $default:literal) => {
        concat!(
            "coalesce(?2->>'$.",
            $column,
            "', was.",
            $column,
            ", ",
            $default,
            ")"
        )
    };
    ($column:literal) => {
        concat!(
            "iif(json_type(?2, '$.",
            $column,
            "') IS NULL, was.",
            $column,
            ", ?2->>'$.",
            $column,
            "')"
        )
    };
}

/// Changes what the JSON `change` names: a row if it did, the appointment that keeps the zone, the
/// settings as they are then.
#[must_use]
pub fn write(tenant_id: &str, change: &str, if_match: Value, today: &str) -> Vec<Stmt> {
    let write = concat!(
        "INSERT INTO tenant_settings (tenant_id, business_name, time_zone, language, country, \
           holidays, text_chats, tool_deadline_ms, address, scoring) SELECT ?1, ",
        merged!("business_name"),
        ", ",
        merged!("time_zone", "'Europe/Paris'"),
        ", ",
        merged!("language", "'fr-FR'"),
        ", ",
        merged!("country", "'FR'"),
        ", ",
        merged!("holidays", "'none'"),
        ", ",
        merged!("text_chats", "'off'"),
        ", ",
        merged!("tool_deadline_ms", "5000"),
        ", ",
        merged!("address"),
        ", ",
        merged!("scoring"),
        " FROM (SELECT 1) LEFT JOIN tenant_settings was ON was.tenant_id = ?1 WHERE ",
        if_match!("?3", "coalesce(was.version, 0)"),
        " AND ",
        bound_to_zone!(),
        " IS NULL ON CONFLICT (tenant_id) DO UPDATE SET business_name = excluded.business_name, \
           time_zone = excluded.time_zone, language = excluded.language, \
           country = excluded.country, holidays = excluded.holidays, \
           text_chats = excluded.text_chats, tool_deadline_ms = excluded.tool_deadline_ms, \
           address = excluded.address, scoring = excluded.scoring RETURNING tenant_id"
    );
    let bound = concat!("SELECT ", bound_to_zone!(), " AS appointment");
    let params: [Value; 4] = [tenant_id.into(), change.into(), if_match, today.into()];
    vec![
        Stmt::new(bound, params.clone()),
        Stmt::new(write, params),
        read(tenant_id),
    ]
}
