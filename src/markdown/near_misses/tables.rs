//! Tables that stay paragraphs, and cells that a table has no column for.

use std::ops::Range;

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
    let hint = format!("write `{}`", rule_of(columns));
    report.say(codes::BAD_TABLE, &(at..at + rule.len()), message, &hint);
}

/// Reports what a row has beyond the columns of its table: it is not shown.
pub(super) fn row(text: &str, range: &Range<usize>, columns: usize, report: &mut BodyReport<'_>) {
    let line = text.get(range.clone()).unwrap_or_default();
    let line = line.lines().next().unwrap_or_default().trim();
    let cells = cells(line);
    let Some(lost) = cells.get(columns..).filter(|_| columns > 0) else {
        return;
    };
    if lost.iter().all(|cell| cell.trim().is_empty()) {
        return;
    }
    let message = format!(
        "this row has {}, its table {columns}: the rest is not shown",
        counted(cells.len(), "cell")
    );
    let hint = "give the head and the rule more columns; a bar within a cell is `\\|`, in code too";
    report.say(codes::BAD_TABLE, range, message, hint);
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

#[cfg(test)]
mod tests {
    use super::{cells, is_rule};

    #[test]
    fn bars_separate_cells() {
        assert_eq!(cells("| a | b |"), [" a ", " b "]);
        assert_eq!(cells("a | b \\| c"), ["a ", " b \\| c"]);
        assert_eq!(cells("| a | |"), [" a ", " "]);
        assert!(is_rule("|:--|—|") && !is_rule("| a |") && !is_rule("---"));
    }
}
