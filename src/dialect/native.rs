//! Lutrin's own form: `Note:` to the end of the slide is read, too.

use super::Dialect;
use super::body::{Body, hyphens};
use super::edits::Rewritten;
use super::notes;
use super::writer::Writer;

/// The signs that notes begin with.
const SIGNS: [&str; 2] = ["Note:", "Notes:"];

pub(super) fn rewrite(text: &str) -> Rewritten<'_> {
    if !text.split('\n').any(|line| SIGNS.iter().any(|sign| line.starts_with(sign))) {
        return Rewritten::unchanged(text);
    }
    let body = Body::read(text, is_break, false);
    let mut writer = Writer::new(Dialect::Native);
    for slide in body.between(&body.breaks()) {
        let found = body.lines(slide.clone()).find_map(|line| {
            let sign =
                SIGNS.iter().find(|sign| body.text.get(line.clone()).is_some_and(|text| text.starts_with(**sign)))?;
            let is_text = !body.is_apart(line.start) && !body.is_comment(line.start);
            is_text.then(|| line.start..line.start + sign.len())
        });
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
