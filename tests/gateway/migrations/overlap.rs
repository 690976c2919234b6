//! No two live appointments of one resource overlap, however the row is written.

use crate::sqlite::SqliteDb;

const DAY: &str = "rdv_date, rdv_time, rdv_duration_minutes";
const BUFFERS: &str = "rdv_date, rdv_time, buffer_before_minutes, buffer_after_minutes";
const OFFSET: &str = "rdv_date, rdv_time, utc_offset_minutes";

/// One live hour, 10:00 to 11:00 on a Monday in summer time, of tenant t and resource r.
fn one_hour() -> SqliteDb {
    let db = SqliteDb::migrated();
    db.execute(
        "INSERT INTO rendez_vous
         (id, tenant_id, customer_name, rdv_date, rdv_time, resource_id, utc_offset_minutes)
         VALUES ('first', 't', 'A', '2026-10-05', '10:00', 'r', 120)",
    );
    db
}

/// One more appointment of that tenant and resource.
fn insert(db: &SqliteDb, columns: &str, values: &str) -> Result<(), String> {
    db.try_execute(&format!(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, resource_id, {columns})
         VALUES ('second', 't', 'B', 'r', {values})"
    ))
}

fn assert_overlap(answer: Result<(), String>, case: &str) {
    assert_eq!(answer, Err("appointment_overlap".to_owned()), "{case}");
}

#[test]
fn what_touches_the_hour_is_refused() {
    for (columns, values) in [
        (DAY, "'2026-10-05', '10:00', 60"),
        (DAY, "'2026-10-05', '10:00:00', 60"),
        (DAY, "'2026-10-05', '09:30', 31"),
        (DAY, "'2026-10-05', '10:59', 1"),
        (DAY, "'2026-10-05', '09:00', 1440"),
        (DAY, "'2026-10-04', '10:01', 1440"),
        (BUFFERS, "'2026-10-05', '09:00', 0, 1"),
        (BUFFERS, "'2026-10-05', '11:00', 1, 0"),
        (BUFFERS, "'2026-10-05', '18:00', 480, 0"),
        (OFFSET, "'2026-10-05', '10:00', NULL"),
        (OFFSET, "'2026-10-05', '09:30', 60"),
    ] {
        assert_overlap(insert(&one_hour(), columns, values), values);
    }
}

#[test]
fn what_only_borders_on_it_is_taken() {
    for (columns, values) in [
        (DAY, "'2026-10-05', '09:00', 60"),
        (DAY, "'2026-10-05', '11:00', 60"),
        (DAY, "'2026-10-04', '10:00', 1440"),
        (BUFFERS, "'2026-10-05', '08:30', 0, 30"),
        (BUFFERS, "'2026-10-05', '11:30', 30, 0"),
        (
            "rdv_date, rdv_time, status",
            "'2026-10-05', '10:00', 'cancelled'",
        ),
        (
            "rdv_date, rdv_time, status",
            "'2026-10-05', '10:00', 'rescheduled'",
        ),
    ] {
        assert_eq!(insert(&one_hour(), columns, values), Ok(()), "{values}");
    }
}

#[test]
fn the_longest_appointments_are_seen_two_days_off() {
    let db = SqliteDb::migrated();
    let columns = "rdv_date, rdv_time, rdv_duration_minutes, buffer_after_minutes";
    insert(&db, columns, "'2026-10-03', '23:59', 1440, 480").unwrap();
    let late = db.try_execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, resource_id, rdv_date, rdv_time)
         VALUES ('late', 't', 'C', 'r', '2026-10-05', '07:58')",
    );
    assert_overlap(late, "day and buffer");
}

#[test]
fn another_tenant_or_resource_is_free() {
    let db = one_hour();
    for (id, tenant, resource) in [("b", "t", "s"), ("c", "u", "r")] {
        db.execute(&format!(
            "INSERT INTO rendez_vous
             (id, tenant_id, customer_name, rdv_date, rdv_time, resource_id)
             VALUES ('{id}', '{tenant}', 'B', '2026-10-05', '10:00', '{resource}')"
        ));
    }
}

#[test]
fn both_hours_of_the_autumn_fold_are_distinct() {
    let db = SqliteDb::migrated();
    insert(&db, OFFSET, "'2026-10-25', '02:30', 120").unwrap();
    let again = |id: &str, offset: &str| {
        db.try_execute(&format!(
            "INSERT INTO rendez_vous
             (id, tenant_id, customer_name, resource_id, rdv_date, rdv_time, utc_offset_minutes)
             VALUES ('{id}', 't', 'B', 'r', '2026-10-25', '02:30', {offset})"
        ))
    };
    assert_eq!(again("winter", "60"), Ok(()));
    assert_overlap(again("winter again", "60"), "same instant");
    assert_overlap(again("by hand", "NULL"), "no offset");
}

#[test]
fn rows_written_by_hand_share_the_default_resource() {
    let db = SqliteDb::migrated();
    let by_hand = |id: &str, time: &str| {
        db.try_execute(&format!(
            "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time)
             VALUES ('{id}', 't', 'A', '2026-10-05', '{time}')"
        ))
    };
    assert_eq!(by_hand("a", "10:00"), Ok(()));
    assert_overlap(by_hand("b", "10:30"), "two by hand");
    let or = |verb: &str, id: &str| {
        db.try_execute(&format!(
            "{verb} INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time)
             VALUES ('{id}', 't', 'A', '2026-10-05', '10:30')"
        ))
    };
    assert_overlap(or("INSERT OR IGNORE", "c"), "or ignore");
    assert_eq!(or("REPLACE", "a"), Ok(()), "a row is no obstacle to itself");
}

