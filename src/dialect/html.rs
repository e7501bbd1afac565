//! How the tools take HTML: what they make of elements that nobody closes, and how many CSS pixels
//! their slides are across.

use super::Dialect;

/// How strictly HTML is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HtmlRules {
    /// The author hears of every element that is not closed: pages, and decks of the native form.
    #[default]
    Strict,
    /// What browsers mend is mended, as the tool hands it to them as it is.
    Browsers,
    /// A compiler of components reads it: it takes `<div/>` for a whole element, and no element
    /// that is not closed.
    Components,
}

impl Dialect {
    /// How the tool takes HTML.
    #[must_use]
    pub fn html(self) -> HtmlRules {
        self.0.rules.html
    }

    /// How many CSS pixels a slide of the tool is across, whatever the screen: the sizes that its
    /// authors write in pixels are shares of it.
    #[must_use]
    pub fn pixels_across(self) -> u32 {
        self.0.rules.pixels_across
    }
}
