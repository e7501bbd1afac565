//! The edits and problems of one body, and the operations that the rewriters of all tools share.

use std::ops::Range;

use crate::diagnostic::{Code, codes};
use crate::html::tokens::Tag;

use super::DialectProblem;
use super::body::{BlockKind, DeckBlock, DeckBody, is_break};
use super::edits::{Edits, Rewritten};
use super::silent::is_silent;
use super::slide::SlideAttributes;
use super::tags;

/// Collects the edits and the problems of a body.
#[derive(Debug)]
pub(super) struct DeckRewriter {
    /// How people call the tool whose body it is.
    tool: &'static str,
    pub(super) edits: Edits,
    problems: Vec<DialectProblem>,
}

impl DeckRewriter {
    pub(super) fn new(tool: &'static str) -> Self {
        Self {
            tool,
            edits: Edits::default(),
            problems: Vec::new(),
        }
    }

    /// Reports something that has no equivalent.
    pub(super) fn say(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.say_as(codes::NO_EQUIVALENT, range, message, hint);
    }

    /// Reports a problem of another kind.
    pub(super) fn say_as(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.problems.push(DialectProblem {
            code,
            range,
            message: message.into(),
            hint: hint.into(),
            word: None,
        });
    }

    /// Takes a problem that was found elsewhere.
    pub(super) fn take(&mut self, problem: DialectProblem) {
        self.problems.push(problem);
    }

    /// Reports a mark of another tool in a deck of the native form, where it does nothing.
    pub(super) fn without_effect(
        &mut self,
        range: Range<usize>,
        (word, tool): (&str, &str),
        hint: impl Into<String>,
    ) {
        let message =
            format!("`{word}` is {tool}'s, and does nothing in a deck of Lutrin's own form");
        self.say(range, message, hint);
    }

    /// Reports a mark of another tool in a deck of the native form, which shows it as it stands.
    pub(super) fn shown(
        &mut self,
        range: Range<usize>,
        (word, tool): (&str, &str),
        hint: impl Into<String>,
    ) {
        let message =
            format!("`{word}` is {tool}'s, and a deck of Lutrin's own form shows it as it stands");
        self.say(range, message, hint);
    }

    /// Leaves the slide of a line out of a deck of the native form, as the line says for another tool.
    pub(super) fn left_out(
        &mut self,
        body: &DeckBody<'_>,
        range: Range<usize>,
        word: &str,
        tool: &str,
    ) {
        let start = body.line_start(range.start);
        let lines = "<!-- .slide: hidden -->\n\n";
        self.edits.open(start, lines, range.clone());
        let message = format!("`{word}` is {tool}'s: its slide is left out, as it would be there");
        let hint = "write `{hidden}` at the end of the slide's heading, and take this line out";
        self.say(range, message, hint);
    }

    /// Reports speaker notes of another tool's form in a deck of the native form, which would
    /// publish them.
    pub(super) fn published_notes(
        &mut self,
        range: Range<usize>,
        word: &str,
        hint: impl Into<String>,
    ) {
        let message =
            format!("`{word}` begins no speaker notes here, so everybody would read them");
        self.say_as(codes::PUBLISHED_NOTES, range, message, hint);
    }

    /// Reports a word of the tool that has no equivalent. One that changes nothing on a slide that
    /// stands still is a note.
    pub(super) fn lost(&mut self, range: Range<usize>, word: &str, hint: &str) {
        if is_silent(word) {
            self.silent(range, word, hint);
            return;
        }
        self.problems.push(DialectProblem {
            code: codes::NO_EQUIVALENT,
            range,
            message: format!("Lutrin has no equivalent of {}'s `{word}`", self.tool),
            hint: hint.to_owned(),
            word: Some(word.to_owned()),
        });
    }

    /// Notes a word of the tool that changes nothing on a slide.
    pub(super) fn silent(&mut self, range: Range<usize>, word: &str, hint: &str) {
        let message = format!("{}'s `{word}` changes nothing on a slide here", self.tool);
        self.say_as(codes::FOREIGN_SETTING, range, message, hint);
    }

    /// Removes a range; with its lines, if nothing else stands on them.
    pub(super) fn remove(&mut self, body: &DeckBody<'_>, range: Range<usize>) {
        let range = body.own_lines(&range).unwrap_or(range);
        self.edits.replace(range, "");
    }

