//! For whom a message is: the keys that an operator has set and nothing else; nobody, rather than
//! somebody by default.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    operator::{put, tenant},
    tables,
    vapi::Call,
};

const NOT_CONFIGURED: &str = "This line is not configured";

/// A call that names only what `fields` say of it.
fn call(id: &str, fields: Value) -> Call {
    let mut call = Call::new(id);
    call.more = json!({"assistantId": null});
    for (key, value) in fields.as_object().unwrap() {
        call.more[key] = value.clone();
    }
    call
}

fn info(call: &Call) -> Value {
    call.tool("t1", "get_business_info", json!({"topic": "hours"}))
}

/// The tenant whose call this is, after a tool call; null when it is nobody's.
async fn owner(app: &TestApp, call: &Call) -> Value {
    let results = app.post(&info(call)).await.results();
    let id = &call.id;
    let owner = app.db.value(&format!(
        "SELECT tenant_id FROM call_logs WHERE vapi_call_id = '{id}'"
    ));
    match &owner {
        Value::Null => {
            assert!(
                results[0]["error"]
                    .as_str()
                    .unwrap()
                    .starts_with(NOT_CONFIGURED)
            );
            let kept = format!(
                "SELECT count(*) FROM stored_events WHERE tenant_id IS NULL AND vapi_call_id = '{id}' AND reason = 'no_tenant'"
            );
            assert_eq!(app.db.value(&kept), json!(1), "kept for the operator");
        }
        _ => assert!(results[0]["result"].is_string(), "{results:?}"),
    }
    owner
}

async fn two_tenants() -> TestApp {
    let app = TestApp::new();
    for (name, client, id) in [("a", "+33111111111", "pn-a"), ("b", "+33222222222", "pn-b")] {
        let config = json!({"clientPhoneNumber": client, "vapiPhoneNumberId": id,
            "twilioSharedNumber": "+33444444444"});
        tenant(&app, &format!("tenant_{name}"), config).await;
    }
    app
}

#[tokio::test]
async fn each_key_names_its_tenant() {
    let app = two_tenants().await;
    app.db.execute("INSERT INTO assistants (assistant_id, tenant_id, agent_type) VALUES ('second-of-a', 'tenant_a', 'support')");
    for (index, (fields, expected)) in [
        (
            json!({"assistantId": "assistant_tenant_a"}),
            Some("tenant_a"),
        ),
        (json!({"assistantId": "second-of-a"}), Some("tenant_a")),
        (json!({"phoneNumberId": "pn-b"}), Some("tenant_b")),
        (
            json!({"transport": {"forwardedFrom": "+33111111111"}}),
            Some("tenant_a"),
        ),
        (json!({"forwardedFrom": "+33222222222"}), Some("tenant_b")),
        (
            json!({"phoneNumber": {"number": "+33222222222"}}),
            Some("tenant_b"),
        ),
        (
            json!({"phoneNumber": {"number": "+33939035761"}}),
            Some("tenant_demo_001"),
        ),
        (
            json!({"assistantId": "stranger", "phoneNumberId": "pn-a"}),
            Some("tenant_a"),
        ),
        (
            json!({"phoneNumber": {"id": "pn-a", "number": "+33444444444"}}),
            Some("tenant_a"),
        ),
        // Two tenants share this number, so it identifies nobody.
        (json!({"phoneNumber": {"number": "+33444444444"}}), None),
        (json!({"assistantId": "stranger"}), None),
        (json!({"assistantId": "' OR 1=1 --"}), None),
        (json!({"assistantId": "ASSISTANT_TENANT_A"}), None),
        (json!({"phoneNumber": {"number": ""}}), None),
        (json!({}), None),
    ]
    .into_iter()
    .enumerate()
    {
        for app in [app.clone(), app.another_isolate()] {
            let call = call(&format!("call-{index}"), fields.clone());
            app.db.execute("DELETE FROM stored_events");
            assert_eq!(owner(&app, &call).await, json!(expected), "{fields}");
        }
    }
}

#[tokio::test]
async fn keys_that_disagree_name_nobody() {
    let app = two_tenants().await;
    let before = [
        tables::of_tenant(&app.db, "tenant_a"),
        tables::of_tenant(&app.db, "tenant_b"),
    ];
    for (index, fields) in [
        json!({"assistantId": "assistant_tenant_a", "phoneNumberId": "pn-b"}),
        json!({"assistantId": "assistant_tenant_a", "forwardedFrom": "+33222222222"}),
        json!({"phoneNumberId": "pn-a", "phoneNumber": {"number": "+33222222222"}}),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(
            owner(&app, &call(&format!("call-{index}"), fields)).await,
            Value::Null
        );
    }
    let after = [
        tables::of_tenant(&app.db, "tenant_a"),
        tables::of_tenant(&app.db, "tenant_b"),
    ];
    for (now, before) in after.iter().zip(&before) {
        tables::assert_same(now, before);
    }
}

