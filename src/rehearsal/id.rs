//! The id of a run: eight hexadecimal digits that its file says, whatever the file is called.
//!
//! A window chooses it when the run begins. The files of version 1 say none; theirs is derived from
//! what no two runs share, so that copies of one file have the same id.

use std::fmt;

use super::Run;
use crate::cache::Key;

/// The id of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RunId(u32);

impl RunId {
    /// Reads eight lower-case hexadecimal digits; nothing else is an id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_id = text.len() == 8 && text.bytes().all(is_digit);
        u32::from_str_radix(text, 16)
            .ok()
            .filter(|_| is_id)
            .map(Self)
    }

    /// The id of a run whose file says none: a hash of when it began, what was spoken, and when
    /// each slide was on.
    #[must_use]
    pub fn derived(run: &Run) -> Self {
        let (start, language) = (run.order(), run.language.to_string());
        let variant = run.variant.as_deref().unwrap_or_default();
        let visits: Vec<String> = run
            .visits
            .iter()
            .map(|visit| format!("{} {} {}", visit.slide, visit.enter, visit.leave))
            .collect();
        let mut parts = vec![start.as_bytes(), language.as_bytes(), variant.as_bytes()];
        parts.extend(visits.iter().map(String::as_bytes));
        let hash = Key::new("rehearsal-id-1", &parts).hex();
        Self(u32::from_str_radix(&hash[..8], 16).unwrap_or_default())
    }
}

/// As files and addresses have it.
impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_eight_digits_and_nothing_else() {
        let read = |text| RunId::parse(text).map(|id| id.to_string());
        assert_eq!(read("0a2b3c4d").as_deref(), Some("0a2b3c4d"));
        for bad in [
            "",
            "1A2B3C4D",
            "1a2b3c4",
            "1a2b3c4d5",
            "+a2b3c4d",
            "../../..",
            "1a2b 3c4",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
