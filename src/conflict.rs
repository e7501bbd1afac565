//! The marks that git leaves around two versions of a text that it could not join: seven equal
//! signs at the start of a line, as git writes them. Knows nothing of what the text says.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::source::Source;

/// What the first version, and what the end of the second one, is marked by.
const BORDERS: [&str; 2] = ["<<<<<<<", ">>>>>>>"];

/// Two versions of a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The first line that is a mark, without its end.
    pub mark: Range<usize>,
    /// All of the conflict, its last mark included.
    pub whole: Range<usize>,
}

/// The conflicts of a text, in order. A line `=======` alone is none: it may underline a heading.
#[must_use]
pub fn find(text: &str) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    let has = |border: &&str| memchr::memmem::find(text.as_bytes(), border.as_bytes()).is_some();
    if !BORDERS.iter().any(has) {
        return found;
    }
    let (mut start, mut is_open) = (0, false);
    for line in text.split_inclusive('\n') {
        let mark = start..start + line.trim_end().len();
        start += line.len();
        let Some(begins) = border(line) else { continue };
        match found.last_mut() {
            Some(open) if is_open && !begins => open.whole.end = mark.end,
            _ if begins && !is_mark(line, &text[start..]) => continue,
            _ if begins || line.trim_end().len() > BORDERS[1].len() => found.push(Conflict {
                whole: mark.clone(),
                mark,
            }),
            _ => continue,
        }
        is_open = begins;
    }
    found
}

/// Whether a line begins the first of two versions, or ends the second one; `None` for other
/// lines.
fn border(line: &str) -> Option<bool> {
    let is_alone = |rest: &str| rest.starts_with(' ') || rest.trim_end().is_empty();
    let at = BORDERS
        .iter()
        .position(|border| line.strip_prefix(border).is_some_and(is_alone))?;
    Some(at == 0)
}

/// Whether a line that begins like the first mark is one: git writes a name of one word behind it,
/// or the next mark follows. Otherwise it is a sentence about such marks.
fn is_mark(line: &str, below: &str) -> bool {
    let name = line.trim_start_matches('<').trim();
    let is_next = |line: &str| line.trim_end() == "=======" || border(line) == Some(false);
    name.split_whitespace().nth(1).is_none() || below.lines().any(is_next)
}

/// The diagnostic for a conflict, whose mark stands at a place.
#[must_use]
pub fn diagnostic(place: Place) -> Diagnostic {
    let message = "git left the marks of a conflict here: both versions stand in the file";
    let hint = "keep one of them, and take the lines `<<<<<<<`, `=======` and `>>>>>>>` out";
    Diagnostic::new(codes::CONFLICT, place, message).hint(hint)
}

/// Reports the conflicts in a part of a file; says whether there are any.
pub fn report(source: &Source, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let text = source.text().get(range.clone()).unwrap_or_default();
    let found = find(text);
    diagnostics.extend(found.iter().map(|conflict| {
        let mark = range.start + conflict.mark.start..range.start + conflict.mark.end;
        diagnostic(Place::new(source.path(), mark))
    }));
    !found.is_empty()
}

#[cfg(test)]
mod tests {
    use super::find;

    fn marks(text: &str) -> Vec<(&str, &str)> {
        let found = find(text).into_iter();
        found
            .map(|conflict| (&text[conflict.mark], &text[conflict.whole]))
            .collect()
    }

    #[test]
    fn a_conflict_is_found_once() {
        let text = "a\n<<<<<<< HEAD\nb\n||||||| base\nc\n=======\nd\n>>>>>>> other\ne\n";
        let whole = "<<<<<<< HEAD\nb\n||||||| base\nc\n=======\nd\n>>>>>>> other";
        assert_eq!(marks(text), [("<<<<<<< HEAD", whole)]);
        let twice = text.repeat(2);
        assert_eq!(marks(&twice).len(), 2);
        assert_eq!(marks("<<<<<<<\r\nb\r\n")[0].0, "<<<<<<<");
    }

    #[test]
    fn half_of_a_conflict_is_one_too() {
        assert_eq!(marks("a\n>>>>>>> other\n")[0].0, ">>>>>>> other");
        assert_eq!(marks("<<<<<<< HEAD\na\n")[0].0, "<<<<<<< HEAD");
    }

    #[test]
    fn what_git_does_not_write_is_none() {
        for text in [
            "Title\n=======\n",
            "<<<<<<<<< x\n",
            "  <<<<<<< HEAD\n",
            "a <<<<<<< HEAD\n",
            "<<<<<<<HEAD\n",
            ">>>>>>>\n",
            "|||||||\n",
            ">>>>>>> ".trim_end(),
            "<<<<<<< is the mark that git writes.\n",
        ] {
            assert!(marks(text).is_empty(), "{text}");
        }
    }
}
