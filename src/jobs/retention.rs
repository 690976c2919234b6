//! Forgets, once a day, what tenants no longer want kept.
//!
//! Tenant by tenant, piece by piece; a run that has done its share says where the next one goes on
//! and makes it due at once. What broke off is found again, since only rows that still hold
//! something are looked for.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    db::{BoxFuture, DbError, Rows},
    http::{Exchange, timestamp},
    store::{
        jobs,
        retention::{self, AT_MOST, TenantDays},
    },
};

/// The job's name.
pub const NAME: &str = "retention";

/// Batches of one run: each is bounded, and so is the run.
const BATCHES: usize = 40;
/// Tenants read at a time.
const TENANTS: i64 = 50;
/// For what belongs to no tenant.
const DEFAULT_DAYS: i64 = 180;
const DEFAULT_AUDIT_DAYS: i64 = 365;

/// The job: `{"tenants", "rows", "finished"}`.
pub fn run(exchange: Arc<Exchange>) -> BoxFuture<'static, Result<Value, DbError>> {
    Box::pin(async move {
        let mut sweep = Sweep {
            exchange: &exchange,
            now: exchange.now(),
            left: BATCHES,
            tenants: 0,
            rows: 0,
        };
        let cursor = exchange.meter.read(jobs::cursor(NAME)).await?;
        let cursor: Option<jobs::CursorRow> = cursor.first()?;
        let mut at = cursor.and_then(|row| row.cursor).unwrap_or_default();
        let finished = sweep.all(&mut at).await?;
        let now = timestamp(sweep.now);
        let (next, due) = match finished {
            true => ("", None),
            false => (at.as_str(), Some(now.as_str())),
        };
        exchange
            .meter
            .insist(vec![jobs::go_on(NAME, next, due)])
            .await?;
        Ok(json!({"tenants": sweep.tenants, "rows": sweep.rows, "finished": finished}))
    })
}

/// One run.
struct Sweep<'a> {
    exchange: &'a Exchange,
    now: DateTime<Utc>,
    /// Batches left.
    left: usize,
    tenants: usize,
    rows: usize,
}

impl Sweep<'_> {
    /// Everything after the tenant `at`, which moves on; false when the share was done before.
    async fn all(&mut self, at: &mut String) -> Result<bool, DbError> {
        loop {
            let rows = self
                .exchange
                .meter
                .read(retention::tenants(at, TENANTS))
                .await?;
            let tenants: Vec<TenantDays> = rows.all()?;
            if tenants.is_empty() {
                break;
            }
            for tenant in tenants {
                if !self.tenant(&tenant).await? {
                    return Ok(false);
                }
                self.tenants += 1;
                *at = tenant.tenant_id;
            }
        }
        let (events, audit) = (self.before(DEFAULT_DAYS), self.before(DEFAULT_AUDIT_DAYS));
        while self.left > 0 {
            if !self
                .piece(retention::forget_unowned(&events, &audit))
                .await?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn tenant(&mut self, tenant: &TenantDays) -> Result<bool, DbError> {
        while self.left > 0 {
            let before = |days| self.before(days);
            let mut piece = retention::forget(&tenant.tenant_id, &tenant.days, before);
            piece.push(retention::forget_late(&tenant.tenant_id));
            if !self.piece(piece).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether there may be more to do.
    async fn piece(&mut self, statements: Vec<crate::db::Stmt>) -> Result<bool, DbError> {
        self.left -= 1;
        let changed = self.exchange.meter.insist(statements).await?;
        let counts = || changed.iter().map(|rows: &Rows| rows.0.len());
        self.rows += counts().sum::<usize>();
        Ok(counts().any(|count| count as i64 >= AT_MOST))
    }

    fn before(&self, days: i64) -> String {
        timestamp(self.now - TimeDelta::days(days))
    }
}
