//! Scripts that run from right to left: a mark of direction keeps the sign of a Latin name or of a
//! number on its side. Without one, `C#` is read `#C`, `.NET` is `NET.`, and `-48` is `48-`.

use super::Edit;

/// The edits of a text, in order. A sign that has its mark already is left.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut before = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let after = letters.peek().map(|(_, after)| *after);
        let to = marked_after(c, before, after).or_else(|| marked_before(c, before, after));
        edits.extend(to.map(|to| Edit {
            range: at..at + c.len_utf8(),
            to,
            superscript: false,
        }));
        // The second sign of `C++` ends the same name as the first.
        let is_same_name = c == '+' && after == Some('+');
        if !is_same_name {
            before = Some(c);
        }
    }
    edits
}

/// The sign that ends a name: `C#`, `C++`.
fn marked_after(c: char, before: Option<char>, after: Option<char>) -> Option<&'static str> {
    let to = match c {
        '#' => "#\u{200e}",
        '+' => "+\u{200e}",
        _ => return None,
    };
    let ends_name = before.is_some_and(|c| c.is_ascii_alphanumeric());
    let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '\u{200e}');
    (ends_name && !after.is_some_and(goes_on)).then_some(to)
}

/// The sign that begins a name or a number: `.NET`, `-48`.
fn marked_before(c: char, before: Option<char>, after: Option<char>) -> Option<&'static str> {
    let to = match c {
        '.' => "\u{200e}.",
        '-' => "\u{200e}-",
        '+' => "\u{200e}+",
        '−' => "\u{200e}−",
        _ => return None,
    };
    let stands_alone =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '«' | '"' | '“'));
    let begins = after.is_some_and(|after| match c {
        '.' => after.is_ascii_alphabetic(),
        _ => after.is_ascii_digit(),
    });
    (stands_alone && begins).then_some(to)
}

#[cfg(test)]
mod tests {
    use crate::typography::{Profile, line};

    #[test]
    fn signs_stay_on_their_side() {
        let cases = [
            ("من C++ إلى .NET", "من C++\u{200e} إلى \u{200e}.NET"),
            ("כמו ב־C# וב־F#.", "כמו ב־C#\u{200e} וב־F#\u{200e}."),
            ("من -48 إلى +3", "من \u{200e}-48 إلى \u{200e}+3"),
            ("(−12) و (.env)", "(\u{200e}−12) و (\u{200e}.env)"),
            ("g++ و Notepad++", "g++\u{200e} و Notepad++\u{200e}"),
        ];
        for (text, expected) in cases {
            let set = line(text, Profile::RightToLeft);
            assert_eq!(set, expected);
            assert_eq!(line(&set, Profile::RightToLeft), expected, "again");
        }
    }

    #[test]
    fn what_reads_right_is_left() {
        for text in [
            "الإصدار 1.3 و v1.2.3",
            "2026-11-30",
            "https://example.org/a#b",
            "a+b",
            "نص. نص",
            "# عنوان",
            "1 + 2",
            "...",
        ] {
            assert_eq!(line(text, Profile::RightToLeft), text);
        }
    }
}
