//! What the tables fill in by themselves: stamps, versions, numbers, the configuration's version.

use super::column;
use crate::sqlite::SqliteDb;

fn appointment() -> SqliteDb {
    let db = SqliteDb::migrated();
    db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, updated_at)
         VALUES ('r', 't', 'A', '2026-10-05', '10:00', '2026-01-01T00:00:00.000Z')",
    );
    db
}

fn one(db: &SqliteDb, sql: &str) -> String {
    column(db, sql).remove(0)
}

#[test]
fn a_final_status_fills_its_stamp_and_counts_once() {
    for (change, stamp) in [
        (
            "UPDATE rendez_vous SET status = 'cancelled'",
            "cancelled_at",
        ),
        (
            "UPDATE rendez_vous SET status = 'completed'",
            "completed_at",
        ),
    ] {
        let db = appointment();
        db.execute(change);
        assert_eq!(one(&db, "SELECT version FROM rendez_vous"), "2", "{change}");
        let near =
            format!("SELECT abs(julianday({stamp}) - julianday('now')) < 0.01 FROM rendez_vous");
        assert_eq!(one(&db, &near), "1", "{change}");
    }
    let db = appointment();
    db.execute("UPDATE rendez_vous SET status = 'cancelled', cancelled_at = 'x', updated_at = 'y'");
    assert_eq!(
        one(
            &db,
            "SELECT cancelled_at || updated_at || version FROM rendez_vous"
        ),
        "xy2"
    );
}

#[test]
fn a_stamp_comes_off_with_its_status() {
    let db = appointment();
    let stamps = "SELECT status || ' ' || (cancelled_at IS NOT NULL) || (cancel_reason IS NOT NULL)
        || (completed_at IS NOT NULL) || ' ' || version FROM rendez_vous";
    for (change, expected) in [
        (
            "status = 'cancelled', cancel_reason = 'malade'",
            "cancelled 110 2",
        ),
        ("notes = 'rappelée'", "cancelled 110 3"),
        ("status = 'confirmed'", "confirmed 000 4"),
        ("status = 'completed'", "completed 001 5"),
        ("status = 'cancelled'", "cancelled 100 6"),
        ("status = 'no_show', version = version + 1", "no_show 000 7"),
    ] {
        db.execute(&format!("UPDATE rendez_vous SET {change}"));
        assert_eq!(one(&db, stamps), expected, "{change}");
    }
    // Cancelled again is cancelled at another time.
    db.execute("UPDATE rendez_vous SET status = 'cancelled', cancelled_at = 'x'");
    db.execute("UPDATE rendez_vous SET status = 'confirmed'");
    db.execute("UPDATE rendez_vous SET status = 'cancelled', cancelled_at = 'y'");
    assert_eq!(one(&db, "SELECT cancelled_at FROM rendez_vous"), "y");
}

#[test]
fn the_instant_of_a_start_is_that_of_its_own_offset() {
    let db = SqliteDb::migrated();
    for (date, time, offset, expected) in [
        ("2026-10-05", "10:00", "120", "2026-10-05T08:00:00.000Z"),
        // Both hours of the autumn fold, and the evening before it in UTC.
        ("2026-10-25", "02:30", "120", "2026-10-25T00:30:00.000Z"),
        ("2026-10-25", "02:30:00", "60", "2026-10-25T01:30:00.000Z"),
        ("2026-10-26", "00:30", "60", "2026-10-25T23:30:00.000Z"),
        ("2026-12-31", "20:00", "-300", "2027-01-01T01:00:00.000Z"),
        ("2026-04-05", "01:45", "630", "2026-04-04T15:15:00.000Z"),
        ("2026-10-07", "10:00", "NULL", "-"),
    ] {
        db.execute(&format!(
            "INSERT OR REPLACE INTO rendez_vous
               (id, tenant_id, customer_name, rdv_date, rdv_time, utc_offset_minutes)
             VALUES ('r', 't', 'A', '{date}', '{time}', {offset})"
        ));
        assert_eq!(one(&db, "SELECT starts_at FROM rendez_vous"), expected);
    }
}

