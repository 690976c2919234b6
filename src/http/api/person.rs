//! Who a request is about: a phone number in any notation, an e-mail address, or both. They come in
//! bodies where they can, since addresses of requests end up in logs.

use utoipa::ToSchema;

use super::{
    Ask,
    diary::{self, look},
    found, nth,
};
use crate::{
    domain::{Country, Email, PhoneNumber},
    http::{Exchange, RequestError},
    store::persons,
};

/// A person.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// In any notation, national or international.
    pub phone: Option<String>,
    pub email: Option<String>,
}

record! { strict Person: phone, email }

/// Where a tenant is, and its own numbers.
struct Home {
    country: String,
    client_number: Option<String>,
    shared_number: Option<String>,
}

record! { Home: country, client_number, shared_number }

/// What the person's number and address may look like in key columns.
///
/// # Errors
/// 422 without a usable number or address, and for a number of the tenant's own: that is nobody.
pub async fn keys(
    exchange: &Exchange,
    tenant_id: &str,
    person: &Person,
) -> Result<Vec<String>, RequestError> {
    let mut keys = match &person.phone {
        Some(phone) => keys_of_number(exchange, tenant_id, "phone", phone).await?,
        None => Vec::new(),
    };
    if let Some(email) = &person.email {
        let email = Email::parse(email)
            .ok_or_else(|| RequestError::Invalid("email: must be an e-mail address".into()))?;
        keys.push(email.as_str().to_owned());
    }
    if keys.is_empty() {
        return Err(RequestError::Invalid(
            "phone: name a phone number, an email or both".into(),
        ));
    }
    Ok(keys)
}

/// The forms that a number may have in a key column; `field` names it in errors.
///
/// # Errors
/// As for [`keys`].
pub async fn keys_of_number(
    exchange: &Exchange,
    tenant_id: &str,
    field: &str,
    number: &str,
) -> Result<Vec<String>, RequestError> {
    let rows = look(exchange, vec![persons::home(tenant_id)]).await?;
    let home: Home = found(exchange, &nth(&rows, 0))?;
    let country = Country::parse(&home.country).unwrap_or_default();
    let read = |text: &str| PhoneNumber::parse(text, country);
    let number = read(number).ok_or_else(|| {
        RequestError::Invalid(format!(
            "{field}: must be a phone number, national or international"
        ))
    })?;
    let own = [home.client_number, home.shared_number];
    if own
        .iter()
        .flatten()
        .any(|own| read(own).as_ref() == Some(&number))
    {
        return Err(RequestError::Invalid(format!(
            "{field}: is the business's own number"
        )));
    }
    Ok(number.keys(country))
}

/// How a number may stand in a row as somebody wrote it; nothing for none.
///
/// # Errors
/// 422 for what is no number.
pub async fn notations(
    ask: &Ask,
    phone: Option<&str>,
) -> Result<Option<Vec<String>>, RequestError> {
    let Some(phone) = phone else {
        return Ok(None);
    };
    let (tenant, _) = diary::tenant_and(ask, &ask.tenant_id, []).await?;
    PhoneNumber::parse(phone, tenant.country)
        .map(|number| Some(number.notations(tenant.country)))
        .ok_or_else(|| RequestError::Invalid("phone: is no phone number".into()))
}
