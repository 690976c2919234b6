//! The operator's requests, and tenants made with them.

use serde_json::{Value, json};

use crate::app::{Reply, TestApp};

/// A request with the operator's token.
pub async fn ask(app: &TestApp, method: &str, path: &str, body: &Value) -> Reply {
    let headers = [("authorization", "Bearer dev-operator-token")];
    app.send(method, path, &headers, body.to_string().as_bytes())
        .await
}

/// The address of a tenant's phone channel.
pub fn phone(tenant: &str) -> String {
    format!("/api/channels/phone?tenant_id={tenant}")
}

/// Changes a tenant's phone channel, successfully.
pub async fn put(app: &TestApp, tenant: &str, body: Value) -> Value {
    let reply = ask(app, "PUT", &phone(tenant), &body).await;
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    reply.json()
}

/// A tenant of its own, always open, with the default service of the demo tenant. Its assistant is
/// `assistant_<tenant>`.
pub async fn tenant(app: &TestApp, tenant: &str, config: Value) {
    app.db.execute(&format!(
        "INSERT INTO services (tenant_id, id, name_fr, name_en, duration_minutes, is_default)
           VALUES ('{tenant}', 'visite', 'visite', 'viewing', 60, 1);
         INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
           SELECT 'hours_{tenant}_' || value, '{tenant}', value, '00:00', '24:00'
           FROM json_each('[1, 2, 3, 4, 5, 6, 7]');"
    ));
    let assistant = format!("assistant_{tenant}");
    put(
        app,
        tenant,
        json!({"enabled": true, "assistant_id": assistant, "config": config}),
    )
    .await;
}

/// Gives a tenant plans of its own: a legacy secret. The path of its endpoint.
pub async fn own_secret(app: &TestApp, tenant: &str, secret: &str) -> String {
    let plan = json!({"type": "bearer", "token": secret, "headerName": "X-Vapi-Secret",
        "bearerPrefixEnabled": false});
    let answer = put(app, tenant, json!({"secret": {"vapi_auth_plans": [plan]}})).await;
    answer["endpoint"].as_str().unwrap().to_owned()
}
