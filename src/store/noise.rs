//! How many messages were only counted.

use crate::db::Stmt;

/// Adds counts. ?1 JSON list of `[tenant, day, type, messages]`.
#[must_use]
pub fn add(counts: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO noise_counts (tenant_id, day, message_type, messages) \
         SELECT c.value->>0, c.value->>1, c.value->>2, c.value->>3 FROM json_each(?1) c WHERE 1 \
         ON CONFLICT (tenant_id, day, message_type) \
         DO UPDATE SET messages = messages + excluded.messages",
        [counts.into()],
    )
}
