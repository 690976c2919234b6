//! The definitions against the limits of Vapi.

use serde_json::{Value, json};

use super::{Access, Server, definitions};
use crate::{
    domain::Language,
    tools::{AgentType, Tool},
};

fn printed(agent: AgentType, access: Access, language: Language) -> Vec<Value> {
    let url = "https://gateway.example.com/webhooks/vapi".to_owned();
    definitions(agent, &Server { url, access }, language).unwrap()
}

fn every() -> Vec<Value> {
    [Language::Fr, Language::En]
        .into_iter()
        .flat_map(|language| printed(AgentType::MultiPurpose, Access::Inherited, language))
        .collect()
}

fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

#[test]
fn names_descriptions_and_parameters_keep_the_limits() {
    assert_eq!(every().len(), 26);
    for tool in every() {
        assert_eq!(tool["type"], "function");
        assert_eq!(tool["async"], false);
        assert_eq!(
            keys(&tool),
            ["async", "function", "messages", "server", "type"]
        );
        let function = &tool["function"];
        assert_eq!(keys(function), ["description", "name", "parameters"]);
        let name = function["name"].as_str().unwrap();
        assert!((1..=64).contains(&name.len()));
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        );
        let length = function["description"].as_str().unwrap().chars().count();
        assert!((200..1000).contains(&length), "{name} {length}");
        assert_eq!(
            keys(&function["parameters"]),
            ["properties", "required", "type"]
        );
        assert_eq!(function["parameters"]["type"], "object");
    }
}

#[test]
fn parameters_are_those_of_the_schema_file() {
    let printed = printed(AgentType::MultiPurpose, Access::Inherited, Language::Fr);
    for (definition, tool) in printed.iter().zip(Tool::ALL) {
        let schema: Value = serde_json::from_str(tool.schema_text()).unwrap();
        assert_eq!(definition["function"]["name"], tool.name());
        assert_eq!(definition["function"]["description"], schema["description"]);
        let parameters = &definition["function"]["parameters"];
        assert_eq!(parameters["required"], schema["required"], "{tool:?}");
        assert_eq!(
            keys(&parameters["properties"]),
            keys(&schema["properties"]),
            "{tool:?}"
        );
        for (name, property) in parameters["properties"].as_object().unwrap() {
            let known = ["description", "enum", "type"];
            assert!(
                keys(property).iter().all(|key| known.contains(key)),
                "{property}"
            );
            for key in ["type", "description", "enum"] {
                assert_eq!(
                    property.get(key),
                    schema["properties"][name].get(key),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn fillers_block_and_are_in_the_language() {
    for tool in every() {
        let messages = tool["messages"].as_array().unwrap();
        let of = |kind| {
            messages
                .iter()
                .filter(move |message| message["type"] == kind)
        };
        assert_eq!(of("request-start").count(), 2);
        assert!(of("request-start").all(|message| message["blocking"] == true));
        assert_eq!(of("request-response-delayed").count(), 1);
        assert!(of("request-response-delayed").all(|message| {
            message["timingMilliseconds"]
                .as_u64()
                .is_some_and(|ms| (100..=120_000).contains(&ms))
        }));
        assert_eq!(
            messages.len(),
            3,
            "no message that would replace what the answer says"
        );
        for message in messages {
            let content = message["content"].as_str().unwrap();
            assert!((1..=1000).contains(&content.chars().count()));
        }
    }
    let start = |language| {
        printed(AgentType::Support, Access::Inherited, language)[0]["messages"][0]["content"]
            .clone()
    };
    assert_eq!(start(Language::Fr), "D'accord, un instant.");
    assert_eq!(start(Language::En), "All right, one moment.");
}

#[test]
fn the_server_has_one_way_in_and_one_retry() {
    let server =
        |access| printed(AgentType::Appointment, access, Language::Fr)[0]["server"].clone();
    let inherited = server(Access::Inherited);
    assert_eq!(keys(&inherited), ["backoffPlan", "timeoutSeconds", "url"]);
    assert_eq!(
        inherited["url"],
        "https://gateway.example.com/webhooks/vapi"
    );
    assert!((1..=300).contains(&inherited["timeoutSeconds"].as_u64().unwrap()));
    assert_eq!(inherited["backoffPlan"]["maxRetries"], 1);
    let secret = server(Access::Secret("dev-secret".into()));
    assert_eq!(secret["headers"], json!({"X-Vapi-Secret": "dev-secret"}));
    assert_eq!(secret.get("credentialId"), None);
    let credential = server(Access::Credential("cred-1".into()));
    assert_eq!(credential["credentialId"], "cred-1");
    assert_eq!(credential.get("headers"), None);
}

#[test]
fn an_agent_type_prints_its_own_tools() {
    let names = |agent| -> Vec<_> {
        printed(agent, Access::Inherited, Language::Fr)
            .iter()
            .map(|tool| tool["function"]["name"].as_str().unwrap().to_owned())
            .collect()
    };
    for agent in [
        AgentType::Appointment,
        AgentType::Qualification,
        AgentType::Support,
    ] {
        assert_eq!(
            names(agent),
            agent.tools().map(Tool::name).collect::<Vec<_>>()
        );
    }
}
