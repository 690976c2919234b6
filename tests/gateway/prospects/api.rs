//! Prospects as staff see, correct and export them.

use serde_json::{Value, json};

use super::{TOOL, WITHHELD, told};
use crate::{
    app::{Reply, TestApp},
    operator::ask,
    scenes::add_other_tenant,
    sqlite::Fault,
    tables::{all, assert_same},
    vapi::Call,
};

async fn get(app: &TestApp, path: &str) -> Reply {
    let joint = if path.contains('?') { '&' } else { '?' };
    let path = format!("/api/prospects{path}{joint}tenant_id=tenant_demo_001");
    ask(app, "GET", &path, &Value::Null).await
}

async fn patch(app: &TestApp, id: &str, tag: Option<&str>, body: Value) -> Reply {
    let path = format!("/api/prospects/{id}?tenant_id=tenant_demo_001");
    let mut headers = vec![("authorization", "Bearer dev-operator-token")];
    headers.extend(tag.map(|tag| ("if-match", tag)));
    app.send("PATCH", &path, &headers, body.to_string().as_bytes())
        .await
}

fn tag(reply: &Reply) -> String {
    reply.parts.headers["etag"].to_str().unwrap().to_owned()
}

/// The names of a list.
fn names(reply: &Reply) -> Value {
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    let json = reply.json();
    let rows = json["data"].as_array().unwrap();
    rows.iter().map(|row| row["name"].clone()).collect()
}

/// Four prospects with scores 15, 45, 60 and 100, made on four days.
async fn four(app: &TestApp) {
    let all = json!({"name": "Dora", "budget_max": "200k", "decision_maker": true, "interest_type": "achat",
        "property_type": "maison", "location_preference": "Lyon", "timeline": "en juin", "email": "dora@example.com"});
    let bea = json!({"name": "Bea", "budget_max": "200k"});
    for (day, name, from, arguments) in [
        (5, "Anne", "+33600000001", json!({"name": "Anne"})),
        (6, "Bea", "+33600000002", bea),
        (
            7,
            "Carl",
            "+33600000003",
            json!({"name": "Carl", "budget_max": "300k", "timeline": "en mai"}),
        ),
        (8, "Dora", "+33600000004", all),
    ] {
        app.set_clock(&format!("2026-10-0{day}T08:00:00Z"));
        told(app, name, from, arguments).await;
    }
}

#[tokio::test]
async fn a_list_is_narrowed_and_sorted_as_asked() {
    let app = TestApp::new();
    four(&app).await;
    for (query, expected) in [
        ("", json!(["Dora", "Carl", "Bea", "Anne"])),
        ("?sort=score", json!(["Dora", "Carl", "Bea", "Anne"])),
        ("?status=qualified", json!(["Dora"])),
        ("?status=qualified&status=new", json!(["Dora", "Anne"])),
        ("?min_score=45&max_score=60", json!(["Carl", "Bea"])),
        ("?min_score=46", json!(["Dora", "Carl"])),
        ("?from=2026-10-06&until=2026-10-07", json!(["Carl", "Bea"])),
        ("?until=2026-10-05", json!(["Anne"])),
        ("?interest_type=ACHAT", json!(["Dora"])),
        ("?email=Dora@example.com", json!(["Dora"])),
        ("?phone=06+00+00+00+03", json!(["Carl"])),
        ("?phone=%2B33600000009", json!([])),
    ] {
        assert_eq!(names(&get(&app, query).await), expected, "{query}");
    }
    for query in [
        "?min_score=101",
        "?status=hot",
        "?from=tomorrow",
        "?score=5",
        "?phone=x",
        "?cursor=x",
    ] {
        assert_eq!(get(&app, query).await.status(), 422, "{query}");
    }
}

#[tokio::test]
async fn pages_follow_one_another_in_either_order() {
    let app = TestApp::new();
    four(&app).await;
    app.db
        .execute("UPDATE prospects SET qualification_score = 45");
    for sort in ["newest", "score"] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let reply = get(&app, &format!("?sort={sort}&limit=1{cursor}")).await;
            seen.extend(names(&reply).as_array().unwrap().clone());
            match reply.json()["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(
            json!(seen),
            json!(["Dora", "Carl", "Bea", "Anne"]),
            "{sort}"
        );
    }
}

