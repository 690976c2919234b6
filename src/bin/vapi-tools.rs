//! Prints the Vapi tool definitions of an agent type, to paste or to POST.

use std::{
    env,
    io::{self, Write},
    process::ExitCode,
};

use coccinelle_gateway::{
    definitions::{Access, Server, definitions},
    domain::Language,
    tools::AgentType,
};

const USAGE: &str = "\
Usage: vapi-tools --url URL [options]

Prints the Vapi tool definitions as a JSON array.

  --url URL            the gateway's webhook, e.g. https://example.com/webhooks/vapi
  --agent TYPE         appointment, qualification, support or multi_purpose (default)
  --language LANGUAGE  of the spoken fillers: fr (default) or en
  --secret SECRET      sent by Vapi in X-Vapi-Secret
  --credential-id ID   a Vapi custom credential, instead of a secret
  --help               prints this
";

/// What to print.
struct Options {
    agent: AgentType,
    language: Language,
    server: Server,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help") {
        return print(USAGE);
    }
    let options = match options(arguments) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("vapi-tools: {problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let printed = definitions(options.agent, &options.server, options.language)
        .and_then(|tools| serde_json::to_string_pretty(&tools));
    match printed {
        Ok(text) => print(&format!("{text}\n")),
        Err(error) => {
            eprintln!("vapi-tools: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A closed pipe (`| head`) is no reason to panic.
fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Reads the command line.
fn options(arguments: Vec<String>) -> Result<Options, String> {
    let (mut url, mut agent, mut language) = (None, None, None);
    let (mut secret, mut credential) = (None, None);
    let mut arguments = arguments.into_iter();
    while let Some(option) = arguments.next() {
        let place = match option.as_str() {
            "--url" => &mut url,
            "--agent" => &mut agent,
            "--language" => &mut language,
            "--secret" => &mut secret,
            "--credential-id" => &mut credential,
            _ => return Err(format!("unknown option {option}")),
        };
        let value = arguments
            .next()
            .filter(|value| !value.is_empty() && !value.starts_with("--"));
        let value = value.ok_or_else(|| format!("{option} needs a value"))?;
        if place.replace(value).is_some() {
            return Err(format!("{option} is given twice"));
        }
    }
    Ok(Options {
        agent: AgentType::parse(agent.as_deref()).ok_or("unknown agent type")?,
        language: match language {
            Some(tag) => Language::parse(&tag).ok_or("unknown language")?,
            None => Language::default(),
        },
        server: Server {
            url: webhook(url)?,
            access: access(secret, credential)?,
        },
    })
}

fn webhook(url: Option<String>) -> Result<String, String> {
    let url = url.ok_or("--url is missing")?;
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let valid = host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace));
    if valid {
        Ok(url)
    } else {
        Err("--url must be an http or https URL".into())
    }
}

fn access(secret: Option<String>, credential: Option<String>) -> Result<Access, String> {
    match (secret, credential) {
        (None, None) => Ok(Access::Inherited),
        (Some(secret), None) => Ok(Access::Secret(secret)),
        (None, Some(id)) => Ok(Access::Credential(id)),
        (Some(_), Some(_)) => Err("--secret and --credential-id exclude each other".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, AgentType, Language, Options, options};

    fn read(line: &str) -> Result<Options, String> {
        options(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn the_url_is_enough() {
        let options = read("--url https://example.com/webhooks/vapi").unwrap();
        assert_eq!(options.server.url, "https://example.com/webhooks/vapi");
        assert_eq!(options.agent, AgentType::MultiPurpose);
        assert_eq!(options.language, Language::Fr);
        assert!(matches!(options.server.access, Access::Inherited));
    }

    #[test]
    fn every_option_is_read() {
        let options = read("--secret s --agent support --language en --url http://a.fr").unwrap();
        assert_eq!(options.agent, AgentType::Support);
        assert_eq!(options.language, Language::En);
        assert!(matches!(options.server.access, Access::Secret(secret) if secret == "s"));
        let options = read("--url https://a.fr --credential-id c").unwrap();
        assert!(matches!(options.server.access, Access::Credential(id) if id == "c"));
    }

    #[test]
    fn bad_usage_is_told() {
        for (line, problem) in [
            ("", "--url is missing"),
            ("--url", "--url needs a value"),
            ("--url --agent support", "--url needs a value"),
            ("--url ftp://a.fr", "--url must be an http or https URL"),
            ("--url https://", "--url must be an http or https URL"),
            (
                "--url https://a.fr --url https://b.fr",
                "--url is given twice",
            ),
            ("--url https://a.fr --agent sales", "unknown agent type"),
            ("--url https://a.fr --language de", "unknown language"),
            ("--url https://a.fr --colour red", "unknown option --colour"),
            ("--url https://a.fr extra", "unknown option extra"),
            (
                "--url https://a.fr --secret a --credential-id b",
                "--secret and --credential-id exclude each other",
            ),
        ] {
            assert_eq!(read(line).err().as_deref(), Some(problem), "{line}");
        }
    }
}
