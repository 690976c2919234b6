//! `/api/channels/phone`: what the operator sets is what is read back, written whole or not at
//! all, and never shows a secret.

mod refused;

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    operator::{ask, own_secret, phone, put, tenant},
    sqlite::Fault,
    tables,
};

const TOKEN: &str = "s3cret-of-tenant-a";

#[tokio::test]
async fn what_is_set_is_read_back() {
    let app = TestApp::new();
    let config = json!({"clientPhoneNumber": "+33123456789", "vapiPhoneNumberId": "pn-1",
        "sara": {"agentType": "appointment", "language": "en-GB", "mood": "calm"}, "extra": [1, {"a": null}]});
    let body = json!({"config": config, "templates": {"greeting": "Bonjour"}, "enabled": true,
        "assistant_id": "asst-a"});
    let written = put(&app, "tenant_a", body).await;
    let expected = json!({"tenant_id": "tenant_a", "channel_type": "phone", "enabled": true,
        "configured": true, "assistant_id": "asst-a", "config": config,
        "templates": {"greeting": "Bonjour"}, "endpoint": null, "has_secret": false});
    assert_eq!(written, expected);
    let reply = ask(&app, "GET", &phone("tenant_a"), &Value::Null).await;
    assert_eq!((reply.status(), reply.json()), (200, expected));
    assert_eq!(reply.batches(), 1);
}

#[tokio::test]
async fn what_is_not_named_stays() {
    let app = TestApp::new();
    tenant(
        &app,
        "tenant_a",
        json!({"clientPhoneNumber": "+33123456789"}),
    )
    .await;
    let endpoint = own_secret(&app, "tenant_a", TOKEN).await;
    let disabled = put(&app, "tenant_a", json!({"enabled": false})).await;
    assert_eq!(disabled["assistant_id"], "assistant_tenant_a");
    assert_eq!(disabled["config"]["clientPhoneNumber"], "+33123456789");
    assert_eq!(
        (&disabled["has_secret"], &disabled["endpoint"]),
        (&json!(true), &json!(endpoint))
    );
    let emptied = put(
        &app,
        "tenant_a",
        json!({"assistant_id": null, "config": {}, "secret": null}),
    )
    .await;
    assert_eq!(
        (&emptied["assistant_id"], &emptied["has_secret"]),
        (&Value::Null, &json!(false))
    );
    assert_eq!(emptied["configured"], false);
    assert_eq!(
        app.db
            .query("SELECT * FROM channel_configurations WHERE tenant_id = 'tenant_a'")
            .len(),
        1
    );
}

#[tokio::test]
async fn a_tenant_without_a_channel_is_not_found() {
    let app = TestApp::new();
    let reply = ask(&app, "GET", &phone("tenant_a"), &Value::Null).await;
    assert_eq!(reply.status(), 404);
    for (method, path, status) in [
        ("GET", "/api/channels/fax?tenant_id=tenant_a", 404),
        ("DELETE", "/api/channels/phone?tenant_id=tenant_a", 405),
    ] {
        assert_eq!(
            ask(&app, method, path, &Value::Null).await.status(),
            status,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_secret_is_sealed_and_never_shown() {
    let app = TestApp::new();
    let endpoint = own_secret(&app, "tenant_a", TOKEN).await;
    let id = endpoint.strip_prefix("/webhooks/vapi/").unwrap();
    assert_eq!(id.len(), 40, "160 bits in hex: {id}");
    let sealed = app.db.value(
        "SELECT auth_plans_encrypted FROM channel_configurations WHERE tenant_id = 'tenant_a'",
    );
    assert!(sealed.as_str().unwrap().starts_with("v1."), "{sealed}");
    let again = own_secret(&app, "tenant_a", TOKEN).await;
    assert_eq!(again, endpoint, "the address outlives a rotation");
    let resealed = app.db.value(
        "SELECT auth_plans_encrypted FROM channel_configurations WHERE tenant_id = 'tenant_a'",
    );
    assert_ne!(sealed, resealed, "a nonce is never used twice");
    assert_ne!(own_secret(&app, "tenant_b", "another").await, endpoint);

    let reply = ask(&app, "GET", &phone("tenant_a"), &Value::Null).await;
    let shown = format!(
        "{:?}{:?}{:?}",
        reply.body,
        app.log(),
        tables::all(&app.db).text()
    );
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[tokio::test]
async fn an_entity_tag_guards_a_change() {
    let app = TestApp::new();
    put(&app, "tenant_a", json!({"enabled": true})).await;
    let read = ask(&app, "GET", &phone("tenant_a"), &Value::Null).await;
    let tag = read.parts.headers["etag"].to_str().unwrap().to_owned();
    let change = |tag: String, enabled: bool, tenant: &'static str| {
        let app = app.clone();
        async move {
            let headers = [
                ("authorization", "Bearer dev-operator-token"),
                ("if-match", &*tag),
            ];
            let body = json!({"enabled": enabled}).to_string();
            app.send("PUT", &phone(tenant), &headers, body.as_bytes())
                .await
        }
    };
    let first = change(tag.clone(), false, "tenant_a").await;
    assert_eq!(first.status(), 200);
    assert_ne!(first.parts.headers["etag"].to_str().unwrap(), tag);
    let before = tables::all(&app.db);
    for (tag, tenant) in [
        (tag.as_str(), "tenant_a"),
        ("\"999\"", "tenant_a"),
        ("nonsense", "tenant_a"),
        ("", "tenant_a"),
        ("*", "tenant_b"),
        ("\"1\"", "tenant_b"),
    ] {
        let reply = change(tag.into(), true, tenant).await;
        assert_eq!(
            (reply.status(), &reply.json()["error"]["code"]),
            (412, &json!("changed")),
            "{tag}"
        );
    }
    tables::assert_same(&tables::all(&app.db), &before);
    assert_eq!(
        change(
            format!("\"7\", {}", first.parts.headers["etag"].to_str().unwrap()),
            true,
            "tenant_a"
        )
        .await
        .status(),
        200
    );
    assert_eq!(change("*".into(), true, "tenant_a").await.status(), 200);
}

#[tokio::test]
async fn a_number_may_be_shared() {
    let app = TestApp::new();
    for tenant in ["tenant_a", "tenant_b"] {
        let config = json!({"twilioSharedNumber": "+33939035761"});
        put(&app, tenant, json!({"enabled": true, "config": config})).await;
    }
}

#[tokio::test]
async fn an_outage_is_told_as_it_is() {
    let app = TestApp::new();
    app.db.inject(Fault::Refused);
    app.db.inject(Fault::Refused);
    let reply = ask(&app, "GET", &phone("tenant_demo_001"), &Value::Null).await;
    assert_eq!(
        (reply.status(), &reply.json()["error"]["code"]),
        (503, &json!("unavailable"))
    );
    app.db.inject(Fault::CommittedThenFailed);
    let reply = ask(
        &app,
        "PUT",
        &phone("tenant_demo_001"),
        &json!({"enabled": false}),
    )
    .await;
    assert_eq!(
        (reply.status(), &reply.json()["error"]["code"]),
        (503, &json!("uncertain"))
    );
    assert_eq!(
        app.db.value("SELECT enabled FROM channel_configurations"),
        json!(0)
    );
}
