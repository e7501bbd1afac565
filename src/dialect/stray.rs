//! Speaker notes in a form that the tool of their deck does not read: another tool's, or a slip. They
//! never reach readers without a word.
//!
//! Looks through the native form that every dialect was rewritten into, so that one reader serves all
//! of them. What can only be a note becomes one. Of what may be a sentence for readers, the author is
//! told; in a deck of the native form, it becomes a note in those cases, too, and an error.

mod braces;
pub(super) mod commands;
mod elements;
mod lines;
mod moved;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::body::{DeckBody, is_break};
use super::definition::{Definition, NotesForm};
use super::edits::Rewritten;
use super::writer::DeckRewriter;
use super::{Dialect, DialectProblem, notes};
use crate::diagnostic::codes;

/// What notes stand between that are written anew.
const INSTEAD: &str = "put the notes between a line `::: notes` and a line `:::`";

/// The stray notes of one deck.
struct StrayNotes<'b, 't> {
    writer: DeckRewriter,
    body: &'b DeckBody<'t>,
    deck: &'static Definition,
    slides: Vec<Range<usize>>,
    /// Where notes stand, in order and without overlaps.
    spoken: Vec<Range<usize>>,
    /// Where notes were found since.
    found: Vec<Range<usize>>,
    /// The words that the author of another tool's deck was told of.
    known: HashSet<String>,
}

/// Whether a line of a text may begin speaker notes.
pub(super) fn begins_notes(text: &str) -> bool {
    text.split('\n').any(|line| lines::of_line(line).is_some())
}

/// Makes notes of those in a body that was rewritten into the native form, and reports them.
pub(super) fn rewrite<'t>(
    deck: &'static Definition,
    native: Rewritten<'t>,
    problems: Vec<DialectProblem>,
) -> (Rewritten<'t>, Vec<DialectProblem>) {
    if !native.text.split('\n').any(may_have_notes) {
        return (native, problems);
    }
    let body = DeckBody::read(&native.text, is_break, deck.has_math);
    let slides = body.between(&body.breaks());
    let mut stray = StrayNotes {
        writer: DeckRewriter::new(deck.tool),
        spoken: slides
            .iter()
            .flat_map(|slide| notes::spoken(&body, slide))
            .collect(),
        body: &body,
        deck,
        slides,
        found: Vec::new(),
        known: HashSet::new(),
    };
    for read in [
        StrayNotes::elements,
        StrayNotes::commands,
        StrayNotes::braces,
        StrayNotes::lines,
    ] {
        read(&mut stray);
        stray.settle();
    }
    let (second, found) = stray.writer.finish(&body);
    let mut problems = problems;
    problems.extend(found.into_iter().map(|problem| DialectProblem {
        range: native.original(&problem.range),
        ..problem
    }));
    problems.sort_by(|a, b| (a.range.start, &a.message).cmp(&(b.range.start, &b.message)));
    let is_changed = matches!(second.text, Cow::Owned(_));
    let all = is_changed.then(|| second.made_of(&native));
    (all.unwrap_or(native), problems)
}

/// Whether a line may have notes that are none of the native form's.
fn may_have_notes(line: &str) -> bool {
    let bare = line.trim();
    let words = bare.trim_start_matches([':', ' ', '{', '.']);
    if bare.starts_with(":::") && words.trim_end_matches(['}', ':', ' ']) == "notes" {
        return false;
    }
    let mut letters = bare.as_bytes().windows("note".len());
    bare.starts_with(['^', '?']) || letters.any(|word| word.eq_ignore_ascii_case(b"note"))
}

impl StrayNotes<'_, '_> {
    /// Whether the native form is the author's own.
    fn is_native(&self) -> bool {
        self.deck.names[0] == Dialect::NATIVE.name()
    }

    /// Whether the deck's tool reads a form, or makes it of what it reads.
    fn reads(&self, form: NotesForm) -> bool {
        self.deck.rules.notes.contains(&form)
    }

    /// Whether an offset stands in a div of notes.
    fn is_spoken(&self, at: usize) -> bool {
        let after = self.spoken.partition_point(|range| range.start <= at);
        after
            .checked_sub(1)
            .is_some_and(|last| at < self.spoken[last].end)
    }

    /// Takes what was found for notes, so that nothing in it is found again.
    fn settle(&mut self) {
        self.spoken.append(&mut self.found);
        self.spoken.sort_by_key(|range| (range.start, range.end));
        for range in std::mem::take(&mut self.spoken) {
            match self.spoken.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => self.spoken.push(range),
            }
        }
    }

    /// Where the slide of an offset ends.
    fn end_of_slide(&self, at: usize) -> usize {
        let after = self.slides.partition_point(|slide| slide.start <= at);
        after
            .checked_sub(1)
            .map_or(at, |last| self.slides[last].end)
    }

    /// Reports notes that were kept from readers.
    fn say_kept(&mut self, place: Range<usize>, word: &str, (tool, hint): (&Tool, &str)) {
        if self.is_native() {
            return self.writer.published_notes(place, word, hint);
        }
        let message = format!(
            "`{word}` begins no speaker notes in {}, and what it begins is kept for the speaker",
            self.deck.tool
        );
        self.say(place, word, message, tool);
    }

    /// Reports what begins notes for another tool, and is shown here.
    fn say_shown(&mut self, place: Range<usize>, word: &str, tool: &Tool) {
        let is_other = tool.dialect != self.deck.names[0];
        if is_other && !(tool.dialect == REVEAL.dialect && self.reads(NotesForm::Sign)) {
            let message = format!(
                "`{word}` begins speaker notes in {}, and {} shows them to everybody",
                tool.called, self.deck.tool
            );
            return self.say(place, word, message, tool);
        }
        let message = format!(
            "`{word}` begins no speaker notes in {}, which shows them to everybody",
            self.deck.tool
        );
        let hint = format!("to say something only, {INSTEAD}");
        self.writer
            .say_as(codes::UNSURE_DIALECT, place, message, hint);
    }

    /// Says a thing of another tool's deck once for each word.
    fn say(&mut self, place: Range<usize>, word: &str, message: String, tool: &Tool) {
        if !self.known.insert(word.to_lowercase()) {
            return;
        }
        let hint = format!(
            "if the deck is {}'s, write `dialect: {}` in its front matter; to say something only, {}",
            tool.called, tool.dialect, INSTEAD
        );
        let code = codes::UNSURE_DIALECT;
        self.writer.say_as(code, place, message, hint);
    }
}

/// The tool that a form of notes is from.
struct Tool {
    called: &'static str,
    dialect: &'static str,
}

const REVEAL: Tool = Tool {
    called: "reveal.js",
    dialect: "reveal-md",
};
const REMARK: Tool = Tool {
    called: "remark",
    dialect: "remark",
};
const DECKSET: Tool = Tool {
    called: "Deckset",
    dialect: "deckset",
};
const PANDOC: Tool = Tool {
    called: "Pandoc",
    dialect: "pandoc",
};
