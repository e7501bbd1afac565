//! What reveal.js loads once its slide is near: `<img data-src="a.png">`. Here browsers see to that.

use crate::html::tokens::Tag;

use super::super::writer::DeckRewriter;

/// The elements that reveal.js loads so.
const ELEMENTS: [&str; 5] = ["img", "video", "audio", "source", "iframe"];
/// What stands before the name of an attribute that browsers read.
const WAITS: &str = "data-";

/// Takes the word before the names of addresses, where browsers have no other one.
pub(in super::super) fn rewrite(writer: &mut DeckRewriter, tags: &[Tag<'_>]) {
    let starts = tags.iter().filter(|tag| !tag.is_end);
    for tag in starts.filter(|tag| ELEMENTS.contains(&tag.name.as_ref())) {
        for name in ["src", "srcset"] {
            let waiting = tag.attribute(&format!("{WAITS}{name}"));
            let Some(waiting) = waiting.filter(|_| tag.attribute(name).is_none()) else {
                continue;
            };
            let start = waiting.range.start;
            writer.edits.replace(start..start + WAITS.len(), "");
        }
    }
}