#[tokio::test]
async fn a_prospect_is_read_by_any_id_that_was_ever_told() {
    let app = TestApp::new();
    let anne = told(
        &app,
        "c1",
        WITHHELD,
        json!({"name": "Anne Martin", "email": "a@example.com"}),
    )
    .await;
    let call = Call::from("c2", WITHHELD);
    let begun = app
        .ask(
            &call,
            "t1",
            TOOL,
            json!({"name": "Anne", "timeline": "cet été"}),
        )
        .await;
    app.ask(
        &call,
        "t2",
        TOOL,
        json!({"email": "a@example.com", "timeline": "en juin"}),
    )
    .await;
    let claimed = told(
        &app,
        "c3",
        "+33699999999",
        json!({"email": "a@example.com"}),
    )
    .await;
    for id in [&anne, &begun, &claimed].map(|result| result["prospect_id"].as_str().unwrap()) {
        let reply = get(&app, &format!("/{id}")).await;
        let row = reply.json();
        assert_eq!(
            (&row["id"], &row["name"]),
            (&anne["prospect_id"], &json!("Anne Martin"))
        );
        assert_eq!(row["calls"].as_array().unwrap().len(), 3);
        assert_eq!(tag(&reply), format!("\"{}\"", row["version"]));
    }
    assert_eq!(get(&app, "/nobody").await.status(), 404);
    assert_eq!(get(&app, "/nobody/history").await.status(), 404);
    let path = format!("/{}/history?limit=2", anne["prospect_id"].as_str().unwrap());
    let page = get(&app, &path).await.json();
    assert_eq!(page["data"].as_array().unwrap().len(), 2);
    let next = format!("{path}&cursor={}", page["next_cursor"].as_str().unwrap());
    let rest = get(&app, &next).await.json();
    assert!(!rest["data"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_change_is_for_the_version_that_was_read() {
    let app = TestApp::new();
    let made = told(&app, "c", "+33612345678", json!({"name": "Anne"})).await;
    let id = made["prospect_id"].as_str().unwrap();
    let read = tag(&get(&app, &format!("/{id}")).await);
    let changed = patch(&app, id, Some(&read), json!({"budget_max": 200_000})).await;
    assert_eq!(changed.status(), 200, "{:?}", changed.body);
    assert_eq!(changed.json()["qualification_score"], 45, "scored anew");
    assert_eq!(changed.json()["qualification_status"], "follow_up");
    let before = all(&app.db);
    let late = patch(&app, id, Some(&read), json!({"budget_max": 1})).await;
    assert_eq!(late.status(), 412);
    assert_same(&all(&app.db), &before);
    let now = patch(&app, id, Some(&tag(&changed)), json!({"budget_max": null})).await;
    assert_eq!(
        (now.status(), &now.json()["qualification_score"]),
        (200, &json!(15))
    );
    assert_eq!(
        patch(&app, "nobody", None, json!({"name": "X"}))
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn what_makes_no_sense_changes_nothing() {
    let app = TestApp::new();
    let made = told(
        &app,
        "c",
        "+33612345678",
        json!({"name": "Anne", "budget_max": "200k"}),
    )
    .await;
    let id = made["prospect_id"].as_str().unwrap();
    let before = all(&app.db);
    for (body, field) in [
        (
            json!({"qualification_status": "hot"}),
            "qualification_status",
        ),
        (json!({"status_set_by": "human"}), "status_set_by"),
        (json!({"budget_min": -1}), "budget_min"),
        (json!({"budget_min": 200_001}), "budget_min"),
        (json!({"phone": "zéro six"}), "phone"),
        (json!({"email": "anne"}), "email"),
        (json!({"name": ""}), "name"),
        (json!({"next_follow_up_at": "demain"}), "next_follow_up_at"),
        (json!({"tenant_id": "tenant_other"}), "tenant_id"),
        (json!({"qualification_score": 100}), "qualification_score"),
    ] {
        let reply = patch(&app, id, None, body.clone()).await;
        assert_eq!(reply.status(), 422, "{body}");
        let message = reply.json()["error"]["message"].to_string();
        assert!(message.contains(field), "{message}");
        assert_same(&all(&app.db), &before);
    }
}

#[tokio::test]
async fn a_status_that_staff_set_stays_until_they_give_it_back() {
    let app = TestApp::new();
    let call = Call::new("c");
    let made = app.ask(&call, "t1", TOOL, json!({"name": "Anne"})).await;
    let id = made["prospect_id"].as_str().unwrap();
    let row = patch(&app, id, None, json!({"qualification_status": "new"}))
        .await
        .json();
    assert_eq!(row["status_set_by"], "human", "also where it was the same");
    let more = json!({"budget_max": "200k", "timeline": "en juin", "interest_type": "achat"});
    app.ask(&call, "t2", TOOL, more).await;
    let row = get(&app, &format!("/{id}")).await.json();
    assert_eq!(
        (&row["qualification_status"], &row["qualification_score"]),
        (&json!("new"), &json!(70))
    );
    let row = patch(&app, id, None, json!({"status_set_by": "rule"}))
        .await
        .json();
    assert_eq!(row["qualification_status"], "qualified");
    let row = patch(
        &app,
        id,
        None,
        json!({"converted_to_client": true, "phone": "06 99 99 99 99"}),
    )
    .await
    .json();
    assert_eq!(
        (&row["converted_at"], &row["phone"], &row["phone_source"]),
        (
            &json!("2026-10-05T08:00:00.000Z"),
            &json!("+33699999999"),
            &json!("staff")
        )
    );
    let history = get(&app, &format!("/{id}/history")).await.json();
    assert_eq!(history["data"][0]["changed_by"], "api");
    assert_eq!(
        history["data"][0]["changes"]["phone"],
        json!({"from": "+33612345678", "to": "+33699999999"})
    );
}

#[tokio::test]
async fn another_tenant_finds_nobody() {
    let app = TestApp::new();
    add_other_tenant(&app);
    four(&app).await;
    let id = app.row("SELECT id FROM prospects WHERE name = 'Dora'")["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let before = all(&app.db);
    let other = |method: &'static str, path: String, body: Value| {
        let app = &app;
        async move {
            ask(
                app,
                method,
                &format!("/api/prospects{path}?tenant_id=tenant_other"),
                &body,
            )
            .await
        }
    };
    for (method, path) in [("GET", ""), ("GET", "/history"), ("PATCH", "")] {
        let body = json!({"name": "X"});
        let theirs = other(method, format!("/{id}{path}"), body.clone()).await;
        let nobodys = other(method, format!("/nobody{path}"), body).await;
        assert_eq!(
            (theirs.status(), &theirs.body),
            (404, &nobodys.body),
            "{method} {path}"
        );
    }
    assert_eq!(
        names(&other("GET", String::new(), Value::Null).await),
        json!([])
    );
    let file = other("GET", ".csv".into(), Value::Null).await;
    assert_eq!(
        file.body.iter().filter(|byte| **byte == b'\n').count(),
        1,
        "the head alone"
    );
    assert_same(&all(&app.db), &before);
}

#[tokio::test]
async fn an_export_is_safe_to_open() {
    let app = TestApp::new();
    told(
        &app,
        "c",
        "+33612345678",
        json!({"name": "=HYPERLINK(\"http://x\")", "notes": "+1, \"oui\"; @x",
        "timeline": "-2+3", "budget_max": "200k"}),
    )
    .await;
    let reply = get(&app, ".csv").await;
    assert_eq!(reply.status(), 200);
    let headers = &reply.parts.headers;
    assert!(
        headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/csv")
    );
    assert_eq!(
        headers["content-disposition"],
        "attachment; filename=\"prospects.csv\""
    );
    let text = String::from_utf8(reply.body.to_vec()).unwrap();
    let (head, row) = text.split_once("\r\n").unwrap();
    assert!(head.starts_with("id,created_at,name,phone,"), "{head}");
    assert!(
        row.contains(",\"'=HYPERLINK(\"\"http://x\"\")\",+33612345678,"),
        "{row}"
    );
    assert!(row.contains(",\"'+1, \"\"oui\"\"; '@x\","), "{row}");
    assert!(row.contains(",200000,,,'-2+3,"), "{row}");
    assert!(row.ends_with("\r\n"));
}

/// More rows than three pages hold.
async fn many() -> TestApp {
    let app = TestApp::new();
    app.db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 650) \
         INSERT INTO prospects (id, tenant_id, name, created_at) \
         SELECT 'p' || i, 'tenant_demo_001', 'N' || i, '2026-01-01T00:00:00.000Z' FROM n",
    );
    app
}

#[tokio::test]
async fn an_export_of_any_length_holds_every_row_once_a_page_at_a_time() {
    let app = many().await;
    let before = app.db.batches();
    let reply = get(&app, ".csv").await;
    let text = String::from_utf8(reply.body.to_vec()).unwrap();
    let mut ids: Vec<&str> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((text.lines().count(), ids.len()), (651, 650));
    assert_eq!(app.db.batches() - before, 4, "200, 200, 200, 50");
    assert_eq!(reply.batches(), 1, "the answer begins with the first");
}

#[tokio::test]
async fn an_export_that_breaks_is_no_whole_file() {
    let app = many().await;
    app.db.inject(Fault::Refused);
    app.db.inject(Fault::Refused);
    assert_eq!(get(&app, ".csv").await.status(), 503, "the first page");
    app.db.inject_nothing(1);
    app.db.inject(Fault::Refused);
    app.db.inject(Fault::Refused);
    let cut = tokio::spawn(async move { get(&app, ".csv").await.body });
    assert!(cut.await.is_err(), "the reader sees that it broke off");
}
