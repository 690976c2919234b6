//! What the operator may not set, and who is not the operator: refused with the field's name, never
//! a value, and with nothing written.

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    operator::{ask, phone, put, tenant},
    tables,
};

fn plan(token: &str) -> Value {
    json!({"type": "bearer", "token": token})
}

fn message(reply: &Reply) -> String {
    reply.json()["error"]["message"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_routing_key_of_another_tenant_is_refused() {
    let app = TestApp::new();
    tenant(
        &app,
        "tenant_a",
        json!({"clientPhoneNumber": "+33123456789", "vapiPhoneNumberId": "pn-a"}),
    )
    .await;
    app.db.execute("INSERT INTO assistants (assistant_id, tenant_id, agent_type) VALUES ('second-of-a', 'tenant_a', 'support')");
    put(
        &app,
        "tenant_b",
        json!({"enabled": true, "config": {"extra": 1}}),
    )
    .await;
    let before = tables::all(&app.db);
    for (change, field) in [
        (
            json!({"assistant_id": "assistant_tenant_a"}),
            "assistant_id",
        ),
        (
            json!({"assistant_id": "second-of-a", "enabled": false}),
            "assistant_id",
        ),
        (
            json!({"config": {"clientPhoneNumber": "+33123456789"}}),
            "config.clientPhoneNumber",
        ),
        (
            json!({"config": {"vapiPhoneNumberId": "pn-a"}, "enabled": false}),
            "config.vapiPhoneNumberId",
        ),
    ] {
        for tenant in ["tenant_b", "tenant_new"] {
            let reply = ask(&app, "PUT", &phone(tenant), &change).await;
            assert_eq!(reply.status(), 422, "{change}");
            assert!(
                message(&reply).starts_with(&format!("{field}: ")),
                "{}",
                message(&reply)
            );
            assert_eq!(reply.batches(), 1);
            tables::assert_same(&tables::all(&app.db), &before);
        }
    }
    // Its own keys may be set again; those of a disabled channel are free, until it wants them back.
    put(
        &app,
        "tenant_a",
        json!({"assistant_id": "assistant_tenant_a"}),
    )
    .await;
    put(&app, "tenant_a", json!({"enabled": false})).await;
    put(
        &app,
        "tenant_b",
        json!({"assistant_id": "assistant_tenant_a"}),
    )
    .await;
    let reply = ask(&app, "PUT", &phone("tenant_a"), &json!({"enabled": true})).await;
    assert_eq!(reply.status(), 422);
    put(&app, "tenant_a", json!({"templates": {}})).await;
}

#[tokio::test]
async fn values_that_are_not_allowed_are_named() {
    let app = TestApp::new();
    let hmac = json!({"type": "hmac", "secretKey": "private-1", "algorithm": "md5"});
    let before = tables::all(&app.db);
    for (body, field) in [
        (
            json!({"config": {"clientPhoneNumber": "06 12 34 56 78"}}),
            "config.clientPhoneNumber: ",
        ),
        (
            json!({"config": {"clientPhoneNumber": 33}}),
            "config.clientPhoneNumber: ",
        ),
        (
            json!({"config": {"twilioSharedNumber": "+"}}),
            "config.twilioSharedNumber: ",
        ),
        (
            json!({"config": {"vapiPhoneNumberId": ""}}),
            "config.vapiPhoneNumberId: ",
        ),
        (
            json!({"config": {"vapiPhoneNumberId": "a\u{0}b"}}),
            "config.vapiPhoneNumberId: ",
        ),
        (
            json!({"config": {"transferConfigured": "yes"}}),
            "config.transferConfigured: ",
        ),
        (json!({"config": {"sara": []}}), "config.sara: "),
        (
            json!({"config": {"sara": {"agentType": "barista"}}}),
            "config.sara.agentType: ",
        ),
        (
            json!({"config": {"sara": {"agentType": 1}}}),
            "config.sara.agentType: ",
        ),
        (
            json!({"config": {"sara": {"language": "tlh"}}}),
            "config.sara.language: ",
        ),
        (
            json!({"config": {"sara": {"voice": {}}}}),
            "config.sara.voice: ",
        ),
        (json!({"config": null}), "config: "),
        (json!({"config": {"long": "x".repeat(70_000)}}), "config: "),
        (json!({"templates": ["a"]}), "templates: "),
        (json!({"enabled": 1}), "enabled: "),
        (json!({"assistant_id": ""}), "assistant_id: "),
        (json!({"assistant_id": "é"}), "assistant_id: "),
        (json!({"assistant_id": 7}), "assistant_id: "),
        (json!({"secrets": {}}), "the body: "),
        (json!({"secret": "private-1"}), "secret: "),
        (json!({"secret": {}}), "secret: "),
        (
            json!({"secret": {"vapi_auth_plans": "private-1"}}),
            "secret: ",
        ),
        (
            json!({"secret": {"vapi_auth_plans": []}}),
            "secret.vapi_auth_plans: ",
        ),
        (
            json!({"secret": {"vapi_auth_plans": vec![plan("private-1"); 9]}}),
            "secret.vapi_auth_plans: ",
        ),
        (
            json!({"secret": {"vapi_auth_plans": [plan("private-1"), hmac]}}),
            "secret.vapi_auth_plans[1].algorithm: ",
        ),
        (
            json!({"secret": {"vapi_auth_plans": [plan(" private-1")]}}),
            "secret.vapi_auth_plans[0].token: ",
        ),
        (
            json!({"secret": {"vapi_auth_plans": ["private-1"]}}),
            "secret.vapi_auth_plans[0]: ",
        ),
        (
            json!({"secret": {"vapi_auth_plans": [plan("private-1"), plan("dev-secret")]}}),
            "secret.vapi_auth_plans[1]: ",
        ),
        (
            json!({"enabled": true, "config": {"clientPhoneNumber": "+1"}}),
            "config.clientPhoneNumber: ",
        ),
    ] {
        let reply = ask(&app, "PUT", &phone("tenant_demo_001"), &body).await;
        assert_eq!(reply.status(), 422, "{body}");
        assert!(message(&reply).starts_with(field), "{}", message(&reply));
        assert!(
            !format!("{:?}{:?}", reply.body, app.log()).contains("private-1"),
            "{body}"
        );
        assert_eq!(reply.batches(), 0);
    }
    tables::assert_same(&tables::all(&app.db), &before);
}

#[tokio::test]
async fn bodies_that_are_no_change_are_refused() {
    let app = TestApp::new();
    let before = tables::all(&app.db);
    let headers = [("authorization", "Bearer dev-operator-token")];
    let deep = [b"[".repeat(5_000), b"]".repeat(5_000)].concat();
    for (body, status) in [
        (b"".to_vec(), 400),
        (b"{".to_vec(), 400),
        (b"[]".to_vec(), 400),
        (b"null".to_vec(), 400),
        (b"\xff\xfe".to_vec(), 400),
        ([b"{\"config\":".as_slice(), &deep, b"}"].concat(), 400),
        (vec![b' '; 5 << 20], 413),
    ] {
        let reply = app
            .send("PUT", &phone("tenant_demo_001"), &headers, &body)
            .await;
        assert_eq!(reply.status(), status);
        assert!(message(&reply).len() > 10);
    }
    tables::assert_same(&tables::all(&app.db), &before);
}

#[tokio::test]
async fn only_the_operator_may_ask() {
    let app = TestApp::new();
    let body = json!({"enabled": false}).to_string();
    let before = tables::all(&app.db);
    for headers in [
        vec![],
        vec![("authorization", "dev-operator-token")],
        vec![("authorization", "Basic dev-operator-token")],
        vec![("authorization", "Bearer ")],
        vec![("authorization", "Bearer dev-operator-tokem")],
        vec![("authorization", "Bearer dev-secret")],
        vec![("x-vapi-secret", "dev-secret")],
    ] {
        for (method, body) in [("GET", ""), ("PUT", body.as_str()), ("PUT", "{")] {
            let reply = app
                .send(method, &phone("tenant_demo_001"), &headers, body.as_bytes())
                .await;
            let expected =
                json!({"error": {"code": "unauthorized", "message": "authentication failed"}});
            assert_eq!(
                (reply.status(), reply.json()),
                (401, expected),
                "{headers:?}"
            );
            assert_eq!(reply.batches(), 0);
        }
    }
    tables::assert_same(&tables::all(&app.db), &before);
}

#[tokio::test]
async fn the_tenant_has_to_be_named() {
    let app = TestApp::new();
    for query in [
        "",
        "?",
        "?tenant_id=",
        "?tenant=tenant_demo_001",
        "?tenant_id=*",
        "?tenant_id=a%27",
        "?tenant_id=tenant_demo_001&tenant_id=tenant_b",
    ] {
        for method in ["GET", "PUT"] {
            let reply = ask(
                &app,
                method,
                &format!("/api/channels/phone{query}"),
                &json!({}),
            )
            .await;
            assert_eq!(reply.status(), 400, "{query}");
            assert!(message(&reply).contains("tenant_id"));
        }
    }
}
