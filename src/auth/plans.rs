//! The list of authentication plans of the platform or of a tenant.

use serde_json::Value;

use super::{
    BearerPlan, HmacPlan,
    fields::{Fields, PlanError},
};

/// The secrets of the development set-up, public by nature.
const DEV_SECRETS: [&str; 2] = ["dev-secret", "dev-hmac-secret"];

/// Authentication plans, any of which lets a request in: the old and the new secret overlap
/// during a rotation. Without a plan everything is refused.
#[derive(Clone, Debug, Default)]
pub struct Plans(Vec<Plan>);

/// One of Vapi's `authenticationPlan`s.
#[derive(Clone, Debug)]
pub enum Plan {
    Bearer(BearerPlan),
    Hmac(HmacPlan),
}

impl Plans {
    /// Reads a JSON array of plans with the field names and defaults of Vapi's API. Unknown
    /// fields are ignored.
    ///
    /// # Errors
    /// The first plan that cannot be used, and its field: one unusable plan refuses the list, so
    /// that a typing error shows when the list is set and not when a call comes in.
    pub fn parse(json: &str) -> Result<Self, PlanError> {
        let list: Value =
            serde_json::from_str(json).map_err(|_| PlanError::list("must be valid JSON"))?;
        let list = list
            .as_array()
            .ok_or(PlanError::list("must be a JSON array"))?;
        let plans = list.iter().enumerate();
        plans
            .map(|(index, value)| Plan::parse(&Fields::new(index, value)?))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a plan uses a secret of the development set-up: refused outside local mode.
    #[must_use]
    pub fn contains_dev_secret(&self) -> bool {
        let mut secrets = self.iter().map(Plan::secret);
        secrets.any(|secret| DEV_SECRETS.iter().any(|dev| dev.as_bytes() == secret))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Plan> {
        self.0.iter()
    }
}

impl Plan {
    fn parse(fields: &Fields<'_>) -> Result<Self, PlanError> {
        match fields.required_text("type")? {
            "bearer" => BearerPlan::parse(fields).map(Self::Bearer),
            "hmac" => HmacPlan::parse(fields).map(Self::Hmac),
            "oauth2" => Err(fields.error(
                "type",
                "oauth2 is not supported: this gateway issues no access tokens; use bearer or hmac",
            )),
            _ => Err(fields.error("type", "must be bearer or hmac")),
        }
    }

    fn secret(&self) -> &[u8] {
        match self {
            Self::Bearer(plan) => plan.secret(),
            Self::Hmac(plan) => plan.secret(),
        }
    }
}
