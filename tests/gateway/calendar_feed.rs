//! The diary as calendar programs read it.

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    diary_api::{Staff, id},
};

async fn fetch(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Reply {
    app.send("GET", path, headers, b"").await
}

/// The text of a feed, its folded lines joined.
async fn text(app: &TestApp, path: &str) -> String {
    let reply = fetch(app, path, &[]).await;
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    unfolded(&reply)
}

fn unfolded(reply: &Reply) -> String {
    String::from_utf8(reply.body.to_vec())
        .unwrap()
        .replace("\r\n ", "")
}

/// The lines of a property, in the order of the events.
fn lines<'a>(text: &'a str, property: &str) -> Vec<&'a str> {
    text.split("\r\n")
        .filter_map(|line| line.strip_prefix(property)?.strip_prefix(':'))
        .collect()
}

/// A feed of the demo tenant: its path.
async fn feed(staff: &Staff, more: Value) -> String {
    let mut body = json!({"name": "Anne"});
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let made = staff.change("POST", "calendar-feeds", body).await;
    made["path"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_feed_holds_what_becomes_of_each_appointment() {
    let staff = Staff::new().await;
    let app = &staff.app;
    let path = feed(&staff, json!({})).await;
    let anne = staff.book("2026-10-06", "10:00", "Anne").await;
    let paul = staff.book("2026-10-07", "10:00", "Paul").await;
    let before = text(app, &path).await;
    assert_eq!(lines(&before, "X-WR-CALNAME"), ["Agence Coccinelle"]);
    assert_eq!(
        lines(&before, "DTSTART"),
        ["20261006T080000Z", "20261007T080000Z"]
    );
    assert_eq!(
        lines(&before, "DTEND"),
        ["20261006T090000Z", "20261007T090000Z"]
    );
    assert_eq!(
        lines(&before, "SUMMARY"),
        ["visite – Anne", "visite – Paul"]
    );
    assert_eq!(lines(&before, "SEQUENCE"), ["0", "0"]);
    let uid = lines(&before, "UID")[0].to_owned();

    let moving = format!("appointments/{}/move", id(&anne));
    let there = json!({"date": "2026-10-08", "time": "14:00"});
    let moved = staff.change("POST", &moving, there).await;
    let cancel = format!("appointments/{}/cancel", id(&paul));
    staff.change("POST", &cancel, Value::Null).await;
    let after = text(app, &path).await;
    assert_eq!(
        lines(&after, "DTSTART"),
        ["20261007T080000Z", "20261008T120000Z"]
    );
    assert_eq!(lines(&after, "STATUS"), ["CANCELLED", "CONFIRMED"]);
    assert_eq!(lines(&after, "UID")[1], uid);
    assert_eq!(lines(&after, "SEQUENCE"), ["1", "2"]);
    // Every change raises it, the second move as well.
    let moving = format!("appointments/{}/move", id(&moved));
    let there = json!({"date": "2026-10-09", "time": "14:00"});
    staff.change("POST", &moving, there).await;
    let last = text(app, &path).await;
    assert_eq!(lines(&last, "SEQUENCE"), ["1", "4"]);
    assert_eq!(lines(&last, "UID")[1], uid);
}

#[tokio::test]
async fn no_uid_stands_twice_whatever_is_done_by_hand() {
    let staff = Staff::new().await;
    let path = feed(&staff, json!({})).await;
    let old = staff.book("2026-10-06", "10:00", "Anne").await;
    let moving = format!("appointments/{}/move", id(&old));
    let there = json!({"date": "2026-10-08", "time": "14:00"});
    // The clock moves on between the two.
    staff.app.set_clock("2026-10-05T08:01:00Z");
    staff.change("POST", &moving, there).await;
    staff
        .app
        .db
        .execute("UPDATE rendez_vous SET status = 'confirmed' WHERE status = 'rescheduled'");
    let text = text(&staff.app, &path).await;
    let old = id(&old);
    assert_eq!(
        lines(&text, "UID"),
        [format!("row-{old}@coccinelle"), format!("{old}@coccinelle")]
    );
}

#[tokio::test]
async fn one_appointment_is_what_has_become_of_it_under_any_of_its_ids() {
    let staff = Staff::new().await;
    let old = staff.book("2026-10-06", "10:00", "Anne").await;
    let ics = |id: &str| format!("appointments/{id}/ics");
    let first = staff.send("GET", &ics(id(&old)), Value::Null).await;
    assert_eq!(
        first.parts.headers["content-type"],
        "text/calendar; charset=utf-8"
    );
    let moving = format!("appointments/{}/move", id(&old));
    let there = json!({"date": "2026-10-08", "time": "14:00"});
    let new = staff.change("POST", &moving, there).await;
    let by_old = staff.send("GET", &ics(id(&old)), Value::Null).await;
    let by_new = staff.send("GET", &ics(id(&new)), Value::Null).await;
    assert_eq!(by_old.body, by_new.body);
    let (first, now) = (unfolded(&first), unfolded(&by_new));
    assert_eq!(lines(&now, "UID"), lines(&first, "UID"));
    assert_eq!(
        (lines(&first, "SEQUENCE"), lines(&now, "SEQUENCE")),
        (vec!["0"], vec!["2"])
    );
    assert_eq!(lines(&now, "DTSTART"), ["20261008T120000Z"]);
}

#[tokio::test]
async fn both_hours_of_an_autumn_fold_have_their_instant() {
    let staff = Staff::new().await;
    let path = feed(&staff, json!({})).await;
    for fold in ["first", "second"] {
        let body =
            json!({"date": "2026-10-25", "time": "02:00", "customer_name": fold, "fold": fold});
        staff.change("POST", "appointments", body).await;
    }
    // Written by hand, without an offset: in summer, in winter, and inside a spring gap.
    staff.app.db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time) VALUES
         ('s', 'tenant_demo_001', 'summer', '2027-07-01', '10:00'),
         ('w', 'tenant_demo_001', 'winter', '2026-12-01', '10:00:30'),
         ('g', 'tenant_demo_001', 'gap', '2027-03-28', '02:30')",
    );
    let text = text(&staff.app, &path).await;
    let mut starts = lines(&text, "DTSTART");
    starts.sort_unstable();
    assert_eq!(
        starts,
        [
            "20261025T000000Z",
            "20261025T010000Z",
            "20261201T090000Z",
            "20270328T013000Z",
            "20270701T080000Z"
        ]
    );
}

