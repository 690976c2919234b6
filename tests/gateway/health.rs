//! `GET /health`: whether this deployment can answer calls, without showing a secret.

use coccinelle_gateway::http::Settings;
use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp, dev_variable},
    sqlite::{Fault, migrations},
    tables,
};

async fn health(app: &TestApp) -> Reply {
    app.send("GET", "/health", &[], b"").await
}

/// A gateway with one variable changed, or missing.
fn with(name: &'static str, value: Option<&'static str>) -> TestApp {
    let variable = move |asked: &str| {
        if asked == name {
            value.map(str::to_owned)
        } else {
            dev_variable(asked)
        }
    };
    TestApp::new().with_settings(Settings::read(variable, true))
}

#[tokio::test]
async fn a_working_deployment_says_so() {
    let app = TestApp::new();
    let before = tables::all(&app.db);
    let reply = health(&app).await;
    let (last, _) = migrations().pop().unwrap();
    let expected = json!({
        "status": "ok", "version": env!("CARGO_PKG_VERSION"), "migration": last,
        "secrets": {"vapi_auth_plans": true, "operator_token": true, "encryption_key": true},
        "problems": [],
    });
    assert_eq!((reply.status(), reply.json()), (200, expected));
    assert_eq!(reply.batches(), 1);
    tables::assert_same(&tables::all(&app.db), &before);
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_unavailable() {
    let app = TestApp::new();
    app.db.inject(Fault::Refused);
    app.db.inject(Fault::Refused);
    let reply = health(&app).await;
    assert_eq!(
        (reply.status(), &reply.json()["status"]),
        (503, &json!("unavailable"))
    );
    assert_eq!(reply.json()["migration"], Value::Null);
    assert_eq!(health(&app).await.status(), 200);
}

#[tokio::test]
async fn a_database_without_migrations_is_unavailable() {
    let app = TestApp::new();
    app.db.execute("DELETE FROM d1_migrations");
    assert_eq!(health(&app).await.status(), 503);
    app.db.execute("DROP TABLE d1_migrations");
    assert_eq!(health(&app).await.status(), 503);
}

#[tokio::test]
async fn unusable_secrets_are_named_and_not_shown() {
    for (app, secret, status) in [
        (with("VAPI_AUTH_PLANS", None), "vapi_auth_plans", 503),
        (
            with("VAPI_AUTH_PLANS", Some("private-1")),
            "vapi_auth_plans",
            503,
        ),
        (with("VAPI_AUTH_PLANS", Some("[]")), "vapi_auth_plans", 503),
        (
            with(
                "VAPI_AUTH_PLANS",
                Some(r#"[{"type": "bearer", "token": " private-1"}]"#),
            ),
            "vapi_auth_plans",
            503,
        ),
        (with("ENCRYPTION_KEY", None), "encryption_key", 503),
        (
            with("ENCRYPTION_KEY", Some("private-1")),
            "encryption_key",
            503,
        ),
        (
            with("ENCRYPTION_KEY", Some("votre-cle-32-caracteres")),
            "encryption_key",
            503,
        ),
        (with("OPERATOR_TOKEN", None), "operator_token", 200),
        (with("OPERATOR_TOKEN", Some("")), "operator_token", 200),
    ] {
        let reply = health(&app).await;
        let told = reply.json();
        assert_eq!(
            (reply.status(), &told["secrets"][secret]),
            (status, &json!(false)),
            "{told}"
        );
        assert!(!told.to_string().contains("private-1"), "{told}");
    }
}

#[tokio::test]
async fn development_values_do_not_serve_outside_local_mode() {
    let app = TestApp::new().with_settings(Settings::read(dev_variable, false));
    let reply = health(&app).await;
    let told = reply.json();
    assert_eq!(reply.status(), 503);
    assert_eq!(
        told["secrets"],
        json!({"vapi_auth_plans": false, "operator_token": false, "encryption_key": false})
    );
    assert_eq!(told["problems"].as_array().unwrap().len(), 3, "{told}");
    for secret in ["dev-secret", "dev-operator-token", "dev-encryption-key"] {
        assert!(!told.to_string().contains(secret), "{told}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_told_as_json() {
    let app = TestApp::new();
    for (method, path, status, code) in [
        ("GET", "/", 404, "not_found"),
        ("GET", "/webhooks/vapi", 405, "method_not_allowed"),
        (
            "GET",
            "/webhooks/vapi/some-endpoint",
            405,
            "method_not_allowed",
        ),
        ("POST", "/health", 405, "method_not_allowed"),
        ("POST", "/webhooks/vapi/a/b", 404, "not_found"),
    ] {
        let reply = app.send(method, path, &[], b"").await;
        assert_eq!(
            (reply.status(), &reply.json()["error"]["code"]),
            (status, &json!(code)),
            "{path}"
        );
        let id = reply.parts.headers["x-request-id"]
            .to_str()
            .unwrap()
            .to_owned();
        assert_eq!(app.log().last().unwrap()["request_id"], id);
    }
}
