//! Decks for elsewhere: on paper, as pictures, as a handout, in one file. The only writer of
//! exports.
//!
//! Pages are asked for as a browser would ask the published site, and answered from the snapshot:
//! no server, no port.

mod browsed;
mod decks;
mod overflow;
mod written;

use std::path::PathBuf;

use percent_encoding::percent_decode_str;

use crate::browser::{Answer, Failure};
use crate::files::Files;
use crate::os_files::OsFiles;
use crate::path::UrlPath;
use crate::render::{self, Output, PageResource};
use crate::snapshot::Snapshot;

pub use browsed::{handout, open_browser, pdf, pictures};
pub use decks::{Exported, Form};
pub use overflow::overflowing;
pub use written::{Place, Targets};

/// A site that is asked for its pages.
#[derive(Clone, Copy)]
pub struct Stage<'s> {
    /// Its state.
    pub snapshot: &'s Snapshot,
    /// Its files.
    pub files: &'s OsFiles,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its name below the folder of the deck; empty where the deck is one file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why an export could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportError {
    /// The browser failed.
    Browser(Failure),
    /// A file cannot be written.
    Disk(PathBuf, String),
}

impl From<Failure> for ExportError {
    fn from(failure: Failure) -> Self {
        Self::Browser(failure)
    }
}

impl Stage<'_> {
    /// The whole address of a page.
    #[must_use]
    pub fn whole(&self, url: &UrlPath) -> String {
        let config = &self.snapshot.config;
        format!("{}{}", config.origin, url.href(&config.base_path))
    }

    /// What is at a whole address, if that is one of the site.
    #[must_use]
    pub fn part(&self, address: &str) -> Option<PageResource> {
        let url = self.inside(address)?;
        let (bytes, name) = match render::render(self.snapshot, &url)?.value {
            Output::Bytes(bytes) => (bytes, url.output_file()),
            Output::File(file) => (self.files.read(&file).ok()?, file.as_str().to_owned()),
        };
        Some(PageResource {
            media_type: media_type(&name),
            bytes,
        })
    }

    /// What a request of a page gets.
    #[must_use]
    pub fn answer(&self, address: &str) -> Answer {
        match self.part(address) {
            Some(PageResource { media_type, bytes }) => Answer::Bytes { media_type, bytes },
            None if self.inside(address).is_some() || self.is_icon(address) => Answer::Nothing,
            None => Answer::Refused,
        }
    }

    /// Whether it is what browsers ask every host for, whatever its pages say.
    fn is_icon(&self, address: &str) -> bool {
        address.strip_prefix(self.snapshot.config.origin.as_str()) == Some("/favicon.ico")
    }

    /// The address within the site that a whole one names.
    fn inside(&self, address: &str) -> Option<UrlPath> {
        let config = &self.snapshot.config;
        let path = address
            .split(['?', '#'])
            .next()?
            .strip_prefix(config.origin.as_str())?;
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let path = path
            .strip_prefix(config.base_path.as_str())
            .filter(|path| path.starts_with('/'))?;
        Some(UrlPath::given(path))
    }
}

/// What a file is, by its name.
fn media_type(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    let is_text =
        guess.type_() == "text" || guess.subtype() == "javascript" || guess.subtype() == "json";
    if is_text {
        format!("{}; charset=utf-8", guess.essence_str())
    } else {
        guess.essence_str().to_owned()
    }
}
