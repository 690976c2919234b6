//! One pass from JSON text to JSON text: what is left out is skipped, nothing is built in between.

use std::{fmt, ops::Range};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Deserializer as Json;

const REDACTED: &[u8] = b"\"[redacted]\"";

/// Parts of key names that hold secrets, without case, `-` and `_`.
const SECRET: [&str; 11] = [
    "secret",
    "token",
    "password",
    "passwd",
    "authorization",
    "apikey",
    "privatekey",
    "accountsid",
    "controlurl",
    "listenurl",
    "cookie",
];

/// Keys whose content is left out: conversations and word timings, which are most of a body.
const DROPPED: [&str; 7] = [
    "messages",
    "messagesopenaiformatted",
    "conversation",
    "wordlevelconfidence",
    "words",
    "wordsstarttimesms",
    "wordsendtimesms",
];

/// How much is kept of texts (bytes) and lists (entries).
#[derive(Clone, Copy)]
pub struct Limits {
    text: usize,
    list: usize,
}

impl Limits {
    pub const NONE: Self = Self {
        text: usize::MAX,
        list: usize::MAX,
    };

    /// From everything to little.
    pub const NARROWER: [Self; 3] = [
        Self::NONE,
        Self {
            text: 4_000,
            list: 200,
        },
        Self {
            text: 200,
            list: 20,
        },
    ];
}

/// The JSON text without secrets and histories; `None` for what serde_json does not read.
pub fn copy(text: &str, limits: Limits) -> Option<String> {
    let mut out = Vec::with_capacity(text.len() / 4);
    let mut json = Json::from_str(text);
    let writer = Copy {
        out: &mut out,
        limits,
        hidden: false,
    };
    writer.deserialize(&mut json).ok()?;
    json.end().ok()?;
    String::from_utf8(out).ok()
}

/// Copies one value.
struct Copy<'o> {
    out: &'o mut Vec<u8>,
    limits: Limits,
    /// Numbers and booleans stay: counts of tokens, not tokens.
    hidden: bool,
}

impl Copy<'_> {
    /// Writing into memory does not fail.
    fn json<T: serde::Serialize + ?Sized>(&mut self, value: &T) {
        let _ = serde_json::to_writer(&mut *self.out, value);
    }

    fn child(&mut self, hidden: bool) -> Copy<'_> {
        Copy {
            out: &mut *self.out,
            limits: self.limits,
            hidden,
        }
    }

    /// Replaces what was written there.
    fn hide(&mut self, written: Option<Range<usize>>) {
        if let Some(range) = written {
            self.out.splice(range, REDACTED.iter().copied());
        }
    }

    /// Arguments of tool calls are JSON in a text.
    fn text(&mut self, text: &str) {
        let inner = text
            .trim_start()
            .starts_with(['{', '['])
            .then(|| copy(text, self.limits))
            .flatten();
        let text = inner.as_deref().unwrap_or(text);
        let end = text.floor_char_boundary(self.limits.text);
        self.json(text.get(..end).unwrap_or_default());
    }
}

impl<'de> DeserializeSeed<'de> for Copy<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Copy<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_bool<E: Error>(mut self, value: bool) -> Result<(), E> {
        self.json(&value);
        Ok(())
    }

    fn visit_i64<E: Error>(mut self, value: i64) -> Result<(), E> {
        self.json(&value);
        Ok(())
    }

    fn visit_u64<E: Error>(mut self, value: u64) -> Result<(), E> {
        self.json(&value);
        Ok(())
    }

    fn visit_f64<E: Error>(mut self, value: f64) -> Result<(), E> {
        self.json(&value);
        Ok(())
    }

    fn visit_unit<E: Error>(mut self) -> Result<(), E> {
        self.json(&());
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        if self.hidden {
            self.out.extend(REDACTED);
        } else {
            self.text(text);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        if self.hidden {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            self.out.extend(REDACTED);
            return Ok(());
        }
        self.out.push(b'[');
        let mut kept = 0;
        while kept < self.limits.list {
            if kept > 0 {
                self.out.push(b',');
            }
            if items.next_element_seed(self.child(false))?.is_none() {
                // The comma was for an entry that is not there.
                self.out.truncate(self.out.len() - usize::from(kept > 0));
                break;
            }
            kept += 1;
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        self.out.push(b']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        if self.hidden {
            while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            self.out.extend(REDACTED);
            return Ok(());
        }
        self.out.push(b'{');
        let begin = self.out.len();
        // Static parameters and header lists name the secret beside its value.
        let (mut names_secret, mut value) = (false, None);
        while let Some(key) = fields.next_key::<String>()? {
            let name = plain(&key);
            if DROPPED.contains(&name.as_str()) {
                fields.next_value::<IgnoredAny>()?;
                continue;
            }
            if self.out.len() > begin {
                self.out.push(b',');
            }
            self.json(&key);
            self.out.push(b':');
            let start = self.out.len();
            fields.next_value_seed(self.child(is_secret(&name)))?;
            let written = self.out.get(start..).unwrap_or_default();
            match name.as_str() {
                "key" | "name" => names_secret |= is_text_of_secret(written),
                "value" if written.starts_with(b"\"") || is_nested(written) => {
                    value = Some(start..self.out.len());
                }
                _ => {}
            }
        }
        if names_secret {
            self.hide(value);
        }
        self.out.push(b'}');
        Ok(())
    }
}

fn is_nested(json: &[u8]) -> bool {
    json.starts_with(b"{") || json.starts_with(b"[")
}

fn is_text_of_secret(json: &[u8]) -> bool {
    let text: Option<String> = serde_json::from_slice(json).ok();
    text.is_some_and(|text| is_secret(&plain(&text)))
}

fn is_secret(key: &str) -> bool {
    SECRET.iter().any(|part| key.contains(part))
        // Headers of a server; raw headers of a SIP call; addresses made anew for every delivery.
        || matches!(key, "headers" | "sip" | "sipheaders")
        || key.starts_with("presigned")
}

fn plain(key: &str) -> String {
    key.replace(['-', '_', ' '], "").to_ascii_lowercase()
}
