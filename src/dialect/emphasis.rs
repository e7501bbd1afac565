//! Emphasis beside signs that are no ASCII, as `marked` reads it: `これは**「重要」**です`.
//!
//! `CommonMark` takes `「` for punctuation, so that stars between it and a letter are stars. `marked`,
//! which reveal.js and remark use, knows only the punctuation of ASCII.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, TagEnd};

use super::body::{is_inline, parser_options, without_divs};
use super::running_text::is_closed;
use super::writer::DeckRewriter;

/// The most stars that are one sign: `**strong**`.
const MOST: usize = 2;

/// Writes the emphasis that the parser of Markdown takes for stars.
pub(super) fn rewrite(writer: &mut DeckRewriter, text: &str) {
    if !text.contains('*') || text.is_ascii() {
        return;
    }
    for (opening, closing) in pairs(text) {
        let name = if opening.len() == MOST {
            "strong"
        } else {
            "em"
        };
        writer.edits.replace(opening, format!("<{name}>"));
        writer.edits.replace(closing, format!("</{name}>"));
    }
}

/// The signs around each emphasis.
fn pairs(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let masked = without_divs(text);
    let (mut found, mut stars) = (Vec::new(), Vec::new());
    // For each open element whose text may be none of the author's words: whether it is.
    let mut open: Vec<bool> = Vec::new();
    for (event, range) in Parser::new_ext(&masked, parser_options(true)).into_offset_iter() {
        let is_border = match &event {
            Event::Start(tag) => {
                open.extend(is_closed(tag));
                !is_inline(tag.to_end())
            }
            Event::End(tag) => {
                if matches!(tag, TagEnd::Image | TagEnd::CodeBlock | TagEnd::Link) {
                    open.pop();
                }
                !is_inline(*tag)
            }
            Event::Text(_) if !open.contains(&true) => {
                let here = text.get(range.clone()).unwrap_or_default();
                stars.extend(here.match_indices('*').map(|(at, _)| range.start + at));
                false
            }
            _ => false,
        };
        if is_border {
            pair_up(text, &std::mem::take(&mut stars), &mut found);
        }
    }
    found
}

/// Pairs the stars of one block.
fn pair_up(text: &str, stars: &[usize], found: &mut Vec<(Range<usize>, Range<usize>)>) {
    // For each length, where the sign stands that waits for its end.
    let mut open: [Option<Range<usize>>; MOST] = Default::default();
    for run in stars.chunk_by(|a, b| a + 1 == *b) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let run = *first..*last + 1;
        let before = text.get(..run.start).and_then(|text| text.chars().last());
        let behind = text.get(run.end..).and_then(|text| text.chars().next());
        // A star beside others is a part of emphasis that the parser has read, or escaped.
        let is_part = [before, behind]
            .iter()
            .any(|c| matches!(c, Some('*' | '\\')));
        let Some(waits) = open.get_mut(run.len() - 1).filter(|_| !is_part) else {
            continue;
        };
        if waits.is_some() && touches(before, behind) {
            found.extend(waits.take().map(|opening| (opening, run)));
        } else if touches(behind, before) {
            *waits = Some(run);
        }
    }
}

/// Whether a sign stands close to what is on its inner side, for `marked`: to a letter, or to
/// punctuation of ASCII with no letter on the outer side.
fn touches(inner: Option<char>, outer: Option<char>) -> bool {
    let is_free = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
    inner.is_some_and(|inner| {
        !inner.is_whitespace() && (!inner.is_ascii_punctuation() || outer.is_none_or(is_free))
    })
}

#[cfg(test)]
mod tests {
    use super::super::body::DeckBody;
    use super::*;

    fn rewritten(text: &str) -> String {
        let body = DeckBody::read(text, |_| false, true);
        let mut writer = DeckRewriter::new("remark");
        rewrite(&mut writer, text);
        writer.finish(&body).0.text.into_owned()
    }

    #[test]
    fn stars_beside_other_punctuation_are_emphasis() {
        for (text, expected) in [
            (
                "これは**「重要」**です。 **太字。**続き",
                "これは<strong>「重要」</strong>です。 <strong>太字。</strong>続き",
            ),
            ("彼*「あ」*が", "彼<em>「あ」</em>が"),
            ("«a»**“b”**c", "«a»<strong>“b”</strong>c"),
            (
                "- は**「`c` [d](e)」**で",
                "- は<strong>「`c` [d](e)」</strong>で",
            ),
        ] {
            assert_eq!(rewritten(text), expected);
        }
    }

    #[test]
    fn other_stars_stay() {
        for text in [
            "**é** *b* ***c***",
            "é * b * c ** d ** e",
            "é\\*\\*「a」\\*\\*b",
            "`é**「a」**b`",
            "    é**「a」**b",
            "![é**「a」**b](c.png)",
            "é**「a\n\n」**b",
            "é**(b)**c",
            "é ***「a」***b",
        ] {
            assert_eq!(rewritten(text), text);
        }
    }
}
