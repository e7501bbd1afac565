//! Blocks that would swallow the slides behind them: a comment, a `<pre>`, a `<script>`, a `<style>`,
//! a `<textarea>` or a fence of code that is not closed. Each ends with its slide.
//!
//! Works line by line, on the text as its author wrote it. A block that goes over several slides
//! and is closed there stays: so a comment may take slides out.

use std::ops::Range;

use super::body::{BlockKind, DeckBody};
use super::edits::{Edits, Rewritten};

/// What the name of code is among blocks that are not closed.
pub const CODE: &str = "`";

/// A block that was closed at the end of its slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclosed {
    /// Its name, empty for a comment, [`CODE`] for code.
    pub name: &'static str,
    /// Where it begins: its sign or its tag.
    pub range: Range<usize>,
}

/// A kind of block that nothing but its own end ends.
struct HtmlKind {
    start: &'static str,
    end: &'static str,
    name: &'static str,
}

const KINDS: [HtmlKind; 5] = [
    HtmlKind {
        start: "<!--",
        end: "-->",
        name: "",
    },
    HtmlKind {
        start: "<pre",
        end: "</pre>",
        name: "pre",
    },
    HtmlKind {
        start: "<script",
        end: "</script>",
        name: "script",
    },
    HtmlKind {
        start: "<style",
        end: "</style>",
        name: "style",
    },
    HtmlKind {
        start: "<textarea",
        end: "</textarea>",
        name: "textarea",
    },
];

/// The text with such blocks closed, and what was closed, in order. Borrows the text where there is
/// none.
#[must_use]
pub fn close_in_slides(text: &str) -> (Rewritten<'_>, Vec<Unclosed>) {
    let mut edits = Edits::default();
    let mut closed = Vec::new();
    let has_html = || KINDS.iter().any(|kind| contains(text, kind.start));
    if text.contains("```") || text.contains("~~~") || has_html() {
        Scan::default().run(text, &mut |closing, found, at| {
            edits.close(at, format!("{closing}\n\n"), at..at);
            closed.push(found);
        });
    }
    (edits.finish(text), closed)
}

/// An open block.
struct OpenBlock {
    kind: &'static HtmlKind,
    range: Range<usize>,
    /// Where the first slide behind it begins, once that is passed.
    ends_at: Option<usize>,
}

/// The fence of code that is open.
struct OpenFence {
    sign: char,
    length: usize,
    start: usize,
    /// Where the first slide behind it begins, once that is passed.
    ends_at: Option<usize>,
}

#[derive(Default)]
struct Scan {
    fence: Option<OpenFence>,
    open: Option<OpenBlock>,
}

impl Scan {
    fn run(mut self, text: &str, close: &mut impl FnMut(&str, Unclosed, usize)) {
        let mut at = 0;
        loop {
            let line = text[at..].split_inclusive('\n').next();
            let end = match line {
                Some(line) => self.line(line, at),
                None => self.open.as_ref().and_then(|open| open.ends_at),
            };
            // The slides that a block swallowed are read anew, once it is closed.
            if let Some((end, open)) = end.zip(self.open.take_if(|_| end.is_some())) {
                let (name, range) = (open.kind.name, open.range);
                close(open.kind.end, Unclosed { name, range }, end);
                self.fence = None;
                at = end;
            } else if let Some(line) = line {
                at += line.len();
            } else if let Some((end, fence)) = self.swallows(text) {
                let signs = text.get(fence.clone()).unwrap_or_default();
                let found = Unclosed {
                    name: CODE,
                    range: fence.clone(),
                };
                close(signs, found, end);
                at = end;
            } else {
                return;
            }
        }
    }

    /// Where the code ends, and which signs begin it, that goes on to the end of a text.
    fn swallows(&mut self, text: &str) -> Option<(usize, Range<usize>)> {
        let fence = self.fence.take()?;
        let end = fence.ends_at?;
        // Lines look like fences in HTML, too, and a list ends one that is open.
        let body = DeckBody::read(text, |_| false, false);
        let is_code = body.blocks.iter().any(|block| {
            let is_fence = block.kind == BlockKind::Code(true);
            is_fence && block.range.start == fence.start && block.range.end > end
        });
        is_code.then(|| (end, fence.start..fence.start + fence.length))
    }

    /// Reads a line; returns where an open block has to end, where that shows now.
    fn line(&mut self, line: &str, at: usize) -> Option<usize> {
        let words = line.trim_start_matches(' ');
        let is_code = line.len() - words.len() > 3;
        if let Some(open) = &mut self.open {
            let begins_again = !is_code && contains_at_start(words, open.kind.start);
            if let Some(end) = open.ends_at.filter(|_| begins_again) {
                return Some(end);
            }
            if contains(line, open.kind.end) {
                self.open = None;
            } else if open.ends_at.is_none() && is_break(line) {
                open.ends_at = Some(at);
            }
            return None;
        }
        if self.passes_fence((line, words), at, is_code) || is_code {
            return None;
        }
        let kind = KINDS.iter().find(|kind| begins(words, kind))?;
        if !contains(&words[kind.start.len()..], kind.end) {
            let start = at + line.len() - words.len();
            let length = words.find('>').filter(|_| !kind.name.is_empty());
            let length = length.map_or(kind.start.len(), |end| end + 1);
            self.open = Some(OpenBlock {
                kind,
                range: start..start + length,
                ends_at: None,
            });
        }
        None
    }

