//! A deck on paper, a slide a page.

use super::{ExportFormat, FormatSettings, Maker};
use crate::browser::{Browser, BrowserError};
use crate::export::laid_out::lay_out;
use crate::export::{ExportedDeck, ExportedFile};

/// The height of a slide on paper, in inches: that of presentation programs. A style sheet may say
/// another.
const HEIGHT: f64 = 7.5;

pub(super) static FORMAT: ExportFormat = ExportFormat {
    option: "pdf",
    help: "On paper: a slide a page",
    suffix: |_| "",
    extension: Some(".pdf"),
    has_notes: |_| false,
    page: |deck| deck.url.clone(),
    maker: Maker::Browser(lay_out, print),
};

fn print(
    browser: &mut Browser<'_>,
    deck: &ExportedDeck<'_>,
    _: FormatSettings,
) -> Result<Vec<ExportedFile>, BrowserError> {
    let (width, height) = deck.ratio();
    let bytes = browser.print((HEIGHT * f64::from(width) / f64::from(height), HEIGHT))?;
    Ok(vec![ExportedFile::only(bytes)])
}
