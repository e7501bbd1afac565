//! The signs that notes begin with: `Note:`, with any white space before it.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::notes;

const SIGNS: [&str; 2] = ["notes:", "note:"];

/// The first sign in a slide. An indented one is no code, and none of a list.
pub(super) fn find(body: &DeckBody<'_>, slide: &Range<usize>) -> Option<Range<usize>> {
    let is_text = |at: usize| {
        let mut around = body.blocks_around(at);
        !body.is_apart(at) || around.any(|block| block.kind == BlockKind::Code(false))
    };
    notes::sign(body, slide, is_text, |_, line| sign_in(line))
}

/// Where the sign stands in a line that begins with one.
pub(in super::super) fn sign_in(line: &str) -> Option<Range<usize>> {
    let bare = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let start = line.len() - bare.len();
    let begins = |sign: &&&str| {
        let found = bare.get(..sign.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(sign))
    };
    let sign = SIGNS.iter().find(begins)?;
    Some(start..start + sign.len())
}

#[cfg(test)]
mod tests {
    use super::sign_in;

    #[test]
    fn white_space_may_stand_before_a_sign() {
        for (line, range) in [
            ("Note: a", 0..5),
            ("notes:", 0..6),
            ("  NOTE: a", 2..7),
            ("\t\u{a0}Note:", 3..8),
            ("        Notes: a", 8..14),
        ] {
            assert_eq!(sign_in(line), Some(range), "{line}");
        }
        for line in ["", "- Note: a", "> Note: a", "Noted: a", "Note a:"] {
            assert_eq!(sign_in(line), None, "{line}");
        }
    }
}
