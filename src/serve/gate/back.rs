//! The inner server's own address, which only this user's processes can reach.
//!
//! Where there are sockets with a name, it is one in a folder of its own among the temporary files.
//! That folder goes when the server ends, also by a signal; one whose server was killed is cleared
//! by the next server.

#[cfg(not(unix))]
pub(super) use tcp::{Back, Door};
#[cfg(unix)]
pub(super) use unix::{Back, Door};

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io;
    use std::os::unix::fs::FileTypeExt;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::{Path, PathBuf};
    use std::thread;

    use tempfile::TempDir;

    use crate::interrupt::{OnSignal, on_signal};

    /// What the names of the folders begin with.
    const PREFIX: &str = "lutrin-";
    /// The socket in the folder, once it listens.
    const SOCKET: &str = "back";

    /// Leads to the inner server.
    pub(in super::super) struct Back {
        path: PathBuf,
    }

    /// The folder of the socket. Dropped, it is taken away, and nobody comes in any more.
    pub(in super::super::super) struct Door {
        folder: TempDir,
        _on_signal: OnSignal,
    }

    impl Back {
        /// A server, and the way to it.
        pub(in super::super) fn new() -> io::Result<(tiny_http::Server, Self, Door)> {
            let door = Door::new()?;
            let path = door.folder.path().join(SOCKET);
            // It has its name only when it listens: one of that name that refuses has nobody behind
            // it any more.
            let early = path.with_extension("new");
            let listener = UnixListener::bind(&early)?;
            fs::rename(&early, &path)?;
            let server =
                tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
            thread::spawn(|| clear(&std::env::temp_dir()));
            Ok((server, Self { path }, door))
        }

        pub(in super::super) fn connect(&self) -> io::Result<UnixStream> {
            UnixStream::connect(&self.path)
        }
    }

    impl Door {
        fn new() -> io::Result<Self> {
            let folder = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
            let path = folder.path().to_owned();
            let on_signal = on_signal(move || {
                // What cannot be removed is cleared by the next server.
                let _ = fs::remove_dir_all(path);
            });
            Ok(Self {
                folder,
                _on_signal: on_signal,
            })
        }
    }

    /// Clears the sockets of servers that were killed. Other folders of such a name are somebody's,
    /// and stay.
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

    /// Leads to the inner server.
    pub(in super::super) struct Back {
        address: SocketAddr,
    }

    /// Nothing is left of an address when its server ends.
    pub(in super::super::super) struct Door;

    impl Back {
        /// A server, and the way to it.
        pub(in super::super) fn new() -> io::Result<(tiny_http::Server, Self, Door)> {
            let listener = TcpListener::bind("127.0.0.1:0")?;
            let address = listener.local_addr()?;
            let server =
                tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
            Ok((server, Self { address }, Door))
        }

        pub(in super::super) fn connect(&self) -> io::Result<TcpStream> {
            let stream = TcpStream::connect(self.address)?;
            stream.set_nodelay(true)?;
            Ok(stream)
        }
    }
}
