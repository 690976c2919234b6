//! The lines that say how structs and enums are read.

/// Declares how a struct is read: its fields, each with how it is read (a function of
/// [`Fields`](super::Fields)) or its name in the JSON where that is another one. `strict` refuses
/// fields that it does not name; `query` reads the parameters of a query, strictly.
macro_rules! record {
    (strict $name:ident: $($field:ident $(= $how:tt)?),* $(,)?) => {
        impl $crate::record::Record for $name {
            fn from_fields(fields: &$crate::record::Fields<'_>) -> Self {
                fields.only(&[$(stringify!($field)),*]);
                Self { $($field: record!(@read fields $field $($how)?)),* }
            }
        }
    };
    (query $name:ident: $($field:ident $(= $how:tt)?),* $(,)?) => {
        impl $crate::record::FromQuery for $name {
            fn from_params(params: &$crate::record::Params<'_>) -> Self {
                params.only(&[$(stringify!($field)),*]);
                Self { $($field: record!(@read params $field $($how)?)),* }
            }
        }
    };
    ($name:ident: $($field:ident $(= $how:tt)?),* $(,)?) => {
        impl $crate::record::Record for $name {
            fn from_fields(fields: &$crate::record::Fields<'_>) -> Self {
                Self { $($field: record!(@read fields $field $($how)?)),* }
            }
        }
    };
    (@read $from:ident $field:ident) => { $from.get(stringify!($field)) };
    (@read $from:ident $field:ident $name:literal) => { $from.get($name) };
    (@read $from:ident $field:ident $how:ident) => { $from.$how(stringify!($field)) };
}

/// Declares which words an enum is read from: its variants in `snake_case`, or as told.
macro_rules! words {
    ($name:ident: $first:ident $(= $word:literal)? $(, $variant:ident $(= $words:literal)?)* $(,)?) => {
        impl $crate::record::FromJson for $name {
            fn from_json(
                value: &serde_json::Value,
            ) -> Result<Self, $crate::record::Problem> {
                $crate::record::word(
                    value,
                    &[words!(@name $first $($word)?), $(words!(@name $variant $($words)?)),*],
                    &[Self::$first, $(Self::$variant),*],
                )
            }

            fn blank() -> Self {
                Self::$first
            }
        }
    };
    (@name $variant:ident) => { stringify!($variant) };
    (@name $variant:ident $word:literal) => { $word };
}
