//! The inner server, and the socket by which the gate reaches it. Only processes of this user can.
//!
//! On Unix it is a named socket in a temporary folder. The folder is removed when the server ends, also
//! by a signal; the next server removes the folder of one that was killed.

#[cfg(not(unix))]
pub(super) use tcp::{InnerSocket, SocketFolder};
#[cfg(unix)]
pub(super) use unix::{InnerSocket, SocketFolder};

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io;
    use std::os::unix::fs::FileTypeExt;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::{Path, PathBuf};
    use std::thread;

    use tempfile::TempDir;

    use crate::interrupt::{Cleanup, on_signal};

    /// What the names of the folders begin with.
    const PREFIX: &str = "lutrin-";
    /// The socket in the folder, once it listens.
    const SOCKET: &str = "back";

    /// The socket of the inner server.
    pub(in super::super) struct InnerSocket {
        path: PathBuf,
    }

    /// The folder of the socket. To drop it removes it, and the inner server cannot be reached any more.
    pub(in super::super::super) struct SocketFolder {
        folder: TempDir,
        _cleanup: Cleanup,
    }

    impl InnerSocket {
        /// Starts a server. Its socket works as long as the folder is kept.
        pub(in super::super) fn new() -> io::Result<(tiny_http::Server, Self, SocketFolder)> {
            let folder = SocketFolder::new()?;
            let path = folder.folder.path().join(SOCKET);
            // The socket gets its name once it listens: `clear` removes sockets of that name that
            // refuse connections, since their servers were killed.
            let early = path.with_extension("new");
            let listener = UnixListener::bind(&early)?;
            fs::rename(&early, &path)?;
            let server =
                tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
            thread::spawn(|| clear(&std::env::temp_dir()));
            Ok((server, Self { path }, folder))
        }

        pub(in super::super) fn connect(&self) -> io::Result<UnixStream> {
            UnixStream::connect(&self.path)
        }
    }

    impl SocketFolder {
        fn new() -> io::Result<Self> {
            let folder = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
            let path = folder.path().to_owned();
            let cleanup = on_signal(move || {
                // The next server removes what cannot be removed now.
                let _ = fs::remove_dir_all(path);
            });
            Ok(Self {
                folder,
                _cleanup: cleanup,
            })
        }
    }

    /// Removes the sockets of servers that were killed. Other folders of such a name stay.
    fn clear(folder: &Path) {
        for entry in fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
        {
            if entry.file_name().to_string_lossy().starts_with(PREFIX)
                && is_dead(&entry.path().join(SOCKET))
            {
                // Another server that has just begun may be faster, and a folder that has more in
                // it stays.
                let _ = fs::remove_file(entry.path().join(SOCKET));
                let _ = fs::remove_dir(entry.path());
            }
        }
    }

    fn is_dead(socket: &Path) -> bool {
        let is_socket =
            fs::symlink_metadata(socket).is_ok_and(|found| found.file_type().is_socket());
        let refuses = |error: io::Error| error.kind() == io::ErrorKind::ConnectionRefused;
        is_socket && UnixStream::connect(socket).is_err_and(refuses)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn only_sockets_that_nobody_listens_to_are_cleared() {
            let temporary = tempfile::tempdir().unwrap();
            let make = |name: &str| {
                let folder = temporary.path().join(name);
                fs::create_dir(&folder).unwrap();
                folder
            };
            let _alive = UnixListener::bind(make("lutrin-alive").join(SOCKET)).unwrap();
            drop(UnixListener::bind(make("lutrin-dead").join(SOCKET)).unwrap());
            drop(UnixListener::bind(make("other-dead").join(SOCKET)).unwrap());
            drop(UnixListener::bind(make("lutrin-starting").join("back.new")).unwrap());
            fs::write(make("lutrin-site").join(SOCKET), "a file of this name").unwrap();
            let mixed = make("lutrin-mixed");
            drop(UnixListener::bind(mixed.join(SOCKET)).unwrap());
            fs::write(mixed.join("notes"), "mine").unwrap();
            clear(temporary.path());
            let entries = fs::read_dir(temporary.path()).unwrap();
            let mut names: Vec<_> = entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            assert_eq!(
                names,
                [
                    "lutrin-alive",
                    "lutrin-mixed",
                    "lutrin-site",
                    "lutrin-starting",
                    "other-dead"
                ]
            );
            assert!(
                mixed.join("notes").exists()
                    && temporary.path().join("lutrin-alive").join(SOCKET).exists()
            );
        }
    }
}

#[cfg(not(unix))]
mod tcp {
    use std::io;
    use std::net::{SocketAddr, TcpListener, TcpStream};

    /// The address of the inner server.
    pub(in super::super) struct InnerSocket {
        address: SocketAddr,
    }

    /// A TCP server has no folder.
    pub(in super::super::super) struct SocketFolder;

    impl InnerSocket {
        /// Starts a server. Its socket works as long as the folder is kept.
        pub(in super::super) fn new() -> io::Result<(tiny_http::Server, Self, SocketFolder)> {
            let listener = TcpListener::bind("127.0.0.1:0")?;
            let address = listener.local_addr()?;
            let server =
                tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
            Ok((server, Self { address }, SocketFolder))
        }

        pub(in super::super) fn connect(&self) -> io::Result<TcpStream> {
            let stream = TcpStream::connect(self.address)?;
            stream.set_nodelay(true)?;
            Ok(stream)
        }
    }
}
