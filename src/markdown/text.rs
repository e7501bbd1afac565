//! The plain text of nodes: for alternative texts, ids, summaries and counts.

use pulldown_cmark as cmark;

use super::events::{Located, Node};

/// The longest summary that is taken from a body, in characters: what search engines show.
const SUMMARY_LENGTH: usize = 200;

/// The text without markup; breaks become spaces.
pub(super) fn plain(nodes: &[Located<'_>]) -> String {
    let mut text = String::new();
    for (node, _) in nodes {
        match node {
            Node::Event(
                cmark::Event::Text(words)
                | cmark::Event::Code(words)
                | cmark::Event::InlineMath(words)
                | cmark::Event::DisplayMath(words),
            ) => text.push_str(words),
            Node::Event(
                cmark::Event::SoftBreak
                | cmark::Event::HardBreak
                | cmark::Event::End(cmark::TagEnd::Paragraph | cmark::TagEnd::Heading(_) | cmark::TagEnd::Item),
            ) => text.push(' '),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// How many words of prose there are; code blocks are looked at, not read.
pub(super) fn count_words(nodes: &[Located<'_>]) -> usize {
    let mut in_code = false;
    let mut words = 0;
    for (node, _) in nodes {
        match node {
            Node::Event(cmark::Event::Start(cmark::Tag::CodeBlock(_))) => in_code = true,
            Node::Event(cmark::Event::End(cmark::TagEnd::CodeBlock)) => in_code = false,
            Node::Event(cmark::Event::Text(text) | cmark::Event::Code(text)) if !in_code => {
                words += words_in(text);
            }
            _ => {}
        }
    }
    words
}

/// How many runs between white space have a letter or digit.
fn words_in(text: &str) -> usize {
    let (mut words, mut counted) = (0, false);
    if text.is_ascii() {
        // The same, without asking Unicode: most of a text is English or code.
        for byte in text.bytes() {
            let is_space = matches!(byte, b' ' | b'\t'..=b'\r');
            let begins = !counted && byte.is_ascii_alphanumeric();
            words += usize::from(begins);
            counted = !is_space && (counted || begins);
        }
        return words;
    }
    for c in text.chars() {
        if c.is_whitespace() {
            counted = false;
        } else if !counted && c.is_alphanumeric() {
            (words, counted) = (words + 1, true);
        }
    }
    words
}

/// What stands before `<!-- more -->`, else the first paragraph of its own, cut at a word.
pub(super) fn summary(nodes: &[Located<'_>]) -> String {
    let is_more = |(node, _): &Located<'_>| match node {
        Node::Event(cmark::Event::Html(html) | cmark::Event::InlineHtml(html)) => html
            .trim()
            .strip_prefix("<!--")
            .and_then(|rest| rest.strip_suffix("-->"))
            .is_some_and(|rest| rest.trim() == "more"),
        _ => false,
    };
    if let Some(more) = nodes.iter().position(is_more) {
        return plain(&nodes[..more]);
    }
    shorten(&first_paragraph(nodes).map(plain).unwrap_or_default(), SUMMARY_LENGTH)
}

fn first_paragraph<'n, 'a>(nodes: &'n [Located<'a>]) -> Option<&'n [Located<'a>]> {
    let mut depth = 0_usize;
    let mut start = None;
    for (i, (node, _)) in nodes.iter().enumerate() {
        match node {
            Node::Event(cmark::Event::Start(cmark::Tag::Paragraph)) if depth == 0 => {
                start = Some(i);
                depth += 1;
            }
            Node::Event(cmark::Event::End(cmark::TagEnd::Paragraph)) if depth == 1 && start.is_some() => {
                let paragraph = &nodes[start?..i];
                // A paragraph of nothing but an image says nothing.
                if plain_length(paragraph) > 0 {
                    return Some(paragraph);
                }
                (start, depth) = (None, 0);
            }
            Node::OpenDiv(_) | Node::Event(cmark::Event::Start(_)) => depth += 1,
            Node::CloseDiv | Node::Event(cmark::Event::End(_)) => depth = depth.saturating_sub(1),
            Node::Event(_) | Node::Break => {}
        }
    }
    None
}

fn plain_length(paragraph: &[Located<'_>]) -> usize {
    let image = |(node, _): &Located<'_>| matches!(node, Node::Event(cmark::Event::Start(cmark::Tag::Image { .. })));
    if paragraph.iter().any(image) && paragraph.len() <= 4 { 0 } else { plain(paragraph).trim().len() }
}

fn shorten(text: &str, length: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let cut = text[..limit].rfind(char::is_whitespace).unwrap_or(limit);
    format!("{}…", text[..cut].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn summaries_end_at_a_word() {
        assert_eq!(shorten("one two three", 20), "one two three");
        assert_eq!(shorten("one two, three", 9), "one two…");
        assert_eq!(shorten("éééééééééé", 4), "éééé…");
    }
}
