//! What is made of a deck's page through a browser.

use std::path::Path;

use serde_json::{Value, json};

use super::{Exported, Made, Stage};
use crate::browser::find::{Machine, System};
use crate::browser::{Browser, Failure, Media, Scheme};

/// The height of a slide on paper, in inches: that of presentation programs. A style sheet may say
/// another.
const HEIGHT: f64 = 7.5;
/// The same in pixels of CSS: what a slide is designed for.
const PIXELS: u32 = 720;

/// Every slide's id and size, in the order of the deck.
const SLIDES: &str = "[...document.querySelectorAll('section.slide')].map((slide) => {
  const box = slide.getBoundingClientRect();
  return {id: slide.id, width: Math.round(box.width), height: Math.round(box.height)};
})";

/// Leaves one slide on the page, by its place: at the top, no other one shines through where dots
/// are shared.
const ALONE: &str = "document.querySelectorAll('section.slide').forEach((slide, at) => {
  slide.style.display = at === {at} ? '' : 'none';
})";

/// Starts the browser that is named or installed, for pages of a site.
///
/// # Errors
/// When there is none, or it does not start.
pub fn open_browser<'s>(stage: Stage<'s>, named: Option<&Path>) -> Result<Browser<'s>, Failure> {
    let variable = |name: &str| std::env::var_os(name);
    let machine = Machine {
        system: System::own(),
        variable: &variable,
        is_program: &Path::is_file,
    };
    let program = machine.find(named)?;
    Browser::start(&program, move |address| stage.answer(address))
}

/// A deck on paper, a slide a page.
///
/// # Errors
/// When the browser fails.
pub fn pdf(
    browser: &mut Browser<'_>,
    stage: Stage<'_>,
    deck: &Exported<'_>,
) -> Result<Vec<Made>, Failure> {
    lay_out(browser, stage, deck)?;
    let (width, height) = deck.ratio();
    let bytes = browser.print((HEIGHT * f64::from(width) / f64::from(height), HEIGHT))?;
    Ok(vec![Made {
        name: String::new(),
        bytes,
    }])
}

/// The slides of a deck with their speaker notes, on paper.
///
/// # Errors
/// When the browser fails.
pub fn handout(
    browser: &mut Browser<'_>,
    stage: Stage<'_>,
    deck: &Exported<'_>,
) -> Result<Vec<Made>, Failure> {
    /// ISO A4, in inches.
    const A4: (f64, f64) = (8.27, 11.69);
    browser.emulate(Media::Print, Scheme::Light)?;
    browser.open(&stage.whole(&deck.handout_url()))?;
    Ok(vec![Made {
        name: String::new(),
        bytes: browser.print(A4)?,
    }])
}

/// Every slide as a picture of some width.
///
/// # Errors
/// When the browser fails.
pub fn pictures(
    browser: &mut Browser<'_>,
    stage: Stage<'_>,
    deck: &Exported<'_>,
    width: u32,
) -> Result<Vec<Made>, Failure> {
    lay_out(browser, stage, deck)?;
    let slides = browser.evaluate(SLIDES)?;
    let slides = slides.as_array().cloned().unwrap_or_default();
    let own_width = slides
        .first()
        .and_then(|slide| slide["width"].as_f64())
        .filter(|own| *own >= 1.0);
    browser.resize(
        frame(deck),
        f64::from(width) / own_width.unwrap_or(f64::from(width)),
    )?;
    let digits = slides.len().to_string().len().max(2);
    let mut made = Vec::with_capacity(slides.len());
    for (at, slide) in slides.iter().enumerate() {
        let id = slide["id"].as_str().unwrap_or_default();
        let name = format!("{:0digits$}-{}.png", at + 1, file_name(id));
        browser.evaluate(&ALONE.replace("{at}", &at.to_string()))?;
        made.push(Made {
            name,
            bytes: browser.photograph(&clip(slide))?,
        });
    }
    Ok(made)
}

/// Opens a deck as it is printed: every slide in its frame, with all of its steps, one below the
/// other.
pub(super) fn lay_out(
    browser: &mut Browser<'_>,
    stage: Stage<'_>,
    deck: &Exported<'_>,
) -> Result<(), Failure> {
    browser.resize(frame(deck), 1.0)?;
    browser.emulate(Media::Print, Scheme::Light)?;
    browser.open(&stage.whole(&deck.url))
}

/// The size of a slide in pixels of CSS.
fn frame(deck: &Exported<'_>) -> (u32, u32) {
    let (width, height) = deck.ratio();
    (PIXELS * width / height, PIXELS)
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
        .take(80)
        .collect()
}
