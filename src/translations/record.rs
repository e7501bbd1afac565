//! Writes into a file what it was translated from, and leaves every other byte as it is.

use std::ops::Range;

use crate::document::Document;
use crate::front_matter::{self, FrontMatter};
use crate::source::{Source, Span};
use crate::yaml::{LayoutEntry, YamlLayout};

/// The key of the front matter.
pub(crate) const KEY: &str = "translated_from";

/// The text of a document after its front matter records that it was translated from a page in
/// `lang` with that hash; `None` when the front matter is written in a way that cannot be changed
/// safely.
#[must_use]
pub fn record(document: &Document, lang: &str, hash: &str) -> Option<String> {
    let source = &document.source;
    let value = format!("{{lang: {lang}, hash: {hash}}}");
    let edits = if let Some(range) = front_matter::split(source, &mut Vec::new()).0 {
        let edits = edits(
            &source.text()[range.clone()],
            lang,
            hash,
            &value,
            line_end(source.text()),
        )?;
        edits
            .into_iter()
            .map(|(at, text)| (at.start + range.start..at.end + range.start, text))
            .collect()
    } else {
        let end = line_end(source.text());
        vec![(0..0, format!("---{end}{KEY}: {value}{end}---{end}"))]
    };
    let mut text = source.text().to_owned();
    for (range, new) in edits.into_iter().rev() {
        text.replace_range(range, &new);
    }
    says_just_that(document, &text, lang, hash).then_some(text)
}

/// What to put where in the front matter, in order.
fn edits(
    yaml: &str,
    lang: &str,
    hash: &str,
    value: &str,
    line_end: &str,
) -> Option<Vec<(Range<usize>, String)>> {
    let layout = YamlLayout::parse(yaml)?;
    if let Some(entry) = layout.entry(KEY) {
        return Some(replaced(entry, lang, hash, value));
    }
    if layout.is_flow {
        let end = layout.range.end.checked_sub(1)?;
        let before = yaml[layout.range.start..end].trim_end();
        let comma = if before.ends_with(['{', ',']) {
            ""
        } else {
            ", "
        };
        return Some(vec![(end..end, format!("{comma}{KEY}: {value}"))]);
    }
    let first = layout.entries.first().map_or(0, |entry| entry.key.start);
    let start = yaml[..first].rfind('\n').map_or(0, |at| at + 1);
    let indent = &yaml[start..first];
    let indent = if indent.chars().all(|c| c == ' ') {
        indent
    } else {
        ""
    };
    Some(vec![(
        yaml.len()..yaml.len(),
        format!("{indent}{KEY}: {value}{line_end}"),
    )])
}

/// The two values where they are written; else all of what stands there.
fn replaced(
    entry: &LayoutEntry,
    lang: &str,
    hash: &str,
    value: &str,
) -> Vec<(Range<usize>, String)> {
    let named = |name: &str| {
        entry
            .entries
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| entry.value.clone())
    };
    let (Some(own_lang), Some(own_hash)) = (named("lang"), named("hash")) else {
        let space = if entry.value.is_empty() { " " } else { "" };
        let at = if entry.value.is_empty() {
            entry.key.end + 1..entry.key.end + 1
        } else {
            entry.value.clone()
        };
        return vec![(at, format!("{space}{value}"))];
    };
    let mut edits = Vec::new();
    for (range, text) in [(own_lang, lang), (own_hash, hash)] {
        // Nothing but the space after the colon stands before a value that was left empty.
        let space = if range.is_empty() { " " } else { "" };
        edits.push((range, format!("{space}{text}")));
    }
    edits.sort_by_key(|(range, _)| range.start);
    edits
}

/// Whether a new text reads like the old one, but for what it was translated from.
fn says_just_that(document: &Document, text: &str, lang: &str, hash: &str) -> bool {
    let source = Source::new(document.path.file.clone(), text);
    let new = Document::parse(document.path.clone(), source.into(), document.options);
    let from = new.value.front_matter.translated_from.as_ref();
    let is_recorded = from.is_some_and(|from| {
        from.lang.value.as_str() == lang
            && from
                .hash
                .as_ref()
                .is_some_and(|written| written.to_string() == hash)
    });
    let body = |document: &Document| {
        let text = document.source.text();
        text[front_matter::split(&document.source, &mut Vec::new()).1].to_owned()
    };
    is_recorded && essence(&new.value) == essence(document) && body(&new.value) == body(document)
}