    /// Puts lines in the place of a range, in the lists and quotations that it stands in.
    pub(super) fn replace_lines(&mut self, body: &DeckBody<'_>, range: Range<usize>, lines: &str) {
        let line_end = format!("\n{}", body.line_prefix(range.start));
        self.edits.replace(range, lines.replace('\n', &line_end));
    }

    /// Adds lines before the line of an offset.
    pub(super) fn lines_before(
        &mut self,
        body: &DeckBody<'_>,
        at: usize,
        lines: &str,
        source: Range<usize>,
    ) {
        let start = body.line_start(at);
        let indent = body
            .text
            .get(start..at)
            .filter(|indent| indent.trim().is_empty())
            .unwrap_or_default();
        self.edits
            .open(start, indented(lines, indent) + "\n", source);
    }

    /// Adds lines after the line that ends at an offset, indented like the one of `like`.
    pub(super) fn lines_after(
        &mut self,
        body: &DeckBody<'_>,
        at: usize,
        lines: &str,
        like: usize,
        source: Range<usize>,
    ) {
        let start = body.line_start(like);
        let indent = body
            .text
            .get(start..like)
            .filter(|indent| indent.trim().is_empty())
            .unwrap_or_default();
        self.edits
            .close(at, format!("\n{}", indented(lines, indent)), source);
    }

    /// Puts a block into a div.
    pub(super) fn wrap(
        &mut self,
        body: &DeckBody<'_>,
        block: &Range<usize>,
        opening: &str,
        source: Range<usize>,
    ) {
        self.lines_before(body, block.start, opening, source.clone());
        self.lines_after(body, block.end, ":::", block.start, source);
    }

    /// Makes a step of a block: by braces at its end where possible, else by a div around it.
    /// Returns whether that was possible.
    pub(super) fn step(
        &mut self,
        body: &DeckBody<'_>,
        block: &DeckBlock,
        step: &SlideAttributes,
        source: Range<usize>,
    ) -> bool {
        match block.kind {
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Item
                if block.text_end > block.range.start =>
            {
                let end = body.trimmed(block.range.start..block.text_end).end;
                self.edits.close(end, format!(" {}", step.braces()), source);
                true
            }
            BlockKind::Item => false,
            BlockKind::Row => self.row(body, block, step, source),
            _ => self.div(body, block, &format!("::: {}", step.braces()), source),
        }
    }

    /// Makes a step of a row: the braces stand at the end of its last cell that has a text.
    fn row(
        &mut self,
        body: &DeckBody<'_>,
        row: &DeckBlock,
        step: &SlideAttributes,
        source: Range<usize>,
    ) -> bool {
        let from = body
            .blocks
            .partition_point(|block| block.range.start < row.range.start);
        let inside = body.blocks[from..].iter();
        let cells = inside
            .take_while(|block| block.range.start < row.range.end)
            .filter(|block| block.depth > row.depth && !block.range.is_empty());
        let Some(cell) = cells.last() else {
            return false;
        };
        self.edits
            .close(cell.range.end, format!(" {}", step.braces()), source);
        true
    }

    /// As [`Self::step`], for the block of a number: an item of a list may have its text in a
    /// paragraph.
    pub(super) fn step_block(
        &mut self,
        body: &DeckBody<'_>,
        number: usize,
        step: &SlideAttributes,
        source: Range<usize>,
    ) -> bool {
        let Some(block) = body.blocks.get(number) else {
            return false;
        };
        let is_loose = block.kind == BlockKind::Item && block.text_end <= block.range.start;
        let first = body
            .blocks
            .get(number + 1)
            .filter(|first| first.kind == BlockKind::Paragraph && first.around == Some(number));
        match first {
            Some(paragraph) if is_loose => self.step(body, paragraph, step, source),
            _ => self.step(body, block, step, source),
        }
    }

    /// Puts a block into a div, where nothing but white space stands before it on its line.
    pub(super) fn div(
        &mut self,
        body: &DeckBody<'_>,
        block: &DeckBlock,
        opening: &str,
        source: Range<usize>,
    ) -> bool {
        let before = body
            .text
            .get(body.line_start(block.range.start)..block.range.start)
            .unwrap_or_default();
        let can_be = before.trim().is_empty();
        if can_be {
            self.wrap(body, &block.range, opening, source);
        }
        can_be
    }