#[test]
fn the_history_holds_every_change_of_an_appointment_whoever_makes_it() {
    let db = SqliteDb::migrated();
    db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time)
         VALUES ('r', 't', 'A', '2026-10-05', '10:00');
         UPDATE rendez_vous SET notes = 'x';
         UPDATE rendez_vous SET rdv_time = '11:00', utc_offset_minutes = 120;
         UPDATE rendez_vous SET status = 'cancelled';
         UPDATE rendez_vous SET status = 'confirmed', resource_id = 's';
         UPDATE rendez_vous SET status = 'confirmed';
         DELETE FROM rendez_vous;
         INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, status)
         VALUES ('q', 't', 'A', '2026-10-05', '10:00', 'cancelled')",
    );
    let told = column(
        &db,
        "SELECT appointment_id || ' ' || coalesce(old_status || ' ' || old_start, '-') || ' > '
           || coalesce(new_status || ' ' || new_start || ' ' || new_resource_id, '-')
         FROM appointment_history WHERE tenant_id = 't' AND call_id IS NULL ORDER BY seq",
    );
    assert_eq!(
        told,
        [
            "r - > confirmed 2026-10-05 10:00 default",
            "r confirmed 2026-10-05 10:00 > confirmed 2026-10-05 11:00 default",
            "r confirmed 2026-10-05 11:00 > cancelled 2026-10-05 11:00 default",
            "r cancelled 2026-10-05 11:00 > confirmed 2026-10-05 11:00 s",
            "r confirmed 2026-10-05 11:00 > -",
            "q - > cancelled 2026-10-05 10:00 default",
        ]
    );
    let dated = "SELECT min(changed_at) > '2026-01-01' FROM appointment_history";
    assert_eq!(one(&db, dated), "1");
}

#[test]
fn a_row_written_as_final_is_stamped_too() {
    let db = SqliteDb::migrated();
    db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, status)
         VALUES ('a', 't', 'A', '2026-10-05', '10:00', 'cancelled'),
                ('b', 't', 'A', '2026-10-05', '10:00', 'completed');
         INSERT INTO tickets (id, tenant_id, customer_name, subject, status)
         VALUES ('a', 't', 'A', 'S', 'resolved'), ('b', 't', 'A', 'S', 'closed')",
    );
    for (sql, expected) in [
        (
            "SELECT (cancelled_at IS NULL) || (completed_at IS NULL) FROM rendez_vous",
            ["01", "10"],
        ),
        (
            "SELECT (resolved_at IS NULL) || (closed_at IS NULL) FROM tickets",
            ["01", "10"],
        ),
    ] {
        assert_eq!(column(&db, sql), expected, "{sql}");
    }
}

