//! The native form. Speaker notes may also stand behind `Note:` at the end of a slide.
//!
//! In a deck that has `::: notes`, a line within a paragraph that begins with `Note:` is a sentence:
//! its author has another way to write notes.

use std::ops::Range;

use super::body::{BlockKind, DeckBody, is_break};
use super::definition::Definition;
use super::edits::Rewritten;
use super::notes;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings};
use crate::diagnostic::codes;

pub(super) static DIALECT: Definition = Definition {
    names: &["native", "lutrin"],
    tool: "Lutrin",
    has_math: false,
    keys: &[],
    detection: None,
    rewrite,
};

/// The signs that notes begin with.
const SIGNS: [&str; 2] = ["Note:", "Notes:"];

fn rewrite<'t>(_: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    if !text.split('\n').any(|line| sign_in(line).is_some()) {
        return (Rewritten::unchanged(text), Vec::new());
    }
    let body = DeckBody::read(text, is_break, false);
    let has_divs = notes::has_div(&body, &(0..text.len()));
    let mut writer = DeckRewriter::new(DIALECT.tool);
    for slide in body.between(&body.breaks()) {
        let is_sentence = |start: usize| has_divs && is_within_text(&body, start);
        let find = |start: usize, line: &str| sign_in(line).filter(|_| !is_sentence(start));
        match notes::sign(&body, &slide, find) {
            Some(sign) => notes::from_sign(&mut writer, &body, sign, slide.end),
            None if has_divs => report_sentence(&mut writer, &body, &slide),
            None => {}
        }
    }
    writer.finish(&body)
}

/// The sign that a line begins with.
fn sign_in(line: &str) -> Option<Range<usize>> {
    let sign = SIGNS.iter().find(|sign| line.starts_with(**sign))?;
    Some(0..sign.len())
}

/// Whether a line stands within a paragraph, behind its first line.
fn is_within_text(body: &DeckBody<'_>, line: usize) -> bool {
    let within = body.blocks_around(line);
    within.into_iter().any(|block| match block.kind {
        BlockKind::Paragraph => true,
        BlockKind::Item => line < block.text_end,
        _ => false,
    })
}

/// Says of a slide without notes that its `Note:` is shown to everybody.
fn report_sentence(writer: &mut DeckRewriter, body: &DeckBody<'_>, slide: &Range<usize>) {
    if notes::has_div(body, slide) {
        return;
    }
    if let Some(sign) = notes::sign(body, slide, |_, line| sign_in(line)) {
        let word = body.text.get(sign.clone()).unwrap_or_default();
        writer.say_as(
            codes::NOTE_IN_TEXT,
            sign,
            format!(
                "`{word}` within a paragraph is shown on the slide, since this deck has `::: notes`"
            ),
            "to say it only, put an empty line before it, or write `::: notes`, the text and `:::`",
        );
    }
}
