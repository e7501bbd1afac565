//! What authors of reveal.js write into decks of the native form: comments about elements, and notes
//! in HTML.

use super::super::body::DeckBody;
use super::super::definition::ToolMarks;
use super::super::tags::tags;
use super::super::writer::DeckRewriter;
use super::asides::aside;
use super::{comments, elements, fragments, has_class};

const TOOL: &str = "reveal.js";

pub(super) static MARKS: ToolMarks = ToolMarks {
    hints: &[".element:", "<aside"],
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
    let mut notes = None;
    for tag in tags(body).into_iter().filter(|tag| tag.name == "aside") {
        if tag.is_end {
            if let Some(opening) = notes.take() {
                aside(writer, body, &opening, &tag);
            }
        } else if notes.is_none() && has_class(&tag, "notes") {
            let hint = "put the notes between a line `::: notes` and a line `:::`";
            writer.published_notes(tag.range.clone(), "<aside class=\"notes\">", hint);
            notes = Some(tag.range);
        }
    }
}
