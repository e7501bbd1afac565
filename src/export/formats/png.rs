//! A picture of each slide, in a folder.

use serde_json::{Value, json};

use super::{ExportFormat, FormatSettings, Maker};
use crate::browser::{Browser, BrowserError};
use crate::export::laid_out::{frame, lay_out};
use crate::export::{ExportedDeck, ExportedFile, SitePages};

/// Every slide's id and size, in the order of the deck.
const SLIDES: &str = "[...document.querySelectorAll('section.slide')].map((slide) => {
  const box = slide.getBoundingClientRect();
  return {id: slide.id, width: Math.round(box.width), height: Math.round(box.height)};
})";

/// Leaves only one slide (by its place) on the page, at the top: its neighbours would show where
/// two slides share a row of dots.
const ALONE: &str = "document.querySelectorAll('section.slide').forEach((slide, at) => {
  slide.style.display = at === {at} ? '' : 'none';
})";

/// The longest part of a file's name that comes from a slide's id.
const LONGEST_ID: usize = 80;

pub(super) static FORMAT: ExportFormat = ExportFormat {
    option: "png",
    help: "A picture of each slide",
    suffix: |_| "",
    extension: None,
    has_notes: |_| false,
    page: |deck| deck.url.clone(),
    maker: Maker::Browser(lay_out, photograph),
};

fn photograph(
    browser: &mut Browser<'_>,
    _: SitePages<'_>,
    deck: &ExportedDeck<'_>,
    settings: FormatSettings,
) -> Result<Vec<ExportedFile>, BrowserError> {
    let slides = browser.evaluate(SLIDES)?;
    let slides = slides.as_array().cloned().unwrap_or_default();
    browser.resize(frame(deck), scale(&slides, settings.width))?;
    let digits = slides.len().to_string().len().max(2);
    let mut files = Vec::with_capacity(slides.len());
    for (at, slide) in slides.iter().enumerate() {
        let id = slide["id"].as_str().unwrap_or_default();
        let name = format!("{:0digits$}-{}.png", at + 1, file_name(id));
        browser.evaluate(&ALONE.replace("{at}", &at.to_string()))?;
        let bytes = browser.photograph(&clip(slide))?;
        files.push(ExportedFile { name, bytes });
    }
    Ok(files)
}

/// How many pixels of a picture one pixel of CSS gets, so that pictures are as wide as was asked.
fn scale(slides: &[Value], width: u32) -> f64 {
    let slide_width = slides
        .first()
        .and_then(|slide| slide["width"].as_f64())
        .filter(|width| *width >= 1.0);
    f64::from(width) / slide_width.unwrap_or(f64::from(width))
}

/// The part of the page that is photographed.
fn clip(slide: &Value) -> Value {
    json!({"x": 0, "y": 0, "width": slide["width"], "height": slide["height"], "scale": 1})
}

/// An id as a part of a file's name, on any system.
fn file_name(id: &str) -> String {
    id.chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_') {
                c
            } else {
                '-'
            }
        })
        .take(LONGEST_ID)
        .collect()
}
