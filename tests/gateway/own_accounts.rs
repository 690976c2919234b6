//! Calls of a tenant's own account at Vapi: erased there, and never in the platform's account.

use coccinelle_gateway::jobs::erasures::run;
use http::Request;
use serde_json::{Value, json};

use crate::{
    erasures::{app, obliging},
    operator::{ask, own_secret, tenant},
    vapi::Call,
};

const KEY: &str = "/api/reconciliation?tenant_id=tenant_a";

fn keys(sent: &[Request<bytes::Bytes>]) -> Vec<String> {
    sent.iter()
        .filter(|request| request.method() == "DELETE")
        .map(|request| {
            let key = request.headers()["authorization"].to_str().unwrap();
            format!("{} {key}", request.uri().path())
        })
        .collect()
}

#[tokio::test]
async fn a_call_of_a_tenants_own_account_is_erased_there_alone() {
    let app = app();
    app.http.play(obliging);
    tenant(&app, "tenant_a", json!({})).await;
    let endpoint = own_secret(&app, "tenant_a", "of-a").await;
    // A tenant may write any id: also that of a call in the platform's account.
    let mut call = Call::new("somebodys-call");
    call.assistant = "assistant_tenant_a".into();
    let report = call.message(
        "end-of-call-report",
        json!({"endedReason": "customer-ended-call"}),
    );
    assert_eq!(app.post_to(&endpoint, "of-a", &report).await.status(), 200);
    app.settled().await;
    let body = json!({"phone": "+33612345678"});
    let made = ask(&app, "POST", "/api/erasures?tenant_id=tenant_a", &body)
        .await
        .json();
    let path = format!(
        "/api/erasures/{}?tenant_id=tenant_a",
        made["id"].as_str().unwrap()
    );
    run(app.jobs()).await.unwrap();
    assert_eq!(keys(&app.http.sent()), Vec::<String>::new());
    let open = ask(&app, "GET", &path, &Value::Null).await.json();
    assert_eq!(open["state"], "running", "{open}");
    assert_eq!(
        open["elsewhere"][0]["last_error"],
        "there is no key of the tenant's account"
    );

    let key = json!({"vapi_api_key": "key-of-tenant-a"});
    assert_eq!(ask(&app, "PUT", KEY, &key).await.status(), 204);
    app.set_clock("2026-10-05T08:05:00Z");
    run(app.jobs()).await.unwrap();
    assert_eq!(
        keys(&app.http.sent()),
        ["/call/somebodys-call Bearer key-of-tenant-a"]
    );
    assert_eq!(
        ask(&app, "GET", &path, &Value::Null).await.json()["state"],
        "done"
    );
}

#[tokio::test]
async fn a_call_of_the_platforms_endpoint_is_erased_in_both_accounts() {
    let app = app();
    app.http.play(obliging);
    tenant(&app, "tenant_a", json!({})).await;
    let key = json!({"vapi_api_key": "key-of-tenant-a"});
    assert_eq!(ask(&app, "PUT", KEY, &key).await.status(), 204);
    let mut call = Call::new("c");
    call.assistant = "assistant_tenant_a".into();
    let report = call.message(
        "end-of-call-report",
        json!({"endedReason": "customer-ended-call"}),
    );
    assert_eq!(app.post(&report).await.status(), 200);
    app.settled().await;
    let body = json!({"phone": "+33612345678"});
    ask(&app, "POST", "/api/erasures?tenant_id=tenant_a", &body).await;
    run(app.jobs()).await.unwrap();
    assert_eq!(
        keys(&app.http.sent()),
        ["/call/c Bearer vapi-key", "/call/c Bearer key-of-tenant-a"]
    );
}
