//! What wakes the streams: it is rung whenever there may be something new to tell, whatever it is.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Counts how often it was rung.
#[derive(Debug, Default)]
pub(super) struct Bell {
    count: Mutex<u64>,
    rung: Condvar,
}

impl Bell {
    /// Wakes everybody who waits.
    pub(super) fn ring(&self) {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.rung.notify_all();
    }

    /// How often it was rung. Who asks before they look misses nothing that comes while they look.
    pub(super) fn count(&self) -> u64 {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it was rung more often than `count` says, but no longer than `limit`.
    pub(super) fn wait(&self, count: u64, limit: Duration) {
        let now = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .rung
            .wait_timeout_while(now, limit, |now| *now == count);
        drop(waited);
    }
}
