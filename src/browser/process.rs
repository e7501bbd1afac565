//! The browser's process: started with a profile of its own, spoken to, and never left behind.

#[cfg(unix)]
mod pipes;
#[cfg(any(windows, test))]
mod socket;

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Failure;
use super::wire::Wire;
use crate::interrupt::{OnSignal, on_signal};

/// How long a browser may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(3);
/// The longest name of a folder that its socket still finds room in: names of sockets have 107
/// bytes.
#[cfg(target_os = "linux")]
const LONGEST_FOLDER: usize = 107 - "/org.chromium.Chromium.XXXXXX/SingletonSocket".len();

/// How it is started: unseen, unknown to other programs, without a word to any host.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-startup-window",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-dev-shm-usage",
    "--disable-features=MediaRouter,OptimizationHints,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--password-store=basic",
    "--use-mock-keychain",
    "--mute-audio",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
];

/// A browser that runs. Dropped, it is ended and its profile removed; so it is when a signal ends
/// this process.
#[derive(Debug)]
pub(super) struct Process {
    running: Running,
    profile: TempDir,
    _on_signal: OnSignal,
}

/// The browser, if it was started, for whoever ends it first.
#[derive(Debug, Clone, Default)]
struct Running(Arc<Mutex<Option<Child>>>);

impl Running {
    fn lock(&self) -> MutexGuard<'_, Option<Child>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody is told to end it between its start and its being known.
    fn start(&self, command: &mut Command) -> io::Result<()> {
        let mut child = self.lock();
        *child = Some(command.spawn()?);
        Ok(())
    }

    fn is_over(&self) -> bool {
        !matches!(self.lock().as_mut().map(Child::try_wait), Some(Ok(None)))
    }

    /// Whether it ended within a time.
    fn ends_within(&self, patience: Duration) -> bool {
        let until = Instant::now() + patience;
        while !self.is_over() {
            if Instant::now() > until {
                return false;
            }
            thread::sleep(Duration::from_millis(10));
        }
        true
    }

    /// Ends it at once. It may have ended meanwhile.
    fn kill(&self) {
        if let Some(child) = self.lock().as_mut() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Process {
    /// Starts a program, and speaks to it in the way that this system has.
    pub(super) fn start(program: &Path) -> Result<(Self, Wire), Failure> {
        #[cfg(unix)]
        let way = pipes::Way::new();
        #[cfg(not(unix))]
        let way = socket::Way::new();
        Self::start_in(program, way)
    }

    fn start_in(program: &Path, way: io::Result<impl Way>) -> Result<(Self, Wire), Failure> {
        let failed = |error: io::Error| {
            Failure::new(format!(
                "the browser `{}` cannot be started: {error}",
                program.display()
            ))
        };
        let way = way.map_err(failed)?;
        let process = Self::prepare().map_err(failed)?;
        let said = File::create(process.profile.path().join(SAID)).map_err(failed)?;
        let own = process.profile.path().join("profile");
        let mut command = Command::new(program);
        command
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", own.display()));
        if is_root() {
            // Chromium's sandbox refuses to work for root.
            command.arg("--no-sandbox");
        }
        // It leaves a folder among temporary files, however it ends: this one goes with its
        // profile.
        #[cfg(target_os = "linux")]
        if process.profile.path().as_os_str().len() <= LONGEST_FOLDER {
            command.env("TMPDIR", process.profile.path());
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said);
        let way = way.prepare(&mut command).map_err(failed)?;
        process.running.start(&mut command).map_err(failed)?;
        // What the child was given is open in the command as long as that lives.
        drop(command);
        let wire = way
            .connect(&own, &mut || !process.running.is_over())
            .map_err(|error| {
                let words = process
                    .last_words()
                    .map_or_else(String::new, |words| format!(": {words}"));
                Failure::new(format!(
                    "the browser `{}` cannot be spoken to: {error}{words}",
                    program.display()
                ))
            })?;
        Ok((process, wire))
    }

    /// One that has a profile, and was not started yet.
    fn prepare() -> io::Result<Self> {
        let profile = tempfile::Builder::new()
            .prefix("lutrin-chromium-")
            .tempdir()?;
        let running = Running::default();
        let (browser, folder) = (running.clone(), profile.path().to_owned());
        let on_signal = on_signal(move || {
            browser.kill();
            remove(&folder);
        });
        Ok(Self {
            running,
            profile,
            _on_signal: on_signal,
        })
    }

    /// The last thing that it said, for people to see why it does not work.
    pub(super) fn last_words(&self) -> Option<String> {
        let said = fs::read(self.profile.path().join(SAID)).ok()?;
        let said = String::from_utf8_lossy(&said).into_owned();
        said.lines()
            .map(str::trim)
            .rfind(|line| !line.is_empty())
            .map(str::to_owned)
    }
}

/// A way to speak to a browser.
trait Way: Sized {
    /// Tells the browser of it.
    fn prepare(self, command: &mut Command) -> io::Result<Self>;

    /// Speaks to the browser that was started with this profile, as long as it runs.
    fn connect(self, profile: &Path, runs: &mut dyn FnMut() -> bool) -> io::Result<Wire>;
}

/// What the browser wrote on its standard error.
const SAID: &str = "stderr";

impl Drop for Process {
    fn drop(&mut self) {
        if !self.running.ends_within(PATIENCE) {
            self.running.kill();
        }
        remove(self.profile.path());
    }
}

/// Removes a profile. Children of the browser may still write there for a moment, or even make the
/// folder again.
fn remove(profile: &Path) {
    for _ in 0..20 {
        let _ = fs::remove_dir_all(profile);
        thread::sleep(Duration::from_millis(25));
        if !profile.exists() {
            break;
        }
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
