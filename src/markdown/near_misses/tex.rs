//! Formulas that stay text: where dollars are dollars, in signs of LaTeX that mean nothing here, or
//! with spaces inside their dollars.

use super::{Run, rest_of_line};
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;

/// The longest formula that is looked for, in bytes.
const LONGEST: usize = 2_000;

/// Environments that are formulas of their own.
const ENVIRONMENTS: [&str; 14] = [
    "align", "aligned", "array", "bmatrix", "cases", "eqnarray", "equation", "gather", "gathered",
    "matrix", "multline", "pmatrix", "split", "vmatrix",
];

/// What is known of the formulas of a page.
#[derive(Debug)]
pub(super) struct Formulas {
    /// Whether dollars are formulas.
    are_read: bool,
    /// Where the last one ends that was reported.
    reported: usize,
    /// Whether it was said that formulas are off.
    is_said: bool,
}

/// How a formula was written.
struct Written<'t> {
    start: usize,
    opening: &'static str,
    inside: &'t str,
    closing: &'static str,
}

impl Formulas {
    pub(super) fn new(are_read: bool) -> Self {
        Self {
            are_read,
            reported: 0,
            is_said: false,
        }
    }

    /// Reports the formulas of a stretch. Where formulas are off, one a page is enough.
    pub(super) fn report(&mut self, text: &str, run: &Run, report: &mut BodyReport<'_>) {
        if self.is_said || run.range.start < self.reported {
            return;
        }
        let found = in_brackets(text, run)
            .or_else(|| environment(text, run))
            .or_else(|| self.in_dollars(text, run));
        if let Some(written) = found {
            self.say(&written, report);
        }
    }

    fn say(&mut self, written: &Written<'_>, report: &mut BodyReport<'_>) {
        let Written {
            start,
            opening,
            inside,
            closing,
        } = written;
        let end = start + opening.len() + inside.len() + closing.len();
        self.reported = end;
        self.is_said = !self.are_read;
        let words = inside.trim();
        let is_apart = ["$$", "\\[", ""].contains(opening);
        let formula = match (is_apart, words.contains('\n')) {
            (true, _) => "two lines `$$` around it".to_owned(),
            (false, true) => "a dollar on each side of it".to_owned(),
            (false, false) => format!("`${words}$`"),
        };
        let is_right = opening.starts_with('$') && !inside.starts_with(char::is_whitespace);
        let hint = match (self.are_read, is_right) {
            (true, _) if opening.starts_with('$') => {
                format!("write `${words}$`: no space stands inside the dollars")
            }
            (true, _) => format!("write {formula}"),
            (false, true) => {
                "write `math: true` in the front matter; a dollar that is no formula is written `\\$`"
                    .to_owned()
            }
            (false, false) => {
                format!("write {formula}, and `math: true` in the front matter")
            }
        };
        let message = if self.are_read {
            "this is nearly a formula, and is printed as it stands"
        } else {
            "this is printed as it stands: formulas are off on this page"
        };
        report.say(codes::NOT_A_FORMULA, &(*start..end), message, &hint);
    }

    /// `$e^{x}$`, where dollars are dollars; `$ e^{x} $`, where they are not.
    fn in_dollars<'t>(&self, text: &'t str, run: &Run) -> Option<Written<'t>> {
        let block_end = if self.are_read {
            run.range.end
        } else {
            run.at.block_end
        };
        let mut at = run.range.start;
        while let Some(found) = text.get(at..run.range.end)?.find('$') {
            let start = at + found;
            let rest = &text[start..block_end.min(text.len())];
            let opening = if rest.starts_with("$$") { "$$" } else { "$" };
            at = start + opening.len();
            let inside = &rest[opening.len()..];
            let Some(end) = inside.find(opening).filter(|end| *end <= LONGEST) else {
                continue;
            };
            let (inside, after) = inside.split_at(end);
            let is_spaced = inside.starts_with(' ') && inside.ends_with(' ');
            let is_tight = !inside.starts_with(char::is_whitespace)
                && !inside.ends_with(char::is_whitespace)
                && !inside.ends_with('\\')
                && !after[opening.len()..]
                    .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let is_meant = match (self.are_read, opening) {
                (true, _) => opening == "$" && is_spaced,
                (false, "$") => {
                    (is_tight && !inside.starts_with(['{', '(']) || is_spaced)
                        && !inside.contains("\n\n")
                }
                (false, _) => true,
            };
            let is_escaped = text[..start].ends_with('\\');
            if is_meant && !is_escaped && says_tex(inside) && !inside.contains(['`', '"']) {
                return Some(Written {
                    start,
                    opening,
                    inside,
                    closing: opening,
                });
            }
        }
        None
    }
}

