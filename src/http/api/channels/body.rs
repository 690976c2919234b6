//! The body of a change: which parts it names, and whether their values are allowed.
//!
//! Refusals name the field and what is allowed, never a value: a value may be a secret.

use serde_json::{Map, Value};

use crate::{
    auth::Plans,
    domain::{Language, PhoneNumber},
    http::RequestError,
    tools::AgentType,
};

/// Plans of one tenant: two overlap during a rotation, more are a mistake.
const MAX_PLANS: usize = 8;
/// Longest `config` or `templates`, in bytes of JSON.
const MAX_JSON: usize = 64 * 1024;
/// Longest identifier, in bytes.
const MAX_ID: usize = 200;

/// What the request names; `Some(None)` takes a value away.
#[derive(Default)]
pub struct Body {
    pub config: Option<Map<String, Value>>,
    pub templates: Option<Map<String, Value>>,
    pub enabled: Option<bool>,
    pub assistant_id: Option<Option<String>>,
    /// The plans as a JSON array that `Plans::parse` takes. A secret: no `Debug` here.
    pub plans: Option<Option<String>>,
}

impl Body {
    /// # Errors
    /// 400 for what is no JSON object, 422 with the field for what is not allowed.
    pub fn read(bytes: &[u8]) -> Result<Self, RequestError> {
        let value: Value = serde_json::from_slice(bytes)
            .map_err(|_| RequestError::Malformed("the body is not JSON".into()))?;
        let Value::Object(fields) = value else {
            return Err(RequestError::Malformed(
                "the body is not a JSON object".into(),
            ));
        };
        let mut body = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "config" => body.config = Some(config(value)?),
                "templates" => body.templates = Some(object("templates", value)?),
                "enabled" => body.enabled = Some(flag("enabled", &value)?),
                "assistant_id" => body.assistant_id = Some(assistant_id(value)?),
                "secret" => body.plans = Some(secret(&value)?),
                _ => {
                    let problem = "takes config, secret, templates, enabled and assistant_id";
                    return Err(invalid("the body", problem));
                }
            }
        }
        Ok(body)
    }
}

fn invalid(field: &str, problem: &str) -> RequestError {
    RequestError::Invalid(format!("{field}: {problem}"))
}

fn object(field: &str, value: Value) -> Result<Map<String, Value>, RequestError> {
    match value {
        Value::Object(object) if Value::Object(object.clone()).to_string().len() <= MAX_JSON => {
            Ok(object)
        }
        Value::Object(_) => Err(invalid(field, "must be at most 64 KiB of JSON")),
        _ => Err(invalid(field, "must be an object")),
    }
}

fn flag(field: &str, value: &Value) -> Result<bool, RequestError> {
    value
        .as_bool()
        .ok_or_else(|| invalid(field, "must be true or false"))
}

fn assistant_id(value: Value) -> Result<Option<String>, RequestError> {
    match value {
        Value::Null => Ok(None),
        Value::String(id) if is_id(&id) => Ok(Some(id)),
        _ => Err(invalid("assistant_id", ID)),
    }
}

/// The plans as they are stored; `null` takes them away.
fn secret(value: &Value) -> Result<Option<String>, RequestError> {
    let fields = match value {
        Value::Null => return Ok(None),
        Value::Object(fields) => fields,
        _ => return Err(invalid("secret", "must be an object, or null for none")),
    };
    let plans = match fields.get("vapi_auth_plans") {
        Some(Value::Array(plans)) if fields.len() == 1 => plans,
        _ => {
            let problem = "takes vapi_auth_plans, a list, and nothing else";
            return Err(invalid("secret", problem));
        }
    };
    if !(1..=MAX_PLANS).contains(&plans.len()) {
        let problem = "must be 1 to 8 plans; \"secret\": null takes them away";
        return Err(invalid("secret.vapi_auth_plans", problem));
    }
    let text = Value::Array(plans.clone()).to_string();
    // The error's text begins with `plans[0].token`, say.
    Plans::parse(&text)
        .map_err(|error| RequestError::Invalid(format!("secret.vapi_auth_{error}")))?;
    match plans.iter().position(is_public) {
        Some(index) => Err(invalid(
            &format!("secret.vapi_auth_plans[{index}]"),
            "its secret is that of the development set-up, which everybody knows",
        )),
        None => Ok(Some(text)),
    }
}

fn is_public(plan: &Value) -> bool {
    Plans::parse(&format!("[{plan}]")).is_ok_and(|plans| plans.contains_dev_secret())
}

const ID: &str = "must be 1 to 200 printable ASCII characters without spaces";
const NUMBER: &str = "must be a phone number in E.164, as +33987654321";
const TEXT: &str = "must be a string";

/// A field by its path, whether a value is allowed, and what is.
type Field = (&'static str, fn(&Value) -> bool, &'static str);

/// The known fields of `config`; unknown ones are kept as they come.
const FIELDS: [Field; 9] = [
    ("/clientPhoneNumber", is_number, NUMBER),
    ("/twilioSharedNumber", is_number, NUMBER),
    ("/vapiPhoneNumberId", |v| v.as_str().is_some_and(is_id), ID),
    (
        "/transferConfigured",
        Value::is_boolean,
        "must be true or false",
    ),
    ("/sara/voice", Value::is_string, TEXT),
    ("/sara/assistantName", Value::is_string, TEXT),
    ("/sara/customInstructions", Value::is_string, TEXT),
    (
        "/sara/agentType",
        |v| v.is_string() && AgentType::parse(v.as_str()).is_some(),
        "must be appointment, qualification, support, multi_purpose or reception",
    ),
    (
        "/sara/language",
        |v| v.as_str().and_then(Language::parse).is_some(),
        "must be a French or English language tag, as fr-FR",
    ),
];

fn config(value: Value) -> Result<Map<String, Value>, RequestError> {
    let config = object("config", value)?;
    if !matches!(
        config.get("sara"),
        None | Some(Value::Null | Value::Object(_))
    ) {
        return Err(invalid("config.sara", "must be an object"));
    }
    let value = Value::Object(config.clone());
    for (path, allowed, problem) in FIELDS {
        let given = value.pointer(path).filter(|value| !value.is_null());
        if given.is_some_and(|value| !allowed(value)) {
            return Err(invalid(
                &format!("config{}", path.replace('/', ".")),
                problem,
            ));
        }
    }
    Ok(config)
}

fn is_number(value: &Value) -> bool {
    value.as_str().and_then(PhoneNumber::parse_e164).is_some()
}

fn is_id(text: &str) -> bool {
    (1..=MAX_ID).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}
