//! The formats that decks are exported in. Each is one file, and a line of [`ALL`].
//!
//! A format says what its option and its files are called, what it needs, and how it is made. The
//! command line takes its options and their help from the table. Knows nothing of where files go.

mod handout;
mod pdf;
mod pdfpc;
mod png;
mod presenter;
mod single_file;

use std::fmt;

use super::{ExportedDeck, ExportedFile, SitePages};
use crate::browser::{Browser, BrowserError};
use crate::path::UrlPath;

/// Every format, in the order in which the help lists them and files are made.
pub static ALL: [&ExportFormat; 6] = [
    &pdf::FORMAT,
    &pdfpc::FORMAT,
    &handout::FORMAT,
    &single_file::FORMAT,
    &presenter::FORMAT,
    &png::FORMAT,
];

/// A format that decks are exported in.
pub struct ExportFormat {
    /// The option of the command line that asks for it, without its dashes.
    pub option: &'static str,
    /// What the help says of it.
    pub help: &'static str,
    /// What its files add to the name of the talk.
    pub suffix: fn(FormatSettings) -> &'static str,
    /// What the name of its one file ends with; `None` for a folder of files.
    pub extension: Option<&'static str>,
    /// Whether the speaker notes are in it, which not everybody should read.
    pub has_notes: fn(FormatSettings) -> bool,
    /// The address of the page that it is made from.
    pub page: fn(&ExportedDeck<'_>) -> UrlPath,
    /// How it is made.
    pub maker: Maker,
}

/// What options of the command line say about formats.
#[derive(Debug, Clone, Copy)]
pub struct FormatSettings {
    /// How wide pictures are, in pixels.
    pub width: u32,
    /// Whether the speaker notes go into formats that everybody may read.
    pub notes: bool,
    /// What the outline of a PDF has of its slides.
    pub outline: PdfOutline,
}

/// What the outline of a PDF has of its slides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PdfOutline {
    /// Every slide, below the one that begins its part.
    #[default]
    Parts,
    /// Every slide, in one row.
    Slides,
    /// Nothing: there is no outline.
    None,
}

/// How a format is made of a deck.
#[derive(Clone, Copy)]
pub enum Maker {
    /// A browser opens the deck, and gives the files. Once it is open, its slides can be measured.
    Browser(OpenInBrowser, MakeInBrowser),
    /// The HTML that this gives becomes one file, with all that it shows. Needs no browser.
    SingleFile(TextOfDeck),
    /// This is all of the file. Needs no browser.
    Text(TextOfDeck),
}

/// Writes a text of a deck.
pub type TextOfDeck = fn(SitePages<'_>, &ExportedDeck<'_>, FormatSettings) -> Vec<u8>;

/// Opens a deck in a browser as it goes on paper.
pub type OpenInBrowser =
    fn(&mut Browser<'_>, SitePages<'_>, &ExportedDeck<'_>) -> Result<(), BrowserError>;

/// Makes the files of a deck that a browser has open.
pub type MakeInBrowser = fn(
    &mut Browser<'_>,
    SitePages<'_>,
    &ExportedDeck<'_>,
    FormatSettings,
) -> Result<Vec<ExportedFile>, BrowserError>;

impl ExportFormat {
    /// Whether the speaker notes are in it on request alone.
    #[must_use]
    pub fn takes_notes(&self) -> bool {
        let has_notes = |notes| {
            let settings = FormatSettings {
                width: 0,
                notes,
                outline: PdfOutline::default(),
            };
            (self.has_notes)(settings)
        };
        has_notes(true) && !has_notes(false)
    }

    /// Whether a browser makes it.
    #[must_use]
    pub fn needs_browser(&self) -> bool {
        matches!(self.maker, Maker::Browser(..))
    }

    /// What the file or folder of a deck is called: `first-talk-short.en.pdf`. `has_lang` where
    /// there could be another language's.
    #[must_use]
    pub fn file_name(
        &self,
        deck: &ExportedDeck<'_>,
        settings: FormatSettings,
        has_lang: bool,
    ) -> String {
        let path = &deck.page.document.path;
        let folder = path.bundle().unwrap_or("deck");
        let variant = deck
            .variant
            .map(|variant| format!("-{variant}"))
            .unwrap_or_default();
        let lang = if has_lang {
            format!(".{}", path.lang)
        } else {
            String::new()
        };
        let suffix = (self.suffix)(settings);
        let extension = self.extension.unwrap_or_default();
        format!("{folder}{variant}{suffix}{lang}{extension}")
    }
}

/// By the name of its option.
impl fmt::Debug for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.option)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_formats_have_one_option_or_write_the_same_file() {
        for notes in [false, true] {
            let settings = FormatSettings {
                width: 1,
                notes,
                outline: PdfOutline::default(),
            };
            let options: BTreeSet<&str> = ALL.iter().map(|format| format.option).collect();
            let files: BTreeSet<_> = ALL
                .iter()
                .map(|format| ((format.suffix)(settings), format.extension))
                .collect();
            assert_eq!((options.len(), files.len()), (ALL.len(), ALL.len()));
        }
    }
}
