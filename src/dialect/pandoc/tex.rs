//! TeX among Markdown: environments, `\begin{…} … \end{…}`, and lines of commands, like `\vspace{1cm}`.
//! Pandoc leaves them out of slides in a browser, and shows the environments that are formulas.

use std::collections::HashMap;
use std::ops::Range;

use super::super::body::DeckBody;
use super::super::stray;
use super::super::tags::is_escaped;
use super::super::writer::DeckRewriter;

/// The environments that are formulas, without the star that some end in: those that Pandoc's own
/// writer of HTML counts as such (version 3.6).
const FORMULAS: [&str; 13] = [
    "align",
    "alignat",
    "darray",
    "dcases",
    "dgroup",
    "displaymath",
    "dmath",
    "dseries",
    "eqnarray",
    "equation",
    "flalign",
    "gather",
    "multline",
];

/// Commands that define others, for formulas.
const DEFINITIONS: [&str; 4] = ["newcommand", "renewcommand", "def", "DeclareMathOperator"];

/// Commands that show nothing of what stands in their braces.
const SETTINGS: [&str; 12] = [
    "vspace",
    "hspace",
    "vskip",
    "setlength",
    "addtolength",
    "setcounter",
    "usepackage",
    "label",
    "pagestyle",
    "thispagestyle",
    "fontsize",
    "titlepage",
];

/// How long the name of an environment may be, in bytes.
const LONGEST: usize = 60;

const LEFT_OUT: &str = "it is left out, as on every slide in a browser";
const LEFT_OUT_INLINE: &str = "it is left out with its text, as on every slide in a browser: write `**text**`, `*text*` or `[text]{.class}`";

/// An environment, with its two commands.
#[derive(Debug)]
pub(super) struct Environment<'t> {
    pub(super) range: Range<usize>,
    name: &'t str,
}

/// The environments of a body in order, outside code and comments, and none within another. One that
/// nothing closes is text.
pub(super) fn environments<'t>(body: &DeckBody<'t>) -> Vec<Environment<'t>> {
    let mut found: Vec<Environment<'t>> = Vec::new();
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, _) in body.text.match_indices('\\') {
        let Some((opens, name)) = command(body.near(at, LONGEST)) else {
            continue;
        };
        if !body.is_text(at) || is_escaped(body.text, at) {
            continue;
        }
        let starts = open.entry(name).or_default();
        if opens {
            starts.push(at);
        } else if let Some(start) = starts.pop() {
            let end = at + "\\end{}".len() + name.len();
            let range = start..end;
            found.push(Environment { range, name });
        }
    }
    found.sort_unstable_by_key(|environment| environment.range.start);
    let mut end = 0;
    found.retain(|environment| {
        let is_apart = environment.range.start >= end;
        end = end.max(environment.range.end);
        is_apart
    });
    found
}

/// Makes formulas of the environments that are some, and leaves the others out.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    environments: &[Environment<'_>],
) {
    for Environment { range, name } in environments {
        let written = body.text.get(range.clone()).unwrap_or_default();
        if FORMULAS.contains(&name.trim_end_matches('*')) {
            // An empty line would end the paragraph, and the formula with it.
            let lines = written.lines().filter(|line| !line.trim().is_empty());
            let lines: Vec<&str> = lines.collect();
            let formula = format!("$${}$$", lines.join("\n"));
            writer.edits.replace(range.clone(), formula);
        } else {
            let word = format!("\\begin{{{name}}}");
            let place = range.start..range.start + word.len();
            if *name == "comment" {
                writer.silent(place, &word, LEFT_OUT);
            } else {
                writer.lost(place, &word, LEFT_OUT);
            }
            writer.remove(body, range.clone());
        }
    }
    commands(writer, body);
}

/// Leaves out the lines that are nothing but commands.
fn commands(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let start = line.end - text.trim_start().len();
        let Some(name) = only_commands(text.trim()).filter(|_| body.is_text(start)) else {
            continue;
        };
        let place = start..start + 1 + name.len();
        let word = format!("\\{name}");
        if DEFINITIONS.contains(&name) {
            let hint = "formulas know no commands of their own: write in full what it stands for";
            writer.lost(place, &word, hint);
        } else if text.contains('{') && !SETTINGS.contains(&name) {
            writer.lost(place, &word, LEFT_OUT);
        } else {
            writer.silent(place, &word, LEFT_OUT);
        }
        writer.remove(body, line);
    }
}

/// The longest command within a line, with what stands in its braces, in bytes.
const LONGEST_INLINE: usize = 2000;

/// Leaves out the commands within a line that a backslash begins, as Pandoc does. Returns where they
/// end; `None` where it is text, or where all of the line is left out.
pub(super) fn inline(writer: &mut DeckRewriter, body: &DeckBody<'_>, at: usize) -> Option<usize> {
    let line = body.line_start(at)..body.line_end(at, false);
    if only_commands(body.text.get(line)?.trim()).is_some() {
        return None;
    }
    // `C:\temp\new` is a path of Windows.
    let before = body
        .text
        .get(..at)?
        .trim_end_matches(|c: char| !c.is_whitespace());
    let is_path = body.text.get(before.len()..=at)?.contains(":\\");
    let mut end = None;
    while let Some(command) = InlineCommand::at(body, end.unwrap_or(at)) {
        if command.groups == 0 && is_path {
            break;
        }
        end = Some(command.range.end);
        // The space behind a command is a part of it; words stay apart all the same.
        command.leave_out(writer, before.len() == at);
    }
    end
}

