//! Typography: puts the spaces, quotes and signs of a language in the place of the plain ones that
//! authors type.
//!
//! Works on plain text: [`line()`] sets a title or a caption. [`edits`] gives the changes of a
//! stream of running text, for a caller that has the text in pieces. What is already right stays as
//! it is, and so does everything that may be for a machine (code, addresses). Knows neither
//! Markdown nor HTML.

mod dashes;
mod direction;
mod english;
mod french;
mod ordinals;
mod quotes;
mod scan;
mod stream;
mod tokens;
mod walk;
mod words;

use std::borrow::Cow;
use std::ops::Range;

use crate::lang::Lang;
use crate::slug::names::name_key;
use crate::slug::slugify;

use scan::Scan;

/// Stands for code, an image or an address in a stream: something like a word, which nothing
/// touches.
pub const OBJECT: char = '\u{fffc}';

/// Stands for the end of a line that the author asked for.
pub const LINE_BREAK: char = '\u{2028}';

/// U+00A0, as wide as a space between words.
pub(crate) const NO_BREAK: &str = "\u{a0}";

/// U+202F, before `;`, `!` and `?` in France, and between groups of digits.
pub(crate) const NARROW: &str = "\u{202f}";

/// The rules of typography for the texts of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// French as the Imprimerie nationale sets it.
    France,
    /// French as the Office québécois de la langue française asks for it.
    Quebec,
    /// English.
    English,
    /// Scripts that run from right to left: signs of Latin names and of numbers stay on their side.
    RightToLeft,
    /// None: the author's characters stay.
    #[default]
    Off,
}

impl Profile {
    /// Every profile by the name that `lutrin.yaml` gives it.
    pub const ALL: [(&'static str, Self); 5] = [
        ("france", Self::France),
        ("quebec", Self::Quebec),
        ("english", Self::English),
        ("right-to-left", Self::RightToLeft),
        ("off", Self::Off),
    ];

    /// The profile of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|&(_, profile)| profile)
    }

    /// The profile of a language by default.
    #[must_use]
    pub fn for_language(lang: &Lang) -> Self {
        let mut parts = lang.as_str().split('-');
        match parts.next() {
            Some("fr") if parts.any(|part| part == "CA") => Self::Quebec,
            Some("fr") => Self::France,
            Some("en") => Self::English,
            _ if lang.is_right_to_left() => Self::RightToLeft,
            _ => Self::Off,
        }
    }

    fn is_french(self) -> bool {
        matches!(self, Self::France | Self::Quebec)
    }
}

/// One change to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; never empty.
    pub range: Range<usize>,
    /// What stands there instead.
    pub to: &'static str,
    /// Whether that is raised: the letters of an ordinal.
    pub superscript: bool,
}

/// What is to be changed in running text, in order, without overlaps. `literal` are the offsets of
/// signs that the author escaped, in order; letters are raised only where `superscripts` can be
/// shown.
#[must_use]
pub fn edits(text: &str, literal: &[usize], profile: Profile, superscripts: bool) -> Vec<Edit> {
    if profile == Profile::Off || text.is_empty() {
        return Vec::new();
    }
    if profile == Profile::RightToLeft {
        return direction::edits(text);
    }
    walk::run(Scan::new(text, literal, profile, superscripts))
}

/// Sets a text without markup that stands alone: a title, a summary, an alternative text. To set
/// the result again changes nothing, so a text with quotes within quotes within signs is set until
/// nothing changes any more.
#[must_use]
pub fn line(text: &str, profile: Profile) -> Cow<'_, str> {
    const ROUNDS: usize = 4;
    let Some(mut set) = once(text, profile) else {
        return Cow::Borrowed(text);
    };
    for _ in 1..ROUNDS {
        let Some(again) = once(&set, profile) else {
            break;
        };
        set = again;
    }
    Cow::Owned(set)
}

/// A text with its edits; `None` when there are none.
fn once(text: &str, profile: Profile) -> Option<String> {
    let edits = edits(text, &[], profile, false);
    let mut set = String::with_capacity(text.len() + 4 * edits.len());
    let mut copied = 0;
    for edit in &edits {
        set.push_str(&text[copied..edit.range.start]);
        set.push_str(edit.to);
        copied = edit.range.end;
    }
    set.push_str(&text[copied..]);
    (!edits.is_empty()).then_some(set)
}

/// A name from which an address is made: set like a [`line()`], as long as that makes no other name
/// of it.
#[must_use]
pub fn name(text: &str, profile: Profile) -> Cow<'_, str> {
    match line(text, profile) {
        Cow::Owned(set) if is_same_name(&set, text) => Cow::Owned(set),
        _ => Cow::Borrowed(text),
    }
}

/// Whether two spellings are one name, at one address.
fn is_same_name(a: &str, b: &str) -> bool {
    name_key(a) == name_key(b) && slugify(a) == slugify(b)
}

/// Sets a text where it stands.
pub fn set(text: &mut String, profile: Profile) {
    if let Cow::Owned(set) = line(text, profile) {
        *text = set;
    }
}

/// Sets a name where it stands; see [`name`].
pub fn set_name(text: &mut String, profile: Profile) {
    if let Cow::Owned(set) = name(text, profile) {
        *text = set;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_a_profile() {
        for (code, profile) in [
            ("fr", Profile::France),
            ("fr-BE", Profile::France),
            ("fr-CA", Profile::Quebec),
            ("en", Profile::English),
            ("en-GB", Profile::English),
            ("de", Profile::Off),
            ("frp", Profile::Off),
            ("ar", Profile::RightToLeft),
            ("ku-Arab", Profile::RightToLeft),
        ] {
            assert_eq!(Profile::for_language(&Lang::new(code)), profile, "{code}");
        }
        assert_eq!(Profile::named("quebec"), Some(Profile::Quebec));
        assert_eq!(Profile::named("Québec"), None);
    }

    #[test]
    fn what_is_right_is_not_copied() {
        let right = "L’outil «\u{a0}Lutrin\u{a0}»\u{a0}: dix pages\u{202f}!";
        assert!(matches!(line(right, Profile::France), Cow::Borrowed(_)));
        assert!(matches!(line("L'outil", Profile::Off), Cow::Borrowed(_)));
    }

    #[test]
    fn names_keep_their_addresses() {
        assert_eq!(name("l'eau", Profile::France), "l’eau");
        assert_eq!(line("20°C", Profile::France), "20\u{a0}°C");
        assert_eq!(name("20°C", Profile::France), "20°C");
    }
}
