//! The site's files on a disk. The only reader of content.
//!
//! Paths that leave the site's folder are refused, whether `..` or a symbolic link leads there.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::config;
use crate::files::{Files, ReadError};
use crate::path::SitePath;

/// The folders of a site, at its root.
pub(crate) const FOLDERS: &[&str] = &["content", "static", "templates", "themes"];

/// The message for a link that is not followed.
const LEADS_OUT: &str = "it is a symbolic link that leads out of the site";

/// The files below a folder.
#[derive(Debug, Clone)]
pub struct OsFiles {
    root: PathBuf,
    /// The root without links, to compare with.
    real_root: PathBuf,
}

impl OsFiles {
    /// The site in a folder.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self {
            root: root.to_owned(),
            real_root: root.canonicalize()?,
        })
    }

    /// The site's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The canonical path of the site's folder: paths of a watcher begin with it, however the site was
    /// named.
    #[must_use]
    pub fn real_root(&self) -> &Path {
        &self.real_root
    }

    /// Where a file is on the disk.
    #[must_use]
    pub fn locate(&self, path: &SitePath) -> PathBuf {
        self.root.join(path.as_str())
    }

    fn walk(
        &self,
        folder: &str,
        found: &mut Vec<SitePath>,
        failed: &mut Vec<(SitePath, ReadError)>,
    ) {
        let top = self.root.join(folder);
        if !top.exists() {
            return;
        }
        let mut walk = WalkDir::new(&top).follow_links(true).into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    failed.push((
                        self.site_path(error.path().unwrap_or(&top)),
                        walk_error(&error),
                    ));
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            if entry.depth() > 0 && is_ignored(&entry, folder) {
                if is_folder {
                    walk.skip_current_dir();
                }
                continue;
            }
            let path = self.site_path(entry.path());
            if let Some(error) = self.problem(&entry, &path) {
                failed.push((path, error));
                if is_folder {
                    walk.skip_current_dir();
                }
            } else if !is_folder {
                found.push(path);
            }
        }
    }

    fn problem(&self, entry: &DirEntry, path: &SitePath) -> Option<ReadError> {
        let message = if entry.path().to_str().is_none() {
            "its name is not UTF-8"
        } else if entry.file_type().is_dir()
            && path.as_str().starts_with("content/")
            && path.extension() == "md"
        {
            "it is a folder with the name of a text"
        } else if entry.path_is_symlink() && !self.is_inside(entry.path()) {
            LEADS_OUT
        } else if !entry.file_type().is_dir() && !entry.file_type().is_file() {
            "it is no ordinary file"
        } else {
            return None;
        };
        Some(ReadError {
            message: message.to_owned(),
            not_found: false,
        })
    }

    fn is_inside(&self, path: &Path) -> bool {
        path.canonicalize()
            .is_ok_and(|real| real.starts_with(&self.real_root))
    }

    fn site_path(&self, path: &Path) -> SitePath {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        if std::path::MAIN_SEPARATOR == '/' {
            return SitePath::new(relative.to_string_lossy());
        }
        let names: Vec<_> = relative
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        SitePath::new(names.join("/"))
    }

    /// The path within the site of a path on the disk; `None` for what is no part of the site.
    #[must_use]
    pub fn name(&self, path: &Path) -> Option<SitePath> {
        let relative = path
            .strip_prefix(&self.root)
            .or_else(|_| path.strip_prefix(&self.real_root))
            .ok()?;
        let names: Vec<&str> = relative
            .components()
            .map(|part| part.as_os_str().to_str())
            .collect::<Option<_>>()?;
        let top = *names.first()?;
        let is_part = relative == Path::new(config::FILE) || FOLDERS.contains(&top);
        let ignored = names.iter().skip(1).any(|name| is_ignored_name(name, top));
        (is_part && !ignored).then(|| SitePath::new(names.join("/")))
    }

    /// Opens a file. It may have become a link since it was listed, so each time the real path is
    /// checked, and that of the open file rather than that of the name.
    ///
    /// # Errors
    /// As [`Files::read`].
    pub fn open(&self, path: &SitePath) -> Result<File, ReadError> {
        let located = self.locate(path);
        let file = File::open(&located).map_err(|error| read_error(&error))?;
        let is_inside = real_path(&file).map_or_else(
            || self.is_inside(&located),
            |real| real.starts_with(&self.real_root),
        );
        is_inside.then_some(file).ok_or_else(|| ReadError {
            message: LEADS_OUT.to_owned(),
            not_found: false,
        })
    }
}

