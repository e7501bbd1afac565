//! Blocks that would swallow the slides behind them: a comment, a `<pre>`, a `<script>`, a `<style>`,
//! a `<textarea>` or a fence of code that is not closed. Each ends with its slide.
//!
//! Works line by line, on the text as its author wrote it. A block that goes over several slides
//! and is closed there stays: so a comment may take slides out.

mod fences;

use std::ops::Range;

use super::body::{BlockKind, DeckBlock, DeckBody};
use super::edits::{Edits, Rewritten};
use fences::{ClosingFences, OpenFence, fence, is_bare};

/// A block that was closed at the end of its slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclosed {
    /// What it is.
    pub kind: UnclosedKind,
    /// Where it begins: its sign or its tag.
    pub range: Range<usize>,
}

/// What a block is that was closed at the end of its slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnclosedKind {
    /// A comment of HTML.
    Comment,
    /// A block of code, by its fence.
    Code,
    /// An element of HTML, by its name.
    Element(&'static str),
}

/// A kind of block that nothing but its own end ends.
struct HtmlKind {
    start: &'static str,
    end: &'static str,
    kind: UnclosedKind,
}

const KINDS: [HtmlKind; 5] = [
    HtmlKind {
        start: "<!--",
        end: "-->",
        kind: UnclosedKind::Comment,
    },
    HtmlKind {
        start: "<pre",
        end: "</pre>",
        kind: UnclosedKind::Element("pre"),
    },
    HtmlKind {
        start: "<script",
        end: "</script>",
        kind: UnclosedKind::Element("script"),
    },
    HtmlKind {
        start: "<style",
        end: "</style>",
        kind: UnclosedKind::Element("style"),
    },
    HtmlKind {
        start: "<textarea",
        end: "</textarea>",
        kind: UnclosedKind::Element("textarea"),
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
        Scan::new(text).run(&mut |closing, found, at| {
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

struct Scan<'t> {
    text: &'t str,
    fence: Option<OpenFence>,
    open: Option<OpenBlock>,
    /// Where the slide begins that is read.
    slide: usize,
    /// The lines that may close code, each with the most signs of it and of those behind it.
    closing: ClosingFences,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            fence: None,
            open: None,
            slide: 0,
            closing: ClosingFences::of(text),
        }
    }

    fn run(mut self, close: &mut impl FnMut(&str, Unclosed, usize)) {
        let mut at = 0;
        loop {
            let line = self.text[at..].split_inclusive('\n').next();
            let end = match line {
                Some(line) => self.line(line, at),
                None => self.open.as_ref().and_then(|open| open.ends_at),
            };
            // The slides that a block swallowed are read anew, once it is closed.
            if let Some((end, open)) = end.zip(self.open.take_if(|_| end.is_some())) {
                let (kind, range) = (open.kind.kind, open.range);
                close(open.kind.end, Unclosed { kind, range }, end);
                self.fence = None;
                at = end;
            } else if let Some(line) = line {
                if is_break(line) && self.open.is_none() {
                    if self.swallows(at)
                        && let Some(fence) = self.fence.take()
                    {
                        let range = fence.start..fence.start + fence.length;
                        let signs = &self.text[range.clone()];
                        let kind = UnclosedKind::Code;
                        close(signs, Unclosed { kind, range }, at);
                    }
                    if self.fence.is_none() {
                        self.slide = at;
                    }
                }
                at += line.len();
            } else {
                return;
            }
        }
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
        if self.passes_fence(words, at + line.len() - words.len(), is_code) || is_code {
            return None;
        }
        let kind = KINDS.iter().find(|kind| begins(words, kind))?;
        if !contains(&words[kind.start.len()..], kind.end) {
            let start = at + line.len() - words.len();
            let is_element = kind.kind != UnclosedKind::Comment;
            let length = words.find('>').filter(|_| is_element);
            let length = length.map_or(kind.start.len(), |end| end + 1);
            self.open = Some(OpenBlock {
                kind,
                range: start..start + length,
                ends_at: None,
            });
        }
        None
    }

    /// Whether a line is code or the fence of code. `start` is where its words begin.
    fn passes_fence(&mut self, words: &str, start: usize, is_code: bool) -> bool {
        let found = fence(words).filter(|_| !is_code);
        if let Some(open) = &self.fence {
            let closes = |(sign, length): &(char, usize)| {
                *sign == open.sign && *length >= open.length && is_bare(words, *sign)
            };
            if found.as_ref().is_some_and(closes) {
                self.fence = None;
            }
            return true;
        }
        // Code within a line may have three signs, too.
        let found = found.filter(|(sign, length)| *sign == '~' || !words[*length..].contains('`'));
        let Some((sign, length)) = found else {
            return false;
        };
        self.fence = Some(OpenFence {
            sign,
            length,
            start,
            is_at_margin: self.text[..start].ends_with('\n') || start == 0,
        });
        true
    }

    /// Whether code is open at the break at an offset that nothing closes. Lines look like fences in
    /// HTML, too: the slide is read as Markdown before this is said.
    fn swallows(&self, at: usize) -> bool {
        let Some(fence) = self.fence.as_ref().filter(|fence| fence.is_at_margin) else {
            return false;
        };
        if fence.start < self.slide || self.closing.has(fence, at) {
            return false;
        }
        let behind = at + self.text[at..].find('\n').unwrap_or(self.text.len() - at);
        let body = DeckBody::read(&self.text[self.slide..behind], |_| false, false);
        let start = fence.start - self.slide;
        let is_code = |block: &DeckBlock| {
            block.kind == BlockKind::Code(true)
                && block.range.start == start
                && block.range.end > at - self.slide
        };
        body.blocks.iter().any(is_code)
    }
}

/// Whether a line begins a block.
fn begins(words: &str, kind: &HtmlKind) -> bool {
    let follows = |rest: &str| {
        kind.kind == UnclosedKind::Comment
            || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
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
            (
                "```\na\n---\nb\n```\n\n```js\nc\n---\nd\n",
                "```\na\n---\nb\n```\n\n```js\nc\n```\n\n---\nd\n",
                "```",
            ),
        ] {
            let found = (expected.to_owned(), vec![opened.to_owned()]);
            assert_eq!(closed(text), found, "{text}");
        }
        for text in [
            "```\na\n",
            "```\na\n---\nb\n```\n---\n",
            "```\na\n---\nb\n```\n\n````js\nc\n---\nd\n`````\n",
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
        let text = "```a\n\n---\n\n".repeat(40_000);
        assert_eq!(close_in_slides(&text).1.len(), 40_000);
    }
}
