//! The native form. Speaker notes may also stand behind `Note:` at the end of a slide ([`stray`]).
//!
//! In a deck that has `::: notes`, a line within a paragraph that begins with `Note:` is a sentence:
//! its author has another way to write notes.
//!
//! Authors who come from another tool write its marks: they are reported, with what to write
//! instead, and nothing is made of them. Only speaker notes in another form become notes all the
//! same, so that nobody reads them while their author mends the deck.

mod comments;

use super::body::{DeckBody, is_break};
use super::definition::{DeckRules, Definition, ToolMarks};
use super::detect::has_hint;
use super::edits::Rewritten;
use super::html::HtmlRules;
use super::notes;
use super::writer::DeckRewriter;
use super::{DIALECTS, DialectProblem, DialectSettings, other_tools, stray};

pub(super) static DIALECT: Definition = Definition {
    names: &["native", "lutrin"],
    tool: "Lutrin",
    has_math: false,
    keys: &[],
    detection: None,
    marks: None,
    rules: DeckRules {
        html: HtmlRules::Strict,
        ..DeckRules::USUAL
    },
    rewrite,
};

fn rewrite<'t>(_: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let has_notes = stray::begins_notes(text);
    let of_dialects = DIALECTS.iter().filter_map(|dialect| dialect.marks);
    let marks: Vec<&ToolMarks> = of_dialects
        .chain(other_tools::MARKS)
        .filter(|marks| has_hint(text, marks.hints))
        .collect();
    let has_comments = text.contains("<!--");
    if !has_comments && marks.is_empty() {
        return (Rewritten::unchanged(text), Vec::new());
    }
    let body = DeckBody::read(text, is_break, false);
    let mut writer = DeckRewriter::new(DIALECT.tool);
    let has_divs = notes::has_div(&body, &(0..text.len()));
    if has_comments && !has_divs && !has_notes {
        comments::report(&mut writer, &body);
    }
    for tool in marks {
        (tool.report)(&mut writer, &body);
    }
    writer.finish(&body)
}
