//! The body of a deck as the rewriters need it: its lines, its blocks, its code and its comments.
//!
//! The Markdown parser finds the blocks. Lines that only a tool knows (`---`, `???`, `:::`) are
//! masked before, so that they end paragraphs and make no headings; masks keep all offsets. Knows
//! no tool.

mod read;

pub(super) use read::without_divs;
pub use read::{is_inline, parser_options};

use std::borrow::Cow;
use std::ops::Range;

/// A body with its blocks and comments.
#[derive(Debug, Default)]
pub(super) struct DeckBody<'t> {
    pub(super) text: &'t str,
    /// Code, formulas and other stretches that are no running text: in order, without overlaps.
    apart: Vec<Range<usize>>,
    /// The comments, in order.
    pub(super) comments: Vec<DeckComment>,
    /// The blocks in the order of their starts; a block stands before those within it.
    pub(super) blocks: Vec<DeckBlock>,
    /// The masked lines outside all blocks: they separate slides.
    pub(super) marks: Vec<Range<usize>>,
    /// The rules outside all blocks that were not masked.
    pub(super) rules: Vec<Range<usize>>,
}

/// An HTML comment outside code.
#[derive(Debug, Clone)]
pub(super) struct DeckComment {
    /// All of it, with its borders.
    pub(super) range: Range<usize>,
    /// The block that it stands in, by its number.
    pub(super) block: Option<usize>,
}

/// The kind of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    Paragraph,
    /// With its level.
    Heading(u8),
    /// With the sign that its first item begins with.
    List(u8),
    Item,
    /// Whether it has fences.
    Code(bool),
    Html,
    Table,
    /// A row of a table, below its head.
    Row,
    Other,
}

/// A block and where it stands.
#[derive(Debug, Clone)]
pub(super) struct DeckBlock {
    pub(super) kind: BlockKind,
    /// Its bytes, without white space at its end.
    pub(super) range: Range<usize>,
    /// How many blocks are around it.
    pub(super) depth: usize,
    /// The block around it.
    pub(super) around: Option<usize>,
    /// The block before it in the same one.
    pub(super) before: Option<usize>,
    /// Where its own text ends: before the first block within it.
    pub(super) text_end: usize,
}

impl<'t> DeckBody<'t> {
    /// Reads a body. `is_mark` knows the lines that break it; `math` says whether dollars are
    /// formulas.
    pub(super) fn read(text: &'t str, is_mark: impl Fn(&str) -> bool, math: bool) -> Self {
        Self::read_at(text, |_, line| is_mark(line), math)
    }

    /// A body of which nothing is asked but its text.
    pub(super) fn unread(text: &'t str) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// As [`Self::read`], for lines that are known by where they begin, too.
    pub(super) fn read_at(
        text: &'t str,
        is_mark: impl Fn(usize, &str) -> bool,
        math: bool,
    ) -> Self {
        read::read(text, is_mark, math)
    }

    /// Whether an offset stands in code or in a formula.
    pub(super) fn is_apart(&self, at: usize) -> bool {
        let after = self.apart.partition_point(|range| range.start <= at);
        after
            .checked_sub(1)
            .is_some_and(|last| at < self.apart[last].end)
    }

    /// Whether an offset stands in running text: in no code, formula or comment.
    pub(super) fn is_text(&self, at: usize) -> bool {
        !self.is_apart(at) && !self.is_comment(at)
    }

    /// Whether an offset stands in a block of HTML.
    pub(super) fn is_in_html(&self, at: usize) -> bool {
        let is_it = |block: &DeckBlock| block.kind == BlockKind::Html && block.range.contains(&at);
        self.blocks.iter().any(is_it)
    }

    /// The text from an offset on, no more than `longest` bytes of it.
    pub(super) fn near(&self, at: usize, longest: usize) -> &'t str {
        let end = self.text.floor_char_boundary(at.saturating_add(longest));
        self.text.get(at..end).unwrap_or_default()
    }