#[tokio::test]
async fn a_key_that_two_channels_have_by_hand_names_nobody() {
    let app = two_tenants().await;
    app.db.execute("UPDATE channel_configurations SET assistant_id = 'assistant_tenant_a' WHERE tenant_id = 'tenant_b'");
    let twice = json!({"assistantId": "assistant_tenant_a"});
    assert_eq!(
        owner(&app, &call("call-1", twice.clone())).await,
        Value::Null
    );
    // Another key still tells them apart, and a disabled channel does not count.
    let both = json!({"assistantId": "assistant_tenant_a", "phoneNumberId": "pn-b"});
    assert_eq!(owner(&app, &call("call-2", both)).await, "tenant_b");
    app.db
        .execute("UPDATE channel_configurations SET enabled = 0 WHERE tenant_id = 'tenant_b'");
    assert_eq!(owner(&app, &call("call-3", twice)).await, "tenant_a");
}

#[tokio::test]
async fn a_disabled_channel_names_nobody() {
    let app = two_tenants().await;
    put(&app, "tenant_a", json!({"enabled": false})).await;
    app.db.execute("INSERT INTO assistants (assistant_id, tenant_id, agent_type) VALUES ('second-of-a', 'tenant_a', 'support')");
    for (index, fields) in [
        json!({"assistantId": "assistant_tenant_a"}),
        json!({"assistantId": "second-of-a"}),
        json!({"phoneNumberId": "pn-a"}),
        json!({"forwardedFrom": "+33111111111"}),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(
            owner(&app, &call(&format!("call-{index}"), fields)).await,
            Value::Null
        );
    }
}

#[tokio::test]
async fn other_channels_than_the_phone_name_nobody() {
    let app = TestApp::new();
    app.db.execute(
        "INSERT INTO channel_configurations (id, tenant_id, channel_type, enabled, assistant_id, config_public) \
         VALUES ('s', 'tenant_a', 'sms', 1, 'assistant-of-sms', '{\"clientPhoneNumber\": \"+33555555555\"}')",
    );
    let fields = json!({"assistantId": "assistant-of-sms", "forwardedFrom": "+33555555555"});
    assert_eq!(owner(&app, &call("call-1", fields)).await, Value::Null);
}

#[tokio::test]
async fn what_a_sender_says_of_the_tenant_counts_for_nothing() {
    let app = two_tenants().await;
    let says = json!({"assistantId": "stranger", "tenantId": "tenant_a", "tenant_id": "tenant_a",
        "metadata": {"tenant_id": "tenant_a", "tenantId": "tenant_a"},
        "assistantOverrides": {"variableValues": {"tenant_id": "tenant_a"}, "metadata": {"tenant_id": "tenant_a"}}});
    let call = call("call-1", says);
    let mut message = call.tool(
        "t1",
        "request_callback",
        json!({"reason": "offre", "tenant_id": "tenant_a", "tenantId": "tenant_a"}),
    );
    message["tenant_id"] = json!("tenant_a");
    message["message"]["tenantId"] = json!("tenant_a");
    let before = tables::of_tenant(&app.db, "tenant_a");
    let headers = [
        ("x-vapi-secret", "dev-secret"),
        ("x-tenant-id", "tenant_a"),
        ("tenant", "tenant_a"),
    ];
    let reply = app
        .send(
            "POST",
            "/webhooks/vapi?tenant_id=tenant_a",
            &headers,
            message.to_string().as_bytes(),
        )
        .await;
    assert!(reply.error().starts_with(NOT_CONFIGURED));
    tables::assert_same(&tables::of_tenant(&app.db, "tenant_a"), &before);

    // Nor do they move a call whose keys name somebody else.
    let mut named = call.clone();
    named.more["assistantId"] = json!("assistant_tenant_b");
    app.send(
        "POST",
        "/webhooks/vapi",
        &headers,
        info(&named).to_string().as_bytes(),
    )
    .await;
    assert_eq!(app.db.value("SELECT tenant_id FROM call_logs"), "tenant_b");
    tables::assert_same(&tables::of_tenant(&app.db, "tenant_a"), &before);
}

