//! Waits for the signals that end a process, on a thread, which may do what a signal handler may
//! not.

use std::fs;
use std::io::{self, IsTerminal};
use std::process;
use std::sync::{Once, PoisonError, mpsc};
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::CLEANUPS;

/// Listens from now on, once for the whole process.
pub(super) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let (ready, is_ready) = mpsc::channel::<()>();
        // Without a thread, every signal ends the process at once, without cleanups.
        let thread = thread::Builder::new().spawn(move || {
            let Ok(mut signals) = Signals::new(
                [SIGINT, SIGTERM, SIGHUP]
                    .into_iter()
                    .filter(|one| !is_ignored(*one)),
            ) else {
                return;
            };
            drop(ready);
            if let Some(signal) = signals.forever().next() {
                end_by(signal);
            }
        });
        if thread.is_ok() {
            // The thread closes the channel when it listens, or cannot.
            let _ = is_ready.recv();
        }
    });
}

/// Cleans up, and ends the process by the signal that came, so that the parent process sees the
/// signal.
fn end_by(signal: i32) {
    let mut cleanups = CLEANUPS.lock().unwrap_or_else(PoisonError::into_inner);
    // The lock is kept: an owner that is about to drop its cleanup waits for the end here.
    for clean_up in std::mem::take(&mut cleanups.by_number).into_values() {
        clean_up();
    }
    if process::id() != 1 {
        let _ = low_level::emulate_default_handler(signal);
    }
    // The first process of a container cannot be ended by its own signals.
    low_level::exit(128 + signal);
}

/// Whether the process ignores a signal, as it does under `nohup`, or when a shell has started it
/// in the background.
fn is_ignored(signal: i32) -> bool {
    match fs::read_to_string("/proc/self/status") {
        Ok(status) => {
            let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
            let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
            mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
        }
        // Other systems do not say it. What `nohup` starts has no terminal.
        Err(_) => signal == SIGHUP && !io::stdin().is_terminal() && !io::stderr().is_terminal(),
    }
}
