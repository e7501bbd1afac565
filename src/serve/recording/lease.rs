//! Who records a run: one window at a time, by a lease that it renews with each save.
//!
//! A lease has a term, a number that grows whenever another window takes over. A window that was
//! away and did not notice that another one went on has an older term, and is refused. After the
//! server was started again, the first window that saves or asks has the lease.
//!
//! Pure: the time comes from outside.

use std::time::{Duration, Instant};

use crate::rehearsal::RunId;

/// A window that saves nothing for so long has lost its lease to the first one that asks.
const TIME_OUT: Duration = Duration::from_secs(12);
/// So many leases are remembered; the oldest are forgotten.
const MAX_LEASES: usize = 256;

/// The leases of all runs.
#[derive(Debug, Default)]
pub(super) struct Leases(Vec<Lease>);

#[derive(Debug)]
struct Lease {
    run: RunId,
    /// The id of the window that has it.
    window: String,
    term: u64,
    until: Instant,
    /// Whether its window saved the end of the run: nobody has anything to record any more.
    is_over: bool,
}

/// A window that wants to record.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Window<'w> {
    /// Its id.
    pub(in super::super) id: &'w str,
    /// The highest term that it knows of.
    pub(in super::super) term: u64,
}

/// What a window is told that asks for a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reply {
    /// It has the lease now, with this term.
    Granted(u64),
    /// Another window has it, for so long at least.
    Held(Duration),
    /// The run was ended, and its end was saved.
    Over,
}

/// What a window is told that saves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Renewal {
    /// It may save.
    Granted,
    /// Another window has the lease, or had it with a higher term: this one has to ask.
    Held,
    /// Another window saved the end of the run.
    Over,
}

impl Leases {
    /// Asks for the lease of a run. With `takes`, its speaker wants it here, whoever has it.
    pub(super) fn ask(
        &mut self,
        run: RunId,
        window: Window<'_>,
        takes: bool,
        now: Instant,
    ) -> Reply {
        let Some(lease) = self.0.iter_mut().find(|lease| lease.run == run) else {
            let term = window.term + 1;
            self.add(run, Window { term, ..window }, now);
            return Reply::Granted(term);
        };
        if lease.is_over {
            return Reply::Over;
        }
        let is_own = lease.window == window.id;
        if !is_own && !takes && now < lease.until {
            return Reply::Held(lease.until - now);
        }
        if !is_own {
            window.id.clone_into(&mut lease.window);
            lease.term = lease.term.max(window.term) + 1;
        }
        lease.until = now + TIME_OUT;
        Reply::Granted(lease.term)
    }

    /// Renews the lease of a window that saves; one that nobody has is granted by it.
    pub(super) fn renew(&mut self, run: RunId, window: Window<'_>, now: Instant) -> Renewal {
        let Some(lease) = self.0.iter_mut().find(|lease| lease.run == run) else {
            self.add(run, window, now);
            return Renewal::Granted;
        };
        let is_own = lease.window == window.id;
        if lease.is_over && !is_own {
            return Renewal::Over;
        }
        if window.term < lease.term || !(is_own || now >= lease.until) {
            return Renewal::Held;
        }
        window.id.clone_into(&mut lease.window);
        (lease.term, lease.until) = (window.term, now + TIME_OUT);
        Renewal::Granted
    }

    /// Remembers that the end of a run was saved.
    pub(super) fn end(&mut self, run: RunId) {
        if let Some(lease) = self.0.iter_mut().find(|lease| lease.run == run) {
            lease.is_over = true;
        }
    }

    pub(super) fn forget(&mut self, run: RunId) {
        self.0.retain(|lease| lease.run != run);
    }

