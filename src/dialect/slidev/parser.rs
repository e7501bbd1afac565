//! Where slides begin and end, as `@slidev/parser` has it: line by line, before anything is read as
//! Markdown.
//!
//! A line that begins with three hyphens ends a slide wherever it stands, but in code between
//! backticks that ends and in comments. If a line follows it that is not empty, YAML begins there,
//! whatever its keys, up to the next line of three hyphens. A slide without such lines may begin
//! with its YAML as a block of code. Knows no keys.

use std::collections::HashMap;
use std::ops::Range;

/// A slide of a file. Ranges are in the text of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SlideParts {
    /// The line of hyphens before it, with its end; empty for the first slide of a file.
    pub(super) line: Range<usize>,
    /// Its YAML with the borders around it; empty where it has none.
    pub(super) matter: Range<usize>,
    /// Its YAML alone.
    pub(super) yaml: Range<usize>,
    /// What it shows, with its notes.
    pub(super) content: Range<usize>,
}

/// Cuts a text into slides. `follows_matter` says that the text begins with the content of a slide
/// whose YAML stands before it; else a line of hyphens may be the first one.
pub(super) fn slides(text: &str, follows_matter: bool) -> Vec<SlideParts> {
    let mut parser = SlideParser {
        text,
        lines: lines(text),
        slides: Vec::new(),
        missing: HashMap::new(),
    };
    parser.read(follows_matter);
    parser.slides
}

/// The lines of a text with their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end;
            range
        })
        .collect()
}

struct SlideParser<'t> {
    text: &'t str,
    lines: Vec<Range<usize>>,
    slides: Vec<SlideParts>,
    /// For what begins a block of code: the line from which on nothing ends it.
    missing: HashMap<&'t str, usize>,
}

/// The slide that is being read.
struct OpenSlide {
    line: Range<usize>,
    matter: Range<usize>,
    yaml: Range<usize>,
    start: usize,
}

impl OpenSlide {
    fn at(line: Range<usize>) -> Self {
        let start = line.end;
        Self {
            line,
            matter: start..start,
            yaml: start..start,
            start,
        }
    }
}

impl<'t> SlideParser<'t> {
    fn read(&mut self, follows_matter: bool) {
        let mut open = OpenSlide::at(0..0);
        let mut has_matter = follows_matter;
        let mut in_comment = false;
        let mut at = 0;
        while at < self.lines.len() {
            let written = self.line(at);
            if in_comment {
                in_comment = ends_in_comment(written, true);
                at += 1;
            } else if written.starts_with("---") {
                let mut next = OpenSlide::at(self.lines[at].clone());
                if has_matter || open.start < self.lines[at].start {
                    self.close(std::mem::replace(&mut open, next), at, has_matter);
                } else {
                    // Two such lines in a row are one, and the first one of a file ends nothing.
                    next.line.start = open.line.start;
                    open = next;
                }
                (at, has_matter) = self.matter(&mut open, at);
            } else if written.trim_start().starts_with("```") {
                at = self.behind_code(at);
            } else {
                in_comment = ends_in_comment(written, false);
                at += 1;
            }
        }
        if has_matter || open.start < self.text.len() {
            self.close(open, self.lines.len(), has_matter);
        }
    }

