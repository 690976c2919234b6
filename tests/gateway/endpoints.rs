//! Tenants with plans of their own: their endpoint speaks for them alone, and nobody else for them.

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    operator::{own_secret, tenant},
    tables::{self, Tables},
    vapi::Call,
};

struct TwoTenants {
    app: TestApp,
    /// The endpoint of tenant A, which has plans of its own.
    endpoint: String,
}

impl TwoTenants {
    async fn new() -> Self {
        let app = TestApp::new();
        for (name, number) in [("a", "+33111111111"), ("b", "+33222222222")] {
            let config =
                json!({"clientPhoneNumber": number, "vapiPhoneNumberId": format!("pn-{name}")});
            tenant(&app, &format!("tenant_{name}"), config).await;
        }
        let endpoint = own_secret(&app, "tenant_a", "of-a").await;
        Self { app, endpoint }
    }

    async fn as_a(&self, message: &Value) -> Reply {
        self.app.post_to(&self.endpoint, "of-a", message).await
    }

    fn rows(&self) -> Tables {
        tables::all(&self.app.db)
    }
}

fn call_of(tenant: &str, id: &str) -> Call {
    let mut call = Call::new(id);
    call.assistant = format!("assistant_{tenant}");
    call
}

/// One message of every kind that reads or writes something.
fn messages(call: &Call) -> Vec<Value> {
    let callback = json!({"reason": "une offre", "name": "Jean Dupont"});
    let mut without_call = call.message("end-of-call-report", json!({}));
    without_call["message"]["call"]
        .as_object_mut()
        .unwrap()
        .remove("id");
    vec![
        without_call,
        call.tool("t1", "request_callback", callback.clone()),
        call.tool("t1", "find_appointments", json!({})),
        call.tool("t1", "no_such_tool", json!({})),
        call.message(
            "function-call",
            json!({"functionCall": {"name": "request_callback", "parameters": callback}}),
        ),
        call.message(
            "end-of-call-report",
            json!({"endedReason": "customer-ended-call"}),
        ),
        call.message("status-update", json!({"status": "in-progress"})),
        call.message("language-change-detected", json!({"language": "en"})),
        call.message("assistant-request", json!({})),
        call.message("brand-new-type", json!({})),
    ]
}

#[tokio::test]
async fn a_tenants_sender_cannot_reach_another_tenant() {
    let two = TwoTenants::new().await;
    // B has something to read.
    let booking = call_of("tenant_b", "call-b").tool(
        "t1",
        "book_appointment",
        json!({"date": "mardi", "time": "10 h", "customer_name": "Jean Dupont"}),
    );
    assert_eq!(two.app.post(&booking).await.result()["status"], "booked");
    let before = two.rows();
    for id in ["call-x", "call-b"] {
        let mut by_number = call_of("tenant_b", id);
        by_number.more = json!({"assistantId": null, "phoneNumberId": "pn-b"});
        let mut by_both = call_of("tenant_a", id);
        by_both.more = json!({"phoneNumberId": "pn-b"});
        let mut by_nothing = call_of("stranger", id);
        by_nothing.more = json!({"metadata": {"tenant_id": "tenant_a"}});
        for call in [call_of("tenant_b", id), by_number, by_both, by_nothing] {
            for message in messages(&call) {
                for (path, status) in [(&*two.endpoint, 401), ("/webhooks/vapi", 401)] {
                    let reply = two.app.post_to(path, "of-a", &message).await;
                    assert_eq!(reply.status(), status, "{path} {message} {:?}", reply.body);
                    tables::assert_same(&two.rows(), &before);
                }
            }
        }
    }
}

#[tokio::test]
async fn the_platform_does_not_speak_for_a_tenant_with_plans_of_its_own() {
    let two = TwoTenants::new().await;
    let before = two.rows();
    for message in messages(&call_of("tenant_a", "call-1")) {
        for app in [two.app.clone(), two.app.another_isolate()] {
            assert_eq!(app.post(&message).await.status(), 401, "{message}");
            tables::assert_same(&two.rows(), &before);
        }
    }
}

