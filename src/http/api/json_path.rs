//! Which field of a JSON text an error is about.
//!
//! `serde_path_to_error` tells it too, but wraps every type's deserializer once more: 130 KB of
//! the Worker. serde_json tells the position, and the path follows from the text.

/// The path of the value that ends at or goes across byte `offset`, as `hours[2].opens`; empty for
/// the text as a whole. `text` is JSON at least up to there.
pub fn path_at(text: &[u8], offset: usize) -> String {
    let mut walk = Walk::default();
    let mut bytes = text.iter().copied().take(offset);
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {
                let mut string = Vec::new();
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => string.extend(bytes.next()),
                        byte => string.push(byte),
                    }
                }
                walk.string(&String::from_utf8_lossy(&string));
            }
            byte => walk.byte(byte),
        }
    }
    walk.path()
}

/// An object or array around the place the walk has come to.
enum Around {
    Object { key: String, in_value: bool },
    Array { index: usize },
}

#[derive(Default)]
struct Walk {
    around: Vec<Around>,
}

impl Walk {
    fn byte(&mut self, byte: u8) {
        match byte {
            b'{' => self.around.push(Around::Object {
                key: String::new(),
                in_value: false,
            }),
            b'[' => self.around.push(Around::Array { index: 0 }),
            b'}' | b']' => {
                self.around.pop();
            }
            b':' => {
                if let Some(Around::Object { in_value, .. }) = self.around.last_mut() {
                    *in_value = true;
                }
            }
            b',' => match self.around.last_mut() {
                // The key stays that of the value before until the next one is read.
                Some(Around::Object { in_value, .. }) => *in_value = false,
                Some(Around::Array { index }) => *index += 1,
                None => {}
            },
            _ => {}
        }
    }

    fn string(&mut self, text: &str) {
        if let Some(Around::Object {
            key,
            in_value: false,
        }) = self.around.last_mut()
        {
            text.clone_into(key);
        }
    }

    fn path(&self) -> String {
        self.around
            .iter()
            .fold(String::new(), |path, around| match around {
                Around::Object { key, .. } if path.is_empty() || key.is_empty() => path + key,
                Around::Object { key, .. } => path + "." + key,
                Around::Array { index } => format!("{path}[{index}]"),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::path_at;

    #[test]
    fn the_path_leads_to_where_the_text_has_been_read() {
        let text = br#"{"a": 1, "b": {"c\"": [1, {"d": "x,}"}, 3]}, "e": []}"#;
        for (upto, path) in [
            ("", ""),
            ("{", ""),
            (r#"{"a""#, "a"),
            (r#"{"a": 1"#, "a"),
            (r#"{"a": 1, "b": {"c\"": [1"#, "b.c\"[0]"),
            (r#"{"a": 1, "b": {"c\"": [1, {"d": "x,}""#, "b.c\"[1].d"),
            (r#"{"a": 1, "b": {"c\"": [1, {"d": "x,}"}"#, "b.c\"[1]"),
            (r#"{"a": 1, "b": {"c\"": [1, {"d": "x,}"}, 3]}"#, "b"),
            (
                r#"{"a": 1, "b": {"c\"": [1, {"d": "x,}"}, 3]}, "e": []}"#,
                "",
            ),
        ] {
            assert!(text.starts_with(upto.as_bytes()));
            assert_eq!(path_at(text, upto.len()), path, "{upto}");
        }
    }
}
