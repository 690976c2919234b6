//! The `bearer` plan: a token in a header, also the legacy `X-Vapi-Secret`.

use http::{HeaderMap, HeaderName, header::AUTHORIZATION};

use super::{
    Refusal,
    fields::{Fields, PlanError},
    secret::{Secret, same_secret},
};

/// Vapi's `BearerAuthenticationPlan`. The legacy `server.secret` is the plan with `headerName`
/// `X-Vapi-Secret` and `bearerPrefixEnabled` false.
#[derive(Clone, Debug)]
pub struct BearerPlan {
    token: Secret,
    header: HeaderName,
    prefix: &'static str,
}

impl BearerPlan {
    pub(super) fn parse(fields: &Fields<'_>) -> Result<Self, PlanError> {
        let token = fields.required_text("token")?;
        let printable = token.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if !printable || token.trim() != token {
            let problem =
                "must be printable ASCII without spaces around it, as a header carries it";
            return Err(fields.error("token", problem));
        }
        let prefixed = fields.flag("bearerPrefixEnabled", true)?;
        Ok(Self {
            token: Secret::new(token),
            header: fields.header("headerName")?.unwrap_or(AUTHORIZATION),
            prefix: if prefixed { "Bearer " } else { "" },
        })
    }

    pub(super) fn secret(&self) -> &[u8] {
        self.token.as_bytes()
    }

    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let received = headers.get(&self.header).ok_or(Refusal::MissingHeader)?;
        let token = received
            .as_bytes()
            .strip_prefix(self.prefix.as_bytes())
            .ok_or(Refusal::PrefixMissing)?;
        if same_secret(self.token.as_bytes(), token) {
            Ok(())
        } else {
            Err(Refusal::WrongToken)
        }
    }
}
