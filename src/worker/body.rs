//! The raw body of a request, left in the host's memory: the host reads it, bounds it and checks
//! its signature; it is copied into wasm once, when it is trusted.

mod subtle;

use std::sync::OnceLock;

use bytes::Bytes;
use js_sys::{ArrayBuffer, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult};
use worker::send::{SendFuture, SendWrapper};

use crate::{
    db::BoxFuture,
    ports::{HmacCheck, RawBody},
};

/// Why a body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// More bytes than the limit, announced or sent: answered 413.
    TooLarge,
    /// The connection broke, or the body was read before.
    Unreadable,
}

/// The `RawBody` over a host buffer.
pub struct WorkerBody {
    buffer: SendWrapper<Uint8Array>,
    copy: OnceLock<Bytes>,
}

/// What is read and thrown away of a body that is too large, in bytes. Answered before it has
/// sent all, most clients see a broken connection instead of the 413.
const DISCARDED: usize = 8 << 20;

/// Reads the body of `request`, at most `limit` bytes of it.
///
/// # Errors
/// `TooLarge` when the announced length says so or as soon as the limit is passed; no byte past
/// it is kept. `Unreadable` when the host cannot read it.
pub async fn read(request: &web_sys::Request, limit: usize) -> Result<WorkerBody, BodyError> {
    let buffer = match (announced_length(request), request.body()) {
        (_, None) => Uint8Array::new_with_length(0),
        (Some(length), Some(stream)) if length > limit as u64 => {
            discard(&reader(&stream)?).await;
            return Err(BodyError::TooLarge);
        }
        (Some(_), Some(_)) => read_whole(request).await?,
        (None, Some(stream)) => read_chunks(&reader(&stream)?, limit).await?,
    };
    if buffer.length() as usize > limit {
        return Err(BodyError::TooLarge);
    }
    Ok(WorkerBody {
        buffer: SendWrapper::new(buffer),
        copy: OnceLock::new(),
    })
}

impl RawBody for WorkerBody {
    fn len(&self) -> usize {
        self.buffer.length() as usize
    }

    fn verify_hmac<'a>(&'a self, check: HmacCheck<'a>) -> BoxFuture<'a, bool> {
        Box::pin(SendFuture::new(async move {
            let signed = self.signed(check.prefix, check.suffix);
            // Whatever the host refuses to check is not proven.
            subtle::verify(check.algorithm, check.key, check.signature, &signed)
                .await
                .unwrap_or(false)
        }))
    }

    fn bytes(&self) -> Bytes {
        let copy = || Bytes::from(self.buffer.to_vec());
        self.copy.get_or_init(copy).clone()
    }
}

impl WorkerBody {
    /// The body between `prefix` and `suffix`, joined by the host, whose HMAC does not stream.
    fn signed(&self, prefix: &[u8], suffix: &[u8]) -> Object {
        if prefix.is_empty() && suffix.is_empty() {
            return self.buffer.0.clone().into();
        }
        let prefix = Uint8Array::from(prefix);
        let suffix = Uint8Array::from(suffix);
        let body_end = prefix.length() + self.buffer.length();
        let signed = Uint8Array::new_with_length(body_end + suffix.length());
        signed.set(&prefix, 0);
        signed.set(&self.buffer, prefix.length());
        signed.set(&suffix, body_end);
        signed.into()
    }
}

/// The value of `Content-Length`; `None` for a chunked body, which overrules it: workerd hands
/// both headers on and reads the chunks, however long they are.
fn announced_length(request: &web_sys::Request) -> Option<u64> {
    let headers = request.headers();
    if headers.has("transfer-encoding").unwrap_or(true) {
        return None;
    }
    let text = headers.get("content-length").ok().flatten()?;
    text.parse().ok()
}

async fn read_whole(request: &web_sys::Request) -> Result<Uint8Array, BodyError> {
    let promise = request.array_buffer().map_err(unreadable)?;
    let buffer = JsFuture::from(promise).await.map_err(unreadable)?;
    Ok(Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()))
}

fn reader(stream: &ReadableStream) -> Result<ReadableStreamDefaultReader, BodyError> {
    ReadableStreamDefaultReader::new(stream).map_err(unreadable)
}

/// Reads chunk by chunk and stops past the limit: a chunked body may have no end. Its chunks are
/// not kept but copied, since one may be a single byte.
async fn read_chunks(
    reader: &ReadableStreamDefaultReader,
    limit: usize,
) -> Result<Uint8Array, BodyError> {
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    let buffer = Uint8Array::new_with_length(limit);
    let mut length = 0;
    while let Some(chunk) = next_chunk(reader).await? {
        if chunk.length() > limit - length {
            discard(reader).await;
            return Err(BodyError::TooLarge);
        }
        buffer.set(&chunk, length);
        length += chunk.length();
    }
    Ok(buffer.slice(0, length))
}

/// Lets the sender finish, within reason. However that ends, the body is refused.
async fn discard(reader: &ReadableStreamDefaultReader) {
    let mut length = 0;
    while let Ok(Some(chunk)) = next_chunk(reader).await {
        length += chunk.length() as usize;
        if length > DISCARDED {
            let _ = JsFuture::from(reader.cancel()).await;
            return;
        }
    }
}

async fn next_chunk(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, BodyError> {
    let read = JsFuture::from(reader.read()).await.map_err(unreadable)?;
    let read: ReadableStreamReadResult = read.unchecked_into();
    if read.get_done().unwrap_or(false) {
        return Ok(None);
    }
    let chunk = read.get_value().dyn_into::<Uint8Array>();
    chunk.map(Some).map_err(unreadable)
}

fn unreadable(_: JsValue) -> BodyError {
    BodyError::Unreadable
}
