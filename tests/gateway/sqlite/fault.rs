//! What can go wrong between the gateway and D1.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// What happens to one batch.
pub enum Fault {
    /// Nothing runs; the answer is `Unavailable`.
    Refused,
    /// That many statements run, then the connection is lost and nothing takes effect.
    BrokenAt(usize),
    /// A constraint refuses a row: nothing takes effect.
    Constraint,
    /// Everything commits; the answer is `Unavailable` all the same.
    CommittedThenFailed,
    /// Nothing runs before the gate is opened; then the batch runs as usual.
    Slow(Gate),
}

/// Holds a batch back until the test opens it. Clones are the same gate.
#[derive(Clone)]
pub struct Gate {
    arrived: Arc<Semaphore>,
    opened: Arc<Semaphore>,
}

impl Gate {
    /// A closed gate.
    pub fn new() -> Self {
        Self {
            arrived: Arc::new(Semaphore::new(0)),
            opened: Arc::new(Semaphore::new(0)),
        }
    }

    /// Lets every batch through, now and later.
    pub fn open(&self) {
        self.opened.add_permits(1);
    }

    /// Waits until a batch stands at the gate.
    pub async fn arrived(&self) {
        drop(self.arrived.acquire().await.unwrap());
    }

    pub(super) async fn pass(&self) {
        self.arrived.add_permits(1);
        drop(self.opened.acquire().await.unwrap());
    }
}
