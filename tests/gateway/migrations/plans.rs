//! The queries that run while a caller waits use their indexes.

use crate::sqlite::SqliteDb;

fn plan(sql: &str) -> String {
    let rows = SqliteDb::migrated().query(&format!("EXPLAIN QUERY PLAN {sql}"));
    let details: Vec<_> = rows
        .iter()
        .map(|row| row["detail"].as_str().unwrap())
        .collect();
    details.join("\n")
}

/// The body of a trigger as a query of its own: `new` is one row of literals.
fn trigger_query(name: &str) -> String {
    let sql = SqliteDb::migrated().value(&format!(
        "SELECT sql FROM sqlite_master WHERE name = '{name}'"
    ));
    let (_, body) = sql.as_str().unwrap().split_once("WHERE EXISTS (").unwrap();
    let (query, _) = body.rsplit_once(");").unwrap();
    format!(
        "WITH new AS MATERIALIZED (SELECT 'n' AS id, 't' AS tenant_id, 'r' AS resource_id,
           '2026-10-05' AS rdv_date, 0 AS utc_offset_minutes, 1 AS busy_from, 2 AS busy_until)
         {}",
        query.replace("FROM rendez_vous v", "FROM new CROSS JOIN rendez_vous v")
    )
}

const LIVE: &str = "USING INDEX rendez_vous_live \
    (tenant_id=? AND resource_id=? AND rdv_date>? AND rdv_date<?)";

#[test]
fn the_overlap_triggers_scan_the_days_around() {
    for trigger in ["rendez_vous_overlap_insert", "rendez_vous_overlap_update"] {
        let plan = plan(&trigger_query(trigger));
        assert!(plan.contains(LIVE), "{plan}");
    }
}

#[test]
fn free_slots_are_filtered_by_the_same_index() {
    let plan = plan(
        "SELECT c.value FROM json_each('[\"2026-10-05\"]') c WHERE NOT EXISTS (
           SELECT 1 FROM rendez_vous v WHERE v.tenant_id = 't' AND v.resource_id = 'r'
             AND v.status = 'confirmed'
             AND v.rdv_date BETWEEN date(c.value, '-2 day') AND date(c.value, '+2 day')
             AND v.busy_from < 10 AND v.busy_until > 5)",
    );
    assert!(plan.contains(LIVE), "{plan}");
}

#[test]
fn look_ups_by_key_search() {
    for sql in [
        "SELECT * FROM channel_configurations
         WHERE channel_type = 'phone' AND enabled = 1 AND assistant_id = 'a'",
        "SELECT * FROM channel_configurations
         WHERE channel_type = 'phone' AND enabled = 1 AND client_number = 'n'",
        "SELECT * FROM channel_configurations
         WHERE channel_type = 'phone' AND enabled = 1 AND shared_number = 'n'",
        "SELECT * FROM channel_configurations
         WHERE channel_type = 'phone' AND enabled = 1 AND vapi_phone_number_id = 'n'",
        "SELECT * FROM channel_configurations WHERE endpoint_id = 'e'",
        "SELECT * FROM tool_calls WHERE tenant_id = 't' AND call_id = 'c' ORDER BY seq",
        "SELECT * FROM tool_calls WHERE tenant_id = 't' AND effect_id = 'e'",
        "SELECT * FROM rendez_vous
         WHERE tenant_id = 't' AND (caller_number = 'n' OR customer_phone = 'n')",
        "SELECT * FROM rendez_vous WHERE tenant_id = 't' AND series_id = 's'",
        "SELECT * FROM call_logs WHERE tenant_id = 't' AND vapi_call_id = 'c'",
        "SELECT * FROM tickets WHERE tenant_id = 't' AND ticket_number = 2001",
        "SELECT * FROM prospects WHERE tenant_id = 't' AND identity_key = 'k'",
        "SELECT * FROM ticket_notes WHERE tenant_id = 't' AND ticket_id = 'k' ORDER BY created_at",
        "SELECT * FROM callbacks WHERE tenant_id = 't' AND status = 'due'
         ORDER BY coalesce(due_at, created_at)",
    ] {
        let plan = plan(sql);
        assert!(
            !plan.contains("SCAN") && !plan.contains("TEMP B-TREE"),
            "{sql}\n{plan}"
        );
    }
}
