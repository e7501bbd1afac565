//! Commands: one comment each, as YAML.

use std::ops::Range;

use super::super::body::{DeckBody, DeckComment};

/// A command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    EndSlide,
    Pause,
    /// The shares of the columns that follow.
    Columns(Vec<u32>),
    /// What follows stands in this column, from 0.
    Column(usize),
    ResetLayout,
    /// What the speaker says.
    Note(String),
    Middle,
    Incremental(bool),
    FontSize(u32),
    /// `left`, `center` or `right`.
    Alignment(String),
    Skip,
    NoFooter,
    Include,
    SnippetOutput,
    /// Empty lines, on the slide or within lists.
    Space,
}

/// A command and where it stands.
#[derive(Debug)]
pub(super) struct PlacedCommand {
    pub(super) range: Range<usize>,
    pub(super) command: Command,
}

/// The commands of a body, in order. Other comments are for their author alone.
pub(super) fn read(body: &DeckBody<'_>, prefix: &str) -> Vec<PlacedCommand> {
    let command = |comment: &DeckComment| {
        let (inside, _) = body.inside(comment);
        Some(PlacedCommand {
            range: comment.range.clone(),
            command: command(inside.strip_prefix(prefix)?.trim_start())?,
        })
    };
    body.comments.iter().filter_map(command).collect()
}

fn command(text: &str) -> Option<Command> {
    let (name, value) = match text.split_once(':') {
        Some((name, value)) => (name.trim_end(), value),
        None => (text, ""),
    };
    let word = value.trim().trim_matches(['"', '\'']);
    Some(match name {
        "end_slide" => Command::EndSlide,
        "pause" => Command::Pause,
        "reset_layout" => Command::ResetLayout,
        "jump_to_middle" => Command::Middle,
        "skip_slide" => Command::Skip,
        "no_footer" => Command::NoFooter,
        "new_line" | "newline" | "new_lines" | "newlines" | "list_item_newlines" => Command::Space,
        "column_layout" => {
            let shares = word.trim_matches(['[', ']']).split(',');
            Command::Columns(
                shares
                    .filter_map(|share| share.trim().parse().ok())
                    .collect(),
            )
        }
        "column" => Command::Column(word.parse().ok()?),
        "incremental_lists" => Command::Incremental(word == "true"),
        "font_size" => Command::FontSize(word.parse().ok()?),
        "alignment" => Command::Alignment(word.to_owned()),
        "include" => Command::Include,
        "snippet_output" => Command::SnippetOutput,
        "speaker_note" => Command::Note(note(value)),
        _ => return None,
    })
}

/// A text as YAML has it: on the line, in quotes or not, or as a block below it.
fn note(value: &str) -> String {
    let (first, below) = value.split_once('\n').unwrap_or((value, ""));
    let first = first.trim();
    if !first.starts_with(['|', '>']) || below.trim().is_empty() {
        let words: Vec<&str> = value.split_whitespace().collect();
        let text = words.join(" ");
        let quoted = ['"', '\''].iter().find_map(|quote| {
            let inside = text.strip_prefix(*quote)?.strip_suffix(*quote)?;
            Some(inside.to_owned())
        });
        return quoted.unwrap_or(text);
    }
    let indent = |line: &str| line.len() - line.trim_start().len();
    let filled = below.lines().filter(|line| !line.trim().is_empty());
    let common = filled.map(indent).min().unwrap_or_default();
    let lines: Vec<&str> = below
        .lines()
        .map(|line| line.get(common..).unwrap_or_default().trim_end())
        .collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Command, command};

    #[test]
    fn commands_are_read_as_presenterm_reads_them() {
        assert_eq!(command("end_slide"), Some(Command::EndSlide));
        assert_eq!(
            command("column_layout: [1, 2]"),
            Some(Command::Columns(vec![1, 2]))
        );
        assert_eq!(command("column: 1"), Some(Command::Column(1)));
        assert_eq!(command("newlines: 2"), Some(Command::Space));
        let note = |text| match command(text) {
            Some(Command::Note(note)) => note,
            other => format!("{other:?}"),
        };
        assert_eq!(note("speaker_note: \"a: b\""), "a: b");
        assert_eq!(
            note("speaker_note: |\n  one\n    two\n\n  three"),
            "one\n  two\n\nthree"
        );
        assert_eq!(command("a note to myself"), None);
        assert_eq!(command("// pause"), None);
    }
}
