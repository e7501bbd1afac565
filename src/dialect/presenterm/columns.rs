//! Columns: a layout says their shares, and each command leads into one of them.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::commands::{Command, PlacedCommand};
use super::slides::within;

/// The columns that are open on a slide.
struct OpenColumns<'c> {
    shares: &'c [u32],
    /// The column that text goes into; none before the first.
    at: Option<usize>,
}

pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    commands: &[PlacedCommand],
) {
    let mut open: Option<OpenColumns<'_>> = None;
    let mut last = 0..0;
    for placed in within(commands, slide) {
        let range = placed.range.clone();
        let lines = match &placed.command {
            Command::Columns(shares) => {
                let closing = closing(open.take().as_ref());
                open = Some(OpenColumns { shares, at: None });
                closing
            }
            Command::Column(number) => match &mut open {
                Some(columns) => columns.enter(*number),
                None => String::new(),
            },
            Command::ResetLayout => closing(open.take().as_ref()),
            _ => continue,
        };
        last = range.clone();
        if lines.is_empty() {
            writer.remove(body, range);
        } else {
            writer.edits.replace(range, lines);
        }
    }
    let end = closing(open.as_ref());
    if !end.is_empty() {
        let at = body.trimmed(slide.clone()).end;
        writer.edits.close(at, format!("\n{end}"), last);
    }
}

fn closing(open: Option<&OpenColumns<'_>>) -> String {
    match open.and_then(|columns| columns.at) {
        Some(_) => ":::\n::::".to_owned(),
        None => String::new(),
    }
}

impl OpenColumns<'_> {
    /// The lines that lead into a column. Columns that nothing was written into stay empty; going
    /// back to an earlier one begins a new row.
    fn enter(&mut self, number: usize) -> String {
        let mut lines: Vec<String> = Vec::new();
        let first = match self.at {
            Some(at) if number > at => {
                lines.push(":::\n".to_owned());
                at + 1
            }
            Some(_) => {
                lines.push(":::\n::::\n".to_owned());
                lines.push(":::: columns".to_owned());
                0
            }
            None => {
                lines.push(":::: columns".to_owned());
                0
            }
        };
        for skipped in first..number.min(self.shares.len()) {
            lines.push(format!("{}\n:::\n", self.column(skipped)));
        }
        lines.push(self.column(number));
        self.at = Some(number);
        lines.join("\n")
    }

    fn column(&self, number: usize) -> String {
        let all: u32 = self
            .shares
            .iter()
            .fold(0, |sum, share| sum.saturating_add(*share));
        let share = self.shares.get(number).copied().unwrap_or_default();
        let is_even = self.shares.iter().all(|other| *other == share);
        let percent = u64::from(share) * 100 / u64::from(all.max(1));
        if is_even || percent == 0 {
            "::: column".to_owned()
        } else {
            format!("::: {{.column width={percent}%}}")
        }
    }
}
