//! The `payloadFormat` of an `hmac` plan: the text that is signed around the body.

/// A format split at its one `{body}`, so that the body itself is never copied, nor searched for
/// placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PayloadFormat {
    before: Vec<Piece>,
    after: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Placeholder(Placeholder),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placeholder {
    Timestamp,
    Method,
    Url,
    MessageId,
}

/// Vapi calls the message id `{svix-id}`, whatever header carries it.
const PLACEHOLDERS: [(&str, Placeholder); 4] = [
    ("{timestamp}", Placeholder::Timestamp),
    ("{method}", Placeholder::Method),
    ("{url}", Placeholder::Url),
    ("{svix-id}", Placeholder::MessageId),
];

/// What the placeholders stand for in one request, as received.
pub(super) struct Values<'a> {
    pub(super) timestamp: &'a [u8],
    pub(super) method: &'a str,
    pub(super) url: &'a str,
    pub(super) message_id: &'a [u8],
}

impl PayloadFormat {
    /// Unknown placeholders are text, as for Vapi. A format without the body is refused, since
    /// its signature says nothing of what was posted; twice the body is nobody's format.
    pub(super) fn parse(format: &str) -> Result<Self, &'static str> {
        let mut sides = format.split("{body}");
        match (sides.next(), sides.next(), sides.next()) {
            (Some(before), Some(after), None) => Ok(Self {
                before: pieces(before),
                after: pieces(after),
            }),
            (_, None, _) => Err("must contain {body}: a signature has to cover the body"),
            _ => Err("must contain {body} only once"),
        }
    }

    pub(super) fn mentions(&self, placeholder: Placeholder) -> bool {
        let piece = Piece::Placeholder(placeholder);
        self.before.contains(&piece) || self.after.contains(&piece)
    }

    /// The signed bytes before and after the body.
    pub(super) fn around_body(&self, values: &Values<'_>) -> (Vec<u8>, Vec<u8>) {
        (expand(&self.before, values), expand(&self.after, values))
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((placeholder, after)) = placeholder_at(rest) {
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            pieces.push(Piece::Placeholder(placeholder));
            rest = after;
        } else {
            literal.push(first);
            rest = rest.strip_prefix(first).unwrap_or_default();
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Text(literal));
    }
    pieces
}

fn placeholder_at(text: &str) -> Option<(Placeholder, &str)> {
    PLACEHOLDERS
        .iter()
        .find_map(|(name, placeholder)| Some((*placeholder, text.strip_prefix(name)?)))
}

fn expand(pieces: &[Piece], values: &Values<'_>) -> Vec<u8> {
    let parts = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.as_bytes(),
        Piece::Placeholder(Placeholder::Timestamp) => values.timestamp,
        Piece::Placeholder(Placeholder::Method) => values.method.as_bytes(),
        Piece::Placeholder(Placeholder::Url) => values.url.as_bytes(),
        Piece::Placeholder(Placeholder::MessageId) => values.message_id,
    });
    parts.collect::<Vec<_>>().concat()
}