#[test]
fn versions_move_with_every_change_of_every_table_that_has_one() {
    let db = appointment();
    db.execute(
        "INSERT INTO prospects (id, tenant_id, name) VALUES ('r', 't', 'A');
         INSERT INTO tickets (id, tenant_id, customer_name, subject) VALUES ('r', 't', 'A', 'S');
         INSERT INTO call_logs (id, tenant_id) VALUES ('r', 't');
         INSERT INTO channel_messages_log (id, tenant_id, channel_type, to_address)
         VALUES ('r', 't', 'sms', 'x');
         INSERT INTO channel_configurations (id, tenant_id, channel_type) VALUES ('r', 't', 'sms');
         INSERT INTO callbacks (id, tenant_id, kind) VALUES ('r', 't', 'callback');
         INSERT INTO tenant_settings (tenant_id) VALUES ('t');
         INSERT INTO support_settings (tenant_id) VALUES ('t');
         INSERT INTO privacy_settings (tenant_id) VALUES ('t');
         INSERT INTO resources (tenant_id, id, name) VALUES ('t', 'r', 'R');
         INSERT INTO services (tenant_id, id, name_fr, name_en) VALUES ('t', 's', 'S', 'S');
         INSERT INTO closures (id, tenant_id, from_date, until_date)
         VALUES ('c', 't', '2026-08-01', '2026-08-01');
         INSERT INTO calendar_feeds (id, tenant_id, name, secret_hash) VALUES ('f', 't', 'F', 'h');
         PRAGMA recursive_triggers = ON",
    );
    let versioned = "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND c.name = 'version'
          AND m.name NOT IN ('config_versions', 'diary_versions')";
    let tables = column(&db, versioned);
    assert_eq!(tables.len(), 14, "{tables:?}");
    let dated = column(
        &db,
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE c.name = 'updated_at'",
    );
    for table in tables {
        for expected in ["1", "2", "3"] {
            assert_eq!(
                one(&db, &format!("SELECT version FROM {table}")),
                expected,
                "{table}"
            );
            db.execute(&format!("UPDATE {table} SET tenant_id = tenant_id"));
        }
        if !dated.contains(&table) {
            continue;
        }
        let touched = format!("SELECT updated_at > '2026-01-01T00:00:00.000Z' FROM {table}");
        assert_eq!(one(&db, &touched), "1", "{table}");
    }
}

#[test]
fn a_week_and_a_date_have_the_version_of_all_their_hours() {
    let db = SqliteDb::migrated();
    let part = |part: &str| {
        one(
            &db,
            &format!("SELECT version FROM diary_versions WHERE part = '{part}'"),
        )
    };
    db.execute(
        "INSERT INTO resources (tenant_id, id, name) VALUES ('t', 'r', 'R');
         INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
         VALUES ('a', 't', 1, '09:00', '12:00'), ('b', 't', 2, '09:00', '12:00');
         INSERT INTO opening_exceptions (id, tenant_id, date, opens, closes)
         VALUES ('a', 't', '2026-08-01', '09:00', '12:00')",
    );
    assert_eq!(
        (part("week:"), part("2026-08-01")),
        ("2".into(), "1".into())
    );
    db.execute("UPDATE opening_hours SET resource_id = 'r' WHERE id = 'a'");
    assert_eq!((part("week:"), part("week:r")), ("3".into(), "1".into()));
    db.execute("UPDATE opening_exceptions SET date = '2026-08-02'");
    assert_eq!(
        (part("2026-08-01"), part("2026-08-02")),
        ("2".into(), "1".into())
    );
    db.execute("DELETE FROM opening_hours; DELETE FROM opening_exceptions");
    assert_eq!(
        (part("week:"), part("2026-08-02")),
        ("4".into(), "2".into())
    );
    // Who does a service is part of it.
    db.execute(
        "INSERT INTO services (tenant_id, id, name_fr, name_en) VALUES ('t', 's', 'S', 'S');
         INSERT INTO service_resources VALUES ('t', 's', 'r')",
    );
    assert_eq!(one(&db, "SELECT version FROM services"), "2");
    db.execute("DELETE FROM service_resources");
    assert_eq!(one(&db, "SELECT version FROM services"), "3");
}

#[test]
fn tickets_count_from_2001_for_every_tenant() {
    let db = SqliteDb::migrated();
    for (id, tenant, number) in [
        ("a", "t", "NULL"),
        ("b", "t", "NULL"),
        ("c", "u", "NULL"),
        ("d", "u", "7"),
        ("e", "u", "3000"),
        ("f", "u", "NULL"),
    ] {
        db.execute(&format!(
            "INSERT INTO tickets (id, tenant_id, customer_name, subject, ticket_number)
             VALUES ('{id}', '{tenant}', 'A', 'S', {number})"
        ));
    }
    let numbers = column(&db, "SELECT ticket_number FROM tickets ORDER BY id");
    assert_eq!(numbers, ["2001", "2002", "2001", "7", "3000", "3001"]);
    let twice = db.try_execute("UPDATE tickets SET ticket_number = 2001 WHERE id = 'b'");
    assert!(twice.unwrap_err().contains("tickets.ticket_number"));
}

