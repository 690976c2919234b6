//! The documents that docs/support.md shows are ones that are taken, and its times are the default.

use serde_json::{Value, json};

use crate::{app::TestApp, operator::ask};

const PATH: &str = "/api/settings/support?tenant_id=tenant_demo_001";

fn documents() -> Vec<Value> {
    let guide = include_str!("../../docs/support.md");
    guide
        .split("```json")
        .skip(1)
        .map(|block| serde_json::from_str(block.split("```").next().unwrap()).unwrap())
        .collect()
}

#[tokio::test]
async fn every_document_of_the_guide_is_taken_and_read_back() {
    let app = TestApp::new();
    let documents = documents();
    for document in &documents {
        let reply = ask(&app, "PUT", PATH, document).await;
        assert_eq!(reply.status(), 200, "{:?} for {document}", reply.body);
        assert_eq!(&ask(&app, "GET", PATH, &Value::Null).await.json(), document);
    }
    for part in [
        "categories",
        "priorities",
        "times",
        "escalation",
        "emergencies",
        "transfer",
    ] {
        assert!(
            documents
                .iter()
                .any(|document| document.get(part).is_some()),
            "{part}"
        );
    }
}

#[test]
fn the_times_of_the_guide_are_those_that_count() {
    let default: Value =
        serde_json::from_str(include_str!("../../src/support/default.json")).unwrap();
    let shown = json!({"times": default["times"]});
    assert!(documents().contains(&shown), "{shown}");
}
