//! Reads a body from the events of the Markdown parser.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::html::tokens::{Token, tokens_in};

use super::{BlockKind, DeckBlock, DeckBody, DeckComment};

pub(super) fn read(text: &str, is_mark: impl Fn(usize, &str) -> bool, math: bool) -> DeckBody<'_> {
    let (masked, marks) = mask(text, is_mark);
    let mut reader = BodyReader {
        body: DeckBody {
            text,
            ..DeckBody::default()
        },
        marks,
        open: Vec::new(),
        last: Vec::new(),
    };
    for (event, range) in Parser::new_ext(&masked, parser_options(math)).into_offset_iter() {
        reader.take(&event, range);
    }
    reader
        .body
        .apart
        .sort_by_key(|range| (range.start, range.end));
    reader.body
}

/// The text with lines masked, and the ranges of those that break it.
fn mask(text: &str, is_mark: impl Fn(usize, &str) -> bool) -> (Cow<'_, str>, Vec<Range<usize>>) {
    let (mut masked, mut marks, mut start, mut copied) = (String::new(), Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let bare = words.trim_start_matches([' ', '\t', '>']);
        let range = start + words.len() - bare.len()..start + words.len();
        let is_mark = is_mark(start, words);
        start += line.len();
        if !is_mark && !bare.starts_with(":::") {
            continue;
        }
        masked.push_str(text.get(copied..range.start).unwrap_or_default());
        match (is_mark, range.len()) {
            // Too short for a rule: an empty line ends a paragraph, too.
            (true, 0..3) => masked.extend(std::iter::repeat_n(' ', range.len())),
            (true, _) => masked.extend(std::iter::repeat_n('*', range.len())),
            (false, length) => {
                masked.push_str("<?");
                masked.extend(std::iter::repeat_n('?', length - 3));
                masked.push('>');
            }
        }
        copied = range.end;
        if is_mark {
            marks.push(range);
        }
    }
    if copied == 0 {
        return (Cow::Borrowed(text), marks);
    }
    masked.push_str(text.get(copied..).unwrap_or_default());
    (Cow::Owned(masked), marks)
}

/// A text with the borders of divs masked, at the same offsets: as the parser reads it.
pub(in super::super) fn without_divs(text: &str) -> Cow<'_, str> {
    mask(text, |_, _| false).0
}

/// The extensions of Markdown that every body has. `markdown` uses the same ones, so that both
/// agree on what is code. Smart punctuation stays off: it is English only.
#[must_use]
pub fn parser_options(math: bool) -> Options {
    let math = if math {
        Options::ENABLE_MATH
    } else {
        Options::empty()
    };
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | math
}

struct BodyReader<'t> {
    body: DeckBody<'t>,
    /// The lines that were masked.
    marks: Vec<Range<usize>>,
    /// The open blocks.
    open: Vec<usize>,
    /// For each open block and for the body, the last block in it.
    last: Vec<Option<usize>>,
}

impl BodyReader<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                if let Some(kind) = self.kind(tag, &range) {
                    self.start(kind, range);
                }
            }
            Event::End(tag) if !is_inline(*tag) => drop(self.open.pop()),
            Event::Rule => self.rule(range),
            Event::Html(_) => {}
            _ => self.inline(event, range),
        }
    }

    fn kind(&self, tag: &Tag<'_>, range: &Range<usize>) -> Option<BlockKind> {
        Some(match tag {
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::Heading { level, .. } => BlockKind::Heading(*level as u8),
            Tag::List(_) => BlockKind::List(self.sign(range)),
            Tag::Item => BlockKind::Item,
            Tag::CodeBlock(kind) => BlockKind::Code(matches!(kind, CodeBlockKind::Fenced(_))),
            Tag::HtmlBlock => BlockKind::Html,
            Tag::Table(_) => BlockKind::Table,
            Tag::TableRow => BlockKind::Row,
            tag => return is_block(tag).then_some(BlockKind::Other),
        })
    }

    /// The sign that the first item of a list begins with: a bullet, or the one behind its number.
    fn sign(&self, range: &Range<usize>) -> u8 {
        let text = self.body.text.get(range.clone()).unwrap_or_default();
        text.bytes()
            .find(|byte| !byte.is_ascii_digit() && *byte != b' ')
            .unwrap_or_default()
    }

    fn start(&mut self, kind: BlockKind, range: Range<usize>) {
        let number = self.body.blocks.len();
        let depth = self.open.len();
        self.last.truncate(depth + 1);
        self.last.resize(depth + 1, None);
        let before = self.last[depth].replace(number);
        let range = self.body.trimmed(range);
        let around = self.open.last().copied();
        self.open.push(number);
        match kind {
            BlockKind::Code(_) => self.body.apart.push(range.clone()),
            BlockKind::Html => self.comments(&range, Some(number)),
            _ => {}
        }
        let text_end = range.start;
        self.body.blocks.push(DeckBlock {
            kind,
            range,
            depth,
            around,
            before,
            text_end,
        });
    }

    fn rule(&mut self, range: Range<usize>) {
        if !self.open.is_empty() {
            return;
        }
        let range = self.body.trimmed(range);
        let after = self.marks.partition_point(|mark| mark.start <= range.start);
        match after.checked_sub(1).map(|last| self.marks[last].clone()) {
            Some(mark) if range.start < mark.end => self.body.marks.push(mark),
            _ => self.body.rules.push(range),
        }
    }

    fn inline(&mut self, event: &Event<'_>, range: Range<usize>) {
        let block = self.open.last().copied();
        match event {
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.body.apart.push(range.clone());
            }
            Event::InlineHtml(_) => self.comments(&range, block),
            _ => {}
        }
        let is_last = block.is_some_and(|number| number + 1 == self.body.blocks.len());
        let in_paragraph = block.map(|number| &mut self.body.blocks[number]);
        if let Some(block) = in_paragraph.filter(|block| is_last || block.kind != BlockKind::Item) {
            block.text_end = block.text_end.max(range.end);
        }
    }

    fn comments(&mut self, range: &Range<usize>, block: Option<usize>) {
        let text = self.body.text;
        let found = tokens_in(text, range.clone()).filter_map(|token| match token {
            Token::Comment(range) if text.get(range.clone())?.ends_with("-->") => {
                Some(DeckComment { range, block })
            }
            _ => None,
        });
        self.body.comments.extend(found);
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !is_inline(tag.to_end())
}

/// Whether an element stands within a line, and not on lines of its own.
#[must_use]
pub fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}
