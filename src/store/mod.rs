//! SQL, beside the rows it reads. Each statement carries the guard on the tenant's configuration
//! or hangs on a claim in the ledger, so a batch that does not apply changes nothing.

#[macro_use]
mod sql;

pub mod appointments;
pub mod callbacks;
pub mod calls;
pub mod channels;
pub mod events;
pub mod guard;
pub mod ledger;
pub mod prospects;
pub mod tenants;
pub mod tickets;
