//! Who a request is about: a phone number in any notation, an e-mail address, or both.

use serde::Deserialize;

use super::failed;
use crate::{
    domain::{Country, PhoneNumber},
    http::{Exchange, RequestError},
    store::persons,
};

/// The forms that a number of the tenant's may have in a key column.
///
/// # Errors
/// 422 for what is no number in the tenant's country, 503 when the country cannot be read.
pub async fn keys_of_number(
    exchange: &Exchange,
    tenant_id: &str,
    number: &str,
) -> Result<Vec<String>, RequestError> {
    #[derive(Deserialize)]
    struct CountryRow {
        country: String,
    }
    let rows = exchange.meter.read(persons::country(tenant_id)).await;
    let row = rows.and_then(|rows| rows.first::<CountryRow>());
    let row = row.map_err(|error| failed(exchange, &error, RequestError::Unavailable))?;
    let country = row
        .and_then(|row| Country::parse(&row.country))
        .unwrap_or_default();
    let number = PhoneNumber::parse(number, country).ok_or_else(|| {
        RequestError::Invalid("number: must be a phone number, national or international".into())
    })?;
    Ok(number.keys(country))
}
