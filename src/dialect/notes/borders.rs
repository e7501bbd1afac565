//! The borders of divs of notes: a note ends where its author ended it, whatever stands in it.
//!
//! Knows no tool.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use super::super::body::{is_break, parser_options, without_divs};

/// The elements whose blocks nothing but their own end ends.
const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

/// The lines that open and close a div of notes around a text: with more colons than the divs in it,
/// and behind the end of what its author left open.
pub(in super::super) fn borders(text: &str) -> (String, String) {
    let longest = text
        .lines()
        .map(|line| {
            line.trim_start()
                .bytes()
                .take_while(|byte| *byte == b':')
                .count()
        })
        .max();
    let colons = ":".repeat(
        longest
            .filter(|count| *count > 2)
            .map_or(3, |count| count + 1),
    );
    let end = end_of_open(text).map_or(String::new(), |end| format!("{end}\n"));
    (format!("{colons} notes"), format!("{end}{colons}"))
}

/// A div of notes with a text, whose lines neither end it nor its slide.
pub(in super::super) fn div(text: &str) -> String {
    let (opening, closing) = borders(text);
    format!("{opening}\n{}\n{closing}", without_breaks(text))
}

/// A text whose lines end no slide.
pub(in super::super) fn without_breaks(text: &str) -> String {
    let lines = text.trim_end().lines();
    let lines: Vec<&str> = lines
        .map(|line| if is_break(line) { "***" } else { line })
        .collect();
    lines.join("\n")
}

/// A text of notes with the ends of what its author left open, so that others may follow it in one
/// div.
pub(in super::super) fn with_blocks_closed(text: &str) -> String {
    let end = end_of_open(text).map_or(String::new(), |end| format!("\n{end}"));
    without_breaks(text) + &end
}

/// What ends the block of code or of HTML that a text leaves open: it would take the border of the
/// notes, and the slides behind them, for its own.
fn end_of_open(text: &str) -> Option<String> {
    if !["```", "~~~", "<"].iter().any(|sign| text.contains(sign)) {
        return None;
    }
    let masked = without_divs(text);
    let behind = format!("{masked}\n\nx\n");
    let last = masked.len() + "\n\n".len();
    let blocks = Parser::new_ext(&behind, parser_options(false)).into_offset_iter();
    let mut open = blocks.filter(|(_, range)| range.contains(&last));
    open.find_map(|(event, range)| {
        let block = behind.get(range).unwrap_or_default();
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => Some(end_of_code(block)),
            Event::Start(Tag::HtmlBlock) => end_of_html(block).map(Cow::into_owned),
            _ => None,
        }
    })
}

/// The fence that closes a block of code.
fn end_of_code(block: &str) -> String {
    let block = block.trim_start();
    let sign = block.chars().next();
    block.chars().take_while(|c| Some(*c) == sign).collect()
}

/// What ends a block of HTML; `None` of one that an empty line ends.
fn end_of_html(block: &str) -> Option<Cow<'static, str>> {
    let inside = block.trim_start().strip_prefix('<')?;
    let signs = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"), ("!", ">")];
    if let Some((_, end)) = signs.iter().find(|(sign, _)| inside.starts_with(sign)) {
        return Some(Cow::Borrowed(end));
    }
    raw_element(inside).map(|name| Cow::Owned(format!("</{name}>")))
}

/// The element that begins a block of HTML, if nothing but its own end ends the block; `inside` is what
/// follows its `<`.
pub(in super::super) fn raw_element(inside: &str) -> Option<&'static str> {
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    RAW.into_iter().find(|raw| raw.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_end_behind_what_is_open_in_them() {
        for (text, closing) in [
            ("Say:\n```", "```\n:::"),
            ("~~~~ts\na\n~~~", "~~~~\n:::"),
            ("   ```\n   a", "```\n:::"),
            ("<pre>\nx", "</pre>\n:::"),
            ("a\n\n<SCRIPT src=a>", "</script>\n:::"),
            ("<textarea>\n\n:::\n\nx", "</textarea>\n::::"),
            ("<!-- x\n```", "-->\n:::"),
            ("<![CDATA[ x", "]]>\n:::"),
            ("```\nx\n```", ":::"),
            ("- a\n  ```\n  x", ":::"),
            ("> ```\n> x", ":::"),
            ("a\n\n    ```\n    x", ":::"),
            ("<pre>x</pre>", ":::"),
            ("<div>\nx", ":::"),
            ("a < b and `<pre>`", ":::"),
            (":::\nx", "::::"),
        ] {
            assert_eq!(borders(text).1, closing, "{text}");
        }
    }
}
