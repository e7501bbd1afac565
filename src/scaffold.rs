//! New sites and new files, from the samples in the binary and the archetypes of themes.
//!
//! Writes only files that are not there yet, and returns their names.

pub mod archetypes;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use crate::date::Date;
use crate::document::Document;
use crate::lang::Lang;
use crate::translations;

#[derive(RustEmbed)]
#[folder = "src/scaffold/site"]
struct SampleSite;

/// Stands for today's date in the sample.
const TODAY: &str = "{{ today }}";

/// Why nothing was made.
#[derive(Debug)]
pub enum ScaffoldError {
    /// One plain sentence.
    Refused(String),
    /// The disk failed at a path.
    Disk(PathBuf, io::Error),
}

/// Makes a small bilingual site in a folder that is empty or not there yet. Returns the files,
/// relative to it.
///
/// # Errors
/// When the folder has something in it already, or cannot be written.
pub fn init(folder: &Path, today: &Date) -> Result<Vec<String>, ScaffoldError> {
    let taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken || folder.is_file() {
        let message = format!(
            "`{}` is not empty, so nothing was written there",
            folder.display()
        );
        return Err(ScaffoldError::Refused(message));
    }
    let mut names: Vec<String> = SampleSite::iter().map(|name| name.to_string()).collect();
    names.sort();
    for name in &names {
        let Some(file) = SampleSite::get(name) else {
            continue;
        };
        let text = String::from_utf8_lossy(&file.data).replace(TODAY, today.iso());
        create(&folder.join(written_name(name)), text.as_bytes())?;
    }
    Ok(names.iter().map(|name| written_name(name)).collect())
}

/// The name of a file in the new site. Dot files have another name in the sample, where they would
/// mean something to this repository.
fn written_name(name: &str) -> String {
    name.replace("dot-", ".")
}

/// Writes a draft of a page's translation beside it. Returns the file, relative to the site's root.
///
/// # Errors
/// When there is such a file already, or it cannot be written.
pub fn new_translation(
    root: &Path,
    source: &Document,
    lang: &Lang,
) -> Result<PathBuf, ScaffoldError> {
    let folder = source.path.file.folder().trim_end_matches('/');
    let name = PathBuf::from(format!("{folder}/{}.{lang}.md", source.path.stem));
    create(&root.join(&name), translations::skeleton(source).as_bytes())?;
    Ok(name)
}

/// The refusal to write over a file.
fn is_there(path: &Path) -> ScaffoldError {
    ScaffoldError::Refused(format!(
        "`{}` is there already, so it was left as it is",
        path.display()
    ))
}

/// Writes a file that must not be there yet. Its folder is made.
fn create(path: &Path, bytes: &[u8]) -> Result<(), ScaffoldError> {
    let failed = |error| ScaffoldError::Disk(path.to_owned(), error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    match fs::File::create_new(path) {
        Ok(mut file) => file.write_all(bytes).map_err(failed),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(is_there(path)),
        Err(error) => Err(failed(error)),
    }
}

impl std::fmt::Display for ScaffoldError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(message) => f.write_str(message),
            Self::Disk(path, error) => write!(f, "`{}` cannot be written: {error}", path.display()),
        }
    }
}