    fn add(&mut self, run: RunId, window: Window<'_>, now: Instant) {
        if self.0.len() >= MAX_LEASES {
            self.0.remove(0);
        }
        self.0.push(Lease {
            run,
            window: window.id.to_owned(),
            term: window.term,
            until: now + TIME_OUT,
            is_over: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: &str = "laptop";
    const PHONE: &str = "phone";

    fn window(id: &str, term: u64) -> Window<'_> {
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

        fn ask(&mut self, id: &str, term: u64) -> Reply {
            self.leases.ask(self.run, window(id, term), false, self.now)
        }

        fn take(&mut self, id: &str, term: u64) -> Reply {
            self.leases.ask(self.run, window(id, term), true, self.now)
        }

        fn save(&mut self, id: &str, term: u64) -> bool {
            self.leases.renew(self.run, window(id, term), self.now) == Renewal::Granted
        }
    }

    #[test]
    fn one_window_records_as_long_as_it_saves() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 0));
        for _ in 0..10 {
            stage.wait(5);
            assert!(stage.save(LAPTOP, 0));
            assert!(!stage.save(PHONE, 0) && matches!(stage.ask(PHONE, 0), Reply::Held(_)));
        }
        stage.wait(11);
        assert_eq!(stage.ask(PHONE, 0), Reply::Held(Duration::from_secs(1)));
        stage.wait(1);
        assert_eq!(stage.ask(PHONE, 0), Reply::Granted(1));
        assert!(stage.save(PHONE, 1));
        assert!(!stage.save(LAPTOP, 0), "it was away, and has to ask");
        assert_eq!(stage.ask(LAPTOP, 0), Reply::Held(Duration::from_secs(12)));
    }

    #[test]
    fn who_was_away_asks_before_it_goes_on() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 0));
        stage.wait(20);
        assert!(stage.save(LAPTOP, 0), "nobody else wanted it");
        stage.wait(20);
        assert_eq!(stage.ask(PHONE, 0), Reply::Granted(1));
        stage.wait(20);
        assert!(!stage.save(LAPTOP, 0), "the phone went on meanwhile");
        assert_eq!(stage.ask(LAPTOP, 0), Reply::Granted(2));
        assert!(stage.save(LAPTOP, 2) && !stage.save(PHONE, 1));
    }

    #[test]
    fn a_speaker_takes_it_whoever_has_it() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 0));
        assert_eq!(stage.take(PHONE, 0), Reply::Granted(1));
        assert!(!stage.save(LAPTOP, 0) && stage.save(PHONE, 1));
        assert_eq!(stage.take(PHONE, 1), Reply::Granted(1), "it has it already");
        assert_eq!(stage.take(LAPTOP, 1), Reply::Granted(2));
    }

    #[test]
    fn a_server_that_was_started_again_grants_it_to_the_first() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 7));
        assert!(!stage.save(PHONE, 3));
        let mut stage = Stage::new();
        assert_eq!(stage.ask(PHONE, 7), Reply::Granted(8));
        assert!(!stage.save(LAPTOP, 7));
    }

    #[test]
    fn a_run_that_is_over_is_nobodys_to_record() {
        let mut stage = Stage::new();
        assert!(stage.save(LAPTOP, 0));
        stage.leases.end(stage.run);
        stage.wait(60);
        assert_eq!(
            (stage.ask(PHONE, 0), stage.take(PHONE, 0)),
            (Reply::Over, Reply::Over)
        );
        let phone = window(PHONE, 0);
        assert_eq!(
            stage.leases.renew(stage.run, phone, stage.now),
            Renewal::Over
        );
        assert!(stage.save(LAPTOP, 0), "it may say so again");
    }

    #[test]
    fn leases_are_bounded() {
        let mut stage = Stage::new();
        for run in 0..1_000 {
            stage.run = RunId::parse(&format!("{run:08x}")).unwrap();
            assert!(stage.save(LAPTOP, 0));
        }
        assert_eq!(stage.leases.0.len(), MAX_LEASES);
        stage.leases.forget(stage.run);
        assert_eq!(stage.ask(PHONE, 0), Reply::Granted(1));
    }
}