/// What follows the steps of Beamer that a text begins with: `<2->`.
fn behind_overlay(text: &str) -> &str {
    let overlay = text.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    let is_step = |c: char| c.is_ascii_digit() || "-+,.| ".contains(c);
    overlay
        .filter(|(inside, _)| inside.chars().all(is_step))
        .map_or(text, |(_, rest)| rest)
}

/// A command within a line.
struct InlineCommand<'t> {
    name: &'t str,
    /// Without braces, with the spaces behind it.
    range: Range<usize>,
    /// How many bytes its braces and brackets have.
    groups: usize,
    /// How many spaces stand behind it.
    spaces: usize,
}

impl<'t> InlineCommand<'t> {
    fn at(body: &DeckBody<'t>, at: usize) -> Option<Self> {
        let near = body.near(at, LONGEST_INLINE);
        let command = near.strip_prefix('\\')?;
        let letters = command.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let name = &command[..command.len() - letters.len()];
        if name.is_empty() || ["begin", "end", "note"].contains(&name) {
            return None;
        }
        let starred = letters.strip_prefix('*').unwrap_or(letters);
        let rest = behind_groups(behind_overlay(starred))?;
        let groups = starred.len() - rest.len();
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let spaces = if groups == 0 { spaces } else { 0 };
        let end = at + near.len() - rest.len() + spaces;
        let range = at..end;
        Some(Self {
            name,
            range,
            groups,
            spaces,
        })
    }

    fn leave_out(self, writer: &mut DeckRewriter, with_spaces: bool) {
        let place = self.range.start..self.range.start + 1 + self.name.len();
        let word = format!("\\{}", self.name);
        // `\LaTeX{}` has no text.
        if self.groups > 2 && !SETTINGS.contains(&self.name) {
            writer.lost(place, &word, LEFT_OUT_INLINE);
        } else {
            writer.silent(place, &word, LEFT_OUT);
        }
        let space = if with_spaces || self.spaces == 0 {
            ""
        } else {
            " "
        };
        writer.edits.replace(self.range, space);
    }
}

/// The name of a line's first command, where it has nothing but commands with their braces and
/// brackets. Environments and notes are read elsewhere.
fn only_commands(line: &str) -> Option<&str> {
    let (mut rest, mut first) = (line, None);
    while !rest.is_empty() {
        let command = rest.strip_prefix('\\')?;
        let letters = command.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let name = &command[..command.len() - letters.len()];
        if name.is_empty() || ["begin", "end", "note"].contains(&name) {
            return None;
        }
        first = first.or(Some(name));
        let groups = letters.strip_prefix('*').unwrap_or(letters);
        rest = behind_groups(groups)?.trim_start();
    }
    first
}

/// What follows the braces and brackets that a text begins with; `None` where one is not closed.
fn behind_groups(mut text: &str) -> Option<&str> {
    loop {
        let closing = match text.as_bytes().first() {
            Some(b'{') => b'}',
            Some(b'[') => b']',
            _ => return Some(text),
        };
        let inside = &text[1..];
        text = &inside[stray::commands::closing(inside, closing)? + 1..];
    }
}

/// The name of the environment that a text begins or ends with its first command, and whether it
/// begins one.
fn command(text: &str) -> Option<(bool, &str)> {
    let (opens, rest) = match text.strip_prefix("\\begin{") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("\\end{")?),
    };
    let (name, _) = rest.split_once('}')?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'*';
    (!name.is_empty() && name.bytes().all(is_name)).then_some((opens, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_commands_have_nothing_else() {
        for (line, name) in [
            ("\\newpage", Some("newpage")),
            ("\\vspace*{1cm} \\small", Some("vspace")),
            ("\\newcommand{\\R}[1]{\\mathbb{#1}}", Some("newcommand")),
            ("\\begin{comment}", None),
            ("\\note{a}", None),
            ("\\textbf{a} b", None),
            ("\\textbf{a", None),
            ("\\textbf{a \\} [b} \\small", Some("textbf")),
            ("\\# a", None),
            ("C:\\temp", None),
            ("", None),
        ] {
            assert_eq!(only_commands(line), name, "{line}");
        }
    }

    #[test]
    fn environments_are_the_outermost_that_are_closed() {
        let text = "\\begin{comment}\n\n# A\n\n\\begin{comment}x\\end{comment}\n\\end{comment}\n\n\
            \\begin{open} \\end{other} `\\begin{code}\\end{code}` \\\\begin{no}\\end{no}\n\n\
            \\begin{a}\\begin{b}\\end{a}\\end{b} \\begin{a b}\\end{a b}\n";
        let body = DeckBody::read(text, |_| false, true);
        let found = environments(&body);
        let written: Vec<&str> = found
            .iter()
            .map(|environment| &text[environment.range.clone()])
            .collect();
        let [comment, crossed] = &written[..] else {
            panic!("{written:?}");
        };
        assert!(comment.ends_with("x\\end{comment}\n\\end{comment}"));
        assert_eq!(*crossed, "\\begin{a}\\begin{b}\\end{a}");
    }
}
