//! Transport over two pipes, where a process can be given more than three files. No other program can
//! read or write them.

use std::io::{self, PipeReader, PipeWriter};
use std::path::Path;
use std::process::Command;

use command_fds::{CommandFdExt, FdMapping};

use super::{Connection, Transport};

/// The ends of the pipes: ours, and those of the browser.
pub(super) struct Pipes {
    ours: (PipeWriter, PipeReader),
    browsers: Option<(PipeReader, PipeWriter)>,
}

impl Pipes {
    pub(super) fn new() -> io::Result<Self> {
        let (browser_read, write) = io::pipe()?;
        let (read, browser_write) = io::pipe()?;
        Ok(Self {
            ours: (write, read),
            browsers: Some((browser_read, browser_write)),
        })
    }
}

impl Transport for Pipes {
    /// The browser reads from file 3 and writes to file 4.
    fn prepare(mut self, command: &mut Command) -> io::Result<Self> {
        command.arg("--remote-debugging-pipe");
        if let Some((read, write)) = self.browsers.take() {
            let mappings = vec![
                FdMapping {
                    parent_fd: read.into(),
                    child_fd: 3,
                },
                FdMapping {
                    parent_fd: write.into(),
                    child_fd: 4,
                },
            ];
            command.fd_mappings(mappings).map_err(io::Error::other)?;
        }
        Ok(self)
    }

    fn connect(self, _: &Path, _: &mut dyn FnMut() -> bool) -> io::Result<Connection> {
        let (write, read) = self.ours;
        Ok(Connection::over_pipes(write, read))
    }
}
