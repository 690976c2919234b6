//! Secrets and settings of the deployment, read once per isolate. Everything fails closed.

use crate::{
    auth::{Cipher, Plans, same_secret},
    vapi::api::DEFAULT_BASE_URL,
};

/// The values of `.dev.vars.example`, refused outside local mode.
const DEV_OPERATOR_TOKEN: &str = "dev-operator-token";
const DEV_ENCRYPTION_KEY: &str = "dev-encryption-key-32-characters";

/// An account at Twilio. No `Debug`: it holds a secret.
pub struct Twilio {
    pub account_sid: String,
    pub auth_token: String,
}

/// What the deployment is configured with. No `Debug`: it holds secrets.
pub struct Settings {
    /// The platform's plans; empty refuses everything.
    pub plans: Plans,
    operator_token: Option<String>,
    /// Seals tenants' secrets; absent or weak: nothing can be sealed or opened.
    pub cipher: Option<Cipher>,
    /// Origins of web pages that may use the API, as browsers send them.
    pub cors_origins: Vec<String>,
    /// The private key of the platform's account at Vapi. A secret.
    pub vapi_api_key: Option<String>,
    /// Vapi's REST API, without a slash at the end: another one in another region.
    pub vapi_base_url: String,
    /// The account at Twilio that messages and calls went through.
    pub twilio: Option<Twilio>,
    /// What was refused and why, for the log and `/health`; no secret in it.
    pub problems: Vec<String>,
}

impl Settings {
    /// Reads the variables by name. `local` allows the development values.
    #[must_use]
    pub fn read(variable: impl Fn(&str) -> Option<String>, local: bool) -> Self {
        let mut problems = Vec::new();
        let plans = plans(variable("VAPI_AUTH_PLANS"), local, &mut problems);
        let operator_token = variable("OPERATOR_TOKEN").filter(|token| !token.is_empty());
        let operator_token = refuse(
            operator_token,
            |token| !local && token == DEV_OPERATOR_TOKEN,
            "OPERATOR_TOKEN is the development value",
            &mut problems,
        );
        let key = refuse(
            variable("ENCRYPTION_KEY"),
            |key| !local && key == DEV_ENCRYPTION_KEY,
            "ENCRYPTION_KEY is the development value",
            &mut problems,
        );
        let cipher = key.and_then(|key| {
            Cipher::new(&key)
                .map_err(|weak| problems.push(weak.to_string()))
                .ok()
        });
        Self {
            plans,
            operator_token,
            cipher,
            cors_origins: origins(variable("CORS_ORIGINS")),
            vapi_api_key: variable("VAPI_API_KEY")
                .map(|key| key.trim().to_owned())
                .filter(|key| !key.is_empty()),
            vapi_base_url: base_url(variable("VAPI_BASE_URL"), &mut problems),
            twilio: twilio(&variable, &mut problems),
            problems,
        }
    }

    /// Whether a bearer token is the operator's, in constant time.
    #[must_use]
    pub fn is_operator(&self, token: &str) -> bool {
        self.operator_token
            .as_deref()
            .is_some_and(|expected| same_secret(expected.as_bytes(), token.as_bytes()))
    }

    #[must_use]
    pub fn has_operator(&self) -> bool {
        self.operator_token.is_some()
    }
}

/// The account, if there is one whose id can stand in an address.
fn twilio(variable: impl Fn(&str) -> Option<String>, problems: &mut Vec<String>) -> Option<Twilio> {
    let read = |name| variable(name).map(|text| text.trim().to_owned());
    let account_sid = read("TWILIO_ACCOUNT_SID").filter(|sid| !sid.is_empty());
    let account_sid = refuse(
        account_sid,
        |sid| !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "TWILIO_ACCOUNT_SID is no account id",
        problems,
    );
    let auth_token = read("TWILIO_AUTH_TOKEN").filter(|token| !token.is_empty());
    Some(Twilio {
        account_sid: account_sid?,
        auth_token: auth_token?,
    })
}

/// The key goes there: only where nobody can read along, or to this machine.
fn base_url(text: Option<String>, problems: &mut Vec<String>) -> String {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return DEFAULT_BASE_URL.to_owned();
    };
    let url = text.trim().trim_end_matches('/').to_owned();
    let parsed: Option<http::Uri> = url.parse().ok();
    let host = parsed
        .as_ref()
        .and_then(http::Uri::host)
        .unwrap_or_default();
    let local = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
    match parsed.as_ref().and_then(http::Uri::scheme_str) {
        Some("https") if !host.is_empty() => url,
        Some("http") if local => url,
        _ => {
            problems.push("VAPI_BASE_URL is no https address".to_owned());
            DEFAULT_BASE_URL.to_owned()
        }
    }
}

/// A list separated by commas.
fn origins(text: Option<String>) -> Vec<String> {
    text.unwrap_or_default()
        .split(',')
        .map(|origin| origin.trim().trim_end_matches('/').to_owned())
        .filter(|origin| !origin.is_empty())
        .collect()
}

fn plans(text: Option<String>, local: bool, problems: &mut Vec<String>) -> Plans {
    let parsed = text.as_deref().map_or(Ok(Plans::default()), Plans::parse);
    match parsed {
        Ok(plans) if !local && plans.contains_dev_secret() => {
            problems.push("VAPI_AUTH_PLANS holds a development secret".to_owned());
            Plans::default()
        }
        Ok(plans) => plans,
        Err(error) => {
            problems.push(format!("VAPI_AUTH_PLANS {error}"));
            Plans::default()
        }
    }
}

fn refuse(
    value: Option<String>,
    unfit: impl Fn(&str) -> bool,
    why: &str,
    problems: &mut Vec<String>,
) -> Option<String> {
    let unfit = value.as_deref().is_some_and(unfit);
    if unfit {
        problems.push(why.to_owned());
    }
    value.filter(|_| !unfit)
}
