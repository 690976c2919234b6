//! The diary's configuration as its business changes it: who and what can be booked, and when it
//! is open. Every change bumps the tenant's configuration version (triggers), so that a call which
//! is being answered from the old one writes nothing.
//!
//! A change of several statements begins with a claim in `diary_versions`, which holds its
//! conditions; the other statements hang on the claim.

/// A column as the change `?3` has it, or as it is where the change does not name it.
macro_rules! kept {
    ($column:literal) => {
        concat!(
            $column,
            " = iif(json_type(?3, '$.",
            $column,
            "') IS NULL, ",
            $column,
            ", ?3->>'$.",
            $column,
            "')"
        )
    };
}

/// Whether the change ?4 has the claim on the part `$part` of tenant ?1's diary.
macro_rules! claimed {
    ($part:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM diary_versions d WHERE d.tenant_id = ?1 AND d.part = ",
            $part,
            " AND d.change_id = ?4)"
        )
    };
}

/// Whether every resource that `$ids` lists, rows of one column `id`, is the tenant's.
macro_rules! all_known {
    ($ids:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM ",
            $ids,
            " i WHERE i.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM resources r \
               WHERE r.tenant_id = ?1 AND r.id = i.id))"
        )
    };
}

pub mod closures;
pub mod exceptions;
pub mod feeds;
pub mod hours;
pub mod resources;
pub mod services;
pub mod settings;
