//! One export: which decks become files of which formats.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::formats::{ExportFormat, FormatSettings, Maker};
use super::laid_out::open_browser;
use super::overflow::measure;
use super::{ExportedDeck, ExportedFile, SitePages};
use crate::browser::{Browser, BrowserError};
use crate::diagnostic::{self, Diagnostic};
use crate::path::UrlPath;
use crate::render::{self, Original};

/// Decks and formats: every deck is made in every format.
#[derive(Clone, Copy)]
pub struct ExportJob<'j, 's> {
    /// The site that the decks are from.
    pub site: SitePages<'s>,
    /// The decks.
    pub decks: &'j [ExportedDeck<'s>],
    /// The formats.
    pub formats: &'j [&'static ExportFormat],
    /// What options say about the formats.
    pub settings: FormatSettings,
}

/// What an export makes.
#[derive(Debug)]
pub struct ExportedFiles<'j, 's> {
    /// The files of each deck in each format.
    pub files: Vec<(
        &'j ExportedDeck<'s>,
        &'static ExportFormat,
        Vec<ExportedFile>,
    )>,
    /// The addresses of what had to be left out, since the site does not have it.
    pub left_out: BTreeSet<String>,
    /// The slides that lose something on paper and in pictures: what they hold is larger than their
    /// frames.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'j, 's> ExportJob<'j, 's> {
    /// How many files or folders there will be.
    #[must_use]
    pub fn count(&self) -> usize {
        self.decks.len() * self.formats.len()
    }

    /// What is wrong with the pages that the files are made from.
    #[must_use]
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut urls: Vec<UrlPath> = Vec::new();
        for deck in self.decks {
            let pages = self.formats.iter().map(|format| (format.page)(deck));
            for url in std::iter::once(deck.url.clone()).chain(pages) {
                if !urls.contains(&url) {
                    urls.push(url);
                }
            }
        }
        urls.iter()
            .filter_map(|url| render::render(self.site.snapshot, url))
            .flat_map(|output| output.diagnostics)
            .collect()
    }

    /// Makes all files, and writes none. A browser is started where a format needs one: the named
    /// one, else one that is installed. `progress` is called after each deck in each format.
    ///
    /// # Errors
    /// When there is no browser, or it fails.
    pub fn run(
        &self,
        named: Option<&Path>,
        progress: &dyn Fn(),
    ) -> Result<ExportedFiles<'j, 's>, BrowserError> {
        let needs_browser = self.formats.iter().any(|format| format.needs_browser());
        let mut browser = if needs_browser {
            Some(open_browser(self.site, named)?)
        } else {
            None
        };
        let mut exported = ExportedFiles {
            files: Vec::new(),
            left_out: BTreeSet::new(),
            diagnostics: Vec::new(),
        };
        for deck in self.decks {
            let mut is_measured = false;
            for format in self.formats {
                let files = match (format.maker, &mut browser) {
                    (Maker::SingleFile(html), _) => {
                        let html = html(self.site, deck, self.settings);
                        let (file, left_out) = self.single_file(deck, format, &html);
                        exported.left_out.extend(left_out);
                        vec![file]
                    }
                    (Maker::Text(text), _) => {
                        vec![ExportedFile::only(text(self.site, deck, self.settings))]
                    }
                    (Maker::Browser(open, make), Some(browser)) => {
                        open(browser, self.site, deck)?;
                        if !std::mem::replace(&mut is_measured, true) {
                            exported.diagnostics.extend(measure(browser, deck)?);
                        }
                        make(browser, self.site, deck, self.settings)?
                    }
                    // A browser is there for every format that needs one.
                    (Maker::Browser(..), None) => Vec::new(),
                };
                exported.files.push((deck, format, files));
                progress();
            }
        }
        let refused = browser.iter().flat_map(Browser::refused);
        exported.left_out.extend(refused.cloned());
        diagnostic::sort(&mut exported.diagnostics);
        Ok(exported)
    }

    /// A page with everything that it shows as one file, and the addresses of what had to be left
    /// out. Links to other pages of the export lead to their files.
    fn single_file(
        &self,
        deck: &ExportedDeck<'_>,
        format: &ExportFormat,
        html: &[u8],
    ) -> (ExportedFile, Vec<String>) {
        let file = render::single_file(&Original {
            html: &String::from_utf8_lossy(html),
            url: &self.site.absolute(&(format.page)(deck)),
            origin: &self.site.snapshot.config.origin,
            beside: &self.files_by_page(),
            part: &|address| self.site.part(address),
        });
        (ExportedFile::only(file.html.into_bytes()), file.missing)
    }

    /// The names of the single files of this export, by the absolute addresses of their pages.
    fn files_by_page(&self) -> BTreeMap<String, String> {
        let has_lang = self.site.snapshot.config.languages.len() > 1;
        let single = self
            .formats
            .iter()
            .filter(|format| matches!(format.maker, Maker::SingleFile(_)));
        let files = single.flat_map(|format| self.decks.iter().map(move |deck| (deck, format)));
        files
            .map(|(deck, format)| {
                let name = format.file_name(deck, self.settings, has_lang);
                (self.site.absolute(&(format.page)(deck)), name)
            })
            .collect()
    }
}
