//! Reading JSON whose every field may be missing or of another type.
//!
//! Leaves arrive as [`Raw`] slices of the body: skipping one neither allocates nor recurses, and
//! what is in it is only looked at where it is used.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeOwned, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
        value::MapAccessDeserializer,
    },
};
use serde_json::{Map, Value, value::RawValue};

use super::repair::repair;

/// A field as it stands in the body; missing and `null` are the same.
pub(super) type Raw<'a> = Option<&'a RawValue>;

/// For `deserialize_with`: an object reads as `T`, anything else as absent.
pub(super) fn object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_any(ObjectOnly(PhantomData))
}

struct ObjectOnly<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectOnly<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Option<T>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }
}

/// Any valid JSON text as `T`, also what serde_json itself refuses; `None` when it is no JSON, of
/// another type, or nested too deep.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&repair(text)))
        .ok()
}

/// An object found in a slice of the body.
pub(super) fn object_in<'a, T: Deserialize<'a>>(raw: Raw<'a>) -> Option<T> {
    let text = raw?.get();
    text.starts_with('{')
        .then(|| serde_json::from_str(text).ok())
        .flatten()
}

/// The elements of a list; anything else has none.
pub(super) fn list(raw: Raw<'_>) -> Vec<&RawValue> {
    raw.map(RawValue::get)
        .filter(|text| text.starts_with('['))
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

/// A string that is not blank, as it came.
pub(super) fn text(raw: Raw<'_>) -> Option<String> {
    let text = raw?.get();
    let text: String = text.starts_with('"').then(|| read(text)).flatten()?;
    (!text.trim().is_empty()).then_some(text)
}

/// The first of several places that holds a string.
pub(super) fn first_text<const N: usize>(places: [Raw<'_>; N]) -> Option<String> {
    places.into_iter().find_map(text)
}

/// The value in full. One that is nested too deep is an empty one of its type, one that JSON
/// allows and no machine number can hold is `null`.
pub(super) fn value(raw: &RawValue) -> Value {
    let text = raw.get();
    read(text).unwrap_or_else(|| match text.starts_with('{') {
        true => Value::Object(Map::new()),
        false => Value::Array(Vec::new()),
    })
}
