//! Tables that stay paragraphs, cells that a table has no column for, and lines that a table takes
//! in although they are no rows.

use std::ops::Range;

use super::line_above;
use crate::diagnostic::codes;
use crate::diagnostic::words::counted;
use crate::markdown::report::BodyReport;

/// Reports a paragraph that was meant to be a table: its rule is wrong, or is not there.
pub(super) fn without_rule(text: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    let Some(paragraph) = text.get(range.clone()).filter(|text| text.contains('|')) else {
        return;
    };
    let mut start = range.start;
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for line in paragraph.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t', '>']);
        lines.push((start + line.len() - words.len(), words.trim_end()));
        start += line.len();
    }
    if let [(at, first), _, ..] = lines[..]
        && is_rule(first)
        && cells(first).len() > 1
    {
        return rule_first(text, range.start, first, at, report);
    }
    for pair in lines.windows(2) {
        let [(_, head), (at, rule)] = pair else {
            continue;
        };
        if head.contains('|') && !is_rule(head) && is_rule(rule) {
            return bad_rule(head, rule, *at, report);
        }
    }
    if let [(at, first), (_, second), ..] = lines[..]
        && is_row(first)
        && is_row(second)
        && cells(first).len() == cells(second).len()
    {
        let columns = cells(first).len();
        let hint = format!("put a line `{}` below its head", rule_of(columns));
        let message = "no rule follows this row, so these lines are no table";
        report.say(codes::BAD_TABLE, &(at..at + first.len()), message, &hint);
    }
}

/// A rule that no head stands above.
fn rule_first(text: &str, start: usize, rule: &str, at: usize, report: &mut BodyReport<'_>) {
    let above = text[..start].trim_end().rsplit('\n').next();
    let above = above.unwrap_or_default().trim_matches([' ', '\t', '>']);
    let hint = if is_row(above) && cells(above).len() == cells(rule).len() {
        "take the empty line out between the head and this rule"
    } else {
        "put the head of the table above it"
    };
    let message = "no head stands right above this rule, so these lines are no table";
    report.say(codes::BAD_TABLE, &(at..at + rule.len()), message, hint);
}

fn bad_rule(head: &str, rule: &str, at: usize, report: &mut BodyReport<'_>) {
    let (columns, has) = (cells(head).len(), cells(rule).len());
    let proper = cells(rule).iter().all(|cell| {
        let hyphens = cell.trim().trim_start_matches(':').trim_end_matches(':');
        !hyphens.is_empty() && hyphens.bytes().all(|byte| byte == b'-')
    });
    let message = match (proper, columns == has) {
        // The parser had a reason of its own.
        (true, true) => return,
        (true, false) => format!(
            "the rule of this table has {}, its head {columns}, so these lines are no table",
            counted(has, "column")
        ),
        (false, _) => {
            "this rule has other signs than hyphens, so these lines are no table".to_owned()
        }
    };
    let hint = format!("write `{}`", rule_like(rule, columns));
    report.say(codes::BAD_TABLE, &(at..at + rule.len()), message, &hint);
}

/// Reports a row that has become a heading, because the line under it has hyphens alone.
pub(super) fn as_heading(text: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    let Some(heading) = text.get(range.clone()).filter(|text| text.starts_with('|')) else {
        return;
    };
    let mut lines = heading.trim_end().lines();
    let (Some(head), Some(rule), None) = (lines.next(), lines.next(), lines.next()) else {
        return;
    };
    let head = head.trim_end();
    if is_row(head) {
        let at = range.start + (rule.as_ptr() as usize - heading.as_ptr() as usize);
        let rule = rule.trim_end();
        let hint = format!("write `{}` under it", rule_of(cells(head).len()));
        let message = "the rule under this row has no bars, so the row is a heading";
        report.say(codes::BAD_TABLE, &(at..at + rule.len()), message, &hint);
    }
}

/// The table that the rows are in.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    columns: usize,
    /// Whether its head begins with a bar, as every row of it should.
    has_bars: bool,
    /// Whether a line was reported that is no row.
    is_reported: bool,
}

impl OpenTable {
    /// A table that begins; reports a row above its head.
    pub(super) fn begin(
        text: &str,
        range: &Range<usize>,
        columns: usize,
        report: &mut BodyReport<'_>,
    ) -> Self {
        let before = &text[..range.start];
        let above = line_above(before).unwrap_or_default();
        let row = above.trim_matches([' ', '\t', '>', '\r']);
        if is_row(row) && cells(row).len() == columns {
            let line = before.trim_end_matches([' ', '\t', '>']).len() - 1;
            let at = line - above.len() + above.find('|').unwrap_or(0);
            let message =
                "a table has one row above its rule, so this one is a paragraph of its own";
            let hint = "put the rule below this row, or an empty line between the two";
            report.say(codes::BAD_TABLE, &(at..at + row.len()), message, hint);
        }
        Self {
            columns,
            has_bars: text[range.start..].starts_with('|'),
            is_reported: false,
        }
    }