impl Files for OsFiles {
    fn list(&self) -> FileList {
        let (mut found, mut failed) = (Vec::new(), Vec::new());
        if self.root.join(config::FILE).exists() {
            found.push(SitePath::new(config::FILE));
        }
        for folder in FOLDERS {
            self.walk(folder, &mut found, &mut failed);
        }
        found.sort();
        (found, failed)
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        self.open(path)?
            .read_to_end(&mut bytes)
            .map_err(|error| read_error(&error))?;
        Ok(bytes)
    }

    fn read_head(&self, path: &SitePath, limit: usize) -> Result<Vec<u8>, ReadError> {
        let mut head = Vec::with_capacity(limit);
        let file = self.open(path)?;
        file.take(limit as u64)
            .read_to_end(&mut head)
            .map_err(|error| read_error(&error))?;
        Ok(head)
    }
}

/// The files of a site, and what could not be listed.
type FileList = (Vec<SitePath>, Vec<(SitePath, ReadError)>);

/// A site whose files were listed once: a build looks at the files and then reads them, and both times
/// has to see the same ones.
#[derive(Debug, Clone)]
pub struct Listed {
    files: Arc<OsFiles>,
    listing: FileList,
}

impl Listed {
    /// Lists the files now.
    #[must_use]
    pub fn now(files: Arc<OsFiles>) -> Self {
        let listing = files.list();
        Self { files, listing }
    }

    /// Whether everything could be listed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.listing.1.is_empty()
    }

    /// The files that were found.
    #[must_use]
    pub fn paths(&self) -> &[SitePath] {
        &self.listing.0
    }

    /// Where they are.
    #[must_use]
    pub fn files(&self) -> &OsFiles {
        &self.files
    }
}

impl Files for Listed {
    fn list(&self) -> FileList {
        self.listing.clone()
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError> {
        self.files.read(path)
    }

    fn read_head(&self, path: &SitePath, limit: usize) -> Result<Vec<u8>, ReadError> {
        self.files.read_head(path, limit)
    }
}

/// The real path of an open file, where the system can say it.
#[cfg(target_os = "linux")]
fn real_path(file: &File) -> Option<PathBuf> {
    use std::os::fd::AsRawFd;
    fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).ok()
}

#[cfg(not(target_os = "linux"))]
fn real_path(_: &File) -> Option<PathBuf> {
    None
}

/// Whether a file is ignored: editors and systems leave such files. Names that begin with a dot mean
/// something in `static/` alone (`.well-known`, `.nojekyll`).
fn is_ignored(entry: &DirEntry, folder: &str) -> bool {
    is_ignored_name(&entry.file_name().to_string_lossy(), folder)
}

fn is_ignored_name(name: &str, folder: &str) -> bool {
    let is_swap = Path::new(name)
        .extension()
        .is_some_and(|e| ["swp", "swo", "swx"].iter().any(|swap| e == *swap));
    let is_backup = name.ends_with('~')
        || name.starts_with(".#")
        || (name.starts_with('#') && name.ends_with('#'));
    let is_system = matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini" | ".git");
    is_swap || is_backup || is_system || (name.starts_with('.') && folder != "static")
}

fn walk_error(error: &walkdir::Error) -> ReadError {
    if error.loop_ancestor().is_some() {
        return ReadError {
            message: "it is a symbolic link that goes round in a circle".to_owned(),
            not_found: false,
        };
    }
    match error.io_error() {
        // A link to nothing.
        Some(io) if io.kind() == io::ErrorKind::NotFound => ReadError {
            message: "it is a symbolic link to nothing".to_owned(),
            not_found: false,
        },
        Some(io) => read_error(io),
        None => ReadError {
            message: error.to_string(),
            not_found: false,
        },
    }
}

fn read_error(error: &io::Error) -> ReadError {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "its permissions do not let Lutrin read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    };
    // A folder above it may have become a file, or the file a folder.
    let gone = [
        io::ErrorKind::NotFound,
        io::ErrorKind::NotADirectory,
        io::ErrorKind::IsADirectory,
    ];
    let not_found = gone.contains(&error.kind());
    ReadError { message, not_found }
}
