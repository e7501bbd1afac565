//! The segment of an address that a name leaves: lower-case ASCII letters, digits and single
//! hyphens. [`names`] says which names are one.

pub mod names;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The longest segment of an address, in bytes: file systems take 255, and hosts add endings.
pub const LONGEST: usize = 200;

/// Transliterates a name: `Été à Paris` → `ete-a-paris`, `C++` → `c-plus-plus`. Both Unicode forms
/// of an accent give the same slug. Empty when the name has no letter or digit.
#[must_use]
pub fn slugify(name: &str) -> String {
    if is_slug(name) {
        return name.to_owned();
    }
    let mut spelled = Cow::Borrowed(name);
    if name.contains(['+', '#', '&']) {
        spelled = name
            .replace('+', " plus ")
            .replace('#', " sharp ")
            .replace('&', " and ")
            .into();
    }
    // Every heading has a slug, and those of many are ASCII already.
    let ascii = if spelled.is_ascii() {
        spelled
    } else {
        // The end of a line has no letters for deunicode, not even a space.
        let space = |sign: char| if sign.is_whitespace() { ' ' } else { sign };
        let composed: String = spelled.nfc().map(space).collect();
        deunicode::deunicode_with_tofu(&composed, " ").into()
    };
    let mut slug = String::with_capacity(ascii.len());
    for c in ascii.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Whether a name is its own slug already.
#[must_use]
pub fn is_slug(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_segments() {
        for (name, slug) in [
            ("Été à Paris", "ete-a-paris"),
            ("E\u{301}te\u{301}", "ete"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("R&D", "r-and-d"),
            ("L’outil d'Ève", "l-outil-d-eve"),
            ("a  --  b", "a-b"),
            ("!!!", ""),
            ("œuvre", "oeuvre"),
            ("already-fine", "already-fine"),
            ("é1\nmot", "e1-mot"),
        ] {
            assert_eq!(slugify(name), slug, "{name}");
        }
        assert!(!slugify("🎤").is_empty());
    }
}
