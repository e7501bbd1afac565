//! Cells and lines of the tables: times, cells of a fixed width, and sentences that are broken into
//! lines.

use std::cmp::Ordering;
use std::io::{self, Write};

use crate::duration::Duration;
use crate::printable::printable;
use crate::rehearsal::Tenths;

/// Columns of the first cell of a line.
pub(super) const NAME: usize = 28;
/// Columns of a line.
const WIDTH: usize = 80;

/// Writes a line. Titles, ids and speakers in it are what somebody wrote into a file.
pub(super) fn write_line(out: &mut dyn Write, line: &str) -> io::Result<()> {
    writeln!(out, "{}", printable(line))
}

/// Writes a paragraph.
pub(super) fn write_paragraph(out: &mut dyn Write, text: &str) -> io::Result<()> {
    wrapped(text)
        .iter()
        .try_for_each(|line| write_line(out, line))
}

/// Minutes and seconds: `5:07`, `65:00`.
pub(super) fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A planned time, or a dash.
pub(super) fn planned(duration: Option<Duration>) -> String {
    duration.map_or_else(|| "–".to_owned(), |duration| clock(duration.seconds()))
}

/// A measured time, or a dash.
pub(super) fn timed(time: Option<Tenths>) -> String {
    time.map_or_else(|| "–".to_owned(), |time| clock(time.seconds()))
}

/// The difference between two times with its sign: `+1:00`, `0:00`.
pub(super) fn difference(from: u32, to: u32) -> String {
    let sign = match from.cmp(&to) {
        Ordering::Less => "+",
        Ordering::Equal => "",
        Ordering::Greater => "−",
    };
    format!("{sign}{}", clock(from.abs_diff(to)))
}

/// A number with its noun.
pub(super) fn count(number: usize, what: &str) -> String {
    if number == 1 {
        format!("1 {what}")
    } else {
        format!("{number} {what}s")
    }
}

/// A text in exactly so many columns, cut where it is longer.
pub(super) fn cell(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return format!("{text}{}", " ".repeat(width - length));
    }
    let cut: String = text.chars().take(width.saturating_sub(1)).collect();
    format!(
        "{}…{}",
        cut.trim_end(),
        " ".repeat(cut.chars().count() - cut.trim_end().chars().count())
    )
}

/// A paragraph as lines; all but the first are indented.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH - 4 => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("  {word}")),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