    /// Replaces lines of hyphens that separate no slides for the tool, but would for Lutrin: rules
    /// become stars, and underlined headings get their signs in front.
    pub(super) fn spare_hyphens(&mut self, body: &DeckBody<'_>) {
        for rule in &body.rules {
            if body.text.get(rule.clone()).is_some_and(is_break) {
                self.edits.replace(rule.clone(), "***");
            }
        }
        self.spare_underlines(body);
    }

    /// As [`Self::spare_hyphens`], for headings alone.
    pub(super) fn spare_underlines(&mut self, body: &DeckBody<'_>) {
        let headings = body
            .blocks
            .iter()
            .filter(|block| block.depth == 0 && block.kind == BlockKind::Heading(2));
        for DeckBlock { range, .. } in headings {
            let underline = body.line_start(range.end)..range.end;
            if underline.start > range.start
                && body.text.get(underline.clone()).is_some_and(is_break)
            {
                self.edits.open(range.start, "## ", underline.clone());
                let title = body
                    .text
                    .get(range.start..underline.start)
                    .unwrap_or_default()
                    .trim_end();
                for (at, _) in title.match_indices('\n') {
                    let start = title[..at].trim_end_matches('\r').len();
                    self.edits
                        .replace(range.start + start..range.start + at + 1, " ");
                }
                self.edits
                    .replace(underline.start..body.line_end(underline.end, true), "");
            }
        }
    }

    /// Reports style sheets and scripts, and makes comments of them: on a page with several slides
    /// they would change all of them.
    pub(super) fn lost_elements(&mut self, body: &DeckBody<'_>) {
        for tag in tags::tags(body) {
            if !tag.is_end && ["style", "script"].contains(&tag.written) {
                self.lost_element(body, &tag);
            }
        }
    }

    fn lost_element(&mut self, body: &DeckBody<'_>, tag: &Tag<'_>) {
        let hint = match tag.written {
            "style" => {
                "put it into a style sheet of the deck's own: `css: deck.css` in its front matter"
            }
            _ => "decks run no scripts but the theme's",
        };
        let word = format!("<{}>", tag.written);
        self.lost(tag.range.clone(), &word, hint);
        let block = body
            .blocks
            .partition_point(|block| block.range.start <= tag.range.start);
        let block = block.checked_sub(1).map(|last| &body.blocks[last]);
        let is_own = block.is_some_and(|block| {
            block.kind == BlockKind::Html && block.range.start == tag.range.start
        });
        let (rest, closing) = (
            body.text.get(tag.range.end..).unwrap_or_default(),
            format!("</{}>", tag.written),
        );
        let Some(length) = is_own.then(|| rest.find(&closing)).flatten() else {
            return;
        };
        let end = tag.range.end + length + closing.len();
        self.edits
            .replace(tag.range.start..tag.range.start, "<!-- ");
        for (at, _) in rest[..length].match_indices("-->") {
            self.edits
                .replace(tag.range.end + at..tag.range.end + at + 3, "--");
        }
        self.edits.close(end, " -->", tag.range.clone());
    }

    /// The edits and the problems, for the writer of a body that this one is a stretch of.
    pub(super) fn into_parts(self) -> (Edits, Vec<DialectProblem>) {
        (self.edits, self.problems)
    }

    /// Takes the edits and problems of a stretch of the body, which begins at `base`.
    pub(super) fn append(&mut self, stretch: Self, base: usize) {
        let (edits, problems) = stretch.into_parts();
        self.edits.append(edits, base);
        let shifted = problems.into_iter().map(|problem| DialectProblem {
            range: problem.range.start + base..problem.range.end + base,
            ..problem
        });
        self.problems.extend(shifted);
    }

    /// The body after all edits, and the problems in its order.
    pub(super) fn finish<'t>(
        mut self,
        body: &DeckBody<'t>,
    ) -> (Rewritten<'t>, Vec<DialectProblem>) {
        for problem in &mut self.problems {
            if problem.code == codes::NO_EQUIVALENT && problem.word.is_none() {
                let written = body.text.get(problem.range.clone()).unwrap_or_default();
                let line = written.lines().next().unwrap_or_default();
                problem.word = Some(line.trim().to_owned());
            }
        }
        self.problems
            .sort_by(|a, b| (a.range.start, &a.message).cmp(&(b.range.start, &b.message)));
        (self.edits.finish(body.text), self.problems)
    }
}

fn indented(lines: &str, indent: &str) -> String {
    lines
        .lines()
        .map(|line| format!("{indent}{line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
