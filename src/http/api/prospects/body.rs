//! What staff may change of a prospect.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{Country, Email, PhoneNumber},
    http::{
        RequestError,
        api::fields::{Day, Text, Within},
    },
};

/// The `qualification_status` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    New,
    Qualified,
    NotQualified,
    FollowUp,
    Converted,
    Lost,
}

words! { Status: New, Qualified, NotQualified, FollowUp, Converted, Lost }

/// Gives the status back to the rules.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SetBy {
    Rule,
}

words! { SetBy: Rule }

/// Declares the change: fields that may be set, and fields that null also takes away.
macro_rules! change {
    (set { $($(#[$set_doc:meta])* $set:ident: $set_type:ty as $set_schema:ty,)* }
     clear { $($(#[$clear_doc:meta])* $clear:ident: $clear_type:ty as $clear_schema:ty,)* }) => {
        /// What changes. What is absent stays; null takes away what may be unknown.
        #[derive(Debug, Default, Serialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct ProspectChange {
            $(
                $(#[$set_doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                #[schema(value_type = Option<$set_schema>)]
                pub $set: Option<$set_type>,
            )*
            $(
                $(#[$clear_doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                #[schema(value_type = Option<$clear_schema>)]
                pub $clear: Option<Option<$clear_type>>,
            )*
        }

        record! { strict ProspectChange: $($set,)* $($clear,)* }
    };
}

change! {
    set {
        name: Text<120> as String,
        /// From then on the rules leave it alone.
        qualification_status: Status as Status,
        status_set_by: SetBy as SetBy,
        converted_to_client: bool as bool,
    }
    clear {
        /// As it is dialled at home or abroad; kept in E.164.
        phone: Text<50> as String,
        email: Text<254> as String,
        interest_type: Text<60> as String,
        budget_min: Within<0, 1_000_000_000_000> as i64,
        budget_max: Within<0, 1_000_000_000_000> as i64,
        location_preference: Text<200> as String,
        property_type: Text<80> as String,
        timeline: Text<120> as String,
        decision_maker: bool as bool,
        notes: Text<4000> as String,
        /// Null lets the score explain itself again.
        qualification_notes: Text<2000> as String,
        /// `YYYY-MM-DD`.
        next_follow_up_at: Day as String,
    }
}

impl ProspectChange {
    /// With phone and e-mail address in the form in which they are kept.
    ///
    /// # Errors
    /// 422 naming the one that is none.
    pub fn normal(mut self, country: Country) -> Result<Self, RequestError> {
        if let Some(Some(phone)) = &mut self.phone {
            let number = PhoneNumber::parse(&phone.0, country)
                .ok_or_else(|| RequestError::Invalid("phone: is no phone number".into()))?;
            number.as_str().clone_into(&mut phone.0);
        }
        if let Some(Some(email)) = &mut self.email {
            let address = Email::parse(&email.0)
                .ok_or_else(|| RequestError::Invalid("email: is no e-mail address".into()))?;
            address.as_str().clone_into(&mut email.0);
        }
        Ok(self)
    }
}
