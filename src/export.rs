//! Exports of decks: on paper, as pictures, as a handout, in one file. The only writer of exports.
//!
//! A browser opens pages of the published site; the snapshot answers its requests, so what it shows
//! is what `build` would write, without a server or a port. Formats are a table ([`formats`]).

mod decks;
mod destination;
pub mod formats;
mod job;
mod laid_out;
mod overflow;
mod paper;

use std::path::PathBuf;

use percent_encoding::percent_decode_str;

use crate::browser::{BrowserError, RequestAnswer};
use crate::files::Files;
use crate::os_files::OsFiles;
use crate::path::UrlPath;
use crate::render::{self, Output, PageResource};
use crate::snapshot::Snapshot;

pub use decks::ExportedDeck;
pub use destination::{Destination, OutputPath};
pub use job::{ExportJob, ExportedFiles};
pub use laid_out::open_browser;
pub use overflow::overflowing;

/// The pages and files of a site, by their addresses.
#[derive(Clone, Copy)]
pub struct SitePages<'s> {
    /// The state of the site.
    pub snapshot: &'s Snapshot,
    /// Its files.
    pub files: &'s OsFiles,
}

/// A file that was made, and is not written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFile {
    /// Its name below the folder of the deck; empty where the deck is one file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why an export could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportError {
    /// The browser failed.
    Browser(BrowserError),
    /// A file cannot be written.
    Disk(PathBuf, String),
}

impl From<BrowserError> for ExportError {
    fn from(error: BrowserError) -> Self {
        Self::Browser(error)
    }
}

impl ExportedFile {
    /// The only file of a deck.
    #[must_use]
    pub fn only(bytes: Vec<u8>) -> Self {
        Self {
            name: String::new(),
            bytes,
        }
    }
}

impl SitePages<'_> {
    /// The absolute address of a page.
    #[must_use]
    pub fn absolute(&self, url: &UrlPath) -> String {
        let config = &self.snapshot.config;
        format!("{}{}", config.origin, url.href(&config.base_path))
    }

    /// The bytes of a page; empty where there is none.
    #[must_use]
    pub fn page(&self, url: &UrlPath) -> Vec<u8> {
        self.part(&self.absolute(url))
            .map(|part| part.bytes)
            .unwrap_or_default()
    }

    /// What is at an absolute address, if the site has it.
    #[must_use]
    pub fn part(&self, address: &str) -> Option<PageResource> {
        let url = self.path_of(address)?;
        let (bytes, name) = match render::render(self.snapshot, &url)?.value {
            Output::Bytes(bytes) => (bytes, url.output_file()),
            Output::File(file) => (self.files.read(&file).ok()?, file.as_str().to_owned()),
        };
        Some(PageResource {
            media_type: media_type(&name),
            bytes,
        })
    }

    /// The answer to a request of a page.
    #[must_use]
    pub fn answer(&self, address: &str) -> RequestAnswer {
        match self.part(address) {
            Some(PageResource { media_type, bytes }) => RequestAnswer::Bytes { media_type, bytes },
            None if self.path_of(address).is_some() || self.is_icon(address) => {
                RequestAnswer::NotFound
            }
            None => RequestAnswer::Refused,
        }
    }

    /// Whether it is what browsers ask every host for, whatever its pages say.
    fn is_icon(&self, address: &str) -> bool {
        address.strip_prefix(self.snapshot.config.origin.as_str()) == Some("/favicon.ico")
    }

    /// The address within the site that an absolute one names.
    fn path_of(&self, address: &str) -> Option<UrlPath> {
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

/// The media type of a file, by its name.
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
