//! Lists that stay paragraphs, because no space follows their marks or a mark is another sign; and
//! check boxes that are none.

use std::ops::Range;

use super::{Run, rest_of_line};
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;

/// Signs that word processors put before items.
const BULLETS: [char; 7] = ['•', '◦', '‣', '▪', '●', '○', '∙'];

/// Fewer letters are an option (`-x`) or a version (`1.x`).
const SHORTEST: usize = 3;

/// What each line of a paragraph begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Hyphen,
    /// A number, and the sign behind it.
    Number(usize, char),
    Bullet(char),
}

/// Reports a paragraph each line of which begins like an item.
pub(super) fn paragraph(text: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    let Some(paragraph) = text.get(range.clone()).map(str::trim_end) else {
        return;
    };
    let may_begin = |c: char| c == '-' || c.is_ascii_digit() || BULLETS.contains(&c);
    if !paragraph.starts_with(may_begin) || !paragraph.contains('\n') {
        return;
    }
    let (mut first, mut previous) = (None, None);
    for line in paragraph.split_inclusive('\n') {
        let is_broken = line.trim_end_matches(['\n', '\r']).ends_with(['\\', ' ']);
        let Some(mark) = mark(line.trim_matches([' ', '\t', '>', '\n', '\r'])) else {
            return;
        };
        if is_broken || previous.is_some_and(|previous| !follows(previous, mark)) {
            return;
        }
        first.get_or_insert((mark, line.trim_end()));
        previous = Some(mark);
    }
    let Some((mark, line)) = first else { return };
    let (message, hint) = match mark {
        Mark::Hyphen => {
            let hint = format!("put a space behind each: `- {}`", &line[1..]);
            ("no space follows these hyphens, so this is no list", hint)
        }
        Mark::Number(length, sign) => {
            let (number, words) = line.split_at(length + sign.len_utf8());
            let hint = format!("put a space behind each: `{number} {words}`");
            ("no space follows these numbers, so this is no list", hint)
        }
        Mark::Bullet(sign) => {
            let words = line[sign.len_utf8()..].trim_start();
            let hint = format!("write a hyphen and a space instead: `- {words}`");
            ("these bullets make no list, but one paragraph", hint)
        }
    };
    let place = range.start..range.start + line.len();
    report.say(codes::NOT_A_LIST, &place, message, &hint);
}

fn mark(line: &str) -> Option<Mark> {
    let is_word = |words: &str| {
        let letters = words.chars().take_while(|c| c.is_alphabetic());
        letters.count() >= SHORTEST
    };
    let first = line.chars().next()?;
    if BULLETS.contains(&first) {
        return Some(Mark::Bullet(first));
    }
    if first == '-' {
        return is_word(&line[1..]).then_some(Mark::Hyphen);
    }
    let words = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = line.len() - words.len();
    let sign = words.chars().next().filter(|sign| ".)".contains(*sign))?;
    ((1..=3).contains(&length) && is_word(&words[1..])).then_some(Mark::Number(length, sign))
}

fn follows(previous: Mark, mark: Mark) -> bool {
    match (previous, mark) {
        (Mark::Number(_, one), Mark::Number(_, other)) => one == other,
        (one, other) => one == other,
    }
}

/// Reports `- [] todo` and `- [ ]todo`; `run` begins with a bracket. Says whether it is one.
pub(super) fn check_box(text: &str, run: &Run, report: &mut BodyReport<'_>) -> bool {
    let before = text[..run.range.start]
        .rsplit('\n')
        .next()
        .unwrap_or_default();
    let line = rest_of_line(text, run.range.start);
    let Some(end) = line.find(']') else {
        return false;
    };
    let (inside, words) = (&line[1..end], &line[end + 1..]);
    let is_item = ["- ", "* ", "+ "].iter().any(|mark| before.ends_with(mark));
    let is_box = match inside {
        "" => words.starts_with(' ') && words.trim_start().starts_with(char::is_alphabetic),
        " " | "x" | "X" => words.starts_with(char::is_alphabetic),
        _ => false,
    };
    if !is_item || !is_box {
        return false;
    }
    let sign = if inside.trim().is_empty() { " " } else { "x" };
    let words = words.trim();
    let hint = format!("write `- [{sign}] {words}`, with both spaces");
    let place = run.range.start..run.range.start + end + "]".len();
    let message = "these brackets are no check box";
    report.say(codes::NOT_A_LIST, &place, message, &hint);
    true
}

#[cfg(test)]
mod tests {
    use super::{Mark, mark};

    #[test]
    fn items_are_told_from_options() {
        assert_eq!(mark("-first"), Some(Mark::Hyphen));
        assert_eq!(mark("1.first"), Some(Mark::Number(1, '.')));
        assert_eq!(mark("12)first"), Some(Mark::Number(2, ')')));
        assert_eq!(mark("• one"), Some(Mark::Bullet('•')));
        for line in [
            "-x",
            "--first",
            "- first",
            "1.x",
            "1.5",
            "2024.first",
            "first",
        ] {
            assert_eq!(mark(line), None, "{line}");
        }
    }
}
