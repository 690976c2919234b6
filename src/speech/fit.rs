//! Sentences held to their length.

/// Characters of a sentence at most.
pub const LIMIT: usize = 160;
/// Characters of a sentence that lists something at most.
pub const LIST_LIMIT: usize = 300;

/// Whether `sentence` is short enough.
pub fn fits(sentence: &str, limit: usize) -> bool {
    sentence.chars().count() <= limit
}

/// The sentence with its detail if that fits, else without; `detail` absent means without.
pub fn with_or_without(detail: Option<&str>, sentence: impl Fn(Option<&str>) -> String) -> String {
    let full = sentence(detail);
    if fits(&full, LIMIT) {
        full
    } else {
        sentence(None)
    }
}

/// The sentences there are, in their order, as many as fit into [`LIST_LIMIT`] together: the one
/// with the highest rank is left out first, that of rank 1 never. `None` when there is none.
pub fn most(ranked: &[(Option<String>, u8)]) -> Option<String> {
    let up_to = |rank: u8| {
        let kept = ranked.iter().filter(|(_, own)| *own <= rank);
        let told: Vec<&str> = kept.filter_map(|(told, _)| told.as_deref()).collect();
        told.join(" ")
    };
    let ranks = ranked.iter().filter(|(told, _)| told.is_some());
    let mut ranks: Vec<u8> = ranks.map(|(_, rank)| *rank).collect();
    ranks.sort_unstable();
    let least = up_to(*ranks.first()?);
    let more = ranks.into_iter().rev().map(up_to);
    Some(
        more.into_iter()
            .find(|told| fits(told, LIST_LIMIT))
            .unwrap_or(least),
    )
}

/// How the items of a list are put together.
pub struct List {
    pub head: &'static str,
    /// Between two items.
    pub comma: &'static str,
    /// Before the last item.
    pub last: &'static str,
    /// After the last item when some were left out.
    pub more: &'static str,
    pub tail: &'static str,
}

impl List {
    /// The items in one sentence, cut after the last one that fits into [`LIST_LIMIT`].
    pub fn join(&self, items: &[String]) -> String {
        let all = self.build(items, false);
        if fits(&all, LIST_LIMIT) {
            return all;
        }
        (0..items.len())
            .filter_map(|count| items.get(..count))
            .map(|some| self.build(some, true))
            .take_while(|sentence| fits(sentence, LIST_LIMIT))
            .last()
            .unwrap_or_default()
    }

    fn build(&self, items: &[String], cut: bool) -> String {
        let listed = enumerate(items, self.comma, if cut { self.comma } else { self.last });
        let more = if cut { self.more } else { "" };
        format!("{}{listed}{more}{}", self.head, self.tail)
    }
}

/// `a, b and c`: `comma` between two items, `last` before the last.
pub fn enumerate(items: &[String], comma: &str, last: &str) -> String {
    match items {
        [before @ .., end] if !before.is_empty() => format!("{}{last}{end}", before.join(comma)),
        _ => items.concat(),
    }
}