    /// Where the words behind the fence of a block of code stand, with the white space around them.
    pub(super) fn info(&self, block: &DeckBlock) -> Range<usize> {
        let (start, end) = (block.range.start, self.line_end(block.range.start, false));
        let line = self.text.get(start..end).unwrap_or_default();
        end - line.trim_start_matches(['`', '~']).len()..end
    }

    /// Where the code, the formula or the comment ends that an offset stands in.
    pub(super) fn end_of_apart(&self, at: usize) -> Option<usize> {
        let after = self.apart.partition_point(|range| range.start <= at);
        let apart = after.checked_sub(1).map(|last| self.apart[last].end);
        let comments = &self.comments;
        let after = comments.partition_point(|comment| comment.range.start <= at);
        let comment = after.checked_sub(1).map(|last| comments[last].range.end);
        apart
            .filter(|end| at < *end)
            .or(comment.filter(|end| at < *end))
    }

    /// Whether an offset stands in a comment.
    pub(super) fn is_comment(&self, at: usize) -> bool {
        let after = self
            .comments
            .partition_point(|comment| comment.range.start <= at);
        after
            .checked_sub(1)
            .is_some_and(|last| at < self.comments[last].range.end)
    }

    /// Adds ranges that a tool does not read as text.
    pub(super) fn set_apart(&mut self, ranges: impl IntoIterator<Item = Range<usize>>) {
        self.apart.extend(ranges);
        self.apart.sort_by_key(|range| (range.start, range.end));
        let apart = std::mem::take(&mut self.apart);
        for range in apart {
            match self.apart.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => self.apart.push(range),
            }
        }
        let mut comments = std::mem::take(&mut self.comments);
        comments.retain(|comment| !self.is_apart(comment.range.start));
        self.comments = comments;
    }

    /// The text of a comment without white space around it, and its place.
    pub(super) fn inside(&self, comment: &DeckComment) -> (&'t str, Range<usize>) {
        let written = self.text.get(comment.range.clone()).unwrap_or_default();
        let inside = written
            .get(4..written.len().saturating_sub(3))
            .unwrap_or_default();
        // `<!--- and --->` are borders, too.
        let from_start = inside.trim_start_matches('-').trim_start();
        let words = from_start.trim_end_matches('-').trim_end();
        let start = comment.range.start + 4 + (inside.len() - from_start.len());
        (words, start..start + words.len())
    }

    /// The lines of a range, without their ends. The range begins where a line does.
    pub(super) fn lines(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let mut at = range.start;
        text.split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end_matches(['\n', '\r']).len()
        })
    }

    /// Where the line of an offset begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text
            .get(..at)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |end| end + 1)
    }

    /// Where the line of an offset ends: before its line end, or behind it.
    pub(super) fn line_end(&self, at: usize, behind: bool) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let line = rest.split_inclusive('\n').next().unwrap_or_default();
        at + if behind {
            line.len()
        } else {
            line.trim_end_matches(['\n', '\r']).len()
        }
    }

    /// What further lines begin with, so that they stand in the same lists and quotations as what
    /// begins at an offset.
    pub(super) fn line_prefix(&self, at: usize) -> String {
        let before = self.text.get(self.line_start(at)..at).unwrap_or_default();
        let kept = |c| if matches!(c, '>' | '\t') { c } else { ' ' };
        before.chars().map(kept).collect()
    }

    /// The lines of a range, if nothing else stands on them: with the last line's end.
    pub(super) fn own_lines(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let (start, end) = (
            self.line_start(range.start),
            self.line_end(range.end, false),
        );
        let blank = |range: Range<usize>| {
            self.text
                .get(range)
                .is_some_and(|text| text.trim().is_empty())
        };
        (blank(start..range.start) && blank(range.end..end))
            .then(|| start..self.line_end(range.end, true))
    }

    /// A range without white space at its borders.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let words = text.trim();
        if words.is_empty() {
            return range.start..range.start;
        }
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + words.len()
    }

    /// Where the first line of a range begins that is not empty.
    pub(super) fn trimmed_start(&self, range: &Range<usize>) -> usize {
        self.line_start(self.trimmed(range.clone()).start)
            .max(range.start)
    }

    /// A range up to the end of its last line.
    pub(super) fn with_line_end(&self, range: &Range<usize>) -> Range<usize> {
        range.start..self.line_end(range.end, true)
    }

    /// The marks with the ends of their lines.
    pub(super) fn breaks(&self) -> Vec<Range<usize>> {
        self.marks
            .iter()
            .map(|mark| self.with_line_end(mark))
            .collect()
    }

    /// The stretches between breaks.
    pub(super) fn between(&self, breaks: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut start = 0;
        let mut found = Vec::with_capacity(breaks.len() + 1);
        for line in breaks {
            found.push(start..line.start.max(start));
            start = line.end.max(start);
        }
        found.push(start..self.text.len());
        found
    }

    /// The comments that begin in a range.
    pub(super) fn comments_in(&self, range: &Range<usize>) -> &[DeckComment] {
        let start = self
            .comments
            .partition_point(|comment| comment.range.start < range.start);
        let end = self
            .comments
            .partition_point(|comment| comment.range.start < range.end);
        self.comments.get(start..end).unwrap_or_default()
    }

    /// The blocks that begin before an offset and end behind it.
    pub(super) fn blocks_around(&self, at: usize) -> impl Iterator<Item = &DeckBlock> {
        let end = self.blocks.partition_point(|block| block.range.start < at);
        let mut last = end.checked_sub(1);
        std::iter::from_fn(move || {
            let block = &self.blocks[last?];
            last = block.around;
            Some(block)
        })
        .filter(move |block| at < block.range.end)
    }

    /// The blocks that begin in a range and stand in no other block.
    pub(super) fn blocks_in(&self, range: &Range<usize>) -> impl Iterator<Item = &DeckBlock> {
        let start = self
            .blocks
            .partition_point(|block| block.range.start < range.start);
        let end = self
            .blocks
            .partition_point(|block| block.range.start < range.end);
        self.blocks
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .filter(|block| block.depth == 0)
    }
}

