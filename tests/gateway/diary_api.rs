//! The diary through the API: what staff read and change, and whose it is.

mod appointments;
mod bad_input;
mod closures;
mod hours;
mod moving;
mod races;
mod services;
mod settings;
mod tenancy;

use serde_json::{Value, json};

use crate::{
    app::{Reply, TestApp},
    operator::ask,
};

/// The staff of one tenant, with an API key of theirs.
pub struct Staff {
    pub app: TestApp,
    authorization: String,
}

impl Staff {
    pub async fn of(app: &TestApp, tenant: &str) -> Self {
        let path = format!("/api/keys?tenant_id={tenant}");
        let key = ask(app, "POST", &path, &json!({"name": "staff"})).await;
        let authorization = format!("Bearer {}", key.json()["key"].as_str().unwrap());
        Self {
            app: app.clone(),
            authorization,
        }
    }

    /// Those of the demo tenant on Monday 5 October 2026, 10:00 in Paris.
    pub async fn new() -> Self {
        Self::of(&TestApp::new(), "tenant_demo_001").await
    }

    /// A request for `/api/{path}`.
    pub async fn send(&self, method: &str, path: &str, body: Value) -> Reply {
        self.send_if(method, path, body, None).await
    }

    /// The same with `If-Match`.
    pub async fn send_if(
        &self,
        method: &str,
        path: &str,
        body: Value,
        version: Option<&str>,
    ) -> Reply {
        let mut headers = vec![("authorization", self.authorization.as_str())];
        headers.extend(version.map(|version| ("if-match", version)));
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let path = format!("/api/{path}");
        self.app
            .send(method, &path, &headers, body.as_bytes())
            .await
    }

    pub async fn get(&self, path: &str) -> Value {
        let reply = self.send("GET", path, Value::Null).await;
        assert_eq!(reply.status(), 200, "{path}: {:?}", reply.body);
        reply.json()
    }

    /// A change that succeeds.
    pub async fn change(&self, method: &str, path: &str, body: Value) -> Value {
        let reply = self.send(method, path, body).await;
        assert!(reply.status() < 300, "{path}: {:?}", reply.body);
        if reply.body.is_empty() {
            return Value::Null;
        }
        reply.json()
    }

    /// A change that is refused: status, code and message.
    pub async fn refused(&self, method: &str, path: &str, body: Value) -> (u16, String, String) {
        let reply = self.send(method, path, body).await;
        let error = &reply.json()["error"];
        (
            reply.status(),
            error["code"].as_str().unwrap().to_owned(),
            error["message"].as_str().unwrap().to_owned(),
        )
    }

    /// Books `name` for an hour; the appointment.
    pub async fn book(&self, date: &str, time: &str, name: &str) -> Value {
        let body = json!({"date": date, "time": time, "customer_name": name});
        self.change("POST", "appointments", body).await
    }
}

/// The codes of an answer's warnings.
pub fn warnings(placed: &Value) -> Vec<&str> {
    let warnings = placed["warnings"].as_array().unwrap().iter();
    warnings
        .map(|warning| warning["code"].as_str().unwrap())
        .collect()
}

/// The `id` of an answer.
pub fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// One column of the entries of a page.
pub fn column<'a>(page: &'a Value, field: &str) -> Vec<&'a str> {
    let entries = page["data"].as_array().unwrap().iter();
    entries
        .map(|entry| entry[field].as_str().unwrap())
        .collect()
}
