//! What comments about slides and elements hold: attributes of HTML.

use std::ops::Range;

use crate::html::tokens::{Token, tokens};

/// An attribute as it stands in a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CommentAttribute<'t> {
    pub(super) name: &'t str,
    /// As it was written, without quotes.
    pub(super) value: Option<&'t str>,
}

/// Reads attributes as browsers read those of a tag. A `>` outside quotes parts them.
pub(super) fn attributes(text: &str) -> Vec<CommentAttribute<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((attributes, length)) = read_up_to_sign(rest) {
        found.extend(attributes.into_iter().filter_map(|(name, value)| {
            let name = rest.get(name)?.trim_start_matches('=');
            let value = value.and_then(|value| rest.get(value));
            (!name.is_empty()).then_some(CommentAttribute { name, value })
        }));
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

/// Where the names and the values of attributes stand up to a `>`, and what is read with it.
type AttributePlaces = (Vec<(Range<usize>, Option<Range<usize>>)>, usize);

fn read_up_to_sign(text: &str) -> Option<AttributePlaces> {
    const OPENING: &str = "<a ";
    if text.trim().is_empty() {
        return None;
    }
    // A value whose quote never ends goes to the end of the comment.
    [">", "\">", "'>"].iter().find_map(|closing| {
        let html = format!("{OPENING}{text}{closing}");
        let Some(Token::Start(tag)) = tokens(&html).next() else {
            return None;
        };
        let inside = |at: usize| at.saturating_sub(OPENING.len()).min(text.len());
        let places = tag.attributes.iter().map(|attribute| {
            let start = attribute.range.start;
            let name = inside(start)..inside(start + attribute.written.len());
            let value = attribute.value_range.as_ref();
            (
                name,
                value.map(|value| inside(value.start)..inside(value.end)),
            )
        });
        Some((places.collect(), inside(tag.range.end)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let read = |text| {
            let one = |a: &CommentAttribute<'_>| format!("{}={}", a.name, a.value.unwrap_or("-"));
            attributes(text)
                .iter()
                .map(one)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            read(" a b=c d=\"e f\"  g='h\"i' j="),
            "a=- b=c d=e f g=h\"i j="
        );
        assert_eq!(read("= \"x"), "\"x=-");
        assert_eq!(read("a=b>c d=\"e > f"), "a=b c=- d=e > f");
        assert_eq!(read(".x #y a=&amp;"), ".x=- #y=- a=&amp;");
    }
}
