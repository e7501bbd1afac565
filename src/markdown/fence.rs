//! What follows the language of a code block: its title, its line numbers, the lines to look at.
//!
//! People come with what they know: Zola's `linenos,hl_lines=1 3-5`, Hugo's
//! `{linenos=true,hl_lines=[8,"15-17"]}`, the `{1,3-5}` and `title="…"` of `VitePress` and
//! Docusaurus, Pandoc's `{.rust .numberLines}`; all are read.

mod lines;

use std::ops::Range;

use crate::nearest;
use lines::{lines_of_step, merged, spec};

/// How a code block is to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeLook {
    /// What stands above it: the name of a file, often.
    pub title: Option<String>,
    /// The number of its first line, where lines are numbered.
    pub numbers_from: Option<usize>,
    /// The lines to look at: first and last, from 1, in order, apart from each other.
    pub marked: Vec<(usize, usize)>,
    /// What decks light up one after the other: the lines of each step, as above. Empty where there
    /// are no steps.
    pub steps: Vec<Vec<(usize, usize)>>,
    /// The step of its slide with which the second of them comes, from 1; in decks alone.
    pub first_step: Option<usize>,
}

impl CodeLook {
    /// Whether its lines are told apart.
    #[must_use]
    pub fn has_lines(&self) -> bool {
        self.numbers_from.is_some() || !self.marked.is_empty() || self.first_step.is_some()
    }

    /// The steps in which a line (from 1) is lit, from 0.
    pub fn lit(&self, line: usize) -> impl Iterator<Item = usize> {
        let is_lit = move |lines: &[(usize, usize)]| {
            lines
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&line))
        };
        self.steps
            .iter()
            .enumerate()
            .filter(move |(_, lines)| is_lit(lines))
            .map(|(step, _)| step)
    }

    /// Whether a line (from 1) is one to look at.
    #[must_use]
    pub fn marks(&self, line: usize) -> bool {
        let after = self.marked.partition_point(|(first, _)| *first <= line);
        after > 0 && line <= self.marked[after - 1].1
    }
}

/// Something that cannot be given, at its place in the info string.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) hint: String,
}

/// What an info string says.
pub(super) struct Info<'t> {
    pub(super) language: &'t str,
    pub(super) look: CodeLook,
    pub(super) problems: Vec<Problem>,
}

/// The keys as the hints name them.
const KEYS: [&str; 4] = ["title", "linenos", "linenostart", "hl_lines"];
/// What other tools have for a word without a value, in small letters and without hyphens.
const NUMBERED: [&str; 4] = ["linenos", "linenumbers", "numberlines", "showlinenumbers"];

/// Reads an info string, for a block of so many lines.
pub(super) fn read(info: &str, lines: usize) -> Info<'_> {
    let end = info.find([' ', '\t', ',', '{']).unwrap_or(info.len());
    let mut reader = Reader {
        info,
        lines,
        language: &info[..end],
        look: CodeLook::default(),
        problems: Vec::new(),
    };
    if let Some((language, after)) = reader.language.split_once(":line-numbers") {
        reader.language = language;
        reader.number(after.strip_prefix('='), end..end);
    }
    reader.items(end..info.len());
    reader.look.marked = merged(reader.look.marked);
    Info {
        language: reader.language,
        look: reader.look,
        problems: reader.problems,
    }
}

struct Reader<'t> {
    info: &'t str,
    lines: usize,
    language: &'t str,
    look: CodeLook,
    problems: Vec<Problem>,
}

impl<'t> Reader<'t> {
    /// Reads items apart by white space or commas; groups in braces or brackets are items, too.
    fn items(&mut self, range: Range<usize>) {
        let mut at = range.start;
        let mut in_lines = false;
        while at < range.end {
            let rest = &self.info[at..range.end];
            let skipped = rest.len() - rest.trim_start_matches([' ', '\t', ',']).len();
            if skipped > 0 {
                at += skipped;
                continue;
            }
            let end = at + item_length(rest);
            let item = &self.info[at..end];
            if in_lines && spec(item).is_some() {
                self.mark(at..end);
            } else {
                in_lines = self.item(item, at..end);
            }
            at = end;
        }
    }

    /// Reads one item; says whether more lines may follow it.
    fn item(&mut self, item: &'t str, range: Range<usize>) -> bool {
        let inner = range.start + 1..range.end.saturating_sub(1).max(range.start + 1);
        let close = |open: char, close: char| {
            item.starts_with(open) && item.ends_with(close) && item.len() > 1
        };
        if close('{', '}') || close('[', ']') {
            self.group(inner, item.starts_with('['));
            return false;
        }
        if let Some(class) = item.strip_prefix('.') {
            if NUMBERED.contains(&plain(class).as_str()) {
                self.number(None, range);
            } else if self.language.is_empty() {
                self.language = class;
            }
            return false;
        }
        if let Some((key, value)) = item.split_once('=') {
            return self.pair(key, value, range);
        }
        self.word(item, range);
        false
    }

