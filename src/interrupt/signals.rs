//! The signals that end a process, heard by a thread of their own, which may do what a handler may
//! not.

use std::fs;
use std::io::{self, IsTerminal};
use std::process;
use std::sync::{Once, PoisonError, mpsc};
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::ALL;

/// Listens from now on, once for the whole process.
pub(super) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let (ready, is_ready) = mpsc::channel::<()>();
        // Without a thread no signal is taken: each ends the process at once, as ever.
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
            // It hangs up when it listens, or cannot.
            let _ = is_ready.recv();
        }
    });
}

/// Puts everything away, and ends the process by the signal that came, so that whoever started it
/// sees which one it was.
fn end_by(signal: i32) {
    let mut waiting = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    // The lock stays: what is about to be put away by its owner waits here for the end.
    for put_away in std::mem::take(&mut waiting.all).into_values() {
        put_away();
    }
    if process::id() != 1 {
        let _ = low_level::emulate_default_handler(signal);
    }
    // The first process of a container cannot be ended by its own signals.
    low_level::exit(128 + signal);
}

/// Whether the process was told to go on at a signal: by `nohup`, or by a shell that started it
/// behind another one.
fn is_ignored(signal: i32) -> bool {
    match fs::read_to_string("/proc/self/status") {
        Ok(status) => {
            let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
            let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
            mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
        }
        // Elsewhere nothing tells; what `nohup` starts has no terminal.
        Err(_) => signal == SIGHUP && !io::stdin().is_terminal() && !io::stderr().is_terminal(),
    }
}
