//! Lists as CSV (RFC 4180), a page of rows at a time, safe to open in a spreadsheet.
//!
//! The file is never held whole: each page is asked for when the reader has taken the one before.
//! The first page is read before the answer begins, so that an outage is a status; a later one
//! breaks the connection off, so that a cut file is not taken for a whole one.

use std::sync::Arc;

use axum::{body::Body, response::Response};
use bytes::Bytes;
use futures_util::stream;
use http::{HeaderValue, header};
use serde_json::Value;

use super::{Exchange, RequestError};
use crate::db::{DbError, Row, Stmt};

#[cfg(test)]
mod tests;

/// Rows of a page.
pub const PAGE: i64 = 200;

/// The statement of the page after a row (none: the first page), of at most [`PAGE`] rows.
pub type NextPage = Box<dyn Fn(Option<&Row>) -> Stmt + Send + Sync>;

/// A list about to be written.
struct Export {
    exchange: Arc<Exchange>,
    columns: &'static [&'static str],
    next: NextPage,
}

/// The list as a file. `columns` are written in that order under their own names; they need not be
/// all that the statement reads.
///
/// # Errors
/// When the first page could not be read.
pub async fn response(
    exchange: &Arc<Exchange>,
    filename: &str,
    columns: &'static [&'static str],
    next: NextPage,
) -> Result<Response, RequestError> {
    let export = Export {
        exchange: Arc::clone(exchange),
        columns,
        next,
    };
    let rows = export.page(None).await.map_err(|error| {
        exchange.note("error", error.to_string());
        match error {
            DbError::Unavailable(_) => RequestError::Unavailable,
            _ => RequestError::Internal,
        }
    })?;
    let mut response = Response::new(Body::from_stream(export.chunks(rows)));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8; header=present"),
    );
    let disposition = format!("attachment; filename=\"{filename}\"");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

impl Export {
    async fn page(&self, after: Option<&Row>) -> Result<Vec<Row>, DbError> {
        let rows = self.exchange.meter.read((self.next)(after)).await?;
        Ok(rows.0)
    }

    /// The header line with the first page, then a chunk a page.
    fn chunks(self, first: Vec<Row>) -> impl stream::Stream<Item = Result<Bytes, DbError>> {
        let head = line(self.columns.iter().map(|name| (*name).to_owned()));
        stream::try_unfold(Some((self, head, first)), |state| async {
            let Some((export, mut chunk, rows)) = state else {
                return Ok(None);
            };
            for row in &rows {
                let cells = export.columns.iter().map(|column| cell(row.get(*column)));
                chunk.push_str(&line(cells));
            }
            let is_last = i64::try_from(rows.len()).is_ok_and(|rows| rows < PAGE);
            let next = match rows.last() {
                Some(last) if !is_last => {
                    let rows = export.page(Some(last)).await.inspect_err(|error| {
                        export.exchange.note("error", error.to_string());
                        export.exchange.log_if_late();
                    })?;
                    Some((export, String::new(), rows))
                }
                _ => None,
            };
            Ok(Some((Bytes::from(chunk), next)))
        })
    }
}

/// A record with its line break.
fn line(cells: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
    format!("{}\r\n", quoted.join(","))
}

/// A value as text: nothing for null, text that no spreadsheet computes, other JSON as it is.
fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => inert(text),
        Some(other) => other.to_string(),
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\t', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// The text with an apostrophe wherever a spreadsheet would begin to compute: at its start, and
/// after whatever a spreadsheet set to other separators would take for the start of a cell. A
/// plain number with its sign (`+33612345678`) computes nothing and stays as it is.
fn inert(text: &str) -> String {
    if is_number(text) {
        return text.to_owned();
    }
    let mut safe = String::with_capacity(text.len() + 1);
    let mut at_start = true;
    for c in text.chars() {
        if at_start && computes(c) {
            safe.push('\'');
        }
        at_start = separates(c) || at_start && is_skipped(c);
        safe.push(c);
    }
    safe
}

/// Signs that begin a formula, their full-width forms included.
fn computes(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'
    )
}

fn separates(c: char) -> bool {
    matches!(c, ';' | ',' | '|' | '"' | '\t' | '\r' | '\n')
}

/// What a spreadsheet passes over before a formula.
fn is_skipped(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}')
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