    fn group(&mut self, inner: Range<usize>, in_brackets: bool) {
        let text = &self.info[inner.clone()];
        if spec(text).is_some() {
            self.mark(inner);
        } else if !in_brackets {
            self.items(inner);
        } else if let Some((first, lines)) = text
            .split_once(':')
            .filter(|(_, lines)| spec(lines).is_some())
        {
            // `[10: 1-2|3]`: the lines' numbers begin at ten.
            let start = inner.end - lines.len();
            self.number(Some(first.trim()), inner.start..start);
            self.mark(start..inner.end);
        } else {
            self.title(text);
        }
    }

    fn pair(&mut self, key: &str, value: &'t str, range: Range<usize>) -> bool {
        let start = range.end - value.len();
        let bare = value.trim_matches(['"', '\'']);
        match plain(key).as_str() {
            "title" | "name" | "filename" | "file" => self.title(bare),
            "hllines" | "marklines" | "highlight" => {
                self.mark(start..range.end);
                return true;
            }
            "linenostart" | "startfrom" => self.number(Some(bare), start..range.end),
            word if NUMBERED.contains(&word) => match bare {
                "false" => self.look.numbers_from = None,
                "true" | "inline" | "table" => self.number(None, range),
                _ => self.number(Some(bare), start..range.end),
            },
            _ => {
                let hint = nearest::did_you_mean(key, KEYS);
                let hint = hint.unwrap_or_else(|| format!("it takes `{}`", KEYS.join("`, `")));
                let message = format!("`{key}` is no attribute of a code block");
                self.problem(range.start..range.start + key.len(), message, hint);
            }
        }
        false
    }

    /// A word alone. Tools have many of their own (`ignore`, `no_run`), so only what looks like
    /// ours is told.
    fn word(&mut self, word: &str, range: Range<usize>) {
        if NUMBERED.contains(&plain(word).as_str()) {
            self.number(None, range);
        } else if spec(word).is_some() || word.starts_with(|c: char| c.is_ascii_digit()) {
            self.problem(
                range,
                format!("`{word}` says nothing here"),
                "lines stand in braces: `{1,3-5}`".to_owned(),
            );
        } else if let Some(hint) = nearest::did_you_mean(word, ["linenos"]) {
            self.problem(
                range,
                format!("`{word}` is no attribute of a code block"),
                hint,
            );
        }
    }

    fn title(&mut self, title: &str) {
        self.look.title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
    }

    /// Numbers the lines, from 1 unless something else is said.
    fn number(&mut self, from: Option<&str>, range: Range<usize>) {
        let Some(text) = from else {
            self.look.numbers_from = self.look.numbers_from.or(Some(1));
            return;
        };
        match text.parse() {
            Ok(first) if first < 1_000_000 => self.look.numbers_from = Some(first),
            _ => {
                let hint = "write a number, like `linenostart=10`".to_owned();
                self.problem(range, format!("`{text}` is no number of a line"), hint);
            }
        }
    }

    /// Marks the lines that a text names.
    fn mark(&mut self, range: Range<usize>) {
        let text = &self.info[range.clone()];
        let Some(parts) = spec(text) else {
            let hint = "write lines and ranges of lines, like `1,3-5`".to_owned();
            return self.problem(range, format!("`{text}` names no lines"), hint);
        };
        let steps: Vec<&str> = text.split('|').collect();
        if steps.len() > 1 {
            self.look.steps = steps
                .iter()
                .map(|step| lines_of_step(step, self.lines))
                .collect();
        }
        for (part, first, last) in parts {
            let place = range.start + part.start..range.start + part.end;
            let written = &text[part];
            if first == 0 || last < first {
                let hint = "lines count from 1, and a range goes upwards".to_owned();
                self.problem(place, format!("`{written}` names no lines"), hint);
            } else if last > self.lines {
                let count = if self.lines == 1 {
                    "1 line".to_owned()
                } else {
                    format!("{} lines", self.lines)
                };
                let hint =
                    "lines count from the first one of the block, whatever its number".to_owned();
                self.problem(
                    place,
                    format!("`{written}` is beyond the end: the block has {count}"),
                    hint,
                );
            } else {
                self.look.marked.push((first, last));
            }
        }
    }

    fn problem(&mut self, range: Range<usize>, message: String, hint: String) {
        self.problems.push(Problem {
            range,
            message,
            hint,
        });
    }
}

