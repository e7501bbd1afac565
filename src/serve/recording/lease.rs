//! Leases: one window at a time records a run, and renews its lease with each save.
//!
//! A lease has a term, a number that grows whenever another window takes over. A window that was
//! off the network meanwhile has an older term and is refused. The leases are in memory: after a
//! restart of the server, the first window that saves or asks gets the lease.
//!
//! Pure: the time comes from outside.

use std::time::{Duration, Instant};

use crate::rehearsal::RunId;

/// A window that saves nothing for so long loses its lease to the first other one that asks.
const TIME_OUT: Duration = Duration::from_secs(12);
/// So many leases are remembered; the oldest are forgotten.
const MAX_LEASES: usize = 256;

/// The leases of all runs.
#[derive(Debug, Default)]
pub(super) struct Leases(Vec<Lease>);

#[derive(Debug)]
struct Lease {
    run: RunId,
    /// The window that has it, with the term of the lease.
    window: Window,
    until: Instant,
}

/// A window that wants to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// Its id.
    pub(super) id: String,
    /// The highest term that it knows of.
    pub(super) term: u64,
}

impl Leases {
    /// Asks for the lease of a run; gives its term. With `takes`, the speaker wants it in this
    /// window, whichever has it.
    ///
    /// # Errors
    /// How long another window has it, at least.
    pub(super) fn ask(
        &mut self,
        run: RunId,
        window: Window,
        takes: bool,
        now: Instant,
    ) -> Result<u64, Duration> {
        let Some(lease) = self.0.iter_mut().find(|lease| lease.run == run) else {
            let term = window.term + 1;
            self.add(run, Window { term, ..window }, now);
            return Ok(term);
        };
        if lease.window.id != window.id {
            if !takes && now < lease.until {
                return Err(lease.until - now);
            }
            let term = lease.window.term.max(window.term) + 1;
            lease.window = Window { term, ..window };
        }
        lease.until = now + TIME_OUT;
        Ok(lease.window.term)
    }

    /// Renews the lease of a window that saves; one that nobody has is granted by it. Says whether
    /// it may save: else it has to ask, since another window has the lease or had it later.
    pub(super) fn renew(&mut self, run: RunId, window: Window, now: Instant) -> bool {
        let Some(lease) = self.0.iter_mut().find(|lease| lease.run == run) else {
            self.add(run, window, now);
            return true;
        };
        let is_free = lease.window.id == window.id || now >= lease.until;
        if window.term < lease.window.term || !is_free {
            return false;
        }
        *lease = Lease {
            run,
            window,
            until: now + TIME_OUT,
        };
        true
    }

    /// The window that has the lease of a run, if one has it now.
    pub(super) fn holder(&self, run: RunId, now: Instant) -> Option<&Window> {
        let held = |lease: &&Lease| lease.run == run && now < lease.until;
        self.0.iter().find(held).map(|lease| &lease.window)
    }

    /// Ends the lease of a run that was ended or discarded: it is not recorded any more.
    pub(super) fn end(&mut self, run: RunId) {
        self.0.retain(|lease| lease.run != run);
    }

    fn add(&mut self, run: RunId, window: Window, now: Instant) {
        if self.0.len() >= MAX_LEASES {
            self.0.remove(0);
        }
        self.0.push(Lease {
            run,
            window,
            until: now + TIME_OUT,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: &str = "laptop";
    const PHONE: &str = "phone";

    fn window(id: &str, term: u64) -> Window {
        let id = id.to_owned();
        Window { id, term }
    }

    struct Stage {
        leases: Leases,
        run: RunId,
        now: Instant,
    }

    impl Stage {
        fn new() -> Self {
            Self {
                leases: Leases::default(),
                run: RunId::parse("1a2b3c4d").unwrap(),
                now: Instant::now(),
            }
        }

        fn wait(&mut self, seconds: u64) {
            self.now += Duration::from_secs(seconds);
        }

        fn ask(&mut self, id: &str, term: u64) -> Result<u64, Duration> {
            self.leases.ask(self.run, window(id, term), false, self.now)
        }

        fn take(&mut self, id: &str, term: u64) -> Result<u64, Duration> {
            self.leases.ask(self.run, window(id, term), true, self.now)
        }

        fn save(&mut self, id: &str, term: u64) -> bool {
            self.leases.renew(self.run, window(id, term), self.now)
        }
    }

    #[test]
    fn one_window_records_as_long_as_it_saves() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 0));
        for _ in 0..10 {
            stage.wait(5);
            assert!(stage.save(LAPTOP, 0));
            assert!(!stage.save(PHONE, 0) && stage.ask(PHONE, 0).is_err());
        }
        stage.wait(11);
        let holder = |stage: &Stage| {
            let holder = stage.leases.holder(stage.run, stage.now);
            holder.map(|window| window.id.clone())
        };
        assert_eq!(holder(&stage).as_deref(), Some(LAPTOP));
        assert_eq!(stage.ask(PHONE, 0), Err(Duration::from_secs(1)));
        stage.wait(1);
        assert_eq!(holder(&stage), None);
        assert_eq!(stage.ask(PHONE, 0), Ok(1));
        assert!(stage.save(PHONE, 1));
        assert!(!stage.save(LAPTOP, 0), "it was away, and has to ask");
        assert_eq!(stage.ask(LAPTOP, 0), Err(Duration::from_secs(12)));
    }

    #[test]
    fn who_was_away_asks_before_it_goes_on() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 0));
        stage.wait(20);
        assert!(stage.save(LAPTOP, 0), "nobody else wanted it");
        stage.wait(20);
        assert_eq!(stage.ask(PHONE, 0), Ok(1));
        stage.wait(20);
        assert!(!stage.save(LAPTOP, 0), "the phone went on meanwhile");
        assert_eq!(stage.ask(LAPTOP, 0), Ok(2));
        assert!(stage.save(LAPTOP, 2) && !stage.save(PHONE, 1));
    }

    #[test]
    fn a_speaker_takes_it_whoever_has_it() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 0));
        assert_eq!(stage.take(PHONE, 0), Ok(1));
        assert!(!stage.save(LAPTOP, 0) && stage.save(PHONE, 1));
        assert_eq!(stage.take(PHONE, 1), Ok(1), "it has it already");
        assert_eq!(stage.take(LAPTOP, 1), Ok(2));
    }

    #[test]
    fn a_server_that_was_started_again_grants_it_to_the_first() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 7));
        assert!(!stage.save(PHONE, 3));
        let mut stage = Stage::new();
        assert_eq!(stage.ask(PHONE, 7), Ok(8));
        assert!(!stage.save(LAPTOP, 7));
    }

    #[test]
    fn a_run_that_is_over_keeps_nobody_waiting() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 0) && stage.ask(PHONE, 0).is_err());
        stage.leases.end(stage.run);
        assert_eq!(stage.ask(PHONE, 0), Ok(1));
    }

    #[test]
    fn leases_are_bounded() {
        let mut stage = Stage::new();
        for run in 0..1_000 {
            stage.run = RunId::parse(&format!("{run:08x}")).unwrap();
            assert!(stage.save(LAPTOP, 0));
        }
        assert_eq!(stage.leases.0.len(), MAX_LEASES);
        stage.leases.end(stage.run);
        assert_eq!(stage.ask(PHONE, 0), Ok(1));
    }
}
