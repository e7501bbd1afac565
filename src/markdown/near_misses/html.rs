//! Markdown directly below a tag, within a block of HTML: nothing reads it there.

use std::ops::Range;

use crate::diagnostic::codes;
use crate::html::tree::is_void;
use crate::markdown::raw::{Raw, RawTag};
use crate::markdown::report::BodyReport;

/// Elements that show their text as it is.
const VERBATIM: [&str; 9] = [
    "code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea",
];

/// From this indentation on, a line is code where it is Markdown.
const CODE_INDENT: usize = 4;

/// The block of HTML that the nodes are in.
#[derive(Debug, Default)]
pub(super) struct HtmlBlock {
    is_block: bool,
    /// Whether something was reported of it.
    is_reported: bool,
    open: Vec<String>,
}

/// Markdown that was found.
struct Found {
    place: Range<usize>,
    /// How far it is indented, where it begins its line.
    indent: Option<usize>,
}

impl HtmlBlock {
    /// A block that has just begun.
    pub(super) fn begin() -> Self {
        Self {
            is_block: true,
            ..Self::default()
        }
    }

    /// Looks at a piece of HTML.
    pub(super) fn piece(
        &mut self,
        text: &str,
        raw: &Raw,
        range: &Range<usize>,
        report: &mut BodyReport<'_>,
    ) {
        match raw {
            Raw::Open(tag) => {
                self.is_reported |= other_tool(tag, range, report);
                if !tag.is_self_closing && !is_void(&tag.name) {
                    self.open.push(tag.name.clone());
                }
            }
            Raw::Close { name, .. } => {
                if let Some(at) = self.open.iter().rposition(|open| open == name) {
                    self.open.truncate(at);
                }
            }
            Raw::Text(_) if self.is_block && !self.is_reported => {
                let is_verbatim = |name: &String| VERBATIM.contains(&name.as_str());
                if !self.open.iter().any(is_verbatim)
                    && let Some(found) = markdown_in(text, range)
                {
                    self.say(&found, report);
                    self.is_reported = true;
                }
            }
            _ => {}
        }
    }

    fn say(&self, found: &Found, report: &mut BodyReport<'_>) {
        let element = self.open.last().map_or("div", String::as_str);
        let hint = match found.indent {
            Some(_) if element == "p" => {
                "write `<div>` in the place of `<p>`, and an empty line below it".to_owned()
            }
            Some(indent) => {
                let begin = if indent < CODE_INDENT {
                    ""
                } else {
                    ", and begin it at the margin"
                };
                format!(
                    "put an empty line above this one{begin}: below one, the inside of `<{element}>` is Markdown"
                )
            }
            None => {
                "write it in HTML, or on lines of its own with an empty line above them".to_owned()
            }
        };
        let message = "Markdown is not read here, directly below a tag of HTML";
        report.say(codes::MARKDOWN_IN_HTML, &found.place, message, &hint);
    }
}

/// Reports `markdown="1"`; says whether it is there.
fn other_tool(tag: &RawTag, range: &Range<usize>, report: &mut BodyReport<'_>) -> bool {
    let mut attributes = tag.attributes.iter();
    let Some(attribute) = attributes.find(|attribute| attribute.name == "markdown") else {
        return false;
    };
    let start = attribute.name_range.start;
    let end = attribute
        .value
        .as_ref()
        .map_or(attribute.name_range.end, |value| {
            let is_quoted = tag.written[value.range.end..].starts_with(['"', '\'']);
            value.range.end + usize::from(is_quoted)
        });
    let written = &tag.written[start..end];
    let place = if range.len() == tag.written.len() {
        range.start + start..range.start + end
    } else {
        range.clone()
    };
    let message = format!("`{written}` is a mark of another tool, and is published as it stands");
    let hint = format!(
        "take it out, and put an empty line below `<{}>`: what follows is Markdown then",
        tag.name
    );
    report.say(codes::OTHER_TOOL, &place, message, &hint);
    true
}

/// The first Markdown of a text within HTML.
fn markdown_in(text: &str, range: &Range<usize>) -> Option<Found> {
    let written = text.get(range.clone())?;
    if !written.contains(['*', ']', '#', '-', '`', '~']) {
        return None;
    }
    let mut start = range.start;
    for line in written.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let at = start + line.len() - words.len();
        let words = words.trim_end();
        let before = text[..at].rsplit('\n').next().unwrap_or_default();
        let begins_line = before.trim_matches([' ', '\t', '>']).is_empty();
        start += line.len();
        let length = if begins_line && begins_block(words) {
            Some((0, words.len()))
        } else {
            link(words).into_iter().chain(strong(words)).min()
        };
        if let Some((from, length)) = length {
            let is_first = begins_line && from == 0;
            let indent = is_first.then(|| before.len() - before.trim_end_matches(' ').len());
            return Some(Found {
                place: at + from..at + from + length,
                indent,
            });
        }
    }
    None
}

/// Whether a line begins an item, a heading or code.
fn begins_block(line: &str) -> bool {
    let signs = line.len() - line.trim_start_matches('#').len();
    let is_heading = (2..=6).contains(&signs) && line[signs..].starts_with(' ');
    is_heading
        || ["- ", "```", "~~~"]
            .iter()
            .any(|mark| line.starts_with(mark))
}

/// The start and length of a link or an image.
fn link(line: &str) -> Option<(usize, usize)> {
    let middle = line.find("](")?;
    let start = line[..middle].rfind('[')?;
    let label = line[start + 1..middle].trim();
    let inside = &line[middle + 2..];
    let end = inside.find(')')?;
    let inside = &inside[..end];
    let address = inside.split(" \"").next().unwrap_or_default();
    let is_image = line[..start].ends_with('!');
    let is_address = !address.is_empty() && !address.contains(char::is_whitespace);
    // What follows a name is an index: `a[i](b)`.
    let is_index = line[..start].ends_with(|c: char| c.is_alphanumeric() || "])_".contains(c));
    if !is_address || is_index || label.is_empty() && !is_image {
        return None;
    }
    let start = start - usize::from(is_image);
    Some((start, middle + 2 + end + 1 - start))
}

/// The start and length of what would be bold.
fn strong(line: &str) -> Option<(usize, usize)> {
    let start = line.find("**")?;
    let inside = &line[start + 2..];
    let end = inside.find("**")?;
    let is_word = |c: char| c.is_alphanumeric() || "/*".contains(c);
    let is_apart = !line[..start].ends_with(is_word) && !inside[end + 2..].starts_with(is_word);
    let words = &inside[..end];
    let is_tight = words.starts_with(|c: char| c.is_alphanumeric() || "`[«“\"".contains(c))
        && !words.ends_with(char::is_whitespace);
    (is_apart && is_tight).then_some((start, end + 4))
}

#[cfg(test)]
mod tests {
    use super::{begins_block, link, strong};

    #[test]
    fn markdown_is_told_from_words() {
        assert_eq!(strong("a **b c** d"), Some((2, 7)));
        assert_eq!(link("a [b](c.md) d"), Some((2, 9)));
        assert_eq!(link("![](c.png \"T\")"), Some((0, 14)));
        for text in ["2**3 and 4**5", "** b **", "**/*.md and **/*.rs", "a**"] {
            assert_eq!(strong(text), None, "{text}");
        }
        for text in ["[](int x)", "f[i](a, b)", "f[i](a)", "a](b)", "[a]()"] {
            assert_eq!(link(text), None, "{text}");
        }
        assert!(begins_block("- a") && begins_block("## A") && begins_block("```sh"));
        assert!(!begins_block("-a") && !begins_block("# a") && !begins_block("##a"));
    }
}