    fn line(&self, at: usize) -> &'t str {
        let range = self.lines.get(at).cloned().unwrap_or_default();
        self.text.get(range).unwrap_or_default().trim_end()
    }

    /// Reads the YAML behind a line of hyphens, if it has any. Returns the line to go on with, and
    /// whether there was YAML.
    fn matter(&self, open: &mut OpenSlide, at: usize) -> (usize, bool) {
        let is_longer = self.line(at).as_bytes().get(3) == Some(&b'-');
        if is_longer || self.line(at + 1).is_empty() {
            return (at + 1, false);
        }
        let rest = at + 1..self.lines.len();
        let Some(end) = rest.clone().find(|line| self.line(*line) == "---") else {
            // It never ends, and is no YAML then: all of it is shown.
            return (self.lines.len(), false);
        };
        let start = self.lines[at].end;
        let whole = start..self.lines[end].end;
        // The tool looks for three hyphens anywhere, so that a value may end the YAML.
        let inside = self.text.get(whole.clone()).unwrap_or_default();
        let hyphens = start + inside.find("---").unwrap_or_default();
        open.yaml = start..hyphens;
        let is_last = hyphens >= self.lines[end].start;
        open.start = if is_last { whole.end } else { hyphens + 3 };
        open.matter = start..open.start;
        (end + 1, true)
    }

    /// The line behind a block of code; the next line where nothing ends the block.
    fn behind_code(&mut self, at: usize) -> usize {
        let opening = self.line(at);
        let bare = opening.trim_start();
        let signs = bare.len() - bare.trim_start_matches('`').len();
        let sign = opening
            .get(..opening.len() - bare.len() + signs)
            .unwrap_or_default();
        if self.missing.get(sign).is_some_and(|from| *from <= at) {
            return at + 1;
        }
        let mut rest = at + 1..self.lines.len();
        let ends = |line: &usize| {
            let range = self.lines[*line].clone();
            self.text
                .get(range)
                .is_some_and(|text| text.starts_with(sign))
        };
        if let Some(end) = rest.find(ends) {
            return end + 1;
        }
        self.missing.insert(sign, at);
        at + 1
    }

    fn close(&mut self, open: OpenSlide, end: usize, has_matter: bool) {
        let end = self
            .lines
            .get(end)
            .map_or(self.text.len(), |line| line.start);
        let mut slide = SlideParts {
            line: open.line,
            matter: open.matter,
            yaml: open.yaml,
            content: open.start..end.max(open.start),
        };
        if !has_matter {
            self.take_code(&mut slide);
        }
        self.slides.push(slide);
    }

    /// Takes the YAML in a block of code at the top of a slide.
    fn take_code(&self, slide: &mut SlideParts) {
        let text = self.text.get(slide.content.clone()).unwrap_or_default();
        let bare = text.trim_start();
        let inside = ["```yaml", "```yml"]
            .iter()
            .find_map(|sign| bare.strip_prefix(sign));
        let Some((inside, length)) = inside.and_then(|inside| Some((inside, inside.find("```")?)))
        else {
            return;
        };
        let start = slide.content.end - inside.len();
        slide.yaml = start..start + length;
        let fence = text.len() - bare.len() + slide.content.start;
        let rest = self
            .text
            .get(slide.yaml.end + 3..slide.content.end)
            .unwrap_or_default();
        let line_end = rest.len()
            - rest
                .strip_prefix("\r\n")
                .or(rest.strip_prefix('\n'))
                .unwrap_or(rest)
                .len();
        let end = slide.yaml.end + 3 + line_end;
        slide.matter = fence..end;
        slide.content.start = end;
    }
}

/// Whether a comment is open behind a line.
fn ends_in_comment(line: &str, mut in_comment: bool) -> bool {
    let mut rest = line;
    loop {
        let sign = if in_comment { "-->" } else { "<!--" };
        let Some((_, after)) = rest.split_once(sign) else {
            return in_comment;
        };
        rest = after;
        in_comment = !in_comment;
    }
}

/// The comment that a slide ends with, which is its notes: its place in the content, with its
/// borders.
pub(super) fn notes(content: &str) -> Option<Range<usize>> {
    let end = content.trim_end().len();
    let mut at = 0;
    while let Some(start) = content.get(at..)?.find("<!--").map(|start| at + start) {
        let inside = start + "<!--".len();
        let length = content.get(inside..)?.find("-->")?;
        at = inside + length + "-->".len();
        if at >= end {
            return Some(start..at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each slide as its YAML and its content.
    fn read(text: &str, follows_matter: bool) -> Vec<(&str, &str)> {
        slides(text, follows_matter)
            .into_iter()
            .map(|slide| (text[slide.yaml].trim(), text[slide.content].trim()))
            .collect()
    }

    #[test]
    fn any_block_behind_hyphens_is_yaml_if_a_line_follows() {
        assert_eq!(
            read("# A\n---\nglowSeed: 4\n---\nb\n\n---\n\nc\n----\nd", true),
            [("", "# A"), ("glowSeed: 4", "b"), ("", "c"), ("", "d")]
        );
        assert_eq!(
            read("---\ntheme: x\n---\n# A\n", false),
            [("theme: x", "# A")]
        );
        assert_eq!(read("---\n\n# A\n", false), [("", "# A")]);
        assert_eq!(
            read("---\nlayout: a\n---\n", true),
            [("", ""), ("layout: a", "")]
        );
        assert_eq!(read("a\n---\nnever: ended\n", true).len(), 2);
    }

    #[test]
    fn hyphens_in_code_and_comments_end_nothing() {
        assert_eq!(
            read("```md\n---\n```\n<!--\n---\n-->\n~~~\n---\n\n~~~\n", true).len(),
            2
        );
        assert_eq!(read("```md\n---\n\nnever ended\n", true).len(), 2);
        assert_eq!(
            read("  ```md\n---\n  ```\n<!-- a --> <!-- b\n---\n", true).len(),
            1
        );
    }

    #[test]
    fn yaml_may_stand_in_a_block_of_code() {
        assert_eq!(
            read("a\n---\n\n```yaml\nlayout: quote\n```\n\n# A\n", true),
            [("", "a"), ("layout: quote", "# A")]
        );
    }

    #[test]
    fn notes_are_the_comment_that_a_slide_ends_with() {
        assert_eq!(notes("a <!-- b --> c <!-- d -->\n"), Some(15..25));
        assert_eq!(notes("a <!-- b --> c"), None);
        assert_eq!(notes("a <!-- b"), None);
        assert_eq!(notes("<!-- a\n--> <!---->"), Some(11..18));
    }
}
