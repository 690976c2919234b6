//! The rows that are about one person, found by phone number or e-mail address.

use crate::db::Stmt;

/// Where the tenant's national numbers are at home.
#[must_use]
pub fn country(tenant_id: &str) -> Stmt {
    Stmt::new(
        "SELECT country FROM tenant_settings WHERE tenant_id = ?1",
        [tenant_id.into()],
    )
}
