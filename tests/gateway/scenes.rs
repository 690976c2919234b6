//! What the tests of several topics start from and look at.

use serde_json::{Value, json};

use coccinelle_gateway::db::Row;

use crate::{app::TestApp, vapi::Call};

/// The assistant of the second tenant, which speaks English and has told nothing of itself.
pub const OTHER_ASSISTANT: &str = "assistant-of-the-other";

const OTHER: &str = r#"
    INSERT INTO tenant_settings (tenant_id, language, country) VALUES ('tenant_other', 'en-US', 'FR');
    INSERT INTO channel_configurations
      (id, tenant_id, channel_type, enabled, configured, config_public, assistant_id)
    VALUES ('cfg_other', 'tenant_other', 'phone', 1, 1,
      '{"clientPhoneNumber": "+33900000001", "sara": {"agentType": "multi_purpose", "language": "en-US"}}',
      'assistant-of-the-other')"#;

/// Adds a second tenant beside the demo one.
pub fn add_other_tenant(app: &TestApp) {
    app.db.execute(OTHER);
}

/// A demo tenant with scoring rules of its own.
pub fn with_rules(rules: &Value) -> TestApp {
    let app = TestApp::new();
    let rules = rules.to_string().replace('\'', "''");
    app.db
        .execute(&format!("UPDATE tenant_settings SET scoring = '{rules}'"));
    app
}

impl Call {
    /// The same call as it would come in for the second tenant.
    pub fn at_other(mut self) -> Self {
        self.assistant = OTHER_ASSISTANT.into();
        self
    }
}

impl TestApp {
    /// The parsed `result` of one tool call, its sentence checked.
    pub async fn ask(&self, call: &Call, id: &str, tool: &str, arguments: Value) -> Value {
        let result = self.post(&call.tool(id, tool, arguments)).await.result();
        assert_speakable(&result);
        result
    }

    /// The only row of a query.
    pub fn row(&self, sql: &str) -> Row {
        let mut rows = self.db.query(sql);
        assert_eq!(rows.len(), 1, "{sql}: {rows:?}");
        rows.remove(0)
    }

    /// The number of rows of a table.
    pub fn count(&self, table: &str) -> u64 {
        self.db
            .value(&format!("SELECT count(*) FROM {table}"))
            .as_u64()
            .unwrap()
    }
}

/// What is said to a caller is short and has nothing in it that a voice stumbles over.
pub fn assert_speakable(result: &Value) {
    let say = result["say"].as_str().unwrap_or_else(|| panic!("{result}"));
    let length = say.chars().count();
    assert!((1..=300).contains(&length), "{length}: {say}");
    let unspeakable = |c: char| "()[]{}<>/\\_|#*\"".contains(c) || c.is_control();
    assert!(!say.contains(unspeakable), "{say}");
    for id in ["prospect_id", "callback_id"] {
        let id = result[id].as_str();
        assert!(id.is_none_or(|id| !say.contains(id)), "{say}");
    }
    for year in ["2026-", "2027-"] {
        assert!(!say.contains(year), "{say}");
    }
}

/// From where ticket 2001 was made.
pub const TICKET_CALLER: &str = "+33612345678";

/// A demo tenant with ticket 2001 of Anne Martin, made from [`TICKET_CALLER`].
pub async fn with_ticket() -> TestApp {
    let app = TestApp::new();
    let arguments = json!({"subject": "Chaudière en panne", "customer_name": "Anne Martin",
        "description": "Plus d'eau chaude.", "priority": "très urgente", "category": "technique"});
    let made = app
        .ask(&Call::new("first"), "t", "create_ticket", arguments)
        .await;
    assert_eq!(
        (&made["status"], &made["ticket_number"]),
        (&json!("created"), &json!("T-2001"))
    );
    app
}