    /// Reports what a row has beyond the columns of its table, which is not shown, and a line that
    /// is no row.
    pub(super) fn row(&mut self, text: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
        let line = text.get(range.clone()).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default().trim();
        if self.has_bars && !line.is_empty() && !line.contains('|') {
            if !std::mem::replace(&mut self.is_reported, true) {
                let place = range.start..range.start + line.len();
                let message = "this line has no bar, and is a row of the table above it";
                let hint = "put an empty line above it, or bars around its cells";
                report.say(codes::BAD_TABLE, &place, message, hint);
            }
            return;
        }
        let cells = cells(line);
        let Some(lost) = cells.get(self.columns..).filter(|_| self.columns > 0) else {
            return;
        };
        if lost.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let message = format!(
            "this row has {}, its table {}: the rest is not shown",
            counted(cells.len(), "cell"),
            self.columns
        );
        let hint = match bar_inside(line) {
            Some(what) => format!("a bar within {what} is written `\\|` in a table"),
            None => {
                "give the head and the rule more columns; a bar within a cell is `\\|`, in code too"
                    .to_owned()
            }
        };
        report.say(codes::BAD_TABLE, range, message, &hint);
    }
}

/// What a bar of a row stands in, where that is code or a formula.
fn bar_inside(row: &str) -> Option<&'static str> {
    let is_inside = |sign: char| {
        let parts: Vec<&str> = row.split(sign).collect();
        let inside = parts.iter().skip(1).step_by(2);
        let closed = parts.len().saturating_sub(1) / 2;
        inside
            .take(closed)
            .any(|part| part.replace("\\|", "").contains('|'))
    };
    let in_formula = || {
        let is_formula =
            |part: &str| part.contains('\\') || !part.contains("| ") && !part.contains(" |");
        is_inside('$') && row.split('$').skip(1).step_by(2).any(is_formula)
    };
    if is_inside('`') {
        Some("code")
    } else {
        in_formula().then_some("a formula")
    }
}

/// The cells of a row: what stands between its bars, but for those behind a backslash.
fn cells(row: &str) -> Vec<&str> {
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut is_escaped = false;
    let mut cells: Vec<&str> = row
        .split(|c: char| {
            let separates = c == '|' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            separates
        })
        .collect();
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells
}

fn is_row(line: &str) -> bool {
    const OPERATORS: [&str; 11] = ["", "+", "-", "=", "<", ">", "<=", ">=", "≤", "≥", "·"];
    let is_cell = |cell: &&str| !OPERATORS.contains(&cell.trim());
    // Bars around values are norms: `|a| + |b| <= |a + b|`.
    let has_values = || {
        cells(line)
            .iter()
            .all(|cell| is_cell(&cell.trim_start_matches('+')))
    };
    line.len() > 2
        && line.starts_with('|')
        && line.ends_with('|')
        && cells(line).len() > 1
        && has_values()
}

/// Whether a line has nothing but bars, colons and lines of any kind.
fn is_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains(['-', '–', '—', '─', '='])
        && line.chars().all(|c| "|:-–—─=+ \t".contains(c))
}

fn rule_of(columns: usize) -> String {
    format!("|{}", "---|".repeat(columns.clamp(1, 20)))
}

/// A rule for so many columns that keeps the alignments of another one.
fn rule_like(rule: &str, columns: usize) -> String {
    let alignment = |cell: &&str| {
        let cell = cell.trim();
        let (left, right) = (cell.starts_with(':'), cell.ends_with(':'));
        match (left && cell.len() > 1, right && cell.len() > 1) {
            (true, true) => ":--:",
            (true, false) => ":--",
            (false, true) => "--:",
            (false, false) => "---",
        }
    };
    let cells = cells(rule);
    let known = cells.iter().map(alignment);
    let all = known.chain(std::iter::repeat("---"));
    let mut out = "|".to_owned();
    for cell in all.take(columns.clamp(1, 20)) {
        out.extend([cell, "|"]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{bar_inside, cells, is_rule, rule_like};

    #[test]
    fn bars_separate_cells() {
        assert_eq!(cells("| a | b |"), [" a ", " b "]);
        assert_eq!(cells("a | b \\| c"), ["a ", " b \\| c"]);
        assert_eq!(cells("| a | |"), [" a ", " "]);
        assert!(is_rule("|:--|—|") && !is_rule("| a |") && !is_rule("---"));
    }
    #[test]
    fn rules_keep_their_alignments() {
        assert_eq!(rule_like("|:-|-:|", 3), "|:--|--:|---|");
        assert_eq!(rule_like("|—|:—:|", 2), "|---|:--:|");
    }

    #[test]
    fn bars_of_code_and_formulas_are_found() {
        assert_eq!(bar_inside("| `a | b` | c |"), Some("code"));
        assert_eq!(bar_inside("| $|x|$ | c |"), Some("a formula"));
        assert_eq!(bar_inside("| $5 | $6 | c |"), None);
        assert_eq!(bar_inside("| `a` | `b` | c |"), None);
    }
}
