//! Who may post: every refusal is the same 401, and why stands in the log alone.

use coccinelle_gateway::http::Settings;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    app::{MONDAY, Reply, TestApp, dev_variable},
    operator::{own_secret, put, tenant},
    tables,
    vapi::Call,
};

fn booking() -> Value {
    let arguments = json!({"date": "mardi", "time": "10 h", "customer_name": "Jean Dupont"});
    Call::new("call-1").tool("t1", "book_appointment", arguments)
}

/// Refused, without a word on why, and without a trace in any table.
fn refused(app: &TestApp, reply: &Reply, before: &tables::Tables) {
    let expected = json!({"error": {"code": "unauthorized", "message": "authentication failed"}});
    assert_eq!((reply.status(), reply.json()), (401, expected));
    tables::assert_same(&tables::all(&app.db), before);
}

/// What the log says about the last request's refusal.
fn reason(app: &TestApp) -> Value {
    app.log().last().unwrap()["refused"].clone()
}

/// Posts with the signature of `signed` at `timestamp`.
async fn signed(app: &TestApp, body: &[u8], signed: &[u8], timestamp: i64) -> Reply {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"dev-hmac-secret").unwrap();
    mac.update(format!("{timestamp}.").as_bytes());
    mac.update(signed);
    let signature = hex::encode(mac.finalize().into_bytes());
    let timestamp = timestamp.to_string();
    let headers = [("x-signature", &*signature), ("x-timestamp", &*timestamp)];
    app.send("POST", "/webhooks/vapi", &headers, body).await
}

fn now() -> i64 {
    MONDAY
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap()
        .timestamp()
}

#[tokio::test]
async fn a_signature_over_the_raw_bytes_lets_in() {
    let app = TestApp::new();
    // Spaces that a parser would drop are signed too.
    let body = format!(" {}\n", booking()).into_bytes();
    for skew in [-300, 300, 0] {
        let reply = signed(&app, &body, &body, now() + skew).await;
        assert_eq!(reply.result()["status"], "booked", "{skew}");
    }
}

#[tokio::test]
async fn a_stale_or_foreign_signature_is_refused() {
    let app = TestApp::new();
    let before = tables::all(&app.db);
    let body = booking().to_string().into_bytes();
    let other = booking()
        .to_string()
        .replace("Dupont", "Durand")
        .into_bytes();
    for (signed_bytes, skew, why) in [
        (&body, -301, "stale_timestamp"),
        (&body, 301, "future_timestamp"),
        (&other, 0, "wrong_signature"),
    ] {
        let reply = signed(&app, &body, signed_bytes, now() + skew).await;
        refused(&app, &reply, &before);
        assert_eq!(reason(&app), json!(["missing_header", why]));
    }
}

#[tokio::test]
async fn the_override_of_the_day_does_not_age_signatures() {
    let app = TestApp::new().on_day("2031-01-01T00:00:00Z");
    let body = booking().to_string().into_bytes();
    assert_eq!(signed(&app, &body, &body, now()).await.status(), 200);
}

#[tokio::test]
async fn wrong_and_missing_secrets_are_refused() {
    let app = TestApp::new();
    let before = tables::all(&app.db);
    for (headers, why) in [
        (vec![], "missing_header"),
        (vec![("x-vapi-secret", "")], "wrong_token"),
        (vec![("x-vapi-secret", "dev-secret ")], "wrong_token"),
        (vec![("x-vapi-secret", "Dev-secret")], "wrong_token"),
        (vec![("x-vapi-secret", "Bearer dev-secret")], "wrong_token"),
        (
            vec![("authorization", "Bearer dev-secret")],
            "missing_header",
        ),
    ] {
        let reply = app
            .send(
                "POST",
                "/webhooks/vapi",
                &headers,
                booking().to_string().as_bytes(),
            )
            .await;
        refused(&app, &reply, &before);
        assert_eq!(reason(&app)[0], why, "{headers:?}");
        assert_eq!(reply.batches(), 0);
    }
}

#[tokio::test]
async fn an_unknown_endpoint_answers_like_a_wrong_secret() {
    let app = TestApp::new();
    tenant(&app, "tenant_a", json!({})).await;
    let endpoint = own_secret(&app, "tenant_a", "of-tenant-a").await;
    let before = tables::all(&app.db);
    for path in [
        endpoint.as_str(),
        "/webhooks/vapi/0123456789abcdef",
        "/webhooks/vapi/'--",
    ] {
        for secret in ["dev-secret", "nonsense"] {
            let reply = app.post_to(path, secret, &booking()).await;
            refused(&app, &reply, &before);
            let lines = format!("{:?}", app.log());
            assert!(
                !lines.contains(endpoint.rsplit('/').next().unwrap()),
                "{lines}"
            );
        }
    }
}

#[tokio::test]
async fn a_tenants_secret_opens_its_endpoint_alone() {
    let app = TestApp::new();
    tenant(&app, "tenant_a", json!({})).await;
    let endpoint = own_secret(&app, "tenant_a", "of-tenant-a").await;
    let mut call = Call::new("call-1");
    call.assistant = "assistant_tenant_a".into();
    let info = call.tool("t1", "get_business_info", json!({"topic": "hours"}));
    assert_eq!(
        app.post_to(&endpoint, "of-tenant-a", &info).await.result()["status"],
        "info"
    );
    let before = tables::all(&app.db);
    refused(
        &app,
        &app.post_to("/webhooks/vapi", "of-tenant-a", &info).await,
        &before,
    );
    refused(
        &app,
        &app.post_to("/webhooks/vapi", "of-tenant-a", &booking())
            .await,
        &before,
    );
}

