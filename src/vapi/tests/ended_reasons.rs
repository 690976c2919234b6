//! The families of end reasons.

use std::collections::BTreeMap;

use crate::vapi::{Bucket, CallStatus, transfer_succeeded};

#[test]
fn each_family_and_each_exception() {
    let table = [
        (
            Bucket::Transferred,
            vec![
                "assistant-forwarded-call",
                "assistant-request-returned-forwarding-phone-number",
                "call.forwarding.no-answer",
                "call.forwarding.operator-busy",
                "call.ringing.hook-executed-transfer",
                "call.ending.hook-executed-transfer",
            ],
        ),
        (
            Bucket::NoContact,
            vec![
                "customer-busy",
                "customer-did-not-answer",
                "customer-did-not-give-microphone-permission",
                "voicemail",
                "twilio-reported-customer-misdialed",
                "vonage-rejected",
                "call.ringing.sip-inbound-caller-hungup-before-call-connect",
                "phone-call-provider-bypass-enabled-but-no-call-received",
            ],
        ),
        (
            Bucket::Cancelled,
            vec![
                "manually-canceled",
                "call-deleted",
                "scheduled-call-deleted",
            ],
        ),
        (
            Bucket::FailedPlatform,
            vec![
                "pipeline-error-openai-llm-failed",
                "pipeline-error-a-provider-of-tomorrow",
                "call.in-progress.error-vapifault-openai-429-exceeded-quota",
                "call.in-progress.error-providerfault-outbound-sip-403-forbidden",
                "call.start.error-vapifault-database-error",
                "call.in-progress.error-transfer-failed",
                "call.ringing.error-sip-inbound-call-failed-to-connect",
                "twilio-failed-to-connect-call",
                "vonage-failed-to-connect-call",
                "vonage-disconnected",
                "worker-shutdown",
                "phone-call-provider-closed-websocket",
                "assistant-join-timed-out",
            ],
        ),
        (
            Bucket::FailedOurs,
            vec![
                "assistant-request-failed",
                "assistant-request-returned-error",
                "assistant-not-found",
                "assistant-not-valid",
                "call.start.error-get-assistant",
                "call.start.assistant-version-error-validation",
                "call-start-error-neither-assistant-nor-server-set",
            ],
        ),
        (
            Bucket::Completed,
            vec![
                "customer-ended-call",
                "customer-ended-call-during-transfer",
                "assistant-ended-call-with-hangup-task",
                "assistant-said-end-call-phrase",
                "exceeded-max-duration",
                "silence-timed-out",
                "vonage-completed",
                "call.in-progress.twilio-completed-call",
                "call.ending.hook-executed-say",
            ],
        ),
        (
            Bucket::Unknown,
            vec![
                "hangup",
                "assistantEndedCall",
                "customer-hung-up",
                "",
                "default",
            ],
        ),
    ];
    for (bucket, reasons) in table {
        for reason in reasons {
            assert_eq!(Bucket::of(reason), bucket, "{reason}");
        }
    }
}

#[test]
fn reasons_become_call_statuses() {
    for (reason, expected) in [
        (Some("customer-busy"), "busy"),
        (Some("voicemail"), "no-answer"),
        (Some("customer-did-not-answer"), "no-answer"),
        (Some("pipeline-error-openai-llm-failed"), "failed"),
        (Some("assistant-not-found"), "failed"),
        (Some("customer-ended-call"), "completed"),
        (Some("call.forwarding.no-answer"), "completed"),
        (Some("manually-canceled"), "completed"),
        (Some("hangup"), "completed"),
        (None, "completed"),
    ] {
        assert_eq!(
            CallStatus::of_ended(reason).as_str(),
            expected,
            "{reason:?}"
        );
    }
}

#[test]
fn a_transfer_that_was_begun_has_not_succeeded() {
    assert_eq!(transfer_succeeded("assistant-forwarded-call", &[]), None);
    assert_eq!(
        transfer_succeeded("assistant-forwarded-call", &["busy", "connected"]),
        Some(true)
    );
    assert_eq!(
        transfer_succeeded("assistant-forwarded-call", &["no-answer"]),
        Some(false)
    );
    assert_eq!(
        transfer_succeeded("call.forwarding.operator-busy", &[]),
        Some(false)
    );
    assert_eq!(
        transfer_succeeded("call.in-progress.error-transfer-failed", &[]),
        Some(false)
    );
    assert_eq!(transfer_succeeded("customer-ended-call", &[]), None);
}

/// Every reason of 2026-08, when `SHARED_DIR` holds the document whose Appendix B lists them.
#[test]
fn every_documented_reason_has_its_bucket() {
    let Ok(shared) = std::env::var("SHARED_DIR") else {
        println!("skipped: SHARED_DIR names no folder");
        return;
    };
    let document = std::fs::read_to_string(format!("{shared}/protocol.md")).unwrap();
    let (_, appendix) = document.split_once("\n## Appendix B").unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in appendix.lines() {
        let mut words = line.split_whitespace();
        if words
            .next()
            .is_none_or(|count| count.parse::<usize>().is_err())
        {
            continue;
        }
        for reason in words.flat_map(expand) {
            *counts.entry(Bucket::of(&reason).as_str()).or_default() += 1;
        }
    }
    let expected = [
        ("transferred", 6),
        ("no-contact", 8),
        ("cancelled", 3),
        ("failed-platform", 540),
        ("failed-ours", 23),
        ("completed", 15),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

/// A shell's brace expansion: `a{b,c{d,e}}` is `ab`, `acd`, `ace`.
fn expand(pattern: &str) -> Vec<String> {
    let Some((head, rest)) = pattern.split_once('{') else {
        return vec![pattern.to_owned()];
    };
    let (mut depth, mut choices, mut tail) = (0, vec![String::new()], "");
    for (at, c) in rest.char_indices() {
        match c {
            '}' if depth == 0 => {
                tail = &rest[at + 1..];
                break;
            }
            ',' if depth == 0 => {
                choices.push(String::new());
                continue;
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        choices.last_mut().unwrap().push(c);
    }
    let tails = expand(tail);
    let inner = choices
        .iter()
        .flat_map(|choice| expand(choice))
        .collect::<Vec<_>>();
    inner
        .iter()
        .flat_map(|i| tails.iter().map(move |t| format!("{head}{i}{t}")))
        .collect()
}
