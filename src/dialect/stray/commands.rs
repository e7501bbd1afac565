//! Notes of Beamer: `\note{…}`, `\note[item]{…}`, `\note<2>{…}`. Pandoc leaves such commands out of
//! slides in a browser.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::definition::NotesForm;
use super::super::tags::is_escaped;
use super::{INSTEAD, PANDOC, StrayNotes};

const COMMAND: &str = "\\note";
/// How long the options between the command and its brace may be.
const LONGEST: usize = 60;

impl StrayNotes<'_, '_> {
    /// Makes notes of every command. One that its slide does not close goes on to the end of the
    /// slide.
    pub(super) fn commands(&mut self) {
        let text = self.body.text;
        let mut from = 0;
        for (at, _) in text.match_indices(COMMAND) {
            if at < from || is_escaped(text, at) || !self.body.is_text(at) || self.is_spoken(at) {
                continue;
            }
            let Some(inside) = inside(self.body, at, self.end_of_slide(at)) else {
                continue;
            };
            let (start, end) = (inside.start, inside.end);
            let behind = end + usize::from(text[end..].starts_with('}'));
            if !self.reads(NotesForm::Command) {
                self.say_kept(at..start, "\\note{", (&PANDOC, INSTEAD));
            }
            self.found.push(at..behind);
            self.put_aside(at..behind, start..end);
            from = behind;
        }
    }
}

/// The places of the commands in a text.
pub(in super::super) fn places(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(COMMAND).map(|(at, _)| at)
}

/// What stands in the braces of the command at an offset; up to `end` where nothing closes them.
/// `None` where it has no braces.
pub(in super::super) fn inside(body: &DeckBody<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let near = body.near(at + COMMAND.len(), LONGEST);
    let start = at + COMMAND.len() + options(near)? + 1;
    let end = end.max(start);
    let length = closing(body.text.get(start..end)?, b'}');
    Some(start..length.map_or(end, |length| start + length))
}

/// The length of what stands between the command and its opening brace.
fn options(text: &str) -> Option<usize> {
    let end = text.find('{')?;
    let mut rest = text[..end].trim();
    for (opens, closes) in [('<', '>'), ('[', ']')] {
        if let Some(inside) = rest.strip_prefix(opens) {
            rest = inside.split_once(closes)?.1.trim_start();
        }
    }
    rest.is_empty().then_some(end)
}

/// Where the sign stands, a brace or a bracket, that closes one before a text. Braces between are
/// pairs.
pub(in super::super) fn closing(text: &str, sign: u8) -> Option<usize> {
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            byte if byte == sign && depth == 0 => return Some(at),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{closing, options};

    #[test]
    fn commands_have_options_and_braces() {
        assert_eq!(options("{a}"), Some(0));
        assert_eq!(options("[item]{a}"), Some(6));
        assert_eq!(options("<1-2>[item] {a}"), Some(12));
        for none in ["book{a}", " a", "[item", "s{a}"] {
            assert_eq!(options(none), None, "{none}");
        }
        assert_eq!(closing("a {b} \\} c} d", b'}'), Some(10));
        assert_eq!(closing("a {]} b] c", b']'), Some(7));
        assert_eq!(closing("a {b}", b'}'), None);
    }
}
