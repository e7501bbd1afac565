//! Code with numbers (`js=101`), and sizes of images (`![](a.png =200x)`).

use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::writer::DeckRewriter;

/// How long an image may be as it is written.
const LONGEST: usize = 2000;

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for block in &body.blocks {
        if block.kind == BlockKind::Code(true) {
            fence(writer, body, block);
        }
    }
    for (at, _) in body.text.match_indices("![") {
        if body.is_text(at) {
            image(writer, body, at);
        }
    }
}

fn fence(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock) {
    let place = body.info(block);
    let start = place.start;
    let info = body.text.get(place).unwrap_or_default().trim_end();
    let place = start..start + info.len();
    let bare = info.trim_end_matches('!');
    let Some((language, number)) = bare.split_once('=') else {
        if bare == "graphviz" {
            writer.edits.replace(place, "dot");
        } else if bare.len() < info.len() {
            writer.edits.replace(start + bare.len()..place.end, "");
        }
        return;
    };
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) || number == "+";
    if !is_number || language.contains([' ', '"']) {
        return;
    }
    let language = if language.is_empty() {
        "text"
    } else {
        language
    };
    let numbers = match number {
        "" | "+" => "linenos".to_owned(),
        number => format!("linenostart={number}"),
    };
    writer.edits.replace(place, format!("{language} {numbers}"));
}

/// `![](a.png =200x100)`.
fn image(writer: &mut DeckRewriter, body: &DeckBody<'_>, at: usize) {
    let Some(found) = body.near(at, LONGEST).lines().next().and_then(size) else {
        return;
    };
    let (size, end, words) = found;
    writer.edits.replace(at + size.start..at + size.end, "");
    writer
        .edits
        .close(at + end, words, at + size.start..at + size.end);
}

/// Where the size of an image stands in a text that begins with it, where the image ends, and the
/// braces that say the same.
fn size(text: &str) -> Option<(Range<usize>, usize, String)> {
    let address = text.find("](")? + "](".len();
    let end = address + text.get(address..)?.find(')')?;
    let sign = address + text.get(address..end)?.find(" =")?;
    let written = text.get(sign + " =".len()..end)?.trim();
    let (width, height) = written.split_once('x')?;
    let is_side = |side: &str| {
        let digits = side.strip_suffix('%').unwrap_or(side);
        !digits.is_empty() && digits.len() < 5 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut words = Vec::new();
    if is_side(width) {
        words.push(format!("width={width}"));
    }
    if is_side(height) && !height.ends_with('%') {
        words.push(format!("height={height}"));
    }
    let braces = if words.is_empty() {
        String::new()
    } else {
        format!("{{{}}}", words.join(" "))
    };
    Some((sign..end, end + 1, braces))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_stand_behind_the_address() {
        let braces = |text| size(text).map(|(_, _, braces)| braces);
        assert_eq!(
            braces("![a](b.png =200x100)").as_deref(),
            Some("{width=200 height=100}")
        );
        assert_eq!(braces("![a](b.png =50%x)").as_deref(), Some("{width=50%}"));
        assert_eq!(braces("![a](b.png)"), None);
    }
}
