//! What follows the language of a code block: its title, its line numbers, the lines to look at.
//!
//! People come with what they know: Zola's `linenos,hl_lines=1 3-5`, Hugo's
//! `{linenos=true,hl_lines=[8,"15-17"]}`, the `{1,3-5}` and `title="…"` of `VitePress` and
//! Docusaurus, Pandoc's `{.rust .numberLines}`; all are read.

mod lines;
mod look;

use std::ops::Range;

use crate::nearest;
use lines::{lines_of_step, merged, spec};
pub use look::CodeLook;
pub(super) use look::LAST_STEP;

/// Something that cannot be given, at its place in the info string.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct InfoProblem {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) hint: String,
}

/// What an info string says.
pub(super) struct Info<'t> {
    pub(super) language: &'t str,
    pub(super) look: CodeLook,
    pub(super) problems: Vec<InfoProblem>,
}

/// The keys as the hints name them.
const KEYS: [&str; 4] = ["title", "linenos", "linenostart", "hl_lines"];
/// What other tools have for a word without a value, in small letters and without hyphens.
const NUMBERED: [&str; 4] = ["linenos", "linenumbers", "numberlines", "showlinenumbers"];

/// Reads an info string, for a block of so many lines.
pub(super) fn read(info: &str, lines: usize) -> Info<'_> {
    let end = info.find([' ', '\t', ',', '{']).unwrap_or(info.len());
    // reveal.js takes lines without a language, too: `[1|2]`.
    let end = if info.starts_with('[') { 0 } else { end };
    let mut reader = Reader {
        info,
        lines,
        language: &info[..end],
        look: CodeLook::default(),
        index: None,
        problems: Vec::new(),
    };
    if let Some((language, after)) = reader.language.split_once(":line-numbers") {
        reader.language = language;
        reader.number(after.strip_prefix('='), end..end);
    }
    reader.items(end..info.len());
    reader.look.marked = merged(reader.look.marked);
    if let Some(range) = reader.index.take().filter(|_| reader.look.steps.is_empty()) {
        let hint = "lines come step by step like this: `{1|2-3}`".to_owned();
        reader.problem(range, "there are no steps here".to_owned(), hint);
    }
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
    /// Where it says the step that it begins with.
    index: Option<Range<usize>>,
    problems: Vec<InfoProblem>,
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
            "index" => self.first_step(bare, start..range.end),
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

    /// The step of a slide that the steps of the block begin with.
    fn first_step(&mut self, text: &str, range: Range<usize>) {
        match text.parse() {
            Ok(step) if (1..=LAST_STEP).contains(&step) => {
                self.look.first_step = Some(step);
                self.index = Some(range);
            }
            _ => {
                let hint = format!("write a number from 1 to {LAST_STEP}, like `index=2`");
                self.problem(range, format!("`{text}` is no number of a step"), hint);
            }
        }
    }

    /// A word alone. Tools have many of their own (`ignore`, `no_run`), so only what looks like
    /// ours is reported.
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
        self.problems.push(InfoProblem {
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
mod tests;
