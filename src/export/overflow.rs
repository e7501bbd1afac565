//! Slides that hold more than their frame shows, as a browser measures them.

use serde_json::Value;

use super::laid_out::lay_out;
use super::{ExportedDeck, SitePages};
use crate::browser::{Browser, BrowserError};
use crate::diagnostic::{Diagnostic, Place, codes};

/// Of every slide: how high and wide its content is and how high and wide the frame, in pixels.
/// What has a frame within the slide (code, a table) is measured there, too; the
/// worst of all counts. The bounds of what is inside are asked for as well: a browser does not
/// count what is pushed out above or to the left as overflow.
const MEASURED: &str = "[...document.querySelectorAll('section.slide')].map((slide) => {
  const size = (element) => {
    const inside = document.createRange();
    inside.selectNodeContents(element);
    const box = inside.getBoundingClientRect();
    const frame = element.getBoundingClientRect();
    // What holds nothing has its bounds at the corner of the page.
    const isEmpty = !box.width && !box.height;
    const above = isEmpty ? 0 : Math.max(0, frame.top - box.top), left = isEmpty ? 0 : Math.max(0, frame.left - box.left);
    return [element.scrollWidth + left, element.clientWidth, element.scrollHeight + above, element.clientHeight];
  };
  const parts = [...slide.querySelectorAll('.slide-body, .slide-body pre, .slide-body .table, .slide-body .math')];
  return {id: slide.id, parts: parts.filter((part) => part.clientWidth && part.clientHeight).map(size)};
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
            let hint = "take something out, make two slides of it, or give it the class `small`";
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
