//! What every address of the API shares: who asks, for whom, and from which page.

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    operator::ask,
};

async fn new_key(app: &TestApp, tenant: &str) -> Value {
    let path = format!("/api/keys?tenant_id={tenant}");
    let reply = ask(app, "POST", &path, &json!({"name": "dashboard"})).await;
    assert_eq!(reply.status(), 201, "{:?}", reply.body);
    reply.json()
}

async fn channel(app: &TestApp, token: &str, query: &str) -> Reply {
    let authorization = format!("Bearer {token}");
    let headers = [("authorization", authorization.as_str())];
    app.send("GET", &format!("/api/channels/phone{query}"), &headers, b"")
        .await
}

fn secret(key: &Value) -> &str {
    key["key"].as_str().unwrap()
}

#[tokio::test]
async fn a_key_acts_for_its_own_tenant_only() {
    let app = TestApp::new();
    let key = new_key(&app, "tenant_demo_001").await;
    let reply = channel(&app, secret(&key), "").await;
    assert_eq!(reply.json()["tenant_id"], "tenant_demo_001");
    assert_eq!(
        channel(&app, secret(&key), "?tenant_id=tenant_demo_001")
            .await
            .status(),
        200
    );
    let other = channel(&app, secret(&key), "?tenant_id=somebody_else").await;
    assert_eq!(other.status(), 403);
    assert_eq!(channel(&app, "coccinelle_00", "").await.status(), 401);
    // Only a hash is kept.
    let kept = app.db.query("SELECT * FROM api_keys");
    assert!(!json!(kept).to_string().contains(secret(&key)));
}

#[tokio::test]
async fn a_key_does_not_change_what_decides_whose_a_call_is_nor_make_keys() {
    let app = TestApp::new();
    let key = new_key(&app, "tenant_demo_001").await;
    let authorization = format!("Bearer {}", secret(&key));
    let headers = [("authorization", authorization.as_str())];
    for (method, path) in [
        ("PUT", "/api/channels/phone"),
        ("POST", "/api/keys"),
        ("GET", "/api/keys"),
        ("DELETE", "/api/keys/x"),
    ] {
        let reply = app.send(method, path, &headers, br#"{"name":"x"}"#).await;
        assert_eq!(reply.status(), 403, "{method} {path}");
    }
    assert_eq!(
        app.send("POST", "/api/jobs/x", &headers, b"")
            .await
            .status(),
        401
    );
}

#[tokio::test]
async fn a_revoked_key_opens_nothing_and_the_others_go_on() {
    let app = TestApp::new();
    let (old, new) = (
        new_key(&app, "tenant_demo_001").await,
        new_key(&app, "tenant_demo_001").await,
    );
    let path = format!(
        "/api/keys/{}?tenant_id=tenant_demo_001",
        old["id"].as_str().unwrap()
    );
    for _ in 0..2 {
        assert_eq!(ask(&app, "DELETE", &path, &Value::Null).await.status(), 204);
    }
    assert_eq!(channel(&app, secret(&old), "").await.status(), 401);
    assert_eq!(channel(&app, secret(&new), "").await.status(), 200);
    let foreign = path.replace("tenant_demo_001", "somebody_else");
    assert_eq!(
        ask(&app, "DELETE", &foreign, &Value::Null).await.status(),
        404
    );
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let app = TestApp::new();
    let mut made = Vec::new();
    for minute in 0..5 {
        // Two keys at the same instant: the identifier decides.
        app.set_clock(&format!("2026-10-05T08:0{}:00Z", minute / 2));
        made.push(new_key(&app, "tenant_demo_001").await["id"].clone());
    }
    let mut seen = Vec::new();
    let mut query = "&limit=2".to_owned();
    loop {
        let path = format!("/api/keys?tenant_id=tenant_demo_001{query}");
        let page = ask(&app, "GET", &path, &Value::Null).await.json();
        seen.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|key| key["id"].clone()),
        );
        match page["next_cursor"].as_str() {
            Some(cursor) => query = format!("&limit=2&cursor={cursor}"),
            None => break,
        }
    }
    made.reverse();
    assert_eq!(seen, made);
}

#[tokio::test]
async fn what_is_misspelt_is_named() {
    let app = TestApp::new();
    let list = "/api/keys?tenant_id=t";
    for (method, path, body, status, message) in [
        (
            "GET",
            format!("{list}&limits=2"),
            "",
            422,
            "limits: is none of limit, cursor",
        ),
        (
            "GET",
            format!("{list}&limit=0"),
            "",
            422,
            "limit: must be 1 to 200",
        ),
        (
            "GET",
            format!("{list}&cursor=*"),
            "",
            422,
            "cursor: must be the next_cursor of an earlier page",
        ),
        (
            "POST",
            list.to_owned(),
            r#"{"name":7}"#,
            422,
            "name: must be text",
        ),
        (
            "POST",
            list.to_owned(),
            r#"{"name":" "}"#,
            422,
            "name: must be 1 to 100 characters",
        ),
        (
            "POST",
            list.to_owned(),
            r#"{"name":"x"} x"#,
            400,
            "the body is not JSON",
        ),
        ("POST", list.to_owned(), "", 400, "the body is not JSON"),
        (
            "GET",
            "/api/keys".to_owned(),
            "",
            400,
            "name the tenant by ?tenant_id=",
        ),
        (
            "GET",
            "/api/nothing".to_owned(),
            "",
            404,
            "there is nothing here",
        ),
        (
            "PATCH",
            list.to_owned(),
            "",
            405,
            "this address does not take that method",
        ),
    ] {
        let headers = [("authorization", "Bearer dev-operator-token")];
        let reply = app.send(method, &path, &headers, body.as_bytes()).await;
        assert_eq!(reply.status(), status, "{method} {path} {body}");
        let told = reply.json()["error"]["message"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(told.contains(message), "{told}");
    }
}

#[tokio::test]
async fn web_pages_of_the_allowed_origins_may_ask() {
    let variable = |name: &str| match name {
        "CORS_ORIGINS" => Some("https://app.example, https://other.example/".to_owned()),
        name => crate::app::dev_variable(name),
    };
    let settings = coccinelle_gateway::http::Settings::read(variable, true);
    let app = TestApp::new().with_settings(settings);
    for (origin, allowed) in [
        ("https://app.example", true),
        ("https://other.example", true),
        ("https://evil.example", false),
        ("null", false),
    ] {
        let preflight = [
            ("origin", origin),
            ("access-control-request-method", "PUT"),
            ("access-control-request-headers", "authorization,if-match"),
        ];
        let reply = app
            .send("OPTIONS", "/api/channels/phone", &preflight, b"")
            .await;
        let told = reply.parts.headers.get("access-control-allow-origin");
        assert_eq!((reply.status(), told.is_some()), (200, allowed), "{origin}");
        let reply = app
            .send("GET", "/api/channels/phone", &[("origin", origin)], b"")
            .await;
        let told = reply.parts.headers.get("access-control-allow-origin");
        assert_eq!((reply.status(), told.is_some()), (401, allowed), "{origin}");
    }
    let reply = app
        .send(
            "OPTIONS",
            "/webhooks/vapi",
            &[("origin", "https://app.example")],
            b"",
        )
        .await;
    assert!(
        reply
            .parts
            .headers
            .get("access-control-allow-origin")
            .is_none()
    );
}