fn essence(document: &Document) -> FrontMatter {
    let mut front_matter = FrontMatter {
        translated_from: None,
        ..document.front_matter.clone()
    };
    front_matter.forget_places();
    front_matter
        .image
        .iter_mut()
        .for_each(|image| image.file.span = Span::default());
    front_matter
}

/// How the lines of a text end.
pub(crate) fn line_end(text: &str) -> &'static str {
    if text.find('\n').is_some_and(|at| text[..at].ends_with('\r')) {
        "\r\n"
    } else {
        "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::content_path::ContentPath;
    use crate::path::SitePath;

    const HASH: &str = "v1-0123456789ab-012345678-01234567";
    const OLD: &str = "v1-000000000000-000000000-00000000-11111111";

    fn recorded(name: &str, text: &str) -> Option<String> {
        let file = SitePath::new(name);
        let path = ContentPath::parse(&file, &Config::placeholder()).unwrap();
        let document = Document::parse(
            path,
            Source::new(file, text).into(),
            crate::markdown::Options::default(),
        )
        .value;
        record(&document, "fr", HASH)
    }

    fn post(head: &str) -> Option<String> {
        let text = recorded("content/blog/a.en.md", &format!("---\n{head}---\nBody\n"))?;
        let text = text
            .strip_prefix("---\n")
            .unwrap()
            .strip_suffix("---\nBody\n")
            .unwrap();
        Some(text.to_owned())
    }

    #[test]
    fn what_is_there_is_replaced_in_its_own_style() {
        let value = format!("{{lang: fr, hash: {HASH}}}");
        for (head, expected) in [
            (
                format!("translated_from: {{lang: de, hash: {OLD}}} # c\n"),
                format!("translated_from: {value} # c\n"),
            ),
            (
                format!("translated_from: # c\n  hash: '{OLD}' # h\n  lang: de\n# end\n"),
                format!("translated_from: # c\n  hash: {HASH} # h\n  lang: fr\n# end\n"),
            ),
            (
                "translated_from: {lang: de}\n".to_owned(),
                format!("translated_from: {value}\n"),
            ),
            (
                "translated_from:\n  lang: de\n".to_owned(),
                format!("translated_from:\n  {value}\n"),
            ),
            (
                "translated_from: de\n".to_owned(),
                format!("translated_from: {value}\n"),
            ),
            (
                "translated_from:\n".to_owned(),
                format!("translated_from: {value}\n"),
            ),
            (
                "translated_from: {lang: de, hash: 3}\n".to_owned(),
                format!("translated_from: {value}\n"),
            ),
        ] {
            let recorded = post(&format!("title: T\n{head}tags: [a]\n"));
            assert_eq!(
                recorded,
                Some(format!("title: T\n{expected}tags: [a]\n")),
                "{head}"
            );
        }
    }

    #[test]
    fn what_is_not_there_is_added_at_the_end() {
        let value = format!("translated_from: {{lang: fr, hash: {HASH}}}");
        for (head, expected) in [
            ("title: T\n# c\n", format!("title: T\n# c\n{value}\n")),
            (
                "  title: T\n  tags: [a]\n",
                format!("  title: T\n  tags: [a]\n  {value}\n"),
            ),
            (
                "title: T\nsummary: |\n  S\n\n",
                format!("title: T\nsummary: |\n  S\n\n{value}\n"),
            ),
            ("{title: T}\n", format!("{{title: T, {value}}}\n")),
            ("{title: T,}\n", format!("{{title: T,{value}}}\n")),
            ("# nothing\n", format!("# nothing\n{value}\n")),
            ("", format!("{value}\n")),
        ] {
            assert_eq!(post(head), Some(expected), "{head}");
        }
    }

    #[test]
    fn a_text_without_front_matter_gets_one_with_its_own_line_ends() {
        let text = recorded("content/_index.en.md", "Hello\r\n").unwrap();
        assert_eq!(
            text,
            format!("---\r\ntranslated_from: {{lang: fr, hash: {HASH}}}\r\n---\r\nHello\r\n")
        );
        let text = recorded("content/a.en.md", "---\r\ntitle: T\r\n---\r\nB").unwrap();
        assert_eq!(
            text,
            format!("---\r\ntitle: T\r\ntranslated_from: {{lang: fr, hash: {HASH}}}\r\n---\r\nB")
        );
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        for head in ["title: [\n", "- a\n", "title: T\n...\n", "just text\n"] {
            assert_eq!(post(head), None, "{head}");
        }
        assert_eq!(recorded("content/a.en.md", "---\ntitle: T\n"), None);
    }
}
