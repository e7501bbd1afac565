//! The numbers of Marp's slides, and its first slide, which shows its head, foot and number as any
//! other. A deck that never says `paginate` has the theme's numbers.

use super::look::Look;
use super::own_attributes::OwnAttributes;

/// The class of a title that shows its foot.
const WITH_FOOT: &str = "with-foot";

/// What is known of the numbers of a deck.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    /// Whether the deck says anything of numbers.
    pub(super) are_said: bool,
}

impl Numbers {
    /// Writes what a slide has of its number, and of its foot where it is the first.
    pub(super) fn write(
        self,
        look: &Look<'_>,
        is_first: bool,
        written: &mut OwnAttributes<'_, '_>,
    ) {
        let said = look.get("paginate");
        let word = said.map(|value| value.text.trim());
        let number = match word {
            Some("true") => None,
            Some(word @ ("hold" | "skip")) => Some(word),
            _ => Some("none"),
        };
        if let Some(number) = number.filter(|_| self.are_said) {
            let attributes = match said {
                Some(value) => written.of(value),
                None => &mut written.inherited.0,
            };
            attributes.pair("number", number);
        }
        let has = |key| look.text(key).is_some_and(|text| !text.is_empty());
        let is_numbered = matches!(word, Some("true" | "hold"));
        if is_first && (is_numbered || has("header") || has("footer")) {
            written.inherited.0.class(WITH_FOOT);
        }
    }
}
