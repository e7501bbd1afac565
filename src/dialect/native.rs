//! The native form. Speaker notes may also stand behind `Note:` at the end of a slide.

use super::body::{DeckBody, is_break};
use super::definition::Definition;
use super::edits::Rewritten;
use super::notes;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings};

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
    if !text
        .split('\n')
        .any(|line| SIGNS.iter().any(|sign| line.starts_with(sign)))
    {
        return (Rewritten::unchanged(text), Vec::new());
    }
    let body = DeckBody::read(text, is_break, false);
    let mut writer = DeckRewriter::new(DIALECT.tool);
    for slide in body.between(&body.breaks()) {
        let sign = |line: &str| {
            SIGNS
                .iter()
                .find(|sign| line.starts_with(**sign))
                .map(|sign| 0..sign.len())
        };
        let found = notes::sign(&body, &slide, sign);
        if let Some(sign) = found {
            notes::from_sign(&mut writer, &body, sign, slide.end);
        }
    }
    writer.finish(&body)
}