#[tokio::test]
async fn no_number_is_told_unless_it_was_asked_for() {
    let staff = Staff::new().await;
    let body = json!({"date": "2026-10-06", "time": "10:00", "customer_name": "Anne",
        "customer_phone": "0612345678", "notes": "0698765432"});
    let made = staff.change("POST", "appointments", body).await;
    let plain = text(&staff.app, &feed(&staff, json!({})).await).await;
    assert!(
        !plain.contains("612345678") && !plain.contains("698765432"),
        "{plain}"
    );
    let told = text(&staff.app, &feed(&staff, json!({"with_phone": true})).await).await;
    assert_eq!(lines(&told, "DESCRIPTION"), ["+33612345678"]);
    let ics = format!("appointments/{}/ics", id(&made));
    let plain = unfolded(&staff.send("GET", &ics, Value::Null).await);
    assert!(!plain.contains("612345678"), "{plain}");
    let ics = format!("{ics}?with_phone=true");
    let told = unfolded(&staff.send("GET", &ics, Value::Null).await);
    assert_eq!(lines(&told, "DESCRIPTION"), ["+33612345678"]);
}

#[tokio::test]
async fn names_cannot_write_lines_and_long_lines_are_folded() {
    let staff = Staff::new().await;
    let path = feed(&staff, json!({})).await;
    let long = "é".repeat(150);
    for (time, name) in [
        ("09:00", "Martin, Anne; dite \\Nanou"),
        ("10:00", "A\nSTATUS:CANCELLED"),
        ("11:00", long.as_str()),
    ] {
        staff.book("2026-10-06", time, name).await;
    }
    staff.app.db.execute(
        "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, rdv_location)
         VALUES ('h', 'tenant_demo_001', 'B' || char(13) || 'STATUS:CANCELLED' || char(0),
           '2026-10-07', '10:00', 'a' || char(13) || char(10) || 'b')",
    );
    let reply = fetch(&staff.app, &path, &[]).await;
    let raw = String::from_utf8(reply.body.to_vec()).unwrap();
    assert!(raw.split("\r\n").all(|line| line.len() <= 75), "{raw}");
    assert!(!raw.replace("\r\n", "").contains(['\r', '\n', '\0']));
    let text = unfolded(&reply);
    assert_eq!(lines(&text, "STATUS"), ["CONFIRMED"; 4]);
    assert_eq!(
        lines(&text, "SUMMARY"),
        [
            "visite – Martin\\, Anne\\; dite \\\\Nanou",
            "visite – A\\nSTATUS:CANCELLED",
            &format!("visite – {long}"),
            "B\\nSTATUS:CANCELLED ",
        ]
    );
    assert_eq!(lines(&text, "LOCATION"), ["a\\nb"]);
}