#[test]
fn a_row_without_a_resource_is_the_first_resources() {
    let db = SqliteDb::migrated();
    db.execute(
        "INSERT INTO resources (tenant_id, id, name, position, enabled)
         VALUES ('t', 'gone', 'Gone', 0, 0), ('t', 'anna', 'Anna', 1, 1), ('t', 'zoe', 'Zoe', 2, 1)",
    );
    let at = |id: &str, resource: &str, time: &str| {
        db.try_execute(&format!(
            "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, resource_id)
             VALUES ('{id}', 't', 'A', '2026-10-05', '{time}', '{resource}')"
        ))
    };
    assert_eq!(at("a", "anna", "10:00"), Ok(()));
    assert_overlap(
        at("b", "default", "10:30"),
        "by hand onto the first resource",
    );
    assert_eq!(at("c", "default", "11:00"), Ok(()));
    assert_overlap(
        at("d", "anna", "11:30"),
        "the first resource onto one by hand",
    );
    for resource in ["zoe", "gone"] {
        assert_eq!(at(resource, resource, "10:00"), Ok(()), "{resource}");
    }
    let moved = db.try_execute("UPDATE rendez_vous SET resource_id = 'anna' WHERE id = 'zoe'");
    assert_overlap(moved, "moved");
    let moved = db.try_execute("UPDATE rendez_vous SET resource_id = 'default' WHERE id = 'gone'");
    assert_overlap(moved, "moved to none");
}

/// What would break the diary, however it is written: the statement and what the error says.
#[test]
fn direct_sql_that_would_break_the_diary_is_refused() {
    let row =
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, resource_id, rdv_date, rdv_time,
        rdv_duration_minutes, status) VALUES ('x', 't', 'B', 'r', ";
    for (statement, says) in [
        (
            format!("{row}'2026-10-05', '10:30', 60, 'confirmed')"),
            "appointment_overlap",
        ),
        (
            format!("{row}'2026-10-06', '10:30', 60, 'booked')"),
            "rendez_vous_status",
        ),
        (
            format!("{row}'demain', '10:30', 60, 'confirmed')"),
            "rendez_vous_date",
        ),
        (
            format!("{row}'2026-02-29', '10:30', 60, 'confirmed')"),
            "rendez_vous_date",
        ),
        (
            format!("{row}'06/10/2026', '10:30', 60, 'confirmed')"),
            "rendez_vous_date",
        ),
        (
            format!("{row}'2026-10-06', '25:00', 60, 'confirmed')"),
            "rendez_vous_time",
        ),
        (
            format!("{row}'2026-10-06', '10:30', -60, 'confirmed')"),
            "rendez_vous_duration",
        ),
        (
            format!("{row}'2026-10-06', '10:30', 'une heure', 'confirmed')"),
            "INTEGER",
        ),
        (format!("{row}NULL, '10:30', 60, 'confirmed')"), "NOT NULL"),
        (
            "UPDATE rendez_vous SET rdv_duration_minutes = 0".into(),
            "rendez_vous_duration",
        ),
        (
            "INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
             VALUES ('h', 't', 1, '12:00', '09:00')"
                .into(),
            "opening_hours_order",
        ),
        (
            "INSERT INTO opening_exceptions (id, tenant_id, date, opens, closes)
             VALUES ('h', 't', '2026-10-10', '12:00', '12:00')"
                .into(),
            "opening_exceptions_order",
        ),
        (
            "INSERT INTO closures (id, tenant_id, from_date, until_date)
             VALUES ('h', 't', '2026-10-10', '2026-10-09')"
                .into(),
            "closures_order",
        ),
    ] {
        let db = one_hour();
        let error = db.try_execute(&statement).unwrap_err();
        assert!(error.contains(says), "{statement}: {error}");
        assert_eq!(db.value("SELECT count(*) FROM rendez_vous"), 1);
    }
}

#[test]
fn every_way_of_changing_a_row_into_an_overlap_is_refused() {
    let elsewhere = "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time,
      resource_id, status, utc_offset_minutes, rdv_duration_minutes) VALUES ";
    for (row, change) in [
        (
            "'t', 'B', '2026-10-05', '11:00', 'r', 'confirmed', 120, 60",
            "rdv_time = '10:30'",
        ),
        (
            "'t', 'B', '2026-10-06', '10:00', 'r', 'confirmed', 120, 60",
            "rdv_date = '2026-10-05'",
        ),
        (
            "'t', 'B', '2026-10-05', '09:00', 'r', 'confirmed', 120, 60",
            "rdv_duration_minutes = 61",
        ),
        (
            "'t', 'B', '2026-10-05', '10:00', 's', 'confirmed', 120, 60",
            "resource_id = 'r'",
        ),
        (
            "'u', 'B', '2026-10-05', '10:00', 'r', 'confirmed', 120, 60",
            "tenant_id = 't'",
        ),
        (
            "'t', 'B', '2026-10-05', '10:00', 'r', 'cancelled', 120, 60",
            "status = 'confirmed'",
        ),
        (
            "'t', 'B', '2026-10-05', '10:00', 'r', 'confirmed', 60, 60",
            "utc_offset_minutes = 120",
        ),
        (
            "'t', 'B', '2026-10-05', '11:00', 'r', 'confirmed', 120, 60",
            "buffer_before_minutes = 1",
        ),
        (
            "'t', 'B', '2026-10-05', '09:00', 'r', 'confirmed', 120, 60",
            "buffer_after_minutes = 1",
        ),
    ] {
        let db = one_hour();
        db.execute(&format!("{elsewhere}('second', {row})"));
        let changed = db.try_execute(&format!(
            "UPDATE rendez_vous SET {change} WHERE id = 'second'"
        ));
        assert_overlap(changed, change);
    }
}
