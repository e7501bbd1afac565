//! The tags that tools put into Markdown: those outside code and comments.
//!
//! Vue's names are read, too (`@click`, `:at`, `v-click`), which `CommonMark` takes for text.

use crate::html::tokens::{Tag, Token, tokens_in};

use super::body::DeckBody;

/// How long a tag may be: what never ends is none.
const LONGEST_TAG: usize = 2000;

/// The tags of a body, in order.
pub(super) fn tags<'t>(body: &DeckBody<'t>) -> Vec<Tag<'t>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = next_sign(body.text, at) {
        at = start + 1;
        if !body.is_text(start) || is_escaped(body.text, start) {
            continue;
        }
        if let Some(tag) = tag_at(body.text, start) {
            at = end_of_markup(body.text, &tag);
            found.push(tag);
        }
    }
    found
}

fn next_sign(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find('<').map(|at| from + at)
}

/// Whether a backslash makes plain text of the sign at an offset.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let slashes = before.iter().rev().take_while(|byte| **byte == b'\\');
    slashes.count() % 2 == 1
}

/// A text as it stands in HTML, between tags or in double quotes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// The tag that begins at an offset. `<https://…>` is an address, and another `<` or an empty line
/// before the `>` says that the first `<` was a sign of the text.
fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let next = text.as_bytes().get(start + 1)?;
    if !next.is_ascii_alphabetic() && *next != b'/' {
        return None;
    }
    // A line may be as long as the text, and each `<` of it is looked at.
    let last = text.floor_char_boundary(start + LONGEST_TAG);
    let end = longest_end(&text[..last], start);
    let first = tokens_in(text, start..end).next();
    let Some(Token::Start(tag) | Token::End(tag)) = first else {
        return None;
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':');
    let is_element = tag.written.chars().all(is_name) && !tag.written.ends_with(':');
    let is_whole = !tag
        .attributes
        .iter()
        .any(|attribute| attribute.written.contains('<'));
    (is_element && is_whole).then_some(tag)
}

/// Where a tag must have ended that begins at an offset.
fn longest_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if line.trim().is_empty() || end - start > LONGEST_TAG {
            break;
        }
        end += line.len();
    }
    end
}

/// Where a tag ends; for a script or a style sheet, where its content ends.
fn end_of_markup(text: &str, tag: &Tag<'_>) -> usize {
    if tag.is_end || !["script", "style"].contains(&tag.written) {
        return tag.range.end;
    }
    match tokens_in(text, tag.range.start..text.len()).nth(1) {
        Some(Token::Text(content)) => content.range.end,
        _ => tag.range.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let body = DeckBody::read(text, |_| false, false);
        let name = |tag: Tag<'_>| {
            format!(
                "{}{}{}",
                if tag.is_end { "/" } else { "" },
                tag.written,
                if tag.is_self_closing { "/" } else { "" }
            )
        };
        tags(&body).into_iter().map(name).collect()
    }

    #[test]
    fn tags_are_found_outside_code_and_comments() {
        assert_eq!(
            names("<div>\n\n<Counter :n=\"a > b\" @click='x'/> <br> </div>"),
            ["div", "Counter/", "br", "/div"]
        );
        assert_eq!(
            names("`<a>` <!-- <b> --> \\<c> <https://e.org> 1 < 2 <d\n\n> <e"),
            [] as [&str; 0]
        );
        assert_eq!(
            names("```\n<a>\n```\n\n    <b>\n\n<carbon:logo-github />"),
            ["carbon:logo-github/"]
        );
        assert_eq!(
            names("<ada@e.org> <mailto:ada@e.org> a <b <i>c</i>"),
            ["i", "/i"]
        );
        assert_eq!(
            names("<style>a<b></style> <script setup>\n'<p>'\n</script>"),
            ["style", "/style", "script", "/script"]
        );
    }
}
