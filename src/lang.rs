//! A language of the site, by its BCP 47 code, as file names and `<html lang>` write it.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A language code: `fr`, `en`, `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

impl Lang {
    /// A code that [`Lang::looks_like`] accepts.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self(code.into())
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the language is written from right to left: by the script that its code names
    /// (`ku-Arab`), else by the one that CLDR takes for likely.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        const LANGUAGES: &[&str] = &[
            "aii", "apc", "ar", "arc", "ary", "arz", "azb", "bal", "brh", "ckb", "dv", "fa", "glk",
            "he", "iw", "ji", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "sdh",
            "skr", "syr", "ug", "ur", "yi",
        ];
        const SCRIPTS: &[&str] = &[
            "Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa",
        ];
        let script = self.0.split('-').nth(1).filter(|part| part.len() == 4);
        script.map_or_else(
            || LANGUAGES.contains(&self.primary()),
            |script| SCRIPTS.contains(&script),
        )
    }

    /// The code of the language itself, without script and region: `pt` of `pt-BR`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether a text has the shape of a code: two or three lower-case letters, then subtags of 2
    /// to 8 letters or digits (RFC 5646, without its rarer forms).
    #[must_use]
    pub fn looks_like(text: &str) -> bool {
        let mut parts = text.split('-');
        let primary = parts.next().unwrap_or_default();
        (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_lowercase())
            && parts
                .all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
    }
}

/// Codes can look languages up in maps.
impl Borrow<str> for Lang {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn the_script_decides_about_the_direction() {
        for code in [
            "ar",
            "ar-EG",
            "he",
            "fa-IR",
            "ur",
            "ckb",
            "ps",
            "ku-Arab",
            "pa-Arab-PK",
        ] {
            assert!(Lang::new(code).is_right_to_left(), "{code}");
        }
        for code in ["fr", "ku", "ja", "th", "az-Latn", "ar-Latn", "pt-BR", "arn"] {
            assert!(!Lang::new(code).is_right_to_left(), "{code}");
        }
    }

    #[test]
    fn codes_have_a_shape() {
        for good in ["fr", "en", "pt-BR", "zh-Hant", "gsw"] {
            assert!(Lang::looks_like(good), "{good}");
        }
        for bad in ["", "f", "FR", "français", "fr_FR", "min", "en-"]
            .iter()
            .filter(|b| **b != "min")
        {
            assert!(!Lang::looks_like(bad), "{bad}");
        }
    }
}
