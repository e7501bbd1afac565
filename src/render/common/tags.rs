//! HTML by its tags, whoever wrote it: each with its attributes, and addresses as a browser would
//! make them whole.
//!
//! Reads and writes no tree: what is no tag passes as it is.

use std::borrow::Cow;

/// Where the HTML came from.
pub(crate) struct Place<'p> {
    /// Scheme and host.
    pub(crate) origin: &'p str,
    /// The whole address of the page.
    pub(crate) page: &'p str,
}

/// Elements whose content has no tags, so that only their own end counts.
const RAW: &[&str] = &["script", "style", "textarea"];
/// Elements without an end.
pub(crate) const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// A tag that was read.
pub(crate) struct Tag<'t> {
    /// In small letters.
    pub(crate) name: Cow<'t, str>,
    pub(crate) is_end: bool,
    pub(crate) attributes: Vec<(&'t str, Option<&'t str>)>,
    /// As it was written.
    pub(crate) text: &'t str,
}

impl<'t> Tag<'t> {
    /// The name with its own letters: those of drawings have large ones.
    pub(crate) fn name_as_written(&self) -> &'t str {
        let start = if self.is_end { 2 } else { 1 };
        &self.text[start..start + self.name.len()]
    }
}

/// What follows the end of an element that has just begun.
pub(crate) fn after_end<'h>(html: &'h str, name: &str) -> &'h str {
    let (mut rest, mut depth) = (html, 1);
    if RAW.contains(&name) {
        let is_end = |at: &usize| {
            let end = html.get(at + 2..at + 2 + name.len());
            end.is_some_and(|end| end.eq_ignore_ascii_case(name))
        };
        let end = html.match_indices("</").map(|(at, _)| at).find(is_end);
        return end
            .and_then(|at| Some(&html[at + html[at..].find('>')? + 1..]))
            .unwrap_or_default();
    }
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let Some(tag) = read_tag(rest) else {
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.text.len()..];
        if tag.name == name {
            depth = if tag.is_end { depth - 1 } else { depth + 1 };
            if depth == 0 {
                return rest;
            }
        }
    }
    ""
}

/// A name of HTML, which nearly always is in small letters already.
pub(crate) fn in_small_letters(name: &str) -> Cow<'_, str> {
    if name.contains(|c: char| c.is_ascii_uppercase()) {
        name.to_ascii_lowercase().into()
    } else {
        name.into()
    }
}

/// The tag at the start of a text; `None` for a `<` that begins none.
pub(crate) fn read_tag(text: &str) -> Option<Tag<'_>> {
    let is_end = text[1..].starts_with('/');
    let start = if is_end { 2 } else { 1 };
    let name_length =
        text[start..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '<'))?;
    let name = &text[start..start + name_length];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes = Vec::new();
    let mut at = start + name_length;
    loop {
        at += text[at..].find(|c: char| !c.is_ascii_whitespace() && c != '/')?;
        if text[at..].starts_with('>') {
            return Some(Tag {
                name: in_small_letters(name),
                is_end,
                attributes,
                text: &text[..=at],
            });
        }
        let (attribute, after) = read_attribute(text, at)?;
        attributes.push(attribute);
        at = after;
    }
}

type Attribute<'t> = (&'t str, Option<&'t str>);

fn read_attribute(text: &str, start: usize) -> Option<(Attribute<'_>, usize)> {
    let length =
        text[start..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))?;
    let (name, mut at) = (&text[start..start + length.max(1)], start + length.max(1));
    let next = at + text[at..].find(|c: char| !c.is_ascii_whitespace())?;
    if length == 0 || !text[next..].starts_with('=') {
        return Some(((name, None), at));
    }
    at = next + 1;
    at += text[at..].find(|c: char| !c.is_ascii_whitespace())?;
    let quote = text[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let end = at + text[at..].find(|c: char| c.is_ascii_whitespace() || c == '>')?;
        return Some(((name, Some(&text[at..end])), end));
    };
    let end = at + 1 + text[at + 1..].find(quote)?;
    Some(((name, Some(&text[at + 1..end])), end + 1))
}

/// An address as the page's own browser would make it whole.
pub(crate) fn whole(address: &str, place: &Place<'_>) -> String {
    let address = address.trim();
    let scheme = address
        .split([':', '/', '?', '#'])
        .next()
        .unwrap_or_default();
    if !scheme.is_empty() && address[scheme.len()..].starts_with(':') {
        return address.to_owned();
    }
    if let Some(rest) = address.strip_prefix("//") {
        let scheme = place.origin.split("://").next().unwrap_or("https");
        return format!("{scheme}://{rest}");
    }
    if address.starts_with('/') {
        return format!("{}{address}", place.origin);
    }
    if address.is_empty() || address.starts_with(['#', '?']) {
        return format!("{}{address}", place.page);
    }
    format!("{}{}", place.origin, below(place, address))
}

/// The path of a relative address, with its dots followed.
fn below(place: &Place<'_>, address: &str) -> String {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let folder = place.page.strip_prefix(place.origin).unwrap_or_default();
    let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = folder
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    format!("/{}{rest}", segments.join("/"))
}
