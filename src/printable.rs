//! Texts of others, made safe to print on a terminal. Knows characters alone.

use std::borrow::Cow;

/// Stands in the place of a character that a terminal must not get.
const REPLACEMENT: char = '\u{fffd}';

/// Makes a text safe for one line of a terminal: replaces the characters that move the cursor,
/// change colours, or turn the direction of the text.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| if is_control(c) { REPLACEMENT } else { c })
            .collect(),
    )
}

/// Does the same for a text of several lines.
#[must_use]
pub fn printable_lines(text: &str) -> String {
    text.split('\n')
        .map(printable)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether a character controls a terminal, or the direction of the text beside it.
fn is_control(c: char) -> bool {
    let ends_line = matches!(c, '\u{2028}' | '\u{2029}');
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || ends_line || turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_nothing_but_letters() {
        assert_eq!(
            printable("\u{1b}[31mred\u{7}\u{202e}der\r\n"),
            "\u{fffd}[31mred\u{fffd}\u{fffd}der\u{fffd}\u{fffd}"
        );
        assert_eq!(
            printable("« Été\u{202f}! » 日本 👩\u{200d}💻"),
            "« Été\u{202f}! » 日本 👩\u{200d}💻"
        );
        assert_eq!(printable_lines("a\nb\u{9b}2J"), "a\nb\u{fffd}2J");
    }
}
