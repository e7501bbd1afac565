//! A deck in a browser, laid out as it is printed: what formats and the check of slides begin with.

use std::path::Path;

use super::{ExportedDeck, SitePages};
use crate::browser::find::{Machine, System};
use crate::browser::{Browser, BrowserError, ColourScheme, Media};

/// The height of a slide in pixels of CSS: what slides are designed for.
const HEIGHT: u32 = 720;

/// Starts the browser that is named or installed, for pages of a site.
///
/// # Errors
/// When there is none, or it does not start.
pub fn open_browser<'s>(
    site: SitePages<'s>,
    named: Option<&Path>,
) -> Result<Browser<'s>, BrowserError> {
    let variable = |name: &str| std::env::var_os(name);
    let machine = Machine {
        system: System::current(),
        variable: &variable,
        is_program: &Path::is_file,
    };
    let program = machine.find(named)?;
    Browser::start(&program, move |address| site.answer(address))
}

/// Makes slides smaller where a style sheet of the site says other sizes than the theme's: the script
/// of the deck does it.
const FITTED: &str = "window.lutrinDeck && window.lutrinDeck.overflowing().length";

/// Opens a deck as it is printed: every slide in its frame, with all of its steps, one below the
/// other.
pub(super) fn lay_out(
    browser: &mut Browser<'_>,
    site: SitePages<'_>,
    deck: &ExportedDeck<'_>,
) -> Result<(), BrowserError> {
    browser.resize(frame(deck), 1.0)?;
    browser.emulate(Media::Print, ColourScheme::Light)?;
    browser.open(&site.absolute(&deck.url))?;
    browser.evaluate(FITTED).map(drop)
}

/// The page that is open as PDF, on paper of a size in inches. Words stay apart where a line ends.
pub(super) fn print(browser: &mut Browser<'_>, paper: (f64, f64)) -> Result<Vec<u8>, BrowserError> {
    browser.evaluate(include_str!("spaces.js"))?;
    browser.print(paper)
}

/// Width and height of a slide in pixels of CSS.
pub(super) fn frame(deck: &ExportedDeck<'_>) -> (u32, u32) {
    let (width, height) = deck.ratio();
    (HEIGHT * width / height, HEIGHT)
}