/// Whether nothing stands behind the words of a line that begins at an offset: tools that cut a text
/// by expressions take no white space there.
pub(super) fn is_bare(text: &str, start: usize, words: &str) -> bool {
    let behind = text.get(start + words.len()..).unwrap_or_default();
    behind.is_empty() || behind.starts_with(['\n', '\r'])
}

/// A text whose lines behind the first one are indented by so many bytes less.
pub(super) fn less_indented(text: &str, spare: usize) -> Cow<'_, str> {
    if spare == 0 {
        return Cow::Borrowed(text);
    }
    let bare = |(number, line): (usize, &str)| {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let from = if number > 0 { indent.min(spare) } else { 0 };
        line[from..].to_owned()
    };
    let lines: Vec<String> = text.split('\n').enumerate().map(bare).collect();
    Cow::Owned(lines.join("\n"))
}

/// Whether an empty line stands in a text, however its lines end.
pub(super) fn has_empty_line(text: &str) -> bool {
    let mut lines = text.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() && lines.peek().is_some() {
            return true;
        }
    }
    false
}

/// The number of hyphens on a line that has nothing else; none in a line that is indented like
/// code.
pub(super) fn hyphens(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches(' ');
    let rest = bare.trim_end();
    let is_run =
        line.len() - bare.len() < 4 && !rest.is_empty() && rest.bytes().all(|byte| byte == b'-');
    is_run.then_some(rest.len())
}

/// Whether a line separates two slides in Lutrin's own form: three hyphens or more.
pub(super) fn is_break(line: &str) -> bool {
    hyphens(line).is_some_and(|count| count > 2)
}
