//! Comments in a deck of Lutrin's own form, where nobody sees them. In a deck without any speaker
//! notes they may be meant as such: for Marp and Slidev, they are.

use super::super::body::{DeckBody, is_break};
use super::super::pairs;
use super::super::writer::DeckRewriter;
use crate::diagnostic::codes;

/// What comments begin with that are for a program or for their author.
const FOR_OTHERS: [&str; 18] = [
    ".slide",
    ".element",
    "TODO",
    "FIXME",
    "XXX",
    "HACK",
    "prettier",
    "markdownlint",
    "vale",
    "cspell",
    "textlint",
    "lint",
    "eslint",
    "SPDX",
    "Copyright",
    "toc",
    "#region",
    "#endregion",
];

/// Says of a deck without notes that its comments are none. A comment that holds markup was a part
/// of a slide, and one word is a mark.
pub(super) fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    let mut comments = body.comments.iter().filter(|comment| {
        let (text, inside) = body.inside(comment);
        let is_for_others = FOR_OTHERS.iter().any(|start| text.starts_with(start));
        // `key: value` is a setting of some tool.
        let is_setting = text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            && pairs::read(body.text, inside).is_some();
        let is_markup = text.contains(['<', '`', '#', '|'])
            || text.contains("](")
            || text.lines().any(is_break);
        text.split_whitespace().nth(1).is_some() && !is_for_others && !is_setting && !is_markup
    });
    let Some(first) = comments.next() else {
        return;
    };
    let message = match comments.count() {
        0 => "this deck has a comment and no speaker notes: nobody sees comments, nor does the \
              speaker"
            .to_owned(),
        more => format!(
            "this deck has {} comments and no speaker notes: nobody sees comments, nor does the \
             speaker",
            more + 1
        ),
    };
    let hint = "if they are what you say, name the tool whose notes are comments, `dialect: marp` \
                or `dialect: slidev`; here, notes stand between `::: notes` and `:::`";
    writer.say_as(
        codes::COMMENTS_WITHOUT_NOTES,
        first.range.clone(),
        message,
        hint,
    );
}