/// A name without what tools write differently: case, hyphens, underscores.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !"-_:".contains(*c))
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The length of the item at the beginning: up to white space or a comma outside quotes and
/// brackets.
fn item_length(text: &str) -> usize {
    let (mut quote, mut depth) = (None, 0_usize);
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) => quote = quote.filter(|_| open != c),
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '{') if depth > 0 || i == 0 || text[..i].ends_with('=') => depth += 1,
            (None, '{') => return i,
            (None, ']' | '}') if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    return i + 1;
                }
            }
            (None, ' ' | '\t' | ',') if depth == 0 => return i,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(info: &str) -> (String, CodeLook, Vec<String>) {
        let Info {
            language,
            look,
            problems,
        } = read(info, 20);
        let messages = problems
            .iter()
            .map(|p| format!("{}: {}", &info[p.range.clone()], p.message))
            .collect();
        (language.to_owned(), look, messages)
    }

    fn says(info: &str, title: &str, numbers: Option<usize>, marked: &[(usize, usize)]) {
        let title = Some(title.to_owned()).filter(|title| !title.is_empty());
        let (language, look, messages) = look(info);
        let steps = look.steps.clone();
        let expected = CodeLook {
            title,
            numbers_from: numbers,
            marked: marked.to_vec(),
            steps,
            first_step: None,
        };
        assert_eq!(
            (language.as_str(), look, messages),
            ("rust", expected, Vec::new()),
            "{info}"
        );
    }

    #[test]
    fn every_tool_is_understood() {
        says("rust", "", None, &[]);
        says("rust,ignore {1,3}", "", None, &[(1, 1), (3, 3)]);
        says(
            "rust,linenos,hl_lines=1 3-5 9,linenostart=20,name=a.rs",
            "a.rs",
            Some(20),
            &[(1, 1), (3, 5), (9, 9)],
        );
        says(
            "rust {linenos=true,hl_lines=[8,\"15-17\"],linenostart=199}",
            "",
            Some(199),
            &[(8, 8), (15, 17)],
        );
        says(
            "rust {hl_lines=[3] title=\"a b.rs\"}",
            "a b.rs",
            None,
            &[(3, 3)],
        );
        says("rust{linenos=table}", "", Some(1), &[]);
        says("rust {linenos=false}", "", None, &[]);
        says(
            "rust {4,1-2} title=\"src/main.rs\" showLineNumbers",
            "src/main.rs",
            Some(1),
            &[(1, 2), (4, 4)],
        );
        says("rust title='a, b' showLineNumbers=7", "a, b", Some(7), &[]);
        says("rust:line-numbers=2 {1}", "", Some(2), &[(1, 1)]);
        says("rust:line-numbers", "", Some(1), &[]);
        says("rust [a.rs]", "a.rs", None, &[]);
        says("rust [2-3|5]", "", None, &[(2, 3), (5, 5)]);
        says("rust [10: 2|3]", "", Some(10), &[(2, 3)]);
        says("rust {1,3|5-7|all}", "", None, &[(1, 1), (3, 3), (5, 7)]);
        says("rust {all}", "", None, &[]);
        says("{.rust .numberLines startFrom=\"10\"}", "", Some(10), &[]);
        says("rust hl_lines=\"2 4-6\"", "", None, &[(2, 2), (4, 6)]);
    }

    #[test]
    fn what_cannot_be_given_is_told_at_its_place() {
        let problems = |info: &str| look(info).2;
        assert_eq!(
            problems("rust {1,21}"),
            ["21: `21` is beyond the end: the block has 20 lines"]
        );
        assert_eq!(problems("rust hl_lines=3-1"), ["3-1: `3-1` names no lines"]);
        assert_eq!(problems("rust {0}"), ["0: `0` names no lines"]);
        assert_eq!(problems("rust hl_lines=x"), ["x: `x` names no lines"]);
        assert_eq!(
            problems("rust hide_lines=1"),
            ["hide_lines: `hide_lines` is no attribute of a code block"]
        );
        assert_eq!(
            problems("rust linenoss"),
            ["linenoss: `linenoss` is no attribute of a code block"]
        );
        assert_eq!(
            problems("rust linenostart=x"),
            ["x: `x` is no number of a line"]
        );
        assert_eq!(problems("rust 3"), ["3: `3` says nothing here"]);
        assert_eq!(problems("rust no_run,should_panic"), Vec::<String>::new());
    }

    #[test]
    fn steps_are_the_lines_between_bars() {
        let steps = |info: &str| look(info).1.steps;
        assert_eq!(
            steps("rust {1,3|5-7|all}"),
            [vec![(1, 1), (3, 3)], vec![(5, 7)], vec![(1, 20)]]
        );
        assert_eq!(steps("rust [10: 2|none]"), [vec![(2, 2)], vec![]]);
        assert_eq!(steps("rust {1|99}"), [vec![(1, 1)], vec![]]);
        assert!(steps("rust {1,3}").is_empty());
    }

    #[test]
    fn nothing_that_is_typed_makes_it_fall_over() {
        let words = [
            "{",
            "}",
            "[",
            "]",
            "=",
            "\"",
            "'",
            ",",
            "1",
            "é",
            " ",
            ".",
            "hl_lines=",
            "-",
            ":",
            "99999999999999999999",
        ];
        for a in words {
            for b in words {
                for c in words {
                    for d in words {
                        let _ = look(&format!("rust {a}{b}{c}{d}"));
                    }
                }
            }
        }
    }

    #[test]
    fn marked_lines_are_found() {
        let look = CodeLook {
            marked: vec![(2, 3), (7, 7)],
            ..CodeLook::default()
        };
        let found: Vec<usize> = (0..10).filter(|line| look.marks(*line)).collect();
        assert_eq!(found, [2, 3, 7]);
    }
}
