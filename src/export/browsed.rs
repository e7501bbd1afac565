//! What is made of a deck's page through a browser.

use std::path::Path;

use serde_json::{Value, json};

use super::{Made, Stage};
use crate::browser::find::{Machine, System};
use crate::browser::{Browser, Failure, Media, Scheme};
use crate::path::UrlPath;

/// The width of a slide on paper, in inches: that of presentation programs.
const WIDTH: f64 = 40.0 / 3.0;
/// The same in pixels of CSS: what a slide is designed for.
pub const PRINTED: u32 = 1280;

/// Where every slide stands on the page, in the order of the deck.
const SLIDES: &str = "[...document.querySelectorAll('section.slide')].map((slide) => {
  const box = slide.getBoundingClientRect();
  return {id: slide.id, x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height};
})";

/// Starts the browser that is named or installed, for pages of a site.
///
/// # Errors
/// When there is none, or it does not start.
pub fn open_browser<'s>(stage: Stage<'s>, named: Option<&Path>) -> Result<Browser<'s>, Failure> {
    let variable = |name: &str| std::env::var_os(name);
    let machine = Machine { system: System::own(), variable: &variable, is_program: &Path::is_file };
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
    url: &UrlPath,
    ratio: (u32, u32),
) -> Result<Vec<Made>, Failure> {
    lay_out(browser, stage, url, ratio, 1.0)?;
    let bytes = browser.print((WIDTH, WIDTH * f64::from(ratio.1) / f64::from(ratio.0)))?;
    Ok(vec![Made { name: String::new(), bytes }])
}

/// A page that is made for paper, as it is.
///
/// # Errors
/// When the browser fails.
pub fn handout(browser: &mut Browser<'_>, stage: Stage<'_>, url: &UrlPath) -> Result<Vec<Made>, Failure> {
    /// ISO A4, in inches.
    const A4: (f64, f64) = (8.27, 11.69);
    browser.emulate(Media::Print, Scheme::Light)?;
    browser.open(&stage.whole(url))?;
    Ok(vec![Made { name: String::new(), bytes: browser.print(A4)? }])
}

/// Every slide as a picture of some width.
///
/// # Errors
/// When the browser fails. `progress` is told how many slides are done, of how many.
pub fn pictures(
    browser: &mut Browser<'_>,
    stage: Stage<'_>,
    (url, ratio, width): (&UrlPath, (u32, u32), u32),
    progress: &dyn Fn(usize, usize),
) -> Result<Vec<Made>, Failure> {
    lay_out(browser, stage, url, ratio, f64::from(width) / f64::from(PRINTED))?;
    let slides = browser.evaluate(SLIDES)?;
    let slides = slides.as_array().cloned().unwrap_or_default();
    let digits = slides.len().to_string().len().max(2);
    let mut made = Vec::with_capacity(slides.len());
    for (at, slide) in slides.iter().enumerate() {
        progress(at, slides.len());
        let id = slide["id"].as_str().unwrap_or_default();
        let name = format!("{:0digits$}-{}.png", at + 1, file_name(id));
        made.push(Made { name, bytes: browser.photograph(&clip(slide))? });
    }
    Ok(made)
}

/// Opens a deck as it is printed: every slide in its frame, with all of its steps, one below the other.
pub(super) fn lay_out(
    browser: &mut Browser<'_>,
    stage: Stage<'_>,
    url: &UrlPath,
    ratio: (u32, u32),
    scale: f64,
) -> Result<(), Failure> {
    browser.resize((PRINTED, PRINTED * ratio.1 / ratio.0), scale)?;
    browser.emulate(Media::Print, Scheme::Light)?;
    browser.open(&stage.whole(url))
}

/// The part of the page that is photographed.
fn clip(slide: &Value) -> Value {
    json!({"x": slide["x"], "y": slide["y"], "width": slide["width"], "height": slide["height"], "scale": 1})
}

/// An id as a part of a file's name, on any system.
fn file_name(id: &str) -> String {
    id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).take(80).collect()
}
