//! Sums of money as they are said: millions and thousands by their names.

/// `300 mille`, `1 million 200 mille`, `2 million 500`; the words are the language's.
pub fn amount(value: i64, million: &str, millions: &str, thousand: &str) -> String {
    let (large, rest) = (value / 1_000_000, value % 1_000_000);
    let (middle, small) = (rest / 1_000, rest % 1_000);
    let mut parts = Vec::new();
    if large > 0 {
        let unit = if large == 1 { million } else { millions };
        parts.push(format!("{large} {unit}"));
    }
    if middle > 0 {
        parts.push(format!("{middle} {thousand}"));
    }
    if small > 0 || parts.is_empty() {
        parts.push(small.to_string());
    }
    parts.join(" ")
}
