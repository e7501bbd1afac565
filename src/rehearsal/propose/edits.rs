//! Edits of a deck's Markdown that give a slide another time.

use std::ops::Range;

use crate::duration::Duration;
use crate::markdown::Slide;

/// A change of some bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetEdit {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

/// How a slide gets another time.
pub(super) fn edit(text: &str, slide: &Slide, time: Duration) -> Option<BudgetEdit> {
    let written = format!("time={time}");
    if let Some(old) = &slide.time {
        let exact = text
            .get(old.span.range())
            .filter(|found| found.starts_with("time=") && !found.contains(['"', '\'']));
        let range = exact
            .map(|_| old.span.range())
            .or_else(|| word_in_braces(text, slide))?;
        return Some(BudgetEdit {
            range,
            text: written,
        });
    }
    slide.level?;
    let (heading, braces) = heading(text, slide)?;
    let Some(braces) = braces else {
        return Some(BudgetEdit {
            range: heading.end..heading.end,
            text: format!(" {{{written}}}"),
        });
    };
    let inside = text[braces.start + 1..braces.end - 1].trim_end();
    let end = braces.start + 1 + inside.len();
    let space = if inside.is_empty() { "" } else { " " };
    Some(BudgetEdit {
        range: end..end,
        text: format!("{space}{written}"),
    })
}

/// The line of a slide's heading that its attributes stand in, without the white space at its end,
/// and their braces.
fn heading(text: &str, slide: &Slide) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let range = slide.span.range();
    let written = text.get(range.clone())?.trim_end();
    let is_underlined = !written.trim_start().starts_with('#');
    let lines = if is_underlined {
        written
            .rsplit_once('\n')
            .map_or(written, |(lines, _)| lines)
    } else {
        written
    };
    let lines = lines.trim_end();
    let end = range.start + lines.len();
    let braces = lines.ends_with('}').then(|| lines.rfind('{')).flatten();
    let braces = braces
        .filter(|at| !lines[..*at].ends_with('\\'))
        .map(|at| range.start + at..end);
    Some((range.start..end, braces))
}

/// The word `time=…` in the braces of a slide's heading.
fn word_in_braces(text: &str, slide: &Slide) -> Option<Range<usize>> {
    let (_, braces) = heading(text, slide)?;
    let inside = braces.map(|braces| braces.start + 1..braces.end - 1)?;
    let mut words = text[inside].split_whitespace();
    let word = words.rfind(|word| word.starts_with("time="))?;
    let start = word.as_ptr() as usize - text.as_ptr() as usize;
    Some(start..start + word.len())
}

/// A text with edits, which are in order and do not touch each other.
pub(super) fn applied(text: &str, edits: &[BudgetEdit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.len() * 12);
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
}
