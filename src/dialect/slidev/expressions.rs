//! `{{ expressions }}` of Vue in the text: those that say the number of the slide become it, and
//! plain texts themselves. Others are left out.

use crate::html::tokens::Tag;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::context::SlideNumbers;

/// The longest expression, in bytes.
const LONGEST: usize = 500;

pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    tags: &[Tag<'_>],
    numbers: SlideNumbers<'_>,
) {
    let mut at = 0;
    while let Some(start) = body
        .text
        .get(at..)
        .and_then(|rest| rest.find("{{"))
        .map(|start| at + start)
    {
        let inside = start + "{{".len();
        at = inside;
        let rest = body.text.as_bytes().get(inside..).unwrap_or_default();
        let near = &rest[..rest.len().min(LONGEST)];
        let Some(length) = near.windows(2).position(|pair| pair == b"}}") else {
            continue;
        };
        let range = start..inside + length + "}}".len();
        let before = tags.partition_point(|tag| tag.range.start < start);
        let in_tag = before
            .checked_sub(1)
            .is_some_and(|last| tags[last].range.end > start);
        if !in_tag && !body.is_apart(start) && !body.is_comment(start) {
            let expression = body.text.get(inside..inside + length).unwrap_or_default();
            let value = value(expression.trim(), numbers);
            if value.is_none() {
                writer.lost(range.clone(), "{{ … }}", "write what it comes to");
            }
            writer
                .edits
                .replace(range.clone(), value.unwrap_or_default());
        }
        at = range.end;
    }
}

fn value(expression: &str, numbers: SlideNumbers<'_>) -> Option<String> {
    let bare = expression
        .trim_start_matches('$')
        .trim_start_matches("slidev.");
    match bare.trim_start_matches("nav.") {
        "page" | "currentPage" => return Some(numbers.slide.to_string()),
        "total" => return Some(numbers.total.to_string()),
        _ => {}
    }
    let text = ['\'', '"'].into_iter().find_map(|sign| {
        let inside = expression.strip_prefix(sign)?.strip_suffix(sign)?;
        (!inside.contains([sign, '\\'])).then_some(inside)
    });
    text.map(str::to_owned)
}
