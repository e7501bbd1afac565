//! Slides that hold more than their frame shows, as a browser measures them.

use serde_json::Value;

use super::laid_out::lay_out;
use super::{ExportedDeck, SitePages};
use crate::browser::{Browser, BrowserError};
use crate::diagnostic::{Diagnostic, Place, codes};

/// Of every slide: how high and wide its content is and how high and wide the frame, in pixels.
/// What has a frame within the slide (code, a table) is measured there, too; the worst of all
/// counts. Boxes are compared, since engines do not agree on what scrolls; letters in a line may
/// stand out of theirs, and are left out.
const MEASURED: &str = "[...document.querySelectorAll('section.slide')].map((slide) => {
  const inner = 'pre:not(.hidden), .table, .math';
  const scrolled = [...slide.querySelectorAll('.slide-body :is(' + inner + ')')].filter((part) => part.clientWidth && part.clientHeight);
  const body = slide.querySelector('.slide-body');
  if (!body) return {id: slide.id, parts: []};
  const frame = body.getBoundingClientRect();
  const isBox = (element) => !element.parentElement.closest(inner + ', svg, math, .hidden') && getComputedStyle(element).display !== 'inline';
  const boxes = [...body.querySelectorAll('*')].filter(isBox).map((element) => element.getBoundingClientRect());
  const seen = boxes.filter((box) => box.width && box.height);
  const side = (first, last) => Math.max(frame[last], ...seen.map((box) => box[last])) - Math.min(frame[first], ...seen.map((box) => box[first]));
  const parts = scrolled.map((part) => [part.scrollWidth, part.clientWidth, part.clientHeight, part.clientHeight]);
  return {id: slide.id, parts: [...parts, [side('left', 'right'), frame.width, side('top', 'bottom'), frame.height]]};
})";

/// Pixels that rounding may add.
const SLACK: f64 = 2.0;

/// A diagnostic for every slide of a deck that overflows.
///
/// # Errors
/// When the browser fails.
pub fn overflowing(
    browser: &mut Browser<'_>,
    site: SitePages<'_>,
    deck: &ExportedDeck<'_>,
) -> Result<Vec<Diagnostic>, BrowserError> {
    lay_out(browser, site, deck)?;
    measure(browser, deck)
}

/// The same of a deck that a browser has open, a slide below the other.
pub(super) fn measure(
    browser: &mut Browser<'_>,
    deck: &ExportedDeck<'_>,
) -> Result<Vec<Diagnostic>, BrowserError> {
    let measured = browser.evaluate(MEASURED)?;
    let document = &deck.page.document;
    let slides = document.deck.iter().flat_map(|deck| &deck.slides);
    let found = measured
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|slide| {
            let excess = worst_excess(slide)?;
            let id = slide["id"].as_str()?;
            let span = slides.clone().find(|slide| slide.id == id)?.span;
            let message = format!("the slide `{id}` is {excess} than its frame");
            let hint =
                "make two slides of it, or take something out: it is in its smallest size already";
            Some(
                Diagnostic::new(
                    codes::SLIDE_OVERFLOWS,
                    Place::new(&document.path.file, span),
                    message,
                )
                .hint(hint),
            )
        });
    Ok(found.collect())
}

/// By how much a slide is too large, in the direction in which it is worst.
fn worst_excess(slide: &Value) -> Option<String> {
    let sizes = slide["parts"]
        .as_array()?
        .iter()
        .filter_map(|sizes| serde_json::from_value::<[f64; 4]>(sizes.clone()).ok());
    let (mut high, mut wide) = (0.0_f64, 0.0_f64);
    for [width, frame_width, height, frame_height] in sizes {
        wide = wide.max(excess(width, frame_width));
        high = high.max(excess(height, frame_height));
    }
    let (most, word) = if high >= wide {
        (high, "higher")
    } else {
        (wide, "wider")
    };
    // Less than one in a hundred still is too much.
    (most > 0.0).then(|| format!("{:.0} % {word}", (most * 100.0).max(1.0)))
}

fn excess(size: f64, frame: f64) -> f64 {
    if size - frame > SLACK && frame > 0.0 {
        size / frame - 1.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::worst_excess;

    #[test]
    fn the_worst_direction_counts_and_what_rounding_adds_is_not() {
        let excess = |parts: serde_json::Value| worst_excess(&json!({"id": "a", "parts": parts}));
        assert_eq!(excess(json!([[100, 100, 100, 100]])), None);
        assert_eq!(excess(json!([[101, 100, 102, 100]])), None);
        assert_eq!(
            excess(json!([[100, 100, 562, 500]])).unwrap(),
            "12 % higher"
        );
        assert_eq!(excess(json!([[150, 100, 562, 500]])).unwrap(), "50 % wider");
        assert_eq!(
            excess(json!([[100, 100, 100, 100], [1004, 1000, 10, 10]])).unwrap(),
            "1 % wider"
        );
        assert_eq!(excess(json!([])), None);
    }
}
