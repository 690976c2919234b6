//! The `hmac` plan: a signature over the raw body and what the plan signs around it.

use base64::Engine;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::{
    HmacAlgorithm, Refusal, Request,
    fields::{Fields, PlanError},
    payload::{PayloadFormat, Placeholder, Values},
    secret::Secret,
    signature::{BASE64, Encoding, SignatureFormat},
    timestamp::check_timestamp,
};
use crate::ports::HmacCheck;

/// Vapi's `HMACAuthenticationPlan`.
///
/// The timestamp is needed and checked if the format signs it; an unsigned one proves nothing
/// and is not looked at. The same holds for the message id.
#[derive(Clone, Debug)]
pub struct HmacPlan {
    key: Secret,
    signature_header: HeaderName,
    signature: SignatureFormat,
    /// The header to read when the format signs a timestamp.
    timestamp_header: Option<HeaderName>,
    /// The header to read when the format signs a message id.
    message_id_header: Option<HeaderName>,
    format: PayloadFormat,
}

impl HmacPlan {
    pub(super) fn parse(fields: &Fields<'_>) -> Result<Self, PlanError> {
        let format = fields.text("payloadFormat")?;
        let format = PayloadFormat::parse(format.unwrap_or("{timestamp}.{body}"))
            .map_err(|problem| fields.error("payloadFormat", problem))?;
        Ok(Self {
            key: key(fields)?,
            signature_header: fields
                .header("signatureHeader")?
                .unwrap_or(HeaderName::from_static("x-signature")),
            signature: signature_format(fields)?,
            timestamp_header: timestamp_header(fields, &format)?,
            message_id_header: message_id_header(fields, &format)?,
            format,
        })
    }

    pub(super) fn secret(&self) -> &[u8] {
        self.key.as_bytes()
    }

    pub(super) async fn check(&self, request: Request<'_>) -> Result<(), Refusal> {
        let headers = request.headers;
        let header = headers
            .get(&self.signature_header)
            .ok_or(Refusal::MissingHeader)?;
        let timestamp = self.timestamp(&request)?;
        let message_id = signed_header(headers, self.message_id_header.as_ref())
            .ok_or(Refusal::MissingMessageId)?;
        let text = header.to_str().map_err(|_| Refusal::BadEncoding)?;
        let signatures = self.signature.decode(text)?;
        let (prefix, suffix) = self.format.around_body(&Values {
            timestamp,
            method: request.method,
            url: request.url,
            message_id,
        });
        for signature in &signatures {
            let check = HmacCheck {
                algorithm: self.signature.algorithm,
                key: self.key.as_bytes(),
                prefix: &prefix,
                suffix: &suffix,
                signature,
            };
            if request.body.verify_hmac(check).await {
                return Ok(());
            }
        }
        Err(Refusal::WrongSignature)
    }

    /// The text of the signed timestamp, checked against the clock.
    fn timestamp<'a>(&self, request: &Request<'a>) -> Result<&'a [u8], Refusal> {
        let text = signed_header(request.headers, self.timestamp_header.as_ref())
            .ok_or(Refusal::MissingTimestamp)?;
        if self.timestamp_header.is_some() {
            check_timestamp(text, request.now)?;
        }
        Ok(text)
    }
}

fn key(fields: &Fields<'_>) -> Result<Secret, PlanError> {
    let text = fields.required_text("secretKey")?;
    if !fields.flag("secretIsBase64", false)? {
        return Ok(Secret::new(text));
    }
    // Standard Webhooks marks its base64 secrets so.
    let base64 = text.strip_prefix("whsec_").unwrap_or(text);
    match BASE64.decode(base64) {
        Ok(key) if !key.is_empty() => Ok(Secret::new(key)),
        Ok(_) => Err(fields.error("secretKey", "must not be empty")),
        Err(_) => Err(fields.error("secretKey", "must be base64, as secretIsBase64 says")),
    }
}

fn signature_format(fields: &Fields<'_>) -> Result<SignatureFormat, PlanError> {
    let prefix = fields.text("signaturePrefix")?;
    Ok(SignatureFormat {
        algorithm: algorithm(fields)?,
        encoding: encoding(fields)?,
        prefix: prefix.filter(|text| !text.is_empty()).map(str::to_owned),
    })
}

fn algorithm(fields: &Fields<'_>) -> Result<HmacAlgorithm, PlanError> {
    match fields.required_text("algorithm")? {
        "sha1" => Ok(HmacAlgorithm::Sha1),
        "sha256" => Ok(HmacAlgorithm::Sha256),
        "sha512" => Ok(HmacAlgorithm::Sha512),
        _ => Err(fields.error("algorithm", "must be sha256, sha512 or sha1")),
    }
}

fn encoding(fields: &Fields<'_>) -> Result<Encoding, PlanError> {
    match fields.text("signatureEncoding")? {
        None | Some("hex") => Ok(Encoding::Hex),
        Some("base64") => Ok(Encoding::Base64),
        Some(_) => Err(fields.error("signatureEncoding", "must be hex or base64")),
    }
}

fn timestamp_header(
    fields: &Fields<'_>,
    format: &PayloadFormat,
) -> Result<Option<HeaderName>, PlanError> {
    let header = fields.header("timestampHeader")?;
    let included = fields.flag("includeTimestamp", true)?;
    let signed = format.mentions(Placeholder::Timestamp);
    if signed && !included {
        let problem = "is false, yet payloadFormat (by default {timestamp}.{body}) signs it";
        return Err(fields.error("includeTimestamp", problem));
    }
    Ok(signed.then(|| header.unwrap_or(HeaderName::from_static("x-timestamp"))))
}

fn message_id_header(
    fields: &Fields<'_>,
    format: &PayloadFormat,
) -> Result<Option<HeaderName>, PlanError> {
    let header = fields.header("messageIdHeader")?;
    if !format.mentions(Placeholder::MessageId) {
        return Ok(None);
    }
    let problem = "is required: payloadFormat signs {svix-id}";
    header
        .ok_or(fields.error("messageIdHeader", problem))
        .map(Some)
}

/// The bytes of a header that the format signs: empty when it signs none, `None` when absent.
fn signed_header<'a>(headers: &'a HeaderMap, name: Option<&HeaderName>) -> Option<&'a [u8]> {
    name.map_or(Some(&[]), |name| {
        headers.get(name).map(HeaderValue::as_bytes)
    })
}
