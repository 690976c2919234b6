//! The catalogue against the schema files, and who has which tool.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{AgentType, Tool};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tool-schemas")
}

fn schema(tool: Tool) -> Value {
    serde_json::from_str(tool.schema_text()).unwrap()
}

/// `(folder, stem)` of every schema file in a folder of an agent; other folders describe messages
/// and settings.
fn files() -> BTreeSet<(String, String)> {
    let folders = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    folders
        .filter(|folder| !folder.ends_with("messages") && !folder.ends_with("settings"))
        .flat_map(|folder| {
            fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
        })
        .map(|file| {
            assert_eq!(file.extension().unwrap(), "json", "{file:?}");
            let folder = file
                .parent()
                .unwrap()
                .file_name()
                .unwrap()
                .to_str()
                .unwrap();
            (
                folder.to_owned(),
                file.file_stem().unwrap().to_str().unwrap().to_owned(),
            )
        })
        .collect()
}

#[test]
fn every_file_is_a_tool_and_every_tool_a_file() {
    let tools: BTreeSet<_> = Tool::ALL
        .iter()
        .map(|tool| (tool.folder().to_owned(), tool.name().to_owned()))
        .collect();
    assert_eq!(files(), tools);
    assert_eq!(tools.len(), Tool::ALL.len(), "a tool is declared twice");
}

#[test]
fn the_text_and_the_validator_of_a_tool_are_those_of_its_file() {
    for tool in Tool::ALL {
        let file = root()
            .join(tool.folder())
            .join(tool.name())
            .with_extension("json");
        assert_eq!(
            fs::read_to_string(file).unwrap(),
            tool.schema_text(),
            "{tool:?}"
        );

        // The validator knows exactly the file's properties.
        let schema = schema(tool);
        let mut stranger = schema["properties"].as_object().unwrap().clone();
        stranger.insert("stranger".into(), Value::Null);
        let stranger = Value::Object(stranger);
        let unexpected: Vec<_> = tool
            .errors(&stranger)
            .filter_map(|error| match error.into_parts().kind {
                jsonschema::error::ValidationErrorKind::AdditionalProperties { unexpected } => {
                    Some(unexpected)
                }
                _ => None,
            })
            .collect();
        assert_eq!(unexpected, [["stranger"]], "{tool:?}");
    }
}

#[test]
fn every_schema_keeps_the_house_rules() {
    for tool in Tool::ALL {
        let schema = schema(tool);
        let keys: BTreeSet<_> = schema
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let bare = [
            "additionalProperties",
            "description",
            "properties",
            "required",
            "type",
        ];
        assert_eq!(keys, bare.into(), "{tool:?}");
        assert_eq!(schema["type"], "object");
        assert_eq!(schema["additionalProperties"], false);
        let length = schema["description"].as_str().unwrap().chars().count();
        assert!((200..1000).contains(&length), "{tool:?}: {length}");
        assert_eq!(
            schema["properties"]["language"]["enum"],
            json!(["fr", "en"]),
            "{tool:?}"
        );
        for name in schema["required"].as_array().unwrap() {
            assert!(
                schema["properties"].get(name.as_str().unwrap()).is_some(),
                "{tool:?} {name}"
            );
        }
        for (name, property) in schema["properties"].as_object().unwrap() {
            assert!(
                property["description"]
                    .as_str()
                    .is_some_and(|text| text.len() > 20),
                "{name}"
            );
            let text = property["type"] == "string" && property.get("enum").is_none();
            assert_eq!(property["maxLength"].is_u64(), text, "{tool:?} {name}");
        }
    }
}

#[test]
fn descriptions_forbid_computing_and_announcing() {
    for tool in Tool::ALL {
        let schema = schema(tool);
        let text = schema["description"].as_str().unwrap();
        assert!(
            text.contains("`say`") && text.contains("never announce success"),
            "{tool:?}"
        );
        let takes_dates = ["date", "new_date", "when", "timeline"]
            .iter()
            .any(|name| schema["properties"].get(name).is_some());
        assert!(
            !takes_dates || text.contains("the caller's own words"),
            "{tool:?}"
        );
        assert!(!takes_dates || text.contains("do not compute"), "{tool:?}");
    }
}

#[test]
fn an_agent_has_its_folder_and_the_common_tools() {
    let names = |agent: AgentType| agent.tools().map(Tool::name).collect::<Vec<_>>();
    assert_eq!(names(AgentType::MultiPurpose).len(), 13);
    assert_eq!(names(AgentType::Appointment).len(), 7);
    assert_eq!(
        names(AgentType::Qualification),
        [
            "qualify_prospect",
            "schedule_follow_up",
            "request_callback",
            "get_business_info"
        ]
    );
    assert_eq!(names(AgentType::Support).len(), 6);

    let find = |agent, name| Tool::find(agent, name);
    assert_eq!(
        find(AgentType::Support, "create_ticket"),
        Some(Tool::CreateTicket)
    );
    assert_eq!(
        find(AgentType::Support, "request_callback"),
        Some(Tool::RequestCallback)
    );
    assert_eq!(find(AgentType::Support, "book_appointment"), None);
    assert_eq!(
        find(AgentType::MultiPurpose, "book_appointment"),
        Some(Tool::BookAppointment)
    );
    for odd in [
        "",
        "Book_appointment",
        "book_appointment ",
        "../common",
        "📅",
    ] {
        assert_eq!(find(AgentType::MultiPurpose, odd), None, "{odd}");
    }
}

#[test]
fn agent_types_read_from_storage() {
    let every = Some(AgentType::MultiPurpose);
    for (text, expected) in [
        (None, every),
        (Some(""), every),
        (Some("reception"), every),
        (Some("multi_purpose"), every),
        (Some(" appointment "), Some(AgentType::Appointment)),
        (Some("qualification"), Some(AgentType::Qualification)),
        (Some("support"), Some(AgentType::Support)),
        (Some("sales"), None),
        (Some("multi-purpose, support"), None),
    ] {
        assert_eq!(AgentType::parse(text), expected, "{text:?}");
    }
    for agent in [
        AgentType::Appointment,
        AgentType::Qualification,
        AgentType::Support,
    ] {
        assert_eq!(AgentType::parse(Some(agent.name())), Some(agent));
    }
}

#[test]
fn only_reading_tools_do_not_write() {
    let reading: Vec<_> = Tool::ALL
        .into_iter()
        .filter(|tool| !tool.writes())
        .map(Tool::name)
        .collect();
    assert_eq!(
        reading,
        [
            "check_availability",
            "find_appointments",
            "find_tickets",
            "get_business_info"
        ]
    );
}
