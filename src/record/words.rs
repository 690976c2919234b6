//! Enums of words.

use serde_json::Value;

use super::{Problem, kinds};

/// One of a few words, named by the variants of an enum (`NoShow` is `no_show`) unless by
/// themselves.
///
/// # Errors
/// For any other value, with the words.
pub fn word<T: Copy>(value: &Value, names: &[&str], words: &[T]) -> Result<T, Problem> {
    let index = position(value, names)?;
    words.get(index).copied().ok_or_else(|| one_of(names))
}

fn position(value: &Value, names: &[&str]) -> Result<usize, Problem> {
    let text = kinds::text(value)?;
    let found = names.iter().position(|name| snake(name) == text);
    found.ok_or_else(|| one_of(names))
}

fn one_of(names: &[&str]) -> Problem {
    let words: Vec<String> = names.iter().map(|name| snake(name)).collect();
    Problem::new(format!("must be one of {}", words.join(", ")))
}

/// `NoShow` as `no_show`.
fn snake(name: &str) -> String {
    let mut word = String::new();
    for char in name.chars() {
        if char.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(char.to_ascii_lowercase());
    }
    word
}