#[tokio::test]
async fn it_shows_a_month_back_and_a_year_ahead() {
    let staff = Staff::new().await;
    let path = feed(&staff, json!({})).await;
    for (date, name) in [
        ("2026-09-04", "too old"),
        ("2026-09-05", "first"),
        ("2027-11-09", "last"),
        ("2027-11-10", "too far"),
    ] {
        staff.book(date, "10:00", name).await;
    }
    let text = text(&staff.app, &path).await;
    assert_eq!(lines(&text, "SUMMARY"), ["visite – first", "visite – last"]);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let staff = Staff::new().await;
    let path = feed(&staff, json!({})).await;
    let made = staff.book("2026-10-06", "10:00", "Anne").await;
    let first = fetch(&staff.app, &path, &[]).await;
    let tag = first.parts.headers["etag"].to_str().unwrap().to_owned();
    staff.app.set_clock("2026-10-05T09:00:00Z");
    for known in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"x\", {tag}"),
        "*".into(),
    ] {
        let again = fetch(&staff.app, &path, &[("if-none-match", &known)]).await;
        assert_eq!((again.status(), again.body.len()), (304, 0), "{known}");
        assert_eq!(again.parts.headers["etag"], tag.as_str());
    }
    let cancel = format!("appointments/{}/cancel", id(&made));
    staff.change("POST", &cancel, Value::Null).await;
    let changed = fetch(&staff.app, &path, &[("if-none-match", &tag)]).await;
    assert_eq!(changed.status(), 200);
    assert_eq!(changed.batches(), 1);
}

#[tokio::test]
async fn a_feed_is_shown_once_rotated_and_revoked() {
    let staff = Staff::new().await;
    let app = &staff.app;
    let made = staff
        .send("POST", "calendar-feeds", json!({"name": "Anne"}))
        .await;
    assert_eq!(made.status(), 201);
    let made = made.json();
    let old = made["path"].as_str().unwrap();
    let of_feed = format!("calendar-feeds/{}", id(&made));
    let secret = old
        .trim_start_matches("/calendar/")
        .trim_end_matches(".ics");
    assert!(secret.len() == 64 && old.ends_with(".ics"), "{old}");
    // Neither kept, nor listed, nor logged.
    let kept = json!(app.db.query("SELECT * FROM calendar_feeds")).to_string();
    assert!(!kept.contains(secret));
    assert_eq!(
        staff.get("calendar-feeds").await["data"][0]["path"],
        Value::Null
    );
    assert_eq!(fetch(app, old, &[]).await.status(), 200);
    assert!(!json!(app.log()).to_string().contains(secret));

    let rotate = format!("{of_feed}/rotate");
    let stale = staff
        .send_if("POST", &rotate, Value::Null, Some("\"9\""))
        .await;
    assert_eq!(stale.status(), 412);
    let rotated = staff.change("POST", &rotate, Value::Null).await;
    let new = rotated["path"].as_str().unwrap();
    assert_eq!(fetch(app, old, &[]).await.status(), 404);
    assert_eq!(fetch(app, new, &[]).await.status(), 200);
    for _ in 0..2 {
        staff.change("DELETE", &of_feed, Value::Null).await;
    }
    let unknown = fetch(app, "/calendar/x.ics", &[]).await;
    let revoked = fetch(app, new, &[]).await;
    assert_eq!((revoked.status(), &revoked.body), (404, &unknown.body));
    let (status, code, _) = staff.refused("POST", &rotate, Value::Null).await;
    assert_eq!((status, code.as_str()), (409, "revoked"));
    // It opens nothing else.
    let bearer = format!("Bearer {secret}");
    let reply = app
        .send(
            "GET",
            "/api/appointments",
            &[("authorization", &bearer)],
            b"",
        )
        .await;
    assert_eq!(reply.status(), 401);
    assert_eq!(app.send("POST", new, &[], b"").await.status(), 405);
}

#[tokio::test]
async fn a_feed_may_be_that_of_one_resource_and_of_its_tenant_only() {
    let staff = Staff::new().await;
    let other = Staff::of(&staff.app, "somebody_else").await;
    other.book("2026-10-06", "10:00", "theirs").await;
    let body = json!({"id": "lea", "name": "Léa", "position": 1});
    staff.change("POST", "resources", body).await;
    for resource in ["default", "lea"] {
        let body = json!({"date": "2026-10-06", "time": "10:00", "customer_name": resource,
            "resource_id": resource});
        staff.change("POST", "appointments", body).await;
    }
    let all = feed(&staff, json!({})).await;
    let lea = feed(&staff, json!({"resource_id": "lea"})).await;
    let mut names = lines(&text(&staff.app, &all).await, "SUMMARY").join("|");
    names = names.replace("visite – ", "");
    assert!(names == "default|lea" || names == "lea|default", "{names}");
    assert_eq!(
        lines(&text(&staff.app, &lea).await, "SUMMARY"),
        ["visite – lea"]
    );
}
