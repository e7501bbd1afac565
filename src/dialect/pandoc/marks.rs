//! What Quarto's authors alone write: cells, shortcodes, callouts and tabs.

use super::super::body::{BlockKind, DeckBody};

/// Classes of divs that Quarto alone has.
const CLASSES: [&str; 5] = [
    ".callout-",
    ".panel-tabset",
    ".r-stack",
    ".r-fit-text",
    ".nonincremental",
];

/// Languages of cells.
const LANGUAGES: [&str; 6] = ["{python", "{r}", "{r ", "{r,", "{julia", "{ojs"];

/// Shortcodes of Quarto's that stand on lines of their own.
const SHORTCODES: [&str; 5] = [
    "include ",
    "lipsum ",
    "pagebreak ",
    "placeholder ",
    "video ",
];

/// Whether a body has signs of Quarto outside code and comments.
pub(super) fn has_signs(body: &DeckBody<'_>) -> bool {
    let has_cell = body.blocks.iter().any(|block| {
        let is_cell = |info: &str| LANGUAGES.iter().any(|language| info.starts_with(language));
        block.kind == BlockKind::Code(true) && body.text.get(body.info(block)).is_some_and(is_cell)
    });
    has_cell
        || body.lines(0..body.text.len()).any(|line| {
            let text = body.text.get(line.clone()).unwrap_or_default();
            let is_div =
                text.starts_with(":::") && CLASSES.iter().any(|class| text.contains(class));
            let shortcode = text.strip_prefix("{{< ").unwrap_or_default();
            let is_shortcode = SHORTCODES.iter().any(|name| shortcode.starts_with(name));
            (is_div || is_shortcode) && body.is_text(line.start)
        })
}