#[tokio::test]
async fn without_plans_everything_is_refused() {
    let variable = |name: &str| dev_variable(name).filter(|_| name != "VAPI_AUTH_PLANS");
    let app = TestApp::new().with_settings(Settings::read(variable, true));
    let before = tables::all(&app.db);
    refused(&app, &app.post(&booking()).await, &before);
    assert_eq!(reason(&app), json!(["no_plans"]));

    let app = TestApp::new();
    tenant(&app, "tenant_a", json!({})).await;
    let endpoint = own_secret(&app, "tenant_a", "of-tenant-a").await;
    put(&app, "tenant_a", json!({"secret": null})).await;
    let before = tables::all(&app.db);
    refused(
        &app,
        &app.post_to(&endpoint, "of-tenant-a", &booking()).await,
        &before,
    );
    assert_eq!(reason(&app), json!(["no_plans"]));
}

#[tokio::test]
async fn plans_under_another_key_refuse_everything() {
    let app = TestApp::new();
    tenant(&app, "tenant_a", json!({})).await;
    let endpoint = own_secret(&app, "tenant_a", "of-tenant-a").await;
    let other_key = |name: &str| match name {
        "ENCRYPTION_KEY" => Some("another-encryption-key-of-32-chars".to_owned()),
        _ => dev_variable(name),
    };
    let app = app
        .another_isolate()
        .with_settings(Settings::read(other_key, true));
    let before = tables::all(&app.db);
    refused(
        &app,
        &app.post_to(&endpoint, "of-tenant-a", &booking()).await,
        &before,
    );
    // Nor can a sealed secret be moved to another tenant's row.
    let app = TestApp::new();
    let mine = own_secret(&app, "tenant_a", "of-tenant-a").await;
    let theirs = own_secret(&app, "tenant_b", "of-tenant-b").await;
    app.db.execute(
        "UPDATE channel_configurations SET auth_plans_encrypted = (SELECT auth_plans_encrypted \
         FROM channel_configurations WHERE tenant_id = 'tenant_a')",
    );
    assert_ne!(mine, theirs);
    let before = tables::all(&app.db);
    refused(
        &app,
        &app.post_to(&theirs, "of-tenant-a", &booking()).await,
        &before,
    );
}

#[tokio::test]
async fn development_values_are_refused_outside_local_mode() {
    let app = TestApp::new().with_settings(Settings::read(dev_variable, false));
    let before = tables::all(&app.db);
    refused(&app, &app.post(&booking()).await, &before);
    let body = booking().to_string().into_bytes();
    refused(&app, &signed(&app, &body, &body, now()).await, &before);
    let headers = [("authorization", "Bearer dev-operator-token")];
    let path = "/api/channels/phone?tenant_id=tenant_demo_001";
    refused(&app, &app.send("GET", path, &headers, b"").await, &before);
}

#[tokio::test]
async fn size_comes_before_authentication_and_authentication_before_parsing() {
    let app = TestApp::new();
    tenant(&app, "tenant_a", json!({})).await;
    let endpoint = own_secret(&app, "tenant_a", "of-tenant-a").await;
    let before = tables::all(&app.db);
    let large = vec![b'{'; (4 << 20) + 1];
    for (path, right) in [
        ("/webhooks/vapi", "dev-secret"),
        (&*endpoint, "of-tenant-a"),
    ] {
        for (secret, body, status, code) in [
            ("wrong", &large[..], 413, "too_large"),
            (right, &large[..], 413, "too_large"),
            ("wrong", &large[..large.len() - 1], 401, "unauthorized"),
            ("wrong", b"{\"message\":", 401, "unauthorized"),
            (right, b"{\"message\":", 400, "malformed"),
            (right, &large[..large.len() - 1], 400, "malformed"),
        ] {
            let reply = app
                .send("POST", path, &[("x-vapi-secret", secret)], body)
                .await;
            assert_eq!(
                (reply.status(), &reply.json()["error"]["code"]),
                (status, &json!(code))
            );
        }
    }
    tables::assert_same(&tables::all(&app.db), &before);
}

#[tokio::test]
async fn the_log_names_nobody_that_an_address_names() {
    let app = TestApp::new();
    for path in [
        "/api/tickets/+33612345678",
        "/api/tickets/%2B33612345678/notes",
        "/api/prospects/marie@dupontel.example",
        "/webhooks//vapi/0123456789abcdef",
        "/calendar//0123456789abcdef.ics",
        "/06-12-34-56-78",
    ] {
        app.send("GET", path, &[], b"").await;
        let line = app.log().pop().unwrap()["path"].to_string();
        for part in ["612345678", "12-34", "dupontel", "0123456789"] {
            assert!(!line.contains(part), "{path}: {line}");
        }
    }
}

#[tokio::test]
async fn the_log_knows_no_secret_number_or_body() {
    let app = TestApp::new();
    tenant(
        &app,
        "tenant_a",
        json!({"clientPhoneNumber": "+33123456789"}),
    )
    .await;
    let endpoint = own_secret(&app, "tenant_a", "of-tenant-a").await;
    app.post(&booking()).await.results();
    app.post_to(&endpoint, "of-tenant-a", &booking()).await;
    app.post_to(&endpoint, "a-guessed-secret", &booking()).await;
    let body = booking().to_string().into_bytes();
    signed(&app, &body, b"", now()).await;
    let lines = format!("{:?}", app.log());
    for private in [
        "dev-secret",
        "of-tenant-a",
        "a-guessed-secret",
        "12345678",
        "Dupont",
        "signature\":\"",
        endpoint.rsplit('/').next().unwrap(),
    ] {
        assert!(!lines.contains(private), "{private}: {lines}");
    }
    assert!(lines.contains("{endpoint}"));
}
