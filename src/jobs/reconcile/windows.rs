//! Which spans of time are still to be listed.
//!
//! Vapi documents neither an order nor a cursor for its list of calls, only a limit, and another
//! limit may hold than the one asked for. So a page counts as whole only if it is shorter than one
//! the server has been seen to give; any other is asked for again in two halves, each with fewer of
//! its calls.

use serde::Serialize;
use serde_json::Value;

use crate::record::{self, FromJson, Problem};

/// From (included) until (excluded), in milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Span(pub i64, pub i64);

impl FromJson for Span {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        match *Vec::from_json(value)? {
            [from, until] => Ok(Self(from, until)),
            _ => Err(Problem::new("must be two times")),
        }
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// The spans still to be listed, the next first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Windows {
    spans: Vec<Span>,
    /// Calls of the longest page so far.
    longest: usize,
}

impl Windows {
    /// As they were stored; what cannot be read is none.
    #[must_use]
    pub fn read(json: &str) -> Self {
        Self {
            spans: record::parse(json).unwrap_or_default(),
            longest: 0,
        }
    }

    #[must_use]
    pub fn to_json(&self) -> String {
        // Pairs of numbers: serialization cannot fail.
        serde_json::to_string(&self.spans).unwrap_or_default()
    }

    pub fn add(&mut self, span: Span) {
        self.spans.push(span);
    }

    #[must_use]
    pub fn next(&self) -> Option<Span> {
        self.spans.first().copied()
    }

    /// The next span was listed: the times of its calls, in any order.
    pub fn listed(&mut self, times: &[i64]) {
        if self.spans.is_empty() {
            return;
        }
        let Span(from, until) = self.spans.remove(0);
        let mut times: Vec<i64> = times
            .iter()
            .copied()
            .filter(|at| (from..until).contains(at))
            .collect();
        times.sort_unstable();
        let (Some(first), Some(last)) = (times.first(), times.last()) else {
            return;
        };
        if times.len() < self.longest {
            return;
        }
        self.longest = times.len();
        let halves = if first == last {
            // Nothing is left to halve: the others of that very millisecond came with it.
            [Span(from, *first), Span(first + 1, until)]
        } else {
            let middle = times.get(times.len() / 2).filter(|middle| *middle > first);
            let cut = *middle
                .or_else(|| times.iter().find(|at| *at > first))
                .unwrap_or(last);
            [Span(from, cut), Span(cut, until)]
        };
        let halves = halves.into_iter().filter(|Span(from, until)| from < until);
        self.spans.splice(0..0, halves);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Span, Windows};

    /// A server with calls at these times, which gives at most `cap` of them, in an order of its own.
    fn list(calls: &[(i64, u64)], cap: usize, Span(from, until): Span) -> Vec<(i64, u64)> {
        let mut found: Vec<(i64, u64)> = calls
            .iter()
            .copied()
            .filter(|(at, _)| (from..until).contains(at))
            .collect();
        found.sort_by_key(|(at, order)| (*order, *at));
        found.truncate(cap);
        found
    }

    proptest! {
        /// Whatever the server's cap and order, every call is seen, in a bounded number of pages.
        #[test]
        fn every_call_is_listed(
            orders in proptest::collection::vec(0_u64..1000, 0..120),
            spacing in 1_i64..5000,
            cap in 1_usize..30,
        ) {
            let calls: Vec<(i64, u64)> = orders.iter().enumerate()
                .map(|(index, order)| (1000 + spacing * index as i64, *order))
                .collect();
            let mut windows = Windows::default();
            windows.add(Span(0, 1_000_000));
            let mut seen = BTreeSet::new();
            let mut pages = 0;
            while let Some(span) = windows.next() {
                let page = list(&calls, cap, span);
                seen.extend(page.iter().copied());
                let times: Vec<i64> = page.iter().map(|(at, _)| *at).collect();
                windows.listed(&times);
                // Broken off and read again at any page.
                windows = Windows { longest: windows.longest, ..Windows::read(&windows.to_json()) };
                pages += 1;
            }
            let expected: BTreeSet<(i64, u64)> = calls.iter().copied().collect();
            prop_assert_eq!(seen, expected);
            prop_assert!(pages <= 4 * calls.len() + 4, "{} pages for {} calls", pages, calls.len());
        }
    }
}
