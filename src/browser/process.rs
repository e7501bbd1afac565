//! The browser's process: started with a profile of its own, spoken to over two pipes, and never left behind.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Failure;
use super::wire::Wire;

/// How long a browser may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(3);

/// How it is started: unseen, unknown to other programs, without a word to any host.
const FLAGS: &[&str] = &[
    "--headless",
    "--remote-debugging-pipe",
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

/// A browser that runs. Dropped, it is ended and its profile removed.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    profile: TempDir,
}

impl Process {
    /// Starts a program.
    pub(super) fn start(program: &Path) -> Result<(Self, Wire), Failure> {
        let failed = |error: &dyn std::fmt::Display| {
            Failure::new(format!("the browser `{}` cannot be started: {error}", program.display()))
        };
        let profile = tempfile::Builder::new().prefix("lutrin-chromium-").tempdir().map_err(|error| failed(&error))?;
        let said = File::create(profile.path().join(SAID)).map_err(|error| failed(&error))?;
        let mut command = Command::new(program);
        command.args(FLAGS).arg(format!("--user-data-dir={}", profile.path().join("profile").display()));
        if is_root() {
            // Chromium's sandbox refuses to work for root.
            command.arg("--no-sandbox");
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said);
        let wire = pipes::connect(&mut command).map_err(|error| failed(&error))?;
        let child = command.spawn().map_err(|error| failed(&error))?;
        // What the child was given is open in the command as long as that lives.
        drop(command);
        Ok((Self { child, profile }, wire))
    }

    /// The last thing that it said, for people to see why it does not work.
    pub(super) fn last_words(&self) -> Option<String> {
        let said = fs::read(self.profile.path().join(SAID)).ok()?;
        let said = String::from_utf8_lossy(&said).into_owned();
        said.lines().map(str::trim).rfind(|line| !line.is_empty()).map(str::to_owned)
    }

    /// Whether it ended within a time.
    fn ends_within(&mut self, patience: Duration) -> bool {
        let until = Instant::now() + patience;
        while !matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
            if Instant::now() > until {
                return false;
            }
            thread::sleep(Duration::from_millis(10));
        }
        true
    }
}

/// What the browser wrote on its standard error.
const SAID: &str = "stderr";

impl Drop for Process {
    fn drop(&mut self) {
        if !self.ends_within(PATIENCE) {
            // It may have ended meanwhile.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        // Children of the browser may still write there for a moment.
        for _ in 0..20 {
            if fs::remove_dir_all(self.profile.path()).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(25));
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

/// The pipes, where a process can be given more than three files.
#[cfg(unix)]
mod pipes {
    use std::io;
    use std::process::Command;

    use command_fds::{CommandFdExt, FdMapping};

    use super::Wire;

    /// Gives a command the ends where a browser looks for them: it reads from 3 and writes to 4.
    pub(super) fn connect(command: &mut Command) -> io::Result<Wire> {
        let (their_read, write) = io::pipe()?;
        let (read, their_write) = io::pipe()?;
        let mappings = vec![
            FdMapping { parent_fd: their_read.into(), child_fd: 3 },
            FdMapping { parent_fd: their_write.into(), child_fd: 4 },
        ];
        command.fd_mappings(mappings).map_err(io::Error::other)?;
        Ok(Wire::new(write, read))
    }
}

#[cfg(not(unix))]
mod pipes {
    use std::io;
    use std::process::Command;

    use super::Wire;

    pub(super) fn connect(_: &mut Command) -> io::Result<Wire> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "this system has no pipes to speak to it over"))
    }
}
