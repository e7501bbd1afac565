//! Bold text that stays plain, because a space or a sign stands on the wrong side of its asterisks.

use std::ops::Range;

use super::Run;
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;

const MARK: &str = "**";

/// The longest text that is taken for bold, in bytes.
const LONGEST: usize = 200;

/// The longest text that a hint repeats, in bytes.
const LONGEST_SHOWN: usize = 50;

/// What Python and Ruby call the arguments behind two asterisks.
const ARGUMENTS: [&str; 10] = [
    "args", "config", "data", "kw", "kwargs", "kwds", "options", "opts", "params", "self",
];

/// The asterisks of a block that set nothing in bold.
#[derive(Debug, Default)]
pub(super) struct LooseMarks {
    at: Vec<usize>,
}

/// The signs around two marks, and the text between them.
struct Pair<'t> {
    before: Option<char>,
    inside: &'t str,
    after: Option<char>,
}

impl LooseMarks {
    /// Remembers the marks of a stretch.
    pub(super) fn gather(&mut self, text: &str, run: &Run) {
        let words = &text[run.range.clone()];
        for (at, _) in words.match_indices(MARK) {
            let start = run.range.start + at;
            let is_alone = !text[..start].ends_with(['*', '\\'])
                && !text[start + MARK.len()..].starts_with('*');
            if is_alone {
                self.at.push(start);
            }
        }
    }

    /// Reports the marks of a block that were meant to be a pair, and forgets all of them.
    pub(super) fn report(&mut self, text: &str, report: &mut BodyReport<'_>) {
        let marks = std::mem::take(&mut self.at);
        let mut marks = marks.windows(2);
        while let Some(&[first, second]) = marks.next() {
            let pair = Pair::new(text, first, second);
            if let Some(hint) = pair.meant() {
                let place = first..second + MARK.len();
                say(&place, &hint, report);
                marks.next();
            }
        }
    }
}

fn say(place: &Range<usize>, hint: &str, report: &mut BodyReport<'_>) {
    let message = "these asterisks are printed as they stand, and nothing is bold";
    report.say(codes::LOOSE_EMPHASIS, place, message, hint);
}

impl<'t> Pair<'t> {
    fn new(text: &'t str, first: usize, second: usize) -> Self {
        Self {
            before: text[..first].chars().next_back().filter(|c| *c != '\n'),
            inside: &text[first + MARK.len()..second],
            after: text[second + MARK.len()..].chars().next(),
        }
    }

    /// What to write instead, if the two marks were meant to be a pair.
    fn meant(&self) -> Option<String> {
        if self.inside.len() > LONGEST || self.is_code() {
            return None;
        }
        let words = self.inside.trim();
        let last = self.inside.chars().next_back()?;
        let first = self.inside.chars().next()?;
        let follows_word = self.before.is_some_and(char::is_alphanumeric);
        let word_follows = self.after.is_some_and(char::is_alphanumeric);
        let starts_apart = first.is_whitespace();
        let ends_apart = last.is_whitespace();
        if starts_apart || ends_apart {
            // With spaces on both sides, the marks may be those of a product: `a ** b ** c`.
            let is_likely = match (starts_apart, ends_apart) {
                (true, true) => self.before.is_none() && !word_follows,
                (true, false) => !follows_word && !word_follows && self.ends_clearly(),
                (false, _) => !follows_word,
            };
            let behind = if word_follows { " " } else { "" };
            return is_likely.then(|| {
                let hint = "put the spaces outside the asterisks";
                shown(hint, words, &format!("{MARK}{words}{MARK}{behind}"))
            });
        }
        if !last.is_alphanumeric() && word_follows && !"([{«“/=".contains(last) {
            let hint = "put a space behind the asterisks, or the sign outside them";
            return Some(shown(hint, words, &format!("{MARK}{words}{MARK} …")));
        }
        let is_sign = !first.is_alphanumeric() && !"-/\\".contains(first);
        if is_sign && follows_word && !word_follows && self.ends_clearly() {
            let hint = "put a space before the asterisks, or the sign outside them";
            return Some(shown(hint, words, &format!(" {MARK}{words}{MARK}")));
        }
        None
    }

    /// Whether what follows is a space, the end of a text, or a sign that ends one.
    fn ends_clearly(&self) -> bool {
        self.after
            .is_none_or(|c| c.is_whitespace() || ".,;:!?…)»”".contains(c))
    }

    /// Whether the marks are powers, patterns of paths or arguments.
    fn is_code(&self) -> bool {
        let words = self.inside.trim();
        let first_word = words
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default();
        let is_argument = |name: &str| ARGUMENTS.contains(&name) || name.contains('_');
        let is_path = |c: Option<char>| matches!(c, Some('/' | '*' | '\\' | '='));
        let starts = words.starts_with(['/', '*', '.', '=']);
        let ends = words.ends_with(['/', '*', '=', '(', '[', '{']);
        words.is_empty()
            || words.ends_with(',') && self.inside.ends_with(char::is_whitespace)
            || starts
            || ends
            || is_path(self.before)
            || is_path(self.after)
            || matches!(self.before, Some('(' | '[' | '{' | ','))
            || is_argument(first_word)
            || words.contains(['(', '=', '{']) && !words.contains([')', '}'])
            || words.contains(')') && !words.contains('(')
            || !words.contains(char::is_alphabetic)
    }
}

/// A hint with an example, unless that would be long.
fn shown(hint: &str, words: &str, example: &str) -> String {
    if words.len() > LONGEST_SHOWN || words.contains(['\n', '`']) {
        hint.to_owned()
    } else {
        format!("{hint}: `{example}`")
    }
}

#[cfg(test)]
mod tests {
    use super::{MARK, Pair};

    fn hint(text: &str) -> Option<String> {
        let first = text.find(MARK).unwrap();
        let second = first + 2 + text[first + 2..].find(MARK).unwrap();
        Pair::new(text, first, second).meant()
    }

    #[test]
    fn spaces_and_signs_belong_outside() {
        for (text, shown) in [
            ("**Attention :**texte", "`**Attention :** …`"),
            ("**Note:**text", "`**Note:** …`"),
            ("Il a dit **bonjour,**puis", "`**bonjour,** …`"),
            ("** gras **", "`**gras**`"),
            ("** gras ** et", "`**gras**`"),
            ("**bold **text", "`**bold** `"),
            ("**bold ** text", "`**bold**`"),
            ("** bold** text", "`**bold**`"),
            ("mot**(gras)** suite", "` **(gras)**`"),
        ] {
            let hint = hint(text).unwrap_or_default();
            assert!(hint.ends_with(shown), "{text}: {hint}");
        }
    }

    #[test]
    fn code_is_none() {
        for text in [
            "2**3 and 4**5",
            "a ** b ** c",
            "the sign ** and the sign **.",
            "**/*.md and **/*.rs",
            "src/**/*.md, src/**/*.rs",
            "f(**kwargs) and g(**options)",
            "**args and **kwargs to it",
            "dict(a, **b, **c)",
            "x ** 2 ** 3",
            "x**-1, y**-2",
        ] {
            assert_eq!(hint(text), None, "{text}");
        }
    }
}
