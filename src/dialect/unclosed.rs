//! Blocks of HTML that would swallow the slides behind them: a comment, a `<pre>`, a `<script>`, a
//! `<style>` or a `<textarea>` that is not closed. Each ends with its slide.
//!
//! Works line by line, on the text as its author wrote it. A block that goes over several slides
//! and is closed there stays: so a comment may take slides out.

use std::ops::Range;

use super::edits::{Edits, Rewritten};

/// A block that was closed at the end of its slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclosed {
    /// Its name, empty for a comment.
    pub name: &'static str,
    /// Where it begins: its sign or its tag.
    pub range: Range<usize>,
}

/// A kind of block that nothing but its own end ends.
struct BlockKind {
    start: &'static str,
    end: &'static str,
    name: &'static str,
}

const KINDS: [BlockKind; 5] = [
    BlockKind {
        start: "<!--",
        end: "-->",
        name: "",
    },
    BlockKind {
        start: "<pre",
        end: "</pre>",
        name: "pre",
    },
    BlockKind {
        start: "<script",
        end: "</script>",
        name: "script",
    },
    BlockKind {
        start: "<style",
        end: "</style>",
        name: "style",
    },
    BlockKind {
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
    if KINDS.iter().any(|kind| contains(text, kind.start)) {
        Scan::default().run(text, &mut |open, at| {
            edits.close(at, format!("{}\n\n", open.kind.end), at..at);
            closed.push(Unclosed {
                name: open.kind.name,
                range: open.range,
            });
        });
    }
    (edits.finish(text), closed)
}

/// An open block.
struct OpenBlock {
    kind: &'static BlockKind,
    range: Range<usize>,
    /// Where the first slide behind it begins, once that is passed.
    ends_at: Option<usize>,
}

#[derive(Default)]
struct Scan {
    /// The sign and length of the fence of the code that a line is in.
    fence: Option<(char, usize)>,
    open: Option<OpenBlock>,
}

impl Scan {
    fn run(mut self, text: &str, close: &mut impl FnMut(OpenBlock, usize)) {
        let mut at = 0;
        loop {
            let line = text[at..].split_inclusive('\n').next();
            let end = match line {
                Some(line) => self.line(line, at),
                None => self.open.as_ref().and_then(|open| open.ends_at),
            };
            // The slides that a block swallowed are read anew, once it is closed.
            if let Some((end, open)) = end.zip(self.open.take_if(|_| end.is_some())) {
                close(open, end);
                self.fence = None;
                at = end;
            } else if let Some(line) = line {
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
        if self.passes_fence(words, is_code) || is_code {
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
    fn passes_fence(&mut self, words: &str, is_code: bool) -> bool {
        let sign = words.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = sign.map_or(0, |sign| words.len() - words.trim_start_matches(sign).len());
        match (self.fence, sign) {
            (Some((open, least)), Some(sign)) if sign == open && length >= least && !is_code => {
                if words.trim().trim_start_matches(sign).is_empty() {
                    self.fence = None;
                }
                true
            }
            (Some(_), _) => true,
            (None, Some(sign)) if length >= 3 && !is_code => {
                self.fence = Some((sign, length));
                true
            }
            _ => false,
        }
    }
}

/// Whether a line begins a block.
fn begins(words: &str, kind: &BlockKind) -> bool {
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