#[tokio::test]
async fn a_call_stays_with_its_first_tenant() {
    let app = two_tenants().await;
    let first = call("call-1", json!({"assistantId": "assistant_tenant_a"}));
    assert_eq!(owner(&app, &first).await, "tenant_a");
    // Warm the isolate for the other assistant as well.
    let other = call("call-2", json!({"assistantId": "assistant_tenant_b"}));
    assert_eq!(owner(&app, &other).await, "tenant_b");
    let before = tables::of_tenant(&app.db, "tenant_b");
    let handed_over = call("call-1", json!({"assistantId": "assistant_tenant_b"}));
    for app in [app.clone(), app.another_isolate()] {
        let book = handed_over.tool("t2", "request_callback", json!({"reason": "une offre"}));
        assert_eq!(app.post(&book).await.result()["status"], "recorded");
        let report = handed_over.message(
            "end-of-call-report",
            json!({"endedReason": "customer-ended-call"}),
        );
        assert_eq!(app.post(&report).await.status(), 200);
        tables::assert_same(&tables::of_tenant(&app.db, "tenant_b"), &before);
    }
    assert_eq!(
        app.db.value(
            "SELECT group_concat(DISTINCT tenant_id) FROM call_logs WHERE vapi_call_id = 'call-1'"
        ),
        "tenant_a"
    );
    assert_eq!(app.db.value("SELECT tenant_id FROM callbacks"), "tenant_a");
}

#[tokio::test]
async fn agent_types_decide_the_tools() {
    let app = TestApp::new();
    for (index, (agent, tools)) in [
        (json!("appointment"), Some(false)),
        (json!("support"), Some(true)),
        (json!("multi_purpose"), Some(true)),
        (json!("reception"), Some(true)),
        (Value::Null, Some(true)),
        (json!("barista"), None),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("tenant_{index}");
        tenant(&app, &name, json!({})).await;
        let config = json!({"sara": {"agentType": agent}});
        app.db.execute(&format!("UPDATE channel_configurations SET config_public = '{config}' WHERE tenant_id = '{name}'"));
        let call = call(&name, json!({"assistantId": format!("assistant_{name}")}));
        let before = tables::of_tenant(&app.db, &name);
        let reply = app
            .post(&call.tool(
                "t1",
                "create_ticket",
                json!({"subject": "panne", "customer_name": "Luc Petit"}),
            ))
            .await;
        match tools {
            Some(true) => assert_eq!(reply.result()["status"], "created", "{agent}"),
            Some(false) => assert!(
                reply
                    .error()
                    .starts_with("This assistant does not have that tool"),
                "{agent}"
            ),
            None => {
                assert!(reply.error().starts_with(NOT_CONFIGURED));
                tables::assert_same(&tables::of_tenant(&app.db, &name), &before);
            }
        }
    }
}

#[tokio::test]
async fn each_assistant_of_a_tenant_has_its_own_agent_type() {
    let app = two_tenants().await;
    app.db.execute("INSERT INTO assistants (assistant_id, tenant_id, agent_type) VALUES \
        ('booker', 'tenant_a', 'appointment'), ('helper', 'tenant_a', 'support'), ('odd', 'tenant_a', 'barista')");
    let ask = |assistant: &str, tool: &str| {
        let call = call(
            &format!("call-{assistant}-{tool}"),
            json!({"assistantId": assistant}),
        );
        let message = call.tool("t1", tool, json!({}));
        let app = app.clone();
        async move { app.post(&message).await.results()[0].clone() }
    };
    assert!(ask("booker", "find_appointments").await["result"].is_string());
    assert!(ask("helper", "find_tickets").await["result"].is_string());
    for (assistant, tool, why) in [
        (
            "booker",
            "find_tickets",
            "This assistant does not have that tool",
        ),
        (
            "helper",
            "find_appointments",
            "This assistant does not have that tool",
        ),
        ("odd", "find_appointments", NOT_CONFIGURED),
    ] {
        let entry = ask(assistant, tool).await;
        assert!(entry["error"].as_str().unwrap().starts_with(why), "{entry}");
    }
}

#[tokio::test]
async fn a_report_of_nobody_is_kept_and_acknowledged() {
    let app = TestApp::new();
    let mut call = Call::anonymous("call-1");
    call.assistant = "stranger".into();
    for kind in ["end-of-call-report", "status-update", "brand-new-type"] {
        let reply = app
            .post(&call.message(kind, json!({"status": "in-progress"})))
            .await;
        assert_eq!((reply.status(), reply.json()), (200, json!({})), "{kind}");
    }
    assert_eq!(
        app.db
            .value("SELECT count(*) FROM stored_events WHERE tenant_id IS NULL"),
        json!(3)
    );
    assert_eq!(app.db.value("SELECT count(*) FROM call_logs"), json!(0));
}