/// Statements that change the configuration of tenant t, one for every table and verb.
const CONFIGURATION: [&str; 30] = [
    "INSERT INTO channel_configurations (id, tenant_id, channel_type) VALUES ('c', 't', 'phone')",
    "UPDATE channel_configurations SET enabled = 1",
    "DELETE FROM channel_configurations",
    "INSERT INTO tenant_settings (tenant_id) VALUES ('t')",
    "UPDATE tenant_settings SET holidays = 'france'",
    "DELETE FROM tenant_settings",
    "INSERT INTO assistants (assistant_id, tenant_id, agent_type) VALUES ('a', 't', 'support')",
    "UPDATE assistants SET agent_type = 'appointment'",
    "DELETE FROM assistants",
    "INSERT INTO resources (tenant_id, id, name) VALUES ('t', 'r', 'R'), ('t', 'q', 'Q')",
    "UPDATE resources SET enabled = 0 WHERE id = 'q'",
    "DELETE FROM resources WHERE id = 'q'",
    "INSERT INTO services (tenant_id, id, name_fr, name_en)
     VALUES ('t', 's', 'S', 'S'), ('t', 'p', 'P', 'P')",
    "UPDATE services SET price_text = 'x' WHERE id = 'p'",
    "DELETE FROM services WHERE id = 'p'",
    "INSERT INTO service_resources VALUES ('t', 's', 'r')",
    "UPDATE service_resources SET service_id = 's'",
    "DELETE FROM service_resources",
    "INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
     VALUES ('h', 't', 1, '09:00', '12:00')",
    "UPDATE opening_hours SET closes = '24:00'",
    "DELETE FROM opening_hours",
    "INSERT INTO closures (id, tenant_id, from_date, until_date)
     VALUES ('c', 't', '2026-08-01', '2026-08-15')",
    "UPDATE closures SET reason = 'congés'",
    "DELETE FROM closures",
    "INSERT INTO opening_exceptions (id, tenant_id, date, opens, closes)
     VALUES ('e', 't', '2026-10-10', '09:00', '12:00')",
    "UPDATE opening_exceptions SET closes = '13:00'",
    "DELETE FROM opening_exceptions",
    "INSERT INTO support_settings (tenant_id) VALUES ('t')",
    "UPDATE support_settings SET settings = '{\"escalation\":[]}'",
    "DELETE FROM support_settings",
];

#[test]
fn every_change_of_the_configuration_moves_its_version() {
    let db = SqliteDb::migrated();
    let mut before = String::from("-");
    for change in CONFIGURATION {
        db.execute(change);
        let after = db
            .value("SELECT version FROM config_versions WHERE tenant_id = 't'")
            .to_string();
        assert_ne!(after, before, "{change}");
        before = after;
    }
}

#[test]
fn a_change_of_tenant_moves_both_versions() {
    let db = SqliteDb::migrated();
    db.execute(
        "INSERT OR REPLACE INTO assistants (assistant_id, tenant_id, agent_type)
         VALUES ('a', 't', 'support')",
    );
    let version = |tenant: &str| {
        db.value(&format!(
            "SELECT max(version) FROM config_versions WHERE tenant_id = '{tenant}'"
        ))
        .as_i64()
    };
    let before = ["t", "u", "*"].map(version);
    db.execute("UPDATE OR IGNORE assistants SET tenant_id = 'u'");
    let after = ["t", "u", "*"].map(version);
    assert_eq!(before[1], None);
    for (before, after) in before.iter().zip(&after) {
        assert!(after > before, "{before:?} {after:?}");
    }
}
