//! Formulas that stay text, because their braces do not match or a line is empty in them.

use super::{Run, rest_of_line};
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;

/// What is remembered of formulas from one stretch to the next.
#[derive(Debug, Default)]
pub(super) struct OpenFormula {
    /// Two dollars that open a formula were reported, so that the next two close it.
    is_open: bool,
    /// Where the last formula ends that was reported.
    reported: usize,
}

/// Reports the dollars of a stretch that were meant to open a formula.
pub(super) fn report(text: &str, run: &Run, open: &mut OpenFormula, report: &mut BodyReport<'_>) {
    let mut at = run.range.start.max(open.reported);
    while let Some(found) = text
        .get(at..run.range.end)
        .and_then(|words| words.find('$'))
    {
        let start = at + found;
        let rest = &text[start..];
        let signs = rest.len() - rest.trim_start_matches('$').len();
        at = start + signs;
        if text[..start].ends_with('\\') {
            continue;
        }
        let place = match signs {
            1 => unbalanced(text, start, 1, run.at.block_end),
            2 => unbalanced(text, start, 2, run.at.block_end),
            _ => None,
        };
        if let Some(end) = place {
            let hint = "give each `{` its `}`; a dollar that is no formula is written `\\$`";
            let message = "this formula cannot be read: its braces do not match";
            report.say(codes::BAD_MATH, &(start..end), message, hint);
            at = end;
            open.reported = end;
        } else if signs == 2 {
            unclosed(text, run, start, open, report);
        }
    }
}

/// The end of what would be a formula, if its braces matched.
fn unbalanced(text: &str, start: usize, signs: usize, block_end: usize) -> Option<usize> {
    let inside_start = start + signs;
    let block = text.get(inside_start..block_end.min(text.len()))?;
    // A shell's `${a}` opens no formula.
    if signs == 1 && block.starts_with(|c: char| c.is_whitespace() || c == '{') {
        return None;
    }
    let closing = &"$$"[..signs];
    let end = block.match_indices(closing).map(|(at, _)| at).find(|at| {
        let is_escaped = block[..*at].ends_with('\\');
        !is_escaped && *at > 0
    })?;
    let inside = &block[..end];
    let is_price = block[end + signs..].starts_with(|c: char| c.is_ascii_digit());
    let closes = signs == 2 || !inside.ends_with(char::is_whitespace) && !is_price;
    // Variables of PHP and Perl have braces, too, and nothing else of LaTeX.
    let is_latex = signs == 2 || inside.contains(['\\', '^', '_']);
    (closes && is_latex && !inside.contains('`') && !is_balanced(inside))
        .then_some(inside_start + end + signs)
}

fn is_balanced(latex: &str) -> bool {
    let (mut depth, mut is_escaped) = (0_usize, false);
    for byte in latex.bytes() {
        match byte {
            b'{' if !is_escaped => depth += 1,
            b'}' if !is_escaped => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    depth == 0
}

/// Two dollars at the start of a line that nothing closes in their block.
fn unclosed(
    text: &str,
    run: &Run,
    start: usize,
    open: &mut OpenFormula,
    report: &mut BodyReport<'_>,
) {
    let line = rest_of_line(text, start);
    let begins = run.at.start.is_line() && start == run.range.start;
    let is_formula = begins && (line.trim() == "$$" || !line[2..].starts_with(char::is_whitespace));
    if std::mem::take(&mut open.is_open) || !is_formula {
        return;
    }
    open.is_open = true;
    let hint = "close it with `$$`; no line may be empty in it, and a dollar that is no formula is written `\\$`";
    let message = "this formula cannot be read: nothing closes it in its paragraph";
    report.say(codes::BAD_MATH, &(start..start + 2), message, hint);
}

#[cfg(test)]
mod tests {
    use super::{is_balanced, unbalanced};

    #[test]
    fn braces_are_counted() {
        assert!(is_balanced("\\frac{a}{b}") && is_balanced("\\{ a") && is_balanced(""));
        assert!(!is_balanced("\\frac{a}{b") && !is_balanced("a}{b"));
    }

    #[test]
    fn prices_are_no_formulas() {
        let end = |text: &str| unbalanced(text, 0, 1, text.len());
        assert_eq!(end("$\\frac{a}{b$ c"), Some(12));
        for text in ["$5 {a and $6", "$ {a$", "$5{ $", "$a{$5", "$a{`$`", "$a"] {
            assert_eq!(end(text), None, "{text}");
        }
    }
}
