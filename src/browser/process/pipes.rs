//! Two pipes, where a process can be given more than three files. No other program can listen or
//! speak.

use std::io::{self, PipeReader, PipeWriter};
use std::path::Path;
use std::process::Command;

use command_fds::{CommandFdExt, FdMapping};

use super::Wire;

/// Our ends and theirs.
pub(super) struct Way {
    ours: (PipeWriter, PipeReader),
    theirs: Option<(PipeReader, PipeWriter)>,
}

impl Way {
    pub(super) fn new() -> io::Result<Self> {
        let (their_read, write) = io::pipe()?;
        let (read, their_write) = io::pipe()?;
        Ok(Self {
            ours: (write, read),
            theirs: Some((their_read, their_write)),
        })
    }
}

impl super::Way for Way {
    /// A browser reads from file 3 and writes to file 4.
    fn prepare(mut self, command: &mut Command) -> io::Result<Self> {
        command.arg("--remote-debugging-pipe");
        if let Some((read, write)) = self.theirs.take() {
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

    fn connect(self, _: &Path, _: &mut dyn FnMut() -> bool) -> io::Result<Wire> {
        let (write, read) = self.ours;
        Ok(Wire::over_pipes(write, read))
    }
}
