//! Lutrin's own form: `Note:` to the end of the slide is read, too.

use super::Dialect;
use super::body::{Body, hyphens};
use super::edits::Rewritten;
use super::notes;
use super::writer::Writer;

/// The signs that notes begin with.
const SIGNS: [&str; 2] = ["Note:", "Notes:"];

pub(super) fn rewrite(text: &str) -> Rewritten<'_> {
    if !text
        .split('\n')
        .any(|line| SIGNS.iter().any(|sign| line.starts_with(sign)))
    {
        return Rewritten::unchanged(text);
    }
    let body = Body::read(text, is_break, false);
    let mut writer = Writer::new(Dialect::Native);
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
    writer.finish(&body).0
}

/// What the next slide follows.
pub(super) fn is_break(line: &str) -> bool {
    hyphens(line).is_some_and(|count| count > 2)
}
