//! SQL, beside the rows it reads. Each statement that writes for a call carries the guard on its
//! tenant's configuration or hangs on a claim in the ledger, so a batch that does not apply
//! changes nothing. Messages without a tenant or a call are kept as they are, and an operator's
//! changes of a channel have conditions of their own.

#[macro_use]
mod sql;
#[macro_use]
pub mod persons;

pub mod appointments;
pub mod audit;
pub mod call_views;
pub mod callbacks;
pub mod calls;
pub mod channels;
pub mod diary;
pub mod erasures;
pub mod events;
pub mod guard;
pub mod jobs;
pub mod keys;
pub mod ledger;
pub mod noise;
pub mod prospects;
pub mod reconciliation;
pub mod retention;
pub mod support_settings;
pub mod tenants;
pub mod tickets;
pub mod truth;
