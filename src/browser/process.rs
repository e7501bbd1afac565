//! The browser's process: started with a temporary profile, connected, and never left behind.

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

#[cfg(unix)]
use pipes::Pipes;
#[cfg(not(unix))]
use socket::Socket;

use super::BrowserError;
use super::connection::Connection;
use crate::interrupt::{Cleanup, on_signal};

/// How long a browser may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(3);
/// The longest path of a temporary folder in which the browser can make its socket: paths of
/// sockets have 107 bytes at most.
#[cfg(target_os = "linux")]
const LONGEST_FOLDER: usize = 107 - "/org.chromium.Chromium.XXXXXX/SingletonSocket".len();

/// The options that it is started with: no window, nothing shared with other browsers, no request
/// to any host.
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

/// A browser that runs. To drop it ends it and removes its profile; a signal that ends this process
/// does so, too.
#[derive(Debug)]
pub(super) struct Process {
    running: Running,
    profile: TempDir,
    _cleanup: Cleanup,
}

/// The child process once it was started, shared between its owner and the cleanup.
#[derive(Debug, Clone, Default)]
struct Running(Arc<Mutex<Option<Child>>>);

impl Running {
    fn lock(&self) -> MutexGuard<'_, Option<Child>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts it. The lock is held, so a cleanup cannot come between the start and the child's
    /// being stored.
    fn start(&self, command: &mut Command) -> io::Result<()> {
        let mut child = self.lock();
        *child = Some(command.spawn()?);
        Ok(())
    }

    fn is_over(&self) -> bool {
        !matches!(self.lock().as_mut().map(Child::try_wait), Some(Ok(None)))
    }

    /// Waits for its end. Says whether it ended in time.
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

    /// Kills it, unless it has ended.
    fn kill(&self) {
        if let Some(child) = self.lock().as_mut() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Process {
    /// Starts a program, and connects to it by the transport of this system.
    pub(super) fn start(program: &Path) -> Result<(Self, Connection), BrowserError> {
        #[cfg(unix)]
        let transport = Pipes::new();
        #[cfg(not(unix))]
        let transport = Socket::new();
        Self::start_with(program, transport)
    }

    fn start_with(
        program: &Path,
        transport: io::Result<impl Transport>,
    ) -> Result<(Self, Connection), BrowserError> {
        let failed = |error: io::Error| {
            BrowserError::new(format!(
                "the browser `{}` cannot be started: {error}",
                program.display()
            ))
        };
        let transport = transport.map_err(failed)?;
        let process = Self::prepare().map_err(failed)?;
        let stderr = File::create(process.profile.path().join(STDERR)).map_err(failed)?;
        let profile = process.profile.path().join("profile");
        let mut command = Command::new(program);
        command
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()));
        if is_root() {
            // Chromium's sandbox refuses to work for root.
            command.arg("--no-sandbox");
        }
        // Chromium leaves a temporary folder behind, however it ends. Here it is removed with the
        // profile.
        #[cfg(target_os = "linux")]
        if process.profile.path().as_os_str().len() <= LONGEST_FOLDER {
            command.env("TMPDIR", process.profile.path());
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(stderr);
        let transport = transport.prepare(&mut command).map_err(failed)?;
        process.running.start(&mut command).map_err(failed)?;
        // The command holds the child's ends of the pipes open.
        drop(command);
        let connection = transport
            .connect(&profile, &mut || !process.running.is_over())
            .map_err(|error| {
                let words = process
                    .last_words()
                    .map_or_else(String::new, |words| format!(": {words}"));
                BrowserError::new(format!(
                    "the browser `{}` cannot be spoken to: {error}{words}",
                    program.display()
                ))
            })?;
        Ok((process, connection))
    }

    /// A process that has a profile and is not started yet.
    fn prepare() -> io::Result<Self> {
        let profile = tempfile::Builder::new()
            .prefix("lutrin-chromium-")
            .tempdir()?;
        let running = Running::default();
        let (browser, folder) = (running.clone(), profile.path().to_owned());
        let cleanup = on_signal(move || {
            browser.kill();
            remove(&folder);
        });
        Ok(Self {
            running,
            profile,
            _cleanup: cleanup,
        })
    }

    /// The last line that it wrote to standard error, which may say why it does not work.
    pub(super) fn last_words(&self) -> Option<String> {
        let stderr = fs::read(self.profile.path().join(STDERR)).ok()?;
        let stderr = String::from_utf8_lossy(&stderr).into_owned();
        stderr
            .lines()
            .map(str::trim)
            .rfind(|line| !line.is_empty())
            .map(str::to_owned)
    }
}

/// A way to transport messages.
trait Transport: Sized {
    /// Adds to the command what the browser needs to use this transport.
    fn prepare(self, command: &mut Command) -> io::Result<Self>;

    /// Connects to the browser that was started with a profile. `runs` says whether it still runs.
    fn connect(self, profile: &Path, runs: &mut dyn FnMut() -> bool) -> io::Result<Connection>;
}

/// The file of the browser's standard error, beside its profile.
const STDERR: &str = "stderr";

impl Drop for Process {
    fn drop(&mut self) {
        if !self.running.ends_within(PATIENCE) {
            self.running.kill();
        }
        remove(self.profile.path());
    }
}

/// Removes a profile. Children of the browser may still write into it for a moment, or make it
/// again.
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