    /// Whether a line is code or the fence of code.
    fn passes_fence(&mut self, (line, words): (&str, &str), at: usize, is_code: bool) -> bool {
        let sign = words.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = sign.map_or(0, |sign| words.len() - words.trim_start_matches(sign).len());
        let rest = words[length..].trim();
        if let Some(open) = &mut self.fence {
            if sign == Some(open.sign) && length >= open.length && !is_code && rest.is_empty() {
                self.fence = None;
            } else if open.ends_at.is_none() && is_break(line) {
                open.ends_at = Some(at);
            }
            return true;
        }
        let Some(sign) = sign.filter(|_| length >= 3 && !is_code) else {
            return false;
        };
        // Code within a line may have three signs, too.
        let is_fence = sign == '~' || !rest.contains('`');
        self.fence = is_fence.then_some(OpenFence {
            sign,
            length,
            start: at + line.len() - words.len(),
            ends_at: None,
        });
        is_fence
    }
}

/// Whether a line begins a block.
fn begins(words: &str, kind: &HtmlKind) -> bool {
    let follows = |rest: &str| {
        kind.name.is_empty() || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
    };
    contains_at_start(words, kind.start) && follows(&words[kind.start.len()..])
}

fn contains_at_start(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn contains(text: &str, word: &str) -> bool {
    let mut places = text.match_indices('<');
    match word.strip_prefix('<') {
        Some(_) => places.any(|(at, _)| contains_at_start(&text[at..], word)),
        None => text.contains(word),
    }
}

/// Three hyphens or more alone on a line.
fn is_break(line: &str) -> bool {
    let words = line.trim();
    words.len() > 2 && words.bytes().all(|byte| byte == b'-') && !line.starts_with("    ")
}

#[cfg(test)]
mod tests {
    use super::close_in_slides;

    fn closed(text: &str) -> (String, Vec<String>) {
        let (rewritten, found) = close_in_slides(text);
        let names = found.iter().map(|open| text[open.range.clone()].to_owned());
        (rewritten.text.into_owned(), names.collect())
    }

    #[test]
    fn what_is_not_closed_ends_with_its_slide() {
        for (text, expected, opened) in [
            (
                "a\n\n<!-- b\n\n---\n\nc\n",
                "a\n\n<!-- b\n\n-->\n\n---\n\nc\n",
                "<!--",
            ),
            (
                "<PRE class=x>\nb\n---\nc\n",
                "<PRE class=x>\nb\n</pre>\n\n---\nc\n",
                "<PRE class=x>",
            ),
            // The next comment ends the first one, by mistake.
            (
                "<!-- a\n\n---\n\n<!-- b -->\n",
                "<!-- a\n\n-->\n\n---\n\n<!-- b -->\n",
                "<!--",
            ),
        ] {
            assert_eq!(
                closed(text),
                (expected.to_owned(), vec![opened.to_owned()]),
                "{text}"
            );
        }
        let (text, found) = closed("<pre>\n---\n<script>\n---\nc");
        assert_eq!(text, "<pre>\n</pre>\n\n---\n<script>\n</script>\n\n---\nc");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn code_that_is_not_closed_ends_with_its_slide() {
        for (text, expected, opened) in [
            (
                "a\n\n```js\nb\n\n---\n\nc\n",
                "a\n\n```js\nb\n\n```\n\n---\n\nc\n",
                "```",
            ),
            (
                "~~~~\nb\n---\n```\nd\n```\n---\n~~~\n",
                "~~~~\nb\n~~~~\n\n---\n```\nd\n```\n---\n~~~\n",
                "~~~~",
            ),
        ] {
            let found = (expected.to_owned(), vec![opened.to_owned()]);
            assert_eq!(closed(text), found, "{text}");
        }
        for text in [
            "```\na\n",
            "```\na\n---\nb\n```\n---\n",
            "```a``` b\n\n---\n\nc\n",
            "<div>\n```\n</div>\n\n---\n\nc\n",
            "- a\n\n  ```\n  b\n\n---\n\nc\n",
            "> ```\n> a\n\n---\n\nc\n",
        ] {
            assert_eq!(closed(text), (text.to_owned(), vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_closed_or_in_code_stays() {
        for text in [
            "<!-- slides\n\n---\n\ntaken out -->\n\n---\n",
            "<pre>\n---\n</pre>\n\n---\n",
            "```html\n<!-- a\n---\n```\n\n---\n",
            "    <!-- a\n\n---\n",
            "<!-- a -->\n---\n",
            "<present>\n---\n",
            "<!-- to the end",
            "no HTML\n\n---\n",
        ] {
            let (rewritten, found) = close_in_slides(text);
            assert_eq!((&*rewritten.text, found.len()), (text, 0), "{text}");
        }
    }

    #[test]
    fn thousands_of_slides_take_no_time() {
        let text = "<!-- a\n\n---\n\n".repeat(40_000);
        assert_eq!(close_in_slides(&text).1.len(), 40_000);
    }
}
