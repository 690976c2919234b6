//! A transcript file: a call, what was said, its ledger, and what is to be found.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use coccinelle_gateway::{
    db::{Row, Rows},
    truth::{Call, Entry, Finding, check},
    vapi::{Event, parse, transfer_succeeded},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// A file of the format in docs/truth-check.md; what it does not know is for other readers.
#[derive(Deserialize)]
pub struct Transcript {
    #[serde(skip)]
    pub name: String,
    #[serde(default)]
    call: Facts,
    #[serde(default)]
    messages: Value,
    #[serde(default)]
    transcript: Value,
    #[serde(default)]
    ledger: Vec<Row>,
    #[serde(alias = "expected")]
    pub expect: Expected,
}

#[derive(Deserialize)]
#[serde(default)]
struct Facts {
    started_at: DateTime<Utc>,
    time_zone: String,
    ended_reason: Option<String>,
    transfers: Vec<String>,
    direction: String,
    simulated: bool,
    messages_sent: bool,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            started_at: crate::app::MONDAY.parse().unwrap(),
            time_zone: "Europe/Paris".into(),
            ended_reason: Some("customer-ended-call".into()),
            transfers: Vec::new(),
            direction: "inbound".into(),
            simulated: false,
            messages_sent: false,
        }
    }
}

/// `{"verdict": "false", "findings": […]}`, or the verdict alone.
#[derive(Deserialize)]
#[serde(from = "Written")]
pub struct Expected {
    pub verdict: Verdict,
    pub findings: Vec<ExpectedFinding>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Alone(Verdict),
    Whole {
        verdict: Verdict,
        #[serde(default)]
        findings: Vec<ExpectedFinding>,
    },
}

impl From<Written> for Expected {
    fn from(written: Written) -> Self {
        match written {
            Written::Alone(verdict) => Self {
                verdict,
                findings: Vec::new(),
            },
            Written::Whole { verdict, findings } => Self { verdict, findings },
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Everything that was promised holds: any finding is a false alarm.
    True,
    /// Something does not hold: at least one finding, or those that are listed.
    False,
    /// People would disagree: findings are counted apart.
    Unclear,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFinding {
    pub kind: Option<String>,
    pub quote: Option<String>,
}

impl Transcript {
    /// Runs the check as a report would.
    pub fn findings(&self) -> Vec<Finding> {
        let report = json!({"message": {
            "type": "end-of-call-report", "endedReason": self.call.ended_reason,
            "artifact": {"messages": self.messages, "transcript": self.transcript},
        }});
        let Event::EndOfCallReport(report) = parse(report.to_string().as_bytes()).unwrap().event
        else {
            panic!("no report");
        };
        let reason = self.call.ended_reason.as_deref();
        let transfers: Vec<&str> = self.call.transfers.iter().map(String::as_str).collect();
        let zone: chrono_tz::Tz = self.call.time_zone.parse().unwrap();
        check(&Call {
            conversation: &report.conversation(),
            ledger: &self.ledger(),
            now: self.call.started_at.with_timezone(&zone).naive_local(),
            ended_reason: reason,
            transfer_succeeded: reason.and_then(|reason| transfer_succeeded(reason, &transfers)),
            outbound: self.call.direction == "outbound",
            simulated: self.call.simulated,
            messages_sent: self.call.messages_sent,
        })
    }

    /// As the statement builds it: with every column.
    fn ledger(&self) -> Vec<Entry> {
        let written = self.ledger.iter().cloned().map(|mut row| {
            for (column, usual) in [("facts", Value::Null), ("dry", false.into())] {
                row.entry(column).or_insert(usual);
            }
            row
        });
        Rows(written.collect()).all().unwrap()
    }
}

/// The transcripts of a folder: every `.json` file holds one, or a list of them.
pub fn folder(path: &Path) -> Vec<Transcript> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no .json in {}", path.display());
    files.iter().flat_map(|path| file(path)).collect()
}

fn file(path: &Path) -> Vec<Transcript> {
    let text = std::fs::read_to_string(path).unwrap();
    let value: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let values = match value {
        Value::Array(values) => values,
        one => vec![one],
    };
    let stem = path.file_stem().unwrap().to_string_lossy();
    let read = |(index, value)| {
        let mut transcript: Transcript = serde_json::from_value(value)
            .unwrap_or_else(|error| panic!("{} [{index}]: {error}", path.display()));
        transcript.name = format!("{stem}[{index}]");
        transcript
    };
    values.into_iter().enumerate().map(read).collect()
}
