//! The description of the API: made from the code, current, and true of the router.

use coccinelle_gateway::http::api::Description;
use serde_json::{Value, json};
use utoipa::OpenApi;

use crate::{app::TestApp, operator::ask};

/// `UPDATE_OPENAPI=1` writes the file instead of comparing it.
#[test]
fn the_document_is_that_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
    let made = Description::openapi().to_pretty_json().unwrap() + "\n";
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(
        made == kept,
        "docs/openapi.json is old: UPDATE_OPENAPI=1 cargo test openapi"
    );
}

/// Every operation of the document, as method and path with an identifier in it.
fn operations() -> Vec<(String, String)> {
    let document = serde_json::to_value(Description::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap().clone();
    paths
        .into_iter()
        .flat_map(|(path, item)| {
            let methods: Vec<String> = item.as_object().unwrap().keys().cloned().collect();
            methods
                .into_iter()
                .map(move |method| (method.to_uppercase(), path.clone()))
        })
        .collect()
}

#[tokio::test]
async fn every_described_operation_is_there_and_asks_who_you_are() {
    let app = TestApp::new();
    for (method, path) in operations() {
        let path = path
            .replace("{id}", "x")
            .replace("{name}", "x")
            .replace("{date}", "x");
        let reply = app.send(&method, &path, &[], b"{}").await;
        let wanted = if path == "/api/openapi.json" {
            200
        } else {
            401
        };
        assert_eq!(reply.status(), wanted, "{method} {path}: {:?}", reply.body);
    }
}

/// The routes as they stand in the source: axum does not tell them.
#[test]
fn every_route_is_described() {
    let source = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/http/api/mod.rs"));
    let described = operations();
    let routes: Vec<&str> = source
        .split(".route(")
        .skip(1)
        .filter_map(|rest| rest.split('"').nth(1))
        .collect();
    assert!(routes.len() >= 4, "{routes:?}");
    for route in routes {
        let path = format!("/api{route}");
        assert!(
            described.iter().any(|(_, known)| *known == path),
            "{path} is not described"
        );
    }
}

#[tokio::test]
async fn the_document_is_served() {
    let reply = ask(&TestApp::new(), "GET", "/api/openapi.json", &Value::Null).await;
    let described = serde_json::to_value(Description::openapi()).unwrap();
    assert_eq!(reply.json(), described);
    assert_eq!(
        reply.json()["components"]["securitySchemes"]["bearer"],
        json!({"type": "http", "scheme": "bearer"})
    );
}
