//! No SQL of the source escapes the plans that are looked at: whatever stands in a text of `src/` as
//! SQL has to be a part of a statement that the busy day has run.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::{a_busy_day, busy_app};

/// The texts of a Rust source, as they are at run time; comments hold none.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => {
                chars.by_ref().find(|c| *c == '\n');
            }
            // A quote as a character, and a lifetime.
            '\'' if chars.peek() == Some(&'"') => {
                chars.next();
            }
            '"' => found.push(literal(&mut chars)),
            _ => {}
        }
    }
    found
}

/// A text from its opening quote on; a backslash at the end of a line joins it with the next.
fn literal(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut text = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                Some('n') => text.push('\n'),
                Some(escaped) => text.push(escaped),
                None => {}
            },
            c => text.push(c),
        }
    }
    text
}

/// One blank for every run of them.
fn plain(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_sql(text: &str) -> bool {
    let words: BTreeSet<&str> = text.split([' ', '(', '\n']).collect();
    let verbs = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "WHERE", "JOIN", "VALUES",
    ];
    // The table of applied migrations is wrangler's own, a row a file.
    text.len() > 20
        && !text.contains("d1_migrations")
        && verbs.iter().any(|verb| words.contains(verb))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn texts_are_read_as_the_compiler_reads_them() {
    let source = "a(\"one \\\n      two\"); // \"not this\"\nb('\"', \"a \\\"quote\\\"\", 'x')";
    assert_eq!(literals(source), ["one two", "a \"quote\""]);
}

#[tokio::test]
async fn every_statement_of_the_source_has_run() {
    let app = busy_app();
    a_busy_day(&app).await;
    let seen: Vec<String> = app.db.seen().into_iter().map(plain).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut missed = Vec::new();
    let mut parts = 0;
    for path in sources(&folder) {
        for text in literals(&std::fs::read_to_string(&path).unwrap()) {
            let part = plain(&text);
            parts += usize::from(is_sql(&part));
            if is_sql(&part) && !seen.iter().any(|sql| sql.contains(&part)) {
                missed.push(format!("{}: {part:.200}", path.display()));
            }
        }
    }
    assert!(parts > 100, "{parts}");
    assert!(
        missed.is_empty(),
        "never run in `a_busy_day`, so their plans are unknown:\n{}",
        missed.join("\n")
    );
}
