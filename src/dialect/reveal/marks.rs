//! What authors of reveal.js write into decks of the native form: comments about elements.

use super::super::body::DeckBody;
use super::super::definition::ToolMarks;
use super::super::writer::DeckRewriter;
use super::{comments, elements, fragments};

const TOOL: &str = "reveal.js";

pub(super) static MARKS: ToolMarks = ToolMarks {
    hints: &[".element:"],
    report,
};

fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for comment in &body.comments {
        let (inside, place) = body.inside(comment);
        let Some(written) = inside.strip_prefix(".element:") else {
            continue;
        };
        let all = comments::attributes(written);
        let index = all.iter().find(|found| found.name == fragments::INDEX);
        let step = index.and_then(|index| index.value?.parse().ok());
        let (attributes, _) = elements::element_attributes(&all, step);
        let hint = if attributes.is_empty() {
            "take it out".to_owned()
        } else {
            let braces = attributes.braces();
            format!("write `{braces}` at the end of the paragraph, the item or the heading")
        };
        let word = place.start..place.start + ".element".len();
        writer.without_effect(word, (".element", TOOL), hint);
    }
}
