//! Precision and recall of the truth check over a set of transcripts.

use std::fmt;

use coccinelle_gateway::truth::Finding;

use super::transcript::{ExpectedFinding, Transcript, Verdict};

/// What was found of what was to be found.
#[derive(Debug, Default)]
pub struct Score {
    pub transcripts: usize,
    /// Findings that the transcripts list.
    pub expected: usize,
    pub found: usize,
    /// Found, under another kind than expected.
    pub other_kind: usize,
    /// Findings in transcripts where everything holds.
    pub false_alarms: usize,
    /// Findings beside the listed ones in transcripts where something does not hold.
    pub unlisted: usize,
    /// Findings in transcripts about which people would disagree.
    pub unclear: usize,
    /// What was missed, and what was raised that should not have been.
    details: Vec<String>,
}

impl Score {
    /// The share of false promises that were found.
    pub fn recall(&self) -> f64 {
        share(self.found, self.expected)
    }

    /// The share of findings that were listed; those of unclear transcripts do not count.
    pub fn precision(&self) -> f64 {
        share(self.found, self.found + self.false_alarms + self.unlisted)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} transcripts, precision {:.3}, recall {:.3} ({} of {}), {} of another kind, \
             {} false alarms on true ones, {} unlisted, {} on unclear ones",
            self.transcripts,
            self.precision(),
            self.recall(),
            self.found,
            self.expected,
            self.other_kind,
            self.false_alarms,
            self.unlisted,
            self.unclear,
        )?;
        self.details
            .iter()
            .try_for_each(|line| write!(f, "\n  {line}"))
    }
}

pub fn score(transcripts: &[Transcript]) -> Score {
    let mut score = Score::default();
    for transcript in transcripts {
        score.transcripts += 1;
        let findings = transcript.findings();
        match transcript.expect.verdict {
            Verdict::Unclear => score.unclear += findings.len(),
            Verdict::True => {
                score.false_alarms += findings.len();
                score.note("false alarm", transcript, &findings);
            }
            Verdict::False => score.against(transcript, findings),
        }
    }
    score
}

impl Score {
    /// Each listed finding takes the one that has its quote.
    fn against(&mut self, transcript: &Transcript, mut findings: Vec<Finding>) {
        let anything = [ExpectedFinding {
            kind: None,
            quote: None,
        }];
        let listed = match transcript.expect.findings.as_slice() {
            [] => anything.as_slice(),
            listed => listed,
        };
        self.expected += listed.len();
        for expected in listed {
            let same_kind = |finding: &Finding| {
                expected
                    .kind
                    .as_deref()
                    .is_none_or(|kind| kind == finding.wrong.name())
            };
            let quoted: Vec<usize> = (0..findings.len())
                .filter(|index| overlaps(&findings[*index].quote, expected.quote.as_deref()))
                .collect();
            let best = quoted
                .iter()
                .find(|index| same_kind(&findings[**index]))
                .or(quoted.first());
            match best {
                Some(index) => {
                    let finding = findings.remove(*index);
                    self.found += 1;
                    if !same_kind(&finding) {
                        self.other_kind += 1;
                        self.note("another kind", transcript, &[finding]);
                    }
                }
                None => self
                    .details
                    .push(format!("missed in {}: {expected:?}", transcript.name)),
            }
        }
        self.unlisted += findings.len();
        self.note("unlisted", transcript, &findings);
    }

    fn note(&mut self, what: &str, transcript: &Transcript, findings: &[Finding]) {
        for finding in findings {
            self.details.push(format!(
                "{what} in {}: {} of {}: {}",
                transcript.name,
                finding.wrong.name(),
                finding.about.name(),
                finding.quote
            ));
        }
    }
}

/// One quote holds the other, punctuation and case aside; a finding without a quote expected is
/// any finding.
fn overlaps(found: &str, expected: Option<&str>) -> bool {
    let Some(expected) = expected else {
        return true;
    };
    let [found, expected] = [found, expected].map(coccinelle_gateway::domain::fold);
    found.contains(&expected) || expected.contains(&found)
}
