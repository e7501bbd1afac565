//! What is put away when a signal ends the process, since nothing is dropped then.
//!
//! Ctrl-C, a terminal that closes and `kill` may come in the middle of anything. Nobody waits for
//! what is under way: whatever is written to stay is put in place in one step, so that the process
//! may end anywhere. Knows nothing of what is put away.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

#[cfg(unix)]
mod signals;

/// What there is to put away, by the order in which it came about.
static ALL: Mutex<Waiting> = Mutex::new(Waiting {
    next: 0,
    all: BTreeMap::new(),
});

struct Waiting {
    next: u64,
    all: BTreeMap<u64, Box<dyn FnOnce() + Send>>,
}

/// Something that a signal would put away, until this is dropped: then whoever has it puts it away.
#[derive(Debug)]
#[must_use]
pub struct OnSignal(u64);

/// Has something put away if a signal ends the process. Where signals cannot be heard it never is.
pub fn on_signal(put_away: impl FnOnce() + Send + 'static) -> OnSignal {
    #[cfg(unix)]
    signals::listen();
    let mut waiting = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    let number = waiting.next;
    waiting.next += 1;
    waiting.all.insert(number, Box::new(put_away));
    OnSignal(number)
}

impl Drop for OnSignal {
    fn drop(&mut self) {
        ALL.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .all
            .remove(&self.0);
    }
}
