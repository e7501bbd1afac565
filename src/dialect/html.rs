//! The HTML that tools put into Markdown: comments, tags and their attributes, as far as the
//! rewriters ask.
//!
//! Vue's names are read, too (`@click`, `:at`, `v-click`), which `CommonMark` takes for text.

use std::ops::Range;

use super::body::Body;

/// How long a tag may be: what never ends is none.
const LONGEST_TAG: usize = 2000;

/// A tag outside code and comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    /// All of it.
    pub(super) range: Range<usize>,
    /// `</name>`.
    pub(super) closes: bool,
    /// `<name/>`.
    pub(super) is_alone: bool,
    pub(super) attributes: Vec<Attribute<'t>>,
}

/// An attribute of a tag or of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute<'t> {
    pub(super) name: &'t str,
    pub(super) value: Option<&'t str>,
}

impl<'t> Tag<'t> {
    /// The value of an attribute, empty where it has none.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|attribute| attribute.value.unwrap_or_default())
    }
}

/// The comments in a range that end in it.
pub(super) fn comments(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), range.start);
    while let Some(rest) = text.get(at..range.end) {
        let Some(start) = rest.find("<!--") else {
            break;
        };
        let Some(end) = rest[start + 4..].find("-->") else {
            break;
        };
        found.push(at + start..at + start + 4 + end + 3);
        at += start + 4 + end + 3;
    }
    found
}

/// The tags of a body, in order.
pub(super) fn tags<'t>(body: &Body<'t>) -> Vec<Tag<'t>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = body
        .text
        .get(at..)
        .and_then(|rest| rest.find('<'))
        .map(|start| at + start)
    {
        at = start + 1;
        if body.is_apart(start) || body.is_comment(start) || is_escaped(body.text, start) {
            continue;
        }
        if let Some(tag) = tag(body.text, start) {
            at = tag.range.end;
            // What stands in these is no HTML.
            if !tag.closes && ["script", "style"].contains(&tag.name) {
                let rest = body.text.get(at..).unwrap_or_default();
                at += rest.find(&format!("</{}", tag.name)).unwrap_or(rest.len());
            }
            found.push(tag);
        }
    }
    found
}

fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before
        .iter()
        .rev()
        .take_while(|byte| **byte == b'\\')
        .count()
        % 2
        == 1
}

/// The tag that begins at an offset.
fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let rest = &text[start + 1..];
    let closes = rest.starts_with('/');
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let length = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && !"-:.".contains(c))
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(length);
    // `<https://…>` is an address.
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.ends_with(':');
    let is_tag = is_name
        && after.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
        && !name.contains('.');
    let inside = &after[..is_tag.then(|| length_of(after)).flatten()?];
    let is_alone = inside.ends_with('/');
    let end = start + 1 + usize::from(closes) + length + inside.len() + 1;
    let attributes = attributes(inside.strip_suffix('/').unwrap_or(inside));
    Some(Tag {
        name,
        range: start..end,
        closes,
        is_alone,
        attributes,
    })
}

/// The length of what stands in a tag: a `>` in quotes does not end it, an empty line does.
fn length_of(text: &str) -> Option<usize> {
    let (mut quote, mut is_blank) = (None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (_, '\n') if is_blank => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
        is_blank = c == '\n' || is_blank && c.is_whitespace();
        if at > LONGEST_TAG {
            break;
        }
    }
    None
}

/// `name`, `name=value`, `name="two words"`, apart by white space.
pub(super) fn attributes(text: &str) -> Vec<Attribute<'_>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(value) => {
                let (value, after) = split_value(value);
                (Some(value), after)
            }
            None => (None, after),
        };
        if !name.is_empty() {
            found.push(Attribute { name, value });
        }
        rest = after.trim_start();
    }
    found
}

fn split_value(rest: &str) -> (&str, &str) {
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
        _ => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
    }
}

/// What stands between the braces of CSS' `url(…)`, or all of a text.
pub(super) fn url(value: &str) -> &str {
    let value = value.trim();
    let inside = value
        .strip_prefix("url(")
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(value);
    inside.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let body = Body::read(text, |_| false, false);
        let name = |tag: Tag<'_>| {
            format!(
                "{}{}{}",
                if tag.closes { "/" } else { "" },
                tag.name,
                if tag.is_alone { "/" } else { "" }
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
    }

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let read = |text| {
            let one = |a: Attribute<'_>| format!("{}={}", a.name, a.value.unwrap_or("-"));
            attributes(text)
                .into_iter()
                .map(one)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            read(" a b=c d=\"e f\"  g='h\"i' j="),
            "a=- b=c d=e f g=h\"i j="
        );
        assert_eq!(read("= \"x"), "\"x=-");
        assert_eq!(url(" url('a b.jpg') "), "a b.jpg");
        assert_eq!(url("a.jpg"), "a.jpg");
    }
}
