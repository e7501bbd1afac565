//! The settings at the top of a file: `key: value` lines without fences.

use std::ops::Range;

use super::super::definition::Handling::Unsupported;
use super::super::writer::DeckRewriter;
use super::DIALECT;

/// Keys that Deckset alone has at the top of a file.
const SIGNS: [&str; 6] = [
    "slidenumbers",
    "slidecount",
    "autoscale",
    "build-lists",
    "slide-dividers",
    "slide-transition",
];

/// Further keys that may stand there.
const OTHERS: [&str; 24] = [
    "alternating-colors",
    "background-color",
    "background-image",
    "code",
    "code-language",
    "fit-header",
    "fit-headers",
    "footer",
    "footer-style",
    "footnote",
    "header",
    "header-emphasis",
    "header-strong",
    "language",
    "link",
    "list",
    "presenter-notes",
    "quote",
    "quote-author",
    "slidenumber-style",
    "table",
    "text",
    "text-emphasis",
    "theme",
];

/// The settings of a file.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Whether one of them is Deckset's alone.
    pub(super) is_sign: bool,
    pub(super) build_lists: bool,
    /// The levels of headings that begin a slide.
    pub(super) dividers: Vec<u8>,
    pub(super) background: Option<String>,
    /// What stands at the foot of every slide.
    pub(super) footer: Option<String>,
    /// Where they end.
    pub(super) end: usize,
    /// Settings that have no equivalent, each with its place.
    lost: Vec<(Range<usize>, String)>,
}

/// Reads the settings that a body begins with.
pub(super) fn read(text: &str) -> Header {
    let mut header = Header::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let words = line.trim();
        if words.is_empty() && header.end == 0 {
            continue;
        }
        let Some((key, value)) = words.split_once(':') else {
            break;
        };
        let key = key.trim_end();
        if !SIGNS.contains(&key) && !OTHERS.contains(&key) {
            break;
        }
        header.take(key, value.trim(), range);
        header.end = at;
    }
    header
}

impl Header {
    fn take(&mut self, key: &str, value: &str, range: Range<usize>) {
        self.is_sign |= SIGNS.contains(&key);
        match key {
            "build-lists" => self.build_lists = value != "false",
            "slide-dividers" => {
                let levels = value.split(',').map(str::trim);
                let level = |word: &str| {
                    let signs = word.bytes().filter(|byte| *byte == b'#').count();
                    let number = word
                        .strip_prefix('h')
                        .and_then(|number| number.parse().ok());
                    number
                        .or(u8::try_from(signs).ok())
                        .filter(|level| (1..=6).contains(level))
                };
                self.dividers = levels.filter_map(level).collect();
            }
            "background-color" | "background-image" if !value.is_empty() => {
                self.background = Some(value.to_owned());
            }
            "footer" => self.footer = Some(value.to_owned()),
            key => self.lost.push((range, key.to_owned())),
        }
    }
}

/// Takes the settings out of the body, and reports those that have no equivalent.
pub(super) fn remove(writer: &mut DeckRewriter, header: &Header) {
    writer.edits.replace(0..header.end, "");
    for (range, key) in &header.lost {
        writer.lost(range.clone(), key, hint(key));
    }
}

fn hint(key: &str) -> &'static str {
    if let Some(Unsupported(hint)) = DIALECT.key(key).map(|known| known.handling) {
        return hint;
    }
    match key {
        "fit-header" | "fit-headers" => "a slide that is too full is set smaller by itself",
        "code-language" => "write the language behind the fence of each block",
        _ => "`scheme` and `css` in the front matter change how a deck looks",
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn settings_end_with_the_first_other_line() {
        let header = read("theme: Next, 1\nslide-dividers: #, h2\nfooter: a: b\n\n# Title\n");
        assert_eq!(
            (header.dividers, header.is_sign, header.end),
            (vec![1, 2], true, 50)
        );
        assert_eq!(read("# Title\n\nfooter: x\n").end, 0);
        let header = read("build-lists: true\n# Title");
        assert!(header.build_lists && header.end == 18);
    }
}