/// `\(…\)` and `\[…\]`: the backslash before a stretch is no part of it.
fn in_brackets<'t>(text: &'t str, run: &Run) -> Option<Written<'t>> {
    let start = run.range.start.checked_sub(1)?;
    let rest = text.get(start..run.at.block_end.min(text.len()))?;
    let (opening, closing) = match rest.as_bytes().get(..2)? {
        b"\\(" => ("\\(", "\\)"),
        b"\\[" => ("\\[", "\\]"),
        _ => return None,
    };
    if text[..start].ends_with('\\') {
        return None;
    }
    let inside = &rest[2..];
    let end = inside.find(closing).filter(|end| *end <= LONGEST)?;
    let (inside, after) = inside.split_at(end);
    let is_link = inside.contains("](") || after[2..].starts_with('(');
    let is_formula = says_tex(inside) || is_equation(inside);
    (is_formula && !is_link && !inside.contains('`')).then_some(Written {
        start,
        opening,
        inside,
        closing,
    })
}

/// `\begin{align}` at the start of a line.
fn environment<'t>(text: &'t str, run: &Run) -> Option<Written<'t>> {
    let start = run.range.start;
    let line = rest_of_line(text, start);
    let name = line.strip_prefix("\\begin{")?.split('}').next()?;
    let is_one = run.at.start.is_line() && ENVIRONMENTS.contains(&name.trim_end_matches('*'));
    let end = format!("\\end{{{name}}}");
    let block = text.get(start..run.at.block_end.min(text.len()))?;
    let length = block.find(&end)? + end.len();
    is_one.then_some(Written {
        start,
        opening: "",
        inside: &block[..length],
        closing: "",
    })
}

/// Whether a text has what only LaTeX has: a command, or braces behind `^` or `_`.
fn says_tex(text: &str) -> bool {
    let is_command = |at: usize| {
        let letters = text[at + 1..].bytes().take_while(u8::is_ascii_alphabetic);
        letters.count() >= 2
    };
    text.contains("^{")
        || text.contains("_{")
        || text.match_indices('\\').any(|(at, _)| is_command(at))
}

/// Whether a text is an equation of short names: `a = b`.
fn is_equation(text: &str) -> bool {
    let is_name = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() <= 2;
    text.contains(['=', '^', '+', '<', '>'])
        && text.contains(char::is_alphabetic)
        && text.split(|c: char| !c.is_alphanumeric()).all(is_name)
}

#[cfg(test)]
mod tests {
    use super::{is_equation, says_tex};

    #[test]
    fn formulas_are_told_from_money_and_code() {
        for text in ["e^{i\\pi} + 1 = 0", "x_{i}", "\\frac a b", "L = \\lambda W"] {
            assert!(says_tex(text), "{text}");
        }
        for text in ["5 or US", "a_i and ", "HOME:", "\\d+", "PATH=a"] {
            assert!(!says_tex(text), "{text}");
        }
        assert!(is_equation("a = b") && is_equation("x^2+1"));
        assert!(!is_equation("name") && !is_equation("text = other") && !is_equation("1 = 2"));
    }
}
