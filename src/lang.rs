//! A language of the site, by its BCP 47 code, as file names and `<html lang>` write it; and the
//! scripts that put no space between words.

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

/// Scripts that put no space between words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DenseScript {
    /// Chinese and Japanese.
    EastAsian,
    /// Thai, Lao, Burmese and Khmer.
    SouthEastAsian,
}

/// The script of a letter, if that puts no space between words. Korean does.
#[must_use]
pub fn script_without_spaces(c: char) -> Option<DenseScript> {
    // Most letters of most texts.
    if c < '\u{e01}' {
        return None;
    }
    match c {
        '\u{e01}'..='\u{e3a}'
        | '\u{e40}'..='\u{e4e}'
        | '\u{e81}'..='\u{ebd}'
        | '\u{ec0}'..='\u{ece}'
        | '\u{edc}'..='\u{edf}'
        | '\u{1000}'..='\u{103f}'
        | '\u{1050}'..='\u{108f}'
        | '\u{109a}'..='\u{109d}'
        | '\u{1780}'..='\u{17d3}'
        | '\u{17d7}'
        | '\u{17dc}'..='\u{17dd}'
        | '\u{aa60}'..='\u{aa7f}' => Some(DenseScript::SouthEastAsian),
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{3099}'..='\u{309a}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}' => Some(DenseScript::EastAsian),
        _ => None,
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
