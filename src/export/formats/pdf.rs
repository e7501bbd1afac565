//! A deck on paper, a slide a page.

use super::{ExportFormat, FormatSettings, Maker};
use crate::browser::{Browser, BrowserError};
use crate::export::laid_out::{self, lay_out};
use crate::export::paper::{self, PaperFacts};
use crate::export::{ExportedDeck, ExportedFile, SitePages};

/// The height of a slide on paper, in inches: that of presentation programs. A style sheet may say
/// another.
const HEIGHT: f64 = 7.5;

pub(super) static FORMAT: ExportFormat = ExportFormat {
    option: "pdf",
    help: "On paper: a slide a page",
    suffix: |settings| if settings.notes { "-notes" } else { "" },
    extension: Some(".pdf"),
    has_notes: |settings| settings.notes,
    page: |deck| deck.url.clone(),
    maker: Maker::Browser(lay_out, print),
};

fn print(
    browser: &mut Browser<'_>,
    site: SitePages<'_>,
    deck: &ExportedDeck<'_>,
    settings: FormatSettings,
) -> Result<Vec<ExportedFile>, BrowserError> {
    let (width, height) = deck.ratio();
    let paper = (HEIGHT * f64::from(width) / f64::from(height), HEIGHT);
    let printed = laid_out::print(browser, paper)?;
    let facts = PaperFacts::of(site, deck).with_slides(site, deck, settings);
    let bytes = paper::complete(&printed, &facts)?;
    Ok(vec![ExportedFile::only(bytes)])
}
