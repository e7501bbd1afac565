//! The slides of a deck with their speaker notes, on paper.

use super::{ExportFormat, FormatSettings, Maker};
use crate::browser::{Browser, BrowserError, ColourScheme, Media};
use crate::export::paper::{self, PaperFacts};
use crate::export::{ExportedDeck, ExportedFile, SitePages, laid_out};

/// ISO A4, in inches.
const A4: (f64, f64) = (8.27, 11.69);

pub(super) static FORMAT: ExportFormat = ExportFormat {
    option: "handout",
    help: "On paper: every slide with its speaker notes",
    suffix: |_| "-handout",
    extension: Some(".pdf"),
    has_notes: |_| true,
    page: |deck| deck.handout_url(),
    maker: Maker::Browser(open, print),
};

fn open(
    browser: &mut Browser<'_>,
    site: SitePages<'_>,
    deck: &ExportedDeck<'_>,
) -> Result<(), BrowserError> {
    browser.emulate(Media::Print, ColourScheme::Light)?;
    browser.open(&site.absolute(&deck.handout_url()))
}

fn print(
    browser: &mut Browser<'_>,
    site: SitePages<'_>,
    deck: &ExportedDeck<'_>,
    _: FormatSettings,
) -> Result<Vec<ExportedFile>, BrowserError> {
    let printed = laid_out::print(browser, A4)?;
    let bytes = paper::complete(&printed, &PaperFacts::of(site, deck))?;
    Ok(vec![ExportedFile::only(bytes)])
}
