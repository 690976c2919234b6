//! For any arguments: no panic, valid values, short sentences, and cleaning twice changes nothing.

use proptest::{collection, prelude::*, sample};
use serde_json::{Map, Value, json};

use super::{clean, full};
use crate::tools::Tool;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zé \u{301}\u{200b}\n{}\"🎉]{0,200}",
        sample::select(vec![
            "",
            "null",
            "unknown",
            "{{x}}",
            "oui",
            "3",
            "n° 42",
            "matin",
            "urgente",
            "haute",
            "anglais",
            "après-midi",
            "tarifs",
            "1e9",
            "-0",
            "{{",
            "}}",
        ])
        .prop_map(str::to_owned),
        (any::<char>(), 0usize..3000).prop_map(|(char, count)| char.to_string().repeat(count)),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        4 => text().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(json!(null)),
    ];
    scalar.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            collection::vec((text(), inner), 0..3)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// A tool with values for some of its properties and some strangers.
fn call() -> impl Strategy<Value = (Tool, Map<String, Value>)> {
    sample::select(Tool::ALL.to_vec()).prop_flat_map(|tool| {
        let names: Vec<_> = full(tool).keys().cloned().collect();
        let known = collection::vec((sample::select(names), value()), 0..10);
        let strangers = collection::vec((text(), value()), 0..3);
        (Just(tool), any::<bool>(), known, strangers).prop_map(
            |(tool, filled, known, strangers)| {
                let mut raw = if filled { full(tool) } else { Map::new() };
                raw.extend(known.into_iter().chain(strangers));
                (tool, raw)
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_passed_comes_out_valid_or_refused((tool, raw) in call()) {
        match clean(tool, &raw) {
            Ok(first) => {
                let values = Value::Object(first.values.clone());
                prop_assert_eq!(tool.errors(&values).count(), 0, "{:?}", values);
                prop_assert!(super::typed::reads(tool, &first), "{:?}", values);
                let again = clean(tool, &first.values).unwrap();
                prop_assert_eq!(again.values, first.values);
                prop_assert!(again.ignored.is_empty());
            }
            Err(error) => {
                prop_assert!(error.0.chars().count() <= 300);
                prop_assert!(!error.0.contains(char::is_control));
            }
        }
    }
}
