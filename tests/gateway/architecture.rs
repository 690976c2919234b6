//! The rules of ARCHITECTURE.md that a machine can hold.

use std::path::{Path, PathBuf};

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty());
    found
}

/// The files of `folder` in which `unfit` finds something, with what it finds.
fn offenders(folder: &str, unfit: impl Fn(&Path, &str) -> Option<String>) -> Vec<String> {
    files(folder, "rs")
        .iter()
        .filter_map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            Some(format!("{}: {}", path.display(), unfit(path, &text)?))
        })
        .collect()
}

#[test]
fn only_the_adapter_knows_its_host() {
    const HOST: [&str; 6] = [
        "worker::",
        "js_sys",
        "wasm_bindgen",
        "web_sys",
        "Utc::now",
        "target_arch",
    ];
    let found = offenders("src", |path, text| {
        if path.components().any(|part| part.as_os_str() == "worker") {
            return None;
        }
        let word = HOST.iter().find(|word| text.contains(*word))?;
        Some((*word).to_owned())
    });
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_file_says_its_purpose_and_stays_short() {
    for folder in ["src", "tests"] {
        let found = offenders(folder, |_, text| {
            let lines = text.lines().count();
            if lines > 400 {
                Some(format!("{lines} lines"))
            } else if text.starts_with("//!") {
                None
            } else {
                Some("no //! on the first line".to_owned())
            }
        });
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn sql_stands_in_the_store_alone() {
    const SQL: [&str; 4] = ["SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE "];
    let found = offenders("src", |path, text| {
        let name = path.to_string_lossy().replace('\\', "/");
        // The health check reads the migrations' own table.
        if name.contains("/store/") || name.contains("/tests") || name.ends_with("health.rs") {
            return None;
        }
        let word = SQL.iter().find(|word| text.contains(*word))?;
        Some((*word).to_owned())
    });
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn nothing_is_left_open() {
    const MARKS: [&str; 4] = ["TODO", "FIXME", "unimplemented!", "todo!("];
    for folder in ["src", "tests"] {
        let found = offenders(folder, |path, text| {
            if path.ends_with("architecture.rs") {
                return None;
            }
            let mark = MARKS.iter().find(|mark| text.contains(*mark))?;
            Some((*mark).to_owned())
        });
        assert_eq!(found, Vec::<String>::new());
    }
}
