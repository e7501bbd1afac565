//! Fences of code by their lines: what opens one, and whether a line behind it may close it.
//!
//! Knows no slides.

/// The fence of code that is open.
pub(super) struct OpenFence {
    pub(super) sign: char,
    pub(super) length: usize,
    pub(super) start: usize,
    /// Whether nothing stands before it: an indented one may be in a list, which ends it.
    pub(super) is_at_margin: bool,
}

/// The lines that may close a block of code, for each sign from the last one on.
pub(super) struct ClosingFences {
    /// Where each stands, and the most signs that it or one behind it has.
    backticks: Vec<(usize, usize)>,
    tildes: Vec<(usize, usize)>,
}

impl ClosingFences {
    pub(super) fn of(text: &str) -> Self {
        let mut found = Self {
            backticks: Vec::new(),
            tildes: Vec::new(),
        };
        let mut at = text.len();
        for line in text.split_inclusive('\n').rev() {
            at -= line.len();
            let words = line.trim_start_matches(' ');
            let Some((sign, length)) = fence(words).filter(|(sign, _)| is_bare(words, *sign))
            else {
                continue;
            };
            let lines = if sign == '`' {
                &mut found.backticks
            } else {
                &mut found.tildes
            };
            let most = lines.last().map_or(0, |(_, most)| *most);
            lines.push((at, length.max(most)));
        }
        found
    }

    /// Whether a line behind an offset may close a fence.
    pub(super) fn has(&self, fence: &OpenFence, at: usize) -> bool {
        let lines = if fence.sign == '`' {
            &self.backticks
        } else {
            &self.tildes
        };
        let behind = lines.partition_point(|(start, _)| *start > at);
        let most = behind.checked_sub(1).map_or(0, |last| lines[last].1);
        most >= fence.length
    }
}

/// The sign of the fence that a line begins with, and how many of it there are.
pub(super) fn fence(words: &str) -> Option<(char, usize)> {
    let sign = words.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = words.len() - words.trim_start_matches(sign).len();
    (length >= 3).then_some((sign, length))
}

/// Whether nothing else stands on the line of a fence.
pub(super) fn is_bare(words: &str, sign: char) -> bool {
    words.trim().trim_start_matches(sign).is_empty()
}
