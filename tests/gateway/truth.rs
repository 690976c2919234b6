//! The truth check over whole calls: recorded ones of our own, held-out ones, and a folder that
//! somebody else wrote (`TRUTH_TRANSCRIPTS`). The format stands in docs/truth-check.md.

mod score;
mod transcript;

use std::path::Path;

use score::{Score, score};
use transcript::{Transcript, folder};

fn ours(path: &str) -> Vec<Transcript> {
    folder(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures/truth")
            .join(path),
    )
}

/// What is required of any set of transcripts.
fn assert_good(name: &str, score: &Score) {
    println!("{name}: {score}");
    assert!(
        score.expected == 0 || score.recall() >= 0.9,
        "{name}: {score}"
    );
    assert_eq!(score.false_alarms, 0, "{name}: {score}");
}

#[test]
fn false_promises_are_found_and_true_ones_raise_no_alarm() {
    let transcripts = ours("");
    assert!(transcripts.len() >= 40, "{}", transcripts.len());
    assert_good("our transcripts", &score(&transcripts));
}

#[test]
fn so_they_are_in_transcripts_that_the_rules_were_not_written_with() {
    assert_good("held-out transcripts", &score(&ours("held-out")));
}

#[test]
fn and_in_a_folder_written_by_somebody_else() {
    match std::env::var_os("TRUTH_TRANSCRIPTS") {
        Some(path) => assert_good("TRUTH_TRANSCRIPTS", &score(&folder(Path::new(&path)))),
        None => println!("TRUTH_TRANSCRIPTS is not set: no folder of somebody else's was scored"),
    }
}
