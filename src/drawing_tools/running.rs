//! A process that reads a text and writes another, within a time limit.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::interrupt::on_signal;

/// The most that a process may write, in bytes.
pub(super) const MOST: usize = 16 << 20;
/// How long to wait between two looks at a process.
const PAUSE: Duration = Duration::from_millis(5);
/// How long a process has to put away what it started, once it is told to end; and how long the
/// end of its output is waited for, once it has ended.
const FAREWELL: Duration = Duration::from_secs(1);

/// How a process ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// By itself.
    InTime {
        output: Vec<u8>,
        errors: Vec<u8>,
        is_success: bool,
    },
    /// Not within its time.
    TooLate,
    /// It wrote more than [`MOST`].
    TooMuch,
}

/// Runs a process with an input. A signal that ends this process ends it, too.
pub(super) fn run(mut command: Command, input: &[u8], patience: Duration) -> io::Result<Ended> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    in_group(&mut command);
    let until = Instant::now() + patience;
    let mut child = command.spawn()?;
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let child = Arc::new(Mutex::new(child));
    let shared = child.clone();
    let _cleanup = on_signal(move || end(&shared));
    let (Some(mut stdin), Some(stdout), Some(stderr)) = pipes else {
        return Err(io::Error::other("the program has no input or output"));
    };
    let input = input.to_owned();
    // A program that does not read its input to the end closes it.
    thread::spawn(move || drop(stdin.write_all(&input)));
    let (output, errors) = (read(stdout), read(stderr));
    let status = loop {
        let ended = lock(&child).try_wait()?;
        match ended {
            Some(status) => break Some(status),
            None if Instant::now() > until => break None,
            None => thread::sleep(PAUSE),
        }
    };
    end(&child);
    let Some(status) = status else {
        return Ok(Ended::TooLate);
    };
    let (output, errors) = (gather(&output), gather(&errors));
    if output.len().max(errors.len()) > MOST {
        return Ok(Ended::TooMuch);
    }
    Ok(Ended::InTime {
        output,
        errors,
        is_success: status.success(),
    })
}

/// What comes out of a pipe, piece by piece. What could be read counts.
fn read(pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (pieces, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut pipe = pipe.take(MOST as u64 + 1);
        let mut piece = vec![0; 64 << 10];
        loop {
            match pipe.read(&mut piece) {
                Ok(length @ 1..) if pieces.send(piece[..length].to_vec()).is_ok() => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                _ => return,
            }
        }
    });
    receiver
}

/// All pieces. Something that a process started, and that has left its group, may hold the pipe
/// open for as long as it likes.
fn gather(pieces: &Receiver<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let until = Instant::now() + FAREWELL;
    while let Ok(piece) = pieces.recv_timeout(until.saturating_duration_since(Instant::now())) {
        bytes.extend(piece);
    }
    bytes
}

fn lock(child: &Mutex<Child>) -> std::sync::MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A group of its own, so that a program ends with what it started.
#[cfg(unix)]
fn in_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_group(_: &mut Command) {}

/// Ends a process with its group. It is asked first, since only it knows what has left the group:
/// Mermaid's has a browser there.
fn end(child: &Mutex<Child>) {
    let mut child = lock(child);
    ask_to_end(&child);
    let until = Instant::now() + FAREWELL;
    while matches!(child.try_wait(), Ok(None)) && Instant::now() < until {
        thread::sleep(PAUSE);
    }
    kill_group(&child);
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(unix)]
fn ask_to_end(child: &Child) {
    signal_group(child, rustix::process::Signal::TERM);
}

#[cfg(unix)]
fn kill_group(child: &Child) {
    signal_group(child, rustix::process::Signal::KILL);
}

#[cfg(unix)]
fn signal_group(child: &Child, signal: rustix::process::Signal) {
    let group = i32::try_from(child.id()).ok();
    if let Some(group) = group.and_then(rustix::process::Pid::from_raw) {
        // Nobody may be left in it.
        let _ = rustix::process::kill_process_group(group, signal);
    }
}

#[cfg(not(unix))]
fn ask_to_end(_: &Child) {}

#[cfg(not(unix))]
fn kill_group(_: &Child) {}
