//! A process that reads a text and writes another, within a time limit.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::interrupt::on_signal;

/// The most that a process may write, in bytes.
const MOST: u64 = 16 << 20;
/// How long to wait between two looks at a process.
const PAUSE: Duration = Duration::from_millis(5);

/// How a process ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// By itself.
    InTime {
        output: Vec<u8>,
        errors: Vec<u8>,
        is_success: bool,
    },
    /// It was killed.
    TooLate,
}

/// Runs a process with an input. A signal that ends this process kills it, too.
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
    let _cleanup = on_signal(move || kill(&shared));
    let (Some(mut stdin), Some(stdout), Some(stderr)) = pipes else {
        return Err(io::Error::other("the program has no input or output"));
    };
    let input = input.to_owned();
    // A program that does not read its input to the end closes it.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let (output, errors) = (read(stdout), read(stderr));
    let status = loop {
        let ended = lock(&child).try_wait()?;
        match ended {
            Some(status) => break Some(status),
            None if Instant::now() > until => break None,
            None => thread::sleep(PAUSE),
        }
    };
    // What it started itself may still hold the pipes.
    kill(&child);
    let _ = writer.join();
    let (output, errors) = (output.join(), errors.join());
    Ok(match status {
        Some(status) => Ended::InTime {
            output: output.unwrap_or_default(),
            errors: errors.unwrap_or_default(),
            is_success: status.success(),
        },
        None => Ended::TooLate,
    })
}

fn read(pipe: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What could be read counts.
        let _ = pipe.take(MOST).read_to_end(&mut bytes);
        bytes
    })
}

fn lock(child: &Mutex<Child>) -> std::sync::MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A group of its own, so that a program ends with all that it started: Mermaid's with its browser.
#[cfg(unix)]
fn in_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_group(_: &mut Command) {}

fn kill(child: &Mutex<Child>) {
    let mut child = lock(child);
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        // Nobody may be left in it.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