#[tokio::test]
async fn its_own_sender_is_answered() {
    let two = TwoTenants::new().await;
    let others = |app: &TestApp| {
        ["tenant_b", "tenant_demo_001"].map(|tenant| tables::of_tenant(&app.db, tenant))
    };
    let before = others(&two.app);
    for message in messages(&call_of("tenant_a", "call-1")) {
        assert_eq!(two.as_a(&message).await.status(), 200, "{message}");
    }
    for (now, before) in others(&two.app).iter().zip(&before) {
        tables::assert_same(now, before);
    }
    assert_eq!(
        two.app
            .db
            .value("SELECT count(*) FROM callbacks WHERE tenant_id = 'tenant_a'"),
        json!(1)
    );
    let asked = call_of("tenant_a", "call-2").message("assistant-request", json!({}));
    assert_eq!(
        two.as_a(&asked).await.json(),
        json!({"assistantId": "assistant_tenant_a"})
    );
}

#[tokio::test]
async fn an_endpoint_cannot_take_the_call_of_another_tenant() {
    let two = TwoTenants::new().await;
    let info = |tenant: &str| {
        call_of(tenant, "call-1").tool("t1", "request_callback", json!({"reason": "offre"}))
    };
    // A claims the id first; the platform's call of the same id is B's all the same.
    assert_eq!(
        two.as_a(&info("tenant_a")).await.result()["status"],
        "recorded"
    );
    assert_eq!(
        two.app.post(&info("tenant_b")).await.result()["status"],
        "recorded"
    );
    // And the other way round.
    let info = |tenant: &str| {
        call_of(tenant, "call-2").tool("t1", "request_callback", json!({"reason": "offre"}))
    };
    assert_eq!(
        two.app.post(&info("tenant_b")).await.result()["status"],
        "recorded"
    );
    assert_eq!(
        two.as_a(&info("tenant_a")).await.result()["status"],
        "recorded"
    );
    for call in ["call-1", "call-2"] {
        let owners = format!(
            "SELECT group_concat(scope || ':' || tenant_id, ' ') FROM (SELECT * FROM call_bindings WHERE vapi_call_id = '{call}' ORDER BY scope)"
        );
        assert_eq!(two.app.db.value(&owners), ":tenant_b tenant_a:tenant_a");
    }
    assert_eq!(
        two.app.db.value(
            "SELECT group_concat(n) FROM (SELECT count(*) AS n FROM callbacks GROUP BY tenant_id)"
        ),
        "2,2"
    );
}

#[tokio::test]
async fn round_trips_at_an_endpoint() {
    let two = TwoTenants::new().await;
    let message = |id: &str| call_of("tenant_a", id).tool("t1", "find_appointments", json!({}));
    assert_eq!(two.as_a(&message("call-1")).await.batches(), 2, "cold");
    assert_eq!(two.as_a(&message("call-2")).await.batches(), 1, "warm");
}

#[tokio::test]
async fn a_bound_call_does_not_vouch_for_foreign_keys() {
    let two = TwoTenants::new().await;
    let callback = json!({"reason": "offre"});
    let first = call_of("tenant_a", "call-1").tool("t1", "request_callback", callback.clone());
    assert_eq!(two.as_a(&first).await.status(), 200);
    // Within its own call another assistant changes nothing; a new call of that assistant is not A's.
    let later = call_of("tenant_b", "call-1").tool("t2", "request_callback", callback.clone());
    assert_eq!(two.as_a(&later).await.status(), 200);
    let before = two.rows();
    let foreign = call_of("tenant_b", "call-2").tool("t1", "request_callback", callback);
    assert_eq!(two.as_a(&foreign).await.status(), 401);
    tables::assert_same(&two.rows(), &before);
}
