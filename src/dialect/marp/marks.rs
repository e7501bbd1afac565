//! What authors of Marp write into decks of the native form: directives in comments, and words in
//! the text of an image.

use super::super::body::DeckBody;
use super::super::definition::ToolMarks;
use super::super::writer::DeckRewriter;
use super::{DIALECT, FIT, directives, images};

pub(super) static MARKS: ToolMarks = ToolMarks {
    hints: &[
        "class:",
        "color:",
        "header:",
        "footer:",
        "paginate:",
        "headingDivider:",
        "backgroundColor:",
        "backgroundImage:",
        "backgroundPosition:",
        "backgroundSize:",
        "-- fit",
        "![w:",
        "![h:",
        "![width:",
        "![height:",
        " w:",
        " h:",
        "![bg ",
    ],
    report,
};

fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for comment in &body.comments {
        if body.inside(comment).0 == FIT {
            let hint = "the class `large` makes a slide's text larger: `{.large}`";
            writer.without_effect(comment.range.clone(), ("<!-- fit -->", DIALECT.tool), hint);
        }
    }
    for comment in directives::read(body) {
        comment.report(writer);
    }
    images::report(writer, body);
}
