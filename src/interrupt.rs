//! Ends the process, and runs cleanups when a signal ends it, since nothing is dropped then.
//!
//! Ctrl-C, a terminal that closes and `kill` may come at any moment. Nothing waits for work that is
//! under way: files that must stay whole are replaced in one step, so the process may end anywhere.
//! Knows nothing of what is cleaned up.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

#[cfg(unix)]
mod signals;

/// The cleanups of the process, by the order in which they were registered.
static CLEANUPS: Mutex<Cleanups> = Mutex::new(Cleanups {
    next: 0,
    by_number: BTreeMap::new(),
});

struct Cleanups {
    next: u64,
    by_number: BTreeMap<u64, Box<dyn FnOnce() + Send>>,
}

/// A registered cleanup. To drop it takes the cleanup back: its owner has then cleaned up.
#[derive(Debug)]
#[must_use]
pub struct Cleanup(u64);

/// Registers a cleanup for the case that a signal ends the process. Where a system has no signals, it
/// never runs.
pub fn on_signal(clean_up: impl FnOnce() + Send + 'static) -> Cleanup {
    #[cfg(unix)]
    signals::listen();
    let mut cleanups = CLEANUPS.lock().unwrap_or_else(PoisonError::into_inner);
    let number = cleanups.next;
    cleanups.next += 1;
    cleanups.by_number.insert(number, Box::new(clean_up));
    Cleanup(number)
}

/// Ends the process at once. Its memory is left to the system: at a usual end the allocator first gives
/// back all that is free, piece by piece, which takes some 150 system calls after a small site.
pub fn end(code: i32) -> ! {
    #[cfg(unix)]
    signal_hook::low_level::exit(code);
    #[cfg(not(unix))]
    std::process::exit(code)
}

impl Drop for Cleanup {
    fn drop(&mut self) {
        CLEANUPS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .by_number
            .remove(&self.0);
    }
}
